"""All the commands, by families."""

from __future__ import annotations

from typing import Annotated

import typer

from codev_voice import __version__
from codev_voice.cli import correcting, doctor, evaluating, hearing, models, preparing, reading
from codev_voice.cli.french import FrenchCommand, family

app = family("Compagnon vocal des séances de codéveloppement : tout se passe sur cette machine.")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"codev-voice {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Affiche la version.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="En cas d'erreur, montre d'où elle vient (jamais ce qui a été dit).")] = False,
) -> None:
    """Compagnon vocal des séances de codéveloppement : tout se passe sur cette machine."""


app.command("new", cls=FrenchCommand)(preparing.new)
app.command("hear", cls=FrenchCommand)(hearing.hear)
app.command("transcript", cls=FrenchCommand)(reading.transcript)
app.command("documents", cls=FrenchCommand)(reading.documents)
app.command("review", cls=FrenchCommand)(reading.review)
app.command("rename", cls=FrenchCommand)(correcting.rename)
app.command("doctor", cls=FrenchCommand)(doctor.doctor)
app.add_typer(models.app, name="models")
app.add_typer(evaluating.app, name="eval")
