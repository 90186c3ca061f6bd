"""Acts of hers without « je » as the subject: what would please her, what she brings (« ce que j'amène, c'est… »), what others get."""

from __future__ import annotations

import re

from codev_voice.documents import verbs
from codev_voice.documents.phrases import resolved, without_capital, without_dates
from codev_voice.documents.topics import topic
from codev_voice.documents.wording import without_opener

_PLEASE = r"(?:tent|plai|di|irai|démange|titille)\w*"
_TEMPTS = re.compile(rf"\bça (?:me |m'){_PLEASE}(?: bien| assez| drôlement)? (?:de |d')(?P<what>.+)$", re.IGNORECASE)
_THE_IDEA = re.compile(r"\bl'idée,? (?:ce serait|c'est|ça serait|serait) (?:de |d')(?P<what>.+)$", re.IGNORECASE)
_WHAT_PLEASES = re.compile(
    r"\bce qui me (?:plairait|tenterait|dirait|ferait envie)\b[^,]{0,20},? (?:c'est|ce serait|ça serait) (?:de |d')(?P<what>.+)$",
    re.IGNORECASE,
)
_IT_PLEASES = re.compile(r"\bil me (?:plairait|tenterait)(?: bien| assez)? (?:de |d')(?P<what>.+)$", re.IGNORECASE)
_PLEASES = re.compile(
    r"^(?P<topic>[^,]{3,60}), ça me (?:plairait|tenterait|dirait)\b(?! (?:pas|de|d'))(?: \w+)?(?P<more>,.*)?$", re.IGNORECASE
)
_WE_DO_IT = re.compile(r"\bqu'on (?:le|la|les) (?P<verb>\w+)", re.IGNORECASE)
_CLEFT = re.compile(
    r"^(?:et |mais )?ce que (?:je |j')(?P<clitics>(?:(?:lui|leur|y) )?)(?P<verb>[\w-]+)(?P<rest>[^:]{0,40}?)"
    r",? (?:c'est|ce sera|ce serait) (?P<what>.+)$",
    re.IGNORECASE,
)
_KEEPING = re.compile(
    r"(?:garde|retiens|retiendrai|prends|emporte|note|ramasse|embarque|vois|comprends|sens|crains|entends|repars|pars|sais)$", re.IGNORECASE
)
_THEY_WILL_HAVE = re.compile(
    r"^(?P<what>.{4,}?),? (?:ça )?(?:vous l'aurez|tu l'auras|vous les aurez|tu les auras)\b(?P<how>.*)$", re.IGNORECASE
)
_ACT_NOUN = re.compile(
    r"^(?:(?P<whom>lui|elle|eux|elles),? )?(?:un |le |petit )*(?P<noun>coup de (?:fil|téléphone)|mail|courriel|texto|sms)\b"
    r"(?P<rest>[^,]*)",
    re.IGNORECASE,
)

_ANNOUNCES = re.compile(r"^[^:]{0,20}\bje (?:dis|redis|rajoute|ajoute|précise)\b[^:]{0,25}\b(?:choses?|trucs?|points?)\s?: ", re.IGNORECASE)


_ELIDED = re.compile(r"(?<![\w'-])j'(?=[bcdfgjklmnpqrstvwxz])", re.IGNORECASE)
_BESIDES = re.compile(r"\bd'ailleurs\b,? ?", re.IGNORECASE)


def hers(text: str) -> str:
    """What follows « je dis encore une chose : »; « on » is she when she adds it to her plan, « j'lui écris » is « je lui écris »."""
    text = _BESIDES.sub("", _ELIDED.sub("je ", text))
    found = _ANNOUNCES.match(text)
    if not found:
        return text
    rest = text[found.end() :]
    return re.sub(r"^on (\w+)", lambda verb: "je " + re.sub(r"(?<=i)t$|(?<=d)$|(?<=et)$", "s", verb[1]), rest)


def wished(text: str) -> tuple[str, str] | None:
    """What would please her, an infinitive phrase (empty when only a thing was named) and the thing; None when nothing would."""
    for pattern in (_TEMPTS, _THE_IDEA, _WHAT_PLEASES, _IT_PLEASES):
        if found := pattern.search(text):
            about = topic(text[: found.start()]) if pattern is _TEMPTS else ""
            return _over(re.sub(r"^(?=(?:pas|plus) )", "ne ", without_dates(found["what"])), about), about
    found = _PLEASES.match(without_opener(text))
    about = topic(found["topic"]) if found else ""
    if not found or not re.search(r"\w{3,}", about.replace("ça", "")):
        return None
    done = _WE_DO_IT.search(found["more"] or "")
    verb = verbs.of_subjunctive(done["verb"]) if done else None
    return (f"{verb} {without_capital(about)}" if verb else ""), about


def brought(text: str) -> str | None:
    """« Ce que j'amène au CA, c'est qu'on soit deux » as an infinitive phrase; None when she brings nothing so."""
    found = _CLEFT.match(without_opener(text))
    verb = found["verb"].lower() if found else ""
    infinitive = verbs.of_future(verb) or verbs.of_present(verb)
    if (
        found is None
        or infinitive is None
        or infinitive in {"aller", "faire", "vouloir", "dire", "aimer", "penser", "croire"}
        or _KEEPING.match(verb)
    ):
        return None
    if not verbs.is_infinitive(infinitive) or re.match(r"(?:quand|comme|parce|pas|pour)\b", found["what"]):
        return None
    place, what = without_dates(found["rest"]).strip(" ,"), without_dates(found["what"])
    return f"{found['clitics']}{infinitive} {place + ' : ' if place else ''}{what}" if what else None


def handed_over(text: str) -> str | None:
    """« Sa réponse, vous l'aurez dans dix jours »: what she will give; None when she will give nothing."""
    found = _THEY_WILL_HAVE.match(without_opener(text))
    if not found:
        return None
    how = re.sub(r"\s?de ma part\b", "", without_dates(found["how"])).strip(" ,")
    return " ".join(f"faire avoir {without_capital(found['what'].strip(' ,'))} {how}".split())


def named(text: str) -> str | None:
    """« Lui, coup de fil demain »: an act that is only named, its day beside it; the caller has seen the day."""
    found = _ACT_NOUN.match(without_opener(text))
    if not found or re.search(r"\b(?:est|sera|serait|était|a|il|elle|on|tu|vous)\b", found["rest"]):
        return None
    noun = found["noun"].lower()
    act = f"faire un {noun}"
    whom = {"lui": "lui ", "elle": "lui ", "eux": "leur ", "elles": "leur "}.get((found["whom"] or "").lower(), "")
    return f"{whom}{act} {without_dates(found['rest']).strip(' ,')}".strip()


def _over(phrase: str, about: str) -> str:
    """The phrase, « ça » being what was said before it (« le groupe, ça me tenterait d'aller voir ça »)."""
    if about and re.search(r"\bça\b", phrase):
        return re.sub(r"\bça\b", without_capital(about).replace("\\", ""), phrase, count=1)
    return resolved(phrase, about)
