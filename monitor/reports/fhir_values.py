"""Pressures and minutes of the other values as FHIR Observations with LOINC and UCUM. Pure.

A reading that failed has no number but a reason why; one that a person set aside is `entered-in-error`. Tags say
`entered` and `doubtful`. Continuous values are told as the middle of each minute, with the lowest and the highest.
"""

from monitor.reports.fhir_tools import Bench, Resource, coded, loinc, moment, notes, period, quantity, words
from monitor.reports.mdc import BLOOD_PRESSURE_PANEL, CONTINUOUS, CUFF, Cuff
from monitor.reports.words_of_rows import reading_why
from monitor.review.reading_row import ReadingRow
from monitor.review.value_columns import MS_PER_MINUTE, ValueColumn

VITAL_SIGNS = coded("observation-category", "vital-signs")
ABSENT_SYSTEM = "data-absent-reason"
PRESSURES = (Cuff.SYSTOLIC, Cuff.DIASTOLIC, Cuff.MEAN)


def add_readings(bench: Bench) -> None:
    """One panel for each cuff reading, and its pulse."""
    for index, reading in enumerate(bench.account.readings):
        shared: Resource = {
            "resourceType": "Observation",
            "status": _status(reading),
            "category": [VITAL_SIGNS],
            **bench.of_patient,
            "effectiveDateTime": moment(reading.measured_utc_ms),
            "device": bench.reference("device", reading.device_id) if reading.device_id else None,
            "method": words("entered by hand") if reading.entered else None,
            "note": notes(reading_why(reading)),
        }
        panel = {**shared, "code": loinc(BLOOD_PRESSURE_PANEL, "Blood pressure panel")}
        if reading.failed:
            panel["dataAbsentReason"] = coded(ABSENT_SYSTEM, "error")
        else:
            panel["component"] = [_component(reading, part) for part in PRESSURES if _is_told(reading, part)]
        bench.add(panel, "reading", index, marks=reading.marks)
        if reading.pulse is not None and not reading.failed:
            pulse = CUFF[Cuff.PULSE]
            told = {"code": loinc(pulse.loinc, pulse.loinc_name), "valueQuantity": quantity(reading.pulse, "/min")}
            bench.add({**shared, **told}, "reading pulse", index, marks=reading.marks)


def add_minutes(bench: Bench) -> None:
    """One observation for each minute of each column in which there was a value."""
    for column_number, column in enumerate(bench.account.values):
        minutes = column.minutes()
        rows = zip(
            *(part.tolist() for part in (minutes.utc_ms, minutes.lowest, minutes.median, minutes.highest)),
            *(part.tolist() for part in (minutes.count, minutes.doubtful)),
            strict=True,
        )
        for utc_ms, lowest, median, highest, count, doubtful in rows:
            bench.add(
                _minute(bench, column, utc_ms=utc_ms, middle=median, extremes=(lowest, highest), count=count),
                "minute",
                column_number,
                utc_ms,
                marks=("doubtful",) if doubtful else (),
            )


def _minute(
    bench: Bench, column: ValueColumn, *, utc_ms: int, middle: float, extremes: tuple[float, float], count: int
) -> Resource:
    measured = CONTINUOUS[column.parameter]
    unit = column.unit
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [VITAL_SIGNS],
        "code": loinc(measured.loinc, measured.loinc_name),
        **bench.of_patient,
        "effectivePeriod": period(utc_ms, utc_ms + MS_PER_MINUTE - 1),
        "device": bench.reference("device", column.device_id),
        "method": words(f"middle of {count} values of one minute"),
        "valueQuantity": quantity(middle, unit),
        "component": [
            {"code": words(name), "valueQuantity": quantity(value, unit)}
            for name, value in zip(("lowest", "highest"), extremes, strict=True)
        ],
    }


def _status(reading: ReadingRow) -> str:
    if reading.voided:
        return "entered-in-error"
    if reading.failed:
        return "cancelled"
    return "corrected" if reading.corrects else "final"


def _is_told(reading: ReadingRow, part: Cuff) -> bool:
    """Systolic and diastolic belong to the panel, there or not; a mean only where the device gave one."""
    return part is not Cuff.MEAN or reading.mean is not None


def _component(reading: ReadingRow, part: Cuff) -> Resource:
    measured, value = CUFF[part], getattr(reading, part.value)
    told: Resource = {"code": loinc(measured.loinc, measured.loinc_name)}
    if value is None:
        return told | {"dataAbsentReason": coded(ABSENT_SYSTEM, "unknown")}
    return told | {"valueQuantity": quantity(value, measured.unit.ucum)}
