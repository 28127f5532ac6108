"""A document as a Word file: headings, paragraphs and tables on the page of an official document.

Charts are not drawn: the tables have the numbers of the bars, and lines through the year become a small table. Wide
tables stand on sheets turned sideways. Importing this module fails without python-docx.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from docx.oxml.ns import qn

from planctl.blocks import Bar, BarChart, Blank, Cell, Column, Fields, Heading, LineChart, Paragraph, Sentence, Table, Tone
from planctl.cells import safe
from planctl.report.official_page import element, empty, to_bytes, turn
from planctl.report.sheets import sheets
from planctl.report.word_styles import BODY, HEADINGS, PLACE, QUIET, SUBTITLE, TITLE
from planctl.report.word_table import word_table
