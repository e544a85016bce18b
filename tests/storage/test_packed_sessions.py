"""A finished session in columns: nothing is lost by packing, whatever interrupts it, and old batches go."""

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import delete, func, select
from storage_days import PLACES, batches, open_day, write_day
from storage_samples import batch, sample
from stored_samples import samples_of

from drivers.observations import Parameter, Provenance
from monitor.domain.inputs import CuffReading, Input, Sample
from monitor.domain.vocabulary import Priority
from monitor.storage import Batch, DamagedDatabaseError, Journal, Records, SessionFilter, packing, tables, upkeep
from monitor.storage.database import reading_engine
from monitor.storage.packing import joined, pack, part_of, unpack
from monitor.storage.upkeep import KEPT_MS

DISCHARGED_TICK = 8_000


def tidied(journal: Journal) -> int:
    """Tidy until nothing is left; how many steps that took."""
    steps = 0
    while journal.tidy():
        steps += 1
        assert steps < 10_000
    return steps


def said(day: list[Batch], kind: type[Input]) -> list[Input]:
    """What belongs to the patient of the day: chair and bay in their turn, from the first word to the discharge."""
    return [item for one in day for item in one.inputs if isinstance(item, kind) and item.tick < DISCHARGED_TICK]


def packed_day(path: Path) -> tuple[Journal, list[Batch]]:
    journal = open_day(path)
    journal.bind_devices(PLACES)
    day = write_day(journal)
    tidied(journal)
    return journal, day


def test_every_sample_comes_back_with_tick_quality_source_and_reason(tmp_path: Path) -> None:
    journal, day = packed_day(tmp_path / "room.sqlite3")
    journal.close()
    record = Records(tmp_path / "room.sqlite3").open_session(1)
    assert record is not None
    assert record.summary.packed
    assert samples_of(record.samples) == said(day, Sample)
    assert list(record.readings) == said(day, CuffReading)
    assert any(item.value is None for item in samples_of(record.samples))
    assert {type(event).__name__ for event in record.events} >= {"PatientAdmitted", "AlarmChanged", "PatientMoved"}


