"""What one sentence of the client says about acting: she does, would like, keeps, sets aside, or only gives a day.

Read from the grammar (person, mood, negation, place of the object), never from the subject matter.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from codev_voice.documents import hedges, impersonal, unpromised, verbs
from codev_voice.documents.asides import dropped, kept
from codev_voice.documents.date_words import find_dates
from codev_voice.documents.due_words import said_of
from codev_voice.documents.hedges import soft
from codev_voice.documents.lexicon import words as words_of
from codev_voice.documents.phrases import joined, resolved, tells_whom_she_meets, without_dates
from codev_voice.documents.questions import accepts
from codev_voice.documents.topics import topic
from codev_voice.documents.wording import Sentence, quotes_hidden, tidy, without_opener


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
    """One act: `text` the infinitive phrase, or what is kept or dropped; `topic` what it is about when said apart.

    `sure` of a day alone: more than its grammar says that she gives it for what she does.
    """

    act: Act
    text: str = ""
    due_said: str | None = None
    topic: str = ""
    sure: bool = False


_CLITICS = r"(?P<clitics>(?:(?:me|te|se|le|la|les|lui|leur|y|en|nous|vous)\s|[mtsl]')*)"
_HEAD = re.compile(r"(?<![\w'-])(?:je |j'|m'as )", re.IGNORECASE)
_SUBORDINATE = re.compile(
    (
        r"(?<!peut-être )(?<!sûr )(?<!faudrait )(?<!faut )(?<!fait )(?<!se peut )(?<!serait bien )"
        r"(?<!serait bon )(?<!sûr c'est )(?<!fais c'est )(?:\b(?:que|quand|comme|si|où|dont|puisque"
        r"|lorsque|, sinon|ce que|quoi|qui|combien|comment|tant que)|qu'|s')\s*$"
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
    rf"^(?:(?:à|de|pour)\s|d')?(?P<not>(?:ne )?(?:pas|plus) )?{_CLITICS}(?P<verb>[\w-]+)(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_WISHES = words_of("wishes")
_WISH_HEADS = re.compile(
    r"^(?:j'(?:ai|aurais|avais) (?:(?:bien|assez|très|dans) )?(?:envie|l'idée|l'intention|en tête|le projet)"
    r"|je (?:serais|suis) (?:bien |assez )?tentée?"
    r"|je me (?:vois|verrais) bien) ",
    re.IGNORECASE,
)
_PLEASES = re.compile(r"^(?:\w+,? )?ça me (?:plairait|tenterait|dirait)\b(?! (?:pas|de)\b)(?: bien| assez)?", re.IGNORECASE)
_REDATES = re.compile(r"\b(?:donc|alors|disons|plutôt) (?:disons )?(?=\w)|^je préfère\b(?! pas)", re.IGNORECASE)
_WISHED = re.compile(r"^ (?:(?:bien|assez|très|dans|volontiers) )?(?:envie|l'idée|l'intention|en tête|le projet|tentée?)?", re.IGNORECASE)
_TRIES = frozenset({"essayer", "tenter", "tâcher"})
_PLEDGES = {"engage", "promets", "compte", "prévois", "décide"}
_STATES = words_of("states")
_MENTAL = words_of("mental")
_UPTAKE = re.compile(
    (
        r"(?:\bça,? |^(?:oui|ok|allez|tiens|bon|ah oui),? )(?:ça,? )?(?:peut-être que )?je (?:le|la|m'en) (?:ferai"
        r"|fais|prends|charge)\b(?! pas)|^vendu\b|c'est pour moi\b|^je le fais\b"
        r"|\bje m'(?:y (?:colle|mets|engage|tiens)|en occupe)\b(?! pas)"
    ),
    re.IGNORECASE,
)


_KEPT_THEN = re.compile(
    r"\bje (?:le |la |les )?(?P<verb>garde|prends|retiens|emporte)\b,? (?:et|pis|puis) (?P<then>(?:je |j').+)$", re.IGNORECASE
)
_PROCESS = re.compile(
    r"\b(?:mes notes|(?:regarde|ouvre) mon agenda|ma caméra|mon (?:micro|écran)|(?:deux|une) secondes?|on m'entend|je vous entends)\b",
    re.IGNORECASE,
)
_THING = re.compile(r"(?:le|la|les|l'|un|une|mon|ma|mes|ce|cet|cette|ces)\b", re.IGNORECASE)
_MOVES = frozenset({"mettre", "dire", "prendre", "viser", "passer", "noter"})
_THAT = re.compile(r"\s\w+ que\b")
_RATHER = re.compile(r"\bplutôt\b.+\bque\b", re.IGNORECASE)  # « plutôt vendredi que demain »
_PAIR = 2
_CORRECTING = re.compile(r"(?:enfin |ah )?(?:non|plutôt)\b", re.IGNORECASE)
_COMES_IF = re.compile(r"\bce sera (?:seulement )?si\b", re.IGNORECASE)
_BY_THEN = re.compile(r"(?:d'ici|avant|dans|sous|pour|à la|fin|en fin)\b", re.IGNORECASE)
_WISHED_THAT = re.compile(
    r"(?:(?:faudrait|faut|se peut|serait (?:bien|bon|pas mal)|aimerais(?: bien)?|voudrais(?: bien)?) (?:que|qu'on))\s*$", re.IGNORECASE
)


@functools.lru_cache(4096)
def read(sentence: Sentence) -> tuple[Statement, ...]:
    """The acts of a client's sentence, in order; empty when it says nothing about acting. Remembered: drafts are made again and again."""
    text = impersonal.hers(tidy(sentence.text))
    if sentence.asked or _PROCESS.search(text):
        return ()
    if what := kept(text):
        return _kept_and_done(text, what)
    if what := dropped(text):
        return (Statement(Act.DROPS, what, topic=what),)
    found = _acts(text)
    if found:
        hedged = len(found) == 1 and found[0].act is Act.COMMITS and hedges.last(text)
        return (replace(found[0], act=Act.WISHES),) if hedged else _together(text, found)
    if soft(text) and not find_dates(text):
        return (Statement(Act.SOFTENS, text, topic=topic(text.partition(",")[0]) if _COMES_IF.search(text) else ""),)
    return _without_subject(text)


