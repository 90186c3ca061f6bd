"""Who each voice is: the names people use for each other, set against the roster as one assignment.

Every use of a name is evidence for or against « this voice is that person »; the evidence is summed, and the pairing of voices
and people that explains most of it is kept (Hungarian method). A voice is named only where the next best explanation is clearly
worse: else it stays « Voix 3 ». People who are merely talked about never become participants.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev_voice.hearing.calling import Use, calls, capitalised, closeness, plain
from codev_voice.hearing.speakers import anonymous, given, person_of
from codev_voice.session.values import Person, Role, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from codev_voice.session.seance import Seance
    from codev_voice.session.values import Piece

OWN_MICROPHONE = 8.0
"""Weight of being heard on the facilitator's own track, for the one facilitator of the roster."""
RECOGNISED = 6.0
"""Weight of sounding like a person who asked to be recognised: that of saying one's name."""
LEADS, TALKS = 1.5, 1.0
"""Weights of calling people by name more than anybody (the facilitator), of talking far more than anybody (the client)."""
WEIGHTS: Mapping[Use, tuple[float, float, float]] = {
    Use.SELF: (6.0, 0.0, 0.0),
    Use.SELF_BARE: (3.0, 0.0, 0.0),
    Use.TO_NEXT: (-2.0, 0.0, 2.0),
    Use.TO_PREVIOUS: (-2.0, 2.0, 0.0),
    Use.TO_SOMEBODY: (-2.0, 0.7, 1.0),
    Use.OF: (-1.0, 0.0, 0.0),
}
"""What a use of a name says of the voice that speaks, the one before, the one after."""
MARGIN = 2.0
"""How much worse the next explanation must be for a voice to be named."""
LEAST_NAMED = 2
LEAST_WORDS = 60
"""The last voice is named by elimination when so many others are named, and when it speaks so many words."""
MARGIN_UNLISTED = 3.5
"""The same without a roster, where a name may be a third person's: a name said of oneself, or several calls answered."""
FIRM, FIRM_AGAIN = 1.5, 0.9
"""How much more is asked while the session goes on: names are then often misheard, and little else was said that could deny them; and
once its beginning was heard again, where a bare « Bruno. Chef d'atelier. » may be believed."""
_SHORT = 2
"""Words of a back-channel: the voice after it may be the one that was called."""

Evidence = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class _Said:
    """A turn as needed here."""

    voice: str
    text: str
    first: bool


def name_voices(pieces: Sequence[Piece], seance: Seance, recognised: Mapping[str, str] | None = None) -> tuple[Voice, ...]:
    """Every voice of the session, in the order they are first heard, with the person it belongs to where that is clear.

    Args:
        pieces: the whole session's, in order; a piece's voice is « Voix 3 » or the speaker as the source wrote it.
        seance: the roster (may be empty) and the vocabulary, whose names are third persons'.
        recognised: the person of the roster that a voice sounds like, as she asked (`recognising`); nobody else is named by it.
    """
    labels = list(dict.fromkeys(piece.voice for piece in pieces))
    unknown = [label for label in labels if anonymous(label, seance.people)]
    written = {label: person_of(label, labels, seance.people) for label in labels if label not in unknown}
    taken = set(written.values())
    left = tuple(person for person in seance.people if person.name not in taken)
    heard = _by_evidence(pieces, unknown, left, seance, recognised or {}) if unknown else {}
    heard |= _by_elimination(pieces, [label for label in unknown if label not in heard], [one.name for one in left], heard)
    roles = {person.name: person.role for person in seance.people}
    people: dict[str, str | None] = {**written, **heard}
    return tuple(Voice(label, people.get(label), roles.get(people.get(label) or ""), guessed=label in unknown) for label in labels)


