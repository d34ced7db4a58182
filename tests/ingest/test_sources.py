"""The list of known sources."""

from __future__ import annotations

from pipelines.ingest.sources import load_sources


def test_names_and_domains_find_a_source() -> None:
    sources = load_sources()
    by_name = sources.find("عنب بلدي", None)
    assert by_name is not None
    assert by_name == sources.find(None, "english.enabbaladi.net") == sources.find("Enabbaladi.net", None)
    assert (by_name.source_id, by_name.source_scale, by_name.country) == ("enab_baladi", "National", "Syria")


def test_unknown_ones_are_not_guessed() -> None:
    sources = load_sources()
    assert sources.find("صحيفة السنديان", "example.org") is None
    assert sources.find(None, "notreuters.com") is None
    assert sources.find(None, "com") is None


def test_the_name_goes_before_the_domain() -> None:
    found = load_sources().find("SANA", "t.me")
    assert found is not None
    assert found.source_id == "sana"


def test_every_source_is_found_by_its_own_name() -> None:
    sources = load_sources()
    every = {source.source_id: source for source in (*sources.by_name.values(), *sources.by_domain.values())}
    assert all(sources.find(source.name, None) == source for source in every.values())
    assert all(source.hosts_others == (source.source_scale == "New media") for source in every.values())
