"""The composition: the only place that knows how a session goes from a source to what people read."""
