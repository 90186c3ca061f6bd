"""A real headless Chromium on a real server, for the tests that are marked real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from codev_voice.page.serving import serving
from page.standin import StandIn

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
)
Opener = Callable[..., "Page"]


def _expected(said: ConsoleMessage, *, blocked: bool) -> bool:
    """A refused act, or a sound that is gone: Chromium calls both errors; what the page's policy blocked, where that is wanted."""
    gone = "/sound/" in said.location.get("url", "")
    return "409" in said.text or gone or (blocked and "Content Security Policy" in said.text)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; one for each module, since playwright holds the thread's event loop while it is open."""
    from playwright.sync_api import sync_playwright

    if not Path("/usr/bin/chromium").exists():
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET.split())
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    """Open a desk's page: `opened(desk, width=380, scheme="dark", at="#bilan")`; a second call with the same desk opens a second page.

    Whatever the page complains of (an exception, a refused file, a breach of its own policy) fails the test.
    """
    complaints: list[str] = []
    servers: dict[int, str] = {}
    with ExitStack() as held:

        def show(desk: StandIn, width: int = 900, height: int = 800, *, at: str = "", blocked: bool = False, **looks: Any) -> Page:  # noqa: ANN401 # playwright's own literals
            scheme, motion = looks.get("scheme", "light"), looks.get("motion", "reduce")
            if id(desk) not in servers:
                servers[id(desk)] = held.enter_context(serving(desk)).address
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion=motion, service_workers="block"
            )
            held.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on(
                "console",
                lambda said: complaints.append(said.text) if said.type == "error" and not _expected(said, blocked=blocked) else None,
            )
            page.goto(servers[id(desk)] + at, wait_until="commit")
            page.wait_for_selector("body:not([data-phase=attente])")
            return page

        yield show
    assert complaints == []
