"""`codev-voice tidy` and `codev-voice forget`: what is due is destroyed, a session or a person is forgotten, with a receipt."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codev_voice.cli.reading import FolderArgument, deliver
from codev_voice.errors import CodevError, SettingsError

if TYPE_CHECKING:
    import datetime

    from codev_voice.companion.tidying import Tidied
    from codev_voice.session.retention import Due

_NAMES = {"son": "le son", "transcription": "la transcription", "reperages": "les phrases relevées"}
_REASONS = {"jours": "les jours promis sont passés", "documents": "tous les documents sont validés ou refusés", "relecture": "bilan relu"}


def tidy(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="DOSSIER…", readable=False, show_default=False, help="Les séances ; sinon, toutes celles de cette machine."),
    ] = None,
    applied: Annotated[bool, typer.Option("--apply", help="Détruit vraiment ; sans elle, montre seulement.")] = False,
) -> None:
    """Ce qui doit être détruit (son, transcription, phrases relevées), et quand. Avec --apply, le détruit.

    « live » et « show » le font aussi d'eux-mêmes en s'ouvrant.
    """
    from codev_voice.companion import tidying
    from codev_voice.session.journal import utc_now

    now, refused = utc_now(), 0
    shown: list[Tidied] = []
    try:
        for path in folders or tidying.sessions():
            try:
                found = tidying.apply(path, now) if applied else tidying.look(path, now)
            except CodevError as error:
                if folders:
                    raise
                refused += 1
                typer.echo(f"{path.name} : {error}", err=True)
            else:
                shown += [found] if folders or found.due or found.later else []
    finally:  # what was destroyed before another refused is said too
        _say(shown, applied=applied)
    if not shown and not refused:
        typer.echo("Rien à détruire.")
    if any(one.due for one in shown) and not applied:
        typer.echo("Rien n'a été touché : ajoutez --apply pour détruire ce qui est dû.")


def forget(
    folder: FolderArgument,
    person: Annotated[str, typer.Option("--person", metavar="PRÉNOM", help="Retire seulement ce que cette personne a dit.")] = "",
    receipt: Annotated[
        Path | None, typer.Option("--receipt", metavar="FICHIER", readable=False, help="Écrit le reçu dans ce fichier.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander.")] = False,
) -> None:
    """Efface vraiment une séance, clé comprise, ou tout ce qu'une personne y a dit. Donne un reçu."""
    from codev_voice.companion import forgetting
    from codev_voice.session.folder import Folder
    from codev_voice.session.journal import utc_now

    where = Folder(folder)
    if receipt is not None and receipt.resolve().is_relative_to(folder.resolve()):
        raise SettingsError("Le reçu serait effacé avec la séance", "choisissez un autre dossier avec --receipt")
    if person:
        from codev_voice.companion.recognising import reminder
        from codev_voice.companion.withdrawing import withdraw

        sure(f"Effacer vraiment tout ce que {person} a dit dans « {where.name} » ?", yes=yes)
        taken = withdraw(folder, person)
        text = forgetting.receipt_of(taken, where.settings().date, utc_now(), reminder(taken.person))
    else:
        sure(f"Effacer vraiment la séance « {where.name} », sans retour possible ?", yes=yes)
        text = forgetting.receipt(forgetting.forget(folder), utc_now())
    deliver(text, receipt)


def apply_due(folder: Path) -> None:
    """Destroy what is due in this session, whether it is known or not, then in all known ones; say it on standard error."""
    apply_here(folder)
    apply_elsewhere(folder)


def apply_here(folder: Path) -> None:
    """Destroy what is due in this session, and say it on standard error; what refuses is left for later."""
    from codev_voice.companion import tidying
    from codev_voice.session.journal import utc_now

    if (folder / "journal").is_file():
        with contextlib.suppress(CodevError):
            here = tidying.apply(folder, utc_now(), read=False)
            tidying.remember(folder)
            if here.due:
                _tell(here)


def apply_elsewhere(folder: Path) -> None:
    """The same in all other known sessions, one after the other: stopped in the middle, it goes on the next time.

    What refuses is left for later: opening a session is no time to complain of another.
    """
    from codev_voice.companion import tidying
    from codev_voice.session.journal import utc_now

    tidying.apply_all(utc_now(), but=folder, told=_tell)


def _tell(done: Tidied) -> None:
    _say([done], applied=True, err=True)


def sure(question: str, *, yes: bool, done: str = "effacé") -> None:
    """Ask, in a terminal, unless it was answered on the command line.

    Raises:
        SettingsError: the answer is no, or nobody can be asked.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise SettingsError(f"Rien n'a été {done}, il faut confirmer", "ajoutez --yes, ou relancez dans un terminal")
    if typer.prompt(f"{question} (oui, non)", default="non", prompt_suffix=" : ").strip().casefold() not in {"oui", "o"}:
        raise SettingsError(f"Rien n'a été {done}", "répondez « oui » pour confirmer")


def _say(shown: Sequence[Tidied], *, applied: bool, err: bool = False) -> None:
    """Each session by its day and title, with its folder's name where others bear the same, and where it lies if even that is the same."""
    for one in shown:
        title = _title(one)
        alike = [other.folder for other in shown if _title(other) == title]
        if len(alike) > 1:
            names = [folder.path.resolve().name for folder in alike]
            own = one.folder.path.resolve()
            title = f"{title} (dossier {own.name if names.count(own.name) == 1 else own})"
        typer.echo("\n".join([title, *_lines(one, applied=applied)]), err=err)


def _title(found: Tidied) -> str:
    from codev_voice.documents.render.french import in_clear

    return f"Séance {'du ' + in_clear(found.day) if found.day else 'sans date'}" + (f", {found.title}" if found.title else "")


def _lines(found: Tidied, *, applied: bool) -> list[str]:
    """A line for each reason for which something of a session goes, or will."""
    from codev_voice.documents.render.french import in_clear

    lines = [f"  {'détruit' if applied else 'à détruire'} : {_which(due)} ({_REASONS[due[0].why]})" for due in _by_reason(found.due)]
    lines += [f"  à détruire le {in_clear(_day(due))} : {_which(due)}" for due in _by_reason(found.later)]
    return lines or ["  rien à détruire"]


def _by_reason(due: Sequence[Due]) -> list[list[Due]]:
    groups: dict[str, list[Due]] = {}
    for one in due:
        groups.setdefault(f"{one.why} {one.when}", []).append(one)
    return list(groups.values())


def _which(due: Sequence[Due]) -> str:
    return " et ".join(_NAMES[one.what] for one in due)


def _day(due: Sequence[Due]) -> datetime.date:
    return due[0].when.astimezone().date()
