"""What one sentence of the client says about acting: she does, would like, keeps, sets aside, or only gives a day.

Read from the grammar (person, mood, negation, place of the object), never from the subject matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from codev_voice.documents import verbs
from codev_voice.documents.date_words import find_dates
from codev_voice.documents.due_words import said_of
from codev_voice.documents.lexicon import words as words_of
from codev_voice.documents.wording import Sentence, tidy, without_opener


class Act(StrEnum):
    """What a sentence does."""

    COMMITS = "commits"
    WISHES = "wishes"
    KEEPS = "keeps"
    DROPS = "drops"
    TAKES_UP = "takes_up"
    DATES = "dates"
    SOFTENS = "softens"


@dataclass(frozen=True, slots=True)
class Statement:
    """One act: `text` the infinitive phrase, or what is kept or dropped; `topic` what it is about when said apart."""

    act: Act
    text: str = ""
    due_said: str | None = None
    topic: str = ""


_CLITICS = r"(?P<clitics>(?:(?:me|te|se|le|la|les|lui|leur|y|en|nous|vous)\s|[mtsl]')*)"
_HEAD = re.compile(r"(?<![\w'-])(?:je |j'|m'as )", re.IGNORECASE)
_SUBORDINATE = re.compile(
    (
        r"(?<!peut-être )(?<!sûr )(?<!faudrait )(?<!faut )(?<!fait )(?:\b(?:que|quand|comme|si|où|dont|puisque"
        r"|lorsque|ce que|quoi|qui|combien|comment|tant que)|qu'|s')\s*$"
    ),
    re.IGNORECASE,
)
_CORE = re.compile(rf"(?:je |j'|m'as )(?P<not>ne |n')?{_CLITICS}(?P<verb>[\w-]+)(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_ADVERBS = re.compile(
    (
        r"^(?:[\s,]|\b(?:bien|ben|ça|aussi|toujours|juste|quand même|peut-être|déjà|vraiment|donc|d'abord"
        r"|enfin|plutôt|encore|direct|directement|surtout|donc|là|oui|juste)\b)+"
    ),
    re.IGNORECASE,
)
_INFINITIVE = re.compile(
    rf"^(?:(?:à|de|d'|pour)\s?)?(?P<not>(?:ne )?(?:pas|plus) )?{_CLITICS}(?P<verb>[\w-]+)(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_WISHES = {
    "aimerais",
    "voudrais",
    "voudrai",
    "pourrais",
    "essaie",
    "essaye",
    "pense",
    "verrais",
    "envisage",
    "songe",
    "espère",
    "tente",
    "souhaite",
}
_WISH_HEADS = re.compile(r"^j'ai (?:bien )?(?:envie|l'idée) ", re.IGNORECASE)
_PLEDGES = {"engage", "promets", "compte", "prévois", "décide"}
_SOFT = re.compile(
    r"peut-être|(?<!comme )\bsi (?:j'ai le temps|j'ose|je peux|j'y arrive|possible|ça se trouve|j'ai le courage"
    r"|le temps)|promets rien|c'est pas dit|on va dire"
    r"|faut que ça mûrisse|faut que je voie|dans l'idéal|un de ces quatre|je sais pas si je|sans garantie|si tout va bien|à voir",
    re.IGNORECASE,
)
_STATES = words_of("states")
_MENTAL = words_of("mental")
_KEEPING = r"(?:garde|prends|retiens|ramasse|emporte|note|embarque|repars avec)"
_KEPT_CLEFT = re.compile(rf"\bce que (?:je|j')\s?{_KEEPING}[^,:]{{0,20}}?,? ?(?:c'est|:) ?(?P<what>.+)$", re.IGNORECASE)
_KEPT_TOPIC = re.compile(
    r"^(?P<what>.+?)\s?[,:»]?,? (?:ça,? )?je (?:le|la|les|l') ?(?:garde|retiens|prends|emporte|encadre)(?! (?:pas|pour))\b", re.IGNORECASE
)
_KEPT_TOPIC_THAT = re.compile(
    r"^(?P<what>.{4,}?),? (?:ça|celle-là|celui-là),? je (?:garde|l'encadre|la garde|le garde|retiens)", re.IGNORECASE
)
_KEPT_PLAIN = re.compile(
    r"(?:^|[,.] |\bet )je (?:garde|retiens|ramasse|emporte|repars avec)(?: aussi)? (?P<what>(?!pas\b|ça\b|rien\b|en tête).+)$",
    re.IGNORECASE,
)
_DROP_VERB = (
    r"(?:je laisse (?:tomber|de côté|ça|faire)|je (?:le|la|les) laisse (?:tomber|de côté)|j'oublie|j'abandonne"
    r"|je renonce|j'enlève|je (?:le|la|les) fais (?:pas|plus)"
    r"|j'y renonce|je laisse(?! \w)|j'touche pus|je touche plus|je (?:le|la|les) laisse(?! \w)|c'est fini"
    r"|c'est non|j'en veux (?:pas|plus)|je raye|je barre|je passe mon tour)"
)
_DROPPED_TOPIC = re.compile(
    rf"^(?P<what>.{{2,}}?),? (?:(?:ça|celui-là|celle-là|par contre|non|pour l'instant|finalement|en fait),? ){{0,3}}{_DROP_VERB}",
    re.IGNORECASE,
)
_DROPPED_OBJECT = re.compile(
    r"(?:je laisse (?:tomber|de côté)|j'abandonne|j'oublie|je renonce à|j'enlève) (?!ça\b|pas\b)(?P<what>.+)$", re.IGNORECASE
)
_DROPPED_NOUN = re.compile(
    r"^(?P<what>(?:le|la|les|l'|mon|ma|mes|ce|cette|un|une|offrir|\w+er)\b[^,]{1,40}), (?:ça,? |alors )?non\b", re.IGNORECASE
)
_UPTAKE = re.compile(
    (
        r"(?:\bça,? |^(?:oui|ok|allez|tiens|bon|ah oui),? )(?:ça,? )?(?:peut-être que )?je (?:le|la|m'en) (?:ferai"
        r"|fais|prends|charge)\b(?! pas)|^vendu\b|c'est pour moi\b|^je le fais\b|^je m'y colle\b"
    ),
    re.IGNORECASE,
)


_NO_PROMISE = {
    "voir": r"$|\s(?:pas|que|bien|comment|mieux|où|ce que)\b",
    "prendre": r"\s(?:note|ça|tout)\b",
    "dire": r"(?!\s(?:à|au|aux|tout|non|oui)\b)",
    "aller": r"\s(?:pas|bien|mal|mieux)\b",
    "lâcher": r"\s(?:pas|rien)\b",
    "promettre": r"\s(?:pas|rien)\b",
}


def read(sentence: Sentence) -> tuple[Statement, ...]:
    """The acts of a client's sentence, in order; empty when it says nothing about acting."""
    text = tidy(sentence.text)
    if sentence.asked:
        return ()
    aside = _kept(text) or _dropped(text)
    if aside:
        return (aside,)
    found = [statement for lead, core in _clauses(text) if (statement := _clause(lead, core))]
    if found:
        return tuple(found)
    if _SOFT.search(text) and not find_dates(text):
        return (Statement(Act.SOFTENS, text),)
    return _without_subject(text)


