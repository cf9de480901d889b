"""Every kind of file, opened again: its texts and numbers are those of the incidents."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import docx
import pptx
import pypdf
import pytest
from lxml import etree
from PIL import Image

from geomap.briefings import BriefingError, check_target, write_briefing
from geomap.briefings.markdown import plain
from geomap.briefings.sentences import summary
from geomap.briefings.tables import web_address
from geomap.briefings.write import ENDINGS
from geomap.errors import MissingExtraError, OutputError
from tests.briefings.samples import HOSTILE, briefing, incident, many, place, source, week

if TYPE_CHECKING:
    from pathlib import Path

LINK = "https://example.org/map.html"


def write(folder: Path, ending: str, incidents: list[Any] | None = None, **options: Any) -> Path:  # noqa: ANN401 - of write_briefing
    rows = week() if incidents is None else incidents
    given = {"title": "Iraq, week 45", "map_link": LINK, **options}
    return write_briefing(rows, folder / f"briefing{ending}", **given)[-1]


def slide_texts(slide: Any) -> str:  # noqa: ANN401 - python-pptx is untyped
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def table_rows(table: Any) -> list[list[str]]:  # noqa: ANN401 - python-pptx and python-docx are untyped
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("make", [list, week, lambda: many(40)])
def test_same_input_same_bytes(tmp_path: Path, ending: str, make: Any) -> None:  # noqa: ANN401 - makes incidents
    digests = set()
    for name in ("one", "other"):
        folder = tmp_path / name
        write(folder, ending, make())
        digests.add(tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())))
    assert len(digests) == 1


def test_slides(tmp_path: Path) -> None:
    deck = pptx.Presentation(str(write(tmp_path, ".pptx")))
    first, glance, picture, table = deck.slides
    assert "Iraq, week 45" in slide_texts(first)
    assert "8 incidents · 2 reports" in slide_texts(first)
    for paragraph in summary(briefing()):
        assert paragraph in slide_texts(glance)
    totals = table_rows(next(shape.table for shape in glance.shapes if shape.has_table))
    assert totals[-1] == ["Total", "8", "13–15", "7"]
    assert ["Battles", "1", "10–12", ""] in totals
    shown = next(shape for shape in picture.shapes if shape.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.PICTURE)
    assert shown._element.nvPicPr.cNvPr.get("descr").startswith("Map of 7 incidents: ")
    assert "Armed clash (1)" in slide_texts(picture), "the legend is text"
    assert "Sources: [1] Report 1" in slide_texts(picture)
    rows = table_rows(next(shape.table for shape in table.shapes if shape.has_table))
    assert [row[0] for row in rows[1:]] == [str(n) for n in range(1, 9)]
    assert rows[1] == [
        "1", "7 Nov 2021", "Armed clash. Killed: at least 12 [1], 10 [2]", "Mosul, Iraq (within 15 km)", "10–12", "",
        "90%", "[1] [2]",
    ]  # fmt: skip
    notes = table.notes_slide.notes_text_frame.text
    assert "[2] اشتباكات في الموصل, report-2.txt, published 8 November 2021 https://example.org/2" in notes
    assert "“Gunmen fired on a convoy.”" in notes
    links = {run.hyperlink.address for s in deck.slides for shape in s.shapes if shape.has_text_frame
             for paragraph in shape.text_frame.paragraphs for run in paragraph.runs}  # fmt: skip
    assert LINK in links


def test_slides_of_nothing_say_so(tmp_path: Path) -> None:
    (only,) = pptx.Presentation(str(write(tmp_path, ".pptx", [], reports_read=2))).slides
    assert "No incident was found: there is nothing to show on the map. 2 reports were read." in slide_texts(only)


def test_slides_of_many_incidents_stay_on_the_page(tmp_path: Path) -> None:
    deck = pptx.Presentation(str(write(tmp_path, ".pptx", many(300))))
    numbers = []
    for slide in list(deck.slides)[3:]:
        frame = next(shape for shape in slide.shapes if shape.has_table)
        assert frame.top + sum(row.height for row in frame.table.rows) < deck.slide_height - 32 * 12_700
        numbers += [int(row[0]) for row in table_rows(frame.table)[1:]]
        assert "60 more incidents are on the map" in slide_texts(slide)
    assert sorted(numbers) == list(range(1, 241)), "those that weigh most, each once"


def test_the_key_beside_a_slide_s_map_is_whole_where_it_lists_all_that_are_on_the_map(tmp_path: Path) -> None:
    deck = pptx.Presentation(str(write(tmp_path, ".pptx")))  # seven of eight could be placed
    texts = slide_texts(deck.slides[2]).splitlines()
    assert "Key" in texts
    assert not [text for text in texts if text.startswith("Key:")]


@pytest.mark.parametrize(("page", "inches"), [("a4", (11.69, 8.27)), ("letter", (11.0, 8.5)), ("16:9", (13.33, 7.5))])
def test_pages_of_slides(tmp_path: Path, page: str, inches: tuple[float, float]) -> None:
    deck = pptx.Presentation(str(write(tmp_path, ".pptx", page=page)))
    assert (deck.slide_width / 914_400, deck.slide_height / 914_400) == pytest.approx(inches, abs=0.01)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + 12_700
            assert shape.top + shape.height <= deck.slide_height + 12_700


def test_document(tmp_path: Path) -> None:
    document = docx.Document(str(write(tmp_path, ".docx")))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert paragraphs[0] == "Iraq, week 45"
    for paragraph in summary(briefing()):
        assert paragraph in paragraphs
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Caption") == 1
    assert styles.count("List Number") == 2, "sources are a numbered list"
    (table,) = document.tables
    rows = table_rows(table)
    assert rows[0] == ["No.", "Date", "Event", "Place", "Killed", "Injured", "Confidence", "Sources"]
    assert len(rows) == 9
    assert rows[1][4] == "10–12"
    assert rows[8][3] == "could not be placed" or any(row[3] == "could not be placed" for row in rows)
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr").startswith("Map of 7 incidents: ")
    assert shape.width <= document.sections[0].page_width - 2 * document.sections[0].left_margin
    targets = {relation.target_ref for relation in document.part.rels.values() if relation.is_external}
    assert targets == {LINK, "https://example.org/1", "https://example.org/2"}


def test_office_files_bear_no_clock(tmp_path: Path) -> None:
    for ending in (".pptx", ".docx"):
        with zipfile.ZipFile(write(tmp_path, ending)) as archive:
            assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert "2021-11-08T00:00:00Z" in archive.read("docProps/core.xml").decode()


def pdf_text(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_pdf_text_can_be_selected_and_its_fonts_are_inside(tmp_path: Path) -> None:
    path = write(tmp_path, ".pdf")
    text = " ".join(pdf_text(path).split())
    assert "Iraq, week 45" in text
    for paragraph in summary(briefing()):
        assert paragraph in text
    for words in ("10–12", "北京", "ירושלים", "Killed: at least 12 [1], 10 [2]", "could not be placed", "1 of 2"):
        assert words in text
    reader = pypdf.PdfReader(path)
    names = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            names.add(str(descriptor["/FontName"]).partition("+")[2])
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
    assert {name.partition("-")[0] for name in names} >= {
        "NotoSans",
        "NotoSansArabic",
        "NotoSansHebrew",
        "NotoSansCJKsc",
    }
    links = {
        str(note.get_object()["/A"]["/URI"])
        for page in reader.pages for note in page.get("/Annots", []) if "/URI" in note.get_object().get("/A", {})
    }  # fmt: skip
    assert LINK in links


@pytest.mark.parametrize(("page", "points"), [("a4", (595, 842)), ("letter", (612, 792)), ("16:9", (960, 540))])
def test_pages_of_pdf(tmp_path: Path, page: str, points: tuple[int, int]) -> None:
    box = pypdf.PdfReader(write(tmp_path, ".pdf", page=page)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == points


def test_every_incident_is_in_a_long_pdf(tmp_path: Path) -> None:
    text = pdf_text(write(tmp_path, ".pdf", many(300)))
    assert "300 incidents, told by 101 reports" in " ".join(text.split())
    assert "[101]" in text
    assert len(re.findall(r"\bPlace \d+, Iraq", " ".join(text.split()))) == 300


@pytest.mark.parametrize(("page", "size"), [(None, (2560, 1440)), ("a4", (2246, 1588)), ("letter", (2112, 1632))])
def test_png(tmp_path: Path, page: str | None, size: tuple[int, int]) -> None:
    with Image.open(write(tmp_path, ".png", page=page)) as image:
        assert image.size == pytest.approx(size, abs=4)
        colours = image.convert("RGB").getcolors(1 << 24)
    found = {colour for _, colour in colours}
    assert (0xD5, 0xE3, 0xEA) in found, "there is sea"
    assert (0xF6, 0xF4, 0xEE) in found, "there is land"
    assert len(found) > 500


def test_svg_is_xml_with_title_and_description(tmp_path: Path) -> None:
    root = etree.fromstring(write(tmp_path, ".svg").read_bytes())
    assert root.findtext("{*}title") == "Iraq, week 45"
    assert (root.findtext("{*}desc") or "").startswith("Map of 7 incidents")
    assert not root.findall(".//{*}script")


class Page(HTMLParser):
    """Collects tags, cells and pictures of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.images: list[dict[str, str | None]] = []
        self.cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        assert not [name for name in given if name.startswith("on")]
        if tag == "a":
            self.links.append(given["href"] or "")
        if tag == "img":
            self.images.append(given)
        if tag == "tr":
            self.rows.append([])
        self.cell = tag in {"td", "th"}
        if self.cell:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.cell = self.cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self.cell:
            self.rows[-1][-1] += data


