"""The terminal: parses, calls, prints; no logic. French for whoever reads, one line for each error."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from codev_voice.cli.running import run

    sys.exit(run(sys.argv[1:]))
