"""The review in pictures: each with its name, what it shows in words, and its figures as tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from codev_voice.review.render import tables
from codev_voice.review.render.drawing import flow, shares, timeline
from codev_voice.review.render.drawing.sheet import Sheet, drawn
from codev_voice.review.render.drawing.svg import for_page
from codev_voice.review.render.tables import Table
from codev_voice.review.values import ConsultationReview, Review
from codev_voice.review.words import SHARES, describes
from codev_voice.session.names import of
from codev_voice.session.values import Session

FORMS = ("png", "pdf")


@dataclass(frozen=True)
class Picture:
    """A picture to draw when it is asked for; `key` is a word of its own, `title` its name in French, `description` what it shows."""

    key: str
    title: str
    description: str
    tables: tuple[Table, ...]
    draw: Callable[[Sheet, bool], None]
    height: Callable[[bool], float]

    def file(self, form: str) -> bytes:
        """The picture by itself, with its title: "png" or "pdf"."""
        return drawn(lambda sheet: self.draw(sheet, True), self.height(True), form)  # noqa: FBT003 - titled

    def svg(self) -> str:
        """The picture as an element to put in a page that already says its title."""
        raw = drawn(lambda sheet: self.draw(sheet, False), self.height(False), "svg")  # noqa: FBT003 - untitled
        return for_page(raw, self.key, self.title, self.description)


def pictures_of(review: Review, session: Session) -> tuple[Picture, ...]:
    """The timeline of the session, then of each consultation the shares by stage and the flow."""
    several = len(review.consultations) > 1
    found = [_timeline(review, session)] if session.turns or not review.listened else []
    for rank, one in enumerate(review.consultations, start=1):
        about = f", consultation {of(one.client)}" if several and one.client else f", consultation {rank}" if several else ""
        key = f"-{rank}" if several else ""
        if one.heard():
            found.append(_shares(one, about, key))
        if flow.told(one):
            found.append(_flow(one, about, key))
    return tuple(found)


def _timeline(review: Review, session: Session) -> Picture:
    rows = timeline.rows_of(session, review)
    people = "Qui parle à quel moment, une ligne par personne, les" if review.listened else "Les"
    return Picture(
        key="deroulement",
        title="Déroulement",
        description=f"{people} étapes en bandes, réelles puis prévues. {describes(review)}",
        tables=(tables.timeline(review), *tables.people(review)),
        draw=lambda sheet, titled: timeline.draw(sheet, rows, review, titled=titled),
        height=lambda titled: timeline.height(rows, titled=titled),
    )


def _shares(one: ConsultationReview, about: str, key: str) -> Picture:
    title = f"Parole par étape{about}"
    return Picture(
        key=f"parole{key}",
        title=title,
        description="Parts de la parole de la personne cliente, des consultant·es ensemble et de l'animation, avec leur marge, "
        f"à côté des repères de la méthode. {SHARES}",
        tables=(tables.shares(one),),
        draw=lambda sheet, titled: shares.draw(sheet, one, title=title if titled else ""),
        height=lambda titled: shares.height(one, titled=titled),
    )


def _flow(one: ConsultationReview, about: str, key: str) -> Picture:
    stages = flow.told(one)
    title = f"Échanges{about}"
    return Picture(
        key=f"echanges{key}",
        title=title,
        description="Les personnes en cercle, par ordre alphabétique ; plus l'une parle souvent après l'autre, plus le trait est large.",
        tables=tuple(tables.flow(stage) for stage in stages),
        draw=lambda sheet, titled: flow.draw(sheet, one, stages, title=title if titled else ""),
        height=lambda titled: flow.height(stages, titled=titled),
    )
