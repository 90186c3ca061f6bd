from __future__ import annotations

import pytest

from codev_voice.session.coding import decode, encode
from codev_voice.session.events import Unknown


def test_a_kind_of_a_newer_version_is_kept_as_it_was_written() -> None:
    data = b'{"kind":"hologram","seq":3,"depth":[1,2]}'
    event = decode(data)
    assert event == Unknown("hologram", {"kind": "hologram", "seq": 3, "depth": [1, 2]})
    assert decode(encode(event)) == event


@pytest.mark.parametrize("data", [b"[]", b"3", b"{}", b'{"kind":3}', b'{"kind":"heard"}', b'{"kind":"stage_moved","piece":"p","stage":9}'])
def test_what_is_not_an_event_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        decode(data)
