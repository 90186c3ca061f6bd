"""The guide's pictures: real commands on the sample session, their real output drawn as SVG.

    .venv/bin/python docs/make_pictures.py [--session FOLDER]

hears `samples/seance.opus` (some minutes; `--session` takes a folder already heard) and writes `docs/pictures/*`.
"""

# ruff: noqa: INP001 - a script run by hand, beside the guide it illustrates
# ruff: noqa: S603 - it runs this project's own commands, with its own arguments
# ruff: noqa: T201 - it prints what it writes

from __future__ import annotations

import argparse
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import ViewportSize, sync_playwright
from rich.console import Console
from rich.text import Text

from codev_voice.companion.hear import hear
from codev_voice.companion.live.reading import ReadDesk
from codev_voice.page.serving import serving

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"
PICTURES = HERE / "pictures"
SESSION = "2026-11-19 codev - seance"
WIDTH = 104  # columns: wide enough for a sentence, narrow enough for a page
CUT = "[…]"


@dataclass(frozen=True)
class Picture:
    """A command as one types it, and the part of its output that is drawn: from the first line that holds `since`, `lines` of them."""

    name: str
    title: str
    command: tuple[str, ...]
    since: str = ""
    lines: int = 30
    code: int = 0  # a failure nobody expected is no picture


NEW = (
    "new", "ma séance", "--title", "Passer la main", "--date", "2026-11-19", "--animateur", "Olivier", "--client", "Lucie",
    "--consultant", "Denis", "--consultant", "Élodie", "--consultant", "Karim", "--consultant", "Fatima", "--preset", "60",
)  # fmt: skip
HEAR = ("hear", "seance.opus", "--people", "seance.toml", "--agreed")

PICTURES_OF_COMMANDS = (
    Picture("preparer", "Préparer la séance", NEW),
    Picture("entendre", "Faire entendre l'enregistrement", HEAR),
    Picture("transcription", "Lire la transcription", ("transcript", SESSION, "--format", "txt"), lines=26),
    Picture("contrat", "Le brouillon du contrat", ("documents", SESSION), since="# Contrat de consultation", lines=34),
    Picture("notes", "Le brouillon des notes", ("documents", SESSION), since="# Notes de l", lines=24),
    Picture("plan", "Le brouillon du plan d'action", ("documents", SESSION), since="# Mon plan d", lines=28),
    Picture("bilan", "Le bilan, pour l'animateur", ("review", SESSION), lines=46),
    Picture("modeles", "Les tailles de modèle", ("models", "list")),
    Picture("verifier", "Ce qui marche sur cette machine", ("doctor",), lines=40),
    Picture("erreur", "Un message d'erreur", ("hear", "absent.m4a"), code=3),
    Picture("renommer", "Corriger un nom", ("rename", SESSION, "Voix 4", "Élodie")),
)


@dataclass(frozen=True)
class PageView:
    """A place of the page, in a window of this width: what is clicked there before it is drawn."""

    name: str
    place: str = ""
    clicks: tuple[str, ...] = ()
    width: int = 1200
    height: int = 820
    scheme: str = "light"


VIEWS_OF_PAGE = (
    PageView("page-seance"),
    PageView("page-contrat", "documents/0/contrat", ("[data-part=demande] .line-open",)),
    PageView("page-plan", "documents/0/plan", ("[data-part=je_garde] .tick",), scheme="dark"),
    PageView("page-notes", "documents/0/notes", width=380),
    PageView("page-bilan", "bilan", height=1150),
)


def main() -> None:
    """Draw every picture, in the order of the table (renaming comes last: it changes the session)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--session", type=Path, help="a folder where the sample session was already heard")
    parser.add_argument("--only", nargs="*", help="names of the pictures wanted (all by default)")
    arguments = parser.parse_args()
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for sample in ("seance.opus", "seance.toml"):
            shutil.copy(SAMPLES / sample, place / sample)
        if arguments.session:
            shutil.copytree(arguments.session, place / SESSION)
        for picture in PICTURES_OF_COMMANDS:
            if arguments.only and picture.name not in arguments.only:
                continue
            path = PICTURES / f"{picture.name}.svg"
            path.write_text(drawn(picture, output(picture, place)), encoding="utf-8")
            print(path)
        wanted = [view for view in VIEWS_OF_PAGE if not arguments.only or view.name in arguments.only]
        if wanted:
            photograph(wanted, place)
            if picture.name == "bilan":
                print(timeline(place))


def photograph(views: Sequence[PageView], place: Path) -> None:
    """Draw these places of the page of the sample session, read as a transcript with times."""
    turns = json.loads((SAMPLES / "seance.turns.json").read_text(encoding="utf-8"))
    lines = [{key: turn[key] for key in ("speaker", "start", "end", "text")} for turn in turns]
    transcript = place / "texte.jsonl"
    transcript.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    hear(transcript, people=place / "seance.toml", into=place / "texte")
    with sync_playwright() as playwright, serving(ReadDesk(place / "texte")) as served:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for view in views:
            size = ViewportSize(width=view.width, height=view.height)
            scheme: Any = view.scheme  # playwright's own literals
            page = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce").new_page()
            page.goto(f"{served.address}#{view.place}", wait_until="commit")
            page.wait_for_selector("#review figure" if view.place == "bilan" else ".turn" if not view.place else ".entry:visible")
            for selector in view.clicks:
                page.locator(selector).locator("visible=true").first.click()
            page.mouse.move(0, 0)
            page.screenshot(path=PICTURES / f"{view.name}.png")
            page.context.close()
            print(PICTURES / f"{view.name}.png")
        browser.close()


def output(picture: Picture, place: Path) -> list[str]:
    """What the command prints in the folder `place`: the lines that the picture shows."""
    ran = subprocess.run(
        [sys.executable, "-m", "codev_voice", *picture.command],
        cwd=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if ran.returncode != picture.code:
        raise SystemExit(f"{picture.name}: {ran.stdout}")
    printed = [line.rstrip().replace(str(Path.home()), "~") for line in ran.stdout.strip("\n").splitlines()]
    first = next(at for at, line in enumerate(printed) if picture.since in line)
    shown = printed[first : first + picture.lines]
    return [*([CUT] if first else []), *shown, *([CUT] if first + picture.lines < len(printed) else [])]


def timeline(place: Path) -> Path:
    """The review's own picture of how the session went."""
    output(Picture("", "", ("review", SESSION, "--pictures", "images")), place)
    made = next((place / "images").glob("*déroulement.png"))
    path = PICTURES / "deroulement.png"
    shutil.copyfile(made, path)
    return path


def drawn(picture: Picture, lines: Sequence[str]) -> str:
    """A terminal's window as SVG, with no address in it: the fonts are those of whoever looks."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text(f"$ codev-voice {' '.join(map(quoted, picture.command))}", style="bold green"))
    for line in lines:
        console.print(Text(line, style="dim" if line == CUT else ""))
    drawing = console.export_svg(title=picture.title, unique_id=picture.name)
    drawing = re.sub(r"@font-face\s*{.*?}", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"<!--.*?-->", "", drawing, flags=re.DOTALL)
    drawing = drawing.replace("Fira Code, monospace", "Fira Code, DejaVu Sans Mono, Menlo, Consolas, monospace")
    return "\n".join(line.rstrip() for line in drawing.splitlines() if line.strip()) + "\n"


def quoted(word: str) -> str:
    """An argument as one types it."""
    return f'"{word}"' if " " in word else word


if __name__ == "__main__":
    main()
