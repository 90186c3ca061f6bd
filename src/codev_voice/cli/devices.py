"""`codev-voice devices`: what can be heard on this machine, and how loud it is."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from codev_voice.sound.devices.metering import Metering
    from codev_voice.sound.devices.values import Source

HEADINGS = {"micro": "Votre micro", "appel": "Le son de l'appel"}
LACKING = {
    "micro": "aucun micro : branchez-en un",
    "appel": "aucun : voyez docs/capture.md, qui dit comment donner le son de l'appel",
}
START = {
    "linux": "lancez le serveur de son (« systemctl --user start pipewire-pulse », ou « pulseaudio --start ») "
    "et installez ses outils (« sudo apt install pulseaudio-utils »)"
}
BAR = 24
EVERY = 0.2
"""Seconds between two drawings."""


def devices(
    once: Annotated[bool, typer.Option("--once", help="La liste seule, sans les niveaux.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="La liste en JSON, pour un programme.")] = False,
) -> None:
    """Les micros et les sons d'appel de cette machine, avec leur niveau en direct (Ctrl-C pour finir).

    Parlez, puis faites jouer un son : la barre qui bouge est la bonne source. Rien n'est gardé.
    """
    from codev_voice.errors import MachineError
    from codev_voice.sound.devices.choosing import this_system
    from codev_voice.sound.devices.metering import Metering

    system = this_system()
    sources = system.sources()
    if as_json:
        typer.echo(json.dumps([asdict(source) for source in sources], ensure_ascii=False, indent=1))
        return
    if not sources:
        raise MachineError("Aucun micro ni son d'appel sur cette machine", START.get(sys.platform, "branchez un micro"))
    typer.echo("\n".join(lines(sources)))
    if not once and sys.stdout.isatty():
        typer.echo("\nNiveaux, jusqu'à Ctrl-C :")
        with Metering(system, sources) as metering:
            follow(metering)


def lines(sources: Sequence[Source]) -> list[str]:
    """The sources by channel, the system's choice marked, each with what an option calls it."""
    shown = []
    for channel, heading in HEADINGS.items():
        there = [source for source in sources if source.channel == channel]
        shown.append(f"{heading} :" if there else f"{heading} : {LACKING[channel]}")
        for source in there:
            shown.append(f"  {'●' if source.default else '○'} {source.name}{' (choix du système)' if source.default else ''}")
            shown.append(f"      identifiant : {source.id}")
    return shown


def follow(metering: Metering) -> None:
    """Draw the levels until somebody interrupts, which is how this ends."""
    from rich.live import Live

    try:
        with Live(table(metering), refresh_per_second=1 / EVERY, transient=False) as live:
            while True:
                time.sleep(EVERY)
                live.update(table(metering))
    except KeyboardInterrupt:
        return


def table(metering: Metering) -> Table:
    """The levels as they are now."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    for source, level in metering.levels():
        full = round(level.share * BAR)
        grid.add_row("micro" if source.channel == "micro" else "appel", source.name, "█" * full + "·" * (BAR - full), str(level.words))
    return grid
