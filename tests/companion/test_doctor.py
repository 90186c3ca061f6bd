from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from codev_voice.companion.doctor import Line, State, diagnose
from codev_voice.companion.machine import Facts
from codev_voice.companion.sizes import Timing
from codev_voice.session.card import Method
from codev_voice.weights.checking import Report
from codev_voice.weights.checking import State as Weights

BASE = Report("base", Weights.RIGHT, Path("/data/weights/whisper-base"))
SMALL = Report("small", Weights.RIGHT, Path("/data/weights/whisper-small"))
WHOLE = Facts(
    python=(3, 11, 7),
    system="linux",
    cores=2,
    memory=16_000_000_000,
    folder=Path("/data/weights"),
    free=80_000_000_000,
    writable=True,
    broken=(),
    networks=(),
    models=(BASE,),
    cards=0,
    microphones=1,
    extra=True,
    timing=Timing(0.28, 0.015, "cpu", 2),
)


def line(subject: str, facts: Facts) -> Line:
    (found,) = (line for line in diagnose(facts).lines if line.subject == subject)
    return found


def test_where_keys_are_kept_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert line("Clés des séances", replace(WHOLE, keys=Method.KEYRING)).says == "dans le trousseau du système"
    assert line("Clés des séances", WHOLE).state is State.GOOD  # somebody named the folder
    monkeypatch.delenv("CODEV_VOICE_KEYS")
    found = line("Clés des séances", WHOLE)
    assert found.state is State.NOTE
    assert "cles) : aucun trousseau ne répond ; --phrase" in found.says


def test_a_whole_machine_works() -> None:
    found = diagnose(WHOLE)
    assert found.works
    assert {line.state for line in found.lines} == {State.GOOD, State.NOTE}


@pytest.mark.parametrize(
    ("facts", "subject", "says", "mend"),
    [
        (replace(WHOLE, python=(3, 9, 2)), "Python", "3.9.2, trop ancien", "sudo apt install python3.11"),
        (replace(WHOLE, python=(3, 9, 2), system="darwin"), "Python", "3.9.2, trop ancien", "brew install python@3.11"),
        (replace(WHOLE, python=(3, 9, 2), system="win32"), "Python", "3.9.2, trop ancien", "winget install Python.Python.3.11"),
        (replace(WHOLE, memory=1_000_000_000), "Machine", "2 cœurs, 1,0 Go de mémoire : trop peu", "au moins 4 Go"),
        (replace(WHOLE, free=100_000_000), "Disque", "100 Mo libres : trop peu", "libérez au moins 2,0 Go"),
        (replace(WHOLE, writable=False), "Dossier des modèles", "ne peut pas être écrit", 'sudo chown -R "$USER" "/data"'),
        (replace(WHOLE, writable=False, system="win32"), "Dossier des modèles", "ne peut pas", "icacls"),
        (replace(WHOLE, broken=("av",)), "Moteurs", "ne se chargent pas : av", "-m pip install --force-reinstall codev-voice"),
        (replace(WHOLE, broken=("av",), system="win32"), "Moteurs", "av", "winget install Microsoft.VCRedist"),
        (replace(WHOLE, networks=("voices/campplus.onnx",)), "Réseaux des voix", "campplus", "--force-reinstall --no-deps codev-voice"),
        (
            replace(WHOLE, models=(Report("base", Weights.ABSENT, mend="codev-voice models fetch base"),)),
            "Whisper base",
            "absent",
            "codev-voice models fetch base",
        ),
    ],
)
def test_what_is_needed_and_missing_fails_with_its_command(facts: Facts, subject: str, says: str, mend: str) -> None:
    found = line(subject, facts)
    assert found.state is State.MISSING
    assert says in found.says
    assert mend in found.mend
    assert not diagnose(facts).works


