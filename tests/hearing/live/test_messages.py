from __future__ import annotations

from typing import Any, TypeVar, get_type_hints

import msgspec
import pytest

from codev_voice.hearing.live.messages import Begin, Command, Learn, Message, Ready, Settled, decode_command, decode_message
from codev_voice.session.events import Heard
from codev_voice.session.lines import encode
from codev_voice.session.values import Piece, Word

Said = TypeVar("Said", bound=msgspec.Struct)
PIECE = Piece("p000003", 1.0, 1.5, "Voix 2", "Ça va ?", (Word("Ça", 1.0, 1.2, 0.9), Word("va ?", 1.2, 1.5)), channel="appel", opens=True)
EXAMPLES: dict[Any, Any] = {
    str: "é\n",
    float: 1.25,
    int: 3,
    bool: False,
    int | None: 5,
    float | None: -12.5,
    Heard: Heard.of(PIECE),
    tuple[Heard, ...]: (Heard.of(PIECE),),
    dict[str, str]: {"p000001": "Voix 2"},
    tuple[tuple[str, float, float, str], ...]: (("p000000", 0.5, 2.0, "…"),),
    tuple[tuple[float, float], ...]: ((0.5, 2.0), (3.0, 4.0)),
}


def example(kind: type[Said]) -> Said:
    types = get_type_hints(kind)
    return kind(**{field.name: EXAMPLES[types[field.name]] for field in msgspec.structs.fields(kind)})


@pytest.mark.parametrize("kind", Message.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_message_is_read_again(kind: type[Message]) -> None:
    line = encode(example(kind))
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert decode_message(line) == example(kind)


@pytest.mark.parametrize("kind", Command.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_command_is_read_again(kind: type[Command]) -> None:
    line = encode(example(kind))
    assert line.count(b"\n") == 1
    assert decode_command(line) == example(kind)


def test_a_piece_comes_through_whole() -> None:
    said = decode_message(encode(Settled(piece=Heard.of(PIECE))))
    assert isinstance(said, Settled)
    assert said.piece.piece == PIECE


def test_a_line_is_plain_json() -> None:
    assert encode(Learn(voice="Voix 1", spans=((1.0, 2.5),))) == b'{"kind":"learn","voice":"Voix 1","spans":[[1.0,2.5]]}\n'


def test_what_is_left_out_has_its_default() -> None:
    begin = decode_command(b'{"kind":"begin","folder":"s","model":"m","quick":"m","prompt":""}')
    assert begin == Begin(folder="s", model="m", quick="m", prompt="")


@pytest.mark.parametrize("line", [b"", b"{", b"{}\n", b'{"kind":"dance"}', b'{"kind":"settled"}', b'{"kind":"finish"}'])
def test_what_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode_message(line)


def test_what_is_no_command_is_refused() -> None:
    with pytest.raises(ValueError, match="ready"):
        decode_command(encode(Ready()))
