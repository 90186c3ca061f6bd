"""The words by which the review knows what is done: data one can edit."""
