"""What the coder knows, fact by fact, and which facts may bear on an article: so one changed entry recodes little."""

from pipelines.coding.facts.article_words import looked_up
from pipelines.coding.facts.collecting import EVERYWHERE, Fact, collect_facts

__all__ = ["EVERYWHERE", "Fact", "collect_facts", "looked_up"]
