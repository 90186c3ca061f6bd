"""Her demand: the last wording she gives or accepts in one passage through the contract; her correction wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from codev_voice.documents.act_features import NOTHING
from codev_voice.documents.acts import Act
from codev_voice.documents.kinds import kinds_of
from codev_voice.documents.questions import corrects
from codev_voice.documents.scene import Scene
from codev_voice.documents.verbs import is_infinitive
from codev_voice.documents.wording import capital, content_words, tidy, without_opener
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
_DENYING = re.compile(  # what stands before a question that she does not ask: « c'est pas comment le garder »
    r"(?:(?:non|mais|enfin|en fait),? ?)*"
    r"(?:(?:(?:c'est|ce n'est|ce serait) )?(?:pas|plus)|(?:je (?:ne )?(?:me )?|j')(?:veux|voudrais|souhaite|aimerais|cherche|demande) pas)"
    r"(?: (?:de |à )?(?:savoir|comprendre|trouver|voir|vraiment|tellement|tant|du tout))* ",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:pas|plus|jamais)\b", re.IGNORECASE)
_BESIDES = re.compile(r"^(?:(?:et|pis|puis)\b[\s,]*)+(?:aussi|en plus|surtout aussi|également)\b[\s,:]*", re.IGNORECASE)
_BESIDES_IN_TURN = re.compile(r"^(?:et|pis|puis)\b", re.IGNORECASE)
_TO_GROUP = re.compile(r"\bcomment (?:vous|tu)\b|\bsi (?:vous étiez|c'était vous|vous avez)\b", re.IGNORECASE)
_FRAME = re.compile(
    r"^(?:(?:si j'ai bien compris"
    r"|si je (?:(?:vous|te) (?:l[ae] )?|t'|l[ae] )?(?:entends|suis|comprends|reformule|résume|reprends|redis|répète|relis)(?: bien)?"
    r"|donc|en clair|alors|bref|autrement dit|en gros|ce que j'entends,? c'est"
    r"|c'est(?= ?:)|(?:ce|ça) serait(?= ?:| (?:comment|pourquoi|quel|à quel|jusqu'où|où|quand)))\b[\s,:]*)*"
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
_HOLDS = re.compile(r",? (?:oui|je préfère|plutôt|voilà)$", re.IGNORECASE)
_NO_LONGER = re.compile(  # « c'est plus comment je l'annonce, c'est jusqu'où je le suis »
    r"^(?P<before>.*?)\bc'est (?:pas|plus|pus)\b.+?"
    r"(?:(?:, (?:mais )?|\bmais )c'est (?=\w)|\bc'est (?=(?:comment|pourquoi|jusqu'où|où|quand|à qu\w+|quel\w*)\b))",
    re.IGNORECASE,
)
_CHECK = re.compile(r",? (?:c'est (?:bien )?(?:ça|cela)|non|hein|voilà)$", re.IGNORECASE)
_QUOTED = re.compile(r"«\s*([^»]*?)[\s?!.…]*»")
_POSSIBLE, _MAYBE, _LIKELY, _FIRM = 0.2, 0.3, 0.4, 0.7
_NEAR = 3
"""Turns after which a yes of hers is to something else than her own wording."""
_TALK = 8
"""Words of a turn from which it takes a wording off the table: « c'est ça, Sophie ? » leaves it there."""
_REWORDED = 0.6
"""Probability of a rewording that asks nothing."""
_FULL = 3
"""Content words from which a rewording is one."""
_MOVED_ON = frozenset({"K", "X", "P"})


@dataclass(frozen=True, slots=True)
class Wording:
    """A demand as worded, the turns that carry it, and whose wording it is when it is not hers.

    `confirmed` are those of the turns in which she only said yes to her own words, as somebody repeated them.
    """

    text: str
    sources: tuple[int, ...]
    by: str | None = None
    confirmed: tuple[int, ...] = ()

    @property
    def settled(self) -> int:
        """The turn after which others can agree to it."""
        return max(turn for turn in self.sources if turn not in self.confirmed)


