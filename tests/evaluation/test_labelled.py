from __future__ import annotations

import json
from pathlib import Path

import pytest

from codev_voice.errors import FileError
from codev_voice.evaluation.labelled import Act, read_labelled
from codev_voice.session.toml import parse_seance
from codev_voice.session.values import Consultation, Person, Role, Stage
from sessions import SETTINGS, labelled_lines


def _file(folder: Path, text: str) -> Path:
    path = folder / "s.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def test_labels_are_read_with_times_laid_end_to_end(tmp_path: Path) -> None:
    labelled = read_labelled(_file(tmp_path, labelled_lines() + "\n"), parse_seance(SETTINGS))
    assert labelled.stages[:5] == (Stage.RETURN, Stage.RETURN, Stage.ACCOUNT, Stage.ACCOUNT, Stage.CLARIFICATION)
    assert labelled.acts[7] == (Act("A1", "Tu devrais lui écrire une lettre avant de le voir"),)
    assert [move.turn for move in labelled.moves] == [2, 4, 9, 13, 16, 18]
    turns = labelled.session.turns
    assert turns[1].start == turns[0].end
    assert turns[0].end == pytest.approx(14 / 160 * 60)
    assert labelled.session.estimated
    assert labelled.session.consultations == (Consultation("Inès", "Claire", 0, 19),)


def test_without_settings_people_are_who_speaks(tmp_path: Path) -> None:
    lines = labelled_lines().splitlines()[:3]
    timed = [json.dumps({**json.loads(line), "start": 2.0 * at, "end": 2.0 * at + 1}, ensure_ascii=False) for at, line in enumerate(lines)]
    labelled = read_labelled(_file(tmp_path, "\n".join(timed)))
    assert labelled.session.people == (Person("Claire", Role.FACILITATOR), Person("Julien", Role.CONSULTANT))
    assert not labelled.session.estimated
    assert labelled.session.consultations == ()


def test_a_second_client_opens_a_second_consultation(tmp_path: Path) -> None:
    first = [json.loads(line) for line in labelled_lines().splitlines()]
    swap = {"Inès": "Julien", "Julien": "Inès"}
    second = [{**line, "speaker": swap.get(line["speaker"], line["speaker"])} for line in first[2:]]
    lines = [json.dumps(line, ensure_ascii=False) for line in [*first, *second]]
    consultations = read_labelled(_file(tmp_path, "\n".join(lines))).session.consultations
    assert [(one.client, one.first_turn, one.last_turn) for one in consultations] == [("Inès", 0, 19), ("Julien", 20, 37)]


@pytest.mark.parametrize("line", ["pas du JSON", "[]", '{"speaker": "A", "text": "b"}'])
def test_a_line_that_is_no_labelled_turn_is_refused_by_number(tmp_path: Path, line: str) -> None:
    with pytest.raises(FileError, match=r"La ligne 2 de s\.jsonl"):
        read_labelled(_file(tmp_path, labelled_lines().splitlines()[0] + "\n" + line))


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="introuvable"):
        read_labelled(tmp_path / "absent.jsonl")
    (tmp_path / "s.jsonl").write_bytes(b"\xff\xfe\x00\xe9")
    with pytest.raises(FileError, match="UTF-8"):
        read_labelled(tmp_path / "s.jsonl")
    with pytest.raises(FileError, match="UTF-8"):
        read_labelled(tmp_path)


@pytest.mark.parametrize(
    "wrong",
    [{"stage": 9}, {"stage": None}, {"role": "chef"}, {"text": 3}, {"start": "midi"}, {"advice": ["A1"]}, {"advice": [{"kind": "A1"}]}],
)
def test_a_label_that_cannot_be_read_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    line = json.dumps({"speaker": "Ana", "text": "Bonjour.", "stage": 1} | wrong)
    with pytest.raises(FileError, match="La ligne 1"):
        read_labelled(_file(tmp_path, line))
