"""The static map: the right place, nothing over anything, every number in the key."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from lxml import etree

from geomap.basemap.data import load_basemap
from geomap.briefings import fonts
from geomap.briefings.picture.compose import Picture, bare, figure, whole
from geomap.briefings.picture.ground import clip_ring
from geomap.briefings.picture.svg import Canvas, directions, path, reading_order
from geomap.briefings.picture.symbols import shape_path
from geomap.briefings.picture.view import choose_view
from geomap.events.forms import shapes_of
from geomap.events.taxonomy import load_taxonomy
from tests.briefings.samples import briefing, incident, many, place, week

if TYPE_CHECKING:
    from geomap.incidents.incident import Incident

SVG = "{http://www.w3.org/2000/svg}"
SIZE = (1280, 720)


def texts(picture: Picture) -> list[str]:
    root = etree.fromstring(picture.svg.encode())
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def street() -> list[Incident]:
    return [incident(n, place=place(f"House {n}", 33.34 + n * 1e-5, 44.41)) for n in range(30)]


def dateline() -> list[Incident]:
    spots = [("Suva", -18.1, 178.4), ("Apia", -13.8, -171.8), ("Auckland", -36.9, 174.8)]
    return [incident(n, place=place(*spot)) for n, spot in enumerate(spots)]


@pytest.mark.parametrize("make", [list, week, street, dateline, lambda: many(200), lambda: many(1)])
def test_marks_stay_in_the_frame_and_off_each_other(make: object) -> None:
    made = briefing(make())  # type: ignore[operator]
    for picture in (whole(made, *SIZE), figure(made, 640, 520), bare(made, 800, 560)):
        view, marks = picture.plan.view, picture.plan.marks
        assert sum(len(mark.rows) for mark in marks) == len(made.placed), "every placed incident is on the map, once"
        for mark in marks:
            left, top, right, bottom = mark.box
            assert left >= 0
            assert top >= 0
            assert right <= view.width
            assert bottom <= view.height
        for one, other in combinations(marks, 2):
            assert math.dist(one.drawn, other.drawn) > one.reach + other.reach - 4


def test_every_number_on_the_map_is_in_the_key() -> None:
    picture = whole(briefing(many(200)), *SIZE)
    shown = texts(picture)
    for number in picture.numbered:
        assert shown.count(str(number)) >= 2, f"{number} stands on the map and in the key"
    assert f"KEY: THE FIRST {max(picture.numbered)} OF 200" in shown


def test_the_picture_says_what_the_incidents_hold() -> None:
    made = briefing(title="Iraq, week 45")
    shown = texts(whole(made, *SIZE))
    assert "Iraq, week 45" in shown
    assert "October – 7 November 2021 · 8 incidents · 2 reports" in shown
    assert "Armed clash (1)" in shown
    assert "Mosul" in shown
    assert any("10–12 killed" in text for text in shown)
    assert any("Natural Earth" in text for text in shown)
    assert any(text.endswith(" km") or " km at " in text for text in shown)


def test_the_key_has_no_more_than_the_legend_promises() -> None:
    alone = texts(whole(briefing([incident(1, confidence=1.0)]), *SIZE))
    assert "Armed clash (1)" in alone
    assert "Somewhere in a region or country" not in alone
    assert "attempted" not in alone


def test_uncertainty_is_drawn() -> None:
    vague = whole(briefing(), *SIZE)
    assert len(vague.plan.reaches) == 1
    assert "Somewhere in a region or country" in texts(vague)
    exact = [incident(1, place=place(uncertainty_km=1.0))]
    assert not whole(briefing(exact), *SIZE).plan.reaches


def test_a_view_across_the_date_line_is_narrow() -> None:
    view = choose_view([(178.4, -18.1, 0.0), (-171.8, -13.8, 0.0)], 800, 500, 50)
    west, south, east, north = view.bounds
    assert east - west < 30
    assert west < 178.4 < east
    assert west < 188.2 < east
    assert south < -18.1 < -13.8 < north


@pytest.mark.parametrize(
    "places", [[(0.0, 89.0, 0.0)], [(0, -89, 0), (180, 89, 0)], [(lon, 0, 0) for lon in range(-180, 180, 30)]]
)
def test_extreme_views_hold_their_places(places: list[tuple[float, float, float]]) -> None:
    view = choose_view(places, 800, 500, 50)
    assert view.width / view.scale <= 1 + 1e-9, "no more than one world"
    for lon, lat, _ in places:
        x, y = view.spot(lon, min(85.0, max(-85.0, lat)))
        assert -1 <= x <= 801
        assert math.isfinite(y)


def test_projection_and_its_inverse_agree() -> None:
    for places in ([(44.0, 33.0, 0.0), (48.0, 30.0, 0.0)], [(-120.0, -50.0, 0.0), (140.0, 60.0, 0.0)]):
        view = choose_view(places, 900, 600, 40)
        for lat in (-40.0, 0.0, 25.0, 60.0):
            y = view.project(np.array([[0.0, lat]]))[0, 1]
            assert view.latitude(float(y)) == pytest.approx(lat, abs=1e-6)


def test_the_scale_bar_is_right_at_its_latitude() -> None:
    view = choose_view([(44.0, 33.0, 100.0)], 900, 600, 40)
    degree = view.spot(45.0, 33.0)[0] - view.spot(44.0, 33.0)[0]
    assert degree / view.pixels_a_km(33.0) == pytest.approx(111.32 * math.cos(math.radians(33.0)), rel=0.01)


def test_clipping_keeps_what_is_inside() -> None:
    ring = np.array([[-10.0, -10.0], [20.0, -10.0], [20.0, 20.0], [-10.0, 20.0]])
    cut = clip_ring(ring, (0.0, 0.0, 10.0, 10.0))
    assert {tuple(point) for point in cut.tolist()} == {(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)}
    assert not len(clip_ring(ring, (50.0, 50.0, 60.0, 60.0)))


def test_paths_are_relative_and_exact_to_a_tenth() -> None:
    assert path(np.array([[0.0, 0.0], [10.04, 0.0], [10.04, 5.06]]), closed=True) == "M0 0l10 0 0 5.1z"


def test_every_group_has_a_shape_of_its_own() -> None:
    shapes = {group.shape for group in load_taxonomy().groups.values()}
    paths = {shape_path(shape, 10.0) for shape in shapes}
    assert len(paths) == len(shapes) == len(load_taxonomy().groups)


def test_every_letter_has_a_font_and_a_width() -> None:
    assert [run.family for run in fonts.runs("Mosul الموصل 北京")] == [
        "Noto Sans",
        "Noto Sans Arabic",
        "Noto Sans CJK SC",
    ]
    assert fonts.width("Baghdad", 12) < fonts.width("Baghdad", 12, fonts.BOLD)
    assert fonts.width("MM", 10) == pytest.approx(2 * fonts.width("M", 10))


def test_parts_of_a_line_follow_its_direction() -> None:
    parts = fonts.runs("Clashes: الموصل ירושלים north")
    backwards = directions(parts, right_to_left=False)
    assert [parts[i].text.strip() for i in reading_order(backwards, right_to_left=False)] == [
        "Clashes:", "ירושלים", "الموصل", "north",
    ]  # fmt: skip


def test_text_is_shortened_to_its_room() -> None:
    for text in ("word " * 2_000, "x" * 10_000, "北" * 10_000):
        short = fonts.shortened(text, 12, 200)
        assert short.endswith("…")
        assert fonts.width(short, 12) <= 200
        lines = fonts.wrapped(text, 12, 200, 3)
        assert len(lines) <= 3
        assert all(fonts.width(line, 12) <= 201 for line in lines)


def test_fonts_in_the_file_hold_the_letters_in_use() -> None:
    svg = whole(briefing(), *SIZE, embed_fonts=True).svg
    for family in ("Noto Sans", "Noto Sans CJK SC", "Noto Sans Hebrew"):
        assert f"font-family:'{family}'" in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", ""), "nothing is loaded from anywhere"


def test_forms_are_those_of_the_interactive_map_while_a_legend_can_list_them() -> None:
    forms = shapes_of(load_taxonomy())
    few = briefing()
    assert few.form_by_type
    assert all(row.form == forms[row.incident.type] for row in few.rows)
    crowd = briefing(many(200))
    assert not crowd.form_by_type
    assert all(row.form == row.group.shape for row in crowd.rows)
    shown = texts(whole(crowd, *SIZE))
    for group, rows in crowd.groups:
        assert f"{group.label} ({len(rows)})" in shown


def test_scripts_with_signs_before_letters_are_drawn_as_outlines() -> None:
    canvas = Canvas()
    canvas.text("Delhi: दिल्ली", 10, 10, 12, colour="#000")
    drawn = "".join(canvas.parts)
    assert "<title>दिल्ली</title>" in drawn
    assert "<text" in drawn
    assert not canvas.texts.get("Noto Sans Devanagari"), "its font is not needed"
    one, two = (fonts.outline(fonts.runs(text)[0], fonts.REGULAR) for text in ("दि", "द"))
    assert len(one) > len(two) > 100


def test_marks_between_words_follow_the_line() -> None:
    parts = fonts.runs("ירושלים — ישראל")
    assert directions(parts, right_to_left=True) == [True] * len(parts)
    assert directions(fonts.runs("Mosul — الموصل"), right_to_left=False) == [False, True]


def test_a_country_is_named_beside_the_symbol_that_stands_on_its_name() -> None:
    iraq = next(country for country in load_basemap().countries if country.code == "IQ")
    on_its_name = incident(1, place=place("Ramadi", iraq.lat, iraq.lon))
    assert "IRAQ" in texts(bare(briefing([on_its_name]), 900, 600))


def test_a_name_in_latin_letters_ends_a_line_from_right_to_left() -> None:
    canvas = Canvas()
    canvas.text("تفجير — Mosul", 0, 10, 12, colour="#000")
    drawn = [etree.fromstring(part) for part in canvas.parts]
    lined = [element.text for element in sorted(drawn, key=lambda element: float(element.get("x") or 0))]
    assert lined == ["Mosul", "—", "تفجير"]
