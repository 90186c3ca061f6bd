import json
from pathlib import Path

import pytest

from codev_voice.errors import FileError
from codev_voice.evaluation.utterances import Line, read_utterances, score_utterances
from codev_voice.session.values import Role, Strictness

ADVICE = "Tu devrais lui parler franchement."
FACT = "Ça dure depuis quand ?"


def test_lines_are_read_with_their_previous_turns(tmp_path: Path) -> None:
    path = tmp_path / "u.jsonl"
    entry = {
        "id": "a",
        "text": FACT,
        "label": "none",
        "previous": [{"role": "client", "text": "Voilà."}],
        "hard": True,
        "note": "x",
        "other": 1,
    }
    path.write_text("﻿" + json.dumps(entry) + "\n\n" + json.dumps({"text": ADVICE, "label": "A1", "withdrawn": True}), encoding="utf-8")
    assert read_utterances(path) == (
        Line("a", FACT, "none", previous=((Role.CLIENT, "Voilà."),), hard=True),
        Line("3", ADVICE, "A1", withdrawn=True),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "aucun énoncé"),
        ("{", "La ligne 1 de u.jsonl n'est pas du JSON"),
        ("[]", "n'est pas un objet"),
        ('{"label": "none"}', "n'a pas de text"),
        ('{"label": 3}', "n'a pas de text ni de label"),
        ('{"text": "x", "label": "Z9"}', "étiquette inconnue"),
        ('{"text": "x", "label": "none", "speaker_role": "chef"}', "rôle"),
        ('{"text": "x", "label": "none", "previous": [{"role": "client"}]}', "tour précédent"),
        ('{"text": "x", "label": "none", "previous": "x"}', "tour précédent"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "u.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match=said):
        read_utterances(path)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="introuvable"):
        read_utterances(tmp_path / "absent.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"text": "\xe9"}')
    with pytest.raises(FileError, match="UTF-8"):
        read_utterances(tmp_path / "latin.jsonl")


def test_scores_count_lines_and_keep_families_apart() -> None:
    lines = [
        Line("1", ADVICE, "A1"),
        Line("2", FACT, "none"),
        Line("3", FACT, "B1"),
        Line("4", ADVICE, "A1", role=Role.CLIENT),
        Line("5", ADVICE, "none"),
        Line("6", "Tu devrais… non, pardon, je reformule : qui décide ?", "A1", withdrawn=True),
    ]
    scores = score_utterances(lines)
    assert scores["any"] == {"tp": 1, "fp": 1, "fn": 2, "precision": 0.5, "recall": pytest.approx(1 / 3)}
    assert scores["alerts"] == {"tp": 1, "fp": 1, "fn": 1, "precision": 0.5, "recall": 0.5}
    assert scores["by_kind"] == {"A1": {"A1": 1, "none": 1}, "B1": {"none": 1}, "none": {"A1": 1, "none": 1}}
    assert [line["id"] for line in scores["lines"]] == ["1", "2", "3", "4", "5", "6"]
    first, second = scores["lines"][:2]
    assert (first["notice"], first["kind"]) == ("alert", "A1")
    assert second["notice"] in {"none", "log"}
    assert scores["lines"][3] == {"id": "4", "notice": "none", "kind": None, "confidence": 0.0}


def test_a_stricter_ear_tells_never_less() -> None:
    lines = [Line(str(at), text, "A1") for at, text in enumerate([ADVICE, "Un binôme, ça se tente.", "Et un courrier, c'est parti ?"])]
    recalls = [score_utterances(lines, strictness)["any"]["tp"] for strictness in Strictness]
    assert recalls == sorted(recalls)


def test_blocks_are_read_as_lines(tmp_path: Path) -> None:
    path = tmp_path / "main.txt"
    path.write_text(
        f"## tu | écrit | atelier\nC: Voilà.\n- {FACT}\n-! [B3: Bravo.] [A1: {ADVICE}]\n- [A1~: {ADVICE}] non\n", encoding="utf-8"
    )
    assert read_utterances(path) == (
        Line("main-1", FACT, "none", previous=((Role.CLIENT, "Voilà."),)),
        Line("main-2", f"Bravo. {ADVICE}", "A1", previous=((Role.CLIENT, "Voilà."),), hard=True),
        Line("main-3", f"{ADVICE} non", "A1", previous=((Role.CLIENT, "Voilà."),), withdrawn=True),
    )


def test_a_file_of_blocks_without_contribution_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "main.txt"
    path.write_text("## tu | écrit | atelier\nC: Voilà.\n", encoding="utf-8")
    with pytest.raises(FileError, match="aucun énoncé"):
        read_utterances(path)
