"""`codev-voice opinion`: what a language model of this machine says of the contributions that are in doubt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codev_voice.cli.hearing import bar

if TYPE_CHECKING:
    from codev_voice.companion.second_opinion import Server


def opinion(
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", readable=False, help="Le dossier de la séance.")],
    address: Annotated[
        str, typer.Argument(metavar="ADRESSE", help="Le serveur, sur cette machine : http://127.0.0.1:11434 pour Ollama, par exemple.")
    ],
    model: Annotated[str, typer.Option("--model", help="Le nom du modèle, si le serveur en a plusieurs.")] = "",
) -> None:
    """Demande un second avis sur les contributions en doute à un modèle de langue de cette machine, et de nulle part ailleurs.

    Ce qui n'était que noté peut devenir un conseil signalé, jamais l'inverse. Le temps est compté : huit secondes par contribution, une
    minute en tout.
    """
    from codev_voice.companion.second_opinion import server_at

    ask(folder, server_at(address, model), aside=False)


def ask(folder: Path, server: Server, *, aside: bool) -> None:
    """Ask, showing how far it is, and say in a line what came of it, on standard error when it is said `aside`.

    What went wrong with the server is another line, and no refusal.
    """
    from codev_voice.companion.second_opinion import second_opinion

    with bar() as progress:
        outcome = second_opinion(folder, server, progress=progress)
    if outcome.trouble:
        typer.echo(f"À savoir : {outcome.trouble}", err=True)
    if outcome.answered or not outcome.trouble:
        typer.echo(outcome.told, err=aside)
