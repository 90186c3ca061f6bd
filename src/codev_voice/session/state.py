"""The fold: what a session is, according to its journal and its settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from codev_voice.session.answers import Given, answer_to, refused, standing
from codev_voice.session.events import (
    AFTER,
    FACILITATOR,
    ConsultationOpened,
    Ended,
    Event,
    Heard,
    Noticed,
    Opined,
    Rejudged,
    RoleChanged,
    StageMoved,
    StageMoveUndone,
    Unknown,
    VoiceNamed,
)
from codev_voice.session.seance import Seance
from codev_voice.session.values import Answer, Consultation, Level, Move, Notice, Person, Piece, Role, Session, Stage, Turn, Voice

# What people do outranks what is worked out afterwards, which outranks what was believed while hearing.
_RANK = {FACILITATOR: 2, AFTER: 1}


def fold(events: Sequence[Event | Unknown], seance: Seance) -> Session:
    """The session as these events and settings make it."""
    turns = turns_of([event.piece for event in events if isinstance(event, Heard)])
    positions = {piece: turn.index for turn in turns for piece in turn.pieces}
    voices = _voices(events, turns)
    people, guessed = _people(events, seance)
    consultations = _consultations(events, positions)
    live, final, clicks = _moves(events, positions)
    answers = standing(events, positions)
    notices = _notices(events, positions, answers, seance)
    names = {voice.label: voice.person for voice in voices}
    stages, stages_live = _spread(final, len(turns)), _spread(live, len(turns))
    dressed = tuple(
        replace(
            turn,
            person=names.get(turn.voice),
            role=turn.role or _role(names.get(turn.voice) or turn.voice, turn.index, people, consultations),
            stage=stages[turn.index],
            stage_live=stages_live[turn.index],
            notices=tuple(notice for notice in notices if notice.turn == turn.index),
        )
        for turn in turns
    )
    roles = {person.name: person.role for person in people}
    spoken = {voice.person or voice.label for voice in voices} | {person.name for person in seance.people}
    people = tuple(person for person in people if person.name in spoken)
    return Session(
        turns=dressed,
        people=people,
        voices=tuple(replace(voice, role=roles.get(voice.person or voice.label)) for voice in voices),
        moves=final,
        moves_live=live,
        consultations=consultations,
        guessed=guessed & spoken,
        estimated=any(turn.estimated for turn in turns),
        duration=max([*(event.seconds for event in events if isinstance(event, Ended)), *(turn.end for turn in turns)], default=0.0),
        clicks=clicks,
        refused=refused(answers, notices),
    )


def turns_of(pieces: Sequence[Piece]) -> tuple[Turn, ...]:
    """Pieces joined into turns: a new one starts where the voice changes, or where the piece says so."""
    turns: list[Turn] = []
    for piece in pieces:
        if turns and not piece.opens and turns[-1].voice == piece.voice:
            turns[-1] = _grown(turns[-1], piece)
        else:
            turns.append(
                Turn(
                    index=len(turns),
                    start=piece.start,
                    end=piece.end,
                    voice=piece.voice,
                    text=piece.text,
                    role=piece.role,
                    channel=piece.channel,
                    words=piece.words,
                    pieces=(piece.id,),
                    estimated=piece.estimated,
                )
            )
    return tuple(turns)


def _grown(turn: Turn, piece: Piece) -> Turn:
    return replace(
        turn,
        end=max(turn.end, piece.end),
        text=f"{turn.text} {piece.text}".strip(),
        words=turn.words + piece.words,
        pieces=(*turn.pieces, piece.id),
        estimated=turn.estimated or piece.estimated,
    )


def _voices(events: Sequence[Event | Unknown], turns: Sequence[Turn]) -> tuple[Voice, ...]:
    named: dict[str, VoiceNamed] = {}
    for event in events:
        if isinstance(event, VoiceNamed) and _outranks(event, named.get(event.voice)):
            named[event.voice] = event
    labels = dict.fromkeys(turn.voice for turn in turns)
    return tuple(
        Voice(label, named[label].person if label in named else None, guessed=label not in named or named[label].by != FACILITATOR)
        for label in labels
    )


def _outranks(event: Event, former: Event | None) -> bool:
    return former is None or _RANK.get(event.by, 0) >= _RANK.get(former.by, 0)


def _people(events: Sequence[Event | Unknown], seance: Seance) -> tuple[tuple[Person, ...], frozenset[str]]:
    """The roster, changed by clicks; people who are not in it come after, with guessed or given roles."""
    people = {person.name: person for person in seance.people}
    changed: dict[str, RoleChanged] = {}
    for event in events:
        if isinstance(event, RoleChanged) and _outranks(event, changed.get(event.person)):
            changed[event.person] = event
    for name, event in changed.items():
        if name not in people or event.by == FACILITATOR:
            former = people.get(name)
            people[name] = replace(former, role=event.role) if former else Person(name, event.role)
    guessed = {name for name, event in changed.items() if event.by != FACILITATOR}
    return tuple(people.values()), frozenset(guessed - {person.name for person in seance.people})


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


def _moves(events: Sequence[Event | Unknown], positions: dict[str, int]) -> tuple[tuple[Move, ...], tuple[Move, ...], tuple[Move, ...]]:
    """Moves as believed while hearing, as believed now, and all the facilitator's own."""
    live: dict[int, Move] = {}
    after: dict[int, Move] = {}
    clicked: dict[int, Move] = {}
    while_hearing: dict[
        int, Move
    ] = {}  # of what is clicked: once the whole has been judged, a click says nothing of what was believed live
    rejudged = False
    for event in events:
        if isinstance(event, Rejudged):
            while_hearing = while_hearing if rejudged else dict(clicked)
            rejudged, after = True, {}
        elif isinstance(event, StageMoved) and event.piece in positions:
            move = Move(positions[event.piece], event.stage, event.by, event.confidence)
            (clicked if event.by == FACILITATOR else after if event.by == AFTER else live)[move.turn] = move
        elif isinstance(event, StageMoveUndone):
            at = positions.get(event.piece, -1)
            for moves in (clicked, live, after):
                if moves.pop(at, None):
                    break
    believed = live | (while_hearing if rejudged else clicked)
    return _ordered(believed), _ordered((after if rejudged else live) | clicked), tuple(clicked[turn] for turn in sorted(clicked))


def _ordered(moves: dict[int, Move]) -> tuple[Move, ...]:
    """Moves in order, those that change nothing left out."""
    kept: list[Move] = []
    for turn in sorted(moves):
        if not kept or kept[-1].stage is not moves[turn].stage:
            kept.append(moves[turn])
    return tuple(kept)


def _spread(moves: Sequence[Move], turns: int) -> list[Stage | None]:
    """The stage of each turn."""
    stages: list[Stage | None] = [None] * turns
    for at, move in enumerate(moves):
        until = moves[at + 1].turn if at + 1 < len(moves) else turns
        stages[move.turn : until] = [move.stage] * (until - move.turn)
    return stages


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
