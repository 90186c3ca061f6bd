"""What people really give, and what really happens to them: the command itself, on real files, with the real models.

Each refusal is one French line at the end, with a code, and nothing is lost.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from codev_voice.session.apart import UNINDEXED
from codev_voice.session.card import NAME as CARD
from codev_voice.session.folder import Folder, writing
from codev_voice.session.frames import frame
from codev_voice.sound.reading import read_tracks
from real.bad_files import LATIN, RATE, write_bad_files, write_wav

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "codev_voice"]
LEFT = {".verrou", "cle.toml", "journal", "seance.toml"}
SPEECH = "C'était l'été"
TWO_NAMES = '[[people]]\nname = "Inès"\nrole = "client"\n[[people]]\nname = "inès"\n[[people]]\nname = "Zoé"\n'
pytestmark = pytest.mark.real
posix = pytest.mark.skipif(os.name == "nt", reason="rights and signals of Unix")


class Told:
    """How a command ended: its code, what it printed, the lines of its standard error that are no progress bar."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        self.lines = [line for line in done.stderr.splitlines() if line.strip() and " reste " not in line]

    def refused(self, code: int, said: str) -> None:
        """Check that this is one French line that says `said`, with this code and nothing on standard output."""
        assert (self.code, self.out) == (code, ""), self.err
        assert len(self.lines) == 1, self.err
        assert said in self.lines[0]
        assert " : " in self.lines[0]
        assert self.lines[0].endswith(".")
        assert "imprévue" not in self.lines[0]


def told(cwd: Path, *arguments: object, before: tuple[str, ...] = (), **environment: str) -> Told:
    """Run the command in `cwd`."""
    return Told(
        subprocess.run(
            [*before, *COMMAND, *(str(argument) for argument in arguments)],
            cwd=cwd,
            check=False,
            capture_output=True,
            encoding="utf-8",
            env=os.environ | environment,
        )
    )


def without_rights() -> tuple[str, ...]:
    """The prefix that takes root's privilege to read and write everything; nothing for anybody else."""
    if os.name == "nt" or os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root reads everything, and setpriv is missing")
    caps = "-dac_override,-dac_read_search"
    return ("setpriv", f"--bounding-set={caps}", f"--inh-caps={caps}")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fichiers")
    write_bad_files(folder)
    (folder / "cle.toml").write_text('titre = "Lundi"\n', encoding="utf-8")
    (folder / "noms.toml").write_text(TWO_NAMES, encoding="utf-8")
    return folder


