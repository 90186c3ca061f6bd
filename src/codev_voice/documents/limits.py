"""What is set aside, what needs care, and on which condition a consultant agrees."""

from __future__ import annotations

import re

from codev_voice.documents.questions import Asked, accepts, agrees
from codev_voice.documents.wording import Sentence, capital, content_words, sentences, straight, tidy, without_opener

_PROTECTS = re.compile(
    r"(?:reste|restent|rester) (?:ici|entre nous|dans le groupe|là)|(?:sort|sorte|sortent|sortir) (?:pas"
    r"|jamais)? ?d'ici|(?:se|le|la) répète\w* pas|lui revient|entre nous|sort pas"
    r"|pas un mot|motus|rien (?:[\w']+ ){0,4}(?:ne )?sor\w+"
    r"|ne (?:le |la )?répéte[zr]|ménage[zr]|discrétion|confidentiel|pas (?:que ce soit )?(?:écrit|noté)|anonyme"
    r"|sache pas|sait pas que|ne (?:le )?dites? pas",
    re.IGNORECASE,
)
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
    re.compile(
        (
            r"\b(?:on|vous|n'|ne)?\s?(?:ne )?(?:(?P<verb>rediscute|rouvre)|(?:discute|parle|touche|revien|aborde)\w*) (?:pas"
            r"|plus)\b,? ?(?:de (?!ça)|du |des |d'|à |sur )?(?P<what>.*)$"
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
        r"\b(?:mais |plutôt )?(?:pas|plutôt que) (?:sur |de |d'|des |du |que )?(?P<what>(?!besoin|grave|mal\b|sûr|envie|la peine).{3,})$",
        re.IGNORECASE,
    ),
    re.compile(r"\bni (?P<what>.+)$", re.IGNORECASE),
    re.compile(r"(?P<what>.+?),? (?:j'aimerais autant|je préfère) qu'on (?:le |la |les )?(?:laisse|évite)", re.IGNORECASE),
)
_ASSENT = re.compile(
    r"^(?:(?:oui|ok|okay|d'accord|ça me va(?: aussi)?|volontiers|impeccable|moi(?!,? je)|mais|et|attention|je marche"
    r"|je suis (?:partante?|d'accord|ok))\b(?: (?:pour|avec) moi)?[\s,]*)*"
    r"(?:(?:mais )?avec une (?:réserve|limite)\b[\s:,]*)?",
    re.IGNORECASE,
)
_UNABLE = re.compile(
    r"\b(?:je|j'|il|elle|ils|elles|y) (?:ne |n')?(?:peux|peut|peuvent|sais|sait|suis|est|ai|a) (?:pas|plus) $", re.IGNORECASE
)
_CLEFT = re.compile(
    r"\bc'est pas (?:\w+ qui|(?:le|la) (?:sujet|question|problème|propos))\b", re.IGNORECASE
)  # « c'est pas moi qui décide » says who, not what is set aside
_PLEASE = re.compile(r",? (?:s'il (?:vous|te) plaît|stp|hein|merci|si possible)$", re.IGNORECASE)
_OPENERS = frozenset({"ah", "oh", "bon", "mais", "alors", "non", "voilà", "vraiment", "préfère"})
_POINTERS = frozenset({"ici", "là", "ça", "tout", "plus", "dedans", "dessus", "rien", "pas", "autre", "chose"})
_NO = _OPENERS | _POINTERS
_NOT_SO = re.compile(r"^(?:non,? )+", re.IGNORECASE)
_CONDITION = 3  # content words: fewer say no condition
_FEW = 5  # words that name a thing
_RESERVE = re.compile(
    r"\b(?:sachant que|vu que|étant donné|à condition|du moment que|pourvu que|tant que|dans la mesure"
    r"|réserve|limite|préviens|condition|bémol|pas neutre|pas objecti\w+|partial|je (?:suis|serai) pas"
    r"|je ne (?:suis|serai) pas|je pourrai pas|je ne pourrai pas|je parlerai|je (?:me )?tais"
    r"|je (?:le|la|les|vous|te) (?:connais|croise|côtoie|fréquente)|je (?:risque|resterai|m'abstiens)|je le sens pas|sauf|à part|par contre"
    r"|(?:je |j')(?:(?:ne|en|y|le|la|les|lui|leur|te|vous) |n')*\w+rai (?:pas|plus|rien|que)"
    r"|(?:avertis|dois (?:te |vous |quand même )*dire|du côté d)"
    r"|(?:mais|alors|donc|juste),? je vais (?!bien)\w+|(?:mais|alors|donc|juste),? (?:je|j')\s?(?:(?:me|vous|te) |[mt]')?\w+rai"
    r"|je (?:(?:te|vous|le|l') ?)+(?:dis|signale)(?: honnêtement| tout de suite| quand même)?)\b",
    re.IGNORECASE,
)


