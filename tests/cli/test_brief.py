"""`geomap brief`: what it writes, what it says, and how it ends."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import docx
import pytest

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """---
title: Market bombing
published: 2020-05-12
---
MOSUL, Iraq — A car bomb killed at least 12 people at a market in Mosul on Monday, police said.
"""


def geomap(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from geomap.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, text=True)  # noqa: S603 - our own command


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def paragraphs(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_a_report_becomes_a_document(report: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "brief.docx"
    run = geomap(
        "brief", report, "-o", target, "--title", "Mosul", "--main-only", "--map-link", "https://example.org/m"
    )
    assert run.returncode == 0, run.stderr
    assert "1 incident, 0 of them without a place" in run.stderr
    text = paragraphs(target)
    assert text.startswith("Mosul\n11 May 2020 · 1 incident · 1 report")
    assert "Selected were incidents that their report is mainly about." in text
    assert "Reported killed: 12, in 1 incident." in text
    assert "Market bombing" in text


def test_filters_that_keep_nothing_make_a_page_that_says_so(report: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.docx"
    run = geomap("brief", report, "-o", target, "--type", "protests", "--since", "2021", "-q")
    assert (run.returncode, run.stderr) == (0, "")
    text = paragraphs(target)
    assert "No incident was found: there is nothing to show on the map. 1 report was read." in text
    assert "Selected were incidents of the type protests; since 2021." in text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("-o", "brief.doc"), "its ending must be one of .pptx, .docx, .pdf, .png, .svg, .md, .html"),
        (("-o", "brief.pdf", "--page", "a5"), "choose from a4, letter, 16:9"),
        (("-o", "brief.pdf", "--language", "xx"), "choose from en"),
    ],
)
def test_wrong_use_ends_before_anything_is_read(report: Path, options: tuple[str, ...], words: str) -> None:
    run = geomap("brief", report, *options)
    assert run.returncode == 2
    assert words in run.stderr
    assert "Traceback" not in run.stderr


def test_a_place_that_cannot_be_written(report: Path) -> None:
    run = geomap("brief", report, "-o", report / "brief.svg")
    assert run.returncode == 1
    assert "cannot write" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_filters_stand_in_the_summary_in_words(report: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.docx"
    options = ["--near", "Mosul", "--type", "explosions,battles", "--min-confidence", "0.1", "--since", "2020"]
    assert geomap("brief", report, "-o", target, *options).returncode == 0
    said = (
        "Selected were incidents of the type explosions, battles; since 2020; at most 50km from Mosul; "
        "with a confidence of 10% or more."
    )
    assert said in paragraphs(target)
