"""What the client keeps, and what she sets aside, in one sentence of hers."""

from __future__ import annotations

import re

from codev_voice.documents.date_words import find_dates
from codev_voice.documents.phrases import without_dates
from codev_voice.documents.wording import without_opener

_KEEPING = r"(?:garde|prends|retiens|ramasse|emporte|note|embarque|(?:re)?pars avec)"
_KEPT_CLEFT = re.compile(rf"\bce que (?:je|j')\s?{_KEEPING}[^,:]{{0,20}}?,? ?(?:c'est|:) ?(?P<what>.+)$", re.IGNORECASE)
_KEPT_TOPIC = re.compile(
    r"^(?P<what>.+?)\s?[,:]?,? (?:ça,? )?je (?:le|la|les|l') ?(?:garde|retiens|prends(?=\s*(?:[,.]|$|aussi))|emporte|encadre)"
    r"(?! (?:pas|pour))\b",
    re.IGNORECASE,
)
_KEPT_TOPIC_THAT = re.compile(
    r"^(?P<what>.{4,}?),? (?:ça|celle-là|celui-là),? je (?:garde|l'encadre|la garde|le garde|retiens|(?:re)?pars avec)", re.IGNORECASE
)
_KEPT_PLAIN = re.compile(
    r"(?:^|[,.] |\bet )je (?:garde|retiens|ramasse|emporte|(?:re)?pars avec)(?: aussi)? "
    r"(?P<what>(?!(?:mon|ma|mes|lui|elle|eux)\b|pas\b|ça\b|rien\b|en tête).+)$",
    re.IGNORECASE,
)
_DROP_VERB = (
    r"(?:j'arrête(?: avec)? ça|je m'en (?:passe|dispense)(?:rai)?\b(?! pas)|je (?:mets|laisse) ça de côté|je (?:le|la|les) laisse où"
    r"|je laisse (?:tomber|de côté|ça|faire)|je (?:le|la|les) laisse (?:tomber|de côté)|j'oublie|j'abandonne"
    r"|je renonce|j'enlève|j'arrête(?=$|,| je )"
    r"|je (?:le|la|les) (?:mets|jette) à la (?:corbeille|poubelle)|je (?:le|la|les) fais (?:pas|plus)"
    r"|j'y renonce|je laisse(?! \w)|j'touche pus|je touche plus|je (?:le|la|les) (?:laisse|lâche)(?! \w)|c'est fini"
    r"|je fais une croix|je tire un trait|c'est non|j'en veux (?:pas|plus)|j'écarte|je raye|je barre|je passe mon tour)"
)
_DROPPED_TOPIC = re.compile(
    rf"^(?!je (?:lui|leur) di\w+ que\b)"
    rf"(?P<what>.{{2,}}?),? (?:(?:ça|celui-là|celle-là|par contre|non|pour l'instant|finalement|en fait),? ){{0,3}}{_DROP_VERB}",
    re.IGNORECASE,
)
_DROPPED_OBJECT = re.compile(
    r"(?:je laisse (?:tomber|de côté)|j'abandonne|j'oublie|je renonce à|j'enlève) (?!ça\b|pas\b)(?P<what>.+)$", re.IGNORECASE
)
_DROPPED_NOUN = re.compile(
    r"^(?P<what>(?:le|la|les|l'|mon|ma|mes|ce|cette|un|une|offrir|\w+er)\b[^,]{1,40}), (?:ça,? |alors )?non\b", re.IGNORECASE
)


def kept(text: str) -> str | None:
    """What she says she keeps, None when she keeps nothing here."""
    for pattern in (_KEPT_CLEFT, _KEPT_TOPIC_THAT, _KEPT_TOPIC, _KEPT_PLAIN):
        found = pattern.search(text)
        if found is None or (pattern is _KEPT_PLAIN and find_dates(text)):
            continue
        what = re.sub(r"(?:,? et)? ?(?:ça|celui-là|celle-là),? je .*$", "", without_opener(found["what"]).strip(" ,:"))
        what = re.sub(
            r"^(?:(?:et )?moi aussi,? )?(?:(?:je (?:garde|prends|retiens)|que|qu'il y a) )?", "", what, flags=re.IGNORECASE
        ).strip(" ,")
        what = re.sub(r",? (?:et|pis|mais)$", "", what)
        if what and not re.match(r"(?:ça|oui|bon|celle-là|celui-là)\b", what, re.IGNORECASE):
            return what
    return None


def dropped(text: str) -> str | None:
    """What she sets aside, None when she sets nothing aside here."""
    for pattern in (_DROPPED_TOPIC, _DROPPED_OBJECT, _DROPPED_NOUN):
        if (
            (found := pattern.search(re.sub(r"^non,? ", "", without_opener(text), flags=re.IGNORECASE)))
            and (what := re.sub(r"^non,? ", "", found["what"]).strip(" ,:"))
            and without_dates(what)
        ):  # « ce soir, non, ce sera demain »: a day is moved, nothing is set aside
            return what
    return None
