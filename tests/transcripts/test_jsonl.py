from __future__ import annotations

import json

import pytest

from codev_voice.errors import FileError
from codev_voice.session.values import Role
from codev_voice.transcripts import parse_transcript

LINES = (
    '{"speaker": "Nadia", "role": "animateur", "text": "Bonjour à tous.", "stage": 1, "move": 1}\n'
    '{"speaker": "Nadia", "role": "consultant", "text": "Moi aussi,"}\n\n'
    '{"speaker": "Paul", "text": "j\'ai un sujet\\u2028difficile.", "advice": [], "start": 30, "end": 33.5}\n'
    '{"speaker": "Nadia", "text": "oui."}\n'
)


@pytest.mark.parametrize(
    "data", [LINES.encode(), LINES.replace("\n", "\r\n").encode("utf-8-sig"), LINES.encode("cp1252"), LINES.rstrip().encode()]
)
def test_one_line_is_one_turn(data: bytes) -> None:
    imported = parse_transcript(data, "session.jsonl")
    assert [(piece.voice, piece.text) for piece in imported.pieces] == [
        ("Nadia", "Bonjour à tous."),
        ("Nadia", "Moi aussi,"),
        ("Paul", "j'ai un sujet difficile."),
        ("Nadia", "oui."),
    ]
    assert [piece.role for piece in imported.pieces] == [Role.FACILITATOR, Role.CONSULTANT, None, None]
    assert [piece.estimated for piece in imported.pieces] == [True, True, False, True]
    assert (imported.pieces[2].start, imported.pieces[2].end) == (30.0, 33.5)
    assert (imported.pieces[3].start, imported.pieces[3].end) == (33.5, 33.875)
    assert imported.format == "jsonl"
    assert imported.estimated


def test_without_times_turns_go_at_160_words_a_minute() -> None:
    lines = "\n".join(json.dumps({"speaker": "A", "text": "un deux trois quatre"}) for _ in range(3))
    assert [(piece.start, piece.end) for piece in parse_transcript(lines.encode(), "x").pieces] == [(0, 1.5), (1.5, 3.0), (3.0, 4.5)]


def test_a_line_separator_inside_words_does_not_cut_them() -> None:
    line = json.dumps({"speaker": "A", "text": "un\u2028deux\u0085trois"}, ensure_ascii=False)
    assert parse_transcript(line.encode(), "x").pieces[0].text == "un deux trois"


def test_half_a_letter_is_left_out() -> None:
    (piece,) = parse_transcript(b'{"speaker": "Ana\\ud800", "text": "oui\\udfff \\ud83d\\ude00"}', "x").pieces
    assert (piece.voice, piece.text) == ("Ana", "oui \U0001f600")


def test_turns_without_words_keep_their_place() -> None:
    lines = '{"speaker": "A", "text": ""}\n{"speaker": "B", "text": "Oui."}'
    assert [piece.text for piece in parse_transcript(lines.encode(), "x").pieces] == ["", "Oui."]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"speaker": "A", "te', "La ligne 2 de x n'est pas du JSON"),
        ("[1, 2]", "La ligne 2 de x n'est pas un tour"),
        ('{"text": "secret"}', "La ligne 2 de x n'est pas un tour"),
        ('{"speaker": "A", "text": 3}', "La ligne 2 de x n'est pas un tour"),
        ('{"speaker": " ", "text": "secret"}', "La ligne 2 de x ne dit pas qui parle"),
        ('{"speaker": "A", "text": "secret", "role": "chef"}', "rôle de la ligne 2 de x est inconnu"),
        ('{"speaker": "A", "text": "secret", "role": []}', "rôle de la ligne 2 de x est inconnu"),
        ('{"speaker": "A", "text": "secret", "start": "0:03"}', "« start » de la ligne 2 de x n'est pas un temps"),
        ('{"speaker": "A", "text": "secret", "end": true}', "« end » de la ligne 2"),
        ('{"speaker": "A", "text": "secret", "end": NaN}', "« end » de la ligne 2"),
        ('{"speaker": "A", "text": "secret", "start": -1}', "« start » de la ligne 2"),
        ('{"speaker": "A", "text": "secret", "start": 1e9}', "« start » de la ligne 2"),
        ("[" * 100_000, "La ligne 2 de x n'est pas du JSON"),
    ],
)
def test_a_wrong_line_is_named_and_never_quoted(line: str, problem: str) -> None:
    with pytest.raises(FileError, match=problem) as caught:
        parse_transcript(f'{{"speaker": "A", "text": "Bonjour."}}\n{line}\n'.encode(), "x")
    assert "secret" not in str(caught.value)
