"""One passage through the contract: what she asks for and sets aside, and who agrees, from the acts that were done in it.

Two readings are set side by side: the model of acts (`acts`), which knows an act by its place in the exchange, and patterns of French.
Where they contradict each other the surer one is believed. What is set aside is named by a model of its own (`exclusions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from codev_voice.documents.act_features import NOTHING
from codev_voice.documents.acts import Act, said
from codev_voice.documents.contract_acts import packaged
from codev_voice.documents.date_words import plain
from codev_voice.documents.demand import Wording, hear_demand
from codev_voice.documents.exclusions import Done, aside, names_somebody, raised, still_aside, topic_of
from codev_voice.documents.kinds import asked_for, kinds_of
from codev_voice.documents.limits import only_guards, protected, reserve_of
from codev_voice.documents.questions import Asked, accepts, agrees, asked_of
from codev_voice.documents.scene import Scene
from codev_voice.documents.values import Help, Line, Reserve, Sources
from codev_voice.documents.wording import Sentence, alike, capital, content_words, lowered, sentences, straight, tidy, without_opener
from codev_voice.session.values import Stage, Turn

_ANSWERED = frozenset({Asked.HELP, Asked.LIMITS, Asked.CARE})
_RAISED = re.compile(r"\b(?:lève|lever|levé|fait (?:signe que )?oui|hoch\w+|acquiesc\w+|pouce)\b", re.IGNORECASE)
_NOT_RAISED = re.compile(
    r"\b(?:(?:lève|lever|levé|hoch\w+|acquiesc\w+) (?:pas|plus|jamais)|pas (?:encore )?(?:levé|hoché|acquiescé|fait oui)|pouce en bas"
    r"|si|s'ils?|quand|dès que)\b|, (?:lève|fais|mets|hoche|acquiesce)\b",  # « Samir, lève le pouce si ça te va »: a hand asked for
    re.IGNORECASE,
)
_DISAGREES = re.compile(
    r"\bpas (?:(?:du tout|trop|vraiment) )?(?:d'accord|partante?|ok)\b|\ble sens pas\b|\bme va pas\b(?! mal)|\bje (?:ne )?marche pas\b",
    re.IGNORECASE,
)
_FOR_HERSELF = re.compile(r"\bmoi\b|\bme va\b", re.IGNORECASE)
_PUTS_ASIDE = re.compile(
    r"\b(?:je |j'|on )(?:\w+ |l')?(?:sais|saurai|connais|l'ai|l'a|les ai|les a|peux|vais être capable|vas être capable)\b"
    r"(?! (?:pas|rien)\b)"
    r"|\bsurtout pas\b"
    r"|\blaiss(?:e|ons|ez)\b|\bon (?:n'|ne )?(?:y|en) \w+ pas\b",
    re.IGNORECASE,
)
_LIKELY = 0.45
"""Probability from which an act is believed, whatever the patterns say."""
_POSSIBLE = 0.15
"""Probability under which a pattern is not believed."""
_MAYBE = 0.3
"""Probability under which a kind of help that she names while she words her demand is not asked for."""
_SURE = 0.4
"""Probability from which something is set aside."""
_ECHOED = 0.9
"""Probability of a yes that only echoes the question."""
_BRIEF = 2
"""Content words of a bare yes."""


@dataclass(frozen=True)
class _Question:
    """What the facilitator asked last, the kinds of help that the turn before offers, and the thing that it raises."""

    asked: Asked | None = None
    offered: tuple[Help, ...] = ()
    raised: str | None = None


@dataclass
class Passage:
    """What one passage through the contract gave."""

    wording: Wording | None
    kinds: dict[Help, Sources] = field(default_factory=dict)
    out_of_scope: list[Line] = field(default_factory=list)
    protections: list[Line] = field(default_factory=list)
    reserves: list[Reserve] = field(default_factory=list)
    agreed: dict[str, Sources] = field(default_factory=dict)
    sources: set[int] = field(default_factory=set)

    def set_aside(self, texts: Iterable[str], turn: int) -> bool:
        """She sets these things aside; whether one of them is new."""
        known = len(self.out_of_scope)
        for text in texts:
            if not any(alike(line.text, text) for line in self.out_of_scope):
                self.out_of_scope.append(Line(text, (turn,)))
        return len(self.out_of_scope) > known

    def agrees(self, person: str, turn: int) -> None:
        """Somebody was heard to agree."""
        self.agreed[person] = (turn,)
        self.sources.add(turn)


def hear_passage(scene: Scene, turns: Sequence[Turn]) -> Passage:
    """What these turns of the contract give."""
    acts = acts_of(scene, turns)
    by_turn = {turn.index: list[Act]() for turn in turns}
    for act in acts:
        by_turn[act.turn].append(act)
    named = zip(turns, packaged().names(said(scene, turns)), strict=True)
    done = {turn.index: Done(turn.text, tuple(by_turn[turn.index]), names) for turn, names in named}
    wording = hear_demand(scene, turns, acts)
    passage = Passage(wording)
    settled = wording.settled if wording else -1
    asked: Asked | None = None
    offered: tuple[Help, ...] = ()
    previous: Turn | None = None
    if wording and (wording.by or wording.confirmed) and scene.client:
        passage.agreed[scene.client] = wording.sources[-1:]
    for turn in turns:
        here = done[turn.index]
        thing = raised(previous.text) if previous and not scene.is_client(previous) else None
        if turn.index > settled:
            _hear_turn(scene, passage, turn, _Question(asked, offered, thing), here)
        elif scene.is_consultant(turn):
            _reserve(passage, turn, here.acts)  # a limit of his holds whatever she words next
            _care(passage, turn, here.acts)
        elif scene.is_client(turn):
            answers = asked in _ANSWERED and previous is not None and scene.is_facilitator(previous)
            _client(passage, turn, _Question(asked, offered, thing) if answers else _Question(), here, acted=not answers)
        if scene.is_client(turn) and previous and (what := turned_down(done[previous.index].acts, here.acts)):
            passage.set_aside([what], turn.index)
            passage.sources.add(turn.index)
        if scene.is_facilitator(turn):
            asked = asked_of(turn.text, contract=True)
        elif not scene.is_client(turn):
            asked = None if asked is Asked.AGREEMENT else asked
        offers = not scene.is_client(turn) and "?" in turn.text and any(act.tag != NOTHING and kinds_of(act.text) for act in here.acts)
        offered = kinds_of(turn.text) if offers else ()
        previous = turn
    return passage


def turned_down(before: Sequence[Act], acts: Sequence[Act]) -> str | None:
    """What she sets aside as she refuses another's wording (« Non, pas l'entretien, ça je sais faire »), in her words.

    `before` are the acts of the turn that she answers. A no that names nothing of that wording, or only says what her demand is not,
    refuses the wording: what she sets aside is what she can do without the group, or wants by no means.
    """
    offered = content_words(" ".join(act.text for act in before if act.tag == "R" or act.chance("R") >= _LIKELY))
    refused = False
    for act in acts:
        refused = refused or act.tag == "N"
        if act.tag in {"D", "X"}:
            return None
        if refused and offered & content_words(act.text) and _PUTS_ASIDE.search(act.text):
            words = without_opener(
                re.sub(r"^(?:(?:ah|oh|non|alors|mais|ça|surtout|euh|pas)\b[\s,!.]*)+(?:d'|de )?", "", tidy(act.text), flags=re.IGNORECASE)
            )
            return capital(topic_of(words) or words)
    return None


def acts_of(scene: Scene, turns: Sequence[Turn]) -> tuple[Act, ...]:
    """The acts of turns of the contract, as they are believed."""
    asked = {turn.index: _last_words(before.text) for before, turn in pairwise(turns) if scene.is_client(turn) and "?" in before.text}
    return tuple(_believed(act, asked.get(act.turn)) for act in packaged().read(said(scene, turns)))


def _believed(act: Act, asked: str | None) -> Act:
    """A question that she echoes is a yes (« On est bons ? – On est bons »); what she likely sets aside is set aside."""
    if act.tag != NOTHING:
        return act
    if _last_words(act.text) == asked:
        return replace(act, tag="Y", sure=_ECHOED)
    return replace(act, tag="X", sure=act.chance("X")) if act.chance("X") >= _SURE else act


def _last_words(text: str) -> str:
    """The words of its last sentence."""
    said = sentences(text)
    return plain(said[-1].text) if said else ""


def _hear_turn(scene: Scene, passage: Passage, turn: Turn, question: _Question, done: Done) -> None:
    """What one turn adds once the demand is worded."""
    acts = done.acts
    for name in seen_agreeing(scene, turn):
        passage.agrees(name, turn.index)
    yes = any(act.tag == "Y" and act.sure >= _LIKELY for act in acts)
    if scene.is_client(turn):
        _client(passage, turn, question, done)
        if yes or (question.asked is Asked.AGREEMENT and accepts(turn.text)):
            passage.agrees(turn.speaker, turn.index)
    elif scene.is_facilitator(turn):
        for act in acts:
            named = scene.named(straight(turn.text)[: act.end], but=turn.speaker)
            if act.tag == "S" and act.sure >= _LIKELY and len(named) == 1 and not _NOT_RAISED.search(act.text):
                passage.agrees(named[0], turn.index)
        if turn.speaker in scene.consultants and (yes or agrees(turn.text)) and _FOR_HERSELF.search(turn.text):
            passage.agrees(turn.speaker, turn.index)
    elif scene.is_consultant(turn):
        _consultant(scene, passage, turn, acts)


def _consultant(scene: Scene, passage: Passage, turn: Turn, acts: Sequence[Act]) -> None:
    """What a consultant limits, asks care for, and agrees to."""
    _reserve(passage, turn, acts)
    _care(passage, turn, acts)
    if _disagrees(turn):
        passage.agreed.pop(turn.speaker, None)
    elif _agrees(scene, turn, acts):
        passage.agrees(turn.speaker, turn.index)


def _agrees(scene: Scene, turn: Turn, acts: Sequence[Act]) -> bool:
    """Whether a consultant agrees for himself: « Samir, t'es en muet », said after a question to the group, is no yes."""
    if agrees(turn.text) and (_possible(acts, "Y", "V") or _yes(Sentence(turn.text))):
        return True
    return not scene.named(turn.text, but=turn.speaker) and any(
        act.tag == "Y" and act.sure >= _LIKELY and "?" not in act.text for act in acts
    )