def _kept(text: str) -> Statement | None:
    for pattern in (_KEPT_CLEFT, _KEPT_TOPIC_THAT, _KEPT_TOPIC, _KEPT_PLAIN):
        found = pattern.search(text)
        if found and (what := without_opener(found["what"]).strip(" ,:")):
            if find_dates(text) and pattern is _KEPT_PLAIN:
                continue
            return Statement(Act.KEEPS, re.sub(r"(?:,? et)? ?(?:ça|celui-là|celle-là),? je .*$", "", what).strip(" ,"))
    return None


def _dropped(text: str) -> Statement | None:
    for pattern in (_DROPPED_TOPIC, _DROPPED_OBJECT, _DROPPED_NOUN):
        if (found := pattern.search(text)) and (what := without_opener(found["what"]).strip(" ,:")):
            return Statement(Act.DROPS, what, topic=what)
    return None


def _clauses(text: str) -> list[tuple[str, str]]:
    """Each main clause in the first person: what stands before its subject, and the clause from its subject on."""
    heads = [found.start() for found in _HEAD.finditer(text) if not _SUBORDINATE.search(text[: found.start()])]
    clauses: list[tuple[str, str]] = []
    lead = text[: heads[0]] if heads else ""
    for at, head in enumerate(heads):
        core = text[head : heads[at + 1]] if at + 1 < len(heads) else text[head:]
        following = ""
        if at + 1 < len(heads):
            cut = max((found.start() for found in re.finditer(r",|\b(?:et|pis|puis|mais|donc)\b", core)), default=len(core))
            core, following = core[:cut], core[cut:]
        clauses.append((lead.strip(" ,"), core.strip(" ,")))
        lead = re.sub(r"^[\s,]*(?:et|pis|puis|mais|donc)\b", "", following)
    return clauses


