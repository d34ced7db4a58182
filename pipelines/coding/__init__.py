"""Text into incidents: readers, constructions and rules. Pure functions of one article and the `schemas/` data."""