def _disagrees(turn: Turn) -> bool:
    """« Finalement, non, je le sens pas »: what takes back a yes, unless another follows it."""
    words = straight(turn.text)
    found = _DISAGREES.search(words)
    return found is not None and not agrees(words[found.end() :].lstrip(" ,.;…"))


def _client(passage: Passage, turn: Turn, question: _Question, done: Done, *, acted: bool = False) -> None:
    """What she asks for, sets aside, or asks care for; with `acted`, only what the acts are sure of."""
    kinds = _kinds(turn, question, done.acts, acted=acted)
    care = _guarded(turn, question, done, kinds, acted=acted)
    passage.out_of_scope = still_aside(passage.out_of_scope, [turn.text])
    limits = aside(done, question.raised)
    care += [Line(capital(text), (turn.index,)) for text in limits if names_somebody(text)]
    passage.kinds.update(dict.fromkeys(kinds, (turn.index,)))
    passage.protections.extend(care)
    if passage.set_aside([text for text in limits if not names_somebody(text)], turn.index) or kinds or care:
        passage.sources.add(turn.index)


def _guarded(turn: Turn, question: _Question, done: Done, kinds: list[Help], *, acted: bool) -> list[Line]:
    """What she asks care for, in one line; a help that was asked for in such words is added to `kinds`."""
    care = ""
    cared: Sentence | None = None
    said = sentences(turn.text)
    for before, sentence, after in zip((None, *said), said, (*said[1:], None), strict=False):
        held = done.within(sentence.text)
        leads = sentence.open and after is not None and only_guards(after)  # « Marc connaît Fatou, donc… ça reste entre nous »
        if leads or _yes(sentence) or (sentence.asked and _told(held, "X")):  # « vous me laissez parler ? »
            continue
        put_aside = max((act.chance("X") for act in held if act.tag == "X"), default=0.0)
        both = put_aside >= _SURE and _told(held, "P")  # speech without full stops: « le papa, on en parle pas, et bouche cousue »
        told = _told(held, "P") and (both or put_aside < max(act.chance("P") for act in held if act.tag == "P"))
        asks = not acted and not done.names_in(sentence.text) and protected(sentence, question.asked if put_aside < _SURE else None)
        if told and not protected(sentence, None):  # « ce que ça vous fait, à vous » is a help, « d'y penser, oui » asks for nothing
            kinds += (helped := kinds_of(_span(held, "P")))
            told = not helped and len(content_words(_span(held, "P"))) > 1
        if told or (asks and (_possible(held, "P") or only_guards(sentence) or (put_aside < _SURE and protected(sentence, None)))):
            guarded = capital(without_opener(tidy(_span(held, "P") or sentence.text)))
            if before and before.open and before is not cared and content_words(before.text):
                guarded = capital(f"{without_opener(tidy(before.text))} {lowered(guarded)}")
            goes_on = before is not None and before is cared and before.open
            cared = sentence
            care = f"{care}{f' {lowered(guarded)}' if goes_on else f'. {guarded}'}" if care else guarded
    return [Line(care, (turn.index,))] if care else []


