from __future__ import annotations

import json
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from codev_voice.companion.hear import hear
from codev_voice.companion.opening import open_session
from codev_voice.companion.renaming import rename
from codev_voice.companion.second_opinion import STRIKES, Patience, Server, second_opinion, server_at
from codev_voice.errors import SessionError, SettingsError
from codev_voice.method.advice import THRESHOLDS, Thresholds
from codev_voice.session.events import Ended, Event, Heard, NoticeAnswered, Noticed, Opined
from codev_voice.session.folder import Folder, writing
from codev_voice.session.journal import Journal, read_events
from codev_voice.session.values import Answer, Level, Piece, Role, Strictness
from opinion.standin import Reply, body, no, said, serving, yes
from sessions import write_session

FIRST, SECOND, THIRD = "on pourrait tenter un binôme", "ça sent la peur", "une médiation, ça existe"
AMPLE = Patience(each=20.0, total=60.0)


def _notice(piece: str, excerpt: str, confidence: float, level: Level = Level.LOG, *, withdrawn: bool = False) -> Noticed:
    return Noticed(piece=piece, advice="A2", excerpt=excerpt, confidence=confidence, level=level, withdrawn=withdrawn)


NOTICES = (
    _notice("p1", FIRST, 0.35),
    _notice("p1", "tu devrais partir", 0.9, Level.ALERT),
    _notice("p2", SECOND, 0.55),
    _notice("p2", "non, pardon", 0.5, withdrawn=True),
    _notice("p3", THIRD, 0.45),
)


def _session(path: Path, *extra: Event, notices: Sequence[Noticed] = NOTICES, ended: bool = True) -> Path:
    texts = ("Il ne répond pas.", f"Voilà : {FIRST} ; tu devrais partir.", f"{SECOND}, non, pardon.", f"{THIRD}.")
    path.mkdir()
    with Journal(path / "journal") as journal:
        pieces = [Piece(f"p{at}", at, at + 1.0, f"v{at}", text, role=Role.CONSULTANT) for at, text in enumerate(texts)]
        journal.append(*(Heard.of(piece) for piece in pieces), *notices, *([Ended(seconds=4.0)] if ended else []), *extra)
    return path


