"""French words and weights read by the drafting, as data."""
