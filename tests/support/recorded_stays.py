"""A stay whose values are a real recording: played into a room as replayed ones, with an infusion in its middle."""

from pathlib import Path

from stays import NURSE, act
from worlds import EPOCH, device, order, plan

from drivers.observations import CuffStatus, Parameter, Provenance, Quality, Source
from monitor.alarms.rules import Profile
from monitor.domain.admission import Patient
from monitor.domain.commands import Admit, Discharge
from monitor.domain.entries import InfusionAct
from monitor.domain.inputs import CuffReading, Input, Sample
from monitor.domain.stages import StayAct
from monitor.review.recording_csv import Row, read_recording
from monitor.room.room import Room
from monitor.storage import Batch, Journal

COLUMNS = {
    "hr_bpm": (Parameter.HR, Source.ECG),
    "pr_bpm": (Parameter.PULSE, Source.OXIMETER),
    "spo2_pct": (Parameter.SPO2, Source.OXIMETER),
}
START_SHARE, END_SHARE = 0.35, 0.7  # of the recording's length


def play_recording(file: Path, record: Path, *, provenance: Provenance = Provenance.REPLAYED) -> Path:
    """Live through the recording in a simulated chair and store it as one finished session."""
    rows = read_recording(file, column_map={}, clock_column=None, zero_is_missing=False).rows
    journal = Journal.open(record, room_name="Replayed", provenance=provenance, epoch=EPOCH, profile_digest="e" * 64)
    journal.bind_devices({"d1": "1"})
    room = Room(plan(chairs=1, bays=0, devices=[device("1")]), Profile(name="test"), EPOCH)
    first_s, last_s = rows[0].t_s, rows[-1].t_s
    length = round(last_s - first_s)
    orders = _orders(length)
    told: tuple[float | None, float | None] = (None, None)
    batches = []
    for row in rows:
        second = 10 + round(row.t_s - first_s)
        inputs: list[Input] = [*orders.pop(second, ()), *_samples(second, row, provenance)]
        pressure = (row.values.get("nibp_sys"), row.values.get("nibp_dia"))
        if pressure[0] is not None and pressure != told:
            told = pressure
            inputs.append(_reading(second, row, provenance))
        batches.append(_step(room, second, inputs))
    batches.append(_step(room, 12 + length, [item for items in orders.values() for item in items]))
    for first in range(0, len(batches), 200):
        journal.write(batches[first : first + 200])
    while journal.tidy():
        pass
    journal.close()
    return record


def _orders(length_s: int) -> dict[int, list[Input]]:
    start, end = 10 + round(START_SHARE * length_s), 10 + round(END_SHARE * length_s)
    admission = Admit(
        place_id="1", label="Rec. 1", planned_infusion_s=end - start, patient=Patient(label="Rec. 1"), actor=NURSE
    )
    leave = Discharge(place_id="1", session_id=1, how=StayAct.DISCHARGE, actor=NURSE)
    return {
        10: [order(10, admission)],
        start: [act(start, InfusionAct.START, rate_mg_per_h=60.0)],
        end: [act(end, InfusionAct.END)],
        12 + length_s: [order(12 + length_s, leave)],
    }


def _samples(second: int, row: Row, provenance: Provenance) -> list[Sample]:
    return [
        Sample(
            tick=10 * second,
            device_id="d1",
            parameter=parameter,
            value=value,
            quality=Quality.INVALID if value is None else Quality.VALID,
            source=source,
            provenance=provenance,
        )
        for name, (parameter, source) in COLUMNS.items()
        if name in row.values
        for value in [row.values[name]]
    ]


def _reading(second: int, row: Row, provenance: Provenance) -> CuffReading:
    return CuffReading(
        tick=10 * second,
        measured_tick=10 * second,
        device_id="d1",
        status=CuffStatus.DONE,
        systolic=row.values["nibp_sys"],
        diastolic=row.values.get("nibp_dia"),
        mean=row.values.get("nibp_mean"),
        provenance=provenance,
    )


def _step(room: Room, second: int, inputs: list[Input]) -> Batch:
    events = tuple(room.step(room.ledger.instant(10 * second), inputs))
    return Batch(tick=room.now.tick, utc_ms=room.now.utc_ms, inputs=tuple(inputs), events=events, checkpoint=None)
