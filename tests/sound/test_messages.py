from __future__ import annotations

from typing import Any, TypeVar

import msgspec
import pytest

from codev_voice.session.lines import encode
from codev_voice.sound.messages import Command, Level, Message, decode_command, decode_message

Said = TypeVar("Said", bound=msgspec.Struct)
EXAMPLES: dict[Any, Any] = {str: "é", float: 1.25, int: 3}


def example(kind: type[Said]) -> Said:
    return kind(**{field.name: EXAMPLES[field.type] for field in msgspec.structs.fields(kind)})


@pytest.mark.parametrize("kind", Message.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_message_is_read_again(kind: type[Message]) -> None:
    line = encode(example(kind))
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert decode_message(line) == example(kind)


@pytest.mark.parametrize("kind", Command.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_command_is_read_again(kind: type[Command]) -> None:
    assert decode_command(encode(example(kind))) == example(kind)


def test_a_line_is_plain_json() -> None:
    assert encode(Level(channel="micro", t=2.0, db=-30.5, peak_db=-12.0, clipped=0.0)) == (
        b'{"kind":"level","channel":"micro","t":2.0,"db":-30.5,"peak_db":-12.0,"clipped":0.0}\n'
    )


@pytest.mark.parametrize("line", [b"", b"{", b"{}\n", b'{"kind":"dance"}', b'{"kind":"lost","channel":"micro"}', b'{"kind":"stop"}'])
def test_what_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode_message(line)


def test_what_is_no_command_is_refused() -> None:
    with pytest.raises(ValueError, match="level"):
        decode_command(encode(example(Level)))
