"""The figures as one tidy table, in the CSV that a French spreadsheet opens: UTF-8 with a mark, `;`, decimal comma.

Columns: consultation (1, 2), etape (0 to 6), mesure, qui, valeur, de, a, marge, unite, tours. A measure is a line; `de` and `a` hold a
share's two ends in points and `marge` its error, `valeur` is then empty; a « repère » is what the share above it is read with, and has
no error; `tours` are the positions of the turns it comes from. A figure that may not be told has « trop court pour un chiffre »
or « sans chiffre sûr » as its unit, and no number; what was destroyed before it was counted has « effacé ».
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from codev_voice.review.equality import STAGES
from codev_voice.review.interventions import intervening
from codev_voice.review.questions import counted
from codev_voice.review.shares import ROLES
from codev_voice.review.values import Act, Ask, Range, Review, StageReview
from codev_voice.review.words import EXPECTED, SIDES, TOO_SHORT, UNSURE
from codev_voice.session.names import KIND_NAMES
from codev_voice.session.values import Stage

ERASED = "effacé"
COLUMNS = ("consultation", "etape", "mesure", "qui", "valeur", "de", "a", "marge", "unite", "tours")
BOM = "\ufeff"
Line = tuple[str, str, float | None, Range | None, str, Sequence[int]]


def render_csv(review: Review) -> str:
    """The whole table, with its line of columns."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for rank, one in enumerate(review.consultations, start=1):
        for stage in one.stages:
            for measure, who, value, share, unit, turns in _stage(stage, estimated=review.estimated):
                low, high = ("", "") if share is None or share.wide else (str(share.low), str(share.high))
                error = "" if share is None or not share.margin else number(100 * share.margin)
                said = UNSURE if share is not None and share.wide else unit
                positions = " ".join(map(str, turns))
                writer.writerow((rank, int(stage.stage), measure, safe(who), number(value), low, high, error, said, positions))
    return BOM + made.getvalue()


def _stage(stage: StageReview, *, estimated: bool) -> Iterator[Line]:
    yield "temps prévu", "groupe", stage.planned, None, "s", ()
    if not stage.visits:
        return
    yield f"durée{' estimée' if estimated else ''}", "groupe", stage.seconds, None, "s", ()
    yield "passages", "groupe", len(stage.visits), None, "", [visit.first for visit in stage.visits if visit.wordy]
    if stage.by_hand:
        yield "durée suivie à la main, sans écoute", "groupe", stage.by_hand, None, "s", ()
    if not stage.turns:
        return
    yield "tours de parole", "groupe", stage.turns, None, "", ()
    yield "temps de parole, tout le groupe", "groupe", round(stage.speech, -1), None, "s", ()
    for role in ROLES:
        yield "part de parole", SIDES[role], None, stage.shares[role] if stage.shares else None, "%" if stage.shares else TOO_SHORT, ()
        if stage.shares:
            low, high = EXPECTED[stage.stage][role]
            yield "repère de la part de parole", SIDES[role], None, Range(0.0, 0.0, low, high), "%", ()
    yield from (
        *_consultants(stage),
        *_questions(stage),
        *_group(stage),
        *_pauses(stage, estimated=estimated),
        *_facilitation(stage),
        *_flow(stage),
    )


def _group(stage: StageReview) -> Iterator[Line]:
    if stage.advice is None:
        yield "phrases relevées", "groupe", None, None, ERASED, ()
    for kind, count in (stage.advice or {}).items():
        yield f"phrases relevées : {KIND_NAMES[kind]}", "groupe", count, None, "", ()
    for name in stage.unheard:
        yield "pas encore entendu à 60 % du temps prévu", name, None, None, "", ()
    for one in stage.rounds:
        yield "tour incomplet" if one.missing else "tour complet", ", ".join(one.missing) or "groupe", 1, None, "", one.turns


def _pauses(stage: StageReview, *, estimated: bool) -> Iterator[Line]:
    for wanted, name in () if estimated else ((False, "silences"), (True, "silences demandés")):
        found = [silence for silence in stage.silences if silence.asked is wanted]
        yield name, "groupe", len(found), None, "", [silence.after for silence in found]
    for name, turns in (("paroles superposées", stage.overlaps), ("paroles coupées", stage.cut_offs)):
        if turns is not None:
            yield name, "groupe", len(turns), None, "", turns


def _facilitation(stage: StageReview) -> Iterator[Line]:
    for act in Act:
        made = [each for each in stage.interventions if each.act is act]
        if made:
            yield f"interventions : {act}", SIDES[ROLES[-1]], len(made), None, "", [each.turn for each in made]
    if stage.interventions:
        yield "durée des interventions", SIDES[ROLES[-1]], intervening(stage), None, "s, arrondi", ()


def _flow(stage: StageReview) -> Iterator[Line]:
    for (before, after), count in stage.flow.items():
        yield "parle juste après", f"{after} après {before}", count, None, "", ()


def _consultants(stage: StageReview) -> Iterator[Line]:
    if stage.stage not in STAGES:
        return
    if stage.equality is None:
        yield "parole répartie", SIDES[ROLES[1]], None, None, TOO_SHORT, ()
        return
    yield "parole répartie", SIDES[ROLES[1]], int(stage.equality.spread), None, "oui = 1", ()
    for part in stage.equality.parts:
        yield "part de la parole des consultant·es", part.person, None, part.share, "%", part.turns
        if part.questions is not None:
            yield "questions", part.person, part.questions, None, "", ()


def _questions(stage: StageReview) -> Iterator[Line]:
    if stage.stage is not Stage.CLARIFICATION:
        return
    if stage.questions is None:
        yield "questions", SIDES[ROLES[1]], None, None, TOO_SHORT, ()
        return
    counts = counted(stage.questions)
    forms = {"ouvertes": (counts.open, {Ask.OPEN, Ask.WHY}), "fermées": (counts.closed, {Ask.CLOSED}), "pourquoi": (counts.why, {Ask.WHY})}
    for name, (count, kinds) in forms.items():
        turns = _turns(one.turn for one in stage.questions if one.form in kinds)
        yield f"questions {name}", SIDES[ROLES[1]], count, None, "", turns
    yield "questions multiples", SIDES[ROLES[1]], counts.multiple, None, "", _turns(one.turn for one in stage.questions if one.chained)


def _turns(positions: Iterable[int]) -> list[int]:
    return sorted(set(positions))


def number(value: float | None) -> str:
    """With a decimal comma, without useless zeros.

    >>> number(12.5), number(3.0), number(None)
    ('12,5', '3', '')
    """
    return "" if value is None else f"{value:.1f}".removesuffix(".0").replace(".", ",")


def safe(text: str) -> str:
    """What a spreadsheet would take for a formula, as text: a name is typed by anybody."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
