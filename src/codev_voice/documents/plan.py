"""The action plan: only what the client says she does, wherever she says it in the synthesis or after."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from codev_voice.documents import acts
from codev_voice.documents.due_words import said_of
from codev_voice.documents.offers import as_act, idea_of
from codev_voice.documents.phrases import about_something_said, resolved
from codev_voice.documents.plan_acts import DATES, DENIES, Spoken, packaged
from codev_voice.documents.plan_believed import LIKELY, believed, days, unworded, worded
from codev_voice.documents.plan_details import also_kept, as_step, kept_again, refused, says_nothing, taken_help, told
from codev_voice.documents.plan_draft import Draft, as_action, concerned, due_on, goes_on, mentioned, moved, named_again, redated, same_day
from codev_voice.documents.questions import Asked, accepts, asked_of, refuses
from codev_voice.documents.recaps import Recalled, recalled, stands
from codev_voice.documents.scene import Scene
from codev_voice.documents.statements import Act, Statement, read
from codev_voice.documents.time_words import WEEKDAY
from codev_voice.documents.values import ActionStatus, Kept, Plan
from codev_voice.documents.wording import Sentence, alike, capital, content_words, tidy, without_opener
from codev_voice.session.values import Stage, Turn

_ADDS = re.compile(r"\b(?:r?ajoute[zs]?|une chose que j|oubli\w+)\b", re.IGNORECASE)
_RELAYS = re.compile(r"\b(?:il|elle|on|ils) (?:est|a|part|sont)\b", re.IGNORECASE)
_BARE = re.compile(
    r"(?!(?:ça|c'est|ben|bon|euh|voilà|merci)\b|celui|celle)(?:(?:le|la|les|l'|mon|ma|mes)\s?)?[\w'-]+(?: [\w'-]+)?", re.IGNORECASE
)
_ANAPHORA = re.compile(r"(?:c'est une |bonne idée|ça\b|oui\b|pourquoi pas)", re.IGNORECASE)
_CORRECTS = re.compile(r"\b(?:non|plutôt|finalement|pardon)\b", re.IGNORECASE)
_TAKES_BACK = re.compile(r"(?:(?:enfin|ah|euh|mais) )*(?:non|plutôt)\b", re.IGNORECASE)
_SOFTENED = re.compile(r"\bsi j'(?:ai le|ose|y)|peut-être", re.IGNORECASE)
_UNSAID = re.compile(r"\bj'ai (?:pas dit|(?:seulement |juste )?dit que)\b", re.IGNORECASE)  # of a recap: it was never hers
_NO_OBJECT = re.compile(r"(?:(?:lui|leur|te|vous|le|la|les) )?\w+", re.IGNORECASE)
_NOT_THEN = re.compile(rf"\b(?:pas|plus) (?:le |ce )?(?:{WEEKDAY}|demain|ce soir)\b", re.IGNORECASE)
_THEN_IT = re.compile(r"\b(?:il|elle|ça|c'est)\b", re.IGNORECASE)
_INTENDED = re.compile(r"\b(?:envie|intention|peut-être)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\bon\b", re.IGNORECASE)
_FEW = 5  # words that only name an action
_DAY_OF_IT = 0.15  # probability that a day said next of a thing is that of what she does with it
_OPENING = 2  # clauses among which she denies a recap
_NOUNS = 3  # a topic is a noun or two
_TO_THEM = re.compile(r"aller (?:chez|avec) (?:lui|elle|eux|elles)$", re.IGNORECASE)


def draft_plan(scene: Scene) -> Plan:
    """The plan of one consultation, in the order of first mention."""
    turns = scene.during(Stage.SYNTHESIS, Stage.LEARNING)
    hearing = _Hearing(scene, packaged().read(acts.said(scene, turns)))
    for turn in turns:
        hearing.hear(turn)
    return hearing.plan()


_SLOTS = frozenset({Asked.FIRST_STEP, Asked.INDICATOR, Asked.OBSTACLE})


class _Hearing:
    """Goes through the turns once; what is said later corrects what was said before."""

    def __init__(self, scene: Scene, spoken: Mapping[int, Sequence[Spoken]]) -> None:
        self.scene = scene
        self.spoken = spoken
        self.actions: list[Draft] = []
        self.kept: list[Kept] = []
        self.dropped: list[Kept] = []
        self.asked: Asked | None = None
        self.since: list[Turn] = []  # what others said since her last turn
        self.requested: tuple[str, Draft] | None = None
        self.fresh: Draft | None = None  # what she said last in the turn being heard
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
        self._support(turn)
        self._recalled(turn)
        self._declined(turn)
        before: Sentence | None = None
        first = True
        meant = [(spoken, believed(spoken)) for spoken in self.spoken[turn.index]]
        claimed = worded(meant)
        for spoken, statements in meant:
            sentence, former = spoken.sentence, before
            before, first, opens = sentence, first and not content_words(sentence.text), first
            if self._field(turn, sentence, first=opens) or self._keeps_on(turn, sentence, former):
                continue
            for statement in statements:
                self.fresh = self._apply(turn, statement, sentence) or self.fresh
            for statement in unworded(spoken, claimed):
                self.fresh = self._unworded(turn, statement, sentence) or self.fresh
            for statement in (each for each in days(spoken) if mentioned(self.actions, each.topic)):
                self.fresh = self._date(turn, statement, sentence) or self.fresh
            self.keeping = any(statement.act is Act.KEEPS for statement in statements) or (self.keeping and not statements)
            if not statements and not self._dated(turn, spoken):
                self._focus(sentence)
            if sentence.asked:
                self._request(turn, sentence)

    def _focus(self, sentence: Sentence) -> None:
        """What the next words are about: a thing named alone, or an action whose day she takes back (« le café, pas lundi »)."""
        words = without_opener(sentence.text)
        if _BARE.fullmatch(words) and without_opener(f"{words} x") != "x" and not accepts(words) and not refuses(words):
            self.topic, self.fresh = words, None
        elif len(words.split()) <= _FEW and (named := mentioned(self.actions, words)):
            self.fresh = named  # « sauf le cahier. Lundi. »
        elif _NOT_THEN.search(words):
            lead = content_words(words.partition(",")[0])
            self.fresh = next(
                (action for action in reversed(self.actions) if lead & content_words(action.text + " " + action.about)), self.fresh
            )

    def _dated(self, turn: Turn, spoken: Spoken) -> bool:
        """« Je la rédige. Dans quinze jours, elle est sur le serveur »: the day of what she has just said."""
        text = spoken.sentence.text
        likely = _TOGETHER.search(text) or (_THEN_IT.search(text) and any(each.chance(DATES) >= _DAY_OF_IT for each in spoken.done))
        said = said_of(tidy(text)) if self.fresh and not self.fresh.due_said and likely else None
        if self.fresh and said:
            self.fresh.due_said = said
            self.fresh.cite(turn.index)
        return bool(said)

    def _keeps_on(self, turn: Turn, sentence: Sentence, before: Sentence | None) -> bool:
        """Whether a list goes on (« … Et la phrase de Claire. »), or what was just named is kept (« … Je la garde. »)."""
        what = kept_again(sentence, before) or (also_kept(sentence) if self.keeping else None)
        if what:
            self.kept.append(Kept(capital(what), (turn.index,)))
        return what is not None

    def _field(self, turn: Turn, sentence: Sentence, *, first: bool) -> bool:
        """Whether the sentence says how an action starts, what may hinder it, or how she will see that it moves."""
        if not self.actions:
            return False
        text = tidy(sentence.text)
        last = self._concerned(text)
        if detail := told(text, last.fields):
            return self._fill(last, *detail, turn)
        slot = self.asked if content_words(text) else None
        if slot not in _SLOTS or sentence.asked or says_nothing(text) or _ADDS.search(text):
            return False
        if first and slot.value not in last.fields:
            return self._fill(last, slot.value, text, turn)
        goes_on = not first and slot.value in last.fields and turn.index in last.sources and slot is not Asked.FIRST_STEP
        if goes_on and (not read(sentence) or content_words(text) & content_words(last.fields[slot.value])):
            last.fields[slot.value] += ", " + without_opener(text)
            return True
        return False

    def _concerned(self, text: str) -> Draft:
        """The action that a detail goes with: the one that the question names, else what the answer says, else the last."""
        question = next((turn.text for turn in reversed(self.since) if self.scene.is_facilitator(turn)), "") if self.asked in _SLOTS else ""
        if named := mentioned(self.actions, question):
            return named
        return concerned(self.actions, text, self.asked) if self.asked in {Asked.OBSTACLE, Asked.INDICATOR} else self.actions[-1]

    @staticmethod
    def _fill(action: Draft, name: str, text: str, turn: Turn) -> bool:
        words = without_opener(text).strip(" ,")
        action.fields[name] = as_step(words) if name == Asked.FIRST_STEP.value else words
        action.cite(turn.index)
        return True

    def _apply(self, turn: Turn, said: Statement, sentence: Sentence) -> Draft | None:
        if said.act is Act.KEEPS:
            if content_words(said.text):
                self.kept.append(Kept(capital(said.text), (turn.index,)))
        elif said.act is Act.DROPS:
            if not (self.asked is Asked.RECAP and _UNSAID.search(sentence.text)):
                self._drop(turn, said)
        elif said.act is Act.SOFTENS:
            self._soften(turn, said)
        elif said.act is Act.DATES:
            return self._date(turn, said, sentence)
        elif said.act is Act.TAKES_UP or not said.text or (accepts(turn.text) and _NO_OBJECT.fullmatch(said.text)):
            return self._take_up(turn, said)
        else:
            return self._act(turn, said, sentence)
        return None

    def _unworded(self, turn: Turn, said: Statement, sentence: Sentence) -> Draft | None:
        """What she says she does in words that have no grammar of an act: in those words, or in those of the question."""
        status = ActionStatus.COMMITMENT if said.act is Act.COMMITS else ActionStatus.INTENTION
        known = named_again(self.actions, said.text) if said.text else self.fresh
        if known:
            return known.again(turn.index, status if status is ActionStatus.COMMITMENT else known.status, said.due_said)
        if not said.text:
            return self._take_up(turn, said) or (self._date(turn, said, sentence) if said.due_said else None)
        self.actions.append(Draft(said.text, status, [turn.index], said.due_said))
        return self.actions[-1]

    def _soften(self, turn: Turn, said: Statement) -> None:
        """« Si j'ai le temps » is of what she has just said; « la grille, ce sera si… » of what it names."""
        named = mentioned(self.actions, said.topic) if said.topic else None
        last = self.fresh or (self.actions[-1] if self.actions and turn.index in self.actions[-1].sources else None)
        if target := named or (None if said.topic else last):
            target.status = ActionStatus.INTENTION
            target.cite(turn.index)

    def _act(self, turn: Turn, said: Statement, sentence: Sentence) -> Draft | None:
        status = ActionStatus.COMMITMENT if said.act is Act.COMMITS else ActionStatus.INTENTION
        topic = said.topic or (self.topic if not self.fresh else "")
        known = self._known(said, sentence) or moved(self.actions, said.text, said.due_said, sentence.text)
        if known is None and self.fresh and goes_on(self.fresh, said):
            known, said = self.fresh, replace(said, text=f"{self.fresh.text} et {said.text}")
            known.text = said.text
        if known is None and not self.fresh and turn.stage is Stage.LEARNING and not _ADDS.search(sentence.text):
            known = same_day(self.actions, said.due_said, self.scene.seance)  # « j'irai donc le trouver jeudi »
            if known or not said.due_said:
                return known.again(turn.index, status, None) if known else None
        if known is None:
            known = Draft(resolved(said.text, topic), status, [turn.index], said.due_said, topic)
            known.taken = bool(topic and re.match(r"(?:le |la |les |l')?faire\b", said.text))
            if known.taken:
                known.cite(*self._raised(topic))
            self.actions.append(known)
            return known
        if known is self.fresh and known.taken and not re.match(r"(?:l[ea']s?\s?)?faire\b", said.text):
            known.text, known.taken = resolved(said.text, known.about), False
        elif known.text.startswith("faire ") and known.taken is False and not about_something_said(said.text):
            known.text = said.text
        known.status = status
        known.due_said = said.due_said or known.due_said
        known.cite(turn.index)
        return known

    def _raised(self, topic: str) -> list[int]:
        """The consultants' turns, since her last one, where what she takes up was named."""
        words = content_words(topic)
        return [before.index for before in self.since if self.scene.is_consultant(before) and words & content_words(before.text)]

    def _known(self, said: Statement, sentence: Sentence) -> Draft | None:
        """The action already said that this says again, by its words, by its topic, or by a pronoun."""
        topic = content_words(said.topic or (self.topic if not self.fresh else ""))
        for action in self.actions:
            words = content_words(action.text + " " + action.about)
            if len(content_words(said.text)) > 1 and alike(action.text, said.text, 0.75):
                return action
            if topic and len(topic) <= _NOUNS and topic <= words:
                return action
        worded = self.fresh and self.fresh.taken and content_words(said.text) & content_words(self.fresh.text)
        if worded or _TO_THEM.match(said.text):
            return self.fresh  # « vendu, j'appelle la radio »: she words the idea herself; « je vais le voir, je vais aller chez lui »
        if self.fresh and about_something_said(said.text) and not topic:
            return self.fresh if self._same_object(said) or _TAKES_BACK.match(sentence.text) else None
        if self.actions and re.match(r"(?:(?:le|la|les) |l')?(?:re)?faire\b(?: ça\b)?(?:,|$)", said.text):
            return self.actions[-1]
        return None

    def _same_object(self, said: Statement) -> bool:
        """Whether a pronoun speaks of the action of the same turn rather than of the person in it."""
        assert self.fresh is not None  # noqa: S101 - its only caller has just seen it
        if self.fresh.taken or said.text.startswith(("y aller", "faire ça", "refaire ça")):
            return True
        if re.match(r"l[ea]s? (?:re)?faire\b", said.text):
            return True  # « j'ai qu'à l'appeler, et je le fais », « je le ferai la semaine prochaine »
        of_person = re.match(r"(?:lui|leur) ", said.text)
        softer = said.act is Act.WISHES and self.fresh.status is ActionStatus.COMMITMENT
        return not of_person and not softer and len(content_words(said.text)) == 1

    def _date(self, turn: Turn, said: Statement, sentence: Sentence) -> Draft | None:
        topic = content_words(said.topic) - {"non", "plutôt", "finalement", "dit"}
        corrects = said.sure or (not topic and bool(_CORRECTS.search(sentence.text)))
        target, named = redated(
            self.actions, topic, turn.text, said.due_said, fresh=self.fresh, corrects=corrects, asked=self.asked is not None
        )
        if target is None or (said.topic and _RELAYS.search(tidy(sentence.text)) and not named):
            return None
        target.due_said = said.due_said
        target.cite(turn.index)
        if _SOFTENED.search(sentence.text):
            target.status = ActionStatus.INTENTION
        return target

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
            self.actions.remove(action)
        self.dropped.append(Kept(capital(text), tuple(sources)))

    def _take_up(self, turn: Turn, said: Statement) -> Draft | None:
        """« Ça, je le fais »: the idea is in what was said just before, or in her own topic."""
        status = ActionStatus.INTENTION if said.act is Act.WISHES else ActionStatus.COMMITMENT
        if said.act is Act.TAKES_UP and self.fresh and not self.fresh.taken and not content_words(said.topic):
            return self.fresh.again(turn.index, status, said.due_said)  # « j'appelle l'association. Ça, c'est pour moi »
        others = [] if said.act is Act.WISHES and content_words(said.topic) else reversed(self.since)
        for before in others:
            asked = self.asked is None and "?" in before.text  # « à toi, Normand » is no idea
            idea = idea_of(before.text) if self.scene.is_consultant(before) or asked else None
            if idea and (known := named_again(self.actions, idea)):
                return known.again(turn.index, status, said.due_said)
            if idea:
                draft = Draft(as_act(idea), status, [before.index, turn.index], said.due_said, idea, taken=True)
                self.actions.append(draft)
                return draft
        if not content_words(said.topic):
            return None
        draft = Draft(as_act(said.topic), status, [turn.index], said.due_said, said.topic)
        self.actions.append(draft)
        return draft

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
