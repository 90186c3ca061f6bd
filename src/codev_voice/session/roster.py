"""Who the voices are and which roles people hold, according to the journal and the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from codev_voice.session.events import AFTER, FACILITATOR, Event, PersonJoined, RoleChanged, Unknown, VoiceNamed
from codev_voice.session.seance import Seance
from codev_voice.session.values import Person, Turn, Voice

# What people do outranks what is worked out afterwards, which outranks what was believed while hearing.
_RANK = {FACILITATOR: 2, AFTER: 1}


def outranks(event: Event, former: Event | None) -> bool:
    """Whether what `event` says stands, after `former`."""
    return former is None or _RANK.get(event.by, 0) >= _RANK.get(former.by, 0)


def voices_of(events: Sequence[Event | Unknown], turns: Sequence[Turn]) -> tuple[Voice, ...]:
    """The voices that speak in these turns, in the order in which they are first heard."""
    named: dict[str, VoiceNamed] = {}
    for event in events:
        if isinstance(event, VoiceNamed) and outranks(event, named.get(event.voice)):
            named[event.voice] = event
    labels = dict.fromkeys(turn.voice for turn in turns)
    return tuple(
        Voice(label, named[label].person if label in named else None, guessed=label not in named or named[label].by != FACILITATOR)
        for label in labels
    )


def people_of(events: Sequence[Event | Unknown], seance: Seance) -> tuple[tuple[Person, ...], frozenset[str]]:
    """The roster, changed by clicks, with who joined; others come after, with guessed or given roles (those guessed are told apart)."""
    people = {person.name: person for person in seance.people}
    changed: dict[str, RoleChanged] = {}
    for event in events:
        if isinstance(event, PersonJoined):
            people.setdefault(event.person, Person(event.person, event.role))
        elif isinstance(event, RoleChanged) and outranks(event, changed.get(event.person)):
            changed[event.person] = event
    roster = set(people)
    for name, event in changed.items():
        if name not in people or event.by == FACILITATOR:
            former = people.get(name)
            people[name] = replace(former, role=event.role) if former else Person(name, event.role)
    guessed = {name for name, event in changed.items() if event.by != FACILITATOR}
    return tuple(people.values()), frozenset(guessed - roster)


def joined(events: Sequence[Event | Unknown], people: Sequence[Person]) -> tuple[Person, ...]:
    """Who of these people came in late, in order."""
    late = dict.fromkeys(event.person for event in events if isinstance(event, PersonJoined))
    return tuple(person for name in late for person in people if person.name == name)
