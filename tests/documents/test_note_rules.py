"""What becomes a note of the exploration, by the rules of the method."""

from __future__ import annotations

from codev_voice.documents.notes import draft_notes
from codev_voice.documents.values import Kind, Line
from spoken import scene

IDEA = "Écris-lui trois lignes avant de le voir."


def test_a_facilitator_who_consults_is_noted_and_her_facilitation_is_not() -> None:
    noted = draft_notes(
        scene(f"""
            4 Claire: C'est parti, à vous.
            4 Fatou: J'ai l'impression que tu portes tout seul.
            4 Inès: Ah oui, ça j'aime.
            4 Julien: {IDEA}
            4 Claire*: Qu'est-ce que tu protèges en ne disant rien ?
        """)
    )
    assert [(note.person, note.kind, note.sources) for note in noted.notes] == [
        ("Fatou", Kind.IMPRESSION, (1,)),
        ("Julien", Kind.SUGGESTION, (3,)),
        ("Claire", Kind.QUESTION, (4,)),
    ]
    assert noted.left_out == 0


def test_only_the_exploration_gives_notes() -> None:
    assert draft_notes(scene(f"2 Julien: {IDEA}\n5 Julien: {IDEA}\n6 Julien: {IDEA}")).notes == ()


def test_a_turn_with_two_ideas_gives_two_notes_of_one_source() -> None:
    noted = draft_notes(scene("4 Julien: Qu'est-ce que tu protèges en ne disant rien ? De qui c'est le problème, au fond ?"))
    assert [note.sources for note in noted.notes] == [(0,), (0,)]


def test_what_the_client_rules_out_is_counted_and_not_written() -> None:
    noted = draft_notes(scene("4 Fatou: Tu devrais lui offrir une augmentation de salaire.\n4 Inès: Non, on avait dit pas le salaire."))
    assert (noted.notes, noted.left_out) == ((), 1)


def test_an_idea_split_by_an_interruption_is_one_note_with_both_sources() -> None:
    noted = draft_notes(
        scene("""
            4 Julien: J'ai eu un adjoint comme ça, et il m'a fallu un an pour…
            4 Inès: Pardon, je toussais.
            4 Julien: pour lui dire que j'avais choisi quelqu'un d'autre.
        """)
    )
    assert [note.sources for note in noted.notes] == [(0, 2)]
    assert "il m'a fallu un an" in noted.notes[0].text
    assert "quelqu'un d'autre" in noted.notes[0].text


def test_another_consultants_word_does_not_cut_an_idea_in_two() -> None:
    said = """
        4 Julien: J'ai eu un adjoint comme ça, et il m'a fallu un an pour…
        4 Fatou: Pardon.
        4 Julien: pour lui dire que j'avais choisi quelqu'un d'autre.
    """
    assert [note.sources for note in draft_notes(scene(said)).notes] == [(0, 2)]


def test_notes_carry_the_version_of_the_contract_they_were_said_under() -> None:
    noted = draft_notes(
        scene(f"""
            3 Inès: Comment refuser ce projet sans froisser la direction ?
            4 Julien: {IDEA}
            3 Inès: En fait, à quelles conditions accepter ce projet ?
            4 Fatou: {IDEA}
        """)
    )
    assert [note.version for note in noted.notes] == [1, 2]


def test_what_is_taken_back_a_turn_later_is_left_out_and_nothing_else() -> None:
    said = f"""
        4 Julien: Qu'est-ce que tu protèges en ne disant rien ?
        4 Fatou: {IDEA}
        4 Julien: Non, en fait, je retire la question, elle est trop dure.
    """
    noted = draft_notes(scene(said))
    assert [note.person for note in noted.notes] == ["Fatou"]
    assert (noted.left_out, noted.aside) == (1, frozenset({0, 2}))


def test_taking_up_ones_own_idea_again_is_no_withdrawal() -> None:
    said = f"4 Julien: {IDEA}\n4 Julien: Je reprends la mienne : qu'est-ce que tu protèges en ne disant rien ?"
    assert [note.sources for note in draft_notes(scene(said)).notes] == [(0,), (1,)]


def test_what_the_facilitator_says_no_to_by_its_name_is_out_of_the_contract() -> None:
    said = "4 Julien: Tu devrais revoir les chiffres avec la banque.\n4 Claire: Les chiffres, non."
    assert draft_notes(scene(said), [Line("Les chiffres", (0,))]).notes == ()
    assert len(draft_notes(scene(said)).notes) == 1


def test_what_is_said_to_another_consultant_by_name_is_no_idea() -> None:
    assert draft_notes(scene("4 Julien: Fatou, ton micro est trop fort, tu devrais le baisser.")).notes == ()


def test_words_said_again_after_an_interruption_go_on_with_the_idea() -> None:
    said = """
        4 Julien: Nous, on avait un chef de rang dans ce cas-là. On a…
        4 Inès: Pardon, je note. Vas-y.
        4 Julien: On a mis deux mois à lui en parler, et il nous a dit merci.
    """
    (note,) = draft_notes(scene(said)).notes
    assert note.sources == (0, 2)
