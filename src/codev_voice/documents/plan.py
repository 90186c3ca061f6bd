"""The action plan: only what the client says she does, wherever she says it in the synthesis or after."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from codev_voice.documents.dates import due
from codev_voice.documents.offers import idea_of, offer_of
from codev_voice.documents.questions import Asked, accepts, asked_of, refuses
from codev_voice.documents.scene import Scene
from codev_voice.documents.statements import Act, Statement, read
from codev_voice.documents.values import Action, ActionStatus, Kept, Plan
from codev_voice.documents.wording import Sentence, alike, capital, content_words, sentences, tidy, without_opener
from codev_voice.session.values import Stage, Turn

_STEP = re.compile(r"\bje (?:commence(?:rai)?|démarre) par |\bje vais commencer par ", re.IGNORECASE)
_FIRST = re.compile(r"^(?P<what>[\w' -]{2,40}?) d'abord\b", re.IGNORECASE)
_OBSTACLE = re.compile(
    r"ce qui (?:peut|pourrait|risque de) (?:me )?(?:coincer|bloquer|gêner|barrer|freiner|empêcher),? c'est (?P<what>.+)$", re.IGNORECASE
)
_NOTHING = re.compile(
    r"^(?:(?:pff|ben|bah|euh|je|j'|sais|pas|rien|encore|là|vraiment|en|ai|n'|ne|aucun\w*|on verra|idée)[\s,.]*)+$", re.IGNORECASE
)
_ADDS = re.compile(r"\b(?:je (?:le |la )?(?:rajoute|ajoute)|une chose que j)", re.IGNORECASE)
_RELAYS = re.compile(r"\b(?:il|elle|on|ils) (?:est|a|part|sont)\b", re.IGNORECASE)


@dataclass
class _Draft:
    """An action while it is being heard."""

    text: str
    status: ActionStatus
    sources: list[int]
    due_said: str | None = None
    about: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    def cite(self, *turns: int) -> None:
        self.sources.extend(turn for turn in turns if turn not in self.sources)


def draft_plan(scene: Scene) -> Plan:
    """The plan of one consultation, in the order of first mention."""
    hearing = _Hearing(scene)
    for turn in scene.during(Stage.SYNTHESIS, Stage.LEARNING):
        hearing.hear(turn)
    return hearing.plan()


_SLOTS = frozenset({Asked.FIRST_STEP, Asked.INDICATOR, Asked.OBSTACLE})


def _told(text: str, last: _Draft) -> tuple[str, str] | None:
    """A field that she gives unasked, and its words."""
    if found := _OBSTACLE.search(text):
        return "obstacle", found["what"]
    if _STEP.search(text):
        return "first_step", _STEP.split(text, maxsplit=1)[1]
    if (found := _FIRST.match(without_opener(text))) and "first_step" not in last.fields:
        return "first_step", "Commencer par " + found["what"]
    return None


class _Hearing:
    """Goes through the turns once; what is said later corrects what was said before."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.actions: list[_Draft] = []
        self.kept: list[Kept] = []
        self.dropped: list[Kept] = []
        self.asked: Asked | None = None
        self.since: list[Turn] = []  # what others said since her last turn
        self.requested: tuple[str, _Draft] | None = None

    def hear(self, turn: Turn) -> None:
        """One turn, whoever speaks."""
        if self.scene.is_client(turn):
            self._client(turn)
            self.since = []
            self.asked = None
            return
        self.since.append(turn)
        if self.scene.is_facilitator(turn):
            self.asked = asked_of(turn.text)
        elif self.requested and self.requested[0] == turn.speaker and accepts(turn.text):
            self.requested[1].cite(turn.index)
            self.requested = None

    def plan(self) -> Plan:
        """What was heard."""
        seance = self.scene.seance
        return Plan(
            kept=tuple(self.kept),
            actions=tuple(
                Action(
                    capital(action.text),
                    action.status,
                    tuple(sorted(action.sources)),
                    action.due_said,
                    due(action.due_said, seance.date, region=seance.region, next_date=seance.next_date),
                    **{name: capital(text) for name, text in action.fields.items()},
                )
                for action in self.actions
            ),
            dropped=tuple(self.dropped),
        )

    def _client(self, turn: Turn) -> None:
        parts = sentences(turn.text)
        fresh: _Draft | None = None
        self._support(turn)
        if self.asked is Asked.RECAP:
            self._recap(turn)
        for at, sentence in enumerate(parts):
            if self._field(turn, sentence, first=at == 0):
                continue
            for statement in read(sentence):
                fresh = self._apply(turn, statement, sentence, fresh) or fresh
            if sentence.asked:
                self._request(turn, sentence, fresh)

    def _field(self, turn: Turn, sentence: Sentence, *, first: bool) -> bool:
        """Whether the sentence says how an action starts, what may hinder it, or how she will see that it moves."""
        if not self.actions:
            return False
        last, text = self.actions[-1], tidy(sentence.text)
        if told := _told(text, last):
            return self._fill(last, *told, turn)
        slot = self.asked
        if slot not in _SLOTS or _NOTHING.match(text) or _ADDS.search(text):
            return False
        if first and slot.value not in last.fields:
            return self._fill(last, slot.value, text, turn)
        goes_on = not first and slot.value in last.fields and turn.index in last.sources and slot is not Asked.FIRST_STEP
        if goes_on and not read(sentence):
            last.fields[slot.value] += ", " + without_opener(text)
            return True
        return False

    @staticmethod
    def _fill(action: _Draft, name: str, text: str, turn: Turn) -> bool:
        action.fields[name] = without_opener(text).strip(" ,")
        action.cite(turn.index)
        return True

    def _apply(self, turn: Turn, said: Statement, sentence: Sentence, fresh: _Draft | None) -> _Draft | None:
        if said.act is Act.KEEPS:
            if content_words(said.text):
                self.kept.append(Kept(capital(said.text), (turn.index,)))
        elif said.act is Act.DROPS:
            self._drop(turn, said)
        elif said.act is Act.SOFTENS:
            if fresh or (self.actions and self.actions[-1].sources[-1] == turn.index):
                (fresh or self.actions[-1]).status = ActionStatus.INTENTION
        elif said.act is Act.DATES:
            self._date(turn, said, sentence, fresh)
        elif said.act is Act.TAKES_UP or not said.text:
            return self._take_up(turn, said)
        else:
            return self._act(turn, said, sentence)
        return None

    def _act(self, turn: Turn, said: Statement, sentence: Sentence) -> _Draft | None:
        status = ActionStatus.COMMITMENT if said.act is Act.COMMITS else ActionStatus.INTENTION
        if re.match(r"(?:le |la |l')?(?:faire|refaire)\b(?: ça)?(?:$|,)|faire ça", said.text) and self.actions and not said.topic:
            known: _Draft | None = self.actions[-1]
        else:
            known = self._known(said)
            if known is None and turn.stage is Stage.LEARNING and not (said.due_said or _ADDS.search(sentence.text)):
                return None
        if known is None:
            known = _Draft(said.text, status, [turn.index], said.due_said, said.topic)
            self.actions.append(known)
        else:
            known.status = status
            known.due_said = said.due_said or known.due_said
            known.cite(turn.index)
        return known

    def _known(self, said: Statement) -> _Draft | None:
        """The action already said that this says again, by its words or by its topic."""
        topic = content_words(said.topic)
        for action in self.actions:
            words = content_words(action.text + " " + action.about)
            if alike(action.text, said.text, 0.75) and len(content_words(said.text)) > 1:
                return action
            if topic and len(topic) <= 3 and topic <= words:  # noqa: PLR2004 - a topic is a noun or two
                return action
        return None

    def _date(self, turn: Turn, said: Statement, sentence: Sentence, fresh: _Draft | None) -> None:
        topic = content_words(said.topic)
        about = next(
            (action for action in reversed(self.actions) if topic and topic & content_words(action.text + " " + action.about)), None
        )
        target = fresh or about or (self.actions[-1] if self.actions else None)
        if target is None or (said.topic and _RELAYS.search(tidy(sentence.text)) and not about):
            return
        if target is not fresh and target is not about and target.due_said:
            return
        target.due_said = said.due_said
        target.cite(turn.index)

    def _drop(self, turn: Turn, said: Statement) -> None:
        words = content_words(said.topic or said.text)
        for action in list(self.actions):
            if words and words & content_words(action.text + " " + action.about):
                self.actions.remove(action)
        if words:
            self.dropped.append(Kept(capital(said.text), (turn.index,)))

    def _take_up(self, turn: Turn, said: Statement) -> _Draft | None:
        """« Ça, je le fais »: the idea is in what was said just before, or in her own topic."""
        status = ActionStatus.INTENTION if said.act is Act.WISHES else ActionStatus.COMMITMENT
        for before in reversed(self.since):
            if self.scene.is_consultant(before) and (idea := idea_of(before.text)):
                draft = _Draft(idea, status, [before.index, turn.index], said.due_said, idea)
                self.actions.append(draft)
                return draft
        return None

    def _support(self, turn: Turn) -> None:
        """An offer made since her last turn, when she accepts it."""
        if not self.actions or not (
            accepts(turn.text) or re.match(r"^(?:ah,? )?(?:envoye|viens|venez|merci, oui)\b", turn.text, re.IGNORECASE)
        ):
            return
        for before in reversed(self.since):
            if self.scene.is_consultant(before) and (offer := offer_of(before.text)):
                self.actions[-1].fields["support"] = f"{before.speaker} : {offer}"
                self.actions[-1].cite(before.index, turn.index)
                return

    def _request(self, turn: Turn, sentence: Sentence, fresh: _Draft | None) -> None:
        """« Et Julien, tu me relis le mail ? »: support, if he says yes."""
        text = tidy(sentence.text)
        target = fresh or (self.actions[-1] if self.actions else None)
        person = next((name for name in self.scene.consultants if re.search(rf"\b{re.escape(name)}\b", text)), None)
        if target and person and re.search(r"\b(?:tu|vous) ", text):
            target.fields.setdefault("support", f"{person} : {without_opener(text)}")
            target.cite(turn.index)
            self.requested = (person, target)

    def _recap(self, turn: Turn) -> None:
        """She accepts the facilitator's recap: an intention named as such stays one."""
        before = next((other for other in reversed(self.since) if self.scene.is_facilitator(other)), None)
        if before is None or refuses(turn.text) or not accepts(turn.text):
            return
        if re.search(r"\b(?:envie|intention|peut-être)\b", before.text) and self.actions:
            self.actions[-1].cite(turn.index)