def test_a_document_of_many_incidents_lists_the_weightiest_and_says_where_all_are(tmp_path: Path) -> None:
    rows = [incident(n, sources=(source(n, document=f"report-{n}.txt"),)) for n in range(1, 301)]
    document = docx.Document(str(write(tmp_path, ".docx", rows)))
    (table,) = document.tables
    assert len(table._tbl.tr_lst) == 241  # python-docx walks the whole table for each of its rows
    text = [paragraph.text for paragraph in document.paragraphs]
    said = next(line for line in text if line.startswith("The table shows"))
    assert "the 240 incidents that weigh most. 60 more are on the map" in said
    assert "The reports of the incidents in the table. 60 more reports tell of the others." in text
    listed = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "List Number"]
    assert len(listed) == 240
    few = "\n".join(paragraph.text for paragraph in docx.Document(str(write(tmp_path, ".docx"))).paragraphs)
    assert "weigh most" not in few
    assert "more reports" not in few


def test_html_for_a_mail(tmp_path: Path) -> None:
    text = write(tmp_path, ".html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert "script" not in page.tags
    assert "link" not in page.tags
    assert len(page.rows) == 9
    assert page.rows[1][4] == "10–12"
    (image,) = page.images
    assert (image["src"] or "").startswith("data:image/png;base64,")
    assert (image["alt"] or "").startswith("Map of 7 incidents")
    assert page.links[0] == LINK
    assert 'td:nth-child(5)::before{content:"Killed: "' in text, "on a phone, numbers stand with their headings"
    for paragraph in summary(briefing()):
        assert paragraph.replace("'", "&#x27;") in text


def test_markdown_and_its_picture(tmp_path: Path) -> None:
    path = write(tmp_path, ".md")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Iraq, week 45\n")
    assert "](<briefing-map.png>)" in text
    with Image.open(tmp_path / "briefing-map.png") as image:
        assert image.format == "PNG"
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == 10
    assert "| 10–12 |" in rows[2]
    assert "2. اشتباكات في الموصل" in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_hostile_text_stays_text(tmp_path: Path, ending: str) -> None:
    bad = incident(
        1, title=HOSTILE, place=place(HOSTILE), actors=(HOSTILE,), killed_text=HOSTILE,
        sources=(source(1, text=HOSTILE, title=HOSTILE, url="javascript:alert(1)", document=HOSTILE),),
    )  # fmt: skip
    path = write(tmp_path, ending, [bad], title=HOSTILE, map_link="javascript:alert(1)", selection=HOSTILE)
    if ending == ".html":
        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        assert "script" not in page.tags
        assert page.links == []
    elif ending == ".svg":
        assert not etree.fromstring(path.read_bytes()).findall(".//{*}script")
    elif ending == ".pdf":
        assert "<script>alert(1)</script>" in pdf_text(path)
    elif ending == ".md":
        assert "<script" not in path.read_text(encoding="utf-8").replace("\\<script", "")
        assert not re.search(r"(?<!\\)\]\(<?javascript", path.read_text(encoding="utf-8"))
    elif ending in {".pptx", ".docx"}:
        with zipfile.ZipFile(path) as archive:
            assert not [
                name for name in archive.namelist() if name.endswith(".rels") and b"javascript" in archive.read(name)
            ]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "incidents",
    [
        [incident(1, start="1815-06-18", end="1815-06-18")],
        [incident(1, place=None)],
        [incident(1, title="الموصل " * 2_000), incident(2, title="北" * 10_000, actors=("x" * 10_000,) * 50)],
        [incident(n, place=place(f"P{n}", lat, lon)) for n, (lat, lon) in enumerate([(89, 0), (-89, 180), (0, -180)])],
    ],
    ids=["before 1900", "unplaced", "long titles", "poles and date line"],
)
def test_odd_incidents_make_good_files(tmp_path: Path, ending: str, incidents: list[Any]) -> None:
    path = write(tmp_path, ending, incidents, title="long " * 2_000, page="letter")
    assert path.stat().st_size > 500


