"""The optional second opinion: a small client for a language model served on this very machine, and never elsewhere."""

from codev_voice.opinion.address import Address, local, named
from codev_voice.opinion.client import Opinion, Silence, ask, converse
from codev_voice.opinion.proposing import Part, asked_for, proposed

__all__ = ["Address", "Opinion", "Part", "Silence", "ask", "asked_for", "converse", "local", "named", "proposed"]
