from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.errors import SessionError
from codev_voice.session.card import NAME, Card, Method, new_id, read_card, write_card

ID = "0123456789abcdef" * 2


@pytest.mark.parametrize("card", [Card(ID, Method.FILE), Card(ID, Method.GONE), Card(ID, Method.PHRASE, b"sel", 17, b"cle")])
def test_what_is_written_is_read_again(tmp_path: Path, card: Card) -> None:
    assert read_card(tmp_path) is None
    write_card(tmp_path, card)
    assert read_card(tmp_path) == card
    assert (tmp_path / NAME).read_text(encoding="utf-8").startswith("# Où est la clé")


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        'id = "x"\nmethode = "fichier"',
        'id = "../../../../../../etc/shadow"\nmethode = "fichier"',
        f'id = "{ID}"\nmethode = "ailleurs"',
        f'id = "{ID}"',
        f'id = "{ID}"\nmethode = "phrase"\nsel = "zz"',
        f'id = "{ID}"\nmethode = "phrase"\ncout = 30',
        f'id = "{ID}"\nmethode = "phrase"\ncout = [1]',
        f'id = "{ID}"\nmethode = "phrase"\ncout = 1e999',
        "id = " + "[" * 5000,
    ],
)
def test_anything_else_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_bytes(text.encode())
    with pytest.raises(SessionError, match=r"cle\.toml de cette séance est abîmé"):
        read_card(tmp_path)


def test_ids_are_drawn() -> None:
    assert len({new_id() for _ in range(10)}) == 10
