"""Make the README's pictures of reports and of the ledger: `python scripts/report_pictures.py`.

Needs Chromium, LibreOffice and pdftoppm, and fonts for Chinese; so unlike `pictures.py` it is run by hand, and nothing
checks that its pictures are current.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
PLAN = ROOT / "examples" / "2020.toml"
WINDOW = (860, 985)
#: How documents become pictures: resolution, colour, and for the ledger the part of the page.
PAGE = ("-r", "72", "-gray")
LEDGER = ("-r", "130", "-x", "48", "-y", "50", "-W", "1424", "-H", "620")
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run")


def main() -> None:
    """Write a picture of the report as a page and as a document, of the brief and of the ledger, in each language."""
    report, whole = ("summary", "--as-of", "2020-12-31"), ("export", "-p", "5", "--as-of", "2020-12-05")
    with tempfile.TemporaryDirectory() as folder:
        for language in ("zh", "en"):
            page = written(Path(folder) / f"{language}.html", language, *report)
            photograph(page, FOLDER / f"summary-html.{language}.png")
            document = written(Path(folder) / f"{language}.docx", language, *report)
            first_page(document, FOLDER / f"summary-docx.{language}.png", *PAGE)
            brief = written(Path(folder) / f"brief-{language}.docx", language, *report, "--brief")
            first_page(brief, FOLDER / f"brief-docx.{language}.png", *PAGE)
            ledger = written(Path(folder) / f"{language}.xlsx", language, *whole)
            first_page(ledger, FOLDER / f"ledger.{language}.png", *LEDGER)


def written(path: Path, language: str, *arguments: str) -> Path:
    """Let planctl write something about the sample year to ``path``."""
    command = [sys.executable, "-m", "planctl", "--plan", str(PLAN), "--lang", language, *arguments, "-o", str(path)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a fixed command
    return path


def photograph(page: Path, picture: Path) -> None:
    """Let Chromium draw the top of ``page`` as a PNG."""
    size = f"--window-size={WINDOW[0]},{WINDOW[1]}"
    command = [*CHROMIUM, f"--user-data-dir={page.parent}/profile", size, f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a fixed command


def first_page(document: Path, picture: Path, *options: str) -> None:
    """Let LibreOffice set ``document``, and keep its first page as a PNG."""
    folder = document.parent
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    convert = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(document)]
    subprocess.run(convert, check=True, capture_output=True)  # noqa: S603 - a fixed command
    pages = ["pdftoppm", "-l", "1", "-singlefile", "-png", *options]
    target = [str(document.with_suffix(".pdf")), str(picture.with_suffix(""))]
    subprocess.run([*pages, *target], check=True)  # noqa: S603 - a fixed command


if __name__ == "__main__":
    main()
