"""The review as Markdown, for the facilitator to read."""

from __future__ import annotations

from collections.abc import Sequence

from codev_voice.review import words
from codev_voice.review.questions import counted
from codev_voice.review.render import tables
from codev_voice.review.render.drawing import flow
from codev_voice.review.render.tables import Table
from codev_voice.review.values import ConsultationReview, Followed, Review, StageReview
from codev_voice.review.words import TOO_SHORT, summary
from codev_voice.session.names import KIND_NAMES, SAID_STAGES, listed, of
from codev_voice.session.values import Stage

_AGAIN = "Un chiffre vous étonne ? Les tours de parole portent ces numéros dans « codev-voice transcript DOSSIER --numbers »."


def render_markdown(review: Review) -> str:
    """The whole review: sentences first, then tables."""
    lines = ["# Bilan de la séance", ""]
    for line in words.lines(review):
        lines += [f"*{line}*", ""]
    lines += [f"- {sentence}" for sentence in summary(review)]
    for one in review.consultations:
        lines += ["", f"## Consultation {of(one.client)}" if one.client else "## La séance"]
        lines += _consultation(one, review)
    if not review.wordless:
        lines += ["", "## Le déroulement", "", *table(tables.timeline(review)), *(["", _AGAIN] if review.listened else [])]
        lines += [line for one in tables.people(review) for line in ("", f"### {one.title}", "", *table(one))]
    lines += ["", f"*{words.describes(review)}*"]
    return "\n".join(lines) + "\n"


def _consultation(one: ConsultationReview, review: Review) -> list[str]:
    lines = ["", "### Le temps par étape", "", *table(tables.times(one, estimated=review.estimated, listened=review.listened))]
    if one.heard():
        lines += ["", "### La parole par étape", "", *table(tables.shares(one))]
    if one.away:
        lines += ["", f"Pas entendu dans la séance, et pas compté : {listed(one.away)}."]
    drawn = flow.told(one)
    for stage in one.heard():
        details = [*_details(stage, estimated=review.estimated), *(_flow(stage) if stage in drawn else ())]
        if details:
            lines += ["", f"### {tables.numbered(stage.stage)}", "", *details]
    made = tables.facilitation(one)
    if made.rows:
        lines += ["", "### Vos interventions, pour vous seul·e", "", *table(made)]
    if one.followed is not None and one.followed.offered:
        lines += ["", _followed(one.followed)]
    if one.offers:
        lines += ["", "Questions qui auraient pu être posées dans la clarification :", "", *(f"- « {offer} »" for offer in one.offers)]
    return lines


def _details(stage: StageReview, *, estimated: bool) -> list[str]:
    lines = [*_equality(stage), *_questions(stage), *_advice(stage)]
    if stage.unheard:
        known = "n'avait" if len(stage.unheard) == 1 else "n'avaient"
        lines.append(f"- {listed(stage.unheard)} {known} pas encore parlé à 60 % du temps prévu.")
    if stage.rounds:
        lines.append(f"- {'Tours' if len(stage.rounds) > 1 else 'Tour'} : {tables.turns_taken(stage)}.")
    if stage.silences and not estimated:
        asked = sum(silence.asked for silence in stage.silences)
        lines.append(f"- Silences de plus de 4 secondes : {len(stage.silences) - asked} ; demandés, pour réfléchir ou écrire : {asked}.")
    if stage.overlaps:
        lines.append(f"- Paroles superposées : environ {len(stage.overlaps)}.")
    if stage.cut_offs:
        lines.append(f"- Paroles coupées : environ {len(stage.cut_offs)}.")
    return lines


def _equality(stage: StageReview) -> list[str]:
    found = tables.consultants(stage)
    if found is not None:
        return [f"{found.title}.", "", *table(found), ""] if found.rows else [f"- {found.title}."]
    return [f"- Parole entre les consultant·es : {TOO_SHORT}."] if stage.stage in {Stage.CLARIFICATION, Stage.EXPLORATION} else []


def _questions(stage: StageReview) -> list[str]:
    if stage.stage is not Stage.CLARIFICATION:
        return []
    if stage.questions is None:
        return [f"- Questions : {TOO_SHORT}."]
    asked = counted(stage.questions)
    why = f" (dont {asked.why} « pourquoi »)" if asked.why else ""
    chains = f" ; questions multiples : {asked.multiple}" if asked.multiple else ""
    return [f"- Questions ouvertes : {asked.open}{why} ; fermées ou précises : {asked.closed}{chains}."]


def _advice(stage: StageReview) -> list[str]:
    if stage.advice is None:
        return ["- Phrases relevées : – (effacées, leur nombre avec elles)."]
    if not stage.advice:
        return []
    kinds = ", ".join(f"{KIND_NAMES[kind]} : {number}" for kind, number in stage.advice.items())
    return [f"- Phrases relevées, tout le groupe ensemble : {sum(stage.advice.values())} ({kinds})."]


def _flow(stage: StageReview) -> list[str]:
    """What the picture of exchanges shows, as its figures."""
    found = tables.flow(stage)
    return ["", f"{found.title} (combien de fois) :", "", *table(found)]


def _followed(made: Followed) -> str:
    return (
        f"Phrases relevées pour vous : {made.offered} ; question dite : {made.said} ; ignorées : {made.ignored}. "
        f"« codev-voice notices » les montre ({SAID_STAGES[Stage.CLARIFICATION]} seulement)."
    )


def table(one: Table) -> list[str]:
    """The lines of a table; a bar inside a word would end its cell."""
    rows: Sequence[Sequence[str]] = [one.columns, ["---"] * len(one.columns), *one.rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
