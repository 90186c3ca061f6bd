"""The terminal: parses, calls, prints; no logic. French for whoever reads, one line for each error."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the command line and leave with its exit code; an interruption before or after the command is one all the same."""
    try:
        from codev_voice.cli.running import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = _INTERRUPTED
    sys.exit(code)
