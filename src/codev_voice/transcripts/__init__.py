"""Transcripts: reading what the call products export, writing what people and tools ask for; one module a format."""

from codev_voice.transcripts.imported import Imported
from codev_voice.transcripts.reading import is_transcript, parse_transcript, read_transcript
from codev_voice.transcripts.writing import WRITTEN, write_transcript

__all__ = ["WRITTEN", "Imported", "is_transcript", "parse_transcript", "read_transcript", "write_transcript"]
