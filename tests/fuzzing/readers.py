"""The package's readers of what others write, each with inputs to begin with and what must hold whatever the bytes."""

from __future__ import annotations

import contextlib
import functools
import io
import secrets
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import msgspec

from codev_voice.companion import packing
from codev_voice.companion.live import options
from codev_voice.documents.letter import age, approval_file
from codev_voice.errors import CodevError
from codev_voice.hearing import calling, naming
from codev_voice.hearing import speakers as people
from codev_voice.session import card, coding, events, frames, journal, paper_events, sealing, toml
from codev_voice.session.folder import Folder
from codev_voice.session.seance import Seance
from codev_voice.session.values import Person, Piece, Role, Stage
from codev_voice.sound import segments
from codev_voice.transcripts import dates, decoding, jsonl, meet, reading, source, speakers, srt, teams, vtt, zoom
from documents.letter.test_approval_file import armoured, written
from fuzzing.guided import words_of
from sessions import SETTINGS
from transcripts.documents import document
from transcripts.test_meet import SPEECH
from transcripts.test_vtt import TEAMS, ZOOM
from transcripts.test_zoom import CAPTIONS

ODD = ("علي", "Юля", "李", "😀", "--")
"""Names that people have and no French first name looks like."""
PHRASE, BODY = "trois chats", "word/document.xml"


@dataclass(frozen=True)
class Reader:
    """How bytes are read, and checked; `modules` name what the reader looks for."""

    read: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    modules: tuple[ModuleType, ...] = ()

    @property
    def words(self) -> tuple[bytes, ...]:
        """What the reader's code names."""
        return words_of(*self.modules)


def transcript(data: bytes) -> None:
    """Turns that hold together, or a French line."""
    reading.is_transcript(data)
    with refused():
        found = reading.parse_transcript(data, "fichier", ("Ana", "Léo", *ODD))
        assert [piece.id for piece in found.pieces] == [f"p{number:06d}" for number in range(1, len(found.pieces) + 1)]
        assert found.pieces
        assert "".join(f"{piece.voice}{piece.text}" for piece in found.pieces).encode("utf-8")  # it will be written
        assert all(0 <= piece.start <= piece.end < float("inf") and piece.voice.strip() and piece.opens for piece in found.pieces)
        named(found.pieces, Seance(people=tuple(Person(name, Role.CONSULTANT) for name in ("Ana", "Léo", *ODD))))


def word(data: bytes) -> None:
    """A Word document whose text is this: what an archive's checksums would else hide."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in _members().items():
            archive.writestr(name, data if name == BODY else content)
    transcript(made.getvalue())


def journal_file(data: bytes) -> None:
    """What is read is read again, and what is appended comes after it: nothing is lost."""
    with place() as folder:
        path = folder / "journal"
        path.write_bytes(data)
        with refused():
            held = journal.read_events(path)
            with journal.Journal(path) as opened:
                added = opened.append(events.Paused())
            assert journal.read_events(path) == (*held, *added)
            return
        kept = [payload for payload in (*frames.scan(data).payloads, *frames.scan(data).beyond) if _is_batch(payload)]
        rescued = [payload for file in folder.glob("journal.recupere*") for payload in frames.scan(file.read_bytes()).payloads]
        assert path.read_bytes() == data
        assert not frames.scan(data).damaged or all(payload in rescued for payload in kept)


def journal_batches(data: bytes) -> None:
    """The same, each line being a batch in a frame of its own: what checksums would else hide."""
    journal_file(b"".join(frames.frame(line) for line in data.split(b"\n")))


def settings(data: bytes) -> None:
    """Settings that are the same once written and read again, and a roster that names voices, or a French line; whatever the encoding."""
    with place() as folder:
        path = folder / "seance.toml"
        path.write_bytes(data)
        with refused():
            found = toml.read_seance(path)
            assert toml.parse_seance(toml.render_seance(found)) == found
            names = [person.name for person in found.people]
            named([Piece(f"p{at}", at, at + 1.0, name, f"Merci {name}.", opens=True) for at, name in enumerate(names)], found, names)
            named([Piece(f"p{at}", at, at + 1.0, f"Voix {at}", f"Moi c'est {name}.", opens=True) for at, name in enumerate(names)], found)


def named(pieces: Sequence[Piece], seance: Seance, written: Sequence[str] | None = None) -> None:
    """Every voice has a name or none, two anonymous ones never the same; those who are `written` by their names have them."""
    voices = naming.name_voices(pieces, seance)
    assert [voice.label for voice in voices] == list(dict.fromkeys(piece.voice for piece in pieces))
    assert written is None or [voice.person for voice in voices] == written
    heard = [voice.person for voice in voices if voice.guessed and voice.person]
    assert len(set(heard)) == len(heard)


def answer(data: bytes) -> None:
    """An answer, or a French line; the phrase is tried once."""
    with refused():
        assert approval_file.read_answer(data, iter((PHRASE, *[""] * 3)).__next__).documents


def sealed(data: bytes) -> None:
    """What was closed, or nothing: an altered file never opens."""
    with refused():
        assert age.unseal(data, PHRASE) in {None, written()}


def packed(data: bytes) -> None:
    """A folder, or a French line; nothing is ever written outside."""
    with place() as folder:
        inside = folder / "in"
        inside.mkdir()
        with refused():
            packing._extracted(data, inside, "x.age")
        assert [path.name for path in folder.iterdir()] == ["in"]
        assert not any(path.is_symlink() for path in inside.rglob("*"))


def key_card(data: bytes) -> None:
    """The card of a key, or a French line."""
    with place() as folder, refused():
        (folder / card.NAME).write_bytes(data)
        found = card.read_card(folder)
        assert found is not None
        card.write_card(folder, found)
        again = card.read_card(folder)
        assert again is not None
        assert (again.id, again.method) == (found.id, found.method)


def live_options(data: bytes) -> None:
    """How a session was opened, or a French line."""
    with place() as folder, refused():
        (folder / options.NAME).write_bytes(data)
        options.load(Folder(folder))


def sound(data: bytes) -> None:
    """Blocks of sound, whatever the file."""
    with place() as folder, refused():
        (folder / "micro-000001.son").write_bytes(data)
        assert all(block.samples.size <= segments.LONGEST for block in segments.read_blocks(folder))
        segments.read_between(folder, 0.0, 1e9)
        segments.erase(folder, (0.1, 0.2))


@contextlib.contextmanager
def refused() -> Iterator[None]:
    """What is done here may be refused, in one French line that says what to do."""
    try:
        yield
    except CodevError as error:
        if not (error.problem and error.remedy) or "\n" in str(error):
            raise AssertionError(type(error)) from None


@contextlib.contextmanager
def place() -> Iterator[Path]:
    """A folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _is_batch(payload: bytes) -> bool:
    return payload.startswith(b"[")


