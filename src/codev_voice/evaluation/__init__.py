"""`eval`: what the program hears, judges and drafts, against labels."""
