"""The fold: what a session is, according to its journal and its settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from codev_voice.session.answers import Given, answer_to, refused, standing
from codev_voice.session.events import ConsultationOpened, Counted, Ended, Event, Figures, Noticed, Opined, Rejudged, Unknown
from codev_voice.session.moves import moves_of, spread
from codev_voice.session.presence import (
    by_hand_of,
    consents_of,
    cuts_of,
    erased_of,
    forgotten_of,
    gaps_of,
    kept_of,
    pauses_of,
    withdrawn_of,
)
from codev_voice.session.roster import joined, people_of, voices_of
from codev_voice.session.seance import Seance
from codev_voice.session.turning import pieces_of, turns_of
from codev_voice.session.values import Answer, Consultation, Entry, Level, Notice, Person, Role, Session, Turn


def fold(events: Sequence[Event | Unknown], seance: Seance) -> Session:
    """The session as these events and settings make it."""
    pieces = pieces_of(events)
    turns = turns_of(pieces)
    positions = {piece: turn.index for turn in turns for piece in turn.pieces}
    voices = voices_of(events, turns)
    people, guessed = people_of(events, seance)
    consultations = _consultations(events, positions)
    moves = moves_of(events, turns, positions)
    answers = standing(events, positions)
    ends = {piece.id: piece.end for piece in pieces}
    notices = [replace(notice, t=ends.get(notice.piece)) for notice in _notices(events, positions, answers, seance)]
    here: dict[int, list[Notice]] = defaultdict(list)
    for notice in notices:
        here[notice.turn].append(notice)
    names = {voice.label: voice.person for voice in voices}
    stages, stages_live = spread(moves.final, len(turns)), spread(moves.live, len(turns))
    dressed = tuple(
        replace(
            turn,
            person=names.get(turn.voice),
            role=turn.role or _role(names.get(turn.voice) or turn.voice, turn.index, people, consultations),
            stage=stages[turn.index],
            stage_live=stages_live[turn.index],
            notices=tuple(here.get(turn.index, ())),
        )
        for turn in turns
    )
    roles = {person.name: person.role for person in people}
    late = joined(events, people)
    spoken = (
        {voice.person or voice.label for voice in voices} | {person.name for person in seance.people} | {person.name for person in late}
    )
    return Session(
        turns=dressed,
        people=tuple(person for person in people if person.name in spoken),
        voices=tuple(replace(voice, role=roles.get(voice.person or voice.label)) for voice in voices),
        moves=moves.final,
        moves_live=moves.live,
        consultations=consultations,
        guessed=guessed & spoken,
        estimated=any(turn.estimated for turn in turns),
        duration=_duration(events, turns, moves.entries),
        clicks=moves.clicks,
        refused=refused(answers, notices),
        entries=moves.entries,
        kept=kept_of(events, positions),
        cuts=cuts_of(events, positions),
        pauses=pauses_of(events),
        gaps=gaps_of(events),
        by_hand=by_hand_of(events),
        consents=consents_of(events),
        joined=late,
        withdrawn=withdrawn_of(events),
        forgotten=forgotten_of(events),
        erased=erased_of(events),
        counted=next((event.advice for event in reversed(events) if isinstance(event, Counted)), None),
        figures=next((event.review for event in reversed(events) if isinstance(event, Figures)), None),
    )


def _duration(events: Sequence[Event | Unknown], turns: Sequence[Turn], entries: Sequence[Entry]) -> float:
    """Seconds; one that was followed by hand and interrupted lasted at least until its last stage."""
    ended = [event.seconds for event in events if isinstance(event, Ended)]
    return max([*ended, *(turn.end for turn in turns), *(entry.t for entry in entries)], default=0.0)


def _role(name: str, turn: int, people: Sequence[Person], consultations: Sequence[Consultation]) -> Role | None:
    """The role of this person at this turn: roles turn with the consultation."""
    person = next((person for person in people if person.name == name), None)
    if person is None:
        return None
    here = next((one for one in consultations if one.first_turn <= turn <= one.last_turn), None)
    if here is None or here.client is None or person.role is Role.OBSERVER:
        return person.role
    if here.client == name:
        return Role.CLIENT
    if here.facilitator == name:
        return Role.FACILITATOR
    return Role.CONSULTANT if person.role is Role.CLIENT else person.role


def _consultations(events: Sequence[Event | Unknown], positions: dict[str, int]) -> tuple[Consultation, ...]:
    since = _last_judgement(events)
    opened = [event for event in events[since:] if isinstance(event, ConsultationOpened)]
    return tuple(
        Consultation(event.client, event.facilitator, positions[event.piece], positions[event.last])
        for event in opened
        if event.piece in positions and event.last in positions
    )


def _notices(events: Sequence[Event | Unknown], positions: dict[str, int], answers: Sequence[Given], seance: Seance) -> list[Notice]:
    since = _last_judgement(events)
    noticed = [event.notice(positions[event.piece]) for event in events[since:] if isinstance(event, Noticed) and event.piece in positions]
    departing: dict[tuple[str, str], int] = {}
    for rank, event in enumerate(events):
        if isinstance(event, Opined) and event.departs:
            departing.setdefault((event.piece, event.excerpt), rank)
    found = []
    for notice in noticed:
        given = answer_to(notice, noticed, answers)
        opined = departing.get((notice.piece, notice.excerpt))
        heeded = opined is not None and (given is None or (given.answer is not Answer.NOT_ADVICE and opined < given.rank))
        muted = seance.mute_other and notice.other
        found.append(replace(_raised(notice) if heeded and not muted else notice, answer=given.answer if given else None))
    return found


def _raised(notice: Notice) -> Notice:
    """What was only logged, told lightly: a second opinion does this and nothing else, and what was taken back stays so.

    The facilitator's answer wins: no opinion raises what she said was no advice, and one that comes after any answer changes nothing.
    """
    return replace(notice, level=Level.LIGHT) if notice.level is Level.LOG and not notice.withdrawn else notice


def _last_judgement(events: Sequence[Event | Unknown]) -> int:
    return max((rank for rank, event in enumerate(events) if isinstance(event, Rejudged)), default=0)
