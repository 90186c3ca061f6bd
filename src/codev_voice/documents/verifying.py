"""What a reader proposes, kept only where it rests on what was said: by the right person, in the right stage, in these words.

The same for the extraction and for a language model. An item, or a detail of one, that does not hold is refused with its reason;
nothing is put in its place. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from codev_voice.documents.acts import said
from codev_voice.documents.contributions import standing
from codev_voice.documents.dates import due
from codev_voice.documents.grounding import ungrounded
from codev_voice.documents.passage import kinds_heard, seen_agreeing
from codev_voice.documents.plan_acts import COMMITS, WISHES, Spoken, packaged
from codev_voice.documents.plan_believed import meant
from codev_voice.documents.scene import Scene
from codev_voice.documents.statements import Act, read
from codev_voice.documents.utterances import utterances
from codev_voice.documents.values import Action, ActionStatus, Contract, Documents, Kept, Line, Note, Plan, Reserve, Sources
from codev_voice.session.values import Stage, Turn

DETAILS = ("first_step", "indicator", "support", "obstacle")
_CLOSING = frozenset({Stage.SYNTHESIS, Stage.LEARNING})
_CONTRACT = frozenset({Stage.CONTRACT})
_ACTING = frozenset({Act.COMMITS, Act.WISHES, Act.TAKES_UP})
_DONE = {COMMITS: Act.COMMITS, WISHES: Act.WISHES}
_SURE = frozenset({Act.COMMITS, Act.TAKES_UP})
_Item = TypeVar("_Item", Line, Kept, Reserve, Note)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused: the part it was proposed for, its words, and why, all in French."""

    part: str
    text: str
    reason: str


@dataclass(frozen=True)
class Verified:
    """What holds, and what was refused."""

    documents: Documents
    refused: tuple[Refusal, ...] = ()


def verified(proposed: Documents, scene: Scene, aside: frozenset[int] = frozenset()) -> Verified:
    """What holds of the proposed documents of a consultation.

    Args:
        proposed: by any reader.
        scene: what was said, by whom, in which stage.
        aside: turns whose contributions were taken back or ruled out of the contract.
    """
    judge = _Judge(scene, aside)
    contract = judge.contract(proposed.contract)
    notes = judge.all("note", proposed.notes, judge.note)
    plan = Plan(
        judge.all("gardé", proposed.plan.kept, lambda kept: judge.hers(kept, _CLOSING)),
        tuple(held for action in proposed.plan.actions if (held := judge.action(action))),
        judge.all("laissé", proposed.plan.dropped, lambda dropped: judge.hers(dropped, _CLOSING)),
    )
    return Verified(replace(proposed, contract=contract, notes=notes, plan=plan), tuple(judge.refused))


