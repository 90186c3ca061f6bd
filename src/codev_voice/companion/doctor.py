"""`doctor`: what works on this machine, what is missing, and the exact command that mends it. Facts in, lines out."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from codev_voice.companion.sizes import SIZES, Choice, choose
from codev_voice.session.card import Method
from codev_voice.session.keyfiles import VARIABLE, keys_folder, named
from codev_voice.weights.disk import megabytes
from codev_voice.weights.pins import DEFAULT

if TYPE_CHECKING:
    from codev_voice.companion.machine import Facts
    from codev_voice.companion.sizes import Timing

NEEDED_PYTHON = (3, 11)
SMALL_DISK, ENOUGH_DISK = 500_000_000, 2_000_000_000
SMALL_MEMORY, ENOUGH_MEMORY = 2_000_000_000, 3_500_000_000
USUAL_THREADS = 2
QUIET = 0.6
"""Share of the processor below which a timing says more of the other programs than of the machine."""


class State(StrEnum):
    """What a line is worth: it works, it is worth knowing (the main job works without), it is needed and missing."""

    GOOD = "bon"
    NOTE = "à savoir"
    MISSING = "manque"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at; `mend` is the exact command, or the gesture where no command does it."""

    subject: str
    state: State
    says: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything that was judged; `choice` is None when base could not be measured."""

    lines: tuple[Line, ...]
    choice: Choice | None

    @property
    def works(self) -> bool:
        """Whether the main job can be done."""
        return all(line.state is not State.MISSING for line in self.lines)


def diagnose(facts: Facts) -> Diagnosis:
    """Judge the facts: pure, and the same facts give the same lines."""
    choice = choose(facts.timing, facts.memory) if facts.timing else None
    lines = (
        _python(facts),
        _memory(facts),
        _disk(facts),
        _folder(facts),
        _keys(facts),
        _engines(facts),
        _networks(facts),
        *_models(facts),
        _card(facts),
        _microphone(facts),
        _extra(facts),
        _pace(facts, choice),
        _french(facts, choice),
    )
    return Diagnosis(lines, choice)


def _python(facts: Facts) -> Line:
    version = ".".join(str(part) for part in facts.python)
    if facts.python < NEEDED_PYTHON:
        return Line("Python", State.MISSING, f"{version}, trop ancien", _system(facts, "python3.11", "python@3.11", "Python.Python.3.11"))
    return Line("Python", State.GOOD, version)


def _memory(facts: Facts) -> Line:
    machine = f"{facts.cores} cœur{'s' if facts.cores > 1 else ''}"
    if facts.memory is None:
        return Line("Machine", State.NOTE, f"{machine}, mémoire inconnue")
    says = f"{machine}, {megabytes(facts.memory)} de mémoire"
    if facts.memory < SMALL_MEMORY:
        return Line("Machine", State.MISSING, f"{says} : trop peu pour transcrire", "prenez une machine d'au moins 4 Go de mémoire")
    if facts.memory < ENOUGH_MEMORY:
        return Line("Machine", State.NOTE, f"{says} : fermez les autres programmes pendant l'écoute")
    return Line("Machine", State.GOOD, says)


def _disk(facts: Facts) -> Line:
    says = f"{megabytes(facts.free)} libres"
    if facts.free < SMALL_DISK:
        return Line("Disque", State.MISSING, f"{says} : trop peu", f"libérez au moins {megabytes(ENOUGH_DISK)}")
    if facts.free < ENOUGH_DISK:
        return Line("Disque", State.NOTE, f"{says} : assez pour base et quelques séances", f"libérez {megabytes(ENOUGH_DISK)}")
    return Line("Disque", State.GOOD, says)


def _folder(facts: Facts) -> Line:
    if facts.writable:
        return Line("Dossier des modèles", State.GOOD, str(facts.folder))
    parent = facts.folder.parent
    grant = f'icacls "{parent}" /grant "%USERNAME%":F' if facts.system == "win32" else f'sudo chown -R "$USER" "{parent}"'
    return Line("Dossier des modèles", State.MISSING, f"{facts.folder} ne peut pas être écrit", grant)


def _keys(facts: Facts) -> Line:
    if facts.keys is Method.KEYRING:
        return Line("Clés des séances", State.GOOD, "dans le trousseau du système")
    says = f"dans des fichiers de ce compte ({keys_folder()})"
    if named():
        return Line("Clés des séances", State.GOOD, f"{says}, comme {VARIABLE} le dit")
    return Line("Clés des séances", State.NOTE, f"{says} : aucun trousseau ne répond ; --phrase les met derrière une phrase de passe")


def _engines(facts: Facts) -> Line:
    if not facts.broken:
        return Line("Moteurs", State.GOOD, "tous chargés")
    mend = f'"{sys.executable}" -m pip install --force-reinstall codev-voice'
    if facts.system == "win32":
        mend = f"winget install Microsoft.VCRedist.2015+.x64 ; puis, si cela ne suffit pas, {mend}"
    return Line("Moteurs", State.MISSING, f"ne se chargent pas : {', '.join(facts.broken)}", mend)


def _networks(facts: Facts) -> Line:
    if not facts.networks:
        return Line("Réseaux des voix", State.GOOD, "présents, empreintes justes")
    mend = f'"{sys.executable}" -m pip install --force-reinstall --no-deps codev-voice'
    return Line("Réseaux des voix", State.MISSING, f"absents ou abîmés : {', '.join(facts.networks)}", mend)


def _models(facts: Facts) -> tuple[Line, ...]:
    lines = []
    for report in facts.models:
        lacking = State.MISSING if report.name == DEFAULT else State.NOTE
        state = State.GOOD if report.usable else lacking
        says = f"{report.state} ({report.detail})" if report.detail else str(report.state)
        lines.append(Line(f"Whisper {report.name}", state, says, report.mend))
    return tuple(lines)


def _card(facts: Facts) -> Line:
    if not facts.cards:
        return Line("Carte CUDA", State.NOTE, "aucune : tout se fait sur le processeur")
    if facts.timing and facts.timing.device != "cuda":
        mend = f'"{sys.executable}" -m pip install nvidia-cublas-cu12 "nvidia-cudnn-cu12==9.*"'
        return Line("Carte CUDA", State.NOTE, "vue, mais cuBLAS ou cuDNN manque ou ne convient pas", mend)
    return Line("Carte CUDA", State.GOOD, f"{facts.cards} vue{'s' if facts.cards > 1 else ''}")


def _microphone(facts: Facts) -> Line:
    if facts.microphones is None:
        mend = f'"{sys.executable}" -m pip install --force-reinstall sounddevice'
        if facts.system.startswith("linux"):
            mend = "sudo apt install libportaudio2"
        return Line("Micro", State.NOTE, "PortAudio manque : les enregistrements se traitent, pas les appels en direct", mend)
    if not facts.microphones:
        return Line("Micro", State.NOTE, "aucun : les enregistrements se traitent, pas les appels en direct", "branchez un micro")
    return Line("Micro", State.GOOD, f"{facts.microphones} entrée{'s' if facts.microphones > 1 else ''}")


def _extra(facts: Facts) -> Line:
    if facts.extra:
        return Line("Mesures (eval)", State.GOOD, "installées")
    mend = f'"{sys.executable}" -m pip install "codev-voice[eval]"'
    return Line("Mesures (eval)", State.NOTE, "non installées, utiles aux seules commandes « eval »", mend)


def _pace(facts: Facts, choice: Choice | None) -> Line:
    if choice is None or facts.timing is None:
        return Line("Taille conseillée", State.NOTE, "base n'a pas pu être chronométré", "codev-voice models fetch base")
    timing = facts.timing
    where = "la carte CUDA" if timing.device == "cuda" else f"{timing.threads} cœurs"
    others = ", ".join(f"{name} ≈ {_decimal(choice.loads[name])}" for name in ("small", "medium", "large-v3-turbo"))
    says = (
        f"{choice.live or 'aucune'} pour un appel en direct, {choice.recorded} pour un enregistrement "
        f"(calcul par seconde de parole, sur {where} : base {_decimal(choice.loads[DEFAULT])} s mesurée, {others} estimées)"
    )
    if timing.share < QUIET:
        says += " ; d'autres programmes occupaient la machine pendant la mesure : recommencez au calme"
    state = State.GOOD if choice.live else State.NOTE
    if any(report.name == choice.recorded and report.usable for report in facts.models):
        return Line("Taille conseillée", state, says, _listen(timing, choice) if choice.recorded != DEFAULT else "")
    return Line("Taille conseillée", state, says, f"codev-voice models fetch {choice.recorded} ; {_listen(timing, choice)}")


def _listen(timing: Timing, choice: Choice) -> str:
    threads = "" if timing.device == "cuda" or timing.threads == USUAL_THREADS else f" --threads {timing.threads}"
    return f"codev-voice hear SOURCE --model {choice.recorded}{threads}"


def _french(facts: Facts, choice: Choice | None) -> Line:
    says = f"base entend mal le français : mots faux selon des mesures publiées, {SIZES[DEFAULT].french} ; en réunion, bien davantage"
    if any(report.usable and report.name not in {DEFAULT, "tiny"} for report in facts.models):
        return Line("Français", State.NOTE, f"{says} ; une plus grande taille est là, choisissez-la par --model")
    better = choice.recorded if choice and choice.recorded != DEFAULT else "small"
    return Line("Français", State.NOTE, f"{says}. {better} : {SIZES[better].french}", f"codev-voice models fetch {better}")


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _system(facts: Facts, debian: str, brew: str, winget: str) -> str:
    """The command of the system's own package manager."""
    if facts.system == "win32":
        return f"winget install {winget}"
    return f"brew install {brew}" if facts.system == "darwin" else f"sudo apt install {debian}"
