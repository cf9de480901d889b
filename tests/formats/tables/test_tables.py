"""Other people's tables: what their columns mean, where and when their rows happened, and what is set aside."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geomap.errors import FormatError
from geomap.events.mention import Status
from geomap.events.taxonomy import load_taxonomy
from geomap.formats.saved import Loaded, load
from geomap.formats.tables.columns import map_columns, parse_mapping
from geomap.formats.tables.dates import day_comes_first, read_day, span
from geomap.formats.tables.kinds import Kinds
from geomap.gazetteer.place import Place, Precision
from tests.incidents.samples import GAZETTEER
from tests.places.test_online import Answering

if TYPE_CHECKING:
    from pathlib import Path

ACLED = """\
event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,\
assoc_actor_1,inter1,actor2,\
assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,\
location,latitude,longitude,\
geo_precision,source,source_scale,notes,fatalities,tags,timestamp
IRQ1,2021-11-07,2021,1,Political violence,Explosions/Remote violence,Air/drone strike,Unidentified Armed Group (Iraq),,\
Political militia,Government of Iraq (2020-2022),,State forces,State forces-Political militia,,368,Middle East,Iraq,\
Baghdad,Karkh,,Baghdad - Green Zone,33.307,44.39,1,Example News,International,"A drone,\
 laden with explosives, hit a house.",\