def _acts(text: str) -> list[Statement]:
    """What each clause in the first person does."""
    if brought := impersonal.brought(text):
        return [Statement(Act.WISHES if soft(text) else Act.COMMITS, brought, said_of(text))]
    found: list[Statement] = []
    before = ""  # what an earlier clause without any act was about: « l'entente, j'attendrai pas Noël, je l'amène »
    usual = False
    for lead, core in _clauses(text):
        if unpromised.tells(core):
            break
        usual = unpromised.usual(lead) or (usual and not unpromised.turns(lead))
        if usual and (found_verb := _CORE.match(core)) and unpromised.present(found_verb["verb"].lower()):
            continue
        statement = _clause(lead if lead or not before else before, core, after=bool(found))
        before = "" if statement else lead or before
        found += [statement] if statement else []
    return found


def _kept_and_done(text: str, what: str) -> tuple[Statement, ...]:
    """« Le canevas, je le prends, et je l'adapte pour vendredi »: what she takes she also acts upon."""
    found = _KEPT_THEN.search(text)
    act = _clause(what, found["then"]) if found else None
    if found is None or act is None or act.act is not Act.COMMITS or not act.text:
        return (Statement(Act.KEEPS, what),)
    return (act,) if found["verb"].startswith("pren") else (Statement(Act.KEEPS, what), act)


