"""The contract: what the client asks after the clarification, from what was said in the contract stage alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from codev_voice.documents.demand import turned
from codev_voice.documents.exclusions import still_aside
from codev_voice.documents.passage import Passage, hear_passage
from codev_voice.documents.scene import Scene
from codev_voice.documents.values import Contract, Heard, Line, Reserve, Version, VersionStatus
from codev_voice.documents.wording import alike, capital, content_words, sentences, tidy, without_opener
from codev_voice.session.values import Stage, Turn

_AGAIN = 0.6
"""Share of the words of a limit from which it was said already."""
_WISH = re.compile(
    r"\b(?:je voudrais|j'aimerais|ce que j'attends|j'attends|je cherche|ce que je veux|mon souhait|j'espère|j'aurais besoin)\b",
    re.IGNORECASE,
)


def draft_contract(scene: Scene) -> Contract:
    """The contract of one consultation; its demand is None when nobody was heard to say it."""
    empty = Contract(scene.client, scene.facilitator, scene.consultants, scene.seance.subject)
    current: Passage | None = None
    history: list[Version] = []
    limits: dict[str, Reserve] = {}
    for turns in scene.passages(Stage.CONTRACT):
        heard = hear_passage(scene, turns)
        for reserve in heard.reserves:
            limits[reserve.person] = _joined(limits.get(reserve.person), reserve)
        if heard.wording is None:
            if current:
                _confirm(current, heard)
            continue
        if (
            current
            and current.wording
            and alike(current.wording.text, heard.wording.text, 0.9)
            and not turned(current.wording.text, heard.wording.text)
            and set(current.kinds) == set(heard.kinds or current.kinds)
        ):
            _confirm(current, heard)
            continue
        _carry(current, heard, [turn for turn in turns if scene.is_client(turn)])
        history = [replace(version, status=VersionStatus.REPLACED) for version in history]
        history.append(Version(len(history) + 1, heard.wording.text, VersionStatus.PROPOSED, heard.wording.sources))
        current = heard
    if current is None or current.wording is None:
        return replace(empty, wish=_wish(scene))
    if current.agreed:
        history[-1] = replace(history[-1], status=VersionStatus.AGREED)
    reserves = tuple(limits.values())
    sources = {*current.sources, *current.wording.sources, *(source for reserve in reserves for source in reserve.sources)}
    return replace(
        empty,
        demand=current.wording.text,
        kinds=tuple(current.kinds),
        heard=Heard(current.wording.sources, tuple(current.kinds.values()), tuple(current.agreed.values())),
        out_of_scope=tuple(current.out_of_scope),
        protections=tuple(current.protections),
        reserves=reserves,
        reformulated_by=current.wording.by,
        agreed=tuple(current.agreed),
        version=len(history),
        history=tuple(history),
        sources=tuple(sorted(sources)),
    )


def _joined(known: Reserve | None, more: Reserve) -> Reserve:
    """What one person limits, all together, nothing twice."""
    if known is None:
        return more
    words = content_words(more.text)
    if len(words & content_words(known.text)) >= _AGAIN * len(words):
        return known
    return replace(known, text=f"{known.text}. {more.text}", sources=tuple(sorted({*known.sources, *more.sources})))


def _carry(former: Passage | None, heard: Passage, hers: Sequence[Turn]) -> None:
    """What she set aside and asked to protect holds in the next wording too, unless she opens it again."""
    for line in still_aside(former.out_of_scope if former else (), [turn.text for turn in hers]):
        heard.set_aside([line.text], line.sources[0])
    heard.protections.extend(line for line in (former.protections if former else ()) if line not in heard.protections)


def _confirm(current: Passage, again: Passage) -> None:
    current.kinds.update(again.kinds)
    current.agreed.update(again.agreed)
    for line in again.out_of_scope:
        current.set_aside([line.text], line.sources[0])
    current.protections.extend(again.protections)
    current.sources |= again.sources


def _wish(scene: Scene) -> Line | None:
    """What she was heard to hope for in her account."""
    for turn in reversed(scene.during(Stage.ACCOUNT)):
        if scene.is_client(turn):
            for sentence in reversed(sentences(turn.text)):
                if _WISH.search(sentence.text):
                    return Line(capital(without_opener(tidy(sentence.text))), (turn.index,))
    return None
