"""`codev-voice review`: how speech was shared, to read, to compute with, in pictures; for one person; over several sessions."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codev_voice.cli.reading import JsonOption, OutputOption, deliver, in_json, open_folder
from codev_voice.errors import SettingsError

if TYPE_CHECKING:
    from codev_voice.companion.opening import Opened


def review(
    folders: Annotated[
        list[Path], typer.Argument(metavar="DOSSIER", readable=False, help="Le dossier de la séance ; plusieurs : l'évolution du groupe.")
    ],
    as_json: JsonOption = False,
    output: OutputOption = None,
    person: Annotated[str | None, typer.Option("--for", metavar="PRÉNOM", help="Les chiffres de cette personne, et d'elle seule.")] = None,
    figures: Annotated[
        Path | None, typer.Option("--csv", readable=False, help="Écrit aussi les chiffres dans ce dossier, pour un tableur.")
    ] = None,
    pictures: Annotated[
        Path | None, typer.Option("--pictures", readable=False, help="Dessine aussi les images dans ce dossier (PNG et PDF).")
    ] = None,
) -> None:
    """Le bilan : comment la parole a été partagée, étape par étape. Il décrit, il n'évalue pas."""
    from codev_voice.companion.copies import copying

    if person is not None and (len(folders) > 1 or figures or pictures):
        raise SettingsError(
            "Les chiffres d'une personne sont à elle : une séance à la fois, sans ceux des autres", "redonnez un seul dossier et --for seul"
        )
    with contextlib.ExitStack() as held:
        for folder in dict.fromkeys(folders):
            held.enter_context(copying(folder, output, figures, pictures))
        opened = [open_folder(folder, figures=person is None) for folder in folders]
        if len(opened) > 1:
            _series(opened, figures, pictures, output, as_json=as_json)
        elif person is not None:
            _own(opened[0], person, output, as_json=as_json)
        else:
            _one(opened[0], figures, pictures, output, as_json=as_json)
    if len(folders) == 1 and person is None and not (as_json or output or figures):
        from codev_voice.companion.tidying import reviewed

        reviewed(folders[0])  # it was shown to her; a program, a file or a series of sessions is no reading


def _one(opened: Opened, figures: Path | None, pictures: Path | None, output: Path | None, *, as_json: bool) -> None:
    from codev_voice.companion.reviewing import write_figures, write_pictures
    from codev_voice.review import render_markdown, review_of, to_json

    found = review_of(opened.session, opened.seance)
    deliver(in_json(to_json(found)) if as_json else render_markdown(found), output)
    if figures is not None:
        _tell([write_figures(opened, figures)])
    if pictures is not None:
        _tell(write_pictures(opened, pictures))


def _own(opened: Opened, person: str, output: Path | None, *, as_json: bool) -> None:
    from codev_voice.review.view import own_view

    own = own_view(opened.session, opened.seance, person)
    deliver(in_json(own["figures"]) if as_json else own["text"], output)


def _series(opened: Sequence[Opened], figures: Path | None, pictures: Path | None, output: Path | None, *, as_json: bool) -> None:
    from codev_voice.companion.reviewing import steps_of, write_evolution
    from codev_voice.review.render.series import render_series, series_json

    if figures is not None:
        raise SettingsError("--csv se donne pour une séance à la fois", "pour plusieurs séances, prenez --json")
    steps = steps_of(opened)
    deliver(in_json(series_json(steps)) if as_json else render_series(steps), output)
    if pictures is not None:
        _tell(write_evolution(steps, pictures))


def _tell(written: Sequence[Path]) -> None:
    for path in written:
        typer.echo(str(path), err=True)