def _asked(server: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - the stand-in's own record
    return [json.loads(one["messages"][1]["content"]) for one in server.asked]


def _loud(path: Path) -> dict[str, str]:
    return {notice.excerpt: notice.level.value for turn in open_session(path).session.turns for notice in turn.notices}


def test_what_was_logged_is_asked_the_likeliest_first_and_raised(tmp_path: Path) -> None:
    path = _session(tmp_path / "s")
    with serving(yes, no, yes) as server:
        outcome = second_opinion(path, Server(server.address, "petit"), patience=AMPLE)
    asked = _asked(server)
    assert [one["phrase"] for one in asked] == [SECOND, THIRD, FIRST]
    assert [turn["texte"] for turn in asked[2]["avant"]] == ["Il ne répond pas.", "Voilà :"]
    assert (outcome.answered, outcome.raised, outcome.trouble) == (3, 2, "")
    assert "3 contributions" in outcome.told
    levels = {FIRST: "light", "tu devrais partir": "alert", SECOND: "light", "non, pardon": "log", THIRD: "log"}
    assert _loud(path) == levels
    opined = [event for event in read_events(path / "journal") if isinstance(event, Opined)]
    assert {(event.piece, event.excerpt, event.departs, event.model, event.by) for event in opined} == {
        ("p2", SECOND, True, "petit", "after"),
        ("p3", THIRD, False, "petit", "after"),
        ("p1", FIRST, True, "petit", "after"),
    }


def test_what_a_model_answered_is_not_asked_of_it_again(tmp_path: Path) -> None:
    path = _session(tmp_path / "s", Opined(piece="p2", excerpt=SECOND, departs=False, model="petit"))
    with serving(no) as server:
        assert second_opinion(path, Server(server.address, "petit"), patience=AMPLE).answered == 2
        again = second_opinion(path, Server(server.address, "petit"), patience=AMPLE)
        assert (again.answered, again.told) == (0, "Second avis : rien à relire.")
        assert second_opinion(path, Server(server.address, "autre"), patience=AMPLE).answered == 3
    assert len(server.asked) == 5


def test_what_the_facilitator_answered_is_not_asked_about(tmp_path: Path) -> None:
    answers = [
        NoticeAnswered(piece=piece, excerpt=excerpt, answer=answer, by="facilitator")
        for piece, excerpt, answer in (("p2", SECOND, Answer.NOT_ADVICE), ("p3", THIRD, Answer.IGNORED))
    ]
    path = _session(tmp_path / "s", *answers)
    with serving(yes) as server:
        assert second_opinion(path, Server(server.address), patience=AMPLE).answered == 1
    assert [one["phrase"] for one in _asked(server)] == [FIRST]
    assert (_loud(path)[FIRST], _loud(path)[SECOND], _loud(path)[THIRD]) == ("light", "log", "log")


def test_what_would_be_told_twice_is_not_asked_about(tmp_path: Path) -> None:
    again = [_notice("p3", FIRST, 0.6), _notice("p2", "tu devrais partir", 0.6), _notice("p1", "Voilà", 0.6)]
    path = _session(tmp_path / "s", notices=[*NOTICES[:3], *again])
    with serving(no) as server:
        assert second_opinion(path, Server(server.address), patience=AMPLE).answered == 3
    assert [one["phrase"] for one in _asked(server)] == ["Voilà", SECOND, FIRST]


def test_what_is_muted_is_not_asked_about(tmp_path: Path) -> None:
    path = _session(tmp_path / "s", notices=[NOTICES[0], Noticed(piece="p2", advice="B1", excerpt=SECOND, confidence=0.5, level=Level.LOG)])
    (path / "seance.toml").write_text("mute_other = true\n", encoding="utf-8")
    with serving(yes) as server:
        assert second_opinion(path, Server(server.address), patience=AMPLE).answered == 1


def test_the_opinion_survives_another_judgement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(THRESHOLDS, Strictness.NORMAL, Thresholds(alert=1.1, light=1.1, log=0.3))  # all that is found is only logged
    transcript, settings = write_session(tmp_path)
    path = hear(transcript, people=settings, into=tmp_path / "s").folder.path
    excerpt = "Tu devrais lui écrire une lettre avant de le voir."
    assert _loud(path) == {excerpt: "log"}
    with serving(yes) as server:
        second_opinion(path, Server(server.address), patience=AMPLE)
    assert _loud(path) == {excerpt: "light"}
    rename(path, "Fatou", "Aline", Role.CONSULTANT)
    assert _loud(path) == {excerpt: "light"}


def _mute(link: socket.socket, _: dict[str, Any]) -> None:
    link.settimeout(20.0)
    link.recv(1)


BROKEN = body(said('{"conseil": true}'), "500 Internal Server Error")


@pytest.mark.parametrize(
    ("reply", "questions", "told"),
    [
        (BROKEN, STRIKES, "refuse"),
        (_mute, STRIKES, "assez vite"),
        (body(b"{}", "404 Not Found"), 1, "ne connaît pas ce modèle"),
        (body(said("Je pense que oui.")), 3, "ne répond pas à ce qu'on lui demande (3 contributions)"),
    ],
)
def test_a_server_that_fails_changes_nothing_and_is_told_in_a_line(tmp_path: Path, reply: Reply, questions: int, told: str) -> None:
    path = _session(tmp_path / "s")
    before = (path / "journal").read_bytes()
    with serving(reply) as server:
        outcome = second_opinion(path, Server(server.address), patience=Patience(each=0.3, total=60.0))
    assert len(server.asked) == questions
    assert told in outcome.trouble
    assert "\n" not in outcome.trouble
    assert not any(said in outcome.trouble for said in (FIRST, SECOND, THIRD))
    assert (path / "journal").read_bytes() == before


def test_nobody_at_the_address(tmp_path: Path) -> None:
    path = _session(tmp_path / "s")
    with serving(yes) as server:
        pass
    assert "aucun serveur" in second_opinion(path, Server(server.address)).trouble
    assert _loud(path)[FIRST] == "log"


def test_what_came_before_a_failure_is_kept(tmp_path: Path) -> None:
    path = _session(tmp_path / "s")
    with serving(yes, BROKEN, BROKEN) as server:
        outcome = second_opinion(path, Server(server.address), patience=AMPLE)
    assert (outcome.answered, outcome.raised) == (1, 1)
    assert "refuse la question (2 contributions)" in outcome.trouble
    assert _loud(path)[SECOND] == "light"


def test_the_time_of_all_questions_is_counted(tmp_path: Path) -> None:
    def slow(link: socket.socket, asked: dict[str, Any]) -> None:
        time.sleep(0.5)
        yes(link, asked)

    path = _session(tmp_path / "s", notices=[_notice("p1", f"idée {number}", 0.5) for number in range(40)])
    began = time.monotonic()
    with serving(slow) as server:
        outcome = second_opinion(path, Server(server.address), patience=Patience(each=20.0, total=1.2))
    assert time.monotonic() - began < 15
    assert outcome.answered < 40
    assert "le temps du second avis est écoulé, et il reste" in outcome.trouble


def test_progress_goes_from_none_to_all(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    with serving(no) as server:
        second_opinion(_session(tmp_path / "s"), Server(server.address), patience=AMPLE, progress=lambda *done: told.append(done))
    assert [round(done, 2) for _, done in told] == [0.0, 0.33, 0.67, 1.0]


def test_only_a_session_heard_to_its_end_and_that_nobody_writes(tmp_path: Path) -> None:
    with serving(yes) as server:
        with pytest.raises(SessionError, match="jusqu'au bout"):
            second_opinion(_session(tmp_path / "s", ended=False), Server(server.address))
        with pytest.raises(SessionError):
            second_opinion(tmp_path, Server(server.address))
        path = _session(tmp_path / "t")
        with writing(Folder(path)), pytest.raises(SessionError, match="en cours d'écriture"):
            second_opinion(path, Server(server.address))
    assert server.asked == []


def test_the_server_is_one_of_this_machine() -> None:
    assert server_at(" http://127.0.0.1:80 ", " petit ") == Server(server_at("http://127.0.0.1:80").address, "petit")
    with pytest.raises(SettingsError):
        server_at("http://example.org")
    with pytest.raises(SettingsError):
        server_at("http://127.0.0.1:80", "gros:cloud")


def test_one_clause_a_sentence_is_raised(tmp_path: Path) -> None:
    both = [_notice("p4", "tu pourrais lui parler", 0.5), _notice("p4", "et voir le syndicat", 0.4)]
    path = _session(tmp_path / "s", notices=both)
    with Journal(path / "journal") as journal:
        said = Piece("p4", 4.0, 5.0, "v4", "tu pourrais lui parler, et voir le syndicat", role=Role.CONSULTANT)
        journal.append(Heard.of(said), *both)
    with serving(yes) as server:
        assert second_opinion(path, Server(server.address), patience=AMPLE).raised == 1
    assert len(server.asked) == 1
