"""Pressure responses of a patient's earlier real infusions, oldest first in each, bounded in number and length."""

from collections.abc import Iterator

from drivers.observations import CuffStatus, Provenance, Quality
from monitor.domain.earlier_curve import CurvePoint, EarlierCurve
from monitor.domain.inputs import CuffReading
from monitor.domain.time import TICKS_PER_SECOND
from monitor.storage.engines import Store
from monitor.storage.records import Records, SessionFilter, SessionSummary

MOST_CURVES = 5  # more lines than that hide each other
MOST_POINTS = 40
FROM_MIN = -15.0  # the readings that a baseline was made of
_NEWEST_SESSIONS = 20  # of a course; cancelled stays are among them


def earlier_curves(store: Store, session_id: int) -> tuple[EarlierCurve, ...] | None:
    """Curves of the infusions before the session, newest first; None where the record does not know the session yet.

    Without a clinic number nobody's earlier sessions are known, and there are none.

    Raises:
        StorageUnavailableError: the record cannot be read.
        DamagedDatabaseError: the values of an earlier session cannot be read back.

    """
    records = Records(store)
    today = records.session(session_id)
    if today is None:
        return None
    if not today.clinic_id:
        return ()
    course = SessionFilter(clinic_id=today.clinic_id, to_utc_ms=today.admitted_utc_ms, provenance=Provenance.REAL)
    found = (_curve(records, earlier) for earlier in records.sessions(course, limit=_NEWEST_SESSIONS))
    return _first(found)


def _first(found: Iterator[EarlierCurve | None]) -> tuple[EarlierCurve, ...]:
    curves: list[EarlierCurve] = []
    for curve in found:
        if curve is not None:
            curves.append(curve)
        if len(curves) == MOST_CURVES:
            break
    return tuple(curves)


def _curve(records: Records, session: SessionSummary) -> EarlierCurve | None:
    """None where no infusion was begun or nothing undoubted was measured."""
    started_utc_ms = session.infusion_start_utc_ms
    record = None if started_utc_ms is None else records.open_session(session.session_id)
    if record is None or started_utc_ms is None:
        return None
    start_s = (started_utc_ms - session.admitted_utc_ms) / 1000
    points: dict[int, CurvePoint] = {}  # by the tick of measuring: a device repeats its last reading
    for reading in record.readings:
        at_min = ((reading.measured_tick - session.admitted_tick) / TICKS_PER_SECOND - start_s) / 60
        if reading.systolic is not None and _undoubted(reading) and at_min >= FROM_MIN:
            points[reading.measured_tick] = CurvePoint(round(at_min, 2), reading.systolic, reading.diastolic)
    thinned = _thinned([points[tick] for tick in sorted(points)])
    return EarlierCurve(started_utc_ms, thinned) if thinned else None


def _undoubted(reading: CuffReading) -> bool:
    return reading.status is CuffStatus.DONE and reading.quality is Quality.VALID


def _thinned(points: list[CurvePoint]) -> tuple[CurvePoint, ...]:
    """At most MOST_POINTS, evenly, always with the highest: it is what people look for."""
    if len(points) <= MOST_POINTS:
        return tuple(points)
    peak = max(range(len(points)), key=lambda index: points[index].systolic)
    even = (round(number * (len(points) - 1) / (MOST_POINTS - 2)) for number in range(MOST_POINTS - 1))
    return tuple(points[index] for index in sorted({*even, peak}))
