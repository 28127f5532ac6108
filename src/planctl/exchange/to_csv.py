"""A plan as a CSV file that Excel opens as UTF-8: the records of ``planctl.exchange.records``."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from planctl.exchange import records

if TYPE_CHECKING:
    from planctl.exchange.extract import Extract
    from planctl.words.i18n import Translator


def render(extract: Extract, t: Translator) -> bytes:
    """Return the file, with a byte order mark and lines that end as RFC 4180 has it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(records.header(t))
    writer.writerows(records.rows(extract.plan, t))
    return file.getvalue().encode("utf-8-sig")