def kinds_heard(scene: Scene) -> frozenset[Help]:
    """The kinds of help that are named, or asked for without a name, anywhere in the contract."""
    named = {kind for turn in scene.during(Stage.CONTRACT) for kind in kinds_of(turn.text)}
    acts = (act for turns in scene.passages(Stage.CONTRACT) for act in acts_of(scene, turns))
    return frozenset(named.union(*(asked_for(act.text) for act in acts if _asks(act))))


def _asks(act: Act) -> bool:
    return act.tag == "K" and act.sure >= _LIKELY


def _kinds(turn: Turn, question: _Question, acts: Sequence[Act], *, acted: bool) -> list[Help]:
    """The kinds of help that she asks for: « j'ai un plan » or « des questions plein la tête » ask for none."""
    asked, offered = question.asked, question.offered
    asking = [act for act in acts if act.tag == "K" or act.chance("K") >= (_MAYBE if acted else _POSSIBLE)]
    kinds = [kind for act in asking for kind in (asked_for if _asks(act) else kinds_of)(act.text)]
    if not acted:
        kinds += kinds_of(turn.text) if asked is Asked.HELP or offered else ()
        kinds += offered if not kinds and accepts(turn.text) else ()
    return kinds


def _yes(sentence: Sentence) -> bool:
    """« Avec plaisir »: a bare yes."""
    return accepts(sentence.text) and len(content_words(sentence.text)) <= _BRIEF