@pytest.mark.parametrize(("url", "safe"), [
    ("https://example.org/a", True), ("HTTP://example.org", True), ("javascript:alert(1)", False),
    ("data:text/html,x", False), ("file:///etc/passwd", False), ("https://a b", False), (None, False),
])  # fmt: skip
def test_only_addresses_of_the_web_become_links(url: str | None, safe: bool) -> None:  # noqa: FBT001 - an expected value
    assert (web_address(url) is not None) is safe


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. *a* | <b> [c](d) # e", r"1\. \*a\* \| \<b\> \[c\](d) \# e"),
        ("- no list", r"\- no list"),
        ("7 killed", "7 killed"),
    ],
)
def test_plain_text_is_not_markdown(text: str, written: str) -> None:
    assert plain(text) == written


def test_unknown_endings_pages_and_languages_are_named(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match=r"'a\.doc'.*\.pptx, \.docx, \.pdf"):
        check_target(tmp_path / "a.doc")
    with pytest.raises(BriefingError, match=r"'a5'.*a4, letter, 16:9"):
        check_target("a.pdf", "a5")
    with pytest.raises(BriefingError, match="'xx': choose from en"):
        check_target("a.pdf", None, "xx")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot write"):
        write(tmp_path / "file", ".svg", [])


@pytest.mark.parametrize(
    ("ending", "module"), [(".pptx", "pptx"), (".docx", "docx"), (".png", "typst"), (".svg", "uharfbuzz")]
)
def test_a_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch, ending: str, module: str) -> None:
    import sys

    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"geomap\[briefings\]"):
        check_target(f"briefing{ending}")


def test_pictures_in_office_files_are_sharp_enough(tmp_path: Path) -> None:
    with zipfile.ZipFile(write(tmp_path, ".pptx")) as archive:
        (name,) = [part for part in archive.namelist() if part.startswith("ppt/media/")]
        with Image.open(io.BytesIO(archive.read(name))) as image:
            assert image.width > 1_500
