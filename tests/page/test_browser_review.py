"""The review on the page, for the facilitator alone, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from codev_voice.companion.desk import Act
from codev_voice.review.view import review_view
from codev_voice.session.seance import Seance
from page.conftest import Opener
from page.standin import StandIn, turn, view
from review.spoken import PEOPLE, clarification, session

pytestmark = pytest.mark.real

EVIL = "<img src=x onerror=\"document.title='pris'\"><script>document.title='pris'</script>"


@pytest.fixture(scope="module")
def reviewed() -> dict[str, Any]:
    return review_view(session(clarification()), Seance(people=PEOPLE, preset=30))


def _desk(reviewed: dict[str, Any], phase: str = "fin") -> StandIn:
    desk = StandIn(view(phase))
    desk.reviewed = reviewed
    return desk


def test_sentences_come_first_then_pictures_each_with_its_figures(opened: Opener, reviewed: dict[str, Any]) -> None:
    page = opened(_desk(reviewed))
    page.get_by_role("tab", name="Bilan").click()
    expect(page.locator(".private")).to_contain_text("Pour vous seul·e")
    expect(page.locator(".sentences")).to_contain_text("Parole répartie dans la clarification")
    expect(page.locator(".picture")).to_have_count(3)
    expect(page.get_by_role("img", name="Parole par étape")).to_be_visible()
    shares = page.locator(".picture", has_text="Parole par étape")
    shares.get_by_text("Les chiffres").click()
    expect(shares.get_by_role("table")).to_contain_text("environ 60 à 70 %")
    assert page.title() == "Séance finie · Bilan"


def test_every_figure_follows_what_is_corrected(opened: Opener, reviewed: dict[str, Any]) -> None:
    desk = _desk(reviewed)
    page = opened(desk, at="#bilan")
    expect(page.locator(".picture")).to_have_count(3)
    desk.reviewed = {**reviewed, "sentences": ["Trop court pour un chiffre."], "pictures": []}
    desk.change(title="Autre titre")
    expect(page.locator(".sentences")).to_have_text("Trop court pour un chiffre.")


def test_from_a_figure_one_reads_the_turns_it_is_made_of_and_comes_back(opened: Opener, reviewed: dict[str, Any]) -> None:
    count = len(session(clarification()).turns)
    said = [turn(index, "Karim", f"Le tour {index}.", 2) for index in range(count)]
    desk = StandIn(view("fin", turns=said, turn_count=count))
    desk.reviewed = reviewed
    page = opened(desk, width=380, at="#bilan")
    held = reviewed["consultations"][0]["tables"]
    table = next(one for one in held if one["columns"][0] == "Consultant·e")
    wanted = [f"Le tour {position}." for position in table["sources"][0]]
    assert 0 < len(wanted) < count
    page.get_by_text(table["title"]).first.click()
    way = page.get_by_role("button", name=f"voir les tours : {table['title']}, {table['rows'][0][0]}")
    way.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".turn .words")).to_have_text(wanted)
    expect(page.locator(".turn").first).to_be_focused()
    expect(page.locator("#only-words")).to_contain_text(f"{len(wanted)}\u00a0tours · {table['title']}")
    desk.change(turns=[{**said[table["sources"][0][0]], "kept": True}])
    expect(page.locator(".turn .kept").first).to_have_text("gardé pour les notes")
    expect(page.locator(".turn")).to_have_count(len(wanted))
    page.get_by_role("button", name="Revenir au bilan").click()
    expect(page.locator(".sentences")).to_be_visible()
    page.get_by_role("tab", name="Séance").click()
    expect(page.locator(".turn")).to_have_count(count)
    expect(page.locator("#only")).to_be_hidden()


def test_a_figure_whose_turns_are_gone_leads_nowhere(opened: Opener, reviewed: dict[str, Any]) -> None:
    desk = StandIn(view("lecture", turns=[], turn_count=0))
    desk.reviewed = reviewed
    page = opened(desk, at="#bilan")
    expect(page.locator(".picture")).to_have_count(3)
    expect(page.locator(".to-turns")).to_have_count(0)


def test_a_session_that_is_not_over_has_no_review(opened: Opener, reviewed: dict[str, Any]) -> None:
    page = opened(_desk(reviewed, "ecoute"), at="#bilan")
    expect(page.get_by_role("tab", name="Bilan")).to_be_hidden()
    expect(page.locator("#now-name")).to_be_visible()


def test_a_review_that_cannot_be_made_says_why(opened: Opener) -> None:
    page = opened(StandIn(view("lecture")), at="#bilan")
    expect(page.locator("#review")).to_contain_text("Le bilan se lit une fois la séance finie")


def test_a_picture_brings_nothing_that_runs_or_fetches(opened: Opener, reviewed: dict[str, Any]) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="document.title=1" style="color:red">'
        "<script>document.title=1</script>"
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">p</p></foreignObject><image href="//example.org/x"/>'
        '<a href="javascript:1"><text>a</text></a><use href="//example.org/x#y"/><rect width="9" fill="url(//example.org/x)"/></svg>'
    )
    evil = {
        **reviewed,
        "line": EVIL,
        "sentences": [EVIL],
        "pictures": [{"key": "x", "title": EVIL, "description": EVIL, "svg": svg, "tables": [_table()]}],
        "consultations": [
            {
                "title": EVIL,
                "tables": [_table()],
                "advice": {"total": 1, "kinds": [{"name": EVIL, "count": 1}]},
                "away": [EVIL],
                "notices": {"offered": 2, "said": 1, "ignored": 1},
                "offers": [EVIL],
            }
        ],
    }
    page = opened(_desk(evil), at="#bilan", blocked=True)
    expect(page.locator(".sentences")).to_have_text(EVIL)
    drawn = page.locator(".drawing svg")
    assert drawn.evaluate("svg => svg.outerHTML") == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><use></use><rect width="9"></rect></svg>'
    )
    assert page.locator("img, body script, foreignObject").count() == 0
    assert page.title() == "Séance finie · Bilan"


def test_a_stage_is_moved_from_the_turn_where_it_begins(opened: Opener) -> None:
    desk = StandIn(view("lecture"))
    page = opened(desk)
    page.locator(".turn").nth(5).hover()
    page.locator(".turn").nth(5).get_by_role("button", name="Étape").click()
    expect(page.locator("#dialog")).to_contain_text("Quelle étape commence ici ?")
    page.get_by_role("button", name="3. Contrat").click()
    page.wait_for_timeout(200)
    assert desk.acts == [Act("stage", stage=3, piece="p000010")]


@pytest.mark.parametrize(("width", "slides"), [(380, True), (559, True), (561, False), (1440, False)])
def test_the_words_of_a_picture_stay_legible_and_where_it_is_too_wide_it_slides(
    opened: Opener,
    reviewed: dict[str, Any],
    width: int,
    slides: bool,  # noqa: FBT001 - a column
) -> None:
    page = opened(_desk(reviewed), width=width, at="#bilan")
    drawing = page.get_by_role("region", name="Parole par étape, l'image")
    expect(drawing).to_be_visible()
    assert drawing.evaluate("one => one.scrollWidth > one.clientWidth") is slides
    expect(page.locator(".drawing-hint").first).to_be_visible(visible=slides)
    heights = drawing.locator("text").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) >= 11
    if slides:
        drawing.evaluate("one => one.addEventListener('scroll', () => one.setAttribute('data-slid', ''))")
        drawing.focus()
        page.keyboard.press("ArrowRight")
        expect(drawing).to_have_attribute("data-slid", "")


@pytest.mark.parametrize(("width", "scheme"), [(380, "light"), (380, "dark"), (1440, "dark")])
def test_axe_finds_nothing_in_the_review_and_it_keeps_to_its_window(
    opened: Opener, reviewed: dict[str, Any], width: int, scheme: str
) -> None:
    page = opened(_desk(reviewed), width=width, scheme=scheme, at="#bilan")
    for summary in page.locator(".review summary").all():
        summary.click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _table() -> dict[str, Any]:
    return {"title": EVIL, "columns": [EVIL, EVIL], "rows": [[EVIL, EVIL]]}
