"""What `history --statistics` prints and writes: the burden of alarms over a period, of real sessions alone."""

from collections.abc import Iterator
from pathlib import Path

from drivers.observations import Provenance
from monitor.app.export import zone_at
from monitor.app.history import SessionQuery
from monitor.app.readable_record import readable_record
from monitor.app.record_office import OfficeError
from monitor.app.whole_file import write_whole
from monitor.port.review_port import StatisticsView
from monitor.review.statistics import statistics
from monitor.review.statistics_table import as_csv, rows, whole
from monitor.storage import Records, SessionFilter, StorageError
from monitor.storage.review_lists import ReviewLists

_SECONDS_PER_MINUTE = 60


def statistics_lines(
    source: str, query: SessionQuery, *, csv_file: Path | None, data_dir: Path | None
) -> Iterator[dict[str, object]]:
    """One line for the whole, then one for each rule, place, device, hour and number of the infusion.

    Hours are those of this computer's zone at the newest session. With `csv_file` the same also goes to that new file.

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
    if csv_file is not None:
        _write(csv_file, view)
    yield {"statistics": whole(view)}
    yield from rows(view)


def _write(path: Path, view: StatisticsView) -> None:
    try:
        write_whole(path, as_csv(view))
    except OSError as error:
        raise OfficeError(f"{path}: {error.strerror or error}") from error


def _offset_min(records: Records) -> int:
    newest = records.sessions(SessionFilter(provenance=Provenance.REAL), limit=1)
    if not newest:
        return 0
    offset = zone_at(newest[0].admitted_utc_ms).utcoffset(None)
    return 0 if offset is None else round(offset.total_seconds() / _SECONDS_PER_MINUTE)
