"""`codev-voice notices` and `codev-voice answer`: the sentences noticed in the clarification, for the facilitator alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codev_voice.cli.reading import FolderArgument, JsonOption
from codev_voice.errors import SettingsError
from codev_voice.session.names import KIND_NAMES, ROLE_NAMES
from codev_voice.session.values import Answer
from codev_voice.session.wording import fold

if TYPE_CHECKING:
    from codev_voice.companion.answering import Numbered

_WRITTEN = {"pas-un-conseil": Answer.NOT_ADVICE, "dit": Answer.SAID, "ignoré": Answer.IGNORED}
_READ = {Answer.NOT_ADVICE: "ce n'était pas un conseil", Answer.SAID: "question dite", Answer.IGNORED: "ignoré"}


def notices(
    folder: FolderArgument,
    every: Annotated[bool, typer.Option("--all", help="Aussi les phrases qui n'étaient que notées.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Les phrases relevées dans la clarification, avec leur numéro. Pour vous seul·e : une phrase, jamais une personne."""
    from codev_voice.companion.answering import numbered
    from codev_voice.companion.opening import open_session

    opened = open_session(folder)
    for warning in opened.warnings:
        typer.echo(f"À savoir : {warning}", err=True)
    shown = [one for one in numbered(opened.session) if every or not one.logged]
    if as_json:
        typer.echo(json.dumps([_as_json(one) for one in shown], ensure_ascii=False, indent=1))
        return
    typer.echo("Les phrases relevées dans la clarification, pour vous seul·e" if shown else "Aucune phrase relevée dans la clarification.")
    for one in shown:
        typer.echo("\n" + "\n".join(_lines(one, estimated=opened.session.estimated)))


def answer(
    folder: FolderArgument,
    number: Annotated[int, typer.Argument(metavar="NUMÉRO", help="Le numéro que donne « codev-voice notices ».")],
    given: Annotated[str, typer.Argument(metavar="RÉPONSE", help="pas-un-conseil, dit (vous avez posé la question) ou ignoré.")],
) -> None:
    """Garde votre réponse à une phrase relevée ; une seconde réponse remplace la première.

    « pas-un-conseil » : la phrase n'est plus comptée, ni signalée si quelqu'un la redit.
    """
    from codev_voice.companion.answering import answer as record

    one = record(folder, number, _answer(given))
    typer.echo(f"{one.number}. « {one.notice.excerpt} » : {_told(one)}.")


def _answer(text: str) -> Answer:
    for word, meant in _WRITTEN.items():
        if fold(text.strip()) == fold(word):
            return meant
    raise SettingsError(f"La réponse « {text} » n'est pas comprise", f"choisissez parmi {', '.join(_WRITTEN)}")


def _lines(one: Numbered, *, estimated: bool) -> list[str]:
    from codev_voice.transcripts.clock import short

    notice = one.notice
    said = [ROLE_NAMES[one.role]] if one.role else []
    logged = ["noté seulement" + (", repris aussitôt" if notice.withdrawn else "")] if one.logged else []
    lines = [
        f"{one.number}. {'≈ ' if estimated else ''}{short(one.start)}  {', '.join([*said, KIND_NAMES[notice.kind], *logged])}",
        f"   « {notice.excerpt} »",
    ]
    lines += [f"   Question possible : « {notice.question} »"] if notice.question else []
    lines += [f"   Votre réponse : {_told(one)}"] if notice.answer else []
    return lines


def _told(one: Numbered) -> str:
    return _READ[one.notice.answer] if one.notice.answer else ""


def _as_json(one: Numbered) -> dict[str, Any]:
    notice = one.notice
    return {
        "number": one.number,
        "turn": notice.turn,
        "start": round(one.start, 3),
        "role": str(one.role) if one.role else None,
        "kind": notice.kind,
        "name": KIND_NAMES[notice.kind],
        "excerpt": notice.excerpt,
        "question": notice.question,
        "level": str(notice.level),
        "confidence": round(notice.confidence, 4),
        "withdrawn": notice.withdrawn,
        "answer": str(notice.answer) if notice.answer else None,
    }
