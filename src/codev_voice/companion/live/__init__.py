"""A session while it is held: its processes, its journal, what the page shows of it."""
