"""`codev-voice voices`: who asked to be recognised next time; her voice is kept, or forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from codev_voice.cli.forgetting import sure
from codev_voice.cli.french import FrenchCommand, family
from codev_voice.cli.reading import FolderArgument
from codev_voice.errors import SettingsError

app = family("Les voix gardées à la demande des personnes, pour être reconnues la prochaine fois. Sans autre mot, les liste.", alone=True)


@app.callback()
def voices(context: typer.Context) -> None:
    """Without a command of its own, list them."""
    if context.invoked_subcommand is None:
        typer.echo("\n".join(_lines()))


@app.command("keep", cls=FrenchCommand)
def keep(
    folder: FolderArgument,
    person: Annotated[str, typer.Argument(metavar="PRÉNOM", help="Le nom que sa voix porte dans cette séance.")],
    source: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FICHIER", readable=False, help="L'enregistrement donné à « hear » : une telle séance n'a pas de son."
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="La personne l'a demandé : sans poser la question.")] = False,
) -> None:
    """Garde la voix d'une personne qui demande à être reconnue la prochaine fois, d'après cette séance."""
    from codev_voice.cli.hearing import bar
    from codev_voice.companion import keeping_voices
    from codev_voice.session.names import of

    name = keeping_voices.named(folder, person)
    sure(
        f"La voix {of(name)} sera gardée sur cette machine, pour être reconnue la prochaine fois : {name} l'a demandé ?",
        yes=yes,
        done="gardé",
    )
    with bar() as progress:
        kept = keeping_voices.keep(folder, name, source, progress=progress)
    learnt = f"{kept.seconds:.0f} s entendues ici" + (f", {kept.sessions} séances en tout" if kept.sessions > 1 else "")
    typer.echo(f'La voix {of(kept.person)} est gardée, chiffrée ({learnt}). Pour l\'effacer : codev-voice voices forget "{kept.person}"')


@app.command("forget", cls=FrenchCommand)
def forget(
    person: Annotated[str, typer.Argument(metavar="PRÉNOM", show_default=False, help="La personne dont la voix est gardée.")] = "",
    everybody: Annotated[bool, typer.Option("--all", help="Toutes les voix gardées.")] = False,
) -> None:
    """Efface une voix gardée : sa clé d'abord, puis le fichier."""
    from codev_voice.session import voiceprints
    from codev_voice.session.names import of

    if bool(person.strip()) is everybody:
        raise SettingsError("Il faut un prénom, ou bien --all", "par exemple « codev-voice voices forget Inès »")
    if everybody:
        count = voiceprints.forget_all()
        typer.echo(f"Voix gardées effacées, clés détruites : {count}." if count else "Aucune voix n'est gardée.")
    elif voiceprints.forget(person):
        typer.echo(f"La voix {of(person)} est effacée, et sa clé détruite.")
    else:
        raise SettingsError(f"Aucune voix n'est gardée sous le nom « {person} »", "« codev-voice voices » les liste")


def _lines() -> list[str]:
    from codev_voice.companion.recognising import hearing_now
    from codev_voice.documents.render.french import in_clear
    from codev_voice.session import voiceprints

    places = voiceprints.kept()
    network = hearing_now() if places else ""
    lines = []
    for voice in (place.voice for place in places if place.voice):
        known = f"d'après {len(voice.learnt)} séance{'s' if len(voice.learnt) > 1 else ''}"
        old = "" if voice.network == network else " ; entendue par une version précédente, elle ne sert plus : gardez-la de nouveau"
        lines.append(f"{voice.person} : voix gardée le {in_clear(voice.day)}, {known}{old}")
    if closed := sum(place.voice is None for place in places):
        lines.append(f"Voix que plus rien n'ouvre (la clé n'est pas là) : {closed} ; « codev-voice voices forget --all » efface tout.")
    return lines or ["Aucune voix n'est gardée."]
