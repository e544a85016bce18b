"""The few numbers of a session that lists show, worked out once when it is packed."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, func, select

from drivers.observations import CuffStatus, Parameter, Quality
from monitor.alarms.acceptance import Cuff, impossibility
from monitor.domain.inputs import CuffReading
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import Priority
from monitor.storage import tables
from monitor.storage.packing import PARAMETERS, QUALITIES, Part


def figures_of(connection: Connection, session: Row[Any], whole: Part) -> dict[str, object]:
    """Columns of `sessions` for a session with the inputs `whole`."""
    counts = alarm_counts(connection, session.session_id)
    return {
        "high_alarms": counts.get(Priority.HIGH, 0),
        "medium_alarms": counts.get(Priority.MEDIUM, 0),
        "low_alarms": counts.get(Priority.LOW, 0),
        "peak_systolic": peak_systolic(whole.readings, since_tick=_infusion_start_tick(session)),
        "lowest_spo2": _lowest_spo2(whole, since_tick=session.admitted_tick),
    }


def alarm_counts(connection: Connection, session_id: int) -> dict[int, int]:
    """How many alarms of each priority the session had."""
    columns = tables.alarms.c
    rows = connection.execute(
        select(columns.priority, func.count()).where(columns.session_id == session_id).group_by(columns.priority)
    )
    return {row[0]: row[1] for row in rows}


def _infusion_start_tick(session: Row[Any]) -> int | None:
    if session.infusion_start_utc_ms is None:
        return None
    since_ms = session.infusion_start_utc_ms - session.admitted_utc_ms
    return int(session.admitted_tick + since_ms * TICKS_PER_SECOND // 1000)


def peak_systolic(readings: Iterable[CuffReading], *, since_tick: int | None) -> float | None:
    """The highest finished reading since the infusion's start, as the cuff measured it; None: no infusion, no reading.

    A doubtful one counts, for a surge is one at first; one that cannot be a pressure (300/310) does not.
    """
    if since_tick is None:
        return None
    found = [
        reading.systolic
        for reading in readings
        if reading.status is CuffStatus.DONE
        and reading.quality is not Quality.INVALID
        and reading.systolic is not None
        and reading.measured_tick >= since_tick
        and not impossibility(Cuff(systolic=reading.systolic, diastolic=reading.diastolic, mean=reading.mean))
    ]
    return max(found, default=None)


def _lowest_spo2(whole: Part, *, since_tick: int) -> float | None:
    samples = whole.samples
    chosen = (
        (samples.parameter == PARAMETERS.index(Parameter.SPO2))
        & (samples.quality == QUALITIES.index(Quality.VALID))
        & (samples.tick >= since_tick)
    )
    values = samples.value[chosen & ~np.isnan(samples.value)]
    return float(values.min()) if len(values) else None
