"""`codev-voice export`: the client's documents as files to read, keep, mail or put in a calendar."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codev_voice.errors import SettingsError
from codev_voice.session.typed import unturned

if TYPE_CHECKING:
    from codev_voice.companion.exporting import Form
    from codev_voice.documents.sheet import Document

_ALL, _LETTERS = "docx,pdf,md,ics,json", "docx,pdf,md"


class Reader(StrEnum):
    """For whom the files are made."""

    CLIENTE = "cliente"
    CLIENT = "client"
    ANIMATEUR = "animateur"
    GROUPE = "groupe"


def export(
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", readable=False, help="Le dossier de la séance.")],
    reader: Annotated[Reader, typer.Option("--for", help="Pour qui : cliente, animateur ou groupe.")] = Reader.CLIENTE,
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            show_default=False,
            help="Les formats voulus parmi docx, pdf, md, ics (les dates) et json, séparés par des virgules ; "
            "sinon tous pour la personne cliente, docx, pdf et md pour les autres.",
        ),
    ] = None,
    documents: Annotated[str, typer.Option("--document", help="Les documents voulus, séparés par des virgules.")] = "contrat,notes,plan",
    into: Annotated[
        Path | None, typer.Option("--into", readable=False, help="Où écrire ; sinon, dans le dossier exports de la séance.")
    ] = None,
    discreet: Annotated[
        bool, typer.Option("--discreet", help="Remplace les noms des personnes hors du groupe : « P1, la collègue ».")
    ] = False,
    labels: Annotated[
        list[str] | None, typer.Option("--name", help="Ce qui remplace un nom, comme « Marc=P1, le collègue » ; à répéter.")
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", help="Un nom que --discreet laisse, une ville par exemple ; à répéter.")
    ] = None,
) -> None:
    """Remet les documents : contrat, notes, plan d'action, dates du plan.

    À la personne cliente, tout ce qui est d'elle, marqué « Proposition » tant qu'elle ne l'a pas approuvé ; au groupe, seulement ce
    qu'elle a approuvé et partagé.
    """
    from codev_voice.companion.exporting import Discretion
    from codev_voice.companion.exporting import export as exported
    from codev_voice.documents.sheet import Audience

    audience = {Reader.ANIMATEUR: Audience.FACILITATOR, Reader.GROUPE: Audience.GROUP}.get(reader, Audience.CLIENT)
    discretion = Discretion(discreet, dict(_label(one) for one in labels or ()), tuple(keep or ()))
    made = exported(
        folder, audience, _forms(formats or (_ALL if audience is Audience.CLIENT else _LETTERS)), _documents(documents), into, discretion
    )
    for path in made.files:
        typer.echo(str(path))
    for line in made.told:
        typer.echo(f"À savoir : {line}.", err=True)
    for one in made.people:
        typer.echo(f"  {', '.join(one.names)} → {one.label}", err=True)


def _forms(text: str) -> list[Form]:
    from codev_voice.companion.exporting import Form

    try:
        return [Form(word) for word in _words(text)]
    except ValueError:
        raise SettingsError("Un format n'est pas connu", f"choisissez parmi {', '.join(Form)}") from None


def _documents(text: str) -> list[Document]:
    from codev_voice.documents.sheet import Document

    try:
        return [Document(word) for word in _words(text)]
    except ValueError:
        raise SettingsError("Un document n'est pas connu", f"choisissez parmi {', '.join(Document)}") from None


def _words(text: str) -> list[str]:
    return [word.strip().lower() for word in text.split(",") if word.strip()]


def _label(text: str) -> tuple[str, str]:
    name, equal, label = (part.strip() for part in unturned(text).partition("="))
    if not (name and equal and label):
        raise SettingsError("Ce qui remplace un nom n'est pas compris", "écrivez par exemple --name « Marc=P1, le collègue »")
    return name, label
