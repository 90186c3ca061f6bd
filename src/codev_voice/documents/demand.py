"""Her demand: the last wording she gives or accepts in one passage through the contract; her correction wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from codev_voice.documents.acts import Act
from codev_voice.documents.kinds import kinds_of
from codev_voice.documents.limits import protected, set_apart
from codev_voice.documents.questions import Asked, accepts, asked_of, refuses
from codev_voice.documents.scene import Scene
from codev_voice.documents.verbs import is_infinitive
from codev_voice.documents.wording import Sentence, capital, content_words, sentences, tidy, without_opener
from codev_voice.session.values import Turn

_QUESTIONING = re.compile(
    r"\b(?:(?:savoir|comprendre|voir|démêler) ce (?:que|qui)|comment|pourquoi|à quelles?|quelles?|quels?|qu'est-ce|jusqu'où|est-ce que"
    r"|à qui|par où|de quoi|à quoi|où|quand)\b",
    re.IGNORECASE,
)
_WANTED = re.compile(
    (
        r"\b(?:je (?:voudrais|veux|cherche|souhaite|demande)|j'(?:aimerais|(?:ai|aurais) (?:besoin|envie))|ma (?:question|demande)"
        r"|c'est plutôt|ce serait|c'est moi qui)\b"
    ),
    re.IGNORECASE,
)
_WISHING = re.compile(
    (
        r"(?:ce que )?(?:je (?:voudrais|veux|cherche|souhaite)|j'aimerais|j'(?:ai|aurais) (?:besoin|envie))(?: bien)?(?:,? c'est)?"
        r"(?: (?:de |à )?(?:savoir|comprendre|trouver|voir))? "
    ),
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"^(?:(?:non|mais|enfin|en fait),? ?)*"
    r"(?:c'est pas|ce n'est pas|pas|(?:je ne |je |j')(?:veux|voudrais|souhaite|aimerais) pas|plus|on)\b",
    re.IGNORECASE,
)
_INDIRECT = re.compile(r"ce (?:que|qu'|qui) ", re.IGNORECASE)  # « ce que je rate avec elles »: a question of what, without its verb
_BESIDES = re.compile(r"^(?:(?:et|pis|puis)\b[\s,]*)+(?:aussi|en plus|surtout aussi|également)\b[\s,:]*", re.IGNORECASE)
_RESTATES = re.compile(
    r"si (?:j'ai bien|je (?:vous|te|t')|je)\s?(?:compris|entend|reprends|reformule|résume)?|^(?:donc|en clair|si je comprends"
    r"|alors|autrement dit|bref)\b|\bc'est (?:bien )?ça\b"
    r"|(?:tu|vous) (?:nous )?(?:demande|veu|voul|voudr|cherche|souhait)\w*"
    r"|(?:ta|votre) (?:question|demande),? ?(?:c'est|ce serait|serait|est|:)",
    re.IGNORECASE,
)
_TO_GROUP = re.compile(r"\bcomment (?:vous|tu)\b|\bsi (?:vous étiez|c'était vous|vous avez)\b", re.IGNORECASE)
_FRAME = re.compile(
    r"^(?:(?:si j'ai bien compris|si je (?:(?:vous|te) |t')?(?:entends|suis|comprends|reformule|résume)(?: bien)?|donc|en clair"
    r"|alors|bref|autrement dit|en gros|si je (?:reformule|résume|reprends)|ce que j'entends,? c'est|c'est(?= ?:))\b[\s,:]*)*"
    r"(?:(?:tu|vous) nous demande[sz]|(?:ta|votre) question,? c'est|(?:tu|vous) (?:voudr\w+|veux|voulez|cherche[sz]|souhait\w+)"
    r" (?:à )?(?:savoir|comprendre|trouver)(?= (?:comment|pourquoi|quel|à|ce que|si|où|quand)))?[\s,:]*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    (
        r"^(?:(?:ben|ce serait|ça serait|c'est|c'est plutôt|plutôt|ma (?:question|demande),? (?:c'est|ce serait)"
        r"|voilà|en fait|dire|comme je (?:le )?disais|je (?:vous |t')?demande)\b[\s,:]*)+"
    ),
    re.IGNORECASE,
)


_OTHER_QUESTIONS = frozenset({Asked.LIMITS, Asked.CARE, Asked.HELP})
_HOLDS = re.compile(r",? (?:oui|je préfère|plutôt|voilà)$", re.IGNORECASE)
_ABOUT_DEMAND = re.compile(r"\bma (?:question|demande)\b|\b(?:plutôt|finalement|en fait)\b", re.IGNORECASE)
_BESIDES_IN_TURN = re.compile(r"^(?:et|pis|puis)\b", re.IGNORECASE)
_LIKELY, _FIRM = 0.4, 0.7
_NEAR = 3
"""Turns after which a yes of hers is to something else than her own wording."""
_FULL = 3
"""Content words from which a rewording is one."""
_MOVED_ON = frozenset({"K", "X", "P"})
_NO_LONGER = re.compile(r"^.*\bc'est (?:pas|plus|pus)\b.+?\b(?:mais )?c'est (?=\w)", re.IGNORECASE)
_CHECK = re.compile(r",? (?:c'est (?:bien )?(?:ça|cela)|non|hein|voilà)$", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:pour|sur|comment|quelles?|quels?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """A demand as worded, the turns that carry it, and whose wording it is when it is not hers."""

    text: str
    sources: tuple[int, ...]
    by: str | None = None
    confirmed: bool = False  # she said yes to her own words, as somebody repeated them


def hear_demand(scene: Scene, turns: list[Turn]) -> Wording | None:
    """The wording on which a passage through the contract ends, None when nobody gives one."""
    standing: Wording | None = None
    offered: Wording | None = None
    settled = False
    asked: Asked | None = None
    before: Turn | None = None  # who spoke last, she apart
    for turn in turns:
        if scene.is_client(turn):
            if standing and not offered and _echoes(turn, before):
                standing = replace(standing, confirmed=True, sources=tuple(sorted({*standing.sources, turn.index})))
                continue
            elsewhere = standing is not None and asked in _OTHER_QUESTIONS and not _ABOUT_DEMAND.search(turn.text)
            if offered and (accepts(turn.text) or _echoes(turn, before)) and not _rewords(turn, offered):
                standing = _accepted(offered, standing, turn)
                offered, settled = None, True
                continue
            own = None if elsewhere or (settled and not refuses(turn.text)) else _own(turn, answering=offered is not None)
            if own and standing and _within(own, standing):
                standing = replace(standing, sources=tuple(sorted({*standing.sources, turn.index})))
            elif own and not (settled and not _QUESTIONING.search(own.text)):
                standing, settled = _besides(standing, own, turn), False
            offered = asked = None
            continue
        before = turn
        asked = (asked_of(turn.text, contract=True) if "?" in turn.text else None) or asked
        if (restated := _restated(turn, standing)) and not settled:
            offered = restated
        elif len(turn.text.split()) > 8:  # noqa: PLR2004 - « c'est ça, Sophie ? » keeps the wording on the table
            offered = None
    return standing


def worded(scene: Scene, turns: Sequence[Turn], acts: Sequence[Act]) -> Wording | None:
    """The same by the acts that were done: hers, another's that she accepts, her own again when she refuses it."""
    standing: Wording | None = None
    offered: Wording | None = None
    settled = refused = False
    speakers = {turn.index: turn for turn in turns}
    for act in acts:
        turn = speakers[act.turn]
        hers = scene.is_client(turn)
        if act.tag == "R" and not hers and not settled:
            if not _says_it(act):
                continue  # « tu gardes les deux, alors ? »: a question about her wording, not another
            offered = Wording(capital(_CHECK.sub("", _bare(Sentence(act.text.rstrip(" ?,")))).rstrip(" ,")), (turn.index,), turn.speaker)
        elif (hers and act.tag in _MOVED_ON) or (not hers and act.tag in {"QY", "Y", "V"}):
            offered = None  # the talk has gone on: a yes is no longer to that wording
        elif hers and act.tag == "Y":
            own = _own(turn) if offered and _rewords(turn, offered) else None
            standing = own or (_accepted(offered, standing, turn) if offered else _confirmed(standing, turn))
            settled, refused, offered = settled or offered is not None, False, None
        elif hers and act.tag == "N":
            offered, settled, refused = None, False, True
        elif hers and act.tag == "D" and act.sure >= (_FIRM if settled else _LIKELY):
            own = Wording(_tidied(Sentence(act.text)), (turn.index,))
            if standing is None or (not _within(own, standing) and (refused or offered or _asks(act))):
                standing = _joined(standing, act, own)
            settled = refused = False
            offered = None
    return standing