@pytest.fixture
def session(files: Path, tmp_path: Path) -> Path:
    assert told(tmp_path, "hear", files / "latin.vtt", "--into", "s", "--agreed").code == 0
    return tmp_path / "s"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("vide.wav", "vide"),
        ("silence.wav", "silencieux"),
        ("muet.mp4", "pas de piste sonore"),
        ("coupe.mp4", "coupé"),
        ("texte.wav", "pas une transcription reconnue"),
        ("sans-noms.vtt", "ne dit pas qui parle"),
        ("absent.wav", "introuvable"),
        (".", "est un dossier"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_leaves_nothing(files: Path, tmp_path: Path, name: str, said: str) -> None:
    before = (files / name).read_bytes() if (files / name).is_file() else b""
    told(tmp_path, "hear", files / name, "--into", "s", "--agreed").refused(3, said)
    assert list(tmp_path.iterdir()) == []
    assert not before or (files / name).read_bytes() == before


@pytest.mark.parametrize("name", ["bruit.wav", "film.mp4"])
def test_noise_is_no_speech(files: Path, tmp_path: Path, name: str) -> None:
    told(tmp_path, "hear", files / name, "--into", "s", "--agreed").refused(3, "aucune parole")
    assert list(tmp_path.iterdir()) == []


def test_latin_1_is_read_and_said(session: Path) -> None:
    assert SPEECH in told(session, "transcript", ".", "--format", "txt").out


@pytest.mark.parametrize(("name", "said"), [("cle.toml", "« titre » est inconnue"), ("noms.toml", "deux personnes s'appellent")])
def test_wrong_settings_are_refused_by_key(files: Path, tmp_path: Path, name: str, said: str) -> None:
    told(tmp_path, "hear", files / "latin.vtt", "--people", files / name, "--into", "s", "--agreed").refused(4, said)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_session(tmp_path: Path) -> None:
    for command in ("transcript", "documents", "review"):
        told(tmp_path, command, ".").refused(5, "pas le dossier d'une séance")


def test_a_session_that_another_process_writes(files: Path, session: Path) -> None:
    before = (session / "journal").read_bytes()
    with writing(Folder(session)):
        told(session.parent, "hear", files / "latin.vtt", "--into", session).refused(5, "en cours d'écriture")
        told(session, "rename", ".", "Zoé", "Léa").refused(5, "en cours d'écriture")
    assert (session / "journal").read_bytes() == before


def test_a_torn_last_line_is_written_again(files: Path, session: Path) -> None:
    whole = told(session, "transcript", ".", "--format", "json").out
    journal = session / "journal"
    journal.write_bytes(journal.read_bytes()[:-9])
    torn = told(session, "transcript", ".", "--format", "txt")
    assert torn.code == 0
    assert "interrompue" in torn.lines[0]
    assert told(session.parent, "hear", files / "latin.vtt", "--into", session).code == 0
    assert told(session, "transcript", ".", "--format", "json").out == whole
    assert {file.name for file in session.iterdir()} - {*UNINDEXED.values()} == LEFT


def test_damage_in_the_middle_is_refused_and_everything_readable_saved(session: Path) -> None:
    journal = session / "journal"
    data = bytearray(journal.read_bytes())
    data[len(data) // 2] ^= 0xFF
    journal.write_bytes(data)
    told(session, "transcript", ".").refused(5, "abîmé à l'octet")
    told(session, "rename", ".", "Zoé", "Léa").refused(5, "journal.recupere")
    assert journal.read_bytes() == bytes(data)
    (session / "journal.recupere").replace(journal)
    assert told(session, "transcript", ".").code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [(os.urandom(4096), "journal"), (b"Cher journal", "journal"), (frame(b"pas une liste"), "sa clé n'est pas la bonne")],
    ids=["noise", "text", "frame"],
)
def test_a_journal_of_another_kind_is_left_alone(files: Path, session: Path, content: bytes, said: str) -> None:
    (session / "journal").write_bytes(content)
    told(session.parent, "hear", files / "latin.vtt", "--into", session).refused(5, said)
    told(session, "transcript", ".").refused(5, said)
    assert (session / "journal").read_bytes() == content


@posix
def test_no_permission(files: Path, session: Path) -> None:
    weak = without_rights()
    here = session.parent
    shutil.copy(files / "latin.vtt", here / "secret.vtt")
    (here / "secret.vtt").chmod(0)
    (here / "clos").mkdir(mode=0o500)
    told(here, "hear", "secret.vtt", "--into", "x", "--agreed", before=weak).refused(3, "ne peut pas être lu")
    told(here, "hear", files / "latin.vtt", "--into", "clos/x", "--agreed", before=weak).refused(7, "refusé")
    told(here, "transcript", session, "--output", "clos/x.md", before=weak).refused(7, "refusé")
    told(here, "new", "clos", before=weak).refused(7, "refusé")
    session.chmod(0o500)
    (session / "journal").chmod(0o400)
    assert SPEECH in told(here, "transcript", session, "--format", "txt", before=weak).out
    told(here, "rename", session, "Zoé", "Léa", before=weak).refused(7, "refusé")
    session.chmod(0)
    told(here, "transcript", session, before=weak).refused(7, "refusé")
    told(here, "hear", files / "latin.vtt", "--into", session, before=weak).refused(7, "refusé")
    session.chmod(0o700)


def test_a_missing_or_cut_weight_is_named_with_the_command(files: Path, tmp_path: Path) -> None:
    empty, cut = tmp_path / "rien", tmp_path / "coupe"
    (cut / "whisper-base").mkdir(parents=True)
    (cut / "whisper-base" / "model.bin").write_bytes(b"x")
    missing = told(tmp_path, "hear", files / "bruit.wav", "--into", "s", "--agreed", XDG_DATA_HOME=str(empty), CODEV_VOICE_MODELS="")
    missing.refused(6, "codev-voice models fetch base")
    told(tmp_path, "hear", files / "bruit.wav", "--into", "s", "--agreed", CODEV_VOICE_MODELS=str(cut)).refused(6, "tokenizer.json manque")
    assert not (tmp_path / "s").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full: Linux")
def test_a_full_disk_under_the_output(session: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "transcript", session], check=False, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", env=os.environ
        )
    assert done.returncode == 7
    assert done.stderr.strip() == (
        "Le disque est plein : libérez de la place puis relancez la même commande ; ce qui est déjà écrit est gardé."
    )


