"""What `history` prints: sessions of a record, and the alarms of one. Reads only, in short transactions."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from drivers.observations import Provenance
from monitor.app.readable_record import readable_record
from monitor.app.record_office import OfficeError
from monitor.reports.csv_times import iso
from monitor.review.account_reader import AccountReader
from monitor.review.alarm_rows import AlarmRow, Answer
from monitor.review.sessions import PAGE, SessionRow, session_rows
from monitor.storage import Records, SessionFilter, StorageError


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionQuery:
    """Which sessions; None means any. Days are of the admission in UTC, the last one exclusive."""

    first_day: date | None = None
    end_day: date | None = None
    place: str | None = None
    label: str | None = None
    clinic_id: str | None = None
    text: str | None = None
    provenance: str | None = None
    limit: int | None = None

    def filter(self) -> SessionFilter:
        """Say the same to the record; raises OfficeError for a provenance that there is not."""
        return SessionFilter(
            from_utc_ms=_utc_ms(self.first_day),
            to_utc_ms=_utc_ms(self.end_day),
            place_id=self.place,
            label=self.label,
            clinic_id=self.clinic_id,
            text=self.text,
            provenance=None if self.provenance is None else _provenance(self.provenance),
        )


def session_lines(source: str, query: SessionQuery, *, data_dir: Path | None) -> Iterator[dict[str, object]]:
    """One line a session, newest first; a page is asked for when the one before was printed.

    Raises:
        OfficeError: the record cannot be read.

    """
    which = query.filter()
    records = Records(readable_record(source, data_dir=data_dir).store)
    left, last = query.limit, None
    while left is None or left > 0:
        wanted = PAGE if left is None else min(PAGE, left)
        try:
            page = session_rows(records, which, after=last, limit=wanted)
        except StorageError as error:
            raise OfficeError(str(error)) from error
        yield from (_session_line(row) for row in page)
        if len(page) < wanted:
            return
        last = page[-1]
        left = None if left is None else left - len(page)


def alarm_lines(source: str, session_id: int, *, data_dir: Path | None) -> Iterator[dict[str, object]]:
    """One line an alarm of the session, in the order of raising.

    Raises:
        OfficeError: the record cannot be read, or has no such session.

    """
    record = readable_record(source, data_dir=data_dir)
    try:
        account = AccountReader(record.store, devices=record.devices).account(session_id)
    except StorageError as error:
        raise OfficeError(str(error)) from error
    if account is None:
        raise OfficeError(f"There is no session {session_id} in this record.")
    yield from (alarm_line(row) for row in account.alarms)


def _session_line(row: SessionRow) -> dict[str, object]:
    return {
        "session": row.session_id,
        "label": row.label,
        "clinic_id": row.clinic_id,
        "course": row.course,
        "place": row.place_id,
        "provenance": row.provenance.value,
        "state": row.state.value,
        "admitted": iso(row.admitted_utc_ms),
        "infusion_start": iso(row.infusion_start_utc_ms),
        "infusion_end": iso(row.infusion_end_utc_ms),
        "discharged": iso(row.discharged_utc_ms),
        "minutes": row.minutes,
        "alarms": {"high": row.high_alarms, "medium": row.medium_alarms, "low": row.low_alarms},
        "baseline_systolic": row.baseline_systolic,
        "peak_systolic": row.peak_systolic,
        "peak_rise": row.peak_rise,
        "lowest_spo2": row.lowest_spo2,
    }


def alarm_line(row: AlarmRow) -> dict[str, object]:
    """One alarm for machines; the three answers stand apart."""
    return {
        "alarm": row.alarm_id,
        "rule": row.rule,
        "priority": row.priority.word,
        "place": row.place_id,
        "parameter": row.parameter,
        "raised": iso(row.raised_utc_ms),
        "value": row.value,
        "op": row.op,
        "limit": row.limit,
        "shown": row.shown,
        "peak": row.peak,
        "duration_s": row.duration_s,
        "sound_silenced": _answer(row.sound_silenced),
        "person_going": _answer(row.person_going),
        "action_noted": _answer(row.action_noted),
        "mark": None if row.mark is None else row.mark.mark.value,
    }


def _answer(answer: Answer | None) -> dict[str, object] | None:
    if answer is None:
        return None
    return {key: value for key, value in asdict(answer).items() if key != "utc_ms"}


def _utc_ms(day: date | None) -> int | None:
    return None if day is None else round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def _provenance(word: str) -> Provenance:
    known = (Provenance.REAL, Provenance.SIMULATED, Provenance.REPLAYED)
    for one in known:
        if one.value == word:
            return one
    raise OfficeError(f'There is no provenance "{word}"; there are {", ".join(known)}.')
