"""The page of a session that is listened to, in a real browser."""

from __future__ import annotations

import re

import msgspec
import pytest
from playwright.sync_api import Page, expect

from codev_voice.companion.desk import Act
from page.conftest import Opener
from page.standin import NOTICE, StandIn, at_stage, turn, view

pytestmark = pytest.mark.real


def _sent(page: Page, desk: StandIn, *acts: Act) -> None:
    """Wait for what the desk was sent, in order, and forget it."""
    for _ in range(100):
        if len(desk.acts) >= len(acts):
            break
        page.wait_for_timeout(30)
    assert desk.acts == list(acts)
    desk.acts.clear()


def test_one_glance_tells(opened: Opener) -> None:
    page = opened(StandIn(view("ecoute")))
    expect(page.locator("#state")).to_have_text("À l'écoute")
    expect(page.locator("#now-name")).to_have_text("Clarification")
    expect(page.locator("#now-left")).to_have_text("encore 9 min")
    expect(page.locator("#now-rule")).to_have_text("questions de fait, pas de conseil")
    expect(page.locator("#rail li")).to_have_count(7)
    expect(page.locator("#rail [aria-current=step]")).to_contain_text("9 / 18")
    expect(page.locator("#line")).to_have_text("Micro : je vous entends. Appel : j'entends les autres.")
    expect(page.locator("#levels [role=meter]")).to_have_count(2)
    expect(page.locator("#lag")).to_have_text("Retard 1,2 s")
    expect(page.locator(".share[open] .silent")).to_have_text("Pas encore : Nadia, Marc")
    expect(page.locator(".share[open] li")).to_have_count(5)
    expect(page).to_have_title("● À l'écoute · Clarification, encore 9 min")


def test_the_people_of_a_stage_are_in_the_roster_s_order(opened: Opener) -> None:
    page = opened(StandIn(view("ecoute")))
    assert page.locator(".share[open] .name").all_inner_texts() == ["Claire", "Sophie", "Karim", "Bruno", "Inès"]


def test_digits_move_the_stage_and_one_more_key_undoes_it(opened: Opener) -> None:
    desk = StandIn(view("ecoute", notices=[]))
    page = opened(desk)
    page.keyboard.press("Digit3")
    _sent(page, desk, Act("stage", stage=3))
    expect(page.locator("#now-name")).to_have_text("Contrat")
    expect(page.locator("#tell")).to_have_text("Étape 3, Contrat")
    page.keyboard.press("u")
    page.keyboard.press("Control+z")
    page.locator("#undo").click()
    _sent(page, desk, Act("undo"), Act("undo"), Act("undo"))


def test_a_french_keyboard_moves_the_stage_without_shift(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'é', code: 'Digit2', bubbles: true}))")
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '\"', code: 'Digit3', bubbles: true}))")
    _sent(page, desk, Act("stage", stage=3))


def test_a_click_moves_the_stage(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk, width=380)
    page.locator("#rail button").nth(4).click()
    _sent(page, desk, Act("stage", stage=4))


