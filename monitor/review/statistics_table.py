"""The burden of alarms as one table: the rows that `history --statistics` prints and that every file of it holds."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from monitor.port.review_port import StatisticsRow, StatisticsView

WHOLE = "whole"  # what the first row is counted by: everything together
COLUMNS = (
    "by", "name", "count", "per_hour", "high", "medium", "low", "artefact_share", "sessions", "median_mmhg",
    "highest_mmhg", "session_hours", "marked", "silence_median_s", "silence_p90_s",
)  # fmt: skip
Row = dict[str, object]


def whole(view: StatisticsView) -> Row:
    """The figures of the whole period; hours are those of sessions, silences seconds from raised to silenced."""
    return {
        "sessions": view.sessions,
        "session_hours": round(view.session_hours, 3),
        "alarms": view.alarms,
        "alarms_per_session_hour": round(view.alarms / view.session_hours, 3) if view.session_hours else None,
        "marked": view.marked,
        "artefact_share": view.artefact_share,
        "silence_median_s": view.silence_median_s,
        "silence_p90_s": view.silence_p90_s,
    }


def rows(view: StatisticsView) -> Iterator[Row]:
    """One row for each rule, place, device, hour of the day and number of the infusion."""
    groups: Mapping[str, Sequence[StatisticsRow]] = {
        "rule": view.by_rule,
        "place": view.by_place,
        "device": view.by_device,
        "hour": view.by_hour,
    }
    for by, group in groups.items():
        yield from ({"by": by, **asdict(row)} for row in group)
    for rise in view.rises:
        yield {
            "by": "infusion",
            "name": str(rise.infusion),
            "sessions": rise.sessions,
            "median_mmhg": rise.median,
            "highest_mmhg": rise.highest,
        }


def as_csv(view: StatisticsView) -> str:
    """The whole first, then the rows; an empty cell is a figure that there is not."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    figures = whole(view)
    first = {"count": figures.pop("alarms"), "per_hour": figures.pop("alarms_per_session_hour"), **figures}
    writer.writerow({"by": WHOLE, "name": "", **first})
    writer.writerows(rows(view))
    return text.getvalue()
