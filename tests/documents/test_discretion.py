from __future__ import annotations

from codev_voice.documents.discretion import discreet, unwritten
from codev_voice.documents.values import Contract, Documents, Kind, Note, Reserve
from spoken import scene

ASKED = "3 Inès: C'est avec Delorme que ça coince, mais je veux pas que ce soit écrit, et Fatou le connaît."


def test_third_persons_she_asks_not_to_see_written() -> None:
    assert unwritten(scene(ASKED)) == {"Delorme"}
    assert unwritten(scene("3 Inès: C'est avec Delorme que ça coince.")) == frozenset()
    assert unwritten(scene("3 Julien: Delorme, je veux pas que ce soit écrit.")) == frozenset()


def test_the_name_leaves_every_document() -> None:
    documents = Documents(
        Contract("Inès", "Claire", demand="Comment parler à Delorme", reserves=(Reserve("Je connais Delorme", (4,), "Fatou"),)),
        (Note("Julien", Kind.SUGGESTION, "Appeler Delorme", (5,)),),
    )
    masked = discreet(documents, scene(ASKED))
    assert "Delorme" not in repr(masked)
    assert masked.contract.demand == "Comment parler à une personne"
    assert masked.notes[0] == Note("Julien", Kind.SUGGESTION, "Appeler une personne", (5,))
    assert masked.contract.reserves[0].person == "Fatou"


def test_nothing_changes_when_she_asks_for_nothing() -> None:
    documents = Documents(Contract("Inès", "Claire", demand="Comment parler à Delorme"))
    assert discreet(documents, scene("3 Inès: Comment parler à Delorme ?")) is documents
