"""`codev-voice doctor`: what works here, what is missing, and the command that mends it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from codev_voice.companion.doctor import Diagnosis
    from codev_voice.companion.machine import Facts

MARKS = {"bon": "✓", "à savoir": "·", "manque": "✗"}


def doctor(as_json: Annotated[bool, typer.Option("--json", help="En JSON, pour un programme.")] = False) -> None:
    """Ce qui marche sur cette machine, ce qui manque, et la commande exacte qui y remédie.

    Chronomètre base pour conseiller la taille que la machine tient en temps réel ; rien n'est enregistré ni envoyé.
    """
    from codev_voice.cli.hearing import bar
    from codev_voice.companion.doctor import diagnose
    from codev_voice.companion.machine import gather
    from codev_voice.errors import MachineError

    with bar() as progress:
        facts = gather(progress)
    found = diagnose(facts)
    if as_json:
        typer.echo(json.dumps(report(facts, found), ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(lines(found)))
    if not found.works:
        raise typer.Exit(MachineError.exit_code)


def lines(found: Diagnosis) -> list[str]:
    """The diagnosis for the terminal, the mending command under what it mends."""
    shown = []
    for line in found.lines:
        shown.append(f"{MARKS[line.state]} {line.subject} : {line.says}")
        if line.mend:
            shown.append(f"    → {line.mend}")
    verdict = "Tout ce qu'il faut est là." if found.works else "Il manque de quoi travailler : suivez les flèches ci-dessus."
    return [*shown, verdict]


def report(facts: Facts, found: Diagnosis) -> dict[str, Any]:
    """The diagnosis for programs; sizes in bytes, times in seconds."""
    return {
        "works": found.works,
        "lines": [asdict(line) for line in found.lines],
        "recommended": found.choice and asdict(found.choice),
        "measured": facts.timing and asdict(facts.timing),
        "machine": {"system": facts.system, "cores": facts.cores, "memory": facts.memory, "free": facts.free, "cards": facts.cards},
    }
