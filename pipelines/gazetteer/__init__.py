"""Places: names, coordinates, administrative units."""
