"""Every reader, given what nobody thought of for some seconds, drawn anew each day; `benchmarks/fuzz.py` goes on as long as one likes."""

from __future__ import annotations

import datetime

import pytest

from fuzzing.guided import explore
from fuzzing.readers import readers

pytestmark = pytest.mark.real


@pytest.mark.parametrize("name", list(readers()))
def test_a_reader_reads_or_refuses_whatever_it_is_given(name: str) -> None:
    reader = readers()[name]
    seed = datetime.datetime.now(tz=datetime.UTC).date().toordinal()
    found = explore(reader.read, reader.seeds, seconds=6.0, words=reader.words, seed=seed)
    assert {error: crash.data[:400] for error, crash in found.crashes.items()} == {}, f"benchmarks/fuzz.py --seed {seed} {name}"
