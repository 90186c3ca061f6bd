from __future__ import annotations

import msgspec
import pytest

from codev_voice.session.lines import decode, encode


class Said(msgspec.Struct, frozen=True, tag_field="kind", tag=str.lower):
    pass


class Level(Said, frozen=True):
    db: float


class Stopped(Said, frozen=True):
    pass


class Other(msgspec.Struct, frozen=True, tag_field="kind", tag=str.lower):
    pass


class Alone(Other, frozen=True):
    pass


def test_a_message_is_one_line_and_comes_back() -> None:
    assert encode(Level(-3.5)) == b'{"kind":"level","db":-3.5}\n'
    assert decode(encode(Level(-3.5)), Said) == Level(-3.5)
    assert decode(encode(Stopped()), Said) == Stopped()
    assert decode(encode(Alone()), Other) == Alone()


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b'{"kind":"alone"}', b'{"kind":"level"}'])
def test_what_this_family_does_not_say_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode(line, Said)
