"""The contract: what the client asks after the clarification, from what was said in the contract stage alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from codev_voice.documents.demand import Wording, hear_demand
from codev_voice.documents.kinds import kinds_of
from codev_voice.documents.limits import excluded, protected, reserve_of, set_apart
from codev_voice.documents.questions import Asked, accepts, agrees, asked_of
from codev_voice.documents.scene import Scene
from codev_voice.documents.values import Contract, Heard, Help, Line, Reserve, Sources, Version, VersionStatus
from codev_voice.documents.wording import alike, capital, content_words, sentences, tidy, without_opener
from codev_voice.session.values import Stage, Turn

_WISH = re.compile(
    r"\b(?:je voudrais|j'aimerais|ce que j'attends|j'attends|je cherche|ce que je veux|mon souhait|j'espère|j'aurais besoin)\b",
    re.IGNORECASE,
)


_ANSWERED = frozenset({Asked.HELP, Asked.LIMITS, Asked.CARE})
_RAISED = re.compile(r"\b(?:lève|lever|levé|fait (?:signe que )?oui|hoch\w+|acquiesc\w+|pouce)\b", re.IGNORECASE)
_NOT_RAISED = re.compile(
    r"\b(?:(?:lève|lever|levé|hoch\w+|acquiesc\w+) (?:pas|plus|jamais)|pas (?:encore )?(?:levé|hoché|acquiescé|fait oui)|pouce en bas)\b",
    re.IGNORECASE,
)
_FOR_HERSELF = re.compile(r"\bmoi\b|\bme va\b", re.IGNORECASE)


@dataclass
class _Passage:
    """What one passage through the contract gave."""

    wording: Wording | None
    kinds: dict[Help, Sources] = field(default_factory=dict)
    out_of_scope: list[Line] = field(default_factory=list)
    protections: list[Line] = field(default_factory=list)
    reserves: list[Reserve] = field(default_factory=list)
    agreed: dict[str, Sources] = field(default_factory=dict)
    sources: set[int] = field(default_factory=set)


def draft_contract(scene: Scene) -> Contract:
    """The contract of one consultation; its demand is None when nobody was heard to say it."""
    empty = Contract(scene.client, scene.facilitator, scene.consultants, scene.seance.subject)
    current: _Passage | None = None
    history: list[Version] = []
    reserves: list[Reserve] = []
    for turns in scene.passages(Stage.CONTRACT):
        heard = _hear(scene, turns, current)
        reserves.extend(reserve for reserve in heard.reserves if reserve.person not in {known.person for known in reserves})
        if heard.wording is None:
            if current:
                _confirm(current, heard)
            continue
        if (
            current
            and current.wording
            and alike(current.wording.text, heard.wording.text, 0.9)
            and set(current.kinds) == set(heard.kinds or current.kinds)
        ):
            _confirm(current, heard)
            continue
        history = [replace(version, status=VersionStatus.REPLACED) for version in history]
        history.append(Version(len(history) + 1, heard.wording.text, VersionStatus.PROPOSED, heard.wording.sources))
        current = heard
    if current is None or current.wording is None:
        return replace(empty, wish=_wish(scene))
    if current.agreed:
        history[-1] = replace(history[-1], status=VersionStatus.AGREED)
    sources = {*current.sources, *current.wording.sources, *(source for reserve in reserves for source in reserve.sources)}
    return replace(
        empty,
        demand=current.wording.text,
        kinds=tuple(current.kinds),
        heard=Heard(current.wording.sources, tuple(current.kinds.values()), tuple(current.agreed.values())),
        out_of_scope=tuple(current.out_of_scope),
        protections=tuple(current.protections),
        reserves=tuple(reserves),
        reformulated_by=current.wording.by,
        agreed=tuple(current.agreed),
        version=len(history),
        history=tuple(history),
        sources=tuple(sorted(sources)),
    )


def _confirm(current: _Passage, again: _Passage) -> None:
    current.kinds.update(again.kinds)
    current.agreed.update(again.agreed)
    current.out_of_scope.extend(again.out_of_scope)
    current.protections.extend(again.protections)
    current.sources |= again.sources


def _hear(scene: Scene, turns: list[Turn], before: _Passage | None) -> _Passage:
    wording = hear_demand(scene, turns)
    passage = _Passage(wording)
    settled = wording.sources[-1] if wording else (-1 if before else turns[-1].index)
    asked: Asked | None = None
    previous: Turn | None = None
    if wording and (wording.by or wording.confirmed) and scene.client:
        passage.agreed[scene.client] = wording.sources[-1:]
    for turn in turns:
        if turn.index > settled or (wording is None and before is None):
            _hear_turn(scene, passage, turn, asked, previous)
        elif scene.is_consultant(turn):
            _reserve(passage, turn)  # a limit of his holds whatever she words next
        elif scene.is_client(turn) and asked in _ANSWERED and previous and scene.is_facilitator(previous):
            _client(passage, turn, asked, previous)  # so does what she answers about the help and its limits
        if scene.is_facilitator(turn):
            asked = asked_of(turn.text, contract=True)
        elif not scene.is_client(turn):
            asked = None if asked is Asked.AGREEMENT else asked
        previous = turn
    return passage


def _hear_turn(scene: Scene, passage: _Passage, turn: Turn, asked: Asked | None, previous: Turn | None) -> None:
    """What one turn adds once the demand is worded."""
    for name in seen_agreeing(scene, turn):
        passage.agreed[name] = (turn.index,)
        passage.sources.add(turn.index)
    if scene.is_client(turn):
        _client(passage, turn, asked, previous)
        if asked is Asked.AGREEMENT and accepts(turn.text):
            passage.agreed[turn.speaker] = (turn.index,)
            passage.sources.add(turn.index)
    elif scene.is_facilitator(turn):
        if turn.speaker in scene.consultants and agrees(turn.text) and _FOR_HERSELF.search(turn.text):
            passage.agreed[turn.speaker] = (turn.index,)
            passage.sources.add(turn.index)
    else:
        _consultant(passage, turn)


def _client(passage: _Passage, turn: Turn, asked: Asked | None, previous: Turn | None) -> None:
    kinds = kinds_of(turn.text)
    if not kinds and previous and previous.speaker != turn.speaker and accepts(turn.text) and "?" in previous.text:
        kinds = kinds_of(previous.text)
    limits: list[Line] = []
    care: list[Line] = []
    said = sentences(turn.text)
    for before, sentence in zip((None, *said), said, strict=False):
        if not set_apart(sentence) and (guarded := protected(sentence, asked)):
            if before and before.open and content_words(before.text):  # « Marc connaît Fatou, donc… ça reste entre nous »
                guarded = capital(f"{without_opener(tidy(before.text))} {guarded[:1].lower()}{guarded[1:]}")
            care = [Line(". ".join([*(line.text for line in care), guarded]), (turn.index,))]  # one request, in its sentences
        else:
            limits.extend(Line(text, (turn.index,)) for text in excluded(sentence, asked))
    passage.kinds.update(dict.fromkeys(kinds, (turn.index,)))
    passage.out_of_scope.extend(limits)
    passage.protections.extend(care)
    if kinds or limits or care:
        passage.sources.add(turn.index)


def _consultant(passage: _Passage, turn: Turn) -> None:
    _reserve(passage, turn)
    if agrees(turn.text):
        passage.agreed[turn.speaker] = (turn.index,)
        passage.sources.add(turn.index)


def _reserve(passage: _Passage, turn: Turn) -> None:
    limit = reserve_of(turn.text)
    if limit:
        passage.reserves.append(Reserve(limit, (turn.index,), turn.speaker))
        passage.sources.add(turn.index)


def seen_agreeing(scene: Scene, turn: Turn) -> frozenset[str]:
    """Who is said to raise a hand or nod: « je vois Samir qui lève le pouce », « elle a hoché la tête, Fatou », whoever says it."""
    seen: set[str] = set()
    for sentence in sentences(turn.text):
        named = [name for name in scene.consultants if name != turn.speaker and re.search(rf"\b{re.escape(name)}\b", sentence.text)]
        if len(named) == 1 and not sentence.asked and _RAISED.search(sentence.text) and not _NOT_RAISED.search(sentence.text):
            seen.add(named[0])
    return frozenset(seen)


def _wish(scene: Scene) -> Line | None:
    """What she was heard to hope for in her account."""
    for turn in reversed(scene.during(Stage.ACCOUNT)):
        if scene.is_client(turn):
            for sentence in reversed(sentences(turn.text)):
                if _WISH.search(sentence.text):
                    return Line(capital(without_opener(tidy(sentence.text))), (turn.index,))
    return None
