"""The optional second opinion: a small client for a language model served on this very machine, and never elsewhere."""

from codev_voice.opinion.address import Address, local, named
from codev_voice.opinion.client import Opinion, Silence, ask

__all__ = ["Address", "Opinion", "Silence", "ask", "local", "named"]
