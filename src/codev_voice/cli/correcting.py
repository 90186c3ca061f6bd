"""`codev-voice rename`: who a voice is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from codev_voice.session.names import ROLE_NAMES
from codev_voice.session.values import Role


def rename(
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", readable=False, help="Le dossier de la séance.")],
    voice: Annotated[str, typer.Argument(metavar="VOIX", help="L'étiquette de la voix (« Voix 3 ») ou le nom qu'elle porte.")],
    person: Annotated[str, typer.Argument(metavar="PERSONNE", help="Le nom de la personne.")],
    role: Annotated[Role | None, typer.Option("--role", help="Son rôle, s'il n'est pas dans seance.toml.")] = None,
) -> None:
    """Donne son nom à une voix : la transcription, les documents et le bilan suivent."""
    from codev_voice.companion.renaming import rename as apply

    voice_now = apply(folder, voice, person, role)
    held = f", {ROLE_NAMES[voice_now.role]}" if voice_now.role else ""
    typer.echo(f"{voice_now.label} est maintenant {voice_now.person}{held}.")
