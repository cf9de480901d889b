"""Options that several commands share, and what they become."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, fields
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from geomap.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.incidents.filters import Filters

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders, URLs, tables and saved sets of incidents (.csv, .geojson, .kml, .gpkg, .parquet), "
        "or - for standard input.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no warnings.")]
MapColumns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=FIELD",
        help="What a column of a table of incidents means (repeat): 'Kind=type', 'Town=place', 'Dead=killed'. "
        "Columns of ACLED's, UCDP's and geomap's tables are known by name.",
    ),
]
NoMerge = Annotated[bool, typer.Option("--no-merge", help="Keep the incidents of each document apart.")]

Gazetteers = Annotated[
    list[str] | None,
    typer.Option(
        "--gazetteer",
        metavar="PATH",
        help="A gazetteer that `geomap gazetteer` made, or a folder of them, instead of those in your data folder "
        "(repeat for several); none for the embedded one alone. Also: GEOMAP_GAZETTEER.",
    ),
]
Geocoder = Annotated[
    str | None,
    typer.Option(
        "--geocoder",
        metavar="NAME",
        help="Ask this online service (nominatim, photon, pelias, arcgis, …) for names that no gazetteer knows. "
        "Only the names leave this machine.",
    ),
]


DEFAULT_RADIUS = "50km"


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """The filters as typed; `parsed` turns them into what they mean."""

    type: Annotated[
        list[str] | None, typer.Option("--type", help="Keep these types or groups (repeat, or commas).")
    ] = None
    exclude_type: Annotated[list[str] | None, typer.Option("--exclude-type", help="Drop these types or groups.")] = None
    since: Annotated[str | None, typer.Option(help="First day: 2021-11-07, 2021-11 or 2021.")] = None
    until: Annotated[str | None, typer.Option(help="Last day.")] = None
    within: Annotated[
        str | None, typer.Option(help="A place, a box west,south,east,north in degrees, or a GeoJSON file.")
    ] = None
    near: Annotated[str | None, typer.Option(help="A place to be near to; see --radius.")] = None
    radius: Annotated[str | None, typer.Option(help="How near: 50km, 30mi, 800m.", show_default=DEFAULT_RADIUS)] = None
    status: Annotated[
        list[str] | None,
        typer.Option(help="Keep these: occurred, attempted, foiled, planned, threatened, alleged, denied."),
    ] = None
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Lowest confidence.")] = 0.0
    main_only: Annotated[bool, typer.Option("--main-only", help="Only what each report is about.")] = False
    text: Annotated[str | None, typer.Option(help="Words that the title, names or quotes must hold.")] = None

    def parsed(self, gazetteer: Gazetteer, taxonomy: Taxonomy) -> Filters:
        """What the options mean.

        Raises:
            FilterError: A type, place, date, distance or status is unknown; the message gives the nearest known.
        """
        from geomap.gazetteer.place import Place
        from geomap.incidents.asking import find_area, find_days, find_place, find_radius, find_statuses
        from geomap.incidents.filters import Filters

        since = find_days(self.since)[0] if self.since else None
        until = find_days(self.until)[1] if self.until else None
        if since and until and since > until:
            msg = f"--since {self.since} lies after --until {self.until}"
            raise FilterError(msg)
        if self.radius is not None and self.near is None:
            msg = f"--radius {self.radius} needs a place to be near to: --near PLACE"
            raise FilterError(msg)
        area = find_area(self.within, gazetteer) if self.within else None
        return Filters(
            types=_types(self.type, taxonomy),
            exclude_types=_types(self.exclude_type, taxonomy),
            since=since,
            until=until,
            within=area if isinstance(area, Place) else None,
            within_shape=None if isinstance(area, Place) else area,
            near=find_place(self.near, gazetteer) if self.near else None,
            radius_km=find_radius(self.radius or DEFAULT_RADIUS),
            statuses=find_statuses(_split(self.status)),
            min_confidence=self.min_confidence,
            main_only=self.main_only,
            text=self.text,
        )


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command with a `filters: FilterOptions` parameter one option for each field of FilterOptions."""
    names = [field.name for field in fields(FilterOptions)]
    hints = get_type_hints(FilterOptions, include_extras=True)
    signature = inspect.signature(command, eval_str=True)
    own = [parameter for name, parameter in signature.parameters.items() if name != "filters"]
    options = [
        inspect.Parameter(f.name, inspect.Parameter.KEYWORD_ONLY, default=f.default, annotation=hints[f.name])
        for f in fields(FilterOptions)
    ]

    @wraps(command)
    def run(*args: Any, **values: Any) -> None:  # noqa: ANN401 - whatever the command takes
        filters = FilterOptions(**{name: values.pop(name) for name in names})
        command(*args, filters=filters, **values)

    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + options
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # functions carry any attribute
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run


def _types(names: list[str] | None, taxonomy: Taxonomy) -> frozenset[str]:
    return frozenset(key for name in _split(names) for key in taxonomy.resolve(name))


def _split(values: list[str] | None) -> list[str]:
    """Repeated options and comma lists alike."""
    return [part.strip() for value in values or () for part in value.split(",") if part.strip()]
