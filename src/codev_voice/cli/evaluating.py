"""`codev-voice eval`: what the program hears, judges and drafts, against labels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from codev_voice.cli.french import FrenchCommand, family
from codev_voice.session.values import Strictness

app = family("Mesure le programme contre des séances, des phrases ou des sons étiquetés.")

JsonOption = Annotated[bool, typer.Option("--json", help="En JSON, pour un programme.")]
PeopleOption = Annotated[Path | None, typer.Option("--people", readable=False, help="La fiche de la séance ; sinon, seance.toml à côté.")]


@app.command("text", cls=FrenchCommand)
def text(
    session: Annotated[Path, typer.Argument(metavar="SEANCE.jsonl", readable=False, help="Une séance étiquetée, un tour par ligne.")],
    people: PeopleOption = None,
    gold: Annotated[Path | None, typer.Option("--gold", readable=False, help="Les documents attendus ; sinon, gold.json à côté.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Les étapes, les conseils et les documents d'une séance écrite."""
    from codev_voice.evaluation.text import evaluate_text

    _show(evaluate_text(session, people=people, gold=gold), as_json)


@app.command("utterances", cls=FrenchCommand)
def utterances(
    file: Annotated[Path, typer.Argument(metavar="FICHIER.jsonl", readable=False, help="Des contributions étiquetées, une par ligne.")],
    strictness: Annotated[Strictness, typer.Option("--strictness", help="Le niveau mesuré.")] = Strictness.NORMAL,
    as_json: JsonOption = False,
) -> None:
    """Le repérage des conseils sur des contributions isolées."""
    from codev_voice.evaluation.utterances import read_utterances, score_utterances

    scores = score_utterances(read_utterances(file), strictness)
    _show(scores if as_json else {key: value for key, value in scores.items() if key != "lines"}, as_json)


@app.command("sound", cls=FrenchCommand)
def sound(
    audio: Annotated[Path, typer.Argument(metavar="SON", readable=False, help="L'enregistrement.")],
    turns: Annotated[Path | None, typer.Option("--turns", readable=False, help="Ce qui a été dit, par qui et quand (turns.json).")] = None,
    rttm: Annotated[Path | None, typer.Option("--rttm", readable=False, help="Qui parle quand (RTTM).")] = None,
    people: PeopleOption = None,
    model: Annotated[str, typer.Option("--model", help="La taille de Whisper.")] = "base",
    threads: Annotated[int, typer.Option("--threads", min=1, max=64, help="Nombre de cœurs à occuper.")] = 2,
    as_json: JsonOption = False,
) -> None:
    """Les mots, les voix, le temps et la mémoire sur un enregistrement dont on connaît la vérité."""
    from codev_voice.cli.hearing import bar
    from codev_voice.evaluation.listening import evaluate_sound

    with bar() as progress:
        scores = evaluate_sound(audio, turns=turns, rttm=rttm, people=people, model=model, threads=threads, progress=progress)
    _show(scores, as_json)


def _show(scores: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(scores, ensure_ascii=False, indent=1))
        return
    for line in lines(scores):
        typer.echo(line)


def lines(scores: Mapping[str, Any], depth: int = 0) -> list[str]:
    """Scores as indented lines a person can read."""
    shown = []
    for key, value in scores.items():
        if isinstance(value, Mapping):
            shown += ["  " * depth + f"{key} :", *lines(value, depth + 1)]
        else:
            shown.append("  " * depth + f"{key} : " + (f"{value:.3f}".replace(".", ",") if isinstance(value, float) else str(value)))
    return shown