def hear_demand(scene: Scene, turns: Sequence[Turn], acts: Sequence[Act]) -> Wording | None:
    """The wording on which a passage through the contract ends: hers, another's that she accepts, her own again when she refuses it."""
    standing: Wording | None = None
    offered: Wording | None = None
    settled = refused = False
    speakers = {turn.index: turn for turn in turns}
    for done in (part for each in acts for part in _parted(each)):
        turn = speakers[done.turn]
        hers = scene.is_client(turn)
        act = _worded_again(done) if hers and refused else done
        offered = None if not hers and _elsewhere(offered, act, turn) else offered
        if act.tag == "R" and not hers and not settled:
            if not _says_it(act) or act.text.startswith(tuple(f"{name}," for name in scene.consultants)):
                continue  # « tu gardes les deux, alors ? »: a question about her wording, not another
            offered = Wording(capital(_CHECK.sub("", _bare(act.text.rstrip(" ?,"))).rstrip(" ,")), (turn.index,), turn.speaker)
        elif (hers and act.tag in _MOVED_ON) or (not hers and act.tag in {"QY", "Y", "V"}):
            if offered and turn.index not in offered.sources:  # « … Ça te va ? », in the same turn, asks for her yes to it
                offered = None  # the talk has gone on: a yes is no longer to that wording
        elif hers and act.tag == "Y":
            standing = _accepted(offered, standing, turn) if offered else _confirmed(standing, turn)
            settled, refused, offered = settled or offered is not None, False, None
        elif hers and act.tag == "N":
            offered, settled, refused = None, False, True
        elif hers and _worded(act, settled=settled, first=standing is None and offered is None) and (words := _tidied(act.text)):
            own = Wording(words, (turn.index,))
            if standing is None or (not _within(own, standing) and (refused or offered or _asks(act))):
                standing = _joined(standing, act, own)
            settled = refused = False
            offered = None
    return standing


def _parted(act: Act) -> tuple[Act, ...]:
    """« Oui, enfin plutôt comment le garder »: a yes taken back in the same breath refuses, then words her demand."""
    if act.tag == "Y" and corrects(act.text) and act.chance("D") >= _POSSIBLE:
        return replace(act, tag="N"), replace(act, tag="D")
    return (act,)


def _worded_again(act: Act) -> Act:
    """What she asks once she has refused a wording: a question that may well word her demand does."""
    likely = act.tag == "K" and act.chance("D") >= _MAYBE and _QUESTIONING.search(tidy(act.text)) and not kinds_of(act.text)
    return replace(act, tag="D", sure=act.chance("D", "K")) if likely else act  # « vous nous la redites ? – Comment lui parler… »


def turned(first: str, second: str) -> bool:
    """Whether one of two wordings denies what the other does not: « comment garder Marc », « comment ne pas garder Marc »."""
    return bool(_NEGATED.search(first)) is not bool(_NEGATED.search(second))


def _worded(act: Act, *, settled: bool, first: bool) -> bool:
    """Whether she words her demand; the `first` time, a question that may well be it is enough."""
    if act.tag == "D":
        return act.sure >= (_FIRM if settled else _LIKELY)
    maybe = first and act.tag == NOTHING
    return maybe and (act.chance("D") >= _MAYBE or (act.chance("D") >= _POSSIBLE and bool(_QUESTIONING.search(tidy(act.text)))))


def _asks(act: Act) -> bool:
    """Whether a wording of hers holds a question or a wish: « je garderais la paire » only holds to the one before."""
    text = tidy(act.text)
    return bool(_QUESTIONING.search(text) or _WANTED.search(text) or _infinitive(text))


def _says_it(act: Act) -> bool:
    """Whether a rewording holds something to want."""
    return _asks(act) or (len(content_words(act.text)) >= _FULL and act.sure >= _REWORDED)


