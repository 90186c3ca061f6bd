"""The weights: which bytes are wanted, where they lie, how they are fetched and checked."""
