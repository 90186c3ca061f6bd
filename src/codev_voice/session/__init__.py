"""The session: its values, events, journal, settings and the fold that everything else reads."""
