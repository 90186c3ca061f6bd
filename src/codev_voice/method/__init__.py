"""The judgements nobody else makes: in which stage the session is, and when a question is advice in disguise."""
