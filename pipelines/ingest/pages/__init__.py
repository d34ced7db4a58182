"""Saved pages taken apart: what they state of themselves, the dates they show, their main text, pages of many posts."""

from pipelines.ingest.pages.articles import fragment_text, page_articles, page_fields

__all__ = ["fragment_text", "page_articles", "page_fields"]
