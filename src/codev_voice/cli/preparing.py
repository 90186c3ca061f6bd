"""`codev-voice new`: a session's settings, asked in the terminal or given as options."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codev_voice.errors import FileError, SessionError, SettingsError
from codev_voice.session.timetable import PRESETS
from codev_voice.session.toml import check_people
from codev_voice.session.values import Person, Role, Stage, Strictness

if TYPE_CHECKING:
    from codev_voice.documents.sheet_form import Form


def new(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DOSSIER", readable=False, show_default=False, help="Où écrire seance.toml ; sinon, dans le dossier courant."
        ),
    ] = Path(),
    title: Annotated[str | None, typer.Option("--title", help="Le titre de la séance.")] = None,
    group: Annotated[
        str | None, typer.Option("--groupe", help="Le groupe : les personnes et les mots de sa dernière séance reviennent d'eux-mêmes.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", help="Le jour de la séance, comme 2026-11-24.")] = None,
    next_date: Annotated[str | None, typer.Option("--next-date", "--prochaine", help="La prochaine séance.")] = None,
    client: Annotated[str | None, typer.Option("--client", help="Le prénom de la personne qui apporte son sujet.")] = None,
    facilitator: Annotated[str | None, typer.Option("--animateur", help="Le prénom de la personne qui anime.")] = None,
    consultants: Annotated[list[str] | None, typer.Option("--consultant", help="Un consultant ; à répéter.")] = None,
    also_consultant: Annotated[bool, typer.Option("--animateur-consultant", help="La personne qui anime est aussi consultante.")] = False,
    subject: Annotated[str | None, typer.Option("--subject", help="Le sujet, d'après la fiche-client.")] = None,
    question: Annotated[str | None, typer.Option("--question", help="La question, d'après la fiche-client.")] = None,
    form: Annotated[
        Path | None,
        typer.Option("--fiche", readable=False, help="La fiche-client remplie, en DOCX (voyez « codev-voice fiche »)."),
    ] = None,
    words: Annotated[list[str] | None, typer.Option("--word", help="Un mot du métier ou un nom de tiers ; à répéter.")] = None,
    preset: Annotated[int, typer.Option("--preset", help="Durée en minutes : 30, 60, 90, 120, 180 ou 210.")] = 90,
    minutes: Annotated[list[str] | None, typer.Option("--minutes", help="Les minutes d'une étape, comme 4=25 ; à répéter.")] = None,
    stage0: Annotated[
        bool, typer.Option("--stage0/--no-stage0", show_default=False, help="Avec (par défaut) ou sans retour sur la dernière fois.")
    ] = True,
    consultations: Annotated[int, typer.Option("--consultations", min=1, max=2, help="2 quand deux clients passent.")] = 1,
    region: Annotated[
        str | None, typer.Option("--region", show_default=False, help="FR (par défaut, ou celle du groupe), QC, BE ou CH.")
    ] = None,
    strictness: Annotated[Strictness, typer.Option("--strictness", help="À partir de quand signaler un conseil.")] = Strictness.NORMAL,
    force: Annotated[bool, typer.Option("--force", help="Remplace un seance.toml qui existe.")] = False,
) -> None:
    """Écrit seance.toml : le titre, les personnes, le sujet, les durées. Tout a une valeur par défaut.

    Dans un terminal, pose les questions auxquelles aucune option ne répond ; Entrée garde la valeur proposée. D'un groupe déjà connu
    (--groupe), elle ne demande rien.
    """
    from codev_voice.cli.regrouping import coming, last_of, told
    from codev_voice.companion.series import again
    from codev_voice.documents.sheet_form import Form
    from codev_voice.session.folder import Folder
    from codev_voice.session.seance import Seance
    from codev_voice.session.toml import parse_seance, render_seance

    place = Folder(folder)
    if place.seance.exists() and not force:
        raise SessionError(f"{place.seance.name} existe déjà dans ce dossier", "modifiez-le, ou ajoutez --force pour le remplacer")
    last = last_of(group) if group and not (facilitator or consultants) else None
    filled = _filled(form) if form else Form()
    subject, question = subject or filled.subject, question or filled.question
    if sys.stdin.isatty() or facilitator or consultants or last:  # a group of one would be refused
        client = client or filled.client
    words = [*(words or ()), *filled.words, *(last.seance.vocabulary if last else ())]
    if last is not None:
        date = date or coming(last.seance)
        typer.echo(told(last, date), err=True)
    elif sys.stdin.isatty():
        title = title or _ask("Titre de la séance")
        date = date or _ask("Date", datetime.datetime.now().astimezone().date().isoformat(), _date)
        client, facilitator, consultants = _ask_people(client, facilitator, consultants, also_consultant)
        subject = subject or _ask("Sujet, d'après la fiche-client")
        question = question or _ask("Question, d'après la fiche-client")
        words = words or _names(_ask("Mots du métier et noms de tiers, séparés par des virgules"))
        preset = _preset(_ask("Durée en minutes (30, 60, 90, 120, 180, 210)", str(preset), _preset) or str(preset))
        minutes = minutes or _names(_ask("Minutes à changer par étape, comme 4=25, séparées par des virgules", "", _every_stage_minutes))
        strictness = _strictness(_ask("Vigilance aux conseils (souple, normal, strict)", str(strictness), _strictness))
        proposed = "oui" if stage0 else "non"
        stage0 = _yes(_ask("Commencer par un retour sur la dernière fois (oui, non)", proposed, _yes) or proposed)
    seance = Seance(
        title=title,
        group=group,
        date=_date(date),
        next_date=_date(next_date),
        region=last.seance.region if last and region is None else region or "FR",
        school=last.seance.school if last else None,
        preset=preset,
        consultations=consultations,
        stage0=stage0,
        minutes=dict(_stage_minutes(entry) for entry in minutes or ()),
        strictness=strictness,
        subject=subject,
        question=question,
        vocabulary=tuple(dict.fromkeys(words)),
        fiche=dict(filled.answers),
        people=again(last.seance.people, client) if last else _people(client, facilitator, consultants or (), also_consultant),
    )
    checked = parse_seance(render_seance(seance))  # the same refusals as when the file is read
    place.save_settings(checked)
    typer.echo(str(place.seance))


def _filled(path: Path) -> Form:
    from codev_voice.documents.sheet_form import read_form

    try:
        data = path.read_bytes()
    except OSError:
        raise FileError(f"{path.name} ne peut pas être lu", "vérifiez le chemin de la fiche-client") from None
    return read_form(data, path.name)


def _people(client: str | None, facilitator: str | None, consultants: Sequence[str], also_consultant: bool) -> tuple[Person, ...]:
    people = []
    if client:
        people.append(Person(client, Role.CLIENT))
    if facilitator:
        people.append(Person(facilitator, Role.FACILITATOR, (Role.CONSULTANT,) if also_consultant else ()))
    return (*people, *(Person(name, Role.CONSULTANT) for name in consultants))


def _ask(question: str, proposed: str = "", check: Callable[[str], object] = str) -> str | None:
    """Ask until the answer passes the check: one slip must not lose the answers before it."""
    while True:
        answer = str(typer.prompt(question, default=proposed, show_default=bool(proposed), prompt_suffix=" : ")).strip()
        try:
            check(answer or proposed)
        except SettingsError as error:
            typer.echo(str(error), err=True)
        else:
            return answer or None


def _ask_people(
    client: str | None, facilitator: str | None, consultants: list[str] | None, also_consultant: bool
) -> tuple[str | None, str | None, list[str]]:
    while True:
        facilitator = facilitator or _ask("Prénom de la personne qui anime")
        client = client or _ask("Prénom de la personne cliente")
        consultants = consultants or _names(_ask("Prénoms des consultants, séparés par des virgules"))
        try:
            check_people(_people(client, facilitator, consultants, also_consultant))
        except SettingsError as error:
            typer.echo(str(error), err=True)
            client, facilitator, consultants = None, None, None
        else:
            return client, facilitator, consultants


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").split(",") if name.strip()]


def _preset(text: str) -> int:
    if text not in {str(minutes) for minutes in PRESETS}:
        raise SettingsError("La durée n'est pas comprise", "choisissez 30, 60, 90, 120, 180 ou 210")
    return int(text)


def _yes(text: str) -> bool:
    answer = text.casefold()
    if answer not in {"o", "oui", "n", "non"}:
        raise SettingsError("La réponse n'est pas comprise", "répondez oui ou non")
    return answer.startswith("o")


def _strictness(text: str | None) -> Strictness:
    try:
        return Strictness(text or Strictness.NORMAL)
    except ValueError:
        raise SettingsError("La vigilance n'est pas comprise", "choisissez souple, normal ou strict") from None


def _date(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise SettingsError("La date n'est pas comprise", "écrivez-la comme 2026-11-24") from None


def _every_stage_minutes(text: str) -> list[tuple[int, float]]:
    return [_stage_minutes(entry) for entry in _names(text)]


def _stage_minutes(entry: str) -> tuple[int, float]:
    stage, _, value = entry.partition("=")
    try:
        return int(Stage(int(stage))), float(value.replace(",", "."))
    except ValueError:
        raise SettingsError(
            "Les minutes d'une étape ne sont pas comprises", "écrivez par exemple 4=25, les étapes allant de 0 à 6"
        ) from None