def firm_names(
    pieces: Sequence[Piece],
    seance: Seance,
    before: Mapping[str, str],
    *,
    again: bool = False,
    recognised: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Who the voices are while the session goes on: named on firm evidence alone, and unnamed again when what is said denies it.

    Args:
        pieces: what was heard so far, in order; labels are anonymous.
        seance: as in `name_voices`.
        before: the names these voices bear, which less evidence keeps than gave them.
        again: whether the beginning was heard twice.
        recognised: as in `name_voices`.
    """
    voices = list(dict.fromkeys(piece.voice for piece in pieces))
    evidence, people, margin = _evidence(pieces, seance.people, seance, recognised or {})
    firm = assign(evidence, voices, people, margin + (FIRM_AGAIN if again else FIRM))
    likely = assign(evidence, voices, people, margin)
    others = {voice: name for voice, name in before.items() if voice not in firm and name not in firm.values()}
    return firm | {voice: name for voice, name in others.items() if likely.get(voice, name) == name and _theirs(likely, name, voice)}


def _theirs(likely: Mapping[str, str], name: str, voice: str) -> bool:
    """Whether no other voice is likely to be this person's."""
    return all(one == voice or other != name for one, other in likely.items())


def _by_evidence(
    pieces: Sequence[Piece], voices: Sequence[str], people: Sequence[Person], seance: Seance, recognised: Mapping[str, str]
) -> dict[str, str]:
    evidence, names, margin = _evidence(pieces, people, seance, recognised)
    return assign(evidence, voices, names, margin)


def _evidence(
    pieces: Sequence[Piece], people: Sequence[Person], seance: Seance, recognised: Mapping[str, str]
) -> tuple[Evidence, list[str], float]:
    """What is said for and against each pair, the names a voice may bear, and the margin asked for them."""
    said = _turns(pieces)
    firsts = given([person.name for person in people])
    if not seance.people:
        names = _unlisted(said, seance.vocabulary)
        return _named(said, names, seance.vocabulary), names, MARGIN_UNLISTED
    evidence = {(voice, firsts[name]): weight for (voice, name), weight in _named(said, list(firsts), seance.vocabulary).items()}
    for pair, weight in (*_by_role(pieces, said, people, firsts).items(), *((pair, RECOGNISED) for pair in recognised.items())):
        evidence[pair] = evidence.get(pair, 0.0) + weight
    return evidence, [person.name for person in people], MARGIN


def _by_elimination(pieces: Sequence[Piece], voices: Sequence[str], people: Sequence[str], heard: Mapping[str, str]) -> dict[str, str]:
    """The last voice is the last person's, if it is really heard: a scrap of a voice told apart by mistake is nobody's."""
    remaining = [name for name in people if name not in heard.values()]
    if len(voices) != 1 or len(remaining) != 1 or len(heard) < LEAST_NAMED:
        return {}
    spoken = [piece for piece in pieces if piece.voice == voices[0]]
    words = sum(len(piece.text.split()) for piece in spoken)
    return {voices[0]: remaining[0]} if words >= LEAST_WORDS else {}


def _turns(pieces: Sequence[Piece]) -> list[_Said]:
    """Turns: the pieces of one voice until another speaks."""
    said: list[_Said] = []
    met: set[str] = set()
    for piece in pieces:
        if said and said[-1].voice == piece.voice:
            said[-1] = _Said(piece.voice, f"{said[-1].text} {piece.text}", said[-1].first)
        else:
            said.append(_Said(piece.voice, piece.text, piece.voice not in met))
            met.add(piece.voice)
    return said


def _named(said: Sequence[_Said], names: Sequence[str], strangers: Sequence[str]) -> Evidence:
    """Evidence from the uses of these first names, by (voice, name)."""
    evidence: Evidence = defaultdict(float)
    for at, turn in enumerate(said):
        for call in calls(turn.text, names, strangers=strangers, first=turn.first):
            own, before, after = (weight * call.closeness for weight in WEIGHTS[call.use])
            evidence[turn.voice, call.name] += own
            for weight, step in ((before, -1), (after, 1)):
                for voice, share in _neighbours(said, at, step):
                    evidence[voice, call.name] += weight * share
    return evidence


def _neighbours(said: Sequence[_Said], at: int, step: int) -> Iterable[tuple[str, float]]:
    """Who may be meant before or after a turn: its neighbour, and half as much the one behind a back-channel."""
    near = at + step
    if not 0 <= near < len(said):
        return
    yield said[near].voice, 1.0
    far = near + step
    if len(said[near].text.split()) <= _SHORT and 0 <= far < len(said) and said[far].voice != said[at].voice:
        yield said[far].voice, 0.5


def _by_role(pieces: Sequence[Piece], said: Sequence[_Said], people: Sequence[Person], firsts: Mapping[str, str]) -> Evidence:
    """Evidence from what roles do: whose microphone it is, who calls people by name, who talks most."""
    evidence: Evidence = defaultdict(float)
    facilitators = [person.name for person in people if Role.FACILITATOR in person.roles]
    clients = [person.name for person in people if Role.CLIENT in person.roles]
    if len(facilitators) == 1:
        for voice in dict.fromkeys(piece.voice for piece in pieces):
            on = [piece.channel == "micro" for piece in pieces if piece.voice == voice]
            if sum(on) * 2 > len(on):
                evidence[voice, facilitators[0]] += OWN_MICROPHONE
        called: Counter[str] = Counter()
        for turn in said:
            called[turn.voice] += sum(call.use not in (Use.OF, Use.SELF, Use.SELF_BARE) for call in calls(turn.text, list(firsts)))
        _leader(called, 2.0, facilitators[0], LEADS, evidence)
    if len(clients) == 1:
        talk: Counter[str] = Counter()
        for turn in said:
            talk[turn.voice] += len(turn.text.split())
        _leader(talk, 1.4, clients[0], TALKS, evidence)
    return evidence


def _leader(counts: Counter[str], times: float, person: str, weight: float, evidence: Evidence) -> None:
    """Adds the weight for the voice that does it so many times more than the next."""
    first, second = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    if first[1] and first[1] >= times * second[1]:
        evidence[first[0], person] += weight


def _unlisted(said: Sequence[_Said], strangers: Sequence[str]) -> list[str]:
    """First names of participants nobody listed: said of oneself, or thanked or handed the floor twice; one spelling for each."""
    counts: Counter[str] = Counter()
    strong: set[str] = set()
    names = capitalised(turn.text for turn in said)
    for turn in said:
        for call in calls(turn.text, None, strangers=strangers, first=turn.first):
            if plain(call.name) not in names or call.use is Use.TO_SOMEBODY:
                continue
            known = next((other for other in counts if closeness(call.name, other)), call.name)
            counts[known] += 1
            if call.use is Use.SELF:
                strong.add(known)
    return [name for name, count in counts.items() if len(plain(name)) > 1 and (name in strong or count > 1)]


def assign(evidence: Evidence, voices: Sequence[str], people: Sequence[str], margin: float) -> dict[str, str]:
    """The person of each voice that is clear, one to one.

    A voice is clear when its own evidence is for it, and when forbidding its pair costs the best whole pairing at least `margin`.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not voices or not people:
        return {}
    # One column of zeros a voice: staying unnamed explains nothing and costs nothing.
    table = np.zeros((len(voices), len(people) + len(voices)))
    for row, voice in enumerate(voices):
        for column, person in enumerate(people):
            table[row, column] = evidence.get((voice, person), 0.0)
    rows, columns = linear_sum_assignment(table, maximize=True)
    best = float(table[rows, columns].sum())
    named: dict[str, str] = {}
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if column >= len(people) or table[row, column] <= 0:
            continue
        without = table.copy()
        without[row, column] = -1e6
        other = linear_sum_assignment(without, maximize=True)
        if best - float(without[other].sum()) >= margin:
            named[voices[row]] = people[column]
    return named