def _elsewhere(offered: Wording | None, act: Act, turn: Turn) -> bool:
    """Whether somebody speaks of something else, at some length: a yes that comes then is no yes to the wording."""
    rewords = act.tag == "R" and _says_it(act)
    return offered is not None and turn.index not in offered.sources and not rewords and len(turn.text.split()) > _TALK


def _joined(standing: Wording | None, act: Act, own: Wording) -> Wording:
    """Her wording, beside the one before when she says both (« … Et puis, dans la foulée… », « et puis aussi… »)."""
    if standing is None or standing.by is not None:
        return own
    same = standing.sources[-1:] == own.sources and _BESIDES_IN_TURN.match(act.text)
    if not same and not _BESIDES.match(tidy(act.text)):
        return own
    sources = tuple(dict.fromkeys((*standing.sources, *own.sources)))
    return replace(standing, text=f"{standing.text} et {own.text[:1].lower()}{own.text[1:]}", sources=sources)


def _within(own: Wording, standing: Wording) -> bool:
    """« Faire goûter, je préfère »: a piece of her own wording, said again to hold to it."""
    words = content_words(_HOLDS.sub("", own.text))
    piece = bool(words) and words < content_words(standing.text) and not turned(own.text, standing.text)
    return piece and not _QUESTIONING.search(own.text) and not _WANTED.search(own.text)


def _roots(text: str) -> frozenset[str]:
    """Its words without their endings: « tu lui redemandes » only turns round « je lui redemande »."""
    return frozenset(re.sub(r"(?:e?s|ent|ez|ons|e)$", "", word) for word in content_words(text))


def _accepted(offered: Wording, standing: Wording | None, turn: Turn) -> Wording:
    """What she accepts; when it only repeats her words, the wording stays hers."""
    if standing and _roots(offered.text) <= _roots(standing.text) and not turned(offered.text, standing.text):
        return _with_yes(standing, turn)
    earlier = standing.sources[-1:] if standing and standing.sources[-1] == offered.sources[0] - 1 else ()
    return Wording(offered.text, (*earlier, *offered.sources, turn.index), offered.by)


def _confirmed(standing: Wording | None, turn: Turn) -> Wording | None:
    near = standing is not None and turn.index - standing.sources[-1] <= _NEAR
    return _with_yes(standing, turn) if standing and near else standing


def _with_yes(standing: Wording, turn: Turn) -> Wording:
    if turn.index in standing.sources:
        return standing
    return replace(standing, sources=(*standing.sources, turn.index), confirmed=(*standing.confirmed, turn.index))


def _bare(text: str) -> str:
    """What is restated, without what only says that it is."""
    return _FRAME.sub("", without_opener(tidy(text)))


def _infinitive(text: str) -> bool:
    words = without_opener(text)
    return is_infinitive(words.partition(" ")[0].lower()) and len(content_words(words)) > 1


def _tidied(said: str) -> str | None:
    """Her words from the question on, without what only leads to it; None when she asks the group, or says what she does not ask."""
    text = tidy(said)
    no_longer = _NO_LONGER.match(text)
    if no_longer and not _QUESTIONING.search(no_longer["before"]):
        text = text[no_longer.end() :]
    text = _LEAD.sub("", without_opener(_BESIDES.sub("", text)))
    if _TO_GROUP.search(text):
        return None
    for quoted in _QUOTED.finditer(text):
        if _QUESTIONING.search(quoted[1]):
            text = quoted[1]
    found = _QUESTIONING.search(text)
    if found and _DENYING.fullmatch(text[: found.start()]):
        after = text[found.end() :].partition(",")[2]
        return _tidied(after) if _QUESTIONING.search(after) or _WANTED.search(after) else None
    if found and (_WISHING.fullmatch(text[: found.start()]) or (found.start() < len(text) / 2 and not _WANTED.match(text))):
        text = text[found.start() :]
    text = re.sub(r"(?:,? (?:voilà|enfin|point|c'est ça)|, quoi)$", "", text)
    return capital(text.strip(" ,:?"))
