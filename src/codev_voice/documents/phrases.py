"""Infinitive phrases: put together from a verb, its pronouns and its complement, without dates nor asides."""

from __future__ import annotations

import re

from codev_voice.documents.due_words import days_of_acts


def without_dates(text: str) -> str:
    """The text without its expressions of time, nor what hung on them."""
    days = days_of_acts(text)
    for start, end in reversed(days):
        text = text[:start].rstrip() + text[end:]
    if days:  # « le café, pas lundi »; « que je ne viens pas » keeps its no
        text = re.sub(r"\s*,?\s*\b(?:pour|d'ici|avant|euh|à)\s*(?=[,.;]|$)|(?:^|,)\s*(?:non|pas)\s*(?=[,.;]|$)", "", text)
    text = re.sub(r",\s*(?:non|pardon|plutôt)\b\s*,?", ",", text)
    return " ".join(re.sub(r"(?:\s*,)+", ",", text).split()).strip(" ,;:")


_TAIL = re.compile(
    (
        r"[,;:]\s*(?:c'est|c'était|il |elle |ils |elles |on |y a|y est|y sont|ça |j'|je |promis|point|mais si |voilà"
        r"|tiens|hein|enfin|vous |tu |mais bon|mais c'|comme ça|quoi|sûr|cette fois|parce qu|oui|non|qu'on\b).*$"
    ),
    re.IGNORECASE,
)


def joined(clitics: str, infinitive: str, rest: str) -> str:
    """Clitics, infinitive and complement as one phrase, with elisions."""
    before = " ".join(clitics.split())
    if before.endswith("'") or not before:
        before = re.sub(
            r"(?i)\b([mtsl])'$",
            lambda found: (
                found[0] if re.match("[aeiouyhéèêâîôû]", infinitive) else {"m": "me ", "t": "te ", "s": "se ", "l": "le "}[found[1].lower()]
            ),
            before,
        )
    else:
        last = before.split()[-1].lower()
        elides = last in {"me", "te", "se", "le", "la"} and re.match("[aeiouéèêâîôû]", infinitive)
        before = before[:-1] + "'" if elides else before + " "
    return _TAIL.sub("", f"{before}{infinitive}{rest}").strip(" ,;:")


_PRONOUN = re.compile(
    r"(?:(?P<object>le |la |les |l')|(?P<dative>lui |leur )|(?P<place>y ))(?P<verb>\w+)(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_LONG = 6  # words of a complement that goes last


def resolved(phrase: str, topic: str) -> str:
    """The phrase with its object pronoun replaced by the topic said apart, before or after."""
    if not topic or without_capital(topic) in phrase:
        return phrase
    return _with_that(phrase, without_capital(topic)) or _with_object(phrase, topic)


def _with_that(phrase: str, topic: str) -> str | None:
    """« La clé, je la lui donne », « l'assemblée, je convoquerais ça »: where only the object was said apart."""
    double = re.match(r"(?P<object>le|la|les) (?P<dative>lui|leur) (?P<verb>\w+)(?P<rest>.*)$", phrase, re.IGNORECASE | re.DOTALL)
    if double and "," not in topic:
        return f"{double['dative']} {double['verb']} {topic}{double['rest']}"
    bare = re.fullmatch(r"(\w+) (?:ben |bien )?ça", phrase)
    return f"{bare[1]} {topic}" if bare and bare[1] != "faire" else None


def _with_object(phrase: str, topic: str) -> str:
    found = _PRONOUN.match(phrase)
    if not found or ("," in topic and not found["object"]):
        return phrase
    verb, rest = found["verb"], found["rest"]
    topic = topic if topic.startswith("«") else without_capital(topic)
    inner = re.match(r" (\w+(?:er|ir|re))\b(.*)$", rest, re.DOTALL) if verb == "faire" and found["object"] else None
    if inner:  # « la psychologue, la faire venir »
        return f"faire {inner[1]} {topic}{inner[2]}"
    if found["object"]:
        return f"{verb} {topic}{',' if ',' in topic and rest else ''}{rest}"
    if found["place"] and re.search(r"\b(?:à|au|aux|chez|dans)\b", rest):
        return phrase
    to = f"au {topic[3:]}" if topic.startswith("le ") else f"aux {topic[4:]}" if topic.startswith("les ") else f"à {topic}"
    return f"{verb}{rest} {to}" if 0 < len(rest.split()) < _LONG and not rest.startswith((",", " pour")) else f"{verb} {to}{rest}"


def without_capital(topic: str) -> str:
    """« Le circuit » in the middle of a phrase is « le circuit »; a name keeps its capital."""
    articles = r"(?:Le|La|Les|L'|Un|Une|Mon|Ma|Mes|Ce|Cette|Ces|Des|Du|Ton|Ta|Tes)"
    return topic[:1].lower() + topic[1:] if re.match(rf"{articles}(?:\b|(?<='))", topic) else topic


_PRONOUN_ONLY = re.compile(r"(?:le |la |les |l'|lui |leur |y |en )\w+(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)


def about_something_said(phrase: str) -> bool:
    """Whether the phrase has a pronoun for object, so that it speaks of what was said before."""
    return bool(_PRONOUN_ONLY.match(phrase)) or bool(re.match(r"(?:faire|refaire) ça\b", phrase))


_MEETS = re.compile(
    r"(?:(?:le|la|les) |l'|aller |passer )*(?:voir|revoir|choper|prendre|appeler|rappeler|rencontrer|croiser|attraper|coincer|recevoir"
    r"|inviter|réunir|convoquer|rassembler|passer|aller)\b"
)
_TELLS = re.compile(r"(?:lui|leur|y) (?:dire|redire|déballer|expliquer|demander|annoncer|parler|raconter|proposer|poser|lâcher|sortir)\b")


def tells_whom_she_meets(act: str, then: str) -> bool:
    """Whether the second phrase is what she tells the person whom the first goes to see (« le choper… et lui déballer tout »)."""
    return bool(_TELLS.match(then) and (_MEETS.match(act) or act[:4] == then[:4] == "lui "))
