"""Draw the pictures of the README from the real program: `python scripts/pictures.py` (`--check` only compares)."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from planctl.plan import counts, progress, query, replay, units
from planctl.screen import people, tables, views
from planctl.store import planfile
from planctl.words.i18n import Translator

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
DAY = date(2020, 12, 5)
WIDTH, HEIGHT = 92, 40


def pictures() -> dict[str, str]:
    """Return every picture as SVG by its file name."""
    stored = planfile.load(ROOT / "examples" / "2020.toml").plan
    plan = units.with_canonical_units(replay.plan_on(stored, DAY))
    rows = progress.standings(plan, DAY)
    listed = query.select(rows, query.Filter(groups=("5",)))
    answers: dict[str, tuple[str, views.View]] = {
        "overview": ("planctl", views.overview(plan, DAY)),
        "list": ("planctl list -p 5", views.TaskList(plan, DAY, tuple(listed), by_group=True)),
        "progress": ("planctl progress --by lead", views.progress_report(plan, DAY, rows, counts.By.LEAD)),
    }
    found = {}
    for language in ("zh", "en"):
        words = Translator(language)
        for name, (title, view) in answers.items():
            blocks = people.compose(view, words, WIDTH, HEIGHT)
            found[f"{name}.{language}.svg"] = tables.record(blocks, width=WIDTH, title=title)
    return found


def main() -> int:
    """Write the pictures, or with ``--check`` say which of them are out of date; return the exit code."""
    stale = []
    for name, picture in pictures().items():
        path = FOLDER / name
        if not path.exists() or path.read_text(encoding="utf-8") != picture:
            stale.append(name)
            if "--check" not in sys.argv:
                FOLDER.mkdir(parents=True, exist_ok=True)
                path.write_text(picture, encoding="utf-8")
    print("\n".join(stale), end="\n" if stale else "")
    return int(bool(stale)) if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
