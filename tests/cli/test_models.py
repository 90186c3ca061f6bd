from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from codev_voice.cli.models import app
from codev_voice.errors import WeightsError
from codev_voice.weights.checking import Entry, Report, State
from codev_voice.weights.fetching import Fetched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codev_voice.session.progress import Progress

RUNNER = CliRunner()
FOLDER = Path("/data/whisper-base")


def test_the_list_says_where_each_size_is(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [
        Entry("base", 147_882_941, "MIT (OpenAI)", "index Python", FOLDER, default=True),
        Entry("small", 486_000_000, "MIT (OpenAI)", "dépôt X/small", None, default=False),
    ]
    monkeypatch.setattr("codev_voice.weights.checking.listing", lambda: entries)
    result = RUNNER.invoke(app, ["list"])
    assert [" ".join(line.split()) for line in result.stdout.splitlines()] == [
        f"base 148 Mo {FOLDER}",
        "MIT (OpenAI), index Python, par défaut",
        "small 486 Mo absent (codev-voice models fetch small)",
        "MIT (OpenAI), dépôt X/small",
    ]


@pytest.mark.parametrize(("arguments", "asked"), [([], ["base"]), (["small", "base"], ["small", "base"])])
def test_fetch_says_what_it_did(monkeypatch: pytest.MonkeyPatch, arguments: list[str], asked: list[str]) -> None:
    def fetch(names: Sequence[str], progress: Progress) -> tuple[Fetched, ...]:
        progress("Téléchargement", 0.5)
        return tuple(Fetched(name, FOLDER, fresh=name == "base") for name in names)

    monkeypatch.setattr("codev_voice.weights.fetching.fetch", fetch)
    result = RUNNER.invoke(app, ["fetch", *arguments])
    said = {"base": "vérifié et mis en place", "small": "déjà là, vérifié"}
    assert result.stdout.splitlines() == [f"{name} : {said[name]} ({FOLDER})" for name in asked]
    assert result.exit_code == 0


def test_check_passes_when_every_model_can_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [Report("base", State.RIGHT, FOLDER), Report("small", State.UNPINNED, FOLDER, "aucune empreinte")]
    monkeypatch.setattr("codev_voice.weights.checking.check", lambda _names, _progress: reports)
    result = RUNNER.invoke(app, ["check"])
    assert result.stdout.splitlines() == [f"base : bon ({FOLDER})", f"small : non épinglé ({FOLDER}, aucune empreinte)"]
    assert result.exit_code == 0


def test_check_fails_with_the_command_that_mends(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [Report("base", State.ABSENT, mend="codev-voice models fetch base")]
    monkeypatch.setattr("codev_voice.weights.checking.check", lambda _names, _progress: reports)
    result = RUNNER.invoke(app, ["check", "base"])
    assert result.stdout == "base : absent\n"
    assert isinstance(result.exception, WeightsError)
    assert "« codev-voice models fetch base »" in str(result.exception)


def test_the_help_is_french() -> None:
    result = RUNNER.invoke(app, ["fetch", "--help"])
    assert "Télécharge des modèles" in result.stdout
    assert "Usage :" in result.stdout
