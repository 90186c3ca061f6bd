from __future__ import annotations

import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.documents.paper_lines import entry_of, line_of
from codev_voice.documents.sheet import Details, Entry, Mark, Origin, Part
from codev_voice.documents.values import Kind

ENTRIES = st.builds(
    Entry,
    st.text(),
    st.sampled_from(Part),
    st.text(),
    st.none() | st.text(),
    st.none() | st.sampled_from(Kind),
    st.none() | st.builds(Details, st.none() | st.text(), st.none() | st.dates(datetime.date(1, 1, 1))),
    st.lists(st.text()).map(tuple),
    st.sampled_from(Origin),
    st.booleans(),
    st.none() | st.sampled_from(Mark),
    st.text(),
)


@given(ENTRIES)
def test_an_entry_survives_its_line(entry: Entry) -> None:
    assert entry_of(line_of(entry)) == entry


@pytest.mark.parametrize("field", ["part", "kind", "origin", "mark"])
def test_a_line_in_words_of_a_newer_version_is_no_entry(field: str) -> None:
    line = line_of(Entry("a", Part.NOTE, "Un phare"))
    assert entry_of(msgspec.structs.replace(line, **{field: "demain"})) is None
