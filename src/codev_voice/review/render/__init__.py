"""The review as people read it, as programs compute with it, and in pictures."""
