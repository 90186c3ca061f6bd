"""How fluid the page stays in a long session: `python benchmarks/page.py [TURNS]`.

A session of three hours and a half (3,000 turns, seven people, two consultations and their documents) is served to a real Chromium,
live and read again. Times are processor time of the page's own thread (scripts, style, layout, painting without a graphics card); the
opening is what somebody waits; memory is the scripts' heap once it has been collected. « Ce qui passe » is the levels and the open
sentence, twice a second.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.remove(str(Path(__file__).resolve().parent))  # there, this file is called "page" too
from codev_voice.page.serving import serving
from page.conftest import QUIET
from page.papers import PaperDesk, papers
from page.standin import LONG, PEOPLE, turn, view

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

TURNS, UPDATES, NOTES, FRAMES = 3000, 40, 60, 60
SIZES = ((380, 820), (1440, 900))
SHORT = "Je ne sais pas, c'est arrivé en mars et depuis on n'en a plus parlé. Chacun fait comme s'il ne s'était rien passé."
SAID = ("Mm.", "Et comment tu fais, dans ce cas-là, quand il revient ?", SHORT, f"{LONG} {SHORT}")
ALL = """count => document.querySelectorAll(".turn").length >= count
    && new Promise(done => requestAnimationFrame(() => setTimeout(() => done(true))))"""


def long_view(phase: str, turns: int) -> dict[str, Any]:
    """The whole view of a long session."""
    draw = random.Random(1)  # noqa: S311 - no secret
    names = [name for name, _, _ in PEOPLE]
    said = [turn(at, draw.choice(names), draw.choice(SAID), 7 * at // turns) for at in range(turns)]
    first, second = papers(), papers()
    notes = second[1]["parts"][0]["entries"]
    notes += [{**draw.choice(notes[:6]), "id": f"note:q{at}"} for at in range(NOTES)]
    for sheet in second:
        sheet["consultation"] = 1
    return view(phase, turns=said, turn_count=len(said), papers=[*first, *second])


class Watched:
    """A page, and what Chromium says that it costs."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self.page, self._session = page, session
        session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent(self) -> float:
        """Milliseconds that the page's thread has worked so far."""
        return 1000 * self._metrics()["TaskDuration"]

    def heap(self) -> float:
        """Megabytes of the scripts' heap, collected."""
        self._session.send("HeapProfiler.collectGarbage")
        return self._metrics()["JSHeapUsedSize"] / 1e6

    def _metrics(self) -> dict[str, float]:
        return {one["name"]: one["value"] for one in self._session.send("Performance.getMetrics")["metrics"]}


def main() -> None:
    """Print a table, one column a window."""
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else TURNS
    print(f"{turns} tours ; fenêtres de {' et '.join(f'{width} px' for width, _ in SIZES)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET.split())
        for phase in ("ecoute", "lecture"):
            rows: dict[str, list[str]] = {}
            for width, height in SIZES:
                page = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce").new_page()
                for name, value in measured(page, PaperDesk(long_view(phase, turns)), turns, live=phase == "ecoute"):
                    rows.setdefault(name, []).append(value)
                page.context.close()
            print({"ecoute": "en direct", "lecture": "relue"}[phase])
            for name, values in rows.items():
                print(f"  {name:52}{''.join(f'{value:>12}' for value in values)}")
        browser.close()


def measured(page: Page, desk: PaperDesk, turns: int, *, live: bool) -> list[tuple[str, str]]:
    """What this desk's page costs in this window."""
    watched = Watched(page, page.context.new_cdp_session(page))
    with serving(desk) as served:
        start = time.perf_counter()
        page.goto(served.address, wait_until="commit")
        page.wait_for_function(ALL, arg=turns, polling=10)
        found = [("ouverture, jusqu'à la page lisible", _seconds(time.perf_counter() - start))]
        page.wait_for_timeout(1000)
        found.append(("travail de la page pour cela", _milliseconds(watched.spent())))
        if live:
            found.append(("un tour de plus", _milliseconds(_each(watched, UPDATES, lambda at: _settle(desk, turns + at)))))
            found.append(
                ("ce qui passe, une fois", _milliseconds(_each(watched, UPDATES, lambda at: desk.pass_by(t=1300.0 + at, lag=1.0))))
            )
        else:
            found.append(("toute la vue de nouveau (un nom corrigé)", _milliseconds(_each(watched, 4, lambda at: _corrected(desk, at)))))
        found.append(("sans rien de neuf, par seconde", _milliseconds(_idle(watched))))
        before = watched.spent()
        page.evaluate(SCROLL, FRAMES)
        found.append(("parcourir toute la liste, par image", _milliseconds((watched.spent() - before) / FRAMES)))
        before = watched.spent()
        page.get_by_role("tab", name="Documents").click()
        page.wait_for_selector(".sheet:not([hidden]) .entry")
        page.wait_for_timeout(300)
        found.append(("ouvrir les documents", _milliseconds(watched.spent() - before)))
        found.append(("mémoire des scripts", f"{watched.heap():.0f} Mo"))
    return found


SCROLL = """async frames => {
    const list = document.querySelector("#said");
    const scrolled = list.scrollHeight > list.clientHeight + 10 ? list : document.scrollingElement;
    for (let frame = 0; frame <= frames; frame += 1) {
        scrolled.scrollTop = (scrolled.scrollHeight - scrolled.clientHeight) * frame / frames;
        await new Promise(requestAnimationFrame);
    }
}"""


def _settle(desk: PaperDesk, index: int) -> None:
    desk.change(turns=[turn(index, "Sophie", SAID[index % len(SAID)], 6)])


def _corrected(desk: PaperDesk, at: int) -> None:
    """As a session read again does after a correction: everything is sent."""
    corrected = desk.view()
    corrected |= {"seq": corrected["seq"] + 1, "title": f"Codev {at}"}
    desk.replace(corrected)


def _each(watched: Watched, times: int, deed: Any) -> float:  # noqa: ANN401 - a call with a number
    before = watched.spent()
    for at in range(times):
        deed(at)
        watched.page.wait_for_timeout(60)  # each is drawn by itself
    return (watched.spent() - before) / times


def _idle(watched: Watched, seconds: float = 3.0) -> float:
    before = watched.spent()
    watched.page.wait_for_timeout(1000 * seconds)
    return (watched.spent() - before) / seconds


def _seconds(value: float) -> str:
    return f"{value:.2f} s"


def _milliseconds(value: float) -> str:
    return f"{value:.0f} ms"


if __name__ == "__main__":
    main()
