"""The pictures of the review: drawn by matplotlib, readable in black and white, 380 points wide as on a narrow page."""
