"""Commands run in this process, as the terminal would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.cli.running import run

if TYPE_CHECKING:
    import pytest


class Ran:
    """What a command printed and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def last(self) -> str:
        """The last line on standard error: where refusals are."""
        return self.err.strip().splitlines()[-1] if self.err.strip() else ""


def command(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Run one command."""
    capsys.readouterr()
    code = run([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return Ran(code, out, err)