def _asks(act: Act) -> bool:
    """Whether a wording of hers holds a question or a wish: « je garderais la paire » only holds to the one before."""
    text = tidy(act.text)
    return bool(_QUESTIONING.search(text) or _WANTED.search(text) or _infinitive(Sentence(act.text)))


def _confirmed(standing: Wording | None, turn: Turn) -> Wording | None:
    near = standing is not None and turn.index - standing.sources[-1] <= _NEAR
    return replace(standing, confirmed=True, sources=tuple(sorted({*standing.sources, turn.index}))) if standing and near else standing


def _says_it(act: Act) -> bool:
    """Whether a rewording holds something to want."""
    return _asks(act) or len(content_words(act.text)) >= _FULL


def _joined(standing: Wording | None, act: Act, own: Wording) -> Wording:
    """Her wording, beside the one before when she says both (« … Et puis, dans la foulée… », « et puis aussi… »)."""
    if standing is None or standing.by is not None:
        return own
    same = standing.sources[-1:] == own.sources and _BESIDES_IN_TURN.match(act.text)
    if not same and not _BESIDES.match(tidy(act.text)):
        return own
    sources = tuple(dict.fromkeys((*standing.sources, *own.sources)))
    return replace(standing, text=f"{standing.text} et {own.text[:1].lower()}{own.text[1:]}", sources=sources)


