"""Make the README's pictures of the summary: `python scripts/report_pictures.py`.

Needs Chromium, LibreOffice and pdftoppm, and fonts for Chinese; so unlike `pictures.py` it is run by hand, and nothing
checks that its pictures are current.
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import date
from pathlib import Path

from planctl.blocks import BarChart, LineChart, Table
from planctl.plan.units import with_canonical_units
from planctl.report import ReportFormat, render, summarise, write_document
from planctl.report.to_html import render as to_html
from planctl.report.wording.document import Document
from planctl.store import planfile
from planctl.words.i18n import Translator

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
WINDOW = (860, 985)
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run")


def main() -> None:
    """Write ``summary-html.<language>.png`` and ``summary-docx.<language>.png``."""
    plan = with_canonical_units(planfile.load(ROOT / "examples" / "2020.toml").plan)
    summary = summarise(plan, date(2020, 12, 31))
    with tempfile.TemporaryDirectory() as folder:
        for language in ("zh", "en"):
            words = Translator(language)
            page = Path(folder) / f"{language}.html"
            page.write_text(to_html(excerpt(write_document(summary, words))), encoding="utf-8")
            photograph(page, FOLDER / f"summary-html.{language}.png")
            document = Path(folder) / f"{language}.docx"
            document.write_bytes(bytes(render(ReportFormat.WORD, summary, words, ids=False)))  # type: ignore[arg-type] # docx is bytes
            first_page(document, FOLDER / f"summary-docx.{language}.png")


def excerpt(document: Document) -> Document:
    """Return the charts and the first table of ``document``, which fit one screen."""
    charts = [block for block in document.blocks if isinstance(block, (BarChart, LineChart))]
    table = next(block for block in document.blocks if isinstance(block, Table))
    return Document(document.title, document.subtitle, document.language, (*charts, table))


def photograph(page: Path, picture: Path) -> None:
    """Let Chromium draw ``page`` as a PNG."""
    size = f"--window-size={WINDOW[0]},{WINDOW[1]}"
    command = [*CHROMIUM, f"--user-data-dir={page.parent}/profile", size, f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a fixed command


def first_page(document: Path, picture: Path) -> None:
    """Let LibreOffice set ``document``, and keep its first page as a PNG."""
    folder = document.parent
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(document)]
    subprocess.run(convert, check=True, capture_output=True)  # noqa: S603 - a fixed command
    pages = ["pdftoppm", "-r", "72", "-l", "1", "-singlefile", "-gray", "-png"]
    target = [str(document.with_suffix(".pdf")), str(picture.with_suffix(""))]
    subprocess.run([*pages, *target], check=True)  # noqa: S603 - a fixed command


if __name__ == "__main__":
    main()