class _Judge:
    """Judges the items of one consultation and keeps what it refuses."""

    def __init__(self, scene: Scene, aside: frozenset[int]) -> None:
        self.scene = scene
        self.aside = aside
        self.turns = {turn.index: turn for turn in scene.turns}
        self.refused: list[Refusal] = []

    def all(self, part: str, items: Sequence[_Item], why: Callable[[_Item], str | None]) -> tuple[_Item, ...]:
        """The items against which there is no reason."""
        return tuple(item for item in items if not self._refuse(part, item.text, why(item)))

    def note(self, note: Note) -> str | None:
        """Why a note does not hold."""
        if any(source in self.aside for source in note.sources):
            return "repris par son auteur, ou hors contrat"
        if missing := self._elsewhere(note.sources, frozenset({Stage.EXPLORATION}), {note.person}):
            return missing
        if not all(self.scene.is_consultant(self.turns[source]) for source in note.sources):
            return "ce n'est pas un consultant qui parle"
        return ungrounded(note.text, " ".join(standing(self.turns[source].text) for source in note.sources))

    def hers(self, line: Line, stages: frozenset[Stage]) -> str | None:
        """Why a line that must be the client's does not hold."""
        return self._elsewhere(line.sources, stages) or self._not_hers(line.sources) or ungrounded(line.text, self._heard(line.sources))

    def protection(self, line: Line) -> str | None:
        """Why a request for discretion does not hold; a consultant may make one for somebody else."""
        return self._elsewhere(line.sources, _CONTRACT) or ungrounded(line.text, self._heard(line.sources))

    def reserve(self, reserve: Reserve) -> str | None:
        """Why a consultant's reserve does not hold."""
        wrong = self._elsewhere(reserve.sources, _CONTRACT, {reserve.person})
        return wrong or ungrounded(reserve.text, self._heard(reserve.sources))

    def action(self, action: Action) -> Action | None:
        """What holds of an action: all of it, the act without some of its details, or nothing."""
        acts = self._acts(action.sources)
        heard = self._heard(action.sources)
        reason = self._elsewhere(action.sources, _CLOSING) or self._not_hers(action.sources)
        reason = reason or (None if acts & _ACTING else "aucune phrase d'elle ne l'engage") or ungrounded(action.action, heard)
        if self._refuse("action", action.action, reason):
            return None
        status = action.status if acts & _SURE else ActionStatus.INTENTION
        day_said = self._detail("échéance", action.due_said, heard)
        seance = self.scene.seance
        day = due(day_said, seance.date, region=seance.region, next_date=seance.next_date)
        details: dict[str, Any] = {name: self._detail(name, getattr(action, name), heard) for name in DETAILS}
        return replace(action, status=status, due_said=day_said, due=day, **details)

    def contract(self, contract: Contract) -> Contract:
        """What holds of a contract; without a demand that holds, none was formulated."""
        kept = replace(
            contract,
            out_of_scope=self.all("exclusion", contract.out_of_scope, lambda line: self.hers(line, _CONTRACT)),
            protections=self.all("protection", contract.protections, self.protection),
            reserves=self.all("réserve", contract.reserves, self.reserve),
        )
        if contract.demand is None:
            return kept
        sources = tuple(source for source in contract.sources if source in self.turns and self.turns[source].stage is Stage.CONTRACT)
        reason = self._elsewhere(sources, _CONTRACT) or self._not_hers(sources) or ungrounded(contract.demand, self._heard(sources))
        if self._refuse("demande", contract.demand, reason):
            return replace(kept, demand=None, kinds=(), reformulated_by=None, agreed=(), version=0, history=(), sources=())
        asked = kinds_heard(self.scene)
        speaking = {self.turns[source].speaker for source in sources}
        by = contract.reformulated_by if contract.reformulated_by in speaking else None
        return replace(
            kept,
            kinds=tuple(
                kind for kind in contract.kinds if not self._refuse("aide", kind, None if kind in asked else "elle n'y est pas demandée")
            ),
            reformulated_by=by,
            agreed=tuple(name for name in contract.agreed if not self._refuse("accord", name, self._unheard(name, sources))),
            sources=sources,
        )

    def _unheard(self, name: str, sources: Sources) -> str | None:
        """Why somebody was not heard to agree: no turn of his, nor his name said by the facilitator, nor his hand seen raised."""
        turns = [self.turns[source] for source in sources]
        heard = any(
            turn.speaker == name or (self.scene.is_facilitator(turn) and name in turn.text) or name in seen_agreeing(self.scene, turn)
            for turn in turns
        )
        return None if heard else "son accord n'est pas entendu"

    def _elsewhere(self, sources: Sources, stages: frozenset[Stage], speakers: set[str] | None = None) -> str | None:
        if not sources or any(source not in self.turns for source in sources):
            return "le tour cité n'existe pas dans cette consultation"
        if any(self.turns[source].stage not in stages for source in sources):
            return "le tour cité est d'une autre étape"
        if speakers is not None and any(self.turns[source].speaker not in speakers for source in sources):
            return "une autre personne le dit"
        return None

    def _not_hers(self, sources: Sources) -> str | None:
        return None if any(self.scene.is_client(self.turns[source]) for source in sources) else "le client ne le dit pas"

    def _heard(self, sources: Sources) -> str:
        """The words of these turns, and who says them, as far as they exist."""
        turns: list[Turn] = [self.turns[source] for source in sources if source in self.turns]
        return " ".join(f"{turn.speaker} : {turn.text}" for turn in turns)

    def _acts(self, sources: Sources) -> set[Act]:
        hers = [turn for source in sources if (turn := self.turns.get(source)) and self.scene.is_client(turn)]
        read_so = {statement.act for turn in hers for sentence in utterances(turn.text) for statement in read(sentence)}
        believed = {_DONE.get(each.tag) for turn in hers for spoken in self._spoken.get(turn.index, ()) for each in meant(spoken)}
        return read_so | {act for act in believed if act}

    @cached_property
    def _spoken(self) -> dict[int, tuple[Spoken, ...]]:
        """What the client says at the end, as the drafting reads it."""
        return packaged().read(said(self.scene, self.scene.during(*_CLOSING)))

    def _detail(self, name: str, text: str | None, heard: str) -> str | None:
        return None if text is None or self._refuse(_NAMES.get(name, name), text, ungrounded(text, heard)) else text

    def _refuse(self, part: str, text: str, reason: str | None) -> bool:
        if reason:
            self.refused.append(Refusal(part, str(text), reason))
        return reason is not None


_NAMES = {"first_step": "premier pas", "indicator": "indicateur", "support": "appui", "obstacle": "obstacle"}
