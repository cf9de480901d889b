"""How well recognised toponyms are resolved: `python -m benchmarks.resolution DATA [--errors 30] [--corpus LGL …]`.

Of the gold toponyms recognised that carry a point: the share within 161 km, the mean error in km, the area under
the curve of ln(error+1) over ln(20039). End to end, missed toponyms count as wrong. The same GeoNames id counts as
0 km; where the gold has no id, a predicted country or division whose outline holds the gold point counts as 0 km.
The gold marks the name alone, so that "northern Angola" is measured as Angola, which its words then move. Calibration
is the expected error over ten bins of the probability stated for each answer, of the answers given.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from geopy.distance import great_circle

from benchmarks.corpora import FILES, Gold, read_corpus
from geomap import Gazetteer, Precision, find_places, parse_document
from geomap.places.ranking import agreement, calibrated

if TYPE_CHECKING:
    from geomap import Place, PlaceMention

NEAR_KM = 161.0
FARTHEST_KM = 20039.0
_BINS = 10


def error_km(gold: Gold, place: Place, gazetteer: Gazetteer) -> float:
    """Distance in km between the gold point and the predicted place, by the conventions above."""
    if gold.geonameid is not None and gold.geonameid == place.geonameid:
        return 0.0
    if gold.geonameid is None and place.precision in {Precision.COUNTRY, Precision.AREA}:
        from shapely import Point

        shape = gazetteer.shape(place)
        if shape is not None and shape.covers(Point(gold.lon, gold.lat)):
            return 0.0
    return float(great_circle((gold.lat, gold.lon), (place.lat, place.lon)).km)


def measure(bench: Path, corpus: str, gazetteer: Gazetteer, errors: Counter[str]) -> tuple[float, ...]:
    """Recognised share, accuracy of the recognised within 161 km, mean error, AUC, end-to-end accuracy."""
    gold_count, distances, unresolved = 0, [], 0
    stated: list[tuple[float, bool]] = []
    for document in read_corpus(bench, corpus):
        mentions = find_places(parse_document(document.text, id=document.id), gazetteer)
        for gold in document.toponyms:
            if gold.lat is None:
                continue
            gold_count += 1
            found = next((m for m in mentions if m.start < gold.end and gold.start < m.end), None)
            if found is None:
                continue
            if found.place is None:
                unresolved += 1
                errors[f"{gold.text} -> nothing"] += 1
                distances.append(FARTHEST_KM)
                continue
            place = _named(found)
            distance = error_km(gold, place, gazetteer)
            stated.append((calibrated(agreement(found.candidates)), distance <= NEAR_KM))
            distances.append(distance)
            if distance > NEAR_KM:
                where = ", ".join((place.name, *place.within))
                errors[f"{gold.text} ({gold.lat:.1f},{gold.lon:.1f}) -> {where} [{place.kind}]"] += 1
    near = sum(d <= NEAR_KM for d in distances)
    auc = sum(math.log(min(d, FARTHEST_KM) + 1) for d in distances) / len(distances) / math.log(FARTHEST_KM)
    return (
        len(distances) / gold_count,
        near / len(distances),
        sum(distances) / len(distances),
        auc,
        near / gold_count,
        unresolved / len(distances),
        calibration_error(stated),
    )


def calibration_error(stated: list[tuple[float, bool]]) -> float:
    """Mean gap between stated probability and share of right answers over ten bins, by how many fall in each."""
    gap = 0.0
    for low in range(_BINS):
        inside = [(p, right) for p, right in stated if low <= min(p * _BINS, _BINS - 1e-9) < low + 1]
        gap += abs(sum(p - right for p, right in inside))
    return gap / max(1, len(stated))


def _named(mention: PlaceMention) -> Place:
    """What the name alone was resolved to, before the words around it moved it."""
    moved = mention.place is not None and "~" in mention.place.key and mention.candidates
    return mention.candidates[0].place if moved else mention.place  # type: ignore[return-value] - asked of places only


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--corpus", action="append", choices=FILES)
    parser.add_argument("--errors", type=int, default=0, help="how many of the commonest errors to list")
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    print("corpus      recognised  @161km  mean km    AUC  end to end  unresolved  calibration")
    for corpus in options.corpus or ("LGL", "GeoVirus", "GeoWebNews", "TUD"):
        errors: Counter[str] = Counter()
        found, near, mean, auc, whole, unresolved, gap = measure(options.bench, corpus, gazetteer, errors)
        print(
            f"{corpus:<12}{found:>10.3f}{near:>8.3f}{mean:>9.0f}{auc:>7.3f}{whole:>12.3f}{unresolved:>12.3f}{gap:>13.3f}"
        )
        for text, count in errors.most_common(options.errors):
            print(f"    {count:>3} {text}")


if __name__ == "__main__":
    main()
