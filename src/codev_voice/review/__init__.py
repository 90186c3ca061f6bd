"""The review: how speech was shared, described and never evaluated."""

from codev_voice.review.render.json import to_json
from codev_voice.review.render.markdown import render_markdown
from codev_voice.review.report import review_of, reviewable

__all__ = ["render_markdown", "review_of", "reviewable", "to_json"]
