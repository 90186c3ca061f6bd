"""The door, the end and the reading, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from codev_voice.companion.desk import Act
from page.conftest import Opener
from page.standin import PEOPLE, STATEMENT, StandIn, view

pytestmark = pytest.mark.real


def test_all_are_asked_and_then_it_may_begin(opened: Opener) -> None:
    desk = StandIn(view("accueil"))
    page = opened(desk)
    start = page.locator("#start")
    expect(page.locator("#begin-words")).to_have_text("Il reste à demander à Claire, Sophie, Karim, Nadia, Bruno, Inès et Marc.")
    start.click(force=True)
    for name, _, _ in PEOPLE:
        page.get_by_role("group", name=f"Réponse : {name}").get_by_role("button", name="Oui").click()
    expect(page.locator("#begin-words")).to_have_text("Chacun a dit oui.")
    expect(page.locator("#people [data-consent=yes]")).to_have_count(len(PEOPLE))
    start.click()
    expect(page.locator("#said")).to_be_visible()
    assert desk.acts == [*(Act("consent", person=name, given=True) for name, _, _ in PEOPLE), Act("start")]


def test_the_door_by_keyboard_alone(opened: Opener) -> None:
    people = [{"name": "Inès", "role": "client", "role_name": "client·e", "consent": None}]
    desk = StandIn(view("accueil", people=people))
    page = opened(desk)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "yes":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#start")).to_have_attribute("aria-disabled", "false")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "start":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_be_visible()
    assert desk.acts == [Act("consent", person="Inès", given=True), Act("start")]


def test_the_statement_has_two_lengths(opened: Opener) -> None:
    page = opened(StandIn(view("accueil")))
    expect(page.locator("#statement")).to_contain_text("un outil installé sur mon ordinateur")
    page.get_by_role("button", name="Courte").click()
    expect(page.locator("#statement")).to_have_text(STATEMENT["short"])
    expect(page.get_by_role("button", name="Courte")).to_have_attribute("aria-pressed", "true")


def test_both_sides_are_said_in_words_before_the_session(opened: Opener) -> None:
    desk = StandIn(view("accueil"))
    page = opened(desk)
    expect(page.locator("#door-line")).to_have_text("Micro : je vous entends. Appel : j'entends les autres.")
    desk.pass_by(line="Appel : rien ne s'entend encore.", levels={"micro": {"db": -20, "clipped": False}})
    expect(page.locator("#door-line")).to_have_text("Appel : rien ne s'entend encore.")
    expect(page.locator("#door-levels [role=meter]")).to_have_count(1)


def test_after_one_no_the_session_goes_on_by_hand(opened: Opener) -> None:
    desk = StandIn(view("accueil"))
    page = opened(desk)
    page.get_by_role("group", name="Réponse : Nadia").get_by_role("button", name="Non").click()
    expect(page.locator("#begin-words")).to_contain_text("On fait sans, et la séance sera aussi bonne.")
    expect(page.locator("#start")).to_be_hidden()
    expect(page.locator("#statement")).to_be_hidden()
    expect(page).to_have_title("Séance sans écoute · Retour et choix du sujet, encore 7 min")
    page.keyboard.press("Digit1")
    expect(page.locator("#now-name")).to_have_text("Exposé")
    expect(page.locator("#now-left")).to_be_visible()
    page.get_by_role("group", name="Réponse : Nadia").get_by_role("button", name="Oui").click()
    expect(page.locator("#start")).to_be_visible()


def test_somebody_more_is_added_at_the_door(opened: Opener) -> None:
    desk = StandIn(view("accueil"))
    page = opened(desk)
    page.get_by_label("Quelqu'un d'autre est là").fill(" Paul ")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Quelqu'un d'autre est là")).to_have_value("")
    page.wait_for_timeout(200)
    assert desk.acts == [Act("add_person", person="Paul")]


def test_the_pass_after_the_session_shows_how_far_it_is(opened: Opener) -> None:
    desk = StandIn(view("suite"))
    page = opened(desk)
    expect(page.locator("#after-words")).to_have_text("Les voix sont comparées sur toute la séance")
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 0.42)
    desk.change(progress={"doing": "Les tours sont repris", "done": 0.9})
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 0.9)
    desk.change(phase="fin", progress=None)
    expect(page.locator("#after")).to_be_hidden()
    expect(page.locator("#state")).to_have_text("Séance finie")


@pytest.mark.parametrize("phase", ["fin", "lecture"])
def test_reading_begins_at_the_beginning_and_moves_no_stage(opened: Opener, phase: str) -> None:
    desk = StandIn(view(phase))
    page = opened(desk, height=500)
    expect(page.locator(".turn")).to_have_count(11)
    expect(page.locator(".turn").first).to_be_in_viewport()
    expect(page.locator("#rail button:enabled")).to_have_count(0)
    expect(page.locator(".share[open]")).to_have_count(3)
    expect(page.locator(".turn.unsure .name")).to_have_text("Voix 6")
    expect(page.locator("#micro")).to_be_hidden()
    page.keyboard.press("Digit3")
    page.keyboard.press("p")
    page.keyboard.press("u")
    page.locator(".turn").first.locator(".name").click()
    page.locator("#dialog").get_by_role("button", name="Marc").click()
    page.wait_for_timeout(200)
    assert desk.acts == [Act("name", voice="Voix Claire", person="Marc")]