def test_a_running_session_reads_the_same_as_a_packed_one(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    journal = open_day(path)
    journal.bind_devices(PLACES)
    write_day(journal)
    before = Records(path).open_session(1)
    tidied(journal)
    after = Records(path).open_session(1)
    journal.close()
    assert before is not None
    assert after is not None
    assert (before.summary.packed, after.summary.packed) == (False, True)
    assert samples_of(before.samples) == samples_of(after.samples)
    assert before.readings == after.readings
    assert before.others == after.others
    assert before.stays == after.stays
    assert np.array_equal(before.minutes.lowest, after.minutes.lowest)


def test_figures_of_the_list_are_those_of_the_session(tmp_path: Path) -> None:
    journal, _ = packed_day(tmp_path / "room.sqlite3")
    journal.close()
    records = Records(tmp_path / "room.sqlite3")
    (summary,) = records.sessions(SessionFilter())
    assert (summary.label, summary.place_id, summary.provenance) == ("A.M. 59", "bay1", Provenance.REAL)
    assert (summary.baseline_systolic, summary.peak_systolic, summary.peak_rise) == (128, 176, 48)
    assert summary.lowest_spo2 == 84
    assert summary.discharged_tick == DISCHARGED_TICK
    record = records.open_session(1)
    assert record is not None
    raised = {event.alarm_id: 0 for event in record.events if event.type == "alarm_changed" and event.alarm_id}
    for event in record.events:
        if event.type == "alarm_changed" and event.alarm_id:
            raised[event.alarm_id] = max(raised[event.alarm_id], int(event.priority))
    counts = [list(raised.values()).count(int(priority)) for priority in (Priority.HIGH, Priority.MEDIUM, Priority.LOW)]
    assert [summary.high_alarms, summary.medium_alarms, summary.low_alarms] == counts
    assert sum(counts) > 0


def test_minutes_hold_the_lowest_and_highest_and_no_zero_for_a_gap(tmp_path: Path) -> None:
    journal, day = packed_day(tmp_path / "room.sqlite3")
    journal.close()
    record = Records(tmp_path / "room.sqlite3").open_session(1)
    assert record is not None
    ticks, lowest, highest = record.minutes.of(Parameter.SPO2)
    values: dict[int, list[float]] = {}
    for item in said(day, Sample):
        if isinstance(item, Sample) and item.parameter is Parameter.SPO2 and item.value is not None:
            values.setdefault(item.tick // 600 * 600, []).append(item.value)
    assert ticks.tolist() == sorted(values)
    assert lowest.tolist() == [min(values[tick]) for tick in ticks.tolist()]
    assert highest.tolist() == [max(values[tick]) for tick in ticks.tolist()]
    assert lowest.min() == 84


def test_packing_that_a_kill_interrupts_is_done_again_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "PART_TICKS", 1_500)  # several parts in so short a day
    path = tmp_path / "room.sqlite3"
    journal = open_day(path)
    journal.bind_devices(PLACES)
    day = write_day(journal)
    step = 0
    while True:
        step += 1
        for _ in range(step):
            more = journal.tidy()
        journal.close()
        journal = open_day(path)
        if not more:
            break
    record = Records(path).open_session(1)
    journal.close()
    assert step > 3
    assert record is not None
    assert samples_of(record.samples) == said(day, Sample)


def test_nothing_is_packed_before_the_discharge_nor_without_the_places_of_the_devices(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    journal = open_day(path)
    write_day(journal, until_s=700)
    assert tidied(journal) == 0
    journal.bind_devices(PLACES)
    assert tidied(journal) == 0
    journal.close()


def test_another_devices_values_stay_out(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    journal = open_day(path)
    journal.bind_devices({"d1": "2", "dbay1": "bay1"})
    day = write_day(journal)
    tidied(journal)
    journal.close()
    record = Records(path).open_session(1)
    assert record is not None
    assert {item.device_id for item in samples_of(record.samples)} == {"dbay1"}
    assert samples_of(record.samples) == [item for item in said(day, Sample) if item.tick >= 7_000]


def test_batches_go_when_they_are_packed_and_a_day_old_and_a_restart_needs_none_of_them(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    journal, day = packed_day(path)
    assert stored(path) == len(day)
    tick = day[-1].tick + KEPT_MS // 100 + 1
    later = [batch(tick + n, checkpoint=b"state %d" % n) for n in range(5)]
    journal.write(later)
    tidied(journal)
    recovery = journal.recover()
    journal.close()
    assert stored(path) == len(later)
    assert (recovery.checkpoint, recovery.tail) == (b"state 4", ())
    record = Records(path).open_session(1)
    assert record is not None
    assert samples_of(record.samples) == said(day, Sample)


def test_batches_of_a_patient_who_is_still_there_stay_however_old(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    journal = open_day(path)
    journal.bind_devices(PLACES)
    day = write_day(journal, until_s=700)
    tick = day[-1].tick + 2 * KEPT_MS // 100
    journal.write([batch(tick + n, checkpoint=b"state") for n in range(5)])
    tidied(journal)
    journal.close()
    assert stored(path) == len(day) + 5


def stored(path: Path) -> int:
    with reading_engine(path).begin() as connection:
        return int(connection.execute(select(func.count()).select_from(tables.input_batches)).scalar_one())


def test_a_real_room_calls_a_session_with_a_simulated_value_simulated(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    journal = open_day(path)
    journal.bind_devices({**PLACES, "fake": "1"})
    day = list(batches())
    fake = Sample(tick=1_000, device_id="fake", parameter=Parameter.SPO2, value=99.0, provenance=Provenance.SIMULATED)
    day[99] = Batch(
        tick=day[99].tick,
        utc_ms=day[99].utc_ms,
        inputs=(*day[99].inputs, fake),
        events=day[99].events,
        checkpoint=day[99].checkpoint,
    )
    journal.write(day)
    tidied(journal)
    journal.close()
    (summary,) = Records(path).sessions(SessionFilter())
    assert summary.provenance is Provenance.SIMULATED


@pytest.mark.parametrize("count", [0, 1, 500])
def test_columns_come_back_as_they_were(count: int) -> None:
    inputs = [sample(tick, None if tick % 3 == 0 else 90 + tick / 7, f"dev{tick % 2}") for tick in range(count)]
    part = unpack(pack(part_of(inputs)))
    assert samples_of(part.samples) == inputs
    assert samples_of(joined([part, part]).samples) == inputs + inputs


def test_what_is_no_packed_part_is_refused() -> None:
    payload = bytearray(pack(part_of([sample(1)])))
    payload[len(payload) // 2] ^= 1
    with pytest.raises(ValueError, match="not packed samples"):
        unpack(bytes(payload))


def test_a_lost_part_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "PART_TICKS", 1_500)
    journal, _ = packed_day(tmp_path / "room.sqlite3")
    with journal._engine.begin() as connection:
        connection.execute(delete(tables.packed_parts).where(tables.packed_parts.c.part == 2))
    journal.close()
    with pytest.raises(DamagedDatabaseError, match="samples were kept"):
        Records(tmp_path / "room.sqlite3").open_session(1)


def test_a_set_of_words_may_grow_anywhere_and_a_lost_word_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    payload = pack(part_of([sample(1), sample(2)]))
    grown = ("new", *packing.PARAMETERS)
    monkeypatch.setattr(packing, "CLOSED_SETS", {**packing.CLOSED_SETS, "parameter": grown})
    assert {grown[code] for code in unpack(payload).samples.parameter} == {Parameter.SPO2}
    monkeypatch.setattr(packing, "CLOSED_SETS", {**packing.CLOSED_SETS, "parameter": ("new",)})
    with pytest.raises(ValueError, match="nobody knows any more: \\['spo2'\\]"):
        unpack(payload)
