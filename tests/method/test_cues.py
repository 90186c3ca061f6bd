from codev_voice.method.cues import begins, cues, names, patterns, plain, schools


def test_text_is_compared_without_case_accents_or_signs() -> None:
    assert plain("Qu’est-ce que tu RETIENS, là ?") == " qu est ce que tu retiens la "


def test_words_that_hand_over_each_stage_are_found() -> None:
    said = {
        0: "Karim, la dernière fois tu avais un plan : ça a donné quoi ?",
        1: "Inès, on t'écoute, on coupe les micros.",
        2: "OK, place aux questions, pour comprendre.",
        3: "Et du coup, c'est quoi ta demande ?",
        4: "C'est parti, lâchez-vous, elle note sans répondre.",
        5: "Tu gardes quoi de tout ça, et ton premier petit pas ?",
        6: "Un mot chacun : vous avez appris quoi ?",
    }
    for stage, text in said.items():
        assert f"opens.{stage}" in cues(text), text


def test_a_name_of_any_script_is_held_and_one_without_letters_never() -> None:
    assert names(plain("Merci علي."), plain("علي"))
    assert not names(plain("Merci Юля."), plain("علي"))
    assert not names(plain("…"), plain("😀"))
    assert not names(plain("Il a dit oui."), plain("Юля A"))


def test_words_are_whole_words() -> None:
    assert "opens.3" not in cues("Il est dans les contrats de la maison")
    assert "sounds.agrees" not in cues("Il a dit : désaccord total")


def test_a_mention_of_what_comes_later_is_told() -> None:
    assert "mention.later" in cues("On verra ça au moment du contrat.")
    assert "mention.waits" in cues("Attends, j'ai encore une question.")
    assert "mention.proposes" in cues("Je vous propose qu'on passe au contrat ?")


def test_beginnings_that_mark_a_step() -> None:
    assert begins("Bon, on y va ?")
    assert not begins("Le bon sens")
    assert not begins("")


def test_every_group_of_the_vocabulary_can_match() -> None:
    assert all(pattern.pattern.count("(?:") for pattern in patterns().values())
    assert {f"opens.{stage}" for stage in range(7)} <= patterns().keys()


def test_a_school_has_its_own_names() -> None:
    said = "Bien, temps de clarification."
    assert "opens.2" in cues(said)
    assert {"opens.2", "opens.3"} & cues(said, "exploration-clarification") == {"opens.3"}
    assert cues(said, "inconnue") == cues(said)
    assert all(groups for groups in schools().values())
