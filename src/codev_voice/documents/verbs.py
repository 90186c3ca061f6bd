"""From a form of a French verb to its infinitive: a table of irregular verbs, the rules for the others.

Only the forms that carry a promise are read: first person of the present, future, conditional and subjunctive, past participle, and
the imperative. A form that is no verb gives None, or an infinitive that does not exist: callers know from the place that it is a verb.
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources

_ALTERNATIONS = (  # the stem changes before a silent ending
    (r"elle$", "eler"),
    (r"jette$", "jeter"),
    (r"quette$", "queter"),
    (r"(l|s|m|p|cr|gr)ève$", r"\1ever"),
    (r"(m|am|em|emm|prom|ram|surm|dém)ène$", r"\1ener"),
    (r"(g|p|d|mod)èle$", r"\1eler"),
    (r"oie$", "oyer"),
    (r"uie$", "uyer"),
    (r"aie$", "ayer"),
    (r"è([bcdfghjlmnpqrstvz]{1,2}u?)e$", r"é\1er"),
    (r"e$", "er"),
)


PRESENT, FUTURE, PARTICIPLE, SUBJUNCTIVE, ORDER, ORDERS = range(6)
"""The forms of the table, in its order; the last two are orders to "tu" and to "vous"."""
_MORE = {"va": "aller", "vas": "aller", "assis": "asseoir", "assois": "asseoir", "assieds": "asseoir"}
"""More presents: « je vas », « je m'assis » (Québec), and those of asseoir."""
_AGAIN = ("re", "ré", "r")
_OTHERS = frozenset({"serve", "servez", "aille", "aie", "voie", "tais", "parais", "lie", "tire"})
"""What is of another verb after these: « que je réserve », « je railles », « je réparais »."""

_SHORTEST = 3
"""Letters of the shortest form that is done again: « réu » is no « ré » and « u »."""


@functools.cache
def _tables() -> tuple[dict[str, str], ...]:
    """The irregular forms, each to its infinitive; of two verbs that share one, that of the first of the table."""
    text = resources.files("codev_voice.documents.french").joinpath("verbs.toml").read_text(encoding="utf-8")
    found: tuple[dict[str, str], ...] = tuple({} for _ in range(ORDERS + 1))
    for infinitive, forms in tomllib.loads(text).items():
        for held, form in zip(found, forms, strict=True):
            held.setdefault(form, infinitive)
    return ({**found[PRESENT], **_MORE}, {**found[FUTURE], "assiérai": "asseoir"}, *found[PARTICIPLE:])


def _known(which: int, form: str) -> str | None:
    """The infinitive of an irregular form, or of one that is done again (« je réécris », « je redescends »)."""
    held = _tables()[which]
    if form in held:
        return held[form]
    done = ((prefix, form.removeprefix(prefix)) for prefix in _AGAIN if form.startswith(prefix))
    return next((prefix + held[rest] for prefix, rest in done if rest in held and rest not in _OTHERS and len(rest) >= _SHORTEST), None)


@functools.cache
def irregular() -> frozenset[str]:
    """The infinitives of the table."""
    return frozenset(_tables()[PRESENT].values()) | frozenset(_tables()[FUTURE].values())


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
    if known := _known(PRESENT, form):
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
    return {"fais": "faire", "dis": "dire", "ét": "être", "av": "avoir"}.get(stem) or _order(stem + "ez")


def of_future(form: str) -> str | None:
    """Infinitive of « je form » in the future."""
    form = form.lower()
    if known := _known(FUTURE, form):
        return known
    if form.endswith("erai"):
        return _first_group(form.removesuffix("rai"))
    if form.endswith(("drai", "uirai", "crirai")):
        return form.removesuffix("ai") + "e"
    return form.removesuffix("ai") if form.endswith("irai") and len(form) > 5 else None  # noqa: PLR2004 - « irai » alone is aller


def of_conditional(form: str) -> str | None:
    """Infinitive of « je form » in the conditional."""
    return of_future(form[:-1]) if form.lower().endswith("rais") else None


def of_participle(form: str) -> str | None:
    """Infinitive of « j'ai form »."""
    form = form.lower()
    if known := _known(PARTICIPLE, form):
        return known
    for ending, infinitive in (("é", "er"), ("i", "ir"), ("du", "dre")):
        if form.endswith(ending):
            return form.removesuffix(ending) + infinitive
    return None


_IN_ISSER = "glisse tisse hisse visse dévisse plisse lisse crisse esquisse ratisse coulisse rapetisse tapisse métisse déplisse"
_ISSER = frozenset(_IN_ISSER.split())
"""Of verbs in -isser, which « que je finisse » is not of."""


def of_subjunctive(form: str) -> str | None:
    """Infinitive of « que je form »."""
    form = form.lower()
    if known := _known(SUBJUNCTIVE, form):
        return known
    if form.endswith("isse") and not form.endswith(("aisse", "oisse")) and form not in _ISSER:
        return form.removesuffix("sse") + "r"
    return of_present(form)


def of_imperative(form: str) -> str | None:
    """Infinitive of an order, to "tu" or to "vous"; None when the word cannot be one."""
    form = form.lower()
    if known := _known(ORDER, form):
        return known
    if form.endswith(("dre", "oir", "ttre")) or form.removeprefix("re") in irregular() or form in irregular():  # an infinitive already
        return None
    if form.endswith("ez"):
        return _order(form)
    if known := _known(ORDERS, form):  # « dites », « faites »
        return known
    if form.endswith("e"):
        return _first_group(form)
    return of_present(form) if form.endswith("s") else None


_PLURAL_ENDINGS = (("aiss", "aisser"), ("iss", "ir"), ("ond", "ondre"), ("erd", "erdre"), ("tend", "tendre"), ("vend", "vendre"))


def _order(form: str) -> str:
    """Infinitive of an order in -ez."""
    if known := _known(ORDERS, form):
        return known
    stem = form.removesuffix("ez")
    if stem + "e" in _ISSER:
        return stem + "er"
    for ending, infinitive in _PLURAL_ENDINGS:
        if stem.endswith(ending):
            return stem.removesuffix(ending) + infinitive
    return stem + "er"


def _first_group(form: str) -> str:
    """Infinitive of a form in -e of the first group."""
    if known := _known(PRESENT, form):
        return known
    for pattern, replaced in _ALTERNATIONS:
        if re.search(pattern, form):
            return re.sub(pattern, replaced, form)
    return form + "r"
