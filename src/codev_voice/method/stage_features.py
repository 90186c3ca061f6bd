"""What the stage tracker looks at in a turn: who speaks, how, after whom, and which words move a session.

Two families, both of short strings:

- *sounds* weigh for the stage in which the turn is spoken (who speaks, at what length, questions, first person, and the shape of
  the last turns: a monologue, question and answer, consultants in a row);
- *moves* weigh for entering a stage with this turn (words that hand over its work, said by whom, to whom, after what).

Roles may be unknown: every feature with a role has a back-off without it.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from codev_voice.method.cues import begins, cues, names, plain
from codev_voice.session.seance import Seance
from codev_voice.session.values import Role, Stage, Turn

WINDOW = 8
REMEMBERED = 8192
"""Turns that are remembered once they were looked at: twice those of the longest session."""
_LETTERS = {Role.CLIENT: "C", Role.CONSULTANT: "K", Role.FACILITATOR: "F", Role.OBSERVER: "O"}
_STEM, _FIRST = 5, 60
_LENGTHS = (4, 13, 30, 60)
_FAMILIES = ("sounds.", "forms.", "mention.")


@dataclass(frozen=True)
class StageContext:
    """What is known around a turn: the settings, who is who (None while unknown), and the turns before it, latest last."""

    seance: Seance = field(default_factory=Seance)
    client: str | None = None
    facilitator: str | None = None
    consultants: tuple[str, ...] = ()
    previous: tuple[Turn, ...] = ()

    def role(self, turn: Turn) -> Role | None:
        """In which role this turn is spoken: as its source says, else as its speaker is known."""
        if turn.role is not None:
            return turn.role
        if turn.speaker == self.facilitator:
            return Role.FACILITATOR
        if turn.speaker == self.client:
            return Role.CLIENT
        return Role.CONSULTANT if turn.speaker in self.consultants else None


@dataclass(frozen=True, slots=True)
class Observed:
    """A turn as the features see it; `role` is one letter (C, K, F, O, or U when unknown)."""

    role: str
    speaker: str
    words: int
    cues: frozenset[str]
    asks: bool
    begins: bool
    calls: str
    stems: tuple[str, ...] = ()

    @property
    def opens(self) -> tuple[int, ...]:
        """Stages whose work the turn's words may hand over."""
        return _opens(self.cues)


@functools.lru_cache(4096)
def _opens(found: frozenset[str]) -> tuple[int, ...]:
    """Remembered: each turn is asked some hundred times, with few different cues."""
    return tuple(stage for stage in range(len(Stage)) if f"opens.{stage}" in found)


def observe(turn: Turn, context: StageContext) -> Observed:
    """Read one turn."""
    role = context.role(turn)
    words, found, asks, starts, stems = _read(turn.text, context.seance.school)
    return Observed(_LETTERS[role] if role else "U", turn.speaker, words, found, asks, starts, _calls(turn, context), stems)


@functools.lru_cache(REMEMBERED)
def _read(text: str, school: str | None) -> tuple[int, frozenset[str], bool, bool, tuple[str, ...]]:
    """What a turn shows whoever says it: `words`, `cues`, `asks`, `begins` and `stems` of `Observed`."""
    found = cues(text, school)
    stems = tuple(word[:_STEM] for word in plain(text).split()[:_FIRST])
    return len(text.split()), found, "?" in text or "sounds.asks" in found, begins(text), stems


def sounds(window: Sequence[Observed]) -> list[str]:
    """Features of the stage in which the last turn of `window` is spoken; the turns before it are its context."""
    here = window[-1]
    role, length = here.role, sum(here.words >= bound for bound in _LENGTHS)
    found = [role, f"{role}&length={length}", f"length={length}", f"{role}&asks={here.asks}", f"asks={here.asks}"]
    heard = [name.split(".")[1] for name in sorted(here.cues) if name.startswith(_FAMILIES)]
    found += [f"{role}&{name}" for name in heard]
    found += [f"{name}" for name in heard]
    before = "".join(turn.role for turn in window[-3:-1]) or "^"
    found += [f"order={before[-1:]}{role}", f"order={before}{role}"]
    if len(window) > 1:
        found += [f"after&{'asks' if window[-2].asks else 'tells'}&{role}&{'asks' if here.asks else 'tells'}"]
    return [*found, *_shape(window)]


