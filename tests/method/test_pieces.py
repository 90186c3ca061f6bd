from pathlib import Path

import pytest

from codev_voice.errors import WeightsError
from codev_voice.method.pieces import Pieces, cut, load, packaged

SMALL = Pieces.of(["<unk>", "▁tu", "▁t", "u", "▁", "'", "as", "▁dev", "rais", "▁devrais", "."], [0, -2, -4, -4, -3, -2, -3, -6, -6, -7, -2])


def named(text: str, pieces: Pieces = SMALL) -> list[str]:
    names = {number: name for name, number in pieces.numbers.items()}
    return [names.get(number, "?") for number in pieces.cut(text).ids]


def test_the_likeliest_pieces_are_chosen() -> None:
    assert named("tu devrais.") == ["▁tu", "▁devrais", "."]
    assert named("t'as") == ["▁t", "'", "as"]


def test_case_apostrophes_and_blanks_do_not_matter() -> None:
    assert named("  TU   DEVRAIS.\n") == named("tu devrais.")
    assert named("t’as") == named("t'as")


def test_what_is_in_no_piece_is_unknown_letter_by_letter() -> None:
    assert named("tu 漢字") == ["▁tu", "▁", "?", "?"]


def test_pieces_know_where_they_stand() -> None:
    text = "Tu  devrais."
    held = SMALL.cut(text)
    assert [text[int(middle)] for middle in held.middles] == ["T", "r", "."]


def test_a_letter_that_becomes_several_stands_in_one_place() -> None:
    assert SMALL.cut("…").middles == pytest.approx([0.0] * len(SMALL.cut("…").ids))


def test_no_words_no_pieces() -> None:
    assert SMALL.cut("").ids == ()
    assert SMALL.cut("   ").ids == ()


def test_a_vocabulary_is_read_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "p.tsv").write_text("<unk>\t0.0\n▁tu\t-2.0\n", encoding="utf-8")
    assert load(tmp_path / "p.tsv").cut("tu").ids == (1,)


@pytest.mark.parametrize("content", [None, "", "sans tabulation\n", "▁tu\tdeux\n"])
def test_a_missing_or_damaged_vocabulary_is_said(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "p.tsv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(WeightsError, match="absent ou abîmé"):
        load(path)


def test_the_packaged_vocabulary_cuts_french_into_few_pieces() -> None:
    assert len(packaged().numbers) > 15_000
    held = cut("Est-ce que tu devrais lui en parler franchement, à l'école ?")
    assert 0 not in held.ids
    assert len(held.ids) <= 18
