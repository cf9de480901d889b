import sys
from collections import Counter
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.gazetteer import DATA

TOOLS = Path(__file__).parents[2] / "tools"
sys.path.insert(0, str(TOOLS))  # the build scripts are run from there, and are in no package

from gazetteer_sources import own, tables  # noqa: E402 - found by the line above
from gazetteer_sources.countries import COLUMNS  # noqa: E402
from gazetteer_sources.english import bare, plain, without_article  # noqa: E402
from gazetteer_sources.towns import usable  # noqa: E402

NATURAL = "key\tname\tkind\tlat\tlon\tuncertainty_km\tcountries\talternates"
LAKE = "natural:lake\tLake\tlake\t1\t2\t3\tIQ\tPond"


def natural(folder: Path, *lines: str) -> Path:
    path = folder / "natural.tsv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def names_of_countries() -> dict[str, str]:
    rows = tables.read_table(DATA / "countries.tsv", COLUMNS, "iso2")
    return {row.text("iso2"): row.text("name") for row in rows}


def test_a_good_table_is_read(tmp_path: Path) -> None:
    path = natural(tmp_path, NATURAL, "# a comment", "", LAKE, "natural:sea\tSea\tsea\t1\t2\t3\t")
    assert [entry.name for entry in own.read_natural(path, {"IQ"})] == ["Lake", "Sea"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (LAKE.replace("\t1\t", "\t91\t"), "line 2: lat '91' is not between -90 and 90"),
        (LAKE.replace("\t2\t", "\tx\t"), "line 2: lon 'x' is no number"),
        (LAKE.replace("\t2\t", "\tnan\t"), "line 2: lon 'nan' is not between"),
        (LAKE.replace("\t3\t", "\t0\t"), "line 2: uncertainty_km '0' is not between"),
        (LAKE.replace("IQ", "ZZ"), "line 2: countries 'ZZ' names 'ZZ', which is no country"),
        (LAKE.replace("Pond", "Pond||Pool"), "line 2: alternates 'Pond||Pool' has an empty item"),
        (LAKE.replace("Lake\t", "\t"), "line 2: name '' is empty"),
        (LAKE + "\tmore", "line 2: 9 fields where the header has 8"),
    ],
)
def test_a_wrong_value_is_named_with_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    path = natural(tmp_path, NATURAL, line)
    with pytest.raises(tables.TableError, match=said) as error:
        own.read_natural(path, {"IQ"})
    assert str(path) in str(error.value)


def test_a_repeated_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(tables.TableError, match="line 3: key 'natural:lake' is also on line 2"):
        own.read_natural(natural(tmp_path, NATURAL, LAKE, LAKE), {"IQ"})


def test_another_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(tables.TableError, match="line 1: the header is"):
        own.read_natural(natural(tmp_path, "key\tname", LAKE), {"IQ"})


def test_all_wrong_lines_are_told_at_once(tmp_path: Path) -> None:
    path = natural(
        tmp_path, NATURAL, LAKE.replace("IQ", "ZZ"), LAKE.replace("lake\t", "pond\t").replace("\t1\t", "\tx\t")
    )
    with pytest.raises(tables.TableError) as error:
        own.read_natural(path, {"IQ"})
    assert str(error.value).count("line ") == 2


def test_the_shipped_tables_are_large_and_right(gazetteer: Gazetteer) -> None:
    countries = {
        row.text("iso2"): row.text("name") for row in tables.read_table(DATA / "countries.tsv", COLUMNS, "iso2")
    }
    regions = own.read_regions(DATA / "regions.tsv", set(countries))
    features = own.read_natural(DATA / "natural.tsv", set(countries))
    sites = own.read_sites(DATA / "sites.tsv", countries)
    assert len(countries) >= 250
    assert len(regions) >= 60
    assert len(features) >= 120
    assert len(sites) >= 250
    assert all(gazetteer.country(code) for code in countries)
    for site in sites:
        found = {candidate.place.key for candidate in gazetteer.lookup(site.name)}
        assert site.key in found or site.kind == "quarter", site.key


def test_sites_lie_in_their_countries(gazetteer: Gazetteer) -> None:
    countries = {
        row.text("iso2"): row.text("name") for row in tables.read_table(DATA / "countries.tsv", COLUMNS, "iso2")
    }
    elsewhere = Counter()
    for site in own.read_sites(DATA / "sites.tsv", countries):
        found, _ = gazetteer.reverse(site.lat, site.lon)
        if found not in (None, site.country):
            elsewhere[site.key] += 1
    # Border crossings and disputed ground may fall on the other side of a simplified border.
    assert len(elsewhere) < 60, sorted(elsewhere)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Baghdad", True),
        ("'s-Gravenhage", True),
        ("بغداد", True),
        ("北京", True),
        ("ba ge da", False),
        ("bageudadeu", False),
        ("BGW", False),
        ("x", False),
        ("75001", False),
        ("https://example.org/Baghdad", False),
        ("x" * 61, False),
    ],
)
def test_codes_and_transliterations_are_no_names(name: str, wanted: bool) -> None:  # noqa: FBT001 - a table
    assert usable(name) is wanted


def test_english_names_of_divisions() -> None:
    assert bare("Anbar Governorate") == "Anbar"
    assert bare("Republic of Dagestan") == "Republic of Dagestan"
    assert bare("Emirate of Fujairah") == "Fujairah"
    assert without_article("Al Anbar", "IQ") == "Anbar"
    assert without_article("Al Capone", "US") == "Al Capone"
    assert plain("Dāykundī", "AF") == "Daykundi"
    assert plain("Córdoba", "AR") == "Córdoba"
    assert plain("Khmel’nyts’kyy", "UA") == "Khmelnytskyy"
