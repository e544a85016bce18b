"""Writes the database that later releases must go on reading: run once for each new revision, before it is released.

`python tests/storage/write_old_database.py` adds `databases/vREVISION.sqlite3`, which today's program wrote.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[0] / "support"), str(HERE)]

from storage_days import open_day, write_day  # noqa: E402 - after the search path

from monitor.storage import schema  # noqa: E402 - as above

SECONDS = 250  # the patient is in the chair: a room that was running when the update came


def main() -> None:
    target = HERE / "databases" / f"v{schema.head_revision()}.sqlite3"
    if target.exists():
        sys.exit(f"{target.name} is there already: a released database is never written again")
    target.parent.mkdir(exist_ok=True)
    journal = open_day(target)
    write_day(journal, until_s=SECONDS)
    journal.close()
    target.with_name(target.name + ".lock").unlink()


if __name__ == "__main__":
    main()
