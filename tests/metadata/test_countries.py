"""Countries by any name."""

import pytest

from pipelines.metadata import SchemaError, load_codes
from pipelines.metadata.countries import country_named, country_numbered


@pytest.mark.parametrize("words", ["Syria", "syria", " SYR", "sy", "سوريا", "سورية", "Syrian Arab  Republic"])
def test_names_and_codes_lead_to_the_country(words):
    country = country_named(words)
    assert (country.name, country.iso3, country.iso, country.region) == ("Syria", "SYR", 760, "Middle East")


@pytest.mark.parametrize("words", ["", "Atlantis", "Niger State"])
def test_what_is_no_country_is_none(words):
    assert country_named(words) is None


def test_similar_names_are_kept_apart():
    assert country_named("Niger").iso3 == "NER"
    assert country_named("Nigeria").iso3 == "NGA"
    assert country_named("Republic of Congo").iso3 == "COG"
    assert country_named("DR Congo").iso3 == "COD"


def test_every_country_is_found_by_name_code_and_number():
    for code, row in load_codes("country").rows.items():
        for words in (code, row["iso2"], row["label"], row["name_ar"]):
            assert country_named(words).iso3 == code
        assert country_numbered(row["iso"]).iso3 == code


def test_an_unknown_number_is_none():
    assert country_numbered(999) is None


def test_a_name_of_two_countries_is_refused(edit):
    edit("codes/country.yml", "aliases: [Syrian Arab Republic", "aliases: [Iraq, Syrian Arab Republic")
    with pytest.raises(SchemaError, match="Iraq is also a name of Iraq"):
        country_named("Syria")
