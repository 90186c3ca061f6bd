"""What she sets aside: which things, and by which of her words they are named.

Whether a clause sets something aside is told by the model of acts (`contract_acts`); patterns of French know where the thing is in it.
"""

from __future__ import annotations

import re

from codev_voice.documents.questions import Asked
from codev_voice.documents.wording import Sentence, capital, content_words, lowered, straight, tidy, without_opener

_THING = r"(?:(?:le|la|les|mon|ma|mes|ce|cette|ces|leur|leurs|son|sa|ses|des) |l')"
_LIMIT = (
    re.compile(  # « les chiffres, le prix, touchez pas à ça », « ma tante, j'aimerais qu'on parle pas d'elle »
        (
            rf"^(?P<what>{_THING}[^.]{{2,60}}?),? (?:ça,? )?(?:j'aimerais (?:autant )?(?:qu'on |que )|je veux (?:pas )?qu'on |vous |on )?"
            r"(?:ne |n')?(?:y |en )?(?:touch|parl|discut|revien|abord|évoqu|all|ven)\w*(?: (?:pas|plus|rien))+"
            r"(?: à ça| de (?:ça|lui)| d'elles?| d'eux| là-dessus)?(?=$|,)"
        ),
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:pas|aucune) envie (?:qu'on|que vous|de|d')\s?(?:\w+ ){{1,3}}?(?P<what>{_THING}.+)$", re.IGNORECASE),
    re.compile(  # « pas un mot sur son parti », « me parlez pas de l'appel d'offres », « je ne viens pas pour refaire le procès de Paul »
        r"\b(?:(?:rien(?: \w+)?|pas un mot) (?:sur|de|du)|(?:surtout )?pas (?:me |nous )?parler? (?:d'|de|du)"
        r"|(?:viens|suis) pas (?:\w+ )?pour) ?(?P<what>.+)$",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:(?:on|vous) )?laiss\w+ (?P<what>(?!tomber\b).+?) (?:de côté|(?:en )?dehors|tranquilles?|où \w+ \w+)$", re.IGNORECASE),
    re.compile(
        (
            r"\b(?:on|vous|n'|ne)?\s?(?:ne )?(?:rediscute|rouvre|discute|parle|touche|revien|aborde)\w* (?:pas"
            r"|plus)\b,? ?(?:de (?!ça)|du |des |d'|à |aux? |sur )?(?P<what>.*)$"
        ),
        re.IGNORECASE,
    ),
    re.compile(
        (
            r"^(?P<what>[^,]{3,60}), (?:par contre, |ça, )?(?:non|on (?:laisse|évite|oublie|n'en parle pas|en parle pas"
            r"|touche pas)|c'est (?:bloqué|non|réglé|signé))\b(?P<why>.*)$"
        ),
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:je (?:ne )?|j'|je n')(?:veux|voudrais|souhaite|aimerais) (?:pas|plus) "
        r"(?:de (?!l)|d'|qu'on (?:(?:parl|touch|discut|revien|abord|évoqu|caus)\w* (?:de (?!l)|d'|à (?!l)|sur )?)?|que )?"
        r"(?P<what>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:mais |plutôt )?(?:pas|plutôt que) (?:sur |de |d'|des |du |que )?"
        r"(?P<what>(?!besoin|grave|touche|mal\b|sûr|envie|la peine).{3,})$",
        re.IGNORECASE,
    ),
    re.compile(r"\bni (?P<what>.+)$", re.IGNORECASE),
    re.compile(r"\bon évite (?:de parler (?:de |du |des |d'))?(?P<what>.+)$", re.IGNORECASE),
    re.compile(r"^(?P<what>.+?),? (?:j'aimerais autant|je préfère) qu'on (?:le |la |les )?(?:laisse|évite)", re.IGNORECASE),
)
_UNABLE = re.compile(
    r"\b(?:je|j'|il|elle|ils|elles|y) (?:ne |n')?(?:peux|peut|peuvent|sais|sait|suis|est|ai|a) (?:pas|plus) $", re.IGNORECASE
)
_CLEFT = re.compile(
    r"\bc'est pas (?:\w+ qui|(?:le|la) (?:sujet|question|problème|propos))\b", re.IGNORECASE
)  # « c'est pas moi qui décide » says who, not what is set aside
_POLITE = re.compile(r"(?:^|,|(?<=\w)) ?(?:s'il (?:vous|te) plaît|je (?:vous|t')\s?en prie|par pitié|de grâce|pitié)\b", re.IGNORECASE)
_PLEASE = re.compile(r",? (?:s'il (?:vous|te) plaît|stp|hein|merci|si possible)$", re.IGNORECASE)
_OPENERS = frozenset({"ah", "oh", "bon", "mais", "alors", "non", "voilà", "vraiment", "préfère"})
_POINTERS = frozenset({"ici", "là", "ça", "tout", "plus", "dedans", "dessus", "rien", "pas", "autre", "chose"})
_NO = _OPENERS | _POINTERS
_SPEAKING = re.compile(r"^(?:(?:me |nous )?parler|discussions?|discuter) (?:(?:de|sur|à propos de) |(?=d[ue]s? )|d')", re.IGNORECASE)
_WHY = re.compile(r", (?:(?:ça|là|bon|hein|moi),? )*(?:c'est|(?:je|on|il|elle|ils|elles|y)\b(?! qui)|j')", re.IGNORECASE)
_NOT_SO = re.compile(r"^(?:non,? )+", re.IGNORECASE)
_FEW = 5  # words that name a thing
_NOUN = r"(?:(?:le|la|les|mon|ma|mes|ton|son|sa|ses|notre|nos|leurs?) |l')(?!(?:ai|as|a)\b)[\w-]{3,}"
_AND = re.compile(  # « la famille de Yao, on laisse, et l'audit c'est le siège »: two things
    rf"(?<!entre ),? (?:et|puis|pis) (?:toujours |surtout )?pas (?=(?:de |à |sur )?{_NOUN})"
    r"|,? (?:et|puis|pis) (?=(?:pas un mot|rien) (?:sur|de) )|(?<!entre ),? (?:et|ni|puis|pis) (?:puis )?(?:surtout |aussi )?"
    rf"(?=qu'on |que vous |"
    rf"(?:de |à |sur )?{_NOUN}(?: (?:de|du|des|d'|à|au)(?: la| l')? ?[\w-]+)?(?:,| (?:c'est|on|je|j'|ça|vous|pas|non|aussi|là)\b))",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\bentre\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bentre \w[^,]*$", re.IGNORECASE)
_ALLOWED = re.compile(
    r"\b(?:(?:on peut|vous pouvez|tu peux|peut venir)(?! pas| plus| (?:les? |la |l')?(?:laiss|évit|oubli|gard))"
    r"|c'est (?:ouvert|permis|possible)|pas de (?:problème|souci))\b|\w,? oui$|\bparlez? de tout\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"[^,]+?,? (?:oui|on peut|vous pouvez),? (?:mais |et )?(?P<no>[^,]+?),? non", re.IGNORECASE)
_NEITHER, _NI = re.compile(r"(?:non,? )?ni [^,]+,? ni ", re.IGNORECASE), re.compile(r"(?:non,? )?\bni ", re.IGNORECASE)
_POINTS_BACK = re.compile(r"(?:(?:non|et|mais|alors|donc|ça),? )*(?:on|vous|j'|je|n'|ce n'est|c'est|elles?|ils?)\b", re.IGNORECASE)
_THEN = r"(?:c'est|ce n'est|n'est pas|c'était|on|je|j'|ça|vous|tu|elle|il|franchement|par (?:contre|exemple)|non|aussi|pareil|là)"
_TOPIC = re.compile(
    rf"(?:(?:non|et|mais|alors|puis|pis|sur|de|à),? )*(?:(?P<what>{_NOUN}[^,]{{0,40}}?(?:, {_NOUN}[^,]{{0,40}}?)*)(?:,| {_THEN}\b|$)"
    rf"|(?P<deed>(?:(?:en|y|le|la|les) |l')?\w{{2,}}(?:er|ir|re)\b[^,]{{2,50}}?),? (?:c'est|ça|non|nan|on|je|oubli\w+|hors)\b)",
    re.IGNORECASE,
)
_OF_SOMETHING = re.compile(r"\b(?:de|des|du|d')\s?\w", re.IGNORECASE)  # « on n'en veut pas, de conseils » names it
_PRONOUN_VERB = re.compile(
    r"\b(?:on|je|tu|vous|nous|il|elle|ils|elles|ne|me|te|de|pas|à|pour)\s(?:(?:ne|me|vous|te|nous) )?(?:le|la|les) \w+", re.IGNORECASE
)
_POINTS_TO_IT = re.compile(
    r"(?:(?:ah|oh|ben|bof|bon|non|oui|et|mais|euh)\b[\s,.]*)*"
    r"(?:(?:(?P<somebody>lui|elle|eux|elles)(?!,? (?:mon|ma|mes|ton|ta|tes|son|sa|ses|le|la|les) )|ça|cela|cel\w+-l[aà])\b|laiss\w+-"
    r"|je préfèr\w+|j'aimerais|on (?:les? |la |l'|n'y |y |n'en |en ))",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    rf"\bparl(?:e|er|ons|ez|era)\b(?: (?:aussi|quand même|également))? "
    rf"(?P<what>(?:du |des |de l'|de la |d'|de )(?:{_NOUN}|[\w-]+)(?: [^,?]{{2,30}})?) ?[,?]",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"(?:(?:et|le|la|les|l'|son|sa|ses|leurs?|un|une|aucun|de|des|d'|pas)\s?)*(?:pré)?noms?(?: (?:de|des|du) (?:la |l')?[\w-]+)?",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?:(?:à|de|sur|(?<!, )tout) ça|là-(?:dedans|dessus)|ici|on (?:n'|ne )?(?:y|en) \w+)\b", re.IGNORECASE)
_BUT_NOT = re.compile(rf"(?!non|mais|et|ah)\w+ [^,]*\bpas (?:de|du|des) (?P<what>{_NOUN}.*)", re.IGNORECASE)
_NAMED_FIRST = re.compile(
    rf"(?:(?:et|ah|non|alors|bon|mais),? )*(?:pas )?{_NOUN}(?: (?:de|du|des|à|au) [^,]*)?(?: aussi)?, "
    r"(?:on|vous|je|j'|bon|c'est|ça|\w+ez pas)",
    re.IGNORECASE,
)
_ONE = rf"(?:(?:de|à|sur|d') ?)?(?:{_NOUN}|ce (?:que|qu'|qui) ?\w)"
_BEFORE_ONE = re.compile(rf"(?P<and>,? (?:et|ni|ou) |, )(?={_ONE})", re.IGNORECASE)
_RESUMED = re.compile(r", (?:tout (?:ça|cela)|(?:ça|cela|on|vous|je|j'|n'|c'est|merci)\b)", re.IGNORECASE)
_MANY = 3  # things: « les prix et les délais » is one, « les prix, les délais et le patron » three
_SAYS_MORE = re.compile(
    r"(?:on (?:l[ae] |les |l'|n')|il |elle |ils |elles |ça\b|c'est |c'était |y |je (?:ne )?(?:peux|suis|l[ae]|l'|y|n') )", re.IGNORECASE
)
_MOST, _SHORT = 12, 6
"""Words among which a pattern finds what is set aside; words of a thing that it finds among more."""


def excluded(sentence: Sentence, asked: Asked | None) -> tuple[str, ...]:
    """What she sets aside, in her words; the answer to « y a des choses qu'on ne touche pas ? » is one when it names a thing."""
    text = without_opener(tidy(_POLITE.sub("", re.sub(r"^(?:oui|non)[,.] ", "", straight(sentence.text), flags=re.IGNORECASE))))
    if sentence.asked:
        return ()
    for pattern in _LIMIT:
        found = pattern.search(text)
        if (
            found
            and content_words(found["what"])
            and not _CLEFT.search(text[: found.end()])
            and not _UNABLE.search(text[: found.start("what")])
        ):
            what = re.sub(r"^(?:(?:pas|plus|non plus) )+(?:sur |de |d'|des |du )?", "", found["what"].strip(" ,"), flags=re.IGNORECASE)
            what = re.sub(r",? (?:non|ça|non plus)$", "", what)
            return (capital(_named(_PLEASE.sub("", _WHY.split(what)[0]))),)
    if (
        asked is Asked.LIMITS
        and re.match(r"(?:sur |de |à )?(?:le|la|les|l'|mon|ma|mes|ce|cette|ni)\b", text, re.IGNORECASE)
        and len(content_words(text)) <= _FEW
    ):
        return (capital(re.sub(r"^(?:sur|de|à) ", "", text, flags=re.IGNORECASE)),)
    return ()


def lines_of(text: str, before: str, asked: Asked | None, raised_thing: str | None) -> tuple[str, ...]:
    """What she sets aside, a line for each thing, as the patterns cut it out when they keep most of her words; else in all of them.

    Args:
        text: her words that set something aside.
        before: her words just before, where it may have been named.
        asked: what she was asked about.
        raised_thing: the thing that was asked about, which she need not name (« et la grève, on peut s'en servir ? – Je préfère pas »).
    """
    if raised_thing and points_to_it(text):
        return (capital(raised_thing),)
    if names_nothing(text):
        return ()
    return tuple(line for part in things(text, before) for line in _line(without_opener(tidy(part)), asked))


def _line(part: str, asked: Asked | None) -> tuple[str, ...]:
    topic = topic_of(part)
    cut = () if topic else cut_out(part, asked)
    kept = cut if len(part.split()) <= _MOST or len(" ".join(cut).split()) <= _SHORT else ()
    return (capital(topic),) if topic else kept or (capital(part),)


def set_apart(sentence: Sentence) -> bool:
    """Whether the sentence names a thing only to say that it will not be spoken of."""
    return any(pattern.search(without_opener(tidy(sentence.text))) for pattern in _LIMIT[:2])


def allows(text: str) -> bool:
    """Whether a sentence opens again what was set aside (« l'argent, finalement, vous pouvez »)."""
    return _ALLOWED.search(text) is not None


def things(text: str, before: str) -> tuple[str, ...]:
    """Her words that set something aside, a part for each thing; `before` names it when they only point to it (« on y touche pas »)."""
    text = _POLITE.sub("", text)
    if refused := _YES_NO.fullmatch(text.strip(" .")):
        text = refused["no"]  # « la paie, oui, le planning, non »
    if _NEITHER.match(text):
        return tuple(each.strip(" ,") for each in _NI.split(text) if content_words(each))
    if many := listed(without_opener(tidy(text))):
        return () if _ALLOWED.search(text) else many
    parts: list[str] = []
    start = 0
    for found in _AND.finditer(text):
        if content_words(text[start : found.start()]) and not _BETWEEN.search(text[: found.start()]):
            parts.append(text[start : found.start()])
            start = found.end()
    parts.append(text[start:])
    if before and _POINTS_BACK.match(parts[0]) and not _has_noun(parts[0]):
        named = _NOT_SO.sub("", without_opener(tidy(before))).strip(" ,")
        whole = f"{named}, {parts[0]}"
        parts[0] = whole if topic_of(whole) or _OF_SOMETHING.search(parts[0]) else named
    return tuple(part.strip(" ,") for part in parts if content_words(part) - _NO and not _ALLOWED.search(part))


def listed(part: str) -> tuple[str, ...]:
    """The things of an enumeration (« la paie, le planning et ce qu'en pense Marc, on laisse ça »); nothing when they are not several."""
    head = _RESUMED.split(part)[0]
    found = next(
        (found["what"] for pattern in _LIMIT if (found := pattern.search(head)) and re.match(_ONE, found["what"], re.IGNORECASE)), None
    )
    head = found or head
    cuts = list(_BEFORE_ONE.finditer(head))
    if (
        not re.match(_ONE, head, re.IGNORECASE)
        or len(cuts) < _MANY - 1
        or cuts[-1]["and"] == ", "
        or _AMONG.search(head[: cuts[0].start()])
    ):
        return ()
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(head)]
    return tuple(re.sub(r"^(?:de|à|sur) (?=l)", "", head[start:end].strip(" ,")) for start, end in zip(starts, ends, strict=True))


def topic_of(part: str) -> str | None:
    """The thing named first in words that set it aside (« le Portugal, c'est à nous deux », « en parler au chef, ça non »)."""
    if found := _BUT_NOT.fullmatch(part):
        return found["what"]  # « de sa place à lui pas de la seringue »
    found = _TOPIC.match(part)
    what = (found["what"] or found["deed"]) if found else None
    return what.strip(" ,") if what and content_words(what) - _NO else None


def cut_out(part: str, asked: Asked | None) -> tuple[str, ...]:
    """The thing itself, cut out of a few words by the patterns, unless they lose what is named first (« ma nomination, je n'ai pas… »)."""
    found = tuple(each for each in excluded(Sentence(part), asked) if not names_nothing(each))
    topic = topic_of(part)
    lost = topic and found and not content_words(topic) & content_words(" ".join(found))
    return () if lost else found


def raised(question: str) -> str | None:
    """The thing that a question raises (« et la grève, on peut s'en servir ? », « est-ce qu'on parle aussi de ton adjoint ? »)."""
    found = _SPOKEN_OF.search(question)
    thing = re.sub(r"^d(?:e |')", "", _named(found["what"].strip())) if found else topic_of(_named(lowered(without_opener(tidy(question)))))
    return thing.rstrip(" ?!") if thing else None


def points_to_it(text: str) -> bool:
    """Whether words that set something aside name nothing, and point to what was asked about (« non, lui, on le laisse »)."""
    found = _POINTS_TO_IT.match(text)
    return names_nothing(text) or (found is not None and (bool(found["somebody"]) or not _has_noun(text)))


def points_back(text: str) -> bool:
    """Whether words that set something aside only point to what was named before (« l'avocate s'en occupe, on touche pas à ça »)."""
    return bool(_POINTING.search(text)) and not _NAMED_FIRST.match(text)


def says_more(text: str) -> bool:
    """Whether words that set something aside only say more of what was just named (« on la touche pas », « onze j'en ai »)."""
    words = without_opener(tidy(text))
    named = _has_noun(words) or topic_of(words) or any(pattern.search(words) for pattern in _LIMIT)
    return bool(_SAYS_MORE.match(words)) or points_back(words) or not named


def names_nothing(text: str) -> bool:
    """Whether words that set something aside do not say what: « je préfère pas, non »."""
    return not content_words(text) - _NO


def names_somebody(what: str) -> bool:
    """Whether what is set aside is somebody's name: not to be said, rather than not to be spoken of."""
    return bool(_SOMEBODY.fullmatch(what))


def _has_noun(text: str) -> bool:
    """Whether a thing is named: in « on les garde », « les » is none."""
    return bool(re.search(rf"(?:^|[\s']){_NOUN}", _PRONOUN_VERB.sub(" ", text), re.IGNORECASE))


def _named(what: str) -> str:
    """« Qu'on parle du prix »: the thing is « le prix »."""
    what = _SPEAKING.sub("", what)
    for partitive, article in (("du ", "le "), ("des ", "les "), ("de la ", "la "), ("de l'", "l'")):
        if what.startswith(partitive):
            return article + what.removeprefix(partitive)
    return what
