"""What is believed of what the client says about acting: the grammar words it, the model of her acts says whether she means it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from codev_voice.documents.due_words import said_of
from codev_voice.documents.hedges import hedged
from codev_voice.documents.phrases import without_dates
from codev_voice.documents.plan_acts import COMMITS, DATES, WISHES, Done, Spoken, nearest
from codev_voice.documents.statements import Act, Statement, read
from codev_voice.documents.wording import Sentence, content_words, tidy, without_opener
from codev_voice.method.clauses import Clause

POSSIBLE = 0.3
"""Probability that she acts, under which what has the grammar of an act is no action (« je les fais rentrer, et je commence »)."""
LIKELY = 0.65
"""Probability from which she acts though the grammar has no words for it (« une fiche, sur le panneau, vendredi »)."""
_DATED = 0.2
"""Probability that she acts or gives a day, under which a day is of something else."""
_GIVES_A_DAY = 0.5
"""Probability from which she gives a day for something that she does."""
_MAY_GIVE_A_DAY = 0.4
"""The same, for a thing that she names."""
_SURER = 0.7
"""Share of her saying so, firmly or not, from which the grammar is not believed about it."""
_ACTING = frozenset({Act.COMMITS, Act.WISHES, Act.TAKES_UP})
_NEAR = 3
"""Characters between two clauses that follow each other."""
_BREATH = 6
"""Words of a sentence that only gives a day."""
_TINY = 1e-6
_YES = frozenset({"oui", "ok", "voilà", "faire", "fais", "ferai", "ça", "vais", "accord", "allez"})


def believed(spoken: Spoken) -> tuple[Statement, ...]:
    """The statements of a sentence that she means, as firm as she means them."""
    alone = sum(statement.act in _ACTING for statement in spoken.statements) == 1
    hedges = hedged(spoken.sentence.text)
    return tuple(
        kept
        for each in spoken.statements
        if (kept := _day(each, spoken.done) if each.act is Act.DATES else _meant(each, spoken.done, alone=alone, hedges=hedges))
    )


def _meant(statement: Statement, done: Sequence[Done], *, alone: bool, hedges: bool) -> Statement | None:
    """What she does, unless she only tells it; the only act of a sentence may stand in any of its clauses."""
    if statement.act not in _ACTING or not done:
        return statement
    place = max(done, key=lambda each: each.acting) if alone else nearest(done, statement)
    telling = statement.due_said is None and bool(statement.text)  # « ça me plairait », « je vois Marc vendredi » are seldom told
    enough = POSSIBLE if telling else POSSIBLE / 2
    if place is None or place.acting + place.chance(DATES) < enough:
        return None
    firm = place.chance(COMMITS) / max(place.acting, _TINY)
    if statement.act is Act.COMMITS and 1 - firm >= _SURER:
        return replace(statement, act=Act.WISHES)
    return replace(statement, act=Act.COMMITS) if statement.act is Act.WISHES and firm >= _SURER and not hedges else statement


def _day(statement: Statement, done: Sequence[Done]) -> Statement | None:
    """The day of what she does, unless it is of something else, or of an act without a verb (« une fiche, vendredi »)."""
    place = nearest(done, statement)
    if place is None:
        return statement
    answers = bool(content_words(statement.topic)) or place.clause.start == 0  # « lundi », said first, is of what was asked
    verbless = answers and place.acting >= LIKELY and place.acting > place.chance(DATES)
    if verbless or max(each.acting + each.chance(DATES) for each in done) < _DATED:
        return None
    bare = len(done) == 1 and len(done[0].clause.text.split()) <= _BREATH  # « ah si, mince, jeudi alors »
    return replace(statement, sure=bare and place.chance(DATES) >= _GIVES_A_DAY)


def worded(turn: Iterable[tuple[Spoken, Sequence[Statement]]]) -> frozenset[Clause]:
    """The clauses of a turn that the statements believed of its sentences are of."""
    return frozenset(place.clause for spoken, meant in turn for each in meant if (place := nearest(spoken.done, each)))


def unworded(spoken: Spoken, claimed: Collection[Clause]) -> list[Statement]:
    """What she says she does in words that the grammar has no act for, as she says it; `claimed` clauses of the turn are worded.

    The text is empty when she only says yes, or when: what she does is in the question.
    """
    runs: list[list[Done]] = []
    for each in spoken.own if not spoken.sentence.asked else ():
        if each.acting < LIKELY or any(_touch(each.clause, clause) for clause in claimed):
            continue
        if runs and _touch(each.clause, runs[-1][-1].clause):
            runs[-1].append(each)
        else:
            runs.append([each])
    return [statement for run in runs for statement in _as_said(run)]


def days(spoken: Spoken) -> list[Statement]:
    """The days given inside a sentence that does more, each with what it is said of (« la liste, mets plutôt avant le 24, parce que… »)."""
    if spoken.statements:
        return []
    words = [tidy(each.clause.text) for each in spoken.done if each.chance(DATES) >= _MAY_GIVE_A_DAY]
    return [Statement(Act.DATES, "", said, without_opener(without_dates(text))) for text in words if (said := said_of(text))]


def _touch(one: Clause, other: Clause) -> bool:
    """Whether two clauses are one or follow each other."""
    first, second = sorted((one, other), key=lambda clause: clause.start)
    return first == second or second.start - first.end < _NEAR


def _as_said(run: list[Done]) -> list[Statement]:
    """Her words, as the grammar words them by themselves if it can."""
    surest = max(run, key=lambda each: each.acting)
    act = Act.COMMITS if surest.chance(COMMITS) >= surest.chance(WISHES) else Act.WISHES
    text = tidy(" ".join(each.clause.text for each in run))
    alone = [replace(each, act=act) for each in read(Sentence(text.rstrip(" .!?…"))) if each.act in _ACTING and each.text]
    words = without_opener(without_dates(text)).strip(" ,.;:!?")
    return alone or [Statement(act, words if content_words(words) - _YES else "", said_of(text))]