def moves(window: Sequence[Observed]) -> list[str]:
    """Features for a stage to be entered with the last turn of `window`, whichever stage."""
    here = window[-1]
    role = here.role
    found = [f"{role}", f"{role}&length={sum(here.words >= bound for bound in _LENGTHS)}", f"{role}&asks={here.asks}"]
    found += [f"{role}&begins"] if here.begins else []
    found += [f"{role}&calls={here.calls}"]
    found += [f"{role}&{name}" for name in sorted(here.cues) if name.startswith(("opens.", "mention.", "forms.", "sounds."))]
    found += [f"{name}" for name in sorted(here.cues) if name.startswith("opens.")]
    if len(window) > 1:
        last = window[-2]
        found += [f"then={last.role}{role}", f"then={last.role}{role}&{'asks' if last.asks else 'tells'}"]
        found += [f"after={last.role}&{name.split('.')[1]}" for name in sorted(last.cues) if name.startswith("sounds.")]
    return found + (_words(here) if role in "FU" else [])


def arrivals(window: Sequence[Observed], target: int) -> list[str]:
    """Features for entering `target` that are shared by all stages: their weights are learned once for all."""
    here = window[-1]
    role, opens = here.role, here.opens
    own = target in opens
    others = len([stage for stage in opens if stage != target])
    found = [f"own={own}&{role}", f"own={own}&others={min(others, 2)}&{role}"]
    if own:
        found += [f"own&begins={here.begins}&{role}", f"own&asks={here.asks}&{role}"]
        found += [f"own&{name}&{role}" for name in ("mention.later", "mention.proposes", "mention.waits") if name in here.cues]
    if _refused(window, target):
        found.append("refused")
    return found


def _words(here: Observed) -> list[str]:
    """Stems and pairs of stems: how a facilitator may say what no list foresees."""
    pairs = [f"{one} {other}" for one, other in itertools.pairwise(["^", *here.stems])]
    return [f"w={stem}" for stem in dict.fromkeys([*here.stems, *pairs])]


def _shape(window: Sequence[Observed]) -> Iterator[str]:
    """The shape of the last turns: shares of words by role, alternation, how many voices."""
    total = sum(turn.words for turn in window) or 1
    for role in "CKF":
        share = sum(turn.words for turn in window if turn.role == role) / total
        if any(turn.role == role for turn in window):
            yield f"share{role}={_level(share)}"
    pairs = list(itertools.pairwise(window))
    if pairs:
        yield f"CK={_level(sum({a.role, b.role} == {'C', 'K'} for a, b in pairs) / len(pairs))}"
        yield f"KK={_level(sum(a.role == b.role == 'K' and a.speaker != b.speaker for a, b in pairs) / len(pairs))}"
        yield f"answered={_level(sum(a.asks and not b.asks and a.speaker != b.speaker for a, b in pairs) / len(pairs))}"
    by_speaker: dict[str, int] = {}
    for turn in window:
        by_speaker[turn.speaker] = by_speaker.get(turn.speaker, 0) + turn.words
    yield f"loudest={_level(max(by_speaker.values()) / total)}"
    yield f"voices={len(by_speaker)}"
    yield f"questions={_level(sum(turn.asks for turn in window) / len(window))}"


def _level(share: float) -> int:
    return sum(share > bound for bound in (0.05, 0.25, 0.45, 0.65, 0.85))


def _refused(window: Sequence[Observed], target: int) -> bool:
    """True when somebody other than the facilitator just held back a move: the way back to the stage before it is open."""
    here = window[-1]
    asked = any(target + 1 in turn.opens and turn.role in "FU" for turn in window[-4:-1])
    held = any("mention.waits" in turn.cues and turn.role != "F" for turn in window[-2:])
    return asked and held and (here.role != "F" or "mention.grants" in here.cues)


def _calls(turn: Turn, context: StageContext) -> str:
    """Whom the turn names or addresses: "client", "other", "all" or nobody ("")."""
    words = plain(turn.text)
    if context.client and names(words, plain(context.client)) and turn.speaker != context.client:
        return "client"
    if "forms.plural" in cues(turn.text, None):  # as `_read` asks, so that it is remembered
        return "all"
    return "other" if any(names(words, plain(name)) for name in context.consultants if name != turn.speaker) else ""