def _clause(lead: str, core: str) -> Statement | None:
    found = _CORE.match(core)
    if not found:
        return None
    whole = f"{lead} {core}"
    soft = bool(_SOFT.search(whole)) or bool(re.search(r"l'idée|faudrait que $|faut que $", lead + " "))
    due_said = said_of(whole)
    topic = _topic(lead)
    if _UPTAKE.search(whole) and not re.search(r"\w{3,}", topic.replace("ça", "")):
        return Statement(Act.WISHES if soft else Act.TAKES_UP, "", due_said)
    if found["verb"].lower() in {"garde", "retiens", "emporte"} and not found["clitics"] and (kept := _kept(core)):
        return kept
    phrase = _phrase(found, core, lead, due_said)
    if phrase is None:
        return None
    act, words = phrase
    if act is Act.DROPS:
        return Statement(Act.DROPS, words, topic=topic)
    text = resolved(without_dates(words), topic)
    return Statement(Act.WISHES if soft or act is Act.WISHES else Act.COMMITS, text, due_said, topic)


def _phrase(found: re.Match[str], core: str, lead: str, due_said: str | None) -> tuple[Act, str] | None:
    verb, clitics, rest = found["verb"].lower(), found["clitics"], found["rest"]
    if found[0].lower().startswith("m'as"):
        return _after_modal(f"{verb}{rest}" if not clitics else f"{clitics}{verb}{rest}", Act.COMMITS, due_said)
    negated = found["not"] or re.match(r"\s(?:pas|plus|pus|rien|jamais)\b", rest)
    if verb in _WISHES or _WISH_HEADS.match(core):
        wished = _after_modal(re.sub(r"^ (?:bien )?(?:envie|l'idée)", "", rest), Act.WISHES, due_said)
        return None if negated else wished or _infinitive_before(lead)
    if verb in {"vais", "vas", "va"} and not clitics:
        return _after_modal(rest, Act.COMMITS, due_said) or (
            None if negated or re.match(r"\s*(?:bien|mal|mieux|pas)\b", rest) else (Act.COMMITS, "aller" + rest)
        )
    if verb in _PLEDGES and (pledged := _after_modal(rest, Act.COMMITS, due_said)) and re.match(r" (?:à|de|d'|pas|\w+r\b)", rest):
        return pledged
    if verb == "donne" and "m" in clitics and (purpose := re.search(r"pour (\w+r\b.*)$", rest)):
        return Act.COMMITS, purpose[1]
    return _plain_verb(
        verb,
        clitics,
        rest,
        negated=bool(negated),
        dated=bool(due_said),
        subjunctive=bool(re.search(r"(?:faudrait|faut) que$", lead.strip())),
    )


def _plain_verb(verb: str, clitics: str, rest: str, *, negated: bool, dated: bool, subjunctive: bool) -> tuple[Act, str] | None:
    act = Act.COMMITS
    if verb in {"ai", "aurai"}:
        return _accomplished(clitics, rest, certain=verb == "aurai" or dated)
    if conditional := verbs.of_conditional(verb):
        infinitive, act = conditional, Act.WISHES
        rest = re.sub(r"^ (?:bien|ben|peut-être|aussi)\b", "", rest)
    else:
        infinitive = verbs.of_future(verb) or (verbs.of_subjunctive(verb) if subjunctive else verbs.of_present(verb)) or ""
    promised = infinitive not in _STATES or (infinitive == "noter" and dated)
    if not infinitive or not promised or ((pattern := _NO_PROMISE.get(infinitive)) and re.match(pattern, rest) and not dated):
        return None
    if negated:
        rest = re.sub(r"^ (?:plus|pas|pus|rien) ?", " ", rest)
        act = Act.DROPS
    elif infinitive in _MENTAL and not dated:
        act = Act.WISHES
    return act, joined(clitics, infinitive, rest)


def _accomplished(clitics: str, rest: str, *, certain: bool) -> tuple[Act, str] | None:
    """Read « d'ici quinze jours j'ai rangé l'atelier », « j'aurai transmis », « j'ai qu'à l'appeler »."""
    if only := re.match(r"\s(?:plus )?qu'à (.+)$", rest):
        return _after_modal(only[1], Act.COMMITS, None)
    found = re.match(r"\s(?:déjà |tout |enfin )?(\w+)(.*)$", rest)
    infinitive = verbs.of_participle(found[1]) if found and certain else None
    return (Act.COMMITS, joined(clitics, infinitive, found[2])) if infinitive and found and infinitive not in _STATES else None