def _together(text: str, found: list[Statement]) -> tuple[Statement, ...]:
    """« Dans huit jours, je relis la lettre et je décide » is one action: the second act has no day of its own."""
    joined_up: list[Statement] = []
    for said in found:
        last = joined_up[-1] if joined_up else None
        if (
            last
            and last.act is said.act is Act.COMMITS
            and last.text
            and said.text
            and not said.topic
            and _one_act(text, found, last, said)
        ):
            joined_up[-1] = Statement(last.act, f"{last.text} et {said.text}", last.due_said, last.topic)
        else:
            joined_up.append(said)
    return tuple(joined_up)


def _one_act(text: str, found: list[Statement], last: Statement, said: Statement) -> bool:
    """Whether the second clause only goes on: no day of its own, or what she tells the person whom she goes to see."""
    if said.due_said and said.due_said != last.due_said:
        return False
    if tells_whom_she_meets(last.text, said.text):
        return True
    return bool(len(found) == _PAIR and last.due_said and not said.due_said and re.search(r"[^,] (?:et|pis) (?:je|j')", text))


def _clauses(text: str) -> list[tuple[str, str]]:
    """Each main clause in the first person: what stands before its subject, and the clause from its subject on."""
    heads = [found.start() for found in _HEAD.finditer(quotes_hidden(text)) if not _SUBORDINATE.search(text[: found.start()])]
    clauses: list[tuple[str, str]] = []
    lead = text[: heads[0]] if heads else ""
    for at, head in enumerate(heads):
        core = text[head : heads[at + 1]] if at + 1 < len(heads) else text[head:]
        following = ""
        if at + 1 < len(heads):
            links = [found.start() for found in re.finditer(r"\b(?:et|pis|puis|mais|donc)\b", core)]
            cut = links[-1] if links else _cut(core)
            core, following = core[:cut], core[cut:]
        clauses.append((lead.strip(" ,"), core.strip(" ,")))
        lead = re.sub(r"^[\s,:]*(?:et|pis|puis|mais|donc)\b", "", following)
    return clauses


def _cut(core: str) -> int:
    """Where a clause ends and what leads to the next one begins: a colon announces, a comma only breathes."""
    if ":" in core:
        return core.rfind(":")
    return max(core.rfind(","), core.find(" si ")) if "," in core else len(core)


def _clause(lead: str, core: str, *, after: bool = False) -> Statement | None:
    """The act of one clause; `after` when she has already said another in the same sentence."""
    return _acting(lead, core, after=after) or _redated(core)


def _redated(core: str) -> Statement | None:
    """« J'attends la veilleuse, donc disons avant la fin du mois »: no act, but another day for the one before."""
    said = said_of(core) if _REDATES.search(core) else None
    return Statement(Act.DATES, "", said) if said else None


def _acting(lead: str, core: str, *, after: bool) -> Statement | None:
    found = _CORE.match(core)
    if not found or unpromised.unreal(lead, core) or re.search(r"\bse |\bs'", found["clitics"]):
        return None  # « je se » is nobody's grammar: a word misheard
    whole = f"{lead} {core}"
    wishes = soft(whole) or bool(_WISHED_THAT.search(lead)) or bool(re.search(r"l'idée", lead, re.IGNORECASE))
    due_said = said_of(core) or said_of(lead)
    about = _topic_of(lead)
    if _UPTAKE.search(whole) and not re.search(r"\w{3,}", about.replace("ça", "")):
        return Statement(Act.WISHES if wishes else Act.TAKES_UP, "", due_said)
    if found["verb"].lower() in {"garde", "retiens", "emporte"} and not found["clitics"] and (what := kept(core)):
        return Statement(Act.KEEPS, what)
    phrase = _phrase(found, core, lead, due_said, lone=not (about or after or accepts(lead)))
    if phrase is None:  # « le tutorat, j'aimerais bien »
        wished = found["verb"].lower() in _WISHES and not found["not"] and _THING.match(about) and not _THAT.match(found["rest"])
        return Statement(Act.WISHES, "", due_said, about) if wished else None
    act, words = phrase
    if act is Act.DROPS:
        return Statement(act, about if about and words.lower().startswith(("le faire", "la faire", "les faire")) else words, topic=about)
    spoken = without_dates(words)
    text = spoken if _infinitive_before(about) else resolved(spoken, about)  # « les filmer, je voudrais bien »
    moves = due_said and text in _MOVES  # « je mets le 2 novembre »
    act = Act.DATES if moves else Act.WISHES if wishes or act is Act.WISHES else Act.COMMITS
    return Statement(act, "" if moves else text, due_said, "" if moves else about)


