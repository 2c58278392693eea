"""Records to look at, as Markdown: findings past a year, agreements that end, unconfirmed ranks.

`python scripts/due.py [DATE]`. Prints nothing when nothing is due.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from catalog import compile as compiler
from catalog import stamp
from catalog.views import quality

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print the list."""
    today = sys.argv[1] if len(sys.argv) > 1 else dt.datetime.now(tz=dt.UTC).date().isoformat()
    checked = compiler.check(stamp.read(ROOT), today)
    rows = quality.due(compiler.context(checked, today))
    if rows:
        print(f"Per {today} bør disse ses på:\n")
        for row in rows:
            print(f"- {row.day}: {row.text} (`{row.path}`)")


if __name__ == "__main__":
    main()
