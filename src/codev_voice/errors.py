"""The tree of errors: each says, in one French line, what is wrong and what to do.

    CodevError
    ├── FileError        the file given cannot be used (unreadable, wrong format, no speech)
    ├── SettingsError    seance.toml or a command's option is wrong
    ├── SessionError     the session's folder: not one, damaged, in use, or it lacks what is asked
    ├── WeightsError     a model is missing, damaged, or cannot be fetched
    ├── MachineError     disk full, no permission, not enough memory, a system part is missing
    └── NetworkError     the package index or the hub does not answer

A message never holds speech: it may end in a log or a terminal's history.
"""

from __future__ import annotations


class CodevError(Exception):
    """Anything the program can explain; catch it at the edge (the terminal, the page), never in between.

    Args:
        problem: what is wrong, in French, without final full stop.
        remedy: what the person can do about it, in French, without final full stop.
    """

    exit_code = 1

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem} : {self.remedy}."


class FileError(CodevError):
    """The file given cannot be used: catch it to propose another file."""

    exit_code = 3


class SettingsError(CodevError):
    """`seance.toml` or an option is wrong: catch it to point at the key."""

    exit_code = 4


class SessionError(CodevError):
    """The session's folder is not one, is damaged, or is being written by another process."""

    exit_code = 5


class WeightsError(CodevError):
    """A model is missing or damaged: catch it to propose `codev-voice models fetch`."""

    exit_code = 6


class MachineError(CodevError):
    """The machine refuses: full disk, permission, memory, a system part that is missing."""

    exit_code = 7


class NetworkError(CodevError):
    """The package index or the hub does not answer; only `models fetch` can meet it."""

    exit_code = 8
