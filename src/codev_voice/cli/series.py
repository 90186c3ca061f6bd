"""`codev-voice series`: the sessions of a group, from one to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from codev_voice.cli.reading import JsonOption, OutputOption, deliver, in_json, warn
from codev_voice.errors import SettingsError


def series(
    name: Annotated[
        str | None, typer.Argument(metavar="GROUPE", show_default=False, help="Le nom du groupe ; sans lui, les groupes connus.")
    ] = None,
    within: Annotated[
        list[Path] | None,
        typer.Option("--dans", metavar="DOSSIER", readable=False, help="Cherche aussi dans ce dossier ; à répéter."),
    ] = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Les séances d'un groupe : quand, qui était client·e, quels documents sont approuvés, la prochaine date.

    Le groupe est celui que dit seance.toml (« new --groupe »). Rien de ce qui a été dit ni écrit n'est montré.
    """
    from codev_voice.companion import series as group
    from codev_voice.companion.series_view import groups_json, groups_table, series_json, table_of

    paths = group.places(within or ())
    if name is None:
        known = group.groups(paths)
        deliver(in_json(groups_json(known)) if as_json else groups_table(known), output)
        return
    found = group.series(paths, name)
    if not found.steps:
        known = group.groups(paths)
        raise SettingsError(
            f"Aucune séance connue n'est du groupe « {name} »",
            f"choisissez parmi {', '.join(known)}" if known else "donnez avec --dans le dossier de ses séances",
        )
    warn([f"{step.folder.name} : {step.trouble}" for step in found.steps if step.trouble])
    warn(found.unread)
    deliver(in_json(series_json(name, found.steps, found.unread)) if as_json else table_of(name, found.steps), output)
