from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents.document import BlockKind, Document
from geomap.documents.parse import parse_document

STORY = """Bridge blast cuts road to Velmora

By Ada Quill in Port Sarn
Published March 3, 2019 4:10 p.m. EST

PORT SARN, Orvania (NWA) — A bomb destroyed the northern bridge of Port Sarn on Sunday, the army said.

Advertisement

Read more: Eight dead as ferry sinks off Cape Dorn

Click to play video: 'Ferry sinks off Cape Dorn'
Ferry sinks off Cape Dorn

Engineers said the road would stay closed for a week. "Nobody was on the bridge," a colonel said.

Related stories

Storm kills two in Lower Sarn
Ministers meet over border tax

The river is the border between the two regions.

A soldier guards the bridge, March 3, 2019. (NWA Photo/Jon Reed)

NWA writers Bo Lind in Velmora and Cy Dahl in Geneva contributed to this report.

Sign up for our morning newsletter
Share this article
12 comments
© 2019 News Wire Agency. All rights reserved.
"""


def cut(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks_of(kind)]


def test_every_kind_of_line_of_a_page_is_told_apart() -> None:
    document = parse_document(STORY, id="story")
    assert cut(document, BlockKind.TITLE) == ["Bridge blast cuts road to Velmora"]
    assert cut(document, BlockKind.DATELINE) == ["PORT SARN, Orvania (NWA) —"]
    assert cut(document, BlockKind.METADATA) == ["Published March 3, 2019 4:10 p.m. EST"]
    assert cut(document, BlockKind.CREDIT) == [
        "By Ada Quill in Port Sarn",
        "NWA writers Bo Lind in Velmora and Cy Dahl in Geneva contributed to this report.",
        "© 2019 News Wire Agency. All rights reserved.",
    ]
    assert [line[:20] for line in cut(document, BlockKind.BODY)] == [
        "A bomb destroyed the",
        "Engineers said the r",
        "The river is the bor",
    ]
    assert "Storm kills two in Lower Sarn" in cut(document, BlockKind.FURNITURE)
    assert "Ferry sinks off Cape Dorn" in cut(document, BlockKind.FURNITURE)
    assert str(document.published) == "2019-03-03"


@pytest.mark.parametrize(
    "line",
    [
        "Story continues below advertisement",
        "ADVERTISEMENT",
        "Article continues after this ad",
        "READ MORE: Army retakes the port",
        "**Read more:** [Army retakes the port](https://example.org/a)",
        "WATCH | Army retakes the port",
        "Also read: Army retakes the port",
        "Related article: Army retakes the port",
        "Click here to watch the full video: Army retakes the port",
        "Sponsored content",
        "Follow us on Twitter and Facebook",
        "Follow @newswire on Instagram",
        "Subscribe to our newsletter for the top stories of the day",
        "Get the latest news delivered to your inbox every morning",
        "Download our app for breaking news",
        "Share this",
        "Facebook Twitter WhatsApp Email",
        "14 Comments",
        "3 min read",
        "Photo: Jon Reed/Getty Images",
        "A man sweeps glass in front of his shop. File photo",
        "Soldiers on the road to the port (Reuters/Jon Reed)",
        "Image caption, The port seen from the north",
        "Image source, Getty Images",
        "We use cookies to give you the best experience on our website.",
        "By continuing to use this site you agree to our use of cookies.",
        "Lire aussi : L'armée reprend le port",
        "* * *",
        "Most read in World",
        "You have 2 free articles left this month",
    ],
)
def test_furniture(line: str) -> None:
    assert _kind_between_paragraphs(line) is BlockKind.FURNITURE