def _echoes(turn: Turn, before: Turn | None) -> bool:
    """« On est bons ? — On est bons. »: the question's own words, put back as a yes."""
    asked = sentences(before.text)[-1:] if before else []
    return bool(asked and asked[0].asked) and tidy(asked[0].text).lower() == tidy(turn.text).lower()


def _within(own: Wording, standing: Wording) -> bool:
    """« Faire goûter, je préfère »: a piece of her own wording, said again to hold to it."""
    words = content_words(_HOLDS.sub("", own.text))
    return bool(words) and words < content_words(standing.text) and not _QUESTIONING.search(own.text) and not _WANTED.search(own.text)


def _besides(standing: Wording | None, own: Wording, turn: Turn) -> Wording:
    """« Et puis aussi, qu'est-ce que je fais de mes matins »: a second demand beside the first, neither chosen."""
    if standing is None or not any(_BESIDES.match(_clean(sentence)) for sentence in sentences(turn.text)):
        return own
    second = own.text[:1].lower() + own.text[1:]
    return replace(standing, text=f"{standing.text} et {second}", sources=(*standing.sources, *own.sources))


def _roots(text: str) -> frozenset[str]:
    """Its words without their endings: « tu lui redemandes » only turns round « je lui redemande »."""
    return frozenset(re.sub(r"(?:e?s|ent|ez|ons|e)$", "", word) for word in content_words(text))


def _rewords(turn: Turn, offered: Wording) -> bool:
    """« Volontiers. Je me demande comment… »: a yes to the question, then a wording of her own."""
    own = _own(turn)
    return bool(own and _QUESTIONING.search(own.text) and len(content_words(own.text) - content_words(offered.text)) > 1)


