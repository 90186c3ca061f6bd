from __future__ import annotations

from codev_voice.documents.drafting import draft_with
from codev_voice.documents.reading import Extraction, Reader
from codev_voice.documents.scene import Scene
from codev_voice.documents.values import Action, ActionStatus, Contract, Documents, Plan
from codev_voice.session.seance import Seance
from spoken import TUESDAY, scene, spoken

TEXT = "5 Inès: Je vois Marc vendredi.\n5 Julien: Appelle la mairie.\n5 Inès: Voilà."


class Inventive:
    """A reader that adds a true action twice and an invented one."""

    def read(self, scene: Scene) -> Documents:
        actions = (Action("Voir Marc", ActionStatus.COMMITMENT, (0,)), Action("Appeler la mairie", ActionStatus.COMMITMENT, (1,)))
        return Documents(Contract(scene.client, scene.facilitator), plan=Plan((), actions))


def test_the_extraction_reads_the_whole_consultation() -> None:
    read = Extraction().read(scene(TEXT))
    assert (read.first_turn, read.last_turn, read.contract.client) == (0, 2, "Inès")
    assert [action.action for action in read.plan.actions] == ["Voir Marc"]


def test_a_second_reader_goes_through_the_same_verifier() -> None:
    reader: Reader = Inventive()
    (one,) = draft_with(spoken(TEXT), Seance(date=TUESDAY), reader)
    assert [action.action for action in one.documents.plan.actions] == ["Voir Marc"]
    assert [(refusal.text, refusal.reason) for refusal in one.refused] == [("Appeler la mairie", "le client ne le dit pas")]


def test_names_she_asked_not_to_see_written_are_not_in_what_was_refused() -> None:
    said = "3 Inès: Comment annoncer la nouvelle. Ce que je dis de Zoé, je veux pas que ce soit écrit.\n5 Inès: Je vois Zoé."

    class Bold:
        def read(self, scene: Scene) -> Documents:
            return Documents(Contract("Inès", "Claire"), plan=Plan((), (Action("Convoquer Zoé", ActionStatus.COMMITMENT, (1,)),)))

    (one,) = draft_with(spoken(said), Seance(date=TUESDAY), Bold())
    assert [refusal.text for refusal in one.refused] == ["Convoquer une personne"]
