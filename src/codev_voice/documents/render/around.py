"""What a document needs besides its own lines: where they were heard, who agreed to be heard, and for whom it is printed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from codev_voice.documents.render.french import HARD, clock_in_clear, in_clear, moment_in_clear, quoted
from codev_voice.documents.sheet import Audience, Entry
from codev_voice.documents.wording import content_words, sentences, tidy

_ASKED_AFTER = "import"
"""How the version of a text begins that nobody read aloud: the facilitator said afterwards that everybody had agreed."""
_LONGEST = 160
"""Letters of a sentence that is quoted as a source: longer, it is cut between words."""


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of speech: its turn (from 0), its beginning (seconds), who spoke and what was heard."""

    turn: int
    start: float
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """Somebody's answer (`person` is "" for the whole group) to the statement of this version, at this time; it may be withdrawn since."""

    person: str
    given: bool
    at: datetime.datetime | None
    text: str = ""
    withdrawn: bool = False


@dataclass(frozen=True)
class Around:
    """What surrounds the sheets of a session.

    Attributes:
        said: pieces of speech by their ids; empty once the transcript is gone.
        agreed: the last answer of each, in the order in which they were given.
        zone: the session's time zone.
        audience: for whom it is printed.
        discreet: whether names outside the group were replaced.
    """

    said: Mapping[str, Said] = field(default_factory=dict)
    agreed: tuple[Agreed, ...] = ()
    zone: datetime.tzinfo = datetime.UTC
    audience: Audience = Audience.CLIENT
    discreet: bool = False


def where(entry: Entry, around: Around) -> str:
    """« tour 151, 58 min »: where the entry was first heard; empty when that is not known."""
    heard = [around.said[piece] for piece in entry.sources if piece in around.said]
    if not heard:
        return ""
    turns = list(dict.fromkeys(said.turn for said in heard))
    place = f"tour{'s' if len(turns) > 1 else ''} {', '.join(map(str, turns))}, {moment_in_clear(heard[0].start)}"
    return place.replace(" ", HARD)


def sentence_of(entry: Entry, around: Around) -> str:
    """« Inès : « Je vais voir Marc mardi » », the sentence nearest to the entry among those it comes from.

    Empty when that is not known, or when it says no more than the entry does.
    """
    words = content_words(f"{entry.text} {entry.details.due_said or ''}" if entry.details else entry.text)
    said = [
        (len(content_words(sentence.text) & words), -at, around.said[piece].speaker, sentence.text)
        for at, piece in enumerate(entry.sources)
        if piece in around.said
        for sentence in sentences(around.said[piece].text)
    ]
    if not said:
        return ""
    _, _, speaker, text = max(said, key=lambda one: one[:2])
    if content_words(tidy(text)) <= words:
        return ""
    return f"{speaker} : {quoted(_shortened(text))}"


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:") + "…"


def agreements(around: Around) -> str:
    """Who agreed to be heard, each with the time of the answer, and to which text; that nobody was asked is said too."""
    if not around.agreed:
        return "Accords à l'écoute : aucun n'a été noté par l'outil."
    days = dict.fromkeys(_day(one, around.zone) for one in around.agreed)
    told = (
        ", ".join(_answer(one, around.zone) for one in around.agreed if _day(one, around.zone) == day) + (f" ({day})" if day else "")
        for day in days
    )
    texts = _listed(one.text for one in around.agreed if not one.text.startswith(_ASKED_AFTER))
    return f"Accords à l'écoute : {', '.join(told)}{f' ; texte lu : {texts}' if texts else ''}."


def _answer(one: Agreed, zone: datetime.tzinfo) -> str:
    at = f" à {clock_in_clear(one.at.astimezone(zone))}" if one.at else ""
    return f"{one.person or 'le groupe'} {'accord retiré' if one.withdrawn else 'oui' if one.given else 'non'}{at}"


def _day(one: Agreed, zone: datetime.tzinfo) -> str:
    return in_clear(one.at.astimezone(zone).date()) if one.at else ""


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, words)))
