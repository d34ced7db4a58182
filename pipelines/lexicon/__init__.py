"""Words: lexicons per language, compiled for matching."""
