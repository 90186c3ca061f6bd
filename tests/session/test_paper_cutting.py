from __future__ import annotations

from codev_voice.session.cutting import without
from codev_voice.session.events import Event, Heard, Unknown
from codev_voice.session.paper_cutting import without_papers
from codev_voice.session.paper_events import Added, Approved, Drafted, Edited, Marked, Refused, Removed, Reordered, Shared
from codev_voice.session.papers import PaperLine
from codev_voice.session.values import Piece


def _line(name: str, *sources: str, text: str = "dit") -> PaperLine:
    return PaperLine(name, "note", text, sources=sources)


def _drafted(*lines: PaperLine) -> Drafted:
    return Drafted(consultation=0, document="notes", entries=lines)


def _approved(*lines: PaperLine) -> Approved:
    return Approved(consultation=0, document="notes", person="Inès", version=1, digest="d", entries=lines)


def test_a_drafted_line_goes_with_any_of_its_pieces_and_all_that_was_done_to_it() -> None:
    events: list[Event | Unknown] = [
        _drafted(_line("a", "p1"), _line("b", "p1", "p2"), _line("c", "p3"), _line("d")),
        Marked(consultation=0, document="notes", entry="a", mark="garde"),
        Removed(consultation=0, document="notes", entry="b"),
        Marked(consultation=0, document="notes", entry="c", mark="non"),
        Reordered(consultation=0, document="notes", order=("c", "a", "d")),
        Shared(consultation=0, document="notes", audience="groupe"),
    ]
    assert without(events, {"p1"}) == [
        _drafted(_line("c", "p3"), _line("d")),
        None,
        None,
        events[3],
        Reordered(consultation=0, document="notes", order=("c", "d")),
        events[5],
    ]


def test_a_line_in_somebodys_words_stays_with_one_of_its_pieces() -> None:
    def edited(line: PaperLine) -> Edited:
        return Edited(consultation=0, document="notes", line=line)

    added = Added(consultation=0, document="notes", line=_line("x", text="à elle"))
    events = [edited(_line("a", "p1")), edited(_line("b", "p1", "p2")), added]
    assert without(events, {"p1"}) == [None, edited(_line("b", "p2")), added]


def test_what_was_approved_stays_and_cites_what_is_gone_no_more() -> None:
    events = [_drafted(_line("a", "p1"), _line("b", "p1")), _approved(_line("a", "p1"))]
    assert without(events, {"p1"}) == [_drafted(_line("a")), _approved(_line("a"))]


def test_of_what_was_approved_otherwise_than_drafted_only_the_approved_words_stay() -> None:
    edit = Edited(consultation=0, document="notes", line=_line("a", "p1", text="presque"))
    approval = _approved(_line("a", "p1", text="à elle"))
    kept = _line("a", text="à elle")
    events = [_drafted(_line("a", "p1")), edit, approval]
    assert without(events, {"p1"}) == [_drafted(kept), Edited(consultation=0, document="notes", line=kept), _approved(kept)]


def test_the_documents_of_another_consultation_are_not_mixed_up() -> None:
    other = Approved(consultation=1, document="notes", person="Ana", version=1, digest="d", entries=(_line("a", "p1"),))
    assert without([_drafted(_line("a", "p1")), other], {"p1"})[0] == _drafted()


def test_a_refused_document_leaves_nothing_and_the_others_stay() -> None:
    heard = Heard.of(Piece("p1", 0.0, 1.0, "v", "dit"))
    plan = Drafted(consultation=0, document="plan")
    events: list[Event | Unknown] = [
        heard,
        _drafted(_line("a", "p1")),
        plan,
        _approved(_line("a")),
        Refused(consultation=0, document="notes"),
    ]
    assert without_papers(events, {(0, "notes")}) == [heard, None, plan, None, None]
