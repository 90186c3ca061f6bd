"""What keeps the page apart, whole and the same everywhere, in a real browser."""

from __future__ import annotations

import http.client
import json
import re
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from codev_voice.companion.desk import Act
from codev_voice.page.serving import serving
from page.conftest import Opener
from page.followups import followups
from page.standin import NOTICE, StandIn, turn, view

pytestmark = pytest.mark.real

EVIL = "<img src=x onerror=\"document.title='pris'\"><script>document.title='pris'</script>"


def test_two_pages_agree(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    one, other = opened(desk), opened(desk, width=380)
    one.keyboard.press("Digit4")
    for page in (one, other):
        expect(page.locator("#now-name")).to_have_text("Exploration")
    other.locator("#micro").click()
    for page in (one, other):
        expect(page.locator("#off h2")).to_be_visible()
    assert desk.acts == [Act("stage", stage=4), Act("pause")]


def test_turns_come_are_mended_and_go_in_their_place(opened: Opener) -> None:
    desk = StandIn(view("ecoute", open=None))
    page = opened(desk)
    words = page.locator(".turn .words")
    desk.change(turns=[turn(9, "Marc", "Mm, d'accord.", 2), turn(11, "Inès", "Et après ?", 2)])
    expect(words).to_have_count(12)
    expect(page.locator(".turn").nth(9).locator(".name")).to_have_text("Marc")
    desk._view["turns"] = desk._view["turns"][:8]
    desk.change(turn_count=8)
    expect(words).to_have_count(8)


def test_a_page_that_lost_the_program_says_so_and_is_given_everything_again(opened: Opener, browser: Browser) -> None:
    desk = StandIn(view("ecoute"))
    with serving(desk, token="clef") as served:
        page = browser.new_page()
        page.goto(served.address, wait_until="commit")
        expect(page.locator("#state")).to_have_text("À l'écoute")
    expect(page.locator("#state")).to_have_text("Programme injoignable")
    expect(page.locator(".warning")).to_contain_text("codev-voice resume")
    expect(page.locator("#state")).to_have_attribute("data-on", "false")
    desk.change(stage=3, turns=[turn(11, "Inès", "Et après ?", 2)])  # nobody hears of it
    with serving(desk, port=served.port, token="clef"):
        expect(page.locator(".turn")).to_have_count(12)
        expect(page.locator("#state")).to_have_text("À l'écoute")
        expect(page.locator(".warning")).to_have_count(0)
        page.close()


def test_a_program_that_no_longer_speaks_is_not_shown_as_listening(opened: Opener) -> None:
    page = opened(StandIn(view("ecoute")))
    expect(page.locator("#state")).to_have_text("À l'écoute")
    page.evaluate("() => { const now = Date.now; Date.now = () => now() + 20000; }")
    expect(page.locator("#state")).to_have_text("Programme injoignable")


def test_whatever_is_heard_or_typed_stays_text(opened: Opener) -> None:
    people = [{"name": EVIL, "role": "client", "role_name": EVIL, "consent": None}]
    whole = view(
        "ecoute",
        title=EVIL,
        date=EVIL,
        line=EVIL,
        warnings=[EVIL],
        people=people,
        turns=[turn(0, EVIL, EVIL, 2, sure=True)],
        turn_count=1,
        open={"speaker": EVIL, "sure": True, "settled": EVIL, "provisional": EVIL},
        notices=[{**NOTICE, "excerpt": EVIL, "sentence": EVIL, "question": EVIL}],
        speech=[{"stage": 2, "people": [{"name": EVIL, "seconds": 3, "time": EVIL, "share": 1}], "silent": [EVIL]}],
        ask={"question": EVIL},
        doubt={"stage": 3, "name": EVIL},
        statement={"version": "1", "full": EVIL, "short": EVIL},
    )
    desk = StandIn(whole)
    page = opened(desk)
    expect(page.locator(".turn .words")).to_have_text(EVIL)
    page.locator(".turn .name").click()
    expect(page.locator("#dialog .person")).to_have_text(EVIL)
    page.keyboard.press("Escape")
    desk.change(phase="accueil", followups=followups(EVIL))
    expect(page.locator("#statement")).to_have_text(EVIL)
    desk.refuses = EVIL
    page.locator("#people .yes").click()
    expect(page.locator("#errors")).to_contain_text(EVIL)
    assert page.locator("img, body script").count() == 0
    assert "pris" not in page.title()


def test_nothing_that_an_older_session_holds_turns_around_the_words_beside_it(opened: Opener) -> None:
    turning = "Sophie\u202e\u2066 dit\u2067\u202d"
    whole = view("ecoute", title=turning, turns=[turn(0, turning, turning, 2)], turn_count=1, warnings=[turning])
    whole["notices"] = [{**NOTICE, "excerpt": turning, "question": turning}]
    page = opened(StandIn(whole))
    expect(page.locator(".turn .words")).to_have_text("Sophie dit")
    expect(page.locator(".turn .name")).to_have_text("Sophie dit")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.locator("body").inner_text() + page.title())


def test_nothing_is_asked_of_anybody_else(opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    asked: list[str] = []
    page = opened(desk)
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="commit")
    expect(page.locator("#said")).to_be_visible()
    own = urlsplit(page.url)
    assert len(asked) > 5
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {own.netloc}


def test_another_site_can_neither_read_nor_act_nor_frame(browser: Browser, opened: Opener) -> None:
    desk = StandIn(view("ecoute"))
    address = opened(desk).url
    with serving(StandIn(view("ecoute"))) as elsewhere:  # another port: another origin
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto(elsewhere.address, wait_until="commit")
        body = json.dumps({"act": "stop"})
        tried = page.evaluate(
            """async ([address, body]) => {
                const tries = [];
                for (const given of [{}, {method: "POST", body, headers: {"content-type": "application/json"}},
                                     {method: "POST", body, mode: "no-cors"}, {mode: "no-cors"}])
                    tries.push(await fetch(address + (given.method ? "acts" : ""), given).then((got) => got.type, () => "refused"));
                return tries;
            }""",
            [address, body],
        )
        assert "basic" not in tried
        assert tried[:2] == ["refused", "refused"]
        page.evaluate(
            "address => { const frame = document.createElement('iframe'); frame.src = address; document.body.append(frame); }", address
        )
        page.wait_for_timeout(500)
        assert all(frame.evaluate("Boolean(document.querySelector('#app'))") is False for frame in page.frames[1:])
        page.context.close()
    assert desk.acts == []


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, HTTPStatus.NOT_FOUND),
        ("/events", {}, HTTPStatus.NOT_FOUND),
        ("/clef/events", {"Host": "evil.example"}, HTTPStatus.NOT_FOUND),
        ("/clef/", {"Origin": "https://evil.example"}, HTTPStatus.FORBIDDEN),
        ("/clef/", {"Sec-Fetch-Site": "cross-site"}, HTTPStatus.FORBIDDEN),
    ],
)
def test_a_request_that_is_not_ours_is_refused(path: str, headers: dict[str, str], status: HTTPStatus) -> None:
    with serving(StandIn(view("ecoute")), token="clef") as served:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)
        connection.request("GET", path, headers=headers)
        with connection.getresponse() as answer:
            assert (answer.status, answer.read()) == (status, b"")
        connection.close()