def _accepted(offered: Wording, standing: Wording | None, turn: Turn) -> Wording:
    """What she accepts; when it only repeats her words, the wording stays hers."""
    if standing and _roots(offered.text) <= _roots(standing.text):
        return replace(standing, confirmed=True, sources=tuple(sorted({*standing.sources, turn.index})))
    earlier = standing.sources[-1:] if standing and standing.sources[-1] == offered.sources[0] - 1 else ()
    return Wording(offered.text, (*earlier, *offered.sources, turn.index), offered.by)


def _own(turn: Turn, *, answering: bool = False) -> Wording | None:
    """Her wording in a turn; a bare infinitive is one only as an answer to somebody else's."""
    said = [
        sentence
        for sentence in sentences(turn.text)
        if not (_DENIED.match(_clean(sentence)) or _DENIED.match(without_opener(_clean(sentence))))
        and not _TO_GROUP.search(sentence.text)
        and not (set_apart(sentence) or protected(sentence, None))
    ]
    best = _best(said) or (next((each for each in said if _infinitive(each) or _INDIRECT.match(_bare(each))), None) if answering else None)
    return Wording(_tidied(best), (turn.index,)) if best else None


def _restated(turn: Turn, standing: Wording | None) -> Wording | None:
    """Another's reformulation: a question of how, or a sentence that says that it restates."""
    candidates = [sentence for sentence in sentences(turn.text) if len(content_words(_bare(sentence))) > 1]
    opening = [sentence for sentence in candidates if re.match(r"(?:comment|à quelles|prendre|trouver)\b", _bare(sentence), re.IGNORECASE)]
    if not opening and standing and "?" in turn.text:  # her infinitive, put back to her: « Voir ce que ça changerait. On est bons ? »
        hers = content_words(standing.text)
        opening = [each for each in candidates if _infinitive(each) and 2 * len(hers & content_words(each.text)) >= len(hers)]
    if opening:
        words = _bare(opening[-1])
        return Wording(capital(_CHECK.sub("", words).rstrip(" ?,")), (turn.index,), turn.speaker)
    if asked_of(turn.text, contract=True) in _OTHER_QUESTIONS:  # « il y a des choses que tu veux pas », its question mark unheard
        return None
    for sentence in candidates:
        if re.search(r"\b(?:je|j'|moi)\b", _bare(sentence), re.IGNORECASE):
            continue
        if kinds_of(sentence.text) and not _ABOUT.search(sentence.text):
            continue  # « tu veux plutôt des expériences ? » offers a kind of help
        if _RESTATES.search(_clean(sentence)) and not re.search(
            r"\b(?:attend|d'accord|saurais|redi[rst]|tu nous demandes quoi|quoi)\b", sentence.text
        ):
            return Wording(capital(_CHECK.sub("", _bare(sentence))), (turn.index,), turn.speaker)
    return None


def _bare(sentence: Sentence) -> str:
    """What is restated, without what only says that it is."""
    return _FRAME.sub("", without_opener(_clean(sentence)))


def _clean(sentence: Sentence) -> str:
    return tidy(sentence.text)


def _infinitive(sentence: Sentence) -> bool:
    words = without_opener(_clean(sentence))
    return is_infinitive(words.partition(" ")[0].lower()) and len(content_words(words)) > 1


def _best(found: list[Sentence]) -> Sentence | None:
    for pattern in (_QUESTIONING, _WANTED):
        for sentence in reversed(found):
            match = pattern.search(_clean(sentence))
            if match and len(content_words(sentence.text[match.start() :])) > 1:
                return sentence
    return None


def _tidied(sentence: Sentence) -> str:
    """Her words from the question on, without what only leads to it."""
    text = without_opener(_BESIDES.sub("", _NO_LONGER.sub("", _clean(sentence))))
    text = _LEAD.sub("", text)
    found = _QUESTIONING.search(text)
    if found and (_WISHING.fullmatch(text[: found.start()]) or (found.start() < len(text) / 2 and not _WANTED.match(text))):
        text = text[found.start() :]
    text = re.sub(r",? (?:voilà|quoi|enfin|point|c'est ça)$", "", text)
    return capital(text.strip(" ,:?"))