def test_the_time_left_changes_its_colour_and_says_it_in_words(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    left = page.locator("#now-left")
    colours = []
    for spent, words in ((200, "encore 15 min"), (900, "encore 3 min"), (1200, "dépassé de 2 min")):
        desk.change(**at_stage(2, spent))
        expect(left).to_have_text(words)
        colours.append(left.evaluate("node => getComputedStyle(node).color"))
    assert len(set(colours)) == 3
    assert not any(red > 1.8 * max(green, blue) for red, green, blue in (map(int, re.findall(r"\d+", colour)[:3]) for colour in colours))


@pytest.mark.parametrize(("key", "act"), [("Digit3", Act("confirm_stage")), ("Digit2", Act("deny_stage"))])
def test_a_stage_in_doubt_is_a_question(opened: Opener, key: str, act: Act) -> None:
    desk = StandIn(view("ecoute", doubt={"stage": 3, "name": "Contrat"}))
    page = opened(desk)
    expect(page.locator("#doubt p")).to_have_text("Est-on passé à l'étape « Contrat » ?")
    page.keyboard.press(key)
    _sent(page, desk, act)
    expect(page.locator("#doubt")).to_be_hidden()


def test_a_question_is_answered_by_a_click_too(opened: Opener) -> None:
    desk = StandIn(view("ecoute", doubt={"stage": 3, "name": "Contrat"}))
    page = opened(desk)
    page.get_by_role("button", name="Oui").click()
    _sent(page, desk, Act("confirm_stage"))


def test_provisional_words_are_lighter_and_never_said_aloud(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    settled, provisional = page.locator("#open .settled"), page.locator("#open .provisional")
    expect(page.locator("#open .name")).to_have_text("Sophie")
    colour = "node => getComputedStyle(node).color"
    assert settled.evaluate(colour) != provisional.evaluate(colour)
    assert page.locator("#said").evaluate("node => node.closest('[aria-live], [role=log], [role=status]')") is None
    desk.pass_by(open={"speaker": "", "sure": False, "settled": "", "provisional": "et du coup"})
    expect(page.locator("#open .name")).to_have_text("…")
    expect(provisional).to_have_text("et du coup")
    desk.change(open=None, turns=[turn(11, "Sophie", "Et du coup, plus rien.", 2)])
    expect(page.locator("#open")).to_be_hidden()
    expect(page.locator(".turn").last.locator(".words")).to_have_text("Et du coup, plus rien.")


def test_an_unsure_voice_has_no_name(opened: Opener) -> None:
    page = opened(StandIn(view("ecoute")))
    assert page.locator(".turn.unsure .name").all_inner_texts() == ["…"]


def test_a_voice_is_named_in_two_clicks(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    page.locator(".turn.unsure .name").click()
    expect(page.locator("#dialog .samples")).to_contain_text("Mm, d'accord.")
    expect(page.locator("#dialog")).to_contain_text("codev-voice voices keep DOSSIER PRÉNOM")
    page.locator("#dialog").get_by_role("button", name="Marc").click()
    _sent(page, desk, Act("name", voice="Voix x", person="Marc"))
    expect(page.locator("#dialog")).to_be_hidden()


def test_a_passage_is_kept_for_the_notes_and_let_go(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    last = page.locator(".turn").last
    last.hover()
    last.locator(".save").click()
    _sent(page, desk, Act("keep", piece="p000020"))
    desk.change(turns=[{**desk.view()["turns"][10], "kept": True}])
    expect(last.locator(".kept")).to_have_text("gardé pour les notes")
    last.locator(".save").click()
    _sent(page, desk, Act("unkeep", piece="p000020"))


def test_cutting_a_passage_asks_once(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    last = page.locator(".turn").last
    last.hover()
    last.locator(".drop").click()
    expect(page.locator("#dialog h2")).to_have_text("Couper ce passage ?")
    page.keyboard.press("Escape")
    assert desk.acts == []
    expect(page.locator("#app")).to_be_visible()
    last.hover()
    last.locator(".drop").click()
    page.locator("#dialog").get_by_role("button", name="Couper").click()
    _sent(page, desk, Act("cut", piece="p000020"))
    desk.change(turns=[{**desk.view()["turns"][10], "cut": True, "text": ""}])
    expect(last).to_have_text("Passage retiré", use_inner_text=True)


def test_a_turn_is_reached_and_acted_on_by_keyboard_alone(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    page.locator("#said").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".turn").nth(8)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    _sent(page, desk, Act("keep", piece="p000016"))
    expect(page.locator(".turn").nth(8).locator(".save")).to_be_focused()


@pytest.mark.parametrize(
    ("words", "answer"), [("Je l'ai dit", "said"), ("Ignorer", "ignored"), ("Ce n'était pas un conseil", "not_advice")]
)
def test_a_notice_is_about_the_sentence_and_takes_three_answers(opened: Opener, words: str, answer: str) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    notice = page.locator(".notice")
    expect(notice.locator(".heard")).to_have_text("«\u202ftu devrais lui parler franchement\u202f»")
    expect(notice.locator(".instead .words")).to_have_text("Qu'est-ce que tu lui as déjà dit, et comment ?")
    assert "Bruno" not in notice.inner_text()
    notice.get_by_role("button", name=words).click()
    _sent(page, desk, msgspec.convert({"act": "answer", "number": 1, "answer": answer}, Act))
    expect(notice).to_have_count(0)


def test_a_notice_fades_and_goes_unless_one_is_reading_it(opened: Opener) -> None:
    desk = StandIn(view("ecoute", notices=[NOTICE, {**NOTICE, "number": 2, "excerpt": "change d'équipe", "t": 1250.0}]))
    page = opened(desk)
    notice = page.locator(".notice")
    expect(notice.locator(".heard")).to_contain_text("change d'équipe")
    expect(notice).to_have_count(1)
    notice.hover()
    desk.pass_by(t=1340.0)
    page.wait_for_timeout(1200)
    expect(notice).to_have_count(1)
    page.locator("#state").hover()
    expect(notice).to_have_count(0)


def test_warnings_lag_and_a_clipped_microphone_are_said(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    desk.change(warnings=["Il reste 900 Mo sur le disque."])
    desk.pass_by(
        lag=12.4, levels={"micro": {"db": -0.5, "clipped": True}, "appel": {"db": -70, "clipped": False}}, line="Micro : ça sature."
    )
    expect(page.locator(".warning")).to_have_text("Il reste 900 Mo sur le disque.")
    expect(page.locator("#lag")).to_have_text("Retard de 12 s ; rien n'est perdu, il se rattrape.")
    expect(page.locator("#levels .level.clipped .clip")).to_have_text("sature")
    expect(page.locator("#levels [role=meter]").last).to_have_attribute("aria-valuenow", "-60")


@pytest.mark.parametrize(("words", "act"), [("Terminer la séance", Act("stop")), ("Continuer", Act("go_on"))])
def test_it_asks_whether_to_stop(opened: Opener, words: str, act: Act) -> None:
    desk = StandIn(view("ecoute", ask={"question": "Plus personne ne parle depuis dix minutes. Arrêter l'écoute ?"}))
    page = opened(desk)
    page.locator(".ask").get_by_role("button", name=words).click()
    _sent(page, desk, act)


def test_hors_micro_cannot_be_mistaken_for_listening(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    ground = page.evaluate("getComputedStyle(document.body).backgroundImage")
    page.keyboard.press("p")
    _sent(page, desk, Act("pause"))
    expect(page.locator("#off h2")).to_be_visible()
    expect(page.locator("#off h2")).to_have_text("Écoute suspendue")
    for gone in ("#said", "#open", "#line", "#levels", ".notice", "#micro"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page).to_have_title("‖ Écoute suspendue")
    assert page.evaluate("getComputedStyle(document.body).backgroundImage") != ground
    page.keyboard.press("p")
    _sent(page, desk, Act("resume"))
    expect(page.locator("#said")).to_be_visible()
    page.locator("#micro").click()
    _sent(page, desk, Act("pause"))
    page.locator("#resume").click()
    _sent(page, desk, Act("resume"))


def test_hors_micro_offers_to_erase_what_was_just_said(opened: Opener) -> None:
    desk = StandIn(view("pause"))
    page = opened(desk)
    page.get_by_role("button", name="Effacer les 10 dernières secondes").click()
    page.locator("#dialog").get_by_role("button", name="Effacer").click()
    _sent(page, desk, Act("cut_last", minutes=10 / 60))


@pytest.mark.parametrize("key", ["m", "Escape"])
def test_one_key_hides_everything_and_shows_it_again(opened: Opener, key: str) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    page.keyboard.press(key)
    expect(page.locator("#app")).to_be_hidden()
    assert page.locator("body").inner_text().split() == ["Affichage", "masqué", "À", "l'écoute", "Afficher", "M"]
    expect(page).to_have_title("codev")
    page.keyboard.press("Digit4")
    page.keyboard.press("p")
    _sent(page, desk, Act("pause"))
    expect(page.locator("#curtain-words")).to_have_text("Écoute suspendue")
    page.reload(wait_until="commit")
    expect(page.locator("#curtain")).to_be_visible()
    expect(page.locator("#app")).to_be_hidden()
    page.keyboard.press(key)
    expect(page.locator("#off")).to_be_visible()


def test_somebody_late_is_added_and_asked(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    page.locator("#more").click()
    page.locator("#late-name").fill("Paul")
    page.keyboard.press("Enter")
    _sent(page, desk, Act("add_person", person="Paul"))
    desk.change(
        phase="pause",
        recording=False,
        people=[*desk.view()["people"], {"name": "Paul", "role": "consultant", "role_name": "", "consent": None}],
    )
    expect(page.locator(".arrival p")).to_have_text("Paul vient d'arriver. Demandez-lui :")
    expect(page.locator("#resume")).to_have_attribute("aria-disabled", "true")
    page.locator(".arrival").get_by_role("button", name="Oui").click()
    _sent(page, desk, Act("consent", person="Paul", given=True))
    expect(page.locator("#resume")).to_have_attribute("aria-disabled", "false")


def test_somebody_takes_consent_back_and_may_give_it_again(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    name = desk.view()["people"][1]["name"]
    page.locator("#more").click()
    page.get_by_role("button", name="Choisir…").click()
    page.get_by_role("button", name=f"{name} retire son accord").click()
    expect(page.get_by_role("dialog")).to_contain_text("Plus rien n'est enregistré ni analysé, pour personne.")
    page.get_by_role("button", name="Arrêter l'écoute").click()
    _sent(page, desk, Act("consent", person=name, given=False))
    page.locator("#more").click()
    page.get_by_role("button", name="Choisir…").click()
    page.get_by_role("button", name=f"{name} redit oui").click()
    _sent(page, desk, Act("consent", person=name, given=True))


def test_ending_asks_once(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    page.locator("#more").click()
    page.get_by_role("button", name="Terminer la séance…").click()
    page.locator("#dialog").get_by_role("button", name="Terminer la séance").click()
    _sent(page, desk, Act("stop"))


def test_keys_alone_can_be_turned_off(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    page.locator("#more").click()
    page.get_by_label("Touches seules actives").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    page.keyboard.press("Digit3")
    page.keyboard.press("Control+z")
    _sent(page, desk, Act("undo"))


def test_what_is_typed_is_no_command(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk)
    page.locator("#more").click()
    page.locator("#late-name").press_sequentially("pmu36")
    expect(page.locator("#late-name")).to_have_value("pmu36")
    assert desk.acts == []


def test_what_cannot_be_done_is_said_quietly(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    desk.refuses = "L'étape n'a pas changé"
    page = opened(desk)
    page.keyboard.press("Digit5")
    expect(page.locator("#errors")).to_have_text("L'étape n'a pas changé : recommencez.")
    expect(page.locator("#errors")).to_have_attribute("role", "status")


def test_one_who_reads_back_is_not_pulled_to_the_end(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk, height=600)
    said = page.locator("#said")
    said.evaluate("node => { node.scrollTop = 0; }")
    expect(page.locator("#follow")).to_be_visible()
    desk.change(turns=[turn(11, "Sophie", "Et du coup, plus rien.", 2)])
    expect(page.locator(".turn")).to_have_count(12)
    assert said.evaluate("node => node.scrollTop") == 0
    page.locator("#follow").click()
    assert said.evaluate("node => node.scrollHeight - node.scrollTop - node.clientHeight") < 5
