"""LibreOffice Calc, run without a window: what offices do to the workbooks that they are sent."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: A module of macros, as a profile keeps it.
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}
</script:module>
"""


class Calc:
    """One installation with a profile of its own in ``folder``; a test is skipped where there is none."""

    def __init__(self, folder: Path) -> None:
        """Make the profile, which is overwritten by what comes with the program when it is used first."""
        self.folder = folder
        if shutil.which("soffice") is None:
            pytest.skip("LibreOffice is not installed")
        self._run("--terminate_after_init")

    def converted(self, content: bytes, ending: str) -> bytes:
        """Return a workbook as it is after it was opened and saved in the format of ``ending``."""
        (self.folder / "before.xlsx").write_bytes(content)
        self._run("--convert-to", ending, "--outdir", "after", "before.xlsx")
        return self._made(f"before.{ending}")

    def typed(self, content: bytes, cells: Mapping[str, str]) -> bytes:
        """Return a workbook into whose first sheet somebody typed what stands in ``cells``, by address, and saved it.

        What is locked stays as it is, as it does for people.
        """
        (self.folder / "before.xlsx").write_bytes(content)
        (self.folder / "after").mkdir(exist_ok=True)
        before, after = ((self.folder / name).as_uri() for name in ("before.xlsx", "after/before.xlsx"))
        quoted = ((address, text.replace('"', '""')) for address, text in cells.items())
        lines = (
            "Sub Fill",
            "Dim how(0) As New com.sun.star.beans.PropertyValue",
            'how(0).Name = "Hidden": how(0).Value = True',
            f'book = StarDesktop.loadComponentFromURL("{before}", "_blank", 0, how)',
            *(f'book.Sheets.getByIndex(0).getCellRangeByName("{at}").FormulaLocal = "{text}"' for at, text in quoted),
            'how(0).Name = "FilterName": how(0).Value = "Calc MS Excel 2007 XML"',
            f'book.storeAsURL("{after}", how)',
            "book.close(True)",
            "End Sub",
        )
        macros = self.folder / "profile/user/basic/Standard/Module1.xba"
        macros.write_text(MODULE.format(escape("\n".join(lines))), encoding="utf-8")
        self._run("macro:///Standard.Module1.Fill")
        return self._made("before.xlsx")

    def _run(self, *arguments: str) -> None:
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        line = ["soffice", "--headless", profile, *arguments]
        subprocess.run(line, cwd=self.folder, check=True, capture_output=True, timeout=120)

    def _made(self, name: str) -> bytes:
        made = self.folder / "after" / name
        if not made.exists():
            pytest.skip("LibreOffice is installed without Calc")
        content = made.read_bytes()
        made.unlink()
        return content
