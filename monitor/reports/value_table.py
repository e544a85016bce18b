"""Continuous values of a session by phase: lowest, middle and highest of each parameter of each device. Pure."""

import numpy as np

from drivers.observations import Parameter, Quality
from monitor.alarms.arrays import Floats
from monitor.domain.vocabulary import Phase
from monitor.reports.document import Column, Table
from monitor.reports.words import Times, number
from monitor.review.account import Account, PhaseRow
from monitor.review.alarm_texts import UNITS
from monitor.review.value_columns import ValueColumn
from monitor.storage.packing import QUALITIES

NAMES = {
    Parameter.HR: "Heart rate (ECG)",
    Parameter.PULSE: "Pulse",
    Parameter.SPO2: "SpO₂",
    Parameter.RESP: "Breaths",
    Parameter.ETCO2: "End-tidal CO₂",
    Parameter.PERFUSION_INDEX: "Perfusion index",
    Parameter.TEMPERATURE: "Temperature",
}

DOUBTFUL = " ?"  # behind a number that no value in which nobody doubts bears out
DOUBTFUL_NOTE = "A question mark: every value of this height was doubtful."


def value_table(account: Account, times: Times) -> Table:
    """One line for each parameter, device and phase in which there was a value."""
    phases = [row for row in account.phases if row.phase is not Phase.DISCHARGED]
    rows = [row for column in account.values for phase in phases if (row := _row(column, phase, times))]
    return Table(
        columns=(
            Column(title="Value", share=3.6),
            Column(title="Device", share=5),
            Column(title="Phase", share=2.2),
            Column(title="From", share=2),
            Column(title="Lowest", share=2, is_number=True),
            Column(title="Median", share=2, is_number=True),
            Column(title="Highest", share=2, is_number=True),
            Column(title="Doubtful", share=2, is_number=True),
            Column(title="Without value", share=3, is_number=True),
        ),
        rows=tuple(rows),
    )


def _row(column: ValueColumn, phase: PhaseRow, times: Times) -> tuple[str, ...] | None:
    during = column.utc_ms >= phase.began_utc_ms
    if phase.ended_utc_ms is not None:
        during &= column.utc_ms < phase.ended_utc_ms
    chosen = during & column.measured
    found, valid = column.value[chosen], column.quality[chosen] == QUALITIES.index(Quality.VALID)
    if not len(found):
        return None
    gaps = int((during & ~column.measured).sum())
    return (
        f"{NAMES[column.parameter]}, {UNITS.get(column.unit, column.unit)}",
        column.device_id,
        phase.stage.value,
        times.clock(phase.began_utc_ms),
        _extreme(float(found.min()), found[valid]),
        number(float(np.median(found))) + ("" if valid.any() else DOUBTFUL),
        _extreme(float(found.max()), found[valid]),
        str(int((~valid).sum())),
        f"{gaps} of {int(during.sum())}",
    )


def _extreme(value: float, undoubted: Floats) -> str:
    """The lowest or highest of a phase, with a mark where doubtful values alone went so far (hazard H56)."""
    return number(value) + ("" if value in undoubted else DOUBTFUL)
