"""What she sets aside: a line for each thing, in the words that name it.

Which words those are is told by a model (`naming`); patterns of French are left for what a turn only points to, and for what is opened
again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codev_voice.documents.acts import Act
from codev_voice.documents.naming import Name
from codev_voice.documents.values import Line
from codev_voice.documents.wording import capital, content_words, lowered, sentences, straight, tidy, without_opener

_SURE, _POSSIBLE = 0.4, 0.1
"""Probability that something is set aside from which it need not be surely named, and under which what is named is not set aside."""
_NAMED = 0.5
"""Probability from which words surely name something."""
_YES = re.compile(r",? oui\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…]")
_LISTED = re.compile(r"\s*,\s*(?:(?:par contre|enfin|bref|tout|surtout|bon|euh),?\s+)*", re.IGNORECASE)
_LAST = re.compile(r"\s*,?\s*(?:et|ni|ou|pis)\s+(?:(?:de|d'|sur|à|puis|aussi|surtout|pas)\s+)*", re.IGNORECASE)
_ALSO = re.compile(
    r"(?:(?:\b(?:et|ni|pis|puis|ou|mais|non plus)\b|,\s*non\b)[^.!?…]{0,30}|\bpas (?:sur |de |d'|du |des )?)$", re.IGNORECASE
)
_OPENS = re.compile(r"^(?:(?:et|ni|pas|plus|sur|à|de(?! l[a']))\s+|d')+", re.IGNORECASE)
_CLOSES = re.compile(
    r"(?:,? (?:(?:elle|lui|eux|elles)-mêmes?|on|je|vous|ça|et|ou|ni|de|du|des|à|en|pas|oui|avec|chez|de côté|(?:en )?dehors))+$",
    re.IGNORECASE,
)
_SPEAKING = re.compile(r"^(?:(?:me |nous )?parler|discussions?|discuter) (?:(?:de|sur|à propos de) |(?=d[ue]s? )|d')", re.IGNORECASE)
_POINTERS = frozenset(
    {"ah", "oh", "bon", "mais", "alors", "non", "voilà", "vraiment", "préfère", "pareil", "pourquoi"}
    | {"ici", "là", "ça", "tout", "plus", "dedans", "dessus", "rien", "pas", "autre", "chose"}
)
_NOUN = r"(?:(?:le|la|les|mon|ma|mes|ton|son|sa|ses|notre|nos|leurs?) |l')(?!(?:ai|as|a)\b)[\w-]{3,}"
_ALLOWED = re.compile(
    r"\b(?:(?:on peut|vous pouvez|tu peux|peut venir)(?! pas| plus| rien| (?:les? |la |l')?(?:laiss|évit|oubli|gard|barr|ray|enlev))"
    r"|c'est (?:ouvert|permis|possible)|pas de (?:problème|souci))\b|\w,? oui$|\bparlez? de tout\b",
    re.IGNORECASE,
)
_PRONOUN_VERB = re.compile(
    r"\b(?:on|je|tu|vous|nous|il|elle|ils|elles|ne|me|te|de|pas|à|pour)\s(?:(?:ne|me|vous|te|nous) )?(?:le|la|les) \w+", re.IGNORECASE
)
_POINTS_TO_IT = re.compile(
    r"(?:(?:ah|oh|ben|bof|bon|non|oui|et|mais|euh)\b[\s,.]*)*"
    r"(?:(?:(?P<somebody>lui|elle|eux|elles)(?!,? (?:mon|ma|mes|ton|ta|tes|son|sa|ses|le|la|les) )|ça|cela|cel\w+-l[aà])\b|laiss\w+-"
    r"|je préfèr\w+|j'aimerais|on (?:les? |la |l'|n'y |y |n'en |en ))",
    re.IGNORECASE,
)
_THEN = r"(?:c'est|ce n'est|n'est pas|c'était|on|je|j'|ça|vous|tu|elle|il|franchement|par (?:contre|exemple)|non|aussi|pareil|là)"
_TOPIC = re.compile(
    rf"(?:(?:non|et|mais|alors|puis|pis|sur|de|à),? )*(?:(?P<what>{_NOUN}[^,]{{0,40}}?(?:, {_NOUN}[^,]{{0,40}}?)*)(?:,| {_THEN}\b|$)"
    rf"|(?P<deed>(?:(?:en|y|le|la|les) |l')?\w{{2,}}(?:er|ir|re)\b[^,]{{2,50}}?),? (?:c'est|ça|non|nan|on|je|oubli\w+|hors)\b)",
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


@dataclass(frozen=True)
class Done:
    """What one turn does, and which of its words name what is set aside; both stand in `straight(text)`."""

    text: str
    acts: tuple[Act, ...] = ()
    names: tuple[Name, ...] = ()

    def within(self, sentence: str) -> list[Act]:
        """The acts that lie in one of its sentences; all of them when it is not found."""
        start = straight(self.text).find(sentence)
        return [act for act in self.acts if start <= (act.start + act.end) / 2 <= start + len(sentence)] if start >= 0 else list(self.acts)

    def act_at(self, place: int) -> Act | None:
        """The act that stands at a place of the turn."""
        return next((act for act in self.acts if act.start <= place < act.end), None)

    def names_in(self, sentence: str) -> list[Name]:
        """What is named in one of its sentences."""
        start = straight(self.text).find(sentence)
        return [name for name in self.names if start <= name.start < start + len(sentence)] if start >= 0 else list(self.names)


def aside(done: Done, raised_thing: str | None) -> list[str]:
    """What she sets aside in a turn, a line for each thing.

    Args:
        done: her turn.
        raised_thing: the thing that was asked about, which she need not name (« et la grève, on peut s'en servir ? – Je préfère pas »).
    """
    words = straight(done.text)
    named = [name for name, after in zip(done.names, _after(words, done.names), strict=True) if _aside(done, name, after)]
    sure = [name for name in named if name.sure >= _NAMED] or [name for name in named if _surely(done.act_at(name.start))]
    lines = [worded(words[names[0].start : names[-1].end]) for names in things(words, sure)]
    named_by = [done.act_at(name.start) for name in sure]
    pointed = any(_surely(act) and act not in named_by and points_to_it(act.text) for act in done.acts)
    return lines + ([capital(raised_thing)] if raised_thing and pointed else [])


def _after(text: str, names: Sequence[Name]) -> list[str]:
    """What follows each name, up to the next one or to the end of its sentence, its mark included."""
    ends = [name.start for name in names[1:]] + [len(text)]
    following = [text[name.end : end] for name, end in zip(names, ends, strict=False)]  # no name, one end
    return [each[: found.end()] if (found := _ENDS.search(each)) else each for each in following]


def things(text: str, names: Sequence[Name]) -> list[list[Name]]:
    """The names of each thing: « les papiers, le juridique » is one, « les papiers, le juridique et la date » three.

    In one sentence, what is named after it without « et », « ni », « pas »… only says why (« le logiciel, on va pas refaire le choix »).
    """
    found: list[list[Name]] = []
    for name in names:
        between = text[found[-1][-1].end : name.start] if found else "."
        if _ENDS.search(between):
            found.append([name])
        elif _LISTED.fullmatch(between):
            found[-1].append(name)
        elif len(found[-1]) > 1 and _LAST.fullmatch(between):
            found[-1:] = [*([each] for each in found[-1]), [name]]
        elif _ALSO.search(between):
            found.append([name])
    return found


def _aside(done: Done, name: Name, after: str) -> bool:
    """Whether words that name something may set it aside, as far as the acts tell: they ask nothing, nor that it be kept to oneself."""
    act = done.act_at(name.start)
    allowed = allows(after.rstrip(" .!…")) or (_YES.match(after) and not _ENDS.search(after))  # « la prime, oui, la mutation, non »
    if act is None or allowed or after.endswith("?") or names_nothing(worded(name.text)):
        return False
    refused = act.tag == "K" and name.sure >= _NAMED  # « des questions, plutôt que des solutions »
    return refused or act.chance("X") >= max(_POSSIBLE, act.chance("P"))


def _surely(act: Act | None) -> bool:
    """Whether an act surely sets something aside: what it most likely names is enough."""
    return act is not None and act.tag == "X" and act.chance("X") >= _SURE


def worded(name: str) -> str:
    """A name as a line: « du prix » is « Le prix », « parler du prix » too, « sur la date elle-même, on » « La date »."""
    return capital(_named(_OPENS.sub("", _CLOSES.sub("", lowered(without_opener(tidy(name)).strip(" ,;:."))))))


def allows(text: str) -> bool:
    """Whether a sentence opens again what was set aside (« l'argent, finalement, vous pouvez »)."""
    return _ALLOWED.search(text) is not None


def still_aside(lines: Iterable[Line], said: Iterable[str]) -> list[Line]:
    """The lines that these turns do not open again."""
    opened = [content_words(each.text) for text in said for each in sentences(text) if allows(each.text) and not each.asked]
    return [line for line in lines if not any(content_words(line.text) & words for words in opened)]


def raised(question: str) -> str | None:
    """The thing that a question raises (« et la grève, on peut s'en servir ? », « est-ce qu'on parle aussi de ton adjoint ? »)."""
    found = _SPOKEN_OF.search(question)
    thing = re.sub(r"^d(?:e |')", "", _named(found["what"].strip())) if found else topic_of(_named(lowered(without_opener(tidy(question)))))
    return thing.rstrip(" ?!") if thing else None


def topic_of(part: str) -> str | None:
    """The thing named first in words (« le Portugal, c'est à nous deux », « en parler au chef, ça non »)."""
    found = _TOPIC.match(part)
    what = (found["what"] or found["deed"]) if found else None
    return what.strip(" ,") if what and not names_nothing(what) else None


def points_to_it(text: str) -> bool:
    """Whether words that set something aside name nothing, and point to what was asked about (« non, lui, on le laisse »)."""
    found = _POINTS_TO_IT.match(text)
    return names_nothing(text) or (found is not None and (bool(found["somebody"]) or not _has_noun(text)))


def names_nothing(text: str) -> bool:
    """Whether words that set something aside do not say what: « je préfère pas, non »."""
    return not content_words(text) - _POINTERS


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
