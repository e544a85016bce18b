"""What one place shows now as a message HL7 v2.6 ORU^R01, sent while the patient is there. Pure."""

from collections.abc import Iterator, Sequence

from drivers.observations import Parameter, Quality, Source
from monitor.domain.entries import ValuesEntered
from monitor.engine.outside.corrections import CorrectedPressure
from monitor.port.snapshot import NumberView, PlaceView, PressureView, SessionView, Snapshot
from monitor.reports.hl7_segments import (
    MONITORING,
    Observed,
    Parties,
    header,
    observations,
    order,
    patient,
    visit,
)
from monitor.reports.hl7_text import message
from monitor.reports.mdc import CONTINUOUS, CUFF, Cuff, Measured

FIRST_CORRECTION = 4  # in OBX-4, behind pressure, rate and saturation
SAME_TIME_MS = 1_000  # times of a reading are known to a tick; readings are a minute apart


def live_oru(
    snapshot: Snapshot,
    place: PlaceView,
    control_id: str,
    corrected: Sequence[CorrectedPressure] = (),
    *,
    parties: Parties,
) -> str:
    """The newest pressure, rate and saturation of a place with a patient, each with its own time.

    Before them stand `corrected`: entered pressures that are wrong, and what stands in their place.

    Raises:
        ValueError: nobody is admitted there.

    """
    session = place.session
    if session is None:
        raise ValueError(f"{place.title} is free: nothing is told of nobody")
    rows = [*_corrections(corrected), *_rows(place, snapshot.at.utc_ms, corrected)]
    return message(
        [
            header(control_id=control_id, utc_ms=snapshot.at.utc_ms, provenance=snapshot.provenance, parties=parties),
            _patient(session, parties),
            visit(room=snapshot.room_name, place=place.place_id, session_id=session.session_id),
            order(
                set_id=1,
                filler=f"S{session.session_id}-{control_id}",
                service=MONITORING,
                from_utc_ms=min((row.utc_ms for row in rows), default=snapshot.at.utc_ms),
                to_utc_ms=snapshot.at.utc_ms,
                final=False,
            ),
            *observations(rows, snapshot.provenance),
        ]
    )


def _patient(session: SessionView, parties: Parties) -> str:
    return patient(label=session.label, clinic_id=session.clinic_id, birth_year=None, facility=parties.sending_facility)


def _corrections(corrected: Sequence[CorrectedPressure]) -> Iterator[Observed]:
    for index, row in enumerate(corrected, start=FIRST_CORRECTION):
        for metric, (part, value) in enumerate(_numbers(row.values).items(), start=1):
            if value is not None:
                yield Observed(
                    measured=CUFF[part],
                    sub_id=f"1.1.{index}.{metric}",
                    value=value,
                    utc_ms=row.measured_utc_ms,
                    entered=True,
                    wrong=row.wrong,
                    correction=not row.wrong,
                    why=row.why if metric == 1 else "",
                )


def _numbers(pressure: PressureView | ValuesEntered) -> dict[Cuff, float | None]:
    return {Cuff.SYSTOLIC: pressure.systolic, Cuff.DIASTOLIC: pressure.diastolic, Cuff.MEAN: pressure.mean}


def _rows(place: PlaceView, now_ms: int, corrected: Sequence[CorrectedPressure]) -> Iterator[Observed]:
    """What the tile shows; a pressure that is a correction has been told as one."""
    if not (place.pressure.entered and any(_is_shown(row, place.pressure, now_ms) for row in corrected)):
        yield from _pressure(place.pressure, now_ms)
    rate = {Source.CUFF.value: CUFF[Cuff.PULSE], Source.ECG.value: CONTINUOUS[Parameter.HR]}
    yield from _number(place.rate, rate.get(place.rate.source, CONTINUOUS[Parameter.PULSE]), "1.1.2.1", now_ms)
    yield from _number(place.spo2, CONTINUOUS[Parameter.SPO2], "1.1.3.1", now_ms)


def _is_shown(row: CorrectedPressure, pressure: PressureView, now_ms: int) -> bool:
    apart_ms = abs(row.measured_utc_ms - _measured_ms(now_ms, pressure.age_s))
    return not row.wrong and apart_ms < SAME_TIME_MS and _numbers(row.values) == _numbers(pressure)


def _pressure(pressure: PressureView, now_ms: int) -> Iterator[Observed]:
    for metric, (part, value) in enumerate(_numbers(pressure).items(), start=1):
        if value is not None:
            yield Observed(
                measured=CUFF[part],
                sub_id=f"1.1.1.{metric}",
                value=value,
                utc_ms=_measured_ms(now_ms, pressure.age_s),
                doubtful=pressure.quality is not Quality.VALID,
                entered=pressure.entered,
            )


def _number(view: NumberView, measured: Measured, sub_id: str, now_ms: int) -> Iterator[Observed]:
    if view.value is not None:
        yield Observed(
            measured=measured,
            sub_id=sub_id,
            value=view.value,
            utc_ms=_measured_ms(now_ms, view.age_s),
            doubtful=view.quality is not Quality.VALID,
            why=view.why,
        )


def _measured_ms(now_ms: int, age_s: float | None) -> int:
    return now_ms - round((age_s or 0.0) * 1000)
