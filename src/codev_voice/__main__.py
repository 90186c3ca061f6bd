"""`python -m codev_voice` is `codev-voice`."""

from codev_voice.cli import main

main()
