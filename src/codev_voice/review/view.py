"""The review as a page shows it: plain values, pictures included.

    estimated      whether times were computed; line: what to say of it, of a transcript that is
                   gone, or of a session in which nothing was heard ("" otherwise)
    sentences      [sentence]: the review in words, to read first; describes: the sentence that ends it
    pictures       [{key, title, description, svg, tables}]: `svg` is an element of role "img" with its own title and description, to put
                   in the page as it is (no style, no script; ink is currentColor, the accent var(--trait, #0072b2)); `tables` are its
                   figures
    consultations  [{title, tables, advice, away, notices, offers}]: `tables` are what has no picture (times, consultants, observations,
                   interventions); `advice` {total, kinds: [{name, count}]} or null, the group's; `away` the roster's people never heard;
                   `notices` {offered, said, ignored} (null once destroyed) and `offers` [question], for the facilitator alone
    figures        the JSON of `codev-voice review --json` (see `render/json.py`), whose `turns` say which turns a figure comes from
    people         [name], in alphabetical order: those to whom `own_view` gives their own figures

A table is {title, columns: [word], rows: [[word]], sources: [[position]]}: `sources`, when it is not empty, gives for each row the turns to
read or listen to again.
"""

from __future__ import annotations

from typing import Any

from codev_voice.review.own import own_of
from codev_voice.review.render import tables
from codev_voice.review.render.json import followed_json, to_json
from codev_voice.review.render.own import own_json, render_own
from codev_voice.review.render.pictures import Picture, pictures_of
from codev_voice.review.render.tables import Table
from codev_voice.review.report import review_of
from codev_voice.review.values import ConsultationReview, Review
from codev_voice.review.words import describes, lines, summary
from codev_voice.session.names import KIND_NAMES, of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Role, Session
from codev_voice.session.wording import fold


def review_view(session: Session, seance: Seance) -> dict[str, Any]:
    """All that the review's tab shows; drawing takes about a second.

    Raises:
        SettingsError: the settings' preset is not one of the table's.
    """
    review = review_of(session, seance)
    spoke = {turn.person for turn in session.turns if turn.person}
    observers = set(session.named(Role.OBSERVER))
    return {
        "estimated": review.estimated,
        "line": " ".join(lines(review)),
        "sentences": list(summary(review)),
        "describes": describes(review),
        "pictures": [_picture(picture) for picture in pictures_of(review, session)],
        "consultations": [_consultation(one, review) for one in review.consultations],
        "figures": to_json(review),
        "people": sorted(spoke - observers, key=fold),
    }


def own_view(session: Session, seance: Seance, name: str) -> dict[str, Any]:
    """One participant's own figures: {text (Markdown), figures}.

    Raises:
        SessionError: nobody of that name spoke or was expected.
        SettingsError: the settings' preset is not one of the table's.
    """
    own = own_of(review_of(session, seance), session, name)
    return {"text": render_own(own), "figures": own_json(own)}


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "key": picture.key,
        "title": picture.title,
        "description": picture.description,
        "svg": picture.svg(),
        "tables": [_table(one) for one in picture.tables],
    }


def _consultation(one: ConsultationReview, review: Review) -> dict[str, Any]:
    held = [tables.times(one, estimated=review.estimated, listened=review.listened)]
    held += [*(found for stage in one.heard() if (found := tables.consultants(stage)))]
    held += [tables.observations(one, estimated=review.estimated), tables.facilitation(one)]
    advice = {kind: count for stage in one.stages for kind, count in (stage.advice or {}).items()}
    kinds = [{"name": KIND_NAMES[kind], "count": count} for kind, count in advice.items()]
    return {
        "title": f"Consultation {of(one.client)}" if one.client else "La séance",
        "tables": [_table(found) for found in held if found.rows],
        "advice": {"total": sum(advice.values()), "kinds": kinds} if advice else None,
        "away": list(one.away),
        "notices": followed_json(one),
        "offers": list(one.offers),
    }


def _table(one: Table) -> dict[str, Any]:
    return {
        "title": one.title,
        "columns": list(one.columns),
        "rows": [list(row) for row in one.rows],
        "sources": [list(turns) for turns in one.sources],
    }