_YES_BUT = re.compile(  # « oui, mais moi, les maisons de repos, j'y connais rien »: what he cannot give
    r"(?:^|[\s,])(?:mais|sauf que|seulement|par contre)\b[^.?!]*?\b(?:je |j')[^.,?!]{0,40}\b(?:pas|plus|rien|jamais|aucune?|guère)\b",
    re.IGNORECASE,
)


def protected(sentence: Sentence, asked: Asked | None) -> str | None:
    """What needs discretion, in her words; None when the sentence asks for none."""
    text = without_opener(tidy(sentence.text))
    if sentence.asked or not content_words(text):
        return None
    needed = _PROTECTS.search(text) or (asked is Asked.CARE and len(content_words(text)) > 1)
    return capital(_PLEASE.sub("", text)) if needed else None


def excluded(sentence: Sentence, asked: Asked | None) -> tuple[str, ...]:
    """What she sets aside, in her words; the answer to « y a des choses qu'on ne touche pas ? » is one when it names a thing."""
    text = without_opener(tidy(re.sub(r"^(?:oui|non)[,.] ", "", straight(sentence.text), flags=re.IGNORECASE)))
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
            if verb := found.groupdict().get("verb"):
                what = f"{verb.lower()}r {what}"
            what = re.sub(r",? (?:non|ça|non plus)$", "", what)
            return (capital(_named(_PLEASE.sub("", re.split(r", (?:ça, )?c'est", what)[0]))),)
    if (
        asked is Asked.LIMITS
        and re.match(r"(?:sur |de |à )?(?:le|la|les|l'|mon|ma|mes|ce|cette|ni)\b", text, re.IGNORECASE)
        and len(content_words(text)) <= _FEW
    ):
        return (capital(re.sub(r"^(?:sur|de|à) ", "", text, flags=re.IGNORECASE)),)
    return ()