def _phrase(found: re.Match[str], core: str, lead: str, due_said: str | None, *, lone: bool) -> tuple[Act, str] | None:
    verb, clitics, rest = found["verb"].lower(), found["clitics"], found["rest"]
    if found[0].lower().startswith("m'as"):
        return _after_modal(f"{verb}{rest}" if not clitics else f"{clitics}{verb}{rest}", Act.COMMITS, due_said)
    negated = found["not"] or re.match(r"\s(?:pas|plus|pus|rien|jamais)\b", rest)
    if verb in _WISHES or (verb == "aime" and due_said) or _WISH_HEADS.match(core) or verbs.of_future(verb) in _TRIES:
        wished = _after_modal(_WISHED.sub("", rest), Act.WISHES, due_said)
        if negated or wished or not verb.startswith("essa"):
            return None if negated else wished or _infinitive_before(lead)
    if verb in {"vais", "vas", "va"} and not clitics:
        return _going(rest, due_said, negated=bool(negated))
    if verb in _PLEDGES and (pledged := _after_modal(rest, Act.COMMITS, due_said)) and re.match(r" (?:à|de|d'|pas|\w+re?\b)", rest):
        return pledged
    if verb == "donne" and "m" in clitics and (purpose := re.search(r"pour (\w+r\b.*)$", rest)):
        return Act.COMMITS, purpose[1]
    return _plain_verb(found, lead, due_said, negated=bool(negated), lone=lone)


def _going(rest: str, due_said: str | None, *, negated: bool) -> tuple[Act, str] | None:
    """After « je vais »: what she is going to do, or not (« je vais pas lui téléphoner »), or where she goes."""
    if (refused := re.match(r"\s*pas (?=\w)", rest)) and (declined := _after_modal(rest[refused.end() :], Act.DROPS, due_said)):
        return Act.DROPS, declined[1]
    if re.match(
        r"\s*(?:\w+ )?(?:être|savoir|croire|vouloir|pouvoir|devoir)\b|\s*(?:voir|y aller|vous dire)(?: ça)?$|\s*commencer par\b",
        without_dates(rest),
    ):
        return None  # « je vais être longue », « je vais voir »
    going = _after_modal(rest, Act.COMMITS, due_said)
    nowhere = negated or re.match(r"\s*(?:bien|mal|mieux|pas)\b", rest)
    return going or (None if nowhere else (Act.COMMITS, "aller" + rest))


def _plain_verb(found: re.Match[str], lead: str, due_said: str | None, *, negated: bool, lone: bool) -> tuple[Act, str] | None:
    verb, clitics, rest, dated, act = found["verb"].lower(), found["clitics"], found["rest"], bool(due_said), Act.COMMITS
    if verb in {"ai", "aurai"}:
        return _accomplished(clitics, rest, certain=verb == "aurai" or bool(_BY_THEN.match(due_said or "")))
    if conditional := verbs.of_conditional(verb):
        infinitive, act = conditional, Act.WISHES
        rest = re.sub(r"^ (?:bien|ben|peut-être|aussi)\b", "", rest)
    elif not (infinitive := verbs.of_future(verb) or ""):
        infinitive = (verbs.of_subjunctive(verb) if _WISHED_THAT.search(lead) else verbs.of_present(verb)) or ""
        if not dated and ((lone and unpromised.bare(clitics, rest)) or unpromised.habitual(f"{lead} {found[0]}")):
            return None
    promised = infinitive not in _STATES or (infinitive in {"noter", "trouver", "continuer"} and dated)
    if not infinitive or not promised or unpromised.empty(infinitive, clitics, rest, dated=dated):
        return None
    if negated and infinitive in {"oser", "pouvoir", "savoir", "vouloir"}:
        return None  # « j'oserai pas le matin » says why, and sets nothing aside
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
    return (
        (Act.COMMITS, joined(clitics, infinitive, found[2])) if infinitive and found and infinitive not in _STATES - {"trouver"} else None
    )