@pytest.mark.parametrize(
    "line",
    [
        "Associated Press writers Ann Poe in Vienna and Bo Lind in Beirut contributed.",
        "Ann Poe contributed reporting from Istanbul, and Bo Lind from Baghdad.",
        "Reporting by Ann Poe in Cairo; Editing by Bo Lind",
        "(Additional reporting by Ann Poe in Amman)",
        "By Ann Poe in Cairo",
        "BY ANN POE AND BO LIND",
        "By Ann Poe, Associated Press",
        "Ann Poe reported from Nairobi.",
        "Ann Poe and Bo Lind reported from Nairobi, and Cy Dahl from Goma.",
        "Poe reported from Nairobi.",
        "With files from The Canadian Press",
        "(With inputs from agencies)",
        "© 2018 Cable News",
        "Copyright 2018 The Associated Press. All rights reserved.",
        "(This story was corrected to fix the spelling of the general's name)",
        "This article was amended on 3 May 2019 to add a reply.",
        "Editor's note: A place name in this report has been changed.",
        "Our correspondent in Goma",
        "Source: Reuters",
        "Ann Poe is a reporter based in Nairobi.",
        "Staff report",
    ],
)
def test_credits(line: str) -> None:
    assert _kind_between_paragraphs(line) is BlockKind.CREDIT


@pytest.mark.parametrize(
    "line",
    [
        "By Friday, the rebels had taken the bridge and the two villages beyond it.",
        "By nightfall the square was empty.",
        "Residents reported from the area that shelling went on.",
        "Fighting was reported from Velmora.",
        "Related attacks killed nine people last year, police said.",
        "Share prices fell after the blast.",
        "The photo, released by the army, shows the bridge.",
        "Our correspondent in Goma saw four bodies on the road.",
        "More than 30 people were arrested.",
        "More — much more — is needed, the minister said.",
        "Watching from the hill, she saw the rockets fall on the camp.",
        "Volunteers contributed food and blankets.",
        "Source of the fire was a faulty heater, firefighters said.",
        "Download speeds fell to nothing when the cable was cut.",
        "Follow-up strikes hit the depot.",
        "Comments by the minister set off the riot.",
        "Copycat attacks followed in two towns.",
        "The villages hit",
        "Two soldiers died",
        "Video of the strike showed two cars burning, the ministry said.",
    ],
)
def test_text_of_the_report_is_never_thrown_away(line: str) -> None:
    assert _kind_between_paragraphs(line) is BlockKind.BODY


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("BAGHDAD (AP) — Troops moved in.", "BAGHDAD (AP) —"),
        ("GENEVA, 12 March (Agency) – Talks began.", "GENEVA, 12 March (Agency) –"),
        ("   SARN CITY, 4 FEB 90 (NWA-EFE) -- [TEXT] THE ARMY DENIED IT.", "SARN CITY, 4 FEB 90 (NWA-EFE) -- [TEXT]"),
        ("Baghdad, Iraq (CNN) -- A bomb went off.", "Baghdad, Iraq (CNN) --"),
        ("LONDON — Police said so.", "LONDON —"),
        ("**LONDON (AP)** — Police said so.", "**LONDON (AP)** —"),
        ("MOSCOW, January 5. /TASS/. The ministry said so.", "MOSCOW, January 5. /TASS/."),
        ("New Delhi: The court heard him.", "New Delhi:"),
        ("ST. LOUIS – Police said so.", "ST. LOUIS –"),
        ("(CNN) — Rain fell.", "(CNN) —"),
        ("CAMP SARN, Wash. - Lt. Col. Poe spoke.", "CAMP SARN, Wash. -"),
    ],
)
def test_datelines(text: str, dateline: str) -> None:
    document = parse_document(text)
    assert cut(document, BlockKind.DATELINE) == [dateline]
    assert cut(document, BlockKind.BODY) == [text.strip()[len(dateline) :].strip()]


