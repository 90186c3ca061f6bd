"""The client's file: one page that she opens, changes and approves anywhere, and the answer it gives back."""
