"""Hearing: speech, words, voices, and who they are."""