def _batches() -> tuple[bytes, ...]:
    made = (
        events.Opened(version="1", source="x.vtt"),
        events.Heard(id="p1", start=0.0, end=1.0, voice="Ana", text="Oui.", opens=True),
        events.StageMoved(stage=Stage.CLARIFICATION, piece="p1"),
        events.Ended(seconds=3.0),
    )
    return tuple(b"[" + coding.encode(event) + b"]" for event in made)


@functools.cache
def _members() -> dict[str, bytes]:
    """The files of a Word document."""
    with zipfile.ZipFile(io.BytesIO(document("Ana   0:03\nOui.", "**Paul:** bon"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in (("cle", b"00" * sealing.KEY), ("seance/journal", b"x"), ("seance/sound/micro-000001.son", b"y")):
            packing._add(archive, name, data)
    return made.getvalue()


def _sound() -> bytes:
    import numpy as np

    with place() as folder:
        writer = segments.SegmentWriter(folder, "micro")
        writer.write(0.0, np.arange(900, dtype=np.int16))
        writer.write(1.0, np.arange(90, dtype=np.int16))
        writer.close()
        return (folder / "micro-000001.son").read_bytes()


def readers() -> dict[str, Reader]:
    """Every reader, by name."""
    texts = (
        TEAMS,
        ZOOM,
        SPEECH,
        CAPTIONS,
        '{"speaker": "Ana", "text": "Oui."}\n',
        "1\n00:00:01,000 --> 00:00:02,000\nAna: Oui.\n",
        "".join(f"{name}: Merci {name}.\n" for name in ODD),
    )
    batches = _batches()
    full = toml.render_seance(
        Seance(
            title="Un codev",
            minutes={1: 12.5},
            vocabulary=("Lyon",),
            fiche={"context": "a\nb"},
            people=tuple(Person(name, Role.CONSULTANT) for name in ("Ana", "Léo", "Zoé")),
        )
    )
    odd = toml.render_seance(Seance(people=tuple(Person(name, Role.CONSULTANT) for name in ODD)))
    closed = age.seal(written(), PHRASE, secrets.token_bytes, 2)
    carded = b'id = "%b"\nmethode = "phrase"\nsel = "00"\ncout = 15\ncle = "00"\n' % (b"0" * 32)
    return {
        "transcripts": Reader(
            transcript,
            (*(text.encode() for text in texts), TEAMS.encode("utf-16"), SPEECH.encode("cp1252", "replace")),
            (reading, source, decoding, vtt, srt, zoom, meet, teams, jsonl, dates, speakers),
        ),
        "word": Reader(word, (_members()[BODY],), (source, teams, meet)),
        "journal": Reader(journal_file, (b"".join(frames.frame(batch) for batch in batches), b""), (frames, journal)),
        "batches": Reader(journal_batches, (b"\n".join(batches), b"[]"), (events, paper_events, coding)),
        "settings": Reader(settings, (SETTINGS.encode(), full.encode(), odd.encode(), b""), (toml, calling, naming, people)),
        "answer": Reader(answer, (written(), armoured(written()).encode(), b"<html>"), (approval_file,)),
        "sealed": Reader(sealed, (closed, armoured(closed, "AGE ENCRYPTED FILE").encode()), (age,)),
        "packed": Reader(packed, (_tar(),), (packing,)),
        "card": Reader(key_card, (carded, b'id = "%b"\nmethode = "fichier"\n' % (b"0" * 32)), (card,)),
        "options": Reader(live_options, (msgspec.json.encode(options.LiveOptions(token="a", began=1.0)), b"{}"), (options,)),
        "sound": Reader(sound, (_sound(), b""), (segments, frames)),
    }
