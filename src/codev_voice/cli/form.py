"""`codev-voice fiche`: a blank of the client's sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from codev_voice.errors import SettingsError


def fiche(
    into: Annotated[Path, typer.Option("--into", readable=False, help="Le fichier à écrire : .docx à remplir, ou .pdf à imprimer.")] = Path(
        "fiche-client.docx"
    ),
) -> None:
    """La fiche-client vierge, à remplir avant la séance ; « codev-voice new --fiche » la relit."""
    from codev_voice.documents.sheet_form import blank_docx, blank_pdf
    from codev_voice.session.disk import make_folder, write_private

    makers = {".docx": blank_docx, ".pdf": blank_pdf}
    maker = makers.get(into.suffix.lower())
    if maker is None:
        raise SettingsError("La fiche-client se fait en DOCX ou en PDF", "donnez à --into un nom qui finit par .docx ou .pdf")
    make_folder(into.parent)
    write_private(into, maker())
    typer.echo(str(into))
