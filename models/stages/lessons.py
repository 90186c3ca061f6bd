"""Labelled sessions, and the lessons made from each: other words, other knowledge, returns and skips it did not have."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from written import save, written

from codev_voice.evaluation.labelled import read_labelled
from codev_voice.method.cues import plain
from codev_voice.method.stage_context import context_for
from codev_voice.method.stage_features import StageContext
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Role, Stage, Turn

N = len(Stage)
RESPOKEN = 3
DETOURS = 5
REFUSALS = 3
DROPPED = 8  # one word in so many is not heard
SHORT = 7  # turns of a return
_MARKS = "><=?!+"
DOCUMENTS = "documents/sessions"
_NAMES = (
    "aeroport benedicte bibliobus boulangers cantine cegep chantier chicoutimi cidrerie conservatoire creche crematorium "
    "dialyse elevage ems entrepot fabienne fatima foyer fromagerie garage greffe imprimerie jocelyne loic lombez ludotheque "
    "lycee mediatheque microcredit mireille mission mutuelle officine orbe piscine pompiers radio refuge scierie serres "
    "stephane thierry traiteur tramway transporteur urgences wattrelos"
)
TOLD = frozenset(f"session_{name}" for name in _NAMES.split())
"""Sessions of the documents that the stages learn from; the others are only measured on."""


@dataclass(frozen=True)
class Example:
    """A labelled session with what is known beforehand.

    `guessed` says that who is who is guessed as it goes, where it is not known; `told`, that it was written for the documents: it is
    learned as it was said, without other words nor returns that it did not have.
    """

    name: str
    turns: tuple[Turn, ...]
    stages: tuple[Stage, ...]
    context: StageContext
    guessed: bool = True
    told: bool = False


def sessions(place: Path) -> list[Path]:
    """What `load` reads under a folder: its labelled sessions and its written ones, by name, then those of the documents (`TOLD`)."""
    labelled = [path.parent for path in place.glob("labelled/*/session.jsonl")]
    own = sorted([*labelled, *place.glob("written/*.txt"), *place.glob("returns/*.txt")], key=lambda path: path.stem)
    return [*own, *sorted(place.parent / DOCUMENTS / name for name in TOLD)]


def load(folder: Path) -> Example:
    """The session of a folder, or of a written `.txt`."""
    if folder.suffix == ".txt":
        with TemporaryDirectory() as place:
            save(written(folder), Path(place) / folder.stem)
            return load(Path(place) / folder.stem)
    settings = folder / "seance.toml"
    seance = read_seance(settings) if settings.exists() else Seance()
    labelled = read_labelled(folder / "session.jsonl", seance)
    turns = tuple(replace(turn, stage=None, stage_live=None) for turn in labelled.session.turns)
    people = labelled.session.people
    client = next((person.name for person in people if person.role is Role.CLIENT), None)
    leader = next((person.name for person in people if person.role is Role.FACILITATOR), None)
    others = tuple(person.name for person in people if person.role is Role.CONSULTANT)
    context = StageContext(seance, client, leader, others)
    return Example(folder.name, turns, labelled.stages, context, told=folder.parent.match(DOCUMENTS))


def unknown(example: Example) -> Example:
    """The same session while nobody knows who is who, nor whether there is a stage 0."""
    turns = tuple(replace(turn, role=None) for turn in example.turns)
    seance = replace(example.context.seance, people=(), stage0=True)
    return replace(example, name=example.name + "?", turns=turns, context=StageContext(seance))


def looked_back(example: Example) -> Example:
    """The same session while nobody knows who is who, once its end has told."""
    nameless = unknown(example)
    staged = [replace(turn, stage=stage) for turn, stage in zip(nameless.turns, example.stages, strict=True)]
    return replace(nameless, context=context_for(nameless.context.seance, staged), guessed=False)


def faceless(example: Example) -> Example:
    """The same session while nothing tells who is who."""
    return replace(unknown(example), guessed=False)


def unwritten(example: Example) -> Example:
    """The same session as a recogniser may write it: no punctuation, no capital."""
    turns = tuple(replace(turn, text=re.sub(r"[^\w\s'’-]+", " ", turn.text).lower()) for turn in example.turns)
    return replace(example, name=example.name + "~", turns=turns)


def contexts(example: Example) -> list[StageContext]:
    """What is known at each turn: always the same, or, where nobody says who is who, what is then guessed live."""
    if example.context.facilitator or not example.guessed:
        return [example.context] * len(example.turns)
    staged = [replace(turn, stage=stage) for turn, stage in zip(example.turns, example.stages, strict=True)]
    found: list[StageContext] = []
    for at, turn in enumerate(example.turns):
        context = context_for(example.context.seance, [*staged[:at], turn])
        found.append(found[-1] if found and found[-1] == context else context)
    return found


def variants(example: Example) -> list[Example]:
    """The session in the four states of knowledge and writing in which it may be met."""
    return [example, unknown(example), unwritten(example), unwritten(unknown(example))]


def lessons(example: Example, openings: Openings) -> list[Example]:
    """What is learned from a session: as it is, as nobody knows who speaks, and with other words of the facilitator."""
    if example.told:
        return [example, unwritten(unknown(example)), looked_back(example)]
    states = (_same, unwritten, faceless, looked_back, unknown)
    others = [states[round_ % len(states)](openings.respoken(example, round_)) for round_ in range(RESPOKEN)]
    detours = [states[round_ % len(states)](detour(example, openings, round_)) for round_ in range(DETOURS)]
    held = [refused(openings.respoken(example, len(states) + round_), openings, round_) for round_ in range(REFUSALS)]
    held = [states[2 * round_ % len(states)](one) for round_, one in enumerate(held)]
    return [example, misheard(unwritten(unknown(example))), *others, *detours, *held]


def misheard(example: Example) -> Example:
    """The same session with words missing, here and there."""
    turns = []
    for at, turn in enumerate(example.turns):
        kept = [word for place, word in enumerate(turn.text.split()) if _draw(example.name, at, place) % DROPPED]
        turns.append(replace(turn, text=" ".join(kept) or turn.text))
    return replace(example, turns=tuple(turns))


def refused(example: Example, openings: Openings, round_: int) -> Example:
    """The session with moves that the facilitator proposes and that a consultant, or the client in her synthesis, holds back."""
    leader = next((turn for turn in example.turns if turn.role is Role.FACILITATOR), None)
    turns: list[Turn] = []
    labels: list[Stage] = []
    taken: set[Stage] = set()
    for at, (turn, stage) in enumerate(zip(example.turns, example.stages, strict=True)):
        draw = _draw(example.name, round_, at)
        holds = turn.role is (Role.CLIENT if stage is Stage.SYNTHESIS else Role.CONSULTANT)
        inside = at > SHORT and stage is example.stages[at - SHORT // 2] and stage in example.stages[at + 1 : at + 3]
        if leader and holds and inside and stage not in taken and openings.proposed[stage] and draw % 6 == 0:
            taken.add(stage)
            choices = (openings.proposed[stage], openings.held[stage], openings.granted[stage])
            proposal, hold, grant = (_filled(texts[draw // (6 + 5 * n) % len(texts)], example, draw) for n, texts in enumerate(choices))
            turns.append(replace(leader, text=proposal))
            if draw // 6 % 3:
                turns += [replace(turn, text=hold), replace(leader, text=grant)]
            else:
                turn = replace(turn, text=f"{hold} {turn.text}")  # noqa: PLW2901 - the turn itself holds back
            labels += [stage] * (len(turns) - len(labels))
        turns.append(turn)
        labels.append(stage)
    return replace(example, turns=tuple(replace(turn, index=at) for at, turn in enumerate(turns)), stages=tuple(labels))


def _draw(*what: object) -> int:
    return int(hashlib.sha256(" ".join(map(str, what)).encode()).hexdigest(), 16)


def detour(example: Example, openings: Openings, round_: int) -> Example:
    """The session with a return that it did not have, or without its contract: what sessions do, too seldom to be learned from six."""
    start, back = ((4, 2), (4, 3), (3, 2), (5, 4), (2, 3))[round_ % 5]
    stages = list(example.stages)
    if start < back:  # the skip: what is of the contract is not there
        kept = [at for at, stage in enumerate(stages) if stage != back]
        return openings.respoken(_picked(example, kept, [stages[at] for at in kept]), round_)
    here = [at for at, stage in enumerate(stages) if stage == start]
    there = [at for at, stage in enumerate(stages) if stage == back]
    leader = next((at for at, turn in enumerate(example.turns) if turn.role is Role.FACILITATOR), None)
    if len(here) < SHORT or len(there) < SHORT or leader is None:
        return openings.respoken(example, round_)
    cut = here[len(here) // 2]
    again = [leader, *there[-SHORT:], leader]  # the facilitator's two turns are given words of the list
    order = [*range(cut), *again, *range(cut, len(stages))]
    labels = [*stages[:cut], *[Stage(back)] * (len(again) - 1), Stage(start), *stages[cut:]]
    return openings.respoken(_picked(example, order, labels), round_)


def _picked(example: Example, order: Sequence[int], labels: Sequence[Stage]) -> Example:
    turns = tuple(replace(example.turns[at], index=index) for index, at in enumerate(order))
    return replace(example, turns=turns, stages=tuple(labels))


def _same(example: Example) -> Example:
    return example


@dataclass(frozen=True)
class Openings:
    """Facilitators' sentences by stage: those that open it, come back to it (`returns`), or change nothing in it (`stays`).

    `proposed` are moves out of the stage that come too early, `held` what is then answered, `granted` what the facilitator says to that.
    """

    moves: dict[int, list[str]]
    returns: dict[int, list[str]]
    stays: dict[int, list[str]]
    proposed: dict[int, list[str]]
    held: dict[int, list[str]]
    granted: dict[int, list[str]]

    @classmethod
    def read(cls, path: Path) -> Openings:
        """The sentences of `openings.txt`."""
        sides: dict[str, dict[int, list[str]]] = {mark: {stage: [] for stage in range(N)} for mark in _MARKS}
        for entry in path.read_text(encoding="utf-8").splitlines():
            if entry[:1].isdigit():
                sides[entry[1]][int(entry[0])].append(entry[2:])
        return cls(*(sides[mark] for mark in _MARKS))

    def without(self, example: Example) -> Openings:
        """The sentences that do not share four words in a row with the facilitator of a session that is to be unknown."""
        heard = {gram for turn in example.turns if turn.role is Role.FACILITATOR for gram in _grams(turn.text)}
        kept = [
            {stage: [text for text in texts if not heard & set(_grams(text))] for stage, texts in side.items()}
            for side in (self.moves, self.returns, self.stays, self.proposed, self.held, self.granted)
        ]
        return Openings(*kept)

    def respoken(self, example: Example, round_: int) -> Example:
        """The session with its moves, and a third of the facilitator's other turns, said in words of the list."""
        turns = list(example.turns)
        for at, (turn, stage) in enumerate(zip(example.turns, example.stages, strict=True)):
            if turn.role is not Role.FACILITATOR:
                continue
            draw = _draw(example.name, round_, at)
            moved = at == 0 or stage is not example.stages[at - 1]
            back = moved and stage in _since_account(example.stages[:at])
            choice = (self.returns[stage] if back else []) or (self.moves[stage] if moved else self.stays[stage])
            if moved or draw % 3 == 0:
                turns[at] = replace(turn, text=_filled(choice[draw // 3 % len(choice)], example, draw))
        return replace(example, turns=tuple(turns))


def _grams(text: str) -> list[tuple[str, ...]]:
    words = re.sub("qu est ce|ce que|c est|tout a l heure", "-", plain(text.replace("{c}", "").replace("{k}", ""))).split()
    return list(zip(*(words[at:] for at in range(4)), strict=False))


def _since_account(stages: Sequence[Stage]) -> Sequence[Stage]:
    last = max((at for at, stage in enumerate(stages) if stage <= Stage.ACCOUNT), default=-1)
    return stages[last + 1 :]


def _filled(text: str, example: Example, draw: int) -> str:
    others = example.context.consultants or ("Paul",)
    return text.replace("{c}", example.context.client or "Inès").replace("{k}", others[draw % len(others)])
