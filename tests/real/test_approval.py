"""A thousand random edits and approvals: too long for the quick tests."""

from __future__ import annotations

import pytest

from documents.paper_walk import Walk

pytestmark = pytest.mark.real


@pytest.mark.parametrize(("seed", "refusals"), [(1, False), (2, True)])
def test_a_thousand_edits_and_approvals_never_show_an_unapproved_text_as_approved(seed: int, *, refusals: bool) -> None:
    walk = Walk(seed, refusals=refusals)
    for _ in range(1_000):
        walk.step()
        walk.check()
    assert refusals or len(walk.events) > 500
