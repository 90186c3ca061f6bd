"""`codev-voice pack` and `unpack`: a session goes to another machine; and how the terminal asks passphrases and where keys go."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from codev_voice.errors import SessionError, SettingsError
from codev_voice.session.card import Method

Plain = Annotated[bool, typer.Option("--plain", help="Ne chiffre pas la séance : qui lit vos fichiers pourra la lire.")]
Phrase = Annotated[bool, typer.Option("--phrase", help="Met la clé derrière une phrase de passe, demandée à chaque ouverture.")]


def method_of(*, plain: bool, phrase: bool) -> Method | None:
    """Where the key of a new session goes; None: where this machine best can.

    Raises:
        SettingsError: both are asked.
    """
    if plain and phrase:
        raise SettingsError("--plain ne chiffre rien, --phrase chiffre", "choisissez l'une ou l'autre")
    return Method.NONE if plain else Method.PHRASE if phrase else None


def pack(
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", readable=False, help="Le dossier de la séance.")],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FICHIER", readable=False, show_default=False, help="Le fichier à écrire ; sinon, d'après le dossier."),
    ] = None,
) -> None:
    """Met une séance et sa clé dans un seul fichier, derrière une phrase de passe, pour l'ouvrir sur une autre machine.

    Le fichier est au format age. Donnez la phrase de passe autrement que par le chemin du fichier : de vive voix, par exemple.
    """
    from codev_voice.companion import packing
    from codev_voice.session import phrases
    from codev_voice.session.folder import existing

    existing(folder)  # said before anything is asked
    made = packing.pack(folder, file, phrases.ask("Phrase de passe du fichier", new=True))
    typer.echo(str(made))


def unpack(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", readable=False, help="Ce que « codev-voice pack » a écrit.")],
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DOSSIER", readable=False, show_default=False, help="Le dossier à faire ; sinon, d'après le fichier."),
    ] = None,
    phrase: Phrase = False,
) -> None:
    """Remet sur cette machine une séance emballée par « codev-voice pack », et y installe sa clé."""
    from codev_voice.companion import packing
    from codev_voice.companion.tidying import remember
    from codev_voice.session import keys, phrases

    packing.check(file, packing.folder_of(file, folder))  # idem
    given = phrases.ask("Phrase de passe du fichier", new=False)
    made = packing.unpack(file, folder, given, Method.PHRASE if phrase else None)
    remember(made.path)
    tell_key(keys.where(made.path))
    typer.echo(str(made.path))


def tell_key(where: str) -> None:
    """Say where the key of a session that has just been made is."""
    if where:
        typer.echo(f"À savoir : {where}.", err=True)


def ask_phrase(what: str, new: bool) -> str:
    """The passphrase typed, without showing it, twice for a new one; a line of the input when that is no terminal.

    Raises:
        SessionError: nothing is typed.
        SettingsError: it is not the same the second time.
    """
    phrase = _typed(f"{what} : ")
    if not phrase.strip():
        raise SessionError("Aucune phrase de passe n'a été donnée", "relancez la commande et tapez-la")
    if new and _typed("La même, encore une fois : ") != phrase:
        raise SettingsError("Les deux phrases de passe ne sont pas les mêmes", "relancez la commande")
    return phrase


def _typed(prompt: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    import getpass

    try:
        return getpass.getpass(prompt, stream=sys.stderr)
    except EOFError:
        return ""
