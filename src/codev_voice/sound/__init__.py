"""Sound: reading files into the samples everything else hears."""
