"""`codev-voice hear`: from a recording or a transcript to a session's folder."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codev_voice.cli.keeping import Phrase, Plain, method_of, tell_key
from codev_voice.errors import SettingsError

if TYPE_CHECKING:
    from codev_voice.session.progress import Progress

OPINION = "CODEV_VOICE_OPINION"
"""The environment variable that names the server of the second opinion when no option does."""


class Tracks(StrEnum):
    """How the channels of a recording are taken."""

    AUTO = "auto"
    TWO = "two"
    ONE = "one"


class Device(StrEnum):
    """Where the models run."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class Voices(StrEnum):
    """How voices are told apart."""

    BUNDLED = "bundled"
    PYANNOTE = "pyannote"


def hear(
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", readable=False, help="L'enregistrement, ou la transcription de Teams, Zoom ou Meet.")
    ],
    people: Annotated[Path | None, typer.Option("--people", readable=False, help="La fiche de la séance (seance.toml).")] = None,
    model: Annotated[str, typer.Option("--model", help="La taille de Whisper : voyez « codev-voice models list ».")] = "base",
    into: Annotated[
        Path | None, typer.Option("--into", readable=False, help="Le dossier de la séance ; sinon, d'après le nom du fichier.")
    ] = None,
    tracks: Annotated[
        Tracks, typer.Option("--tracks", help="two : micro à gauche, appel à droite ; one : tout ensemble ; auto : selon le son.")
    ] = Tracks.AUTO,
    device: Annotated[Device, typer.Option("--device", help="Le processeur (cpu) ou une carte CUDA (cuda).")] = Device.AUTO,
    threads: Annotated[int, typer.Option("--threads", min=1, max=64, help="Nombre de cœurs à occuper.")] = 2,
    voices: Annotated[
        Voices, typer.Option("--voices", help="pyannote : la chaîne de pyannote.audio, si elle est installée.")
    ] = Voices.BUNDLED,
    agreed: Annotated[
        bool | None,
        typer.Option(
            "--agreed/--not-agreed",
            show_default=False,
            help="Tout le groupe a dit oui, ou non ; sinon, la question est posée une fois. Sans terminal où la poser, rien n'est lu.",
        ),
    ] = None,
    opinion: Annotated[
        str,
        typer.Option(
            "--opinion",
            metavar="ADRESSE",
            envvar=OPINION,
            show_envvar=False,
            show_default=False,
            help=f"Demande un second avis à un modèle de langue servi sur cette machine ; ou la variable {OPINION}. Sans adresse, aucun.",
        ),
    ] = "",
    opinion_model: Annotated[
        str, typer.Option("--opinion-model", metavar="NOM", show_default=False, help="Le nom de ce modèle, si le serveur en a plusieurs.")
    ] = "",
    plain: Plain = False,
    phrase: Phrase = False,
) -> None:
    """Écoute un enregistrement ou lit une transcription : qui parle, les étapes, les conseils, les brouillons.

    Peut être interrompu à tout moment (Ctrl-C) : la même commande reprend là où elle s'est arrêtée.
    """
    from codev_voice.companion import hear as companion
    from codev_voice.companion.second_opinion import server_at
    from codev_voice.companion.tidying import remember

    server = server_at(opinion, opinion_model) if opinion.strip() else None  # a wrong address is said before a long hearing
    options = companion.Options(
        model=model,
        tracks=tracks.value,
        device=device.value,
        threads=threads,
        voices=voices.value,
        agreed=_agreed(agreed, source, into or Path(companion.default_name(source, people))),
    )
    method = method_of(plain=plain, phrase=phrase)
    with bar() as progress:
        outcome = companion.hear(source, people=people, into=into, options=options, method=method, progress=progress)
    remember(outcome.folder.path)
    tell_key(outcome.key)
    for warning in outcome.warnings:
        typer.echo(f"À savoir : {warning}", err=True)
    if outcome.already:
        typer.echo("Déjà fait : cette séance a été entendue jusqu'au bout.", err=True)
    if server:
        from codev_voice.cli import asking

        asking.ask(outcome.folder.path, server, aside=True)
    typer.echo(str(outcome.folder.path))


def _agreed(given: bool | None, source: Path, folder: Path) -> bool | None:
    """The answer given as an option, else what is answered in a terminal, once; None when there is an answer already, or nothing to read.

    Raises:
        SettingsError: not everybody agreed, or nobody can be asked.
    """
    from codev_voice.companion.agreeing import QUESTION, asked_already
    from codev_voice.session.folder import Folder

    if given is None and source.exists() and not asked_already(Folder(folder)):
        if not sys.stdin.isatty():
            raise SettingsError(
                "Rien n'a été lu, il faut savoir si chacun a dit oui", "ajoutez --agreed si c'est le cas, ou relancez dans un terminal"
            )
        answer = typer.prompt(f"{QUESTION} (oui, non)", default="non", err=True, prompt_suffix=" : ")
        given = answer.strip().casefold() in {"oui", "o"}
    if given is False:
        raise SettingsError(
            "Sans l'accord de chacun, cette séance n'est ni lue ni écoutée",
            "demandez-le au groupe, ou effacez l'enregistrement et notez à la main",
        )
    return given


@contextlib.contextmanager
def bar() -> Iterator[Progress]:
    """A progress bar on standard error: what is being done, how far, and the time left."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:<26}"),
        BarColumn(bar_width=24),
        TaskProgressColumn(),
        TextColumn("reste"),
        TimeRemainingColumn(compact=True),
    )
    with contextlib.ExitStack() as shows:
        shown = Progress(*columns, console=Console(stderr=True))
        tasks: dict[str, object] = {}

        def progress(doing: str, done: float) -> None:
            if not tasks:
                shows.enter_context(shown)  # nothing is drawn, not even an empty line, for what is refused at once
            if doing not in tasks:
                tasks[doing] = shown.add_task(doing, total=1.0)
            shown.update(tasks[doing], completed=min(1.0, max(0.0, done)))  # type: ignore[arg-type] # rich's own id, kept as it came

        yield progress