@pytest.mark.parametrize(
    ("facts", "subject", "says", "mend"),
    [
        (replace(WHOLE, memory=None, cores=1), "Machine", "1 cœur, mémoire inconnue", ""),
        (replace(WHOLE, memory=3_000_000_000), "Machine", "fermez les autres programmes", ""),
        (replace(WHOLE, free=1_000_000_000), "Disque", "1,0 Go libres : assez pour base", "libérez 2,0 Go"),
        (replace(WHOLE, microphones=None), "Micro", "PortAudio manque", "sudo apt install libportaudio2"),
        (replace(WHOLE, microphones=None, system="darwin"), "Micro", "PortAudio manque", "-m pip install --force-reinstall sounddevice"),
        (replace(WHOLE, microphones=0), "Micro", "aucun", "branchez un micro"),
        (replace(WHOLE, extra=False), "Mesures (eval)", "non installées", '-m pip install "codev-voice[eval]"'),
        (replace(WHOLE, cards=1), "Carte CUDA", "cuBLAS ou cuDNN manque", "nvidia-cudnn-cu12"),
        (replace(WHOLE, timing=None), "Taille conseillée", "n'a pas pu être chronométré", "codev-voice models fetch base"),
        (
            replace(WHOLE, models=(BASE, Report("small", Weights.WRONG, detail="model.bin manque", mend="x"))),
            "Whisper small",
            "abîmé (model.bin manque)",
            "x",
        ),
    ],
)
def test_what_the_main_job_does_without_is_only_noted(facts: Facts, subject: str, says: str, mend: str) -> None:
    found = line(subject, facts)
    assert found.state is State.NOTE
    assert says in found.says
    assert mend in found.mend
    assert diagnose(facts).works


def test_a_card_that_works() -> None:
    facts = replace(WHOLE, cards=2, timing=Timing(0.01, 0.0005, "cuda", 8))
    assert line("Carte CUDA", facts) == Line("Carte CUDA", State.GOOD, "2 vues")
    advice = line("Taille conseillée", facts)
    assert advice.says.startswith("large-v3-turbo pour un appel en direct, large-v3-turbo pour un enregistrement")
    assert "sur la carte CUDA" in advice.says
    assert "--threads" not in advice.mend


def test_the_size_recommended_comes_with_its_commands() -> None:
    advice = line("Taille conseillée", WHOLE)
    assert advice.says.startswith("small pour un appel en direct, large-v3-turbo pour un enregistrement")
    assert "base 0,08 s mesurée" in advice.says
    assert advice.mend == "codev-voice models fetch large-v3-turbo ; codev-voice hear SOURCE --model large-v3-turbo"


def test_a_size_already_there_is_not_fetched_again() -> None:
    facts = replace(WHOLE, models=(BASE, SMALL), timing=Timing(0.8, 0.045, "cpu", 4))
    assert line("Taille conseillée", facts).mend == "codev-voice hear SOURCE --model small --threads 4"
    assert "une plus grande taille est là" in line("Français", facts).says


def test_a_machine_too_slow_for_a_call() -> None:
    advice = line("Taille conseillée", replace(WHOLE, timing=Timing(5.0, 0.3, "cpu", 2)))
    assert advice.state is State.NOTE
    assert advice.says.startswith("aucune pour un appel en direct, base pour un enregistrement")
    assert advice.mend == ""


@pytest.mark.parametrize(("timing", "better"), [(None, "small"), (Timing(5.0, 0.3, "cpu", 2), "small"), (WHOLE.timing, "large-v3-turbo")])
def test_base_s_french_is_said_plainly(timing: Timing | None, better: str) -> None:
    found = line("Français", replace(WHOLE, timing=timing))
    assert found.says.startswith("base entend mal le français")
    assert "42,4 % sur Common Voice 17" in found.says
    assert found.mend == f"codev-voice models fetch {better}"


def test_a_busy_machine_is_said_to_be_so() -> None:
    busy = line("Taille conseillée", replace(WHOLE, timing=Timing(0.8, 0.045, "cpu", 2, share=0.4)))
    assert "recommencez au calme" in busy.says
    assert "recommencez" not in line("Taille conseillée", WHOLE).says
