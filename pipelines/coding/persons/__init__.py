"""People named in a text."""

from pipelines.coding.persons.reader import PersonReading, read_persons

__all__ = ["PersonReading", "read_persons"]
