"""French vocabularies and sentences, as data one can edit."""
