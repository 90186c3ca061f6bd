from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from codev_voice.documents.links import Around, LinkModel, Mention, Thread
from codev_voice.documents.plan_acts import Done
from codev_voice.documents.plan_draft import Draft
from codev_voice.documents.plan_threads import Threads
from codev_voice.documents.values import ActionStatus
from codev_voice.method.clauses import Clause

TEXT = "Bon, je vois Marc. Je rappelle le notaire."
SEE, CALL = Done(Clause("je vois Marc.", 5, 18), {"G": 0.9}), Done(Clause("Je rappelle le notaire.", 19, 42), {"G": 0.9})


class Heard(LinkModel):
    """Says that the last action is meant, and keeps what it is asked."""

    def __init__(self) -> None:
        numbers, values = np.zeros((0, 0), dtype=np.int16), np.zeros((0, 0), dtype=np.float32)
        super().__init__(numbers, values, numbers, values, values)
        object.__setattr__(self, "asked", [])

    def chances(self, mention: Mention, known: Sequence[Thread], around: Around) -> list[float]:
        self.__dict__["asked"].append((mention, known, around))
        return [0.0] * (len(known) - 1) + [0.8, 0.2] if known else [1.0]


@pytest.fixture
def model() -> Heard:
    return Heard()


def test_a_clause_is_asked_about_where_it_stands(model: Heard) -> None:
    threads = Threads(10, 20, model)
    threads.enter(14, TEXT, ["Et alors ?"])
    see = threads.mention(SEE, "G")
    assert (see.text, see.turn, see.lead, see.opens) == ("je vois Marc.", 4, "Bon, ", True)
    marc = Draft("voir Marc", ActionStatus.COMMITMENT, [14])
    threads.note(see, marc)
    call = threads.mention(CALL, "G")
    assert not call.opens
    assert call.lead.endswith("Marc. ")
    assert threads.again(call, [marc]) == (marc, 0.8)
    mention, known, around = model.__dict__["asked"][-1]
    assert (mention, around.others, around.place) == (call, ("Et alors ?",), 0.2)
    assert [[each.text for _, each in thread] for thread in known] == [["je vois Marc."]]


def test_an_idea_that_she_took_up_is_known_by_its_words(model: Heard) -> None:
    threads = Threads(0, 8, model)
    threads.enter(3, TEXT, [])
    taken = Draft("appeler la mairie", ActionStatus.COMMITMENT, [2, 3], about="la mairie")
    assert threads.nearest(threads.mention(SEE, "W", "la mairie, mardi"), [taken]) is taken
    mention, (((_, idea),),), _ = model.__dict__["asked"][-1]
    assert mention.text == "la mairie, mardi"
    assert (idea.text, idea.turn) == ("appeler la mairie la mairie", 3)


def test_without_any_action_there_is_none_to_say_again(model: Heard) -> None:
    threads = Threads(0, 8, model)
    threads.enter(3, TEXT, [])
    assert threads.again(threads.mention(SEE, "G"), []) == (None, 0.0)
