"""Declarations under `schemas/`: fields, tables and code lists, and what is rendered from them."""
