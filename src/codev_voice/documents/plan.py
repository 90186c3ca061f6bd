"""The action plan: only what the client says she does, wherever she says it in the synthesis or after.

What each of her clauses does is told by the model of her acts (`plan_acts`), and which action it is of by that of the links
(`plan_threads`); the grammar (`statements`) words it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from codev_voice.documents import acts
from codev_voice.documents.links import Mention
from codev_voice.documents.offers import as_act, idea_of
from codev_voice.documents.phrases import about_something_said, resolved
from codev_voice.documents.plan_acts import DATES, DENIES, Spoken, packaged
from codev_voice.documents.plan_believed import DETAILS, LIKELY, NAMED, Meant, explains, meant, named_alone, only_names
from codev_voice.documents.plan_details import (
    also_kept,
    as_step,
    asks_what,
    ideas_of,
    kept_again,
    only_a_thing,
    refused,
    says_nothing,
    taken_help,
    told,
)
from codev_voice.documents.plan_draft import Draft, as_action, begins, due_on, goes_on, named_again, shares
from codev_voice.documents.plan_threads import AGAIN, SURELY, Threads, enough
from codev_voice.documents.questions import Asked, accepts, asked_of
from codev_voice.documents.recaps import Recalled, recalled, stands
from codev_voice.documents.scene import Scene
from codev_voice.documents.statements import Act, Statement
from codev_voice.documents.values import ActionStatus, Kept, Plan
from codev_voice.documents.wording import Sentence, alike, capital, content_words, straight, tidy, without_opener
from codev_voice.session.values import Stage, Turn

_ANAPHORA = re.compile(r"(?:c'est une |bonne idée|ça\b|oui\b|pourquoi pas)", re.IGNORECASE)
_SOFTENED = re.compile(r"\bsi j'(?:ai le|ose|y)|peut-être", re.IGNORECASE)
_UNSAID = re.compile(r"\bj'ai (?:pas dit|(?:seulement |juste )?dit que)\b", re.IGNORECASE)  # of a recap: it was never hers
_INTENDED = re.compile(r"\b(?:envie|intention|peut-être)\b", re.IGNORECASE)
_YES = frozenset({"oui", "ok", "voilà", "accord", "allez", "ça", "aussi", "vendu"})
_EMPTY = _YES | {"faire", "fais", "ferai", "vais", "prends", "note", "ajoute", "rajoute"}
_TAKES_BACK = re.compile(r"(?:(?:enfin|ah|euh|mais)[\s,]+)*(?:non|plutôt)\b", re.IGNORECASE)
_SAME = 0.75
"""Share of the words of two acts from which they are one."""
_OPENING = 2  # clauses among which she denies a recap
_SLOTS = frozenset({Asked.FIRST_STEP, Asked.INDICATOR, Asked.OBSTACLE})


def draft_plan(scene: Scene) -> Plan:
    """The plan of one consultation, in the order of first mention."""
    turns = scene.during(Stage.SYNTHESIS, Stage.LEARNING)
    hearing = _Hearing(scene, turns, packaged().read(acts.said(scene, turns)))
    for turn in turns:
        hearing.hear(turn)
    return hearing.plan()


class _Hearing:
    """Goes through the turns once; what is said later corrects what was said before."""

    def __init__(self, scene: Scene, turns: Sequence[Turn], spoken: Mapping[int, Sequence[Spoken]]) -> None:
        self.scene = scene
        self.spoken = spoken
        self.threads = Threads(turns[0].index if turns else 0, len(turns))
        self.actions: list[Draft] = []
        self.kept: list[Kept] = []
        self.dropped: list[Kept] = []
        self.asked: Asked | None = None
        self.since: list[Turn] = []  # what others said since her last turn
        self.requested: tuple[str, Draft] | None = None
        self.fresh: Draft | None = None  # what she said last in the turn being heard
        self.within: Draft | None = None  # what she said last in the sentence being heard
        self.keeping = False
        self.topic = ""
        self.recap: tuple[Recalled, ...] = ()

    def hear(self, turn: Turn) -> None:
        """One turn, whoever speaks."""
        if self.scene.is_client(turn):
            self._client(turn)
            self.since = []
            self.asked = None
            return
        self.since.append(turn)
        if self.scene.is_facilitator(turn):
            self.recap = recalled(turn.text, [action.words for action in self.actions])
            self.asked = asked_of(turn.text) if turn.stage is Stage.SYNTHESIS or "envie" in turn.text else None
        elif self.requested and self.requested[0] == turn.speaker and accepts(turn.text):
            self.requested[1].cite(turn.index)
            self.requested = None

    def plan(self) -> Plan:
        """What was heard."""
        actions = tuple(as_action(action, self.scene.seance) for action in self.actions)
        return Plan(kept=tuple(self.kept), actions=actions, dropped=tuple(self.dropped))

    def _client(self, turn: Turn) -> None:
        self.fresh = None
        self.keeping = False
        self.topic = ""
        self.threads.enter(turn.index, straight(turn.text), [other.text for other in self.since])
        self._support(turn)
        self._recalled(turn)
        self._declined(turn)
        before: Sentence | None = None
        first = True
        for spoken in self.spoken[turn.index]:
            sentence, former = spoken.sentence, before
            before, first, opens = sentence, first and not content_words(sentence.text), first
            if self._keeps_on(turn, sentence, former) or self._field(turn, spoken, first=opens):
                continue
            self._sentence(turn, spoken)
            if sentence.asked:
                self._request(turn, sentence)

    def _sentence(self, turn: Turn, spoken: Spoken) -> None:
        """What she sets aside, keeps, does or dates in a sentence."""
        kept = False
        for statement in spoken.statements:
            kept |= self._aside(turn, statement, spoken.sentence)
        self.keeping = kept or (self.keeping and not spoken.statements)
        held = () if only_names(spoken) or self._only_softens(spoken) else meant(spoken)
        self.within = None
        for each in held:
            self._hear(turn, each)
        if not held and not spoken.statements:
            self._focus(spoken.sentence)

    def _aside(self, turn: Turn, said: Statement, sentence: Sentence) -> bool:
        """What is no act of hers; whether she keeps something."""
        if said.act is Act.KEEPS:
            if content_words(said.text):
                self.kept.append(Kept(capital(said.text), (turn.index,)))
            return True
        if said.act is Act.DROPS and not (self.asked is Asked.RECAP and _UNSAID.search(sentence.text)):
            self._drop(turn, said)
        elif said.act is Act.SOFTENS and (action := self._softened(turn, said)):
            action.status = ActionStatus.INTENTION
            action.cite(turn.index)
        return False

    def _only_softens(self, spoken: Spoken) -> bool:
        """« Enfin, si j'ai le temps » is of what she has said; « peut-être, j'aimerais bien », of the idea that she is given."""
        softens = any(statement.act is Act.SOFTENS for statement in spoken.statements)
        given = any(self.scene.is_consultant(before) and idea_of(before.text) for before in self.since)
        return softens and not (given and any(each.acting >= LIKELY for each in spoken.own))

    def _softened(self, turn: Turn, said: Statement) -> Draft | None:
        """« Si j'ai le temps » is of what she has just said; « la grille, ce sera si… » of what it names."""
        if said.topic:
            return named_again(self.actions, said.topic)
        return self.fresh or (self.actions[-1] if self.actions and turn.index in self.actions[-1].sources else None)

    def _hear(self, turn: Turn, each: Meant) -> None:
        """A clause that is of an action."""
        mention = self.threads.mention(each.done, each.tag, each.named)
        action = self._detailed(turn, each, mention) if each.tag in DETAILS else self._acted(turn, each, mention)
        if action:
            self.threads.note(mention, action)
            self.fresh = self.within = action

    def _detailed(self, turn: Turn, each: Meant, mention: Mention) -> Draft | None:
        """How an action starts, what may hinder it, who helps, or how she will see that it moves."""
        action, name = self.threads.nearest(mention, self.actions), DETAILS[each.tag]
        if action and action is self.fresh and name in action.fields and each.acts_apart and not shares(each.statement, action):
            return self._new(turn, each)  # « la table du fond. Je rappelle le notaire lundi »
        if action and name not in action.fields:
            self._fill(action, name, tidy(each.done.clause.text), turn)
        elif action:
            action.cite(turn.index)
        return action

    def _acted(self, turn: Turn, each: Meant, mention: Mention) -> Draft | None:
        """What she does, would like to do, or when."""
        if each.dates:
            return self._dated(turn, each, mention)
        said = each.statement
        empty = not content_words(each.text) - _EMPTY
        of = self.within or (self.fresh if each.completes else None)  # « … pas dans ses cafés. À la Citadelle, tiens »
        if said is None and of and not empty:
            return self._goes_on(turn, each, of)
        known = next(
            (one for one in self.actions if said and len(content_words(said.text)) > 1 and alike(one.text, said.text, _SAME)), None
        )
        if known is None and said and self.within and begins(self.within, said):
            known = self.within
        if known is None:
            likely, chance = self.threads.again(mention, self.actions)
            if empty and chance < SURELY and (taken := self._take_up(turn, each, others=chance < AGAIN)):
                return taken
            if self.fresh and self.fresh.taken and said and said.text and shares(said, self.fresh):
                likely, chance = self.fresh, 1.0  # « vendu, j'appelle la radio »
            if likely and likely is self.fresh and said and about_something_said(said.text) and _TAKES_BACK.match(each.done.clause.text):
                chance = 1.0  # « je le vois avant Noël, enfin non, je le chope le 10 »
            known = likely if likely and chance >= enough(each, likely, fresh=self.fresh, within=self.within) else None
        if known is None:
            return self._new(turn, each)
        self._said_again(turn, each, known)
        return known

    def _dated(self, turn: Turn, each: Meant, mention: Mention) -> Draft | None:
        """A day, of the action that it is of; one of which the model is not sure moves no other."""
        action = self.threads.nearest(mention, self.actions)
        if each.done.acting >= NAMED and content_words(each.text) - _EMPTY and not self.threads.says_again(each, self.actions):
            return self._new(turn, each)  # « un café avec chacun, la semaine du 22 »
        if action is None and each.done.acting >= NAMED:
            return self._take_up(turn, each, others=True)  # « ça, volontiers, avant Noël »
        if action is None or (action.due_said and not each.sure) or (action is self.fresh and action.due_said and explains(each)):
            return None
        action.due_said = each.due_said or action.due_said
        action.cite(turn.index)
        if _SOFTENED.search(each.done.clause.text):
            action.status = ActionStatus.INTENTION
        return action

    def _goes_on(self, turn: Turn, each: Meant, known: Draft) -> Draft:
        """« … une page, avec le critère, et les chiffres »: no other act, and no less firm."""
        known.due_said = known.due_said or each.due_said
        known.cite(turn.index)
        return known

    def _said_again(self, turn: Turn, each: Meant, known: Draft) -> None:
        """Its last day and firmness win; its words are those of the first time, unless another's idea or « faire… » stood for them."""
        said = each.statement
        if said and said.text and known is self.fresh and not alike(known.text, said.text) and goes_on(known, said):
            known.text = f"{known.text} et {said.text}"
        elif said and said.text and known.taken and (known is self.within or not about_something_said(said.text)):
            known.text, known.taken = resolved(said.text, said.topic or known.about), False
        elif said and said.text and known.text.startswith("faire ") and not about_something_said(said.text):
            known.text = said.text
        known.again(turn.index, each.status, each.due_said)

    def _new(self, turn: Turn, each: Meant) -> Draft | None:
        """An action that she had not said yet, in her words."""
        said = each.statement
        topic = (said.topic if said and said.text else "") or (self.topic if not self.fresh else "")
        if not content_words(each.text) - _EMPTY:
            return None
        worded = bool(said and said.text)
        draft = Draft(resolved(each.text, topic) if worded else each.text, each.status, [turn.index], each.due_said, topic)
        draft.taken = not worded or bool(topic and re.match(r"(?:le |la |les |l')?faire\b", each.text))
        draft.cite(*ideas_of(self.scene, self.since, topic if worded and draft.taken and topic else draft.text))
        self.actions.append(draft)
        return draft

    def _take_up(self, turn: Turn, each: Meant, *, others: bool) -> Draft | None:
        """« Ça, je le fais »: the idea is in what was said just before (by consultants, or by `others` too), or in her own topic."""
        topic = each.statement.topic if each.statement and each.statement.act is not Act.DATES else ""
        if self.fresh and not self.fresh.taken and not content_words(topic):
            return self.fresh.again(turn.index, each.status, each.due_said)  # « j'appelle l'association. Ça, c'est pour moi »
        for before in [] if each.status is ActionStatus.INTENTION and content_words(topic) else reversed(self.since):
            asked = others and self.asked is None and "?" in before.text  # « à toi, Normand » is no idea
            idea = idea_of(before.text) if self.scene.is_consultant(before) or (asked and not asks_what(before.text)) else None
            if idea and (known := named_again(self.actions, idea)):
                return known.again(turn.index, each.status, each.due_said)
            if idea:
                return self._taken(Draft(as_act(idea), each.status, [before.index, turn.index], each.due_said, idea, taken=True))
        if content_words(topic) - _EMPTY:
            return self._taken(Draft(as_act(topic), each.status, [turn.index], each.due_said, topic))
        raised = self.since[-1] if self.since and (self.asked is None or self.scene.is_consultant(self.since[-1])) else None
        thing = without_opener(tidy(raised.text)).rstrip(" ?.!…") if raised else ""
        if raised and only_a_thing(thing):  # « et le planning à deux ? – Oui, ça aussi, je le fais »
            return self._taken(Draft(as_act(thing), each.status, [raised.index, turn.index], each.due_said, thing, taken=True))
        return None

    def _taken(self, draft: Draft) -> Draft:
        self.actions.append(draft)
        return draft

    def _focus(self, sentence: Sentence) -> None:
        """What the next words are about: a thing named alone."""
        if words := named_alone(sentence):
            self.topic, self.fresh = words, None

    def _keeps_on(self, turn: Turn, sentence: Sentence, before: Sentence | None) -> bool:
        """Whether a list goes on (« … Et la phrase de Claire. »), or what was just named is kept (« … Je la garde. »)."""
        what = kept_again(sentence, before) or (also_kept(sentence) if self.keeping else None)
        if what:
            self.kept.append(Kept(capital(what), (turn.index,)))
        return what is not None

    def _field(self, turn: Turn, spoken: Spoken, *, first: bool) -> bool:
        """Whether the sentence says how an action starts, what may hinder it, or how she will see that it moves."""
        text = tidy(spoken.sentence.text)
        slot = self.asked if self.asked in _SLOTS else None
        tag = next((tag for tag, name in DETAILS.items() if slot and name == slot.value), "E")
        mention = self.threads.mention(spoken.own[0], tag) if spoken.own else None
        last = self.threads.nearest(mention, self.actions) if mention else None
        if mention is None or last is None:
            return False
        if detail := told(text, last.fields):
            self.threads.note(mention, last)
            return self._fill(last, *detail, turn)
        if slot is None or spoken.sentence.asked or says_nothing(text) or not content_words(text) or spoken.own[0].chance(DATES) >= LIKELY:
            return False
        if first and slot.value not in last.fields and spoken.own[0].acting < LIKELY:
            self.threads.note(mention, last)
            self.fresh = last
            return self._fill(last, slot.value, text, turn)
        begun = not first and slot.value in last.fields and turn.index in last.sources and slot is not Asked.FIRST_STEP
        if begun and not meant(spoken):
            last.fields[slot.value] += ", " + without_opener(text)
        return begun and not meant(spoken)

    @staticmethod
    def _fill(action: Draft, name: str, text: str, turn: Turn) -> bool:
        words = without_opener(text).strip(" ,")
        action.fields[name] = as_step(words) if name == Asked.FIRST_STEP.value else words
        action.cite(turn.index)
        return True

    def _drop(self, turn: Turn, said: Statement) -> None:
        words = content_words(said.topic or said.text)
        sources = [turn.index]
        text = said.text
        if not words or _ANAPHORA.match(text):
            before = next((other for other in reversed(self.since) if self.scene.is_consultant(other)), None)
            idea = idea_of(before.text) if before else None
            if before is None or not idea:
                return
            text, words, sources = idea, content_words(idea), [before.index, turn.index]
        if about_something_said(text) and not said.topic:
            cancelled = self.fresh or (self.actions[-1] if self.actions else None)
            if cancelled is None or not words & content_words(cancelled.text):
                return  # « je la fais pas » says again what was just dropped
            text, sources = cancelled.text, sorted({*cancelled.sources, turn.index})
            words = content_words(text)
        things = words - content_words(text.split()[0]) or words  # « donner mon téléphone » cancels no other gift
        for action in [action for action in self.actions if things & content_words(action.text + " " + action.about)]:
            self._cancel(action)
        self.dropped.append(Kept(capital(text), tuple(sources)))

    def _cancel(self, action: Draft) -> None:
        """It is hers no more, and nothing said next is of it."""
        self.actions = [each for each in self.actions if each is not action]
        self.fresh = None if self.fresh is action else self.fresh
        self.requested = None if self.requested and self.requested[1] is action else self.requested

    def _support(self, turn: Turn) -> None:
        """An offer made since her last turn, when she accepts it."""
        if self.actions and (found := taken_help(self.scene, self.since, turn)):
            self.actions[-1].fields["support"] = found[1]
            self.actions[-1].cite(found[0], turn.index)

    def _declined(self, turn: Turn) -> None:
        """What a consultant asks again and she refuses is set aside, unless she says herself what she sets aside."""
        dropped = any(said.act is Act.DROPS for spoken in self.spoken[turn.index] for said in spoken.statements)
        before = self.since[-1] if self.since else None
        what = refused(before.text, turn.text) if before and self.scene.is_consultant(before) and not dropped else None
        if before and what:
            self.dropped.append(Kept(capital(what), (before.index, turn.index)))

    def _request(self, turn: Turn, sentence: Sentence) -> None:
        """« Et Julien, tu me relis le mail ? »: support, if he says yes."""
        text = tidy(sentence.text)
        target = self.fresh or (self.actions[-1] if self.actions else None)
        person = next((name for name in self.scene.consultants if re.search(rf"\b{re.escape(name)}\b", text)), None)
        if target and person and re.search(r"\b(?:tu|vous) ", text):
            asked = re.sub(rf"^{re.escape(person)},? ", "", without_opener(text))
            target.fields.setdefault("support", f"{person} : {asked}")
            target.cite(turn.index)
            self.requested = (person, target)

    def _recalled(self, turn: Turn) -> None:
        """She lets a recap stand: the days said in it are hers, in her own words where they are the same days."""
        done = [each for spoken in self.spoken[turn.index] for each in spoken.done]
        denied = any(each.chance(DENIES) >= LIKELY for each in done[:_OPENING])
        for each in self.recap if stands(turn.text, denied=denied) else ():
            action, seance = self.actions[each.action], self.scene.seance
            corrected = content_words(turn.text) & content_words(action.words)  # « le docteur, j'ai dit du mois »
            if each.day and not corrected and due_on(each.day, seance) != due_on(action.due_said, seance):
                action.due_said = each.day
        asked = self.since[-1].text if self.since else ""
        if self.asked is Asked.RECAP and self.actions and accepts(turn.text) and _INTENDED.search(asked):
            max(self.actions, key=lambda action: max(action.sources)).cite(turn.index)  # an intention named as such stays one
        self.recap = ()
