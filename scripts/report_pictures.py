"""Make the README's pictures of reports: `python scripts/report_pictures.py`.

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
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run")


def main() -> None:
    """Write a picture of the report as a page and as a document, and of the brief, in each language."""
    with tempfile.TemporaryDirectory() as folder:
        for language in ("zh", "en"):
            page = report(Path(folder) / f"{language}.html", language)
            photograph(page, FOLDER / f"summary-html.{language}.png")
            document = report(Path(folder) / f"{language}.docx", language)
            first_page(document, FOLDER / f"summary-docx.{language}.png")
            brief = report(Path(folder) / f"brief-{language}.docx", language, "--brief")
            first_page(brief, FOLDER / f"brief-docx.{language}.png")


def report(path: Path, language: str, *options: str) -> Path:
    """Let planctl write the report on the sample year to ``path``."""
    command = [sys.executable, "-m", "planctl", "--plan", str(PLAN), "--lang", language, "summary", "--as-of", "2020-12-31"]
    subprocess.run([*command, "-o", str(path), *options], check=True, capture_output=True)  # noqa: S603 - a fixed command
    return path


def photograph(page: Path, picture: Path) -> None:
    """Let Chromium draw the top of ``page`` as a PNG."""
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
