from __future__ import annotations

from codev_voice.review.flow import flow
from review.spoken import turns


def test_who_speaks_after_whom() -> None:
    spoken = turns(("Cy", 0, 5), ("Ana", 5, 9), ("Cy", 9, 10, "Mm."), ("Dee", 10, 15), ("Ana", 15, 20), ("", 20, 25), ("Cy", 25, 30))
    assert flow(spoken) == {("Ana", "Dee"): 1, ("Cy", "Ana"): 1, ("Dee", "Ana"): 1}
    assert flow([]) == {}