@pytest.mark.parametrize(
    "text",
    [
        "Police: Gunman's wife worked at the home.",
        "Al-Sarni – who was unhurt – spoke later.",
        "The attack - The worst in years - killed nine.",
        "NOTICE: The office is closed.",
        "April 14: The council meets.",
        "Sarn; Velmora; and Dorn were hit.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert not cut(parse_document(text), BlockKind.DATELINE)


def test_a_headline_and_byline_glued_to_the_text_are_cut_off() -> None:
    document = parse_document("Home hit by fire a second time. SARNVILLE -- Firefighters seek the cause.")
    assert document.title == "Home hit by fire a second time."
    assert cut(document, BlockKind.DATELINE) == ["SARNVILLE --"]
    document = parse_document("Fire at mill. By Ann Poe. BOSTON (Reuters) - A mill burned.", title="Fire at mill")
    assert cut(document, BlockKind.TITLE) == ["Fire at mill."]
    assert cut(document, BlockKind.CREDIT) == ["By Ann Poe."]
    assert cut(document, BlockKind.DATELINE) == ["BOSTON (Reuters) -"]
    assert cut(document, BlockKind.BODY) == ["A mill burned."]


def test_phrases_of_the_page_inside_running_text_are_cut_out() -> None:
    text = "The bridge fell. Story continues below advertisement Two died. Reporting by Ann Poe; Editing by Bo Lind"
    document = parse_document(text)
    assert cut(document, BlockKind.BODY) == ["The bridge fell.", "Two died."]
    assert cut(document, BlockKind.CREDIT) == ["Reporting by Ann Poe; Editing by Bo Lind"]


def test_hard_wrapped_text_makes_whole_paragraphs() -> None:
    text = "   SARN, 4 FEB 90 (NWA) -- [TEXT] THE ARMY DENIED TODAY THAT\n"
    text += "REBELS HAD ATTACKED THE FARM OF THE GOVERNOR.\n\n   IT SAID NOTHING ELSE."
    assert cut(parse_document(text), BlockKind.BODY) == [
        "THE ARMY DENIED TODAY THAT\nREBELS HAD ATTACKED THE FARM OF THE GOVERNOR.",
        "IT SAID NOTHING ELSE.",
    ]


def test_single_line_breaks_part_paragraphs_otherwise() -> None:
    text = "Floods hit Sarn\nThe river rose by two metres and more than forty families left their homes in the night.\n"
    text += "Schools are closed in the whole valley until the water goes down, and the army has brought two boats."
    document = parse_document(text)
    assert document.title == "Floods hit Sarn"
    assert len(cut(document, BlockKind.BODY)) == 2


def test_the_articles_furniture() -> None:
    path = Path(__file__).parents[3] / "shared" / "seeds" / "000_045f93cc92c6e1e4.txt"
    if not path.exists():
        pytest.skip("the article is not here")
    document = parse_document(path.read_text("utf-8"))
    furniture = " ".join(cut(document, BlockKind.FURNITURE))
    body = " ".join(cut(document, BlockKind.BODY))
    assert document.title is not None
    assert document.title.startswith("Iraq’s prime minister unharmed")
    assert str(document.published) == "2021-11-07"
    for caption in (
        "35 dead after suicide attack",
        "Rocket attack on military base",
        "airstrikes against",
        "Sponsored",
    ):
        assert caption in furniture
        assert caption not in body
    assert len(cut(document, BlockKind.BODY)) == 30
    assert [credit[:24] for credit in cut(document, BlockKind.CREDIT)] == ["Associated Press writers"]


LINES = st.sampled_from([*STORY.splitlines(), "---", "title: a", "# A", "\t", "BAGHDAD (AP) —", "Read more:", "…"])


@given(
    st.one_of(st.text(), st.lists(LINES, max_size=12).map("\n".join), st.lists(st.text(max_size=30)).map("\r\n".join))
)
def test_blocks_are_in_order_disjoint_and_cover_the_text(text: str) -> None:
    document = parse_document(text)
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(document.text)
        assert not document.text[at : block.start].strip()
        stretch = document.text[block.start : block.end]
        assert stretch == stretch.strip()
        at = block.end
    assert not document.text[at:].strip()
    assert len(document.text) == len(text)


def _kind_between_paragraphs(line: str) -> BlockKind:
    text = f"A blast on the bridge\n\nA bomb went off on Sunday.\n\n{line}\n\nNobody was hurt by it."
    document = parse_document(text)
    at = text.index(line)
    return next(block.kind for block in document.blocks if block.start >= at)