0,,1636500000
IRQ2,2021-11-10,2021,2,Demonstrations,Protests,Peaceful protest,Protesters (Iraq),Teachers (Iraq),\
Protesters,,,,Protesters only,,\
368,Middle East,Iraq,Basrah,,,Basrah,30.5,47.8,2,Example News,National,Teachers marched.,0,\
crowd size=no report,1636500000
"""
UCDP = """\
id,relid,year,active_year,code_status,type_of_violence,conflict_name,side_a,side_b,number_of_sources,source_article,\
source_date,source_headline,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,\
longitude,country,region,\
event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low
412700,IRQ-2021-1,2021,1,Clear,3,IS - civilians,IS,Civilians,1,"Example Agency, 2021-07-20",\
2021-07-20,Bomb in a market,1,\
Sadr City,Sadr City market,Baghdad governorate,,33.38,44.46,Iraq,Middle East,1,1,2021-07-19 00:00:00.000,\
2021-07-19 00:00:00.000,0,0,30,0,30,35,28
412701,IRQ-2021-2,2021,1,Clear,1,Government - IS,Government of Iraq,IS,1,Example Agency,2021-03-02,\
x,6,Iraq,,,,33,44,Iraq,\
Middle East,1,4,2021-03-01 00:00:00.000,2021-03-31 00:00:00.000,0,5,0,0,5,5,5
"""


def loaded(tmp_path: Path, text: str, columns: dict[str, str] | None = None, name: str = "table.csv") -> Loaded:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load(path, gazetteer=GAZETTEER, columns=columns)


def test_acleds_export(tmp_path: Path) -> None:
    found = loaded(tmp_path, ACLED)
    assert not found.own
    assert found.said == []
    strike, march = found.incidents
    assert (strike.id, strike.type, strike.start, strike.date_precision) == (
        "IRQ1",
        "air_drone_strike",
        "2021-11-07",
        "day",
    )
    assert (strike.actors, strike.targets) == (
        ("Unidentified Armed Group (Iraq)",),
        ("Government of Iraq (2020-2022)",),
    )
    assert strike.killed == 0
    assert strike.place is not None
    assert (strike.place.lat, strike.place.lon, strike.place.country) == (33.307, 44.39, "IQ")
    assert strike.place.within == ("Karkh", "Baghdad", "Iraq")
    assert strike.title == "Air or drone strike — Baghdad - Green Zone, Karkh"
    assert strike.sources[0].document == "Example News"
    assert strike.sources[0].quotes[0].text == "A drone, laden with explosives, hit a house."
    assert (march.start, march.end, march.date_precision) == ("2021-11-07", "2021-11-13", "range")
    assert march.place is not None
    assert (march.place.precision, march.place.uncertainty_km) == ("area", 25.0)
    assert march.actors == ("Protesters (Iraq)", "Teachers (Iraq)")


def test_ucdps_export(tmp_path: Path) -> None:
    bomb, fight = loaded(tmp_path, UCDP).incidents
    assert (bomb.type, bomb.killed, bomb.killed_text, bomb.start) == ("attack", 30, "28 to 35", "2021-07-19")
    assert (bomb.actors, bomb.targets) == (("IS",), ("Civilians",))
    assert (bomb.sources[0].document, bomb.sources[0].title) == ("Example Agency, 2021-07-20", "Bomb in a market")
    assert str(bomb.sources[0].published) == "2021-07-20"
    assert (fight.type, fight.start, fight.date_precision) == ("armed_clash", "2021-03", "month")
    assert fight.killed_text is None
    assert fight.place is not None
    assert fight.place.precision == "country"


def test_every_sub_event_of_acled_is_a_type_of_geomap() -> None:
    taxonomy = load_taxonomy()
    kinds = Kinds(taxonomy)
    for name in {kind.acled for kind in taxonomy.types.values() if kind.acled}:
        found = kinds.find("sub_event_type", name)
        assert found is not None
        assert taxonomy.types[found].acled == name
    assert kinds.find("sub_event_type", "Attack") == "attack"
    assert kinds.find("type_of_violence", "2") == "armed_clash"
    assert kinds.find("severity", "2") is None


def test_names_are_placed_by_the_gazetteer(tmp_path: Path) -> None:
    text = "what,when,town,country\nflood,2021,Mosul,Iraq\nflood,2021,Paris,United States\nflood,2021,Xyzzyville,Iraq\n"
    found = loaded(tmp_path, text + "flood,2021,Xyzzyville,Nowhereland\n", {"what": "type", "when": "start"})
    mosul, paris, country, nowhere = found.incidents
    assert mosul.place is not None
    assert (mosul.place.name, mosul.place.country) == ("Mosul", "IQ")
    assert paris.place is not None
    assert paris.place.country == "US"
    assert country.place is not None
    assert country.place.name == "Iraq"
    assert "“Xyzzyville” is not known" in country.place_reason
    assert nowhere.place is None
    assert found.said == [
        (
            "1 of 4 rows: placed by the province or country, as the place itself is not known (line 4)",
            False,
        ),
        ("1 of 4 rows: without a place: no place called “Xyzzyville, Nowhereland” is known (line 5)", False),
    ]


def test_names_that_no_gazetteer_knows_are_asked_online(tmp_path: Path) -> None:
    here = Place("online:1", "Xyzzyville", "village", 33.5, 44.1, Precision.LOCALITY, 3.0, "IQ", source="Test")
    elsewhere = replace(here, key="online:2", lat=51.0, lon=0.0, country="GB")
    online = Answering([elsewhere, here])
    text = "type,date,town,country\nflood,2021,Mosul,Iraq\nflood,2021,Xyzzyville,Iraq\nriot,2022,Xyzzyville,Iraq\n"
    path = tmp_path / "table.csv"
    path.write_text(text)
    found = load(path, gazetteer=GAZETTEER, geocoder=online)  # type: ignore[arg-type]
    assert online.asked == ["Xyzzyville"], "known names are not asked for, unknown ones once, and alone"
    assert [incident.place and incident.place.source for incident in found.incidents] == ["", "Test", "Test"]
    assert found.incidents[1].place == here, "the answer in another country does not count"
    assert "found online" in found.incidents[1].place_reason
    assert found.said == []


def test_the_line_by_which_excel_is_told_the_delimiter(tmp_path: Path) -> None:
    for first in ("sep=;", '"sep=;"', "SEP=;;;"):
        text = f"{first}\r\nType;Date;Lat;Lon;Killed\r\nFlood;07.11.2021;50,94;6,96;1 200\r\n"
        (read,) = loaded(tmp_path, text).incidents
        assert read.place is not None
        assert (read.start, read.place.lat, read.place.lon, read.killed) == ("2021-11-07", 50.94, 6.96, 1200)


def test_bad_rows_are_set_aside_and_counted(tmp_path: Path) -> None:
    text = (
        "event_type,sub_event_type,date,lat,lon,fatalities\n"
        "Battles,Skirmish,2021-01-01,1,2,3\n"
        "Fish,Skirmish,2021-01-02,1,2,3\n"
        ",,2021-01-03,1,2,3\n"
        "Battles,Armed clash,2021-01-04,91,2,3\n"
        "Battles,Armed clash,yesterday,1,2,some\n"
        'Battles,"Armed clash",2021-01-05,"1,5",2,"1,200",too,many\n'
        'Battles,Armed clash,2021-01-06,"1,5",2,"1,200"\n'
    )
    found = loaded(tmp_path, text)
    assert [(one.start, one.killed) for one in found.incidents] == [
        ("2021-01-01", 3),
        (None, None),
        ("2021-01-06", 1200),
    ]
    assert found.incidents[2].place is not None
    assert found.incidents[2].place.lat == 1.5
    lost = [sentence for sentence, is_lost in found.said if is_lost]
    assert lost == [
        "1 of 7 rows set aside: it has more cells than the table has columns (line 7)",
        "1 of 7 rows set aside: the type 'Skirmish' is not known (`geomap types` lists those that are) (line 3)",
        "1 of 7 rows set aside: it has no type (line 4)",
        "1 of 7 rows set aside: the coordinates are not on the globe (are latitude and longitude exchanged?) (line 5)",
    ]
    warnings = [sentence for sentence, is_lost in found.said if not is_lost]
    assert warnings == [
        "1 of 7 rows: the type 'Skirmish' is not known; taken as armed_clash for 'Battles' (line 2)",
        "1 of 7 rows: the date cannot be read (line 6)",
        "1 of 7 rows: killed is no number of people (line 6)",
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_delimiter_and_charset(tmp_path: Path, delimiter: str, charset: str) -> None:
    rows = [["Type", "Town", "Nation", "Date"], ["Riot", "Zürich", "Switzerland", "07.11.2021"]]
    path = tmp_path / "table.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(charset))
    (read,) = load(path, gazetteer=GAZETTEER).incidents
    assert read.place is not None
    assert (read.type, read.place.country, read.start) == ("violent_demonstration", "CH", "2021-11-07")


def test_columns_that_the_user_names_come_first(tmp_path: Path) -> None:
    text = "type,Incident Kind,Y,X,victims (dead)\nA,shelling,33.3,44.4,4\n"
    columns = parse_mapping(["Incident Kind=type", "victims (dead)=killed"])
    (read,) = loaded(tmp_path, text, columns).incidents
    assert (read.type, read.killed) == ("shelling_missile_attack", 4)
    with pytest.raises(FormatError, match="no column 'Missing', which --map names"):
        loaded(tmp_path, text, {"Missing": "type"})
    assert parse_mapping(["Day=date", "Dead=fatalities"]) == {"Day": "start", "Dead": "killed"}
    for wrong in ("Kind", "=type", "Kind=colour"):
        with pytest.raises(FormatError, match="write COLUMN=FIELD"):
            parse_mapping([wrong])


@pytest.mark.parametrize(
    ("header", "complaint"),
    [(["date", "lat", "lon"], "no column says what happened"), (["type", "date"], "no column says where")],
)
def test_tables_without_the_columns_that_matter_are_refused(header: list[str], complaint: str) -> None:
    with pytest.raises(FormatError, match=complaint):
        map_columns(header, {})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-11-07", "2021-11-07"), ("2021-11-07T10:00:00Z", "2021-11-07"), ("2021-11-07 00:00:00.000", "2021-11-07"),
        ("07 November 2021", "2021-11-07"), ("Nov 7, 2021", "2021-11-07"), ("07/11/2021", "2021-11-07"),
        ("7.11.21", "2021-11-07"), ("7.11.71", "1971-11-07"), ("20211107", "2021-11-07"), ("2021-11", "2021-11"),
        ("2021", "2021"), ("1848-03-18", "1848-03-18"), ("18/03/1848", "1848-03-18"), ("31/02/2021", None),
        ("2021-13-01", None), ("soon", None), ("0000", None), ("9999999999999", None), ("", None),
    ],
)  # fmt: skip
def test_dates(text: str, day: str | None) -> None:
    assert read_day(text, day_first=True) == day


def test_whether_days_come_first_is_seen_from_the_column(tmp_path: Path) -> None:
    assert day_comes_first(["01/02/2021", "13/02/2021"]) is True
    assert day_comes_first(["01/02/2021", "02/13/2021"]) is False
    assert day_comes_first(["01/02/2021", "2021-02-13"]) is None
    american = "type,date,lat,lon\nflood,03/04/2021,1,2\nflood,03/14/2021,1,2\n"
    assert [one.start for one in loaded(tmp_path, american).incidents] == ["2021-03-04", "2021-03-14"]
    unsure = loaded(tmp_path, "type,date,lat,lon\nflood,03/04/2021,1,2\nflood,05/05/2021,1,2\n")
    assert [one.start for one in unsure.incidents] == ["2021-04-03", "2021-05-05"]
    assert unsure.said[0][0].startswith("1 of 2 rows: the date may begin with the day or with the month")


def test_spans() -> None:
    assert span("2021-11-07", None, "time_precision", "3") == ("2021-11", "2021-11", "month")
    assert span("2021-11-07", "2021-11-09", "", "") == ("2021-11-07", "2021-11-09", "range")
    assert span("2021", None, "", "") == ("2021", "2021", "year")


def test_geojson_of_others(tmp_path: Path) -> None:
    features = [
        {
            "type": "Feature",
            "id": 7,
            "geometry": {"type": "Point", "coordinates": [44.39, 33.307]},
            "properties": {"event_type": "Car bomb", "date": "2021-11-07", "status": "foiled"},
        },
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]},
            "properties": {"event_type": "flood", "date": None},
        },
        {"type": "Feature", "geometry": {"type": "Nonsense"}, "properties": {"event_type": "flood", "country": "Iraq"}},
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    bomb, flood, country = loaded(tmp_path, text, name="others.geojson").incidents
    assert (bomb.id, bomb.type, bomb.status) == ("7", "remote_explosive", Status.FOILED)
    assert bomb.place is not None
    assert (bomb.place.lat, bomb.place.lon) == (33.307, 44.39)
    assert flood.place is not None
    assert 0 < flood.place.lat < 2
    assert country.place is not None
    assert country.place.country == "IQ"


def test_ids_that_repeat_are_told_apart_and_missing_ones_are_stable(tmp_path: Path) -> None:
    text = "id,type,lat,lon\n1,flood,1,2\n1,flood,1,2\n,flood,1,2\n"
    one, two = (loaded(tmp_path, text).incidents for _ in range(2))
    assert [incident.id for incident in one] == [incident.id for incident in two]
    assert [incident.id for incident in one][:2] == ["1", "1#2"]
    assert len({incident.id for incident in one}) == 3


def test_a_table_of_the_map_itself_is_read(tmp_path: Path) -> None:
    """The map's own CSV has no column of whole sources: it is read by its columns' names."""
    text = (
        "id,type,group,title,status,start,end,place,within,country,lat,lon,precision,killed,actors,"
        "confidence,main,documents,quotes\r\n"
        "a,attack,violence_against_civilians,'=1+1,attempted,2021-11-07,2021-11-07,Baghdad,Iraq,IQ,"
        "33.34,44.4,locality,,x; y,0.8,true,r.txt,Q\r\n"
    )
    (read,) = loaded(tmp_path, text).incidents
    assert (read.title, read.status, read.actors, read.confidence) == ("=1+1", Status.ATTEMPTED, ("x", "y"), 0.8)
    assert read.place is not None
    assert (read.place.country, read.place.precision) == ("IQ", "locality")
    assert read.sources[0].document == "r.txt"
