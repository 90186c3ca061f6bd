"""What is believed of what the client says about acting: the model of her acts says what a clause does, the grammar words it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codev_voice.documents.date_words import find_dates
from codev_voice.documents.due_words import said_of
from codev_voice.documents.hedges import hedged
from codev_voice.documents.phrases import without_dates
from codev_voice.documents.plan_acts import COMMITS, DATES, WISHES, Done, Spoken, nearest
from codev_voice.documents.questions import accepts, refuses
from codev_voice.documents.statements import Act, Statement
from codev_voice.documents.values import ActionStatus
from codev_voice.documents.wording import Sentence, content_words, tidy, without_opener

POSSIBLE, UNWORDED = 0.2, 0.4
"""Probability that she acts from which she does: with the grammar of an act, and without."""
NAMED = 0.3
"""Probability from which a thing that is named with its day is something to do."""
LIKELY = 0.65
"""Probability from which she acts, whatever she was asked."""
_DAY = 0.3
"""Probability from which she gives a day."""
_MAYBE_DAY = 0.2
"""The same, for a clause that otherwise does something of which one cannot be sure."""
_TAKEN = 0.1
"""Probability from which she takes up an idea, or does something on a day, when the grammar says so."""
_DETAIL = 0.6
"""Probability from which a clause is a detail of an action, and no action."""
_SURER = 0.7
"""Share of her saying so, firmly or not, from which the grammar is not believed about it."""
_TINY = 1e-6
DETAILS = {"E": "first_step", "M": "indicator", "S": "support", "O": "obstacle"}
"""The details of an action by the tag of the clause that gives them."""
_LIKES = re.compile(
    r"(?:(?:oui|ça|pourquoi pas|peut-être|pour \w+|bien|volontiers|j'aimerais|je voudrais|je veux|me|plairait|tenterait)[\s,]*)+",
    re.IGNORECASE,
)
"""« Oui, j'aimerais bien »: what she would like is in what she was asked."""
_WISHED = re.compile(
    r"^(?:j'aimerais|je voudrais|j'ai envie de|j'aurais envie de|je pourrais|je vais|faut que je)(?: bien| aussi)?[\s,]*"
    r"(?:(?:par contre|quand même|aussi|peut-être)[\s,]+)*(?=(?:(?:l[aeu]|les|lui|leur|me|y|en) |[lm]')*\w+(?:er|ir|re)\b)",
    re.IGNORECASE,
)
"""« J'aimerais bien, par contre, lui proposer… »: what opens an act that is said in the infinitive."""
_IT = re.compile(r"(?:[^,]{1,40}, ){0,3}(?:ce|ça) (?:sera|serait|va être)\b(?! (?:de|que|d'|qu'))", re.IGNORECASE)
_WHY = re.compile(r"[\s,]*(?:parce que|ils?|elles?|y a|on a|j'ai|je suis|c'est (?:le|la|l'))\b", re.IGNORECASE)
_THEY = re.compile(r"(?:(?:parce|pour) qu(?:e |'))?(?:ils?|elles?)\b", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:non|plutôt|alors|finalement|disons)\b", re.IGNORECASE)
_COMMENT = re.compile(
    r"(?:le plus \w+|le pire|le mieux|l'ennui|l'idéal|le problème|le risque|ce qui [^,]*),? (?:ce|ça) (?:sera|serait)", re.IGNORECASE
)
_WILL_BE = re.compile(r",? (?:ce|ça) (?:sera|serait|va être)\b.*$", re.IGNORECASE)
_BARE = re.compile(
    r"(?!(?:ça|c'est|ben|bon|euh|voilà|merci)\b|celui|celle)(?:(?:le|la|les|l'|mon|ma|mes|un|une|des)\s?)?[\w'-]+(?: [\w'-]+)?",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(
    r"(?:à|au|aux|chez|dans|sur|sous|devant|derrière|par|avec)(?: (?!\w+(?:er|ir|re)\b)[\w'-]+){1,4}(?:, (?:tiens|voilà))?", re.IGNORECASE
)
_IF = re.compile(r"(?:même )?s(?:i\b|'ils?\b)[^,]+", re.IGNORECASE)
_ACTING = frozenset({Act.COMMITS, Act.WISHES, Act.TAKES_UP})


@dataclass(frozen=True, slots=True)
class Meant:
    """A clause that is of an action: its tag (of `plan_acts`), and the statement that words it, if the grammar has one."""

    done: Done
    tag: str
    sentence: Sentence
    statement: Statement | None = None
    hedges: bool = False

    @property
    def named(self) -> str:
        """The whole sentence, when it names a thing and gives its day (« et mes conditions, finalement : jeudi en huit »)."""
        apart = (self.statement and content_words(self.statement.topic)) or _IT.match(without_opener(self.done.clause.text))
        return self.sentence.text if self.dates and apart else ""

    @property
    def acts(self) -> bool:
        """Whether the grammar has it for an act, and the model finds that possible."""
        return self._worded and self.done.acting >= POSSIBLE

    @property
    def acts_apart(self) -> bool:
        """Whether it is an act beside the action whose same detail was just told: the model finds that possible, or she gives its day."""
        return self.acts or (self._worded and self.statement is not None and bool(self.statement.due_said))

    @property
    def _worded(self) -> bool:
        return self.statement is not None and self.statement.act in _ACTING

    @property
    def dates(self) -> bool:
        """Whether it only gives a day."""
        return self.tag == DATES

    @property
    def completes(self) -> bool:
        """Whether it only says where, how or with whom: « à la Citadelle »."""
        return self.statement is None and self.due_said is None and _COMPLEMENT.fullmatch(self.text) is not None

    @property
    def sure(self) -> bool:
        """Whether the day is surely one that she gives."""
        return self.done.chance(DATES) >= _DAY or self._worded

    @property
    def text(self) -> str:
        """What she does: as the grammar words it, else in her words, without the day; empty for a bare yes."""
        if self.statement and self.statement.text:
            return self.statement.text
        if self._worded:
            return ""
        words = without_opener(without_dates(tidy(self.done.clause.text))).strip(" ,.;:!?")
        words = _WILL_BE.sub("", _WISHED.sub("", words))
        return "" if _LIKES.fullmatch(words) else words

    @property
    def due_said(self) -> str | None:
        """The day that she gives in it."""
        return (self.statement.due_said if self.statement else None) or day_of(self.done)

    @property
    def status(self) -> ActionStatus:
        """How firmly she says it: as the grammar has it, unless the model is surer of the contrary."""
        firm = self.done.chance(COMMITS) / max(self.done.acting, _TINY)
        soft = self.statement.act is Act.WISHES if self.statement and self._worded else firm < 1 - firm
        intends = (self.hedges or firm < _SURER) if soft else 1 - firm >= _SURER
        return ActionStatus.INTENTION if intends else ActionStatus.COMMITMENT


def day_of(done: Done) -> str | None:
    """Her words for the day that a clause gives; where she surely gives one, whatever else they are of."""
    text = tidy(done.clause.text)
    found = find_dates(text) if done.chance(DATES) >= _DAY else []
    return said_of(text) or (text[found[-1][0] : found[-1][1]] if found else None)


def explains(each: Meant) -> bool:
    """Whether a day is in what tells why another was given (« le 15. Le 8 on a l'inventaire »)."""
    text = tidy(each.done.clause.text)
    after = text.partition(each.due_said or "")[2]
    return bool(_THEY.match(text) or _WHY.match(after)) and not _INSTEAD.search(text)


def meant(spoken: Spoken) -> tuple[Meant, ...]:
    """The clauses of a sentence that are of an action, in order."""
    return tuple(_meant(spoken))


def _meant(spoken: Spoken) -> Iterator[Meant]:
    worded = _worded(spoken)
    hedges = hedged(spoken.sentence.text)
    dated = next((each for each in spoken.statements if each.act is Act.DATES), None) if len(spoken.statements) == 1 else None
    for done in spoken.own:
        here: Sequence[Statement | None] = worded.get(done.clause.start) or [dated]
        for statement in here:
            tag = _tag(done, statement)
            if tag is not None and not (spoken.sentence.asked and done.acting < LIKELY):
                yield Meant(done, tag, spoken.sentence, statement, hedges)


def _worded(spoken: Spoken) -> dict[int, list[Statement]]:
    """The statements of a sentence, by where the clause starts that each is of: several when they are all acts."""
    found: dict[int, list[Statement]] = {}
    for statement in spoken.statements:
        if place := nearest(spoken.own, statement):
            held = found.setdefault(place.clause.start, [])
            if not held or (statement.act in _ACTING and all(other.act in _ACTING for other in held)):
                held.append(statement)
    return found


def _tag(done: Done, statement: Statement | None) -> str | None:
    """What a clause does for an action; None: nothing."""
    act = statement.act if statement else None
    words = without_opener(done.clause.text)
    if _COMMENT.match(words):
        return None  # « le plus dur, ce sera lundi »
    if statement is None and _IT.match(words):
        return DATES if day_of(done) or said_of(tidy(done.clause.text)) else None  # « la liste, tout bien pesé, ce sera à Pâques »
    if act in {Act.KEEPS, Act.DROPS} and done.acting < LIKELY:
        return None
    detail = max(DETAILS, key=done.chance)
    sure = act is Act.TAKES_UP or (act is Act.COMMITS and statement is not None and statement.due_said)
    enough = _TAKEN if sure else POSSIBLE if act in _ACTING else UNWORDED
    worded = statement is not None and act is Act.DATES and bool(statement.due_said)
    day = done.chance(DATES)
    maybe = done.acting < enough and (day >= _MAYBE_DAY or (worded and day >= _TAKEN))
    if (worded or day_of(done)) and (day >= max(_DAY, done.acting) or maybe):
        return DATES
    may_be = statement is None and _IF.fullmatch(words.rstrip(" ,.;…"))  # « si Marc le voit avant moi »
    if done.acting >= enough and done.acting >= done.chance(detail) and not may_be:
        return COMMITS if done.chance(COMMITS) >= done.chance(WISHES) else WISHES
    return detail if done.chance(detail) >= _DETAIL else None


def only_names(spoken: Spoken) -> bool:
    """Whether a sentence only names what the next one is about (« un carnet. Je l'achète »)."""
    surely = any(each.acting >= LIKELY or each.chance(DATES) >= LIKELY for each in spoken.own)
    return not surely and not said_of(tidy(spoken.sentence.text)) and bool(named_alone(spoken.sentence))


def named_alone(sentence: Sentence) -> str:
    """The thing that a sentence names and nothing else; empty when it says more."""
    words = without_opener(sentence.text)
    alone = _BARE.fullmatch(words) and without_opener(f"{words} x") != "x" and not accepts(words) and not refuses(words)
    return words if alone else ""
