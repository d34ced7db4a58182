"""Files for other programs, written from a release: reads the published tables and views, computes no facts."""

from pipelines.export.formats import FORMATS, Format, UnknownFormatError, write_export

__all__ = ["FORMATS", "Format", "UnknownFormatError", "write_export"]