def _after_modal(rest: str, act: Act, due_said: str | None) -> tuple[Act, str] | None:
    """The infinitive phrase after « je vais », « j'aimerais » or « je m'engage à »."""
    rest = without_dates(rest).strip() if find_dates(rest[:25]) else rest.strip()
    found = _INFINITIVE.match(_ADVERBS.sub("", rest))
    if not found:
        return None
    verb, tail, clitics = found["verb"].lower(), found["rest"], found["clitics"]
    if verb == "avoir" and (done := re.match(r"\s(\w+)(.*)$", tail)) and (accomplished := verbs.of_participle(done[1])):
        return act, joined(clitics, accomplished, done[2])
    if not verbs.is_infinitive(verb) or (found["not"] and verb in _STATES):
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
    if verb == "voir" and not re.search(r"\bl(?:es?|a)\b", clitics) and re.match(r"\s*(?:$|,|si\b|comment\b|ce que\b|pour\b)", tail):
        act = Act.WISHES
    return act, ("ne pas " if found["not"] else "") + joined(clitics, verb, tail)


def _infinitive_before(lead: str) -> tuple[Act, str] | None:
    """« Voir le comptable, oui, j'aimerais »."""
    words = re.sub(r",? (?:oui|ça|bon)$", "", without_opener(lead).strip(" ,"))
    found = _INFINITIVE.match(words)
    return (Act.WISHES, words[:1].lower() + words[1:]) if found and verbs.is_infinitive(found["verb"].lower()) else None


def _without_subject(text: str) -> tuple[Statement, ...]:
    """« L'idée, ce serait de… », an uptake, a bare date; nothing else."""
    said = said_of(text)
    if wished := impersonal.wished(text):
        return (Statement(Act.WISHES, wished[0], said, wished[1]),)
    if _PLEASES.search(text):
        return (Statement(Act.WISHES, "", said),)
    if found := _UPTAKE.search(text):
        return (Statement(Act.TAKES_UP, "", said, _topic_of(without_dates(text[: found.start()]))),)
    return _with_a_day(text, said) if said else ()


def _with_a_day(text: str, said: str) -> tuple[Statement, ...]:
    """Without a verb of hers: « vous l'aurez demain », « coup de fil demain », or a day alone."""
    if done := impersonal.handed_over(text) or impersonal.named(text):
        return (Statement(Act.WISHES if soft(text) else Act.COMMITS, done, said),)
    days = find_dates(text)
    if len(days) > 1 and not _RATHER.search(text):  # without a verb of hers, she looks for the day: the last one is it
        said = said_of(text[days[-1][0] :]) or said
    apart = without_dates(text)
    longest = 14 if _CORRECTING.match(text) else 9  # words: longer, it says more than a day
    if len(apart.split()) <= longest and not re.search(r"\b(?:ils|elles|on|nous|il|elle|c'était|était)\b", apart, re.IGNORECASE):
        return (Statement(Act.DATES, "", said, without_opener(apart)),)
    return (Statement(Act.DATES, "", said),) if re.search(r"\b(?:donc|alors|disons)\b", text, re.IGNORECASE) else ()


def _topic_of(lead: str) -> str:
    return "" if soft(lead) else topic(lead)
