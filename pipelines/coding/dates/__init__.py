"""Dates in texts: which words name a day or a period, and which one."""

from pipelines.coding.dates.dateline import infer_article_date, latest_mention, solve_year
from pipelines.coding.dates.reader import read_dates
from pipelines.coding.dates.writing_day import writing_day

__all__ = ["infer_article_date", "latest_mention", "read_dates", "solve_year", "writing_day"]
