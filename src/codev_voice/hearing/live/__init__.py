"""Hearing as the sound comes: provisional words, settled words, voices."""
