"""`codev-voice models`: the Whisper sizes, from the index or the hub to this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from codev_voice.cli.french import FrenchCommand, family

app = family("Les modèles qui transcrivent : ce qui existe, ce qui est sur cette machine.")

NamesArgument = Annotated[list[str] | None, typer.Argument(metavar="NOM", help="Des tailles : tiny, base, small…")]


@app.command("list", cls=FrenchCommand)
def list_models() -> None:
    """Les tailles connues, leur poids, leur licence, et où elles se trouvent sur cette machine."""
    from codev_voice.weights.checking import listing
    from codev_voice.weights.disk import megabytes

    entries = listing()
    width = max(len(entry.name) for entry in entries)
    for entry in entries:
        weight = megabytes(entry.size)
        place = str(entry.folder) if entry.folder else f"absent (codev-voice models fetch {entry.name})"
        default = ", par défaut" if entry.default else ""
        typer.echo(f"{entry.name:<{width}}  {weight:>7}  {place}")
        typer.echo(f"{'':<{width}}           {entry.licence}, {entry.origin}{default}")


@app.command("fetch", cls=FrenchCommand)
def fetch(names: NamesArgument = None) -> None:
    """Télécharge des modèles (base sans autre précision), vérifie leurs empreintes, les met en place.

    base vient de l'index de paquets Python réglé sur cette machine, sans compte ; les autres tailles viennent du dépôt de modèles.
    """
    from codev_voice.cli.hearing import bar
    from codev_voice.weights import fetching, pins

    with bar() as progress:
        fetched = fetching.fetch(names or [pins.DEFAULT], progress)
    for model in fetched:
        state = "vérifié et mis en place" if model.fresh else "déjà là, vérifié"
        typer.echo(f"{model.name} : {state} ({model.folder})")


@app.command("check", cls=FrenchCommand)
def check(names: NamesArgument = None) -> None:
    """Relit chaque fichier des modèles présents et compare son empreinte à celle attendue."""
    from codev_voice.cli.hearing import bar
    from codev_voice.errors import WeightsError
    from codev_voice.weights import checking

    with bar() as progress:
        reports = checking.check(names or (), progress)
    for report in reports:
        typer.echo(f"{report.name} : {report.state}" + _between(report.folder, report.detail))
    failed = [report for report in reports if not report.usable]
    if failed:
        listed = ", ".join(f"{report.name} ({report.state})" for report in failed)
        raise WeightsError(f"Des modèles ne peuvent pas servir : {listed}", " ; ".join(f"« {report.mend} »" for report in failed))


def _between(folder: Path | None, detail: str) -> str:
    said = ", ".join(part for part in (str(folder or ""), detail) if part)
    return f" ({said})" if said else ""
