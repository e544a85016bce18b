"""What `history --statistics` prints and writes: the burden of alarms over a period, of real sessions alone."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from drivers.observations import Provenance
from monitor.app.export import zone_at
from monitor.app.history import SessionQuery
from monitor.app.readable_record import readable_record
from monitor.app.record_office import OfficeError
from monitor.port.review_port import StatisticsRow, StatisticsView
from monitor.review.statistics import statistics
from monitor.storage import Records, SessionFilter, StorageError
from monitor.storage.review_lists import ReviewLists

CSV_COLUMNS = (
    "by", "name", "count", "per_hour", "high", "medium", "low", "artefact_share", "sessions", "median_mmhg",
    "highest_mmhg",
)  # fmt: skip
_SECONDS_PER_MINUTE = 60


def statistics_lines(
    source: str, query: SessionQuery, *, csv_file: Path | None, data_dir: Path | None
) -> Iterator[dict[str, object]]:
    """One line for the whole, then one for each rule, place, device, hour and number of the infusion.

    Hours are those of this computer's zone at the newest session. With `csv_file` the rows also go there.

    Raises:
        OfficeError: the record cannot be read, or the file cannot be written.

    """
    which = query.filter()
    store = readable_record(source, data_dir=data_dir).store
    records = Records(store)
    try:
        view = statistics(
            records,
            ReviewLists(store),
            from_utc_ms=which.from_utc_ms,
            to_utc_ms=which.to_utc_ms,
            utc_offset_min=_offset_min(records),
            title_of=lambda place_id: place_id,
        )
    except StorageError as error:
        raise OfficeError(str(error)) from error
    rows = list(_rows(view))
    if csv_file is not None:
        _write(csv_file, rows)
    yield {"statistics": _whole(view)}
    yield from rows


def _offset_min(records: Records) -> int:
    newest = records.sessions(SessionFilter(provenance=Provenance.REAL), limit=1)
    if not newest:
        return 0
    offset = zone_at(newest[0].admitted_utc_ms).utcoffset(None)
    return 0 if offset is None else round(offset.total_seconds() / _SECONDS_PER_MINUTE)


def _whole(view: StatisticsView) -> dict[str, object]:
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


def _rows(view: StatisticsView) -> Iterator[dict[str, object]]:
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


def _write(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, CSV_COLUMNS, restval="")
            writer.writeheader()
            writer.writerows(rows)
    except OSError as error:
        raise OfficeError(f"{path}: {error.strerror or error}") from error