def _after_modal(rest: str, act: Act, due_said: str | None) -> tuple[Act, str] | None:
    """The infinitive phrase after « je vais », « j'aimerais » or « je m'engage à »."""
    rest = without_dates(rest).strip() if find_dates(rest[:25]) else rest.strip()
    found = _INFINITIVE.match(_ADVERBS.sub("", rest))
    if not found:
        return None
    verb, tail, clitics = found["verb"].lower(), found["rest"], found["clitics"]
    if verb == "avoir" and (done := re.match(r"\s(\w+)(.*)$", tail)) and (accomplished := verbs.of_participle(done[1])):
        return act, joined(clitics, accomplished, done[2])
    if not verbs.is_infinitive(verb):
        return None
    inner = None
    if verb in {"essayer", "réfléchir", "penser", "songer", "tenter", "aller"}:
        inner = _after_modal(tail, Act.WISHES, due_said) if verb != "aller" else None
        if verb != "aller":
            if inner:
                return inner
            act = Act.COMMITS if due_said and verb != "essayer" else Act.WISHES
        elif re.search(r"\b(?:réfléchir|penser|songer)\b", tail) and not due_said:
            act = Act.WISHES
    elif verb in _MENTAL - {"voir"} and not due_said:
        act = Act.WISHES
    if verb == "voir" and re.match(r"\s*(?:$|,|si\b|comment\b|ce que\b|pour\b)", tail):
        act = Act.WISHES
    return act, ("ne pas " if found["not"] else "") + joined(clitics, verb, tail)


def _infinitive_before(lead: str) -> tuple[Act, str] | None:
    """« Voir le comptable, oui, j'aimerais »."""
    words = re.sub(r",? (?:oui|ça|bon)$", "", without_opener(lead).strip(" ,"))
    found = _INFINITIVE.match(words)
    return (Act.WISHES, words) if found and verbs.is_infinitive(found["verb"].lower()) else None


def _without_subject(text: str) -> tuple[Statement, ...]:
    """A bare date; « l'idée, ce serait de… » ; nothing else."""
    if found := re.search(r"\bl'idée,? (?:ce serait|c'est|ça serait|serait) (?:de |d')(.+)$", text, re.IGNORECASE):
        return (Statement(Act.WISHES, resolved(without_dates(found[1]), ""), said_of(text)),)
    said = said_of(text)
    if said is None:
        return ()
    apart = without_dates(text)
    if len(apart.split()) <= 9 and not re.search(r"\b(?:ils|elles|on|nous|il|elle|c'était|était)\b", apart, re.IGNORECASE):  # noqa: PLR2004 - longer, it says more than a day
        return (Statement(Act.DATES, "", said, without_opener(apart)),)
    return (Statement(Act.DATES, "", said),) if re.search(r"\b(?:donc|alors|disons)\b", text, re.IGNORECASE) else ()


def without_dates(text: str) -> str:
    """The text without its expressions of time, nor what hung on them."""
    for start, end in reversed(find_dates(text)):
        text = text[:start].rstrip() + text[end:]
    text = re.sub(r"\s*,?\s*\b(?:pour|d'ici|avant|non|euh|pas)\s*(?=[,.;]|$)", "", text)
    text = re.sub(r",\s*(?:non|pardon|plutôt)\b\s*,?", ",", text)
    return " ".join(re.sub(r"(?:\s*,)+", ",", text).split()).strip(" ,;:")


_TAIL = re.compile(
    (
        r"[,;:]\s*(?:c'est|c'était|il |elle |ils |elles |on |y a|y est|y sont|ça |j'|je |promis|point|voilà"
        r"|tiens|hein|enfin|mais bon|mais c'|comme ça|quoi|sûr|cette fois|parce qu|oui|non|qu'on\b).*$"
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


def _topic(lead: str) -> str:
    """What the clause is about when said before it (« Delorme, je l'appelle »)."""
    words = without_dates(without_opener(lead))
    words = re.sub(
        r"^(?:et |pour )+",
        "",
        re.sub(r",? ?\b(?:ça|oui|bon|donc|si j'ai le temps|peut-être que|peut-être|sûr que|une chose que|que)\b", "", words),
    ).strip(" ,")
    return (
        ""
        if _SOFT.search(words)
        or re.match(r"(?:si|quand|c'est|avant|après|comme|concrètement|il faudrait|faudrait|moi|sûr)\b", words, re.IGNORECASE)
        else words
    )


def resolved(phrase: str, topic: str) -> str:
    """The phrase with its object pronoun replaced by the topic said apart, before or after."""
    if not topic or len(topic.split()) > 12:  # noqa: PLR2004 - longer, it is a sentence of its own
        return phrase
    found = re.match(r"(?:(?P<object>le |la |les |l')|(?P<dative>lui |leur ))(?P<verb>\w+)(?P<rest>.*)$", phrase, re.IGNORECASE | re.DOTALL)
    if not found or ("," in topic and found["dative"]):
        return phrase
    rest = found["rest"]
    if found["object"]:
        return f"{found['verb']} {topic}{',' if ',' in topic and rest else ''}{rest}"
    to = "au " + topic[3:] if topic.lower().startswith("le ") else "aux " + topic[4:] if topic.lower().startswith("les ") else f"à {topic}"
    return f"{found['verb']}{rest} {to}" if len(rest.split()) < 6 else f"{found['verb']} {to}{rest}"  # noqa: PLR2004 - a long complement goes last
