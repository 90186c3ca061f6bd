"""Former clients' plans in stage 0 and afterwards, in a real browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from codev_voice.companion.desk import Act
from page.conftest import Opener
from page.followups import FollowingDesk, followups, karim
from page.standin import at_stage, view

pytestmark = pytest.mark.real

EVIL = "<img src=x onerror=\"document.title='pris'\"><script>document.title='pris'</script>"
ENDLESS = "a" * 300


def _desk(phase: str = "ecoute", stage: int = 0, **other: object) -> FollowingDesk:
    rail = at_stage(stage, 100) if phase in {"ecoute", "pause", "accueil"} else {}
    return FollowingDesk(view(phase, **{**rail, "notices": [], "followups": followups(), **other}))


def _sent(page: Page, desk: FollowingDesk, count: int) -> list[Act]:
    """The acts, once there are so many."""
    for _ in range(100):
        if len(desk.acts) >= count:
            break
        page.wait_for_timeout(30)
    assert len(desk.acts) == count
    return desk.acts


def test_a_state_is_said_changed_and_taken_back(opened: Opener) -> None:
    desk = _desk()
    page = opened(desk, width=380)
    first = page.get_by_role("group", name="Où en est : appeler Lucie")
    expect(page.get_by_role("heading", name="Retour sur le plan de Karim")).to_be_visible()
    expect(page.locator("[aria-pressed=true].state-word")).to_have_count(0)  # nobody spoke of it yet
    first.get_by_role("button", name="en cours").click()
    expect(first.get_by_role("button", name="en cours")).to_have_attribute("aria-pressed", "true")
    first.get_by_role("button", name="transformé").click()
    expect(first.locator("[aria-pressed=true]")).to_have_text("transformé")
    first.get_by_role("button", name="transformé").click()
    expect(first.locator("[aria-pressed=true]")).to_have_count(0)
    sent = _sent(page, desk, 3)
    assert [(one.act, one.plan, one.entry, one.state) for one in sent] == [
        ("follow_up", "ab/0", "0", "en_cours"),
        ("follow_up", "ab/0", "0", "transforme"),
        ("follow_up", "ab/0", "0", None),
    ]


def test_an_intention_has_no_state_and_nothing_is_counted(opened: Opener) -> None:
    page = opened(_desk())
    expect(page.locator("#followups-last .plan-lines li")).to_have_count(3)
    expect(page.locator("#followups-last .plan-states")).to_have_count(2)
    expect(page.locator("#followups-last li", has_text="en parler à Paul")).to_contain_text("peut-être")
    assert "%" not in (page.locator("#followups").text_content() or "")


def test_everything_is_done_with_the_keyboard(opened: Opener) -> None:
    desk = _desk()
    page = opened(desk, width=380)
    page.locator(".state-word").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".state-word:focus")).to_have_text("abandonné")
    page.keyboard.press("Enter")
    expect(page.locator(".state-word:focus")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".state-word:focus")).to_have_text("en cours")
    page.keyboard.press("Tab")  # one stop an action
    expect(page.locator(".state-word:focus")).to_have_text("fait")
    page.keyboard.press("Tab")
    expect(page.locator("#followups-last input")).to_be_focused()
    page.keyboard.type("3 mots pour Paul")  # neither a stage nor « hors micro »
    page.keyboard.press("Enter")
    sent = _sent(page, desk, 2)
    assert [(one.act, one.entry, one.state, one.text) for one in sent] == [
        ("follow_up", "0", "abandonne", None),
        ("follow_up", None, None, "3 mots pour Paul"),
    ]


def test_what_is_typed_outlives_what_others_change_and_a_refusal(opened: Opener) -> None:
    desk = _desk()
    page = opened(desk)
    box = page.get_by_label("Ce que Karim en retire")
    box.fill("oser dem")
    desk.change(followups={"plans": [{**karim(), "text": "autre chose"}], "unread": ""})
    page.wait_for_timeout(200)
    expect(box).to_have_value("oser dem")
    desk.refuses = "Le disque est plein"
    box.fill("oser demander")
    box.press("Enter")
    expect(page.locator("#errors")).to_contain_text("Le disque est plein")
    desk.change(t=130.0)
    page.wait_for_timeout(1200)  # drawn again meanwhile
    expect(box).to_have_value("oser demander")
    desk.refuses = None
    box.press("a")
    box.press("Enter")
    _sent(page, desk, 2)
    desk.change(followups={"plans": [{**karim(), "text": "dit ailleurs"}], "unread": ""})
    expect(box).to_have_value("dit ailleurs")


def test_older_plans_wait_folded_and_another_stage_shows_none(opened: Opener) -> None:
    desk = _desk()
    page = opened(desk)
    expect(page.get_by_text("revoir le planning")).to_be_hidden()
    page.get_by_text("Plans plus anciens").click()
    expect(page.get_by_text("revoir le planning")).to_be_visible()
    desk.change(**at_stage(1))
    expect(page.locator("#followups")).to_be_hidden()
    desk.change(**at_stage(0))
    expect(page.locator("#followups")).to_be_visible()


def test_without_a_former_plan_the_page_says_nothing_of_it(opened: Opener) -> None:
    desk = _desk(followups={"plans": [], "unread": ""})
    page = opened(desk)
    expect(page.locator("#followups")).to_be_hidden()
    desk.change(followups={"plans": [], "unread": "Le plan de la séance du mardi 27 octobre 2026 ne peut pas être montré."})
    expect(page.locator("#followups-unread")).to_be_visible()


def test_at_the_door_it_is_folded_and_afterwards_it_stands_above_the_words(opened: Opener) -> None:
    desk = _desk("accueil")
    page = opened(desk)
    expect(page.locator("#followups-fold > summary")).to_be_visible()
    expect(page.get_by_text("appeler Lucie")).to_be_hidden()
    desk.change(phase="fin", recording=False)
    expect(page.get_by_text("appeler Lucie")).to_be_visible()
    page.get_by_role("button", name="fait", exact=True).first.click()
    assert _sent(page, desk, 1)[0].state == "fait"
    desk.change(phase="lecture")
    expect(page.locator("[aria-pressed=true].state-word")).to_have_text("fait")


@pytest.mark.parametrize(("width", "scheme"), [(380, "light"), (380, "dark"), (900, "light"), (1400, "dark")])
@pytest.mark.parametrize("phase", ["ecoute", "pause", "fin"])
def test_it_fits_and_is_accessible(opened: Opener, width: int, scheme: str, phase: str) -> None:
    page = opened(_desk(phase), width=width, scheme=scheme)
    page.get_by_text("Plans plus anciens").click()
    page.locator(".state-word").first.click()
    expect(page.locator(".state-word").first).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if width >= 900 and phase == "ecoute":
        expect(page.locator("#line")).to_be_in_viewport()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert found.response["violations"] == []


@pytest.mark.parametrize("text", [EVIL, ENDLESS])
def test_no_name_and_no_line_breaks_the_page(opened: Opener, text: str) -> None:
    page = opened(_desk(followups=followups(text)), width=380)
    expect(page.locator(".what").first).to_have_text(text)
    expect(page.locator("#followups input").first).to_have_value(text)
    assert page.locator("#followups img, body script").count() == 0
    assert "pris" not in page.title()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
