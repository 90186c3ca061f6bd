"""From a form of a French verb to its infinitive: a table of irregular verbs, the rules for the others.

Only the forms that carry a promise are read: first person of the present, future, conditional and subjunctive, past participle, and
the imperative. A form that is no verb gives None, or an infinitive that does not exist: callers know from the place that it is a verb.
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources

_FUTURE_ENDINGS = (("ai", ""), ("ais", ""))
_ALTERNATIONS = (  # the stem changes before a silent ending
    (r"(app|rapp|épel|renouv|niv|morc)(?:p?)elle$", None),
    (r"elle$", "eler"),
    (r"jette$", "jeter"),
    (r"quette$", "queter"),
    (r"(ach|rach|comp?l|fr)ète$", None),
    (r"(l|s|m|p|cr|gr)ève$", r"\1ever"),
    (r"(m|am|em|emm|prom|ram|surm|dém)ène$", r"\1ener"),
    (r"(g|p|d|mod)èle$", r"\1eler"),
    (r"oie$", "oyer"),
    (r"uie$", "uyer"),
    (r"aie$", "ayer"),
    (r"è([bcdfgjlmnprstvz]{1,2}u?)e$", r"é\1er"),
    (r"e$", "er"),
)


@functools.cache
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    """Irregular presents, futures, participles, subjunctives and imperatives, each to its infinitive."""
    text = resources.files("codev_voice.documents.french").joinpath("verbs.toml").read_text(encoding="utf-8")
    present: dict[str, str] = {
        "va": "aller",
        "vas": "aller",
        "assieds": "asseoir",
        "assis": "asseoir",
    }  # « je vas », « je m'assis », Québec
    future: dict[str, str] = {"assiérai": "asseoir"}
    participle: dict[str, str] = {}
    subjunctive: dict[str, str] = {}
    imperative: dict[str, str] = {}
    for infinitive, forms in tomllib.loads(text).items():
        present.setdefault(forms[0], infinitive)
        future[forms[1]] = infinitive
        participle.setdefault(forms[2], infinitive)
        subjunctive.setdefault(forms[3], infinitive)
        imperative[forms[4] if len(forms) > 4 else forms[0]] = infinitive  # noqa: PLR2004 - the fifth form is optional
    return present, future, participle, subjunctive, imperative


_PREFIXES = (
    *(
        "ab",
        "ac",
        "ad",
        "ap",
        "com",
        "con",
        "contre",
        "d",
        "dé",
        "dés",
        "dis",
        "é",
        "em",
        "en",
        "entre",
        "inter",
        "main",
        "mé",
        "ob",
        "par",
    ),
    *("pour", "pré", "pro", "r", "re", "ré", "res", "satis", "sou", "sous", "sub", "sur", "trans"),
)
_SHORTEST = 3
"""Letters of the shortest form that takes a prefix: « ri » in « pourri » is no laughing."""

_OTHERS = frozenset({"serve", "sente", "mente", "aille", "voie", "aie"})
"""Forms that are of another verb with a prefix: « que je présente » is of présenter, « je commente » of commenter."""


def _known(table: int, form: str) -> str | None:
    """The infinitive of an irregular form, or of one with a prefix (« j'interdis », « je décris »)."""
    held = _tables()[table]
    if form in held:
        return held[form]
    compounds = ((prefix, form.removeprefix(prefix)) for prefix in _PREFIXES if form.startswith(prefix))
    return next(
        (prefix + held[rest] for prefix, rest in compounds if len(rest) >= _SHORTEST and rest not in _OTHERS and rest in held), None
    )


@functools.cache
def irregular() -> frozenset[str]:
    """The infinitives of the table."""
    present, *_ = _tables()
    return frozenset(present.values())


_IN_ER = (
    "atelier cahier calendrier chantier clavier courrier danger dossier escalier fichier foyer hiver loyer mobilier métier panier papier"
)
_THINGS = frozenset(_IN_ER.split())


def is_infinitive(word: str) -> bool:
    """Whether the word ends as an infinitive does, and is no common thing (« l'atelier »)."""
    ends = re.search(r"(?:er|ir|dre|ire|oir|ivre|ître|ttre|aire|ure|clore|mpre)$", word)
    return bool(ends) and word not in _THINGS and len(word) > 2  # noqa: PLR2004 - « er » is no verb


def of_present(form: str) -> str | None:
    """Infinitive of « je form »."""
    form = form.lower()
    if known := _known(0, form):
        return known
    if form.endswith("e"):
        return _first_group(form)
    if form.endswith("ais"):  # an imperfect: it promises nothing
        return None
    for ending, infinitive in (("ouis", "ouir"), ("uis", "uire"), ("ds", "dre"), ("is", "ir"), ("ains", "aindre"), ("eins", "eindre")):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            return form.removesuffix(ending) + infinitive
    return None


def of_imperfect(form: str) -> str | None:
    """Infinitive of « si tu form », « si vous form »: its stem is that of the order to "vous"."""
    found = re.fullmatch(r"(\w+?)(?:e?ais|iez)", form.lower())
    if not found:
        return None
    stem = found[1].removesuffix("ç") + "c" if found[1].endswith("ç") else found[1]
    return {"fais": "faire", "dis": "dire", "ét": "être", "av": "avoir"}.get(stem) or _plural_order(stem)


def of_future(form: str) -> str | None:
    """Infinitive of « je form » in the future."""
    form = form.lower()
    if known := _known(1, form):
        return known
    if form.endswith("erai"):
        return _first_group(form.removesuffix("rai"))
    if form.endswith("irai") and len(form) > 5:  # noqa: PLR2004 - « irai » alone is aller
        return form.removesuffix("ai")
    return form.removesuffix("ai") + "e" if form.endswith("drai") else None


def of_conditional(form: str) -> str | None:
    """Infinitive of « je form » in the conditional."""
    return of_future(form[:-1]) if form.lower().endswith("rais") else None


def of_participle(form: str) -> str | None:
    """Infinitive of « j'ai form »."""
    form = form.lower()
    if known := _known(2, form):
        return known
    if form.endswith("é"):
        return form[:-1] + "er"
    if form.endswith("i"):
        return form + "r"
    return form[:-1] + "re" if form.endswith("du") else None


_ISSER = ("glisse", "tisse", "hisse", "visse", "plisse", "esquisse", "ratisse", "coulisse", "rapetisse")
"""Of verbs in -isser, which « que je finisse » is not of."""


def of_subjunctive(form: str) -> str | None:
    """Infinitive of « que je form »."""
    form = form.lower()
    if known := _known(3, form):
        return known
    if form.endswith("isse") and not form.endswith(("aisse", "oisse", *_ISSER)):
        return form.removesuffix("sse") + "r"
    return of_present(form)


def of_imperative(form: str) -> str | None:
    """Infinitive of an order, to "tu" or to "vous"; None when the word cannot be one."""
    form = form.lower()
    if known := _known(4, form):
        return known
    if form.endswith(("dre", "oir", "ttre")) or form in irregular():  # an infinitive already
        return None
    if form in {"faites", "refaites", "dites", "redites"}:
        return form.removesuffix("tes") + "re"
    if form.endswith("ez"):
        return _plural_order(form.removesuffix("ez"))
    if form.endswith("e"):
        return _first_group(form)
    return of_present(form) if form.endswith("s") else None


_PLURAL_STEMS = {
    "ven": "venir",
    "reven": "revenir",
    "préven": "prévenir",
    "ten": "tenir",
    "reten": "retenir",
    "écriv": "écrire",
    "lis": "lire",
    "relis": "relire",
    "all": "aller",
    "voy": "voir",
    "prévoy": "prévoir",
    "recev": "recevoir",
    "pren": "prendre",
    "repren": "reprendre",
    "appren": "apprendre",
}
_PLURAL_ENDINGS = (
    ("connaiss", "connaître"),
    ("paraiss", "paraître"),
    ("aiss", "aisser"),
    ("gliss", "glisser"),
    ("iss", "ir"),
    ("mett", "mettre"),
    ("batt", "battre"),
    ("ond", "ondre"),
    ("erd", "erdre"),
    ("tend", "tendre"),
    ("rend", "rendre"),
    ("vend", "vendre"),
    ("scend", "scendre"),
    ("fend", "fendre"),
)
_THIRD_GROUP_STEMS = {"part", "sort", "ouvr", "offr", "couvr", "découvr", "dorm", "serv", "sent", "ressort", "repart"}


def _plural_order(stem: str) -> str:
    """Infinitive of an order in -ez."""
    if known := _PLURAL_STEMS.get(stem):
        return known
    for ending, infinitive in _PLURAL_ENDINGS:
        if stem.endswith(ending):
            return stem.removesuffix(ending) + infinitive
    return stem + ("ir" if stem in _THIRD_GROUP_STEMS else "er")


def _first_group(form: str) -> str:
    """Infinitive of a form in -e of the first group."""
    special = {"achète": "acheter", "rachète": "racheter", "cède": "céder", "complète": "compléter", "pèse": "peser", "envoie": "envoyer"}
    if known := special.get(form):
        return known
    if re.search(r"(?:app|rapp|interp)elle$", form):
        return re.sub("elle$", "eler", form)
    for pattern, replaced in _ALTERNATIONS:
        if replaced and re.search(pattern, form):
            return re.sub(pattern, replaced, form)
    return form + "r"
