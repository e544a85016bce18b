"""The list of sessions as a window or a command shows it: one row each, newest first, a page at a time."""

from dataclasses import dataclass
from enum import StrEnum

from drivers.observations import Provenance
from monitor.domain.time import seconds
from monitor.storage import Records, SessionFilter, SessionSummary

PAGE = 200
_SECONDS_PER_MINUTE = 60


class SessionState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One session. Times in milliseconds since 1970, pressures in mmHg, saturation in per cent; None: not known."""

    session_id: int
    label: str
    clinic_id: str
    course: str
    place_id: str
    provenance: Provenance
    state: SessionState
    admitted_utc_ms: int
    infusion_start_utc_ms: int | None
    infusion_end_utc_ms: int | None
    discharged_utc_ms: int | None
    minutes: float | None
    high_alarms: int
    medium_alarms: int
    low_alarms: int
    baseline_systolic: float | None
    peak_systolic: float | None
    peak_rise: float | None
    lowest_spo2: float | None
    summary: SessionSummary  # the key to go on with


def session_rows(
    records: Records, which: SessionFilter, *, after: SessionRow | None = None, limit: int = PAGE
) -> tuple[SessionRow, ...]:
    """One page of the list; go on with its last row as `after`.

    Raises:
        StorageUnavailableError: the record cannot be read.
        ValueError: `limit` is more than a page of the record holds.

    """
    before = None if after is None else after.summary
    return tuple(row_of(one) for one in records.sessions(which, before=before, limit=limit))


def row_of(one: SessionSummary) -> SessionRow:
    """One line of the list."""
    stayed_s = None if one.discharged_tick is None else seconds(one.discharged_tick - one.admitted_tick)
    return SessionRow(
        session_id=one.session_id,
        label=one.label,
        clinic_id=one.clinic_id,
        course=one.course,
        place_id=one.place_id,
        provenance=one.provenance,
        state=_state(one),
        admitted_utc_ms=one.admitted_utc_ms,
        infusion_start_utc_ms=one.infusion_start_utc_ms,
        infusion_end_utc_ms=one.infusion_end_utc_ms,
        discharged_utc_ms=one.discharged_utc_ms,
        minutes=None if stayed_s is None else stayed_s / _SECONDS_PER_MINUTE,
        high_alarms=one.high_alarms,
        medium_alarms=one.medium_alarms,
        low_alarms=one.low_alarms,
        baseline_systolic=one.baseline_systolic,
        peak_systolic=one.peak_systolic,
        peak_rise=one.peak_rise,
        lowest_spo2=one.lowest_spo2,
        summary=one,
    )


def _state(one: SessionSummary) -> SessionState:
    if one.signed:
        return SessionState.SIGNED
    return SessionState.RUNNING if one.discharged_utc_ms is None else SessionState.FINISHED