def _reserve(passage: Passage, turn: Turn, acts: Sequence[Act]) -> None:
    told = [capital(without_opener(tidy(act.text))) for act in acts if act.tag == "V" and act.sure >= _LIKELY and "?" not in act.text]
    if not told and _cared_for(turn, acts):
        return
    limit = ". ".join(told) if told else reserve_of(turn.text)
    if limit and content_words(limit):
        passage.reserves.append(Reserve(capital(limit), (turn.index,), turn.speaker))
        passage.sources.add(turn.index)


def _care(passage: Passage, turn: Turn, acts: Iterable[Act]) -> None:
    """What a consultant asks for a third person."""
    held = list(acts)
    told = [act.text for act in held if act.tag == "P" and act.sure >= _LIKELY] or _cared_for(turn, held)
    passage.protections.extend(Line(capital(without_opener(tidy(text))), (turn.index,)) for text in told)
    passage.sources.update([turn.index] if told else [])


def _cared_for(turn: Turn, acts: Sequence[Act]) -> list[str]:
    """What the patterns take for a request of care, where the acts find it possible."""
    return [each.text for each in sentences(turn.text) if protected(each, None)] if _possible(acts, "P") else []


def _told(acts: Iterable[Act], tag: str) -> bool:
    """Whether one of these acts, or a clause of it, surely does this."""
    return any(act.tag == tag and max(act.sure, act.chance(tag)) >= _LIKELY for act in acts)


def _possible(acts: Iterable[Act], *tags: str) -> bool:
    """Whether one of these acts is at least possible."""
    return any(act.chance(*tags) >= _POSSIBLE for act in acts)


def _span(acts: Iterable[Act], *tags: str) -> str:
    return ", ".join(act.text for act in acts if act.tag in tags)


def seen_agreeing(scene: Scene, turn: Turn) -> frozenset[str]:
    """Who is said to raise a hand or nod: « je vois Samir qui lève le pouce », « elle a hoché la tête, Fatou », whoever says it."""
    seen: set[str] = set()
    for sentence in sentences(turn.text):
        named = scene.named(sentence.text, but=turn.speaker)
        if len(named) == 1 and not sentence.asked and _RAISED.search(sentence.text) and not _NOT_RAISED.search(sentence.text):
            seen.add(named[0])
    return frozenset(seen)
