"""Waqai (وقائع, "incidents"): raw news articles in, an ACLED-style incident dataset out."""