_NOUN = r"(?:(?:le|la|les|mon|ma|mes|ton|son|sa|ses|notre|nos|leurs?) |l')(?!(?:ai|as|a)\b)[\w-]{3,}"
_AND = re.compile(  # « la famille de Yao, on laisse, et l'audit c'est le siège »: two things
    rf"(?<!entre ),? (?:et|puis|pis) (?:toujours |surtout )?pas (?=(?:de |à |sur )?{_NOUN})"
    r"|(?<!entre ),? (?:et|ni|puis|pis) (?:puis )?(?:surtout |aussi )?"
    rf"(?=qu'on |que vous |"
    rf"(?:de |à |sur )?{_NOUN}(?: (?:de|du|des|d'|à|au)(?: la| l')? ?[\w-]+)?(?:,| (?:c'est|on|je|j'|ça|vous|pas|non|aussi|là)\b))",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bentre \w[^,]*$", re.IGNORECASE)
_ALLOWED = re.compile(
    r"\b(?:(?:on peut|vous pouvez|tu peux)(?! pas| plus)|c'est (?:ouvert|permis|possible)|pas de (?:problème|souci))\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"(?:(?:non|et|mais|alors|donc|ça),? )*(?:on|vous|j'|je|n'|ce n'est|c'est)\b", re.IGNORECASE)
_THEN = r"(?:c'est|ce n'est|c'était|on|je|j'|ça|vous|tu|elle|il|franchement|par (?:contre|exemple)|non|aussi|pareil|là)"
_TOPIC = re.compile(
    rf"(?:(?:non|et|mais|alors|puis|pis|sur|de|à),? )*(?:(?P<what>{_NOUN}[^,]{{0,40}}?(?:, {_NOUN}[^,]{{0,40}}?)*)(?:,| {_THEN}\b|$)"
    rf"|(?P<deed>(?:(?:en|y|le|la|les) |l')?\w{{2,}}(?:er|ir|re)\b[^,]{{2,50}}?),? (?:c'est|ça|non)\b)",
    re.IGNORECASE,
)


_POINTING = re.compile(r"\b(?:(?:à|de|sur|tout) ça|là-(?:dedans|dessus)|ici|on (?:n'|ne )?(?:y|en) \w+)\b", re.IGNORECASE)
_BUT_NOT = re.compile(rf"(?!non|mais|et|ah)\w+ [^,]*\bpas (?:de|du|des) (?P<what>{_NOUN}.*)", re.IGNORECASE)
_NAMED_FIRST = re.compile(
    rf"(?:(?:et|ah|non|alors|bon|mais),? )*(?:pas )?{_NOUN}(?: (?:de|du|des|à|au) [^,]*)?, (?:on|vous|je|j')", re.IGNORECASE
)


def points_back(text: str) -> bool:
    """Whether words that set something aside only point to what was named before (« l'avocate s'en occupe, on touche pas à ça »)."""
    return bool(_POINTING.search(text)) and not _NAMED_FIRST.match(text)


def things(text: str, before: str) -> tuple[str, ...]:
    """Her words that set something aside, a part for each thing; `before` names it when they only point to it (« on y touche pas »)."""
    parts: list[str] = []
    start = 0
    for found in _AND.finditer(text):
        if content_words(text[start : found.start()]) and not _BETWEEN.search(text[: found.start()]):
            parts.append(text[start : found.start()])
            start = found.end()
    parts.append(text[start:])
    pointing = _POINTS_BACK.match(parts[0]) and not re.search(rf"(?:^|[\s']){_NOUN}", parts[0], re.IGNORECASE)
    if before and pointing:
        parts[0] = f"{_NOT_SO.sub('', without_opener(tidy(before))).strip(' ,')}, {parts[0]}"
    return tuple(part.strip(" ,") for part in parts if content_words(part) - _NO and not _ALLOWED.search(part))


def allows(text: str) -> bool:
    """Whether a sentence opens again what was set aside (« l'argent, finalement, vous pouvez »)."""
    return _ALLOWED.search(text) is not None


def raised(question: str) -> str | None:
    """The thing that a question raises, when it names one first (« et la grève, on peut s'en servir ? »)."""
    return topic_of(without_opener(tidy(question)))


def topic_of(part: str) -> str | None:
    """The thing named first in words that set it aside (« le Portugal, c'est à nous deux », « en parler au chef, ça non »)."""
    if found := _BUT_NOT.fullmatch(part):
        return found["what"]  # « de sa place à lui pas de la seringue »
    found = _TOPIC.match(part)
    what = (found["what"] or found["deed"]) if found else None
    return what.strip(" ,") if what and content_words(what) - _NO else None


def names_nothing(text: str) -> bool:
    """Whether words that set something aside do not say what: « je préfère pas, non »."""
    return not content_words(text) - _NO


def cut_out(part: str, asked: Asked | None) -> tuple[str, ...]:
    """The thing itself, cut out of a few words by the patterns, unless they lose what is named first (« ma nomination, je n'ai pas… »)."""
    found = excluded(Sentence(part), asked)
    topic = topic_of(part)
    lost = topic and found and not content_words(topic) & content_words(" ".join(found))
    return () if lost else found


def _named(what: str) -> str:
    """« Qu'on parle du prix »: the thing is « le prix »."""
    for partitive, article in (("du ", "le "), ("des ", "les "), ("de la ", "la "), ("de l'", "l'")):
        if what.startswith(partitive):
            return article + what.removeprefix(partitive)
    return what


def _only_agrees(sentence: Sentence, words: str) -> bool:
    return agrees(sentence.text) and len(content_words(words)) < _CONDITION and not _RESERVE.search(sentence.text)


def set_apart(sentence: Sentence) -> bool:
    """Whether the sentence names a thing only to say that it will not be spoken of."""
    return any(pattern.search(without_opener(tidy(sentence.text))) for pattern in _LIMIT[:2])


def _but_yes(text: str) -> bool:
    """« Je vends à la commune, vous me direz si je déborde. Mais ça me va »: what the yes is set against."""
    before, but, yes = text.rpartition("ais ")
    return bool(but) and before[-1:] in {"m", "M"} and accepts(yes) and bool(re.search(r"\b(?:je|j'|moi)\b", before, re.IGNORECASE))


def reserve_of(text: str) -> str | None:
    """The limit or condition of a consultant, in his words; None when he puts none."""
    if "?" in text:
        return None
    found: list[str] = []
    for sentence in sentences(text):
        words = _ASSENT.sub("", without_opener(tidy(sentence.text)))
        if words and content_words(words) and not _only_agrees(sentence, words):
            found.append(words)
    joined = ". ".join(found)
    limited = _RESERVE.search(straight(text)) or _YES_BUT.search(straight(text)) or _but_yes(straight(text))
    return capital(joined) if found and limited and len(content_words(joined)) >= _CONDITION else None
