"""People named in a text."""

from pipelines.coding.persons.reader import PersonReading, names_at, read_persons

__all__ = ["PersonReading", "names_at", "read_persons"]
