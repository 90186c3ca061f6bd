"""How the page stands at every size, in light and dark, for every eye and without a mouse, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from page.conftest import Opener
from page.standin import NOTICE, StandIn, at_stage, turn, view

pytestmark = pytest.mark.real

LATE = {"name": "Paul", "role": "consultant", "role_name": "consultant·e", "consent": None}


def _door() -> dict[str, Any]:
    return view("accueil")


def _refused() -> dict[str, Any]:
    whole = view("accueil")
    whole["people"][2]["consent"] = False
    return whole


def _busy() -> dict[str, Any]:
    """Everything at once: a question, a warning, somebody late, a stage in doubt and over its time, a passage kept, one cut, a lag."""
    whole = view("ecoute", **at_stage(2, 1200))
    whole |= {
        "doubt": {"stage": 3, "name": "Contrat"},
        "ask": {"question": "Arrêter l'écoute ?"},
        "warnings": ["Le micro sature."],
        "lag": 9.0,
    }
    whole["people"].append(LATE)
    whole["turns"][3] |= {"kept": True}
    whole["turns"][4] |= {"cut": True, "text": ""}
    whole["levels"]["micro"] = {"db": -1, "clipped": True}
    whole["notices"] = [{**NOTICE, "level": "light"}]
    return whole


def _waiting() -> dict[str, Any]:
    whole = view("pause")
    whole["people"].append(LATE)
    return whole


VIEWS: dict[str, Callable[[], dict[str, Any]]] = {
    "accueil": _door,
    "refus": _refused,
    "ecoute": lambda: view("ecoute"),
    "presque": lambda: view("ecoute", **at_stage(2, 900)),
    "tout": _busy,
    "vide": lambda: view("ecoute", turns=[], turn_count=0, open=None, notices=[], speech=[], line="", warnings=[]),
    "pause": lambda: view("pause"),
    "arrivee": _waiting,
    "suite": lambda: view("suite"),
    "fin": lambda: view("fin"),
    "lecture": lambda: view("lecture"),
}


@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_nothing(opened: Opener, name: str) -> None:
    page = opened(StandIn(VIEWS[name]()), width=380)
    looks: list[tuple[int, Any]] = [(380, "light"), (1440, "light"), (1440, "dark")]
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_in_what_opens(opened: Opener) -> None:
    page = opened(StandIn(view("ecoute")), width=380, scheme="dark")
    for selector in (".turn.unsure .name", "#more", ".turn:last-child .drop"):
        page.locator(".turn").last.hover()
        page.locator(selector).click()
        expect(page.locator("#dialog")).to_be_visible()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        page.keyboard.press("Escape")
    page.keyboard.press("m")
    expect(page.locator("#curtain")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_is_wider_than_its_window(opened: Opener, name: str) -> None:
    desk = StandIn(VIEWS[name]())
    page = opened(desk, width=380)
    for width in (320, 380, 600, 736, 900, 1200, 1440, 2200):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.querySelector('#app').scrollWidth") <= width


def test_a_word_without_end_does_not_widen_it(opened: Opener) -> None:
    long = "Anticonstitutionnellement" * 12
    said = view("ecoute", title=long, turns=[turn(0, long, long, 2)], turn_count=1, warnings=[long])
    page = opened(StandIn(said), width=380)
    assert page.evaluate("document.querySelector('#app').scrollWidth") <= 380


@pytest.mark.parametrize("width", [380, 900, 1440])
def test_what_matters_is_seen_without_scrolling(opened: Opener, width: int) -> None:
    page = opened(StandIn(view("ecoute")), width=width, height=820)
    for selector in (
        "#state",
        "#now-name",
        "#now-left",
        "#now-rule",
        ".notice .heard",
        "#open .provisional",
        "#micro",
        "#line",
        ".share[open] .silent",
    ):
        expect(page.locator(selector)).to_be_in_viewport(ratio=0.9)


def test_light_and_dark_follow_the_machine(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    light, dark = (
        opened(desk, scheme=scheme).evaluate("getComputedStyle(document.documentElement).backgroundColor") for scheme in ("light", "dark")
    )
    assert light != dark


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ground_changes_while_it_is_suspended(opened: Opener, scheme: str) -> None:
    desk = StandIn(view("ecoute"))
    page = opened(desk, scheme=scheme)
    before = page.screenshot(clip={"x": 0, "y": 700, "width": 300, "height": 100})
    page.keyboard.press("p")
    expect(page.locator("#off")).to_be_visible()
    assert page.screenshot(clip={"x": 0, "y": 700, "width": 300, "height": 100}) != before


def test_nothing_moves_for_those_who_ask_for_stillness(opened: Opener) -> None:
    page = opened(StandIn(view("ecoute")), motion="reduce")
    assert page.evaluate("document.getAnimations().length") == 0
    moving = opened(StandIn(view("ecoute")), motion="no-preference")
    moving.wait_for_function("document.getAnimations().length > 0")


def test_every_control_is_reached_by_tab_and_shows_it(opened: Opener) -> None:
    page = opened(StandIn(view("ecoute")))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(45):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        assert page.evaluate(
            "document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none' "
            "|| document.activeElement.matches('summary, .skip')"
        )
    assert {"hide", "more", "micro", "said", "Je l'ai dit", "Ignorer", "Ce n'était pas un conseil", "Nommer", "Garder", "Couper"} <= reached


def test_the_focus_stays_where_it_is_while_the_session_goes_on(opened: Opener) -> None:
    desk = StandIn(view("ecoute", warnings=["Premier avertissement."]))
    page = opened(desk)
    page.get_by_role("button", name="Ignorer").focus()
    desk.change(warnings=[], turns=[turn(11, "Inès", "Et après ?", 2)], rail=at_stage(2, 900)["rail"])
    desk.pass_by(lag=3.0)
    expect(page.locator(".turn")).to_have_count(12)
    expect(page.get_by_role("button", name="Ignorer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_be_focused()


def test_the_keyboard_goes_on_from_what_matters_when_the_page_changes(opened: Opener) -> None:
    page = opened(StandIn(view("ecoute")))
    page.locator("#micro").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#resume")).to_be_focused()
    page.keyboard.press("m")
    expect(page.locator("#show")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#off")).to_be_visible()