@posix
def test_a_reader_who_leaves_and_a_closed_output(session: Path) -> None:
    for end in ("| head -1", ">&-"):
        shown = f'"{sys.executable}" -m codev_voice transcript . --format json {end}'
        done = subprocess.run(["sh", "-c", shown], cwd=session, check=False, capture_output=True, encoding="utf-8")
        assert (done.returncode, done.stderr) == (0, ""), end


@pytest.mark.parametrize("name", ["é à l'œuvre.vtt", "-x.vtt", "é" * 120 + ".vtt", "a\nb.vtt", "$(date) & ; %s.vtt"])
def test_names_of_every_kind(tmp_path: Path, name: str) -> None:
    if os.name == "nt" and "\n" in name:
        pytest.skip("no such name there")
    (tmp_path / name).write_bytes(LATIN.encode("latin-1"))
    done = told(tmp_path, "hear", "--agreed", "--", name, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.code == 0, done.err
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert done.out == f"{folder.name}\n"
    assert SPEECH in told(tmp_path, "transcript", "--format", "txt", "--", folder.name, LC_ALL="C").out
    told(tmp_path, "hear", "--agreed", "--", f"absent-{name}").refused(3, "introuvable")


@pytest.mark.parametrize(("sealed", "said"), [(True, "modifiée ou déplacée"), (False, "journal")])
def test_a_refusal_holds_no_speech_even_with_debug(session: Path, sealed: bool, said: str) -> None:  # noqa: FBT001 - a case
    if not sealed:
        (session / CARD).unlink()  # nothing then says that it ever was
    (session / "journal").write_bytes(frame(json.dumps([{"kind": "heard", "text": SPEECH}]).encode()))
    told(session, "transcript", ".").refused(5, said)
    shown = told(session, "transcript", ".", "--debug")
    assert len(shown.lines) > 1
    assert SPEECH not in shown.err
    assert SPEECH not in shown.out


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 30 seconds of the sample session, both tracks."""
    import numpy as np

    tracks = read_tracks(ROOT / "samples" / "seance.opus")
    assert tracks.micro is not None
    assert tracks.call is not None
    both = np.stack([tracks.micro[: 30 * RATE], tracks.call[: 30 * RATE]], axis=1)
    return write_wav(tmp_path_factory.mktemp("son") / "début.wav", both)


def _until(process: subprocess.Popen[str], reached: Path, seconds: float = 60.0) -> None:
    """Hold the process still once a file is there."""
    limit = time.monotonic() + seconds
    while not any(reached.parent.glob(reached.name)) and process.poll() is None and time.monotonic() < limit:
        time.sleep(0.01)
    process.send_signal(signal.SIGSTOP)
    assert process.poll() is None, "it ended before it could be stopped"


@posix
def test_interrupted_killed_and_doubled_a_hearing_ends_the_same(start: Path, tmp_path: Path) -> None:
    folder = tmp_path / "s"
    for reached, sign, code in ((folder / "journal", signal.SIGINT, 130), (folder / "travail" / "*", signal.SIGKILL, -9)):
        with subprocess.Popen([*COMMAND, "hear", start, "--into", folder, "--agreed"], stderr=subprocess.PIPE, encoding="utf-8") as hearing:
            _until(hearing, reached)
            told(tmp_path, "hear", start, "--into", folder, "--agreed").refused(5, "en cours d'écriture")
            hearing.send_signal(sign)
            hearing.send_signal(signal.SIGCONT)
            _, err = hearing.communicate()
        # Python ends of the signal itself when it came in code that a library runs as it is loaded: 130 too, as a shell counts.
        assert hearing.returncode in {code, -sign}
        if sign == signal.SIGINT:
            assert err.strip().splitlines()[-1].startswith("Interrompu : relancez")
    assert told(tmp_path, "hear", start, "--into", folder, "--agreed").code == 0
    assert told(tmp_path, "hear", start, "--into", "d'un trait", "--agreed").code == 0
    assert {file.name for file in folder.iterdir()} - {*UNINDEXED.values()} == LEFT
    shown = [told(tmp_path, "transcript", name, "--format", "json").out for name in (folder, "d'un trait")]
    assert len(json.loads(shown[0])["turns"]) > 2
    assert shown[0] == shown[1]
