"""Alarms as rows: what counts as a peak, as an end, and as an action."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from drivers.observations import Parameter, Provenance, Quality, Source
from monitor.domain.answer_events import AudioPaused, ResponsibilityTaken
from monitor.domain.entries import DrugGiven, Entry, InfusionAct, InfusionActRecorded, Score, ScoreNoted
from monitor.domain.events import AlarmChanged
from monitor.domain.people import Actor
from monitor.domain.time import Instant
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, Priority, ValueMark, Verdict
from monitor.review.alarm_rows import AlarmRow, alarm_rows
from monitor.review.entry_rows import EntryRow
from monitor.review.reading_row import ReadingRow
from monitor.review.value_columns import ValueColumn
from monitor.storage.packing import QUALITIES

EPOCH = Instant(0, 1_700_000_000_000)
DRUG = DrugGiven(name="Ondansetron", dose=4.0, unit="mg", route="IV")


def edge(second: float, change: AlarmChangeKind, *, kind: AlarmKind = AlarmKind.PHYSIOLOGICAL) -> AlarmChanged:
    """Return an edge of an alarm on the saturation, 88 below 90, or of the missing value, 10 s over 10 s."""
    at, technical = EPOCH.at_tick(round(10 * second)), kind is AlarmKind.TECHNICAL
    return AlarmChanged(
        seq=round(second) + 1,
        at=at,
        due=at,
        alarm_id=1,
        place_id="1",
        session_id=1,
        rule="T-SPO2" if technical else "O2-LO",
        kind=kind,
        priority=Priority.MEDIUM,
        change=change,
        parameter="spo2",
        value=10.0 if technical else 88.0,
        op=">" if technical else "<",
        limit=10.0 if technical else 90.0,
    )


def entry(second: float, what: Entry) -> EntryRow:
    at = EPOCH.at_tick(round(10 * second))
    return EntryRow(
        entry_seq=1_000 + round(second),
        tick=at.tick,
        utc_ms=at.utc_ms,
        recorded_utc_ms=at.utc_ms,
        place_id="1",
        entry=what,
        text=what.type,
        actor="R. King",
        role="nurse",
        reason="",
        voided="",
        replaced_by=None,
    )


def saturation(values: list[float]) -> ValueColumn:
    """Return one value a second from the epoch on."""
    count = len(values)
    return ValueColumn(
        parameter=Parameter.SPO2,
        device_id="d1",
        source=Source.OXIMETER,
        provenance=Provenance.REAL,
        utc_ms=EPOCH.utc_ms + 1000 * np.arange(count),
        value=np.array(values),
        quality=np.zeros(count, np.uint16),
        provenances=np.zeros(count, np.uint16),
    )


def row_of(*edges: AlarmChanged, entries: tuple[EntryRow, ...] = (), planned_s: float = 2400.0) -> AlarmRow:
    values = (saturation([97.0, 88.0, 84.0, 86.0, 95.0, 70.0]),)
    (row,) = alarm_rows(edges, answers=(), entries=entries, readings=(), values=values, marks={}, planned_s=planned_s)
    return row


RAISED, CLEARED, LATCHED = AlarmChangeKind.RAISED, AlarmChangeKind.CLEARED, AlarmChangeKind.LATCHED


def test_the_peak_is_the_farthest_value_while_the_alarm_lasted() -> None:
    row = row_of(edge(1, RAISED), edge(4, CLEARED))
    assert (row.peak, row.duration_s, row.unit) == (84.0, 3.0, "%")


def test_the_peak_of_a_missing_value_is_counted_in_seconds_not_in_per_cent() -> None:
    kind = AlarmKind.TECHNICAL
    row = row_of(edge(1, RAISED, kind=kind), edge(4, CLEARED, kind=kind))
    assert (row.peak, row.unit) == (10.0, "s")


def test_a_latched_alarm_ended_when_its_condition_had_gone() -> None:
    row = row_of(edge(1, RAISED), edge(3, LATCHED), edge(90, CLEARED))
    assert row.duration_s == 2.0


def test_an_alarm_that_came_back_goes_on_and_one_that_never_went_has_no_end() -> None:
    assert row_of(edge(1, RAISED), edge(2, CLEARED), edge(3, RAISED), edge(5, CLEARED)).duration_s == 4.0
    assert row_of(edge(1, RAISED)).duration_s is None


@pytest.mark.hazard("H56")
@pytest.mark.parametrize(
    ("second", "what", "counts"),
    [
        (5, DRUG, True),
        (0, DRUG, False),  # before the alarm
        (603, DRUG, True),
        (605, DRUG, False),  # more than ten minutes after its end
        (5, ScoreNoted(score=Score.PAIN, value=2), False),
        (5, InfusionActRecorded(act=InfusionAct.PAUSE), True),
        (5, InfusionActRecorded(act=InfusionAct.RESUME), False),
    ],
)
def test_what_counts_as_an_action(second: int, what: Entry, *, counts: bool) -> None:
    row = row_of(edge(1, RAISED), edge(4, CLEARED), entries=(entry(second, what),))
    assert (row.action_noted is not None) == counts


@pytest.mark.parametrize(("planned_s", "counts"), [(2400.0, True), (10.0, False), (60.0, False)])
def test_the_end_of_an_infusion_is_an_action_only_before_its_time(planned_s: float, *, counts: bool) -> None:
    acts = (InfusionActRecorded(act=InfusionAct.START), InfusionActRecorded(act=InfusionAct.END))
    entries = (entry(0, acts[0]), entry(10, acts[1]))
    row = row_of(edge(1, RAISED), edge(4, CLEARED), entries=entries, planned_s=planned_s)
    assert (row.action_noted is not None) == counts


def pressure_edge(seq: int, change: AlarmChangeKind, systolic: float) -> AlarmChanged:
    """Return an edge of the severe pressure, from 180 on; one second for each number of the order."""
    at = EPOCH.at_tick(10 * seq)
    return replace(
        edge(1, change),
        seq=seq,
        at=at,
        due=at,
        rule="BP-SEV",
        parameter="systolic",
        value=systolic,
        op=">=",
        limit=180.0,
    )


def pressure(seq: int | None, second: float, systolic: float, **changes: object) -> ReadingRow:
    row = ReadingRow(
        measured_utc_ms=EPOCH.at_tick(round(10 * second)).utc_ms,
        place_id="1",
        device_id="d1",
        systolic=systolic,
        diastolic=90.0,
        mean=None,
        pulse=None,
        verdict=Verdict.ACCEPTED,
        why="",
        provenance=Provenance.REAL,
        judged_seq=seq,
    )
    return replace(row, **changes)  # type: ignore[arg-type]  # fields by name, given by the test


def row_of_pressures(edges: Sequence[AlarmChanged], *readings: ReadingRow) -> AlarmRow:
    (row,) = alarm_rows(edges, answers=(), entries=(), readings=readings, values=(), marks={}, planned_s=0.0)
    return row


ENTERED, DOUBTFUL, VOIDED = ValueMark.ENTERED, ValueMark.DOUBTFUL, ValueMark.VOIDED
TYPED: dict[str, object] = {"device_id": "", "provenance": Provenance.ENTERED}


@pytest.mark.hazard("H56")
@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ({}, ()),
        (TYPED, (ENTERED,)),
        ({"verdict": Verdict.SUSPECT}, (DOUBTFUL,)),
        ({**TYPED, "verdict": Verdict.UNEXPECTED}, (ENTERED, DOUBTFUL)),
    ],
)
def test_an_alarm_bears_the_marks_of_the_reading_that_raised_it(
    changes: dict[str, object], marks: tuple[ValueMark, ...]
) -> None:
    edges = [pressure_edge(20, RAISED, 192.0), pressure_edge(90, CLEARED, 150.0)]
    row = row_of_pressures(edges, pressure(5, 4, 192.0), pressure(19, 19, 192.0, **changes), pressure(30, 30, 188.0))
    assert (row.value_marks, row.peak, row.peak_marks) == (marks, 192.0, marks)


@pytest.mark.hazard("H56")
def test_a_peak_bears_the_marks_of_its_own_reading() -> None:
    edges = [pressure_edge(20, RAISED, 185.0), pressure_edge(90, CLEARED, 150.0)]
    readings = [pressure(19, 19, 185.0), pressure(30, 30, 231.0, **TYPED)]
    row = row_of_pressures(edges, *readings)
    assert (row.value_marks, row.peak, row.peak_marks) == ((), 231.0, (ENTERED,))
    row = row_of_pressures(edges, *readings, pressure(40, 40, 231.0))
    assert (row.peak, row.peak_marks) == (231.0, ()), "measured as well"


@pytest.mark.hazard("H56")
def test_what_was_set_aside_makes_no_peak_and_an_alarm_that_it_raised_says_so() -> None:
    edges = [pressure_edge(20, RAISED, 231.0), pressure_edge(90, CLEARED, 150.0)]
    wrong = pressure(19, 19, 231.0, **TYPED, voided="typing error")
    row = row_of_pressures(edges, wrong, pressure(30, 30, 188.0), pressure(40, 40, 150.0))
    assert (row.value, row.value_marks, row.peak, row.peak_marks) == (231.0, (ENTERED, VOIDED), 188.0, ())
    alone = row_of_pressures(edges, wrong, pressure(40, 40, 150.0))
    assert alone.peak is None, "150 is not beyond the limit"
    later = row_of_pressures([pressure_edge(20, RAISED, 185.0)], pressure(19, 19, 185.0), replace(wrong, judged_seq=30))
    assert later.peak == 185.0


@pytest.mark.hazard("H56")
def test_an_alarm_that_a_doubtful_value_raised_says_so() -> None:
    values = saturation([97.0, 88.0, 84.0, 86.0, 95.0, 70.0])
    quality = values.quality.copy()
    quality[1] = QUALITIES.index(Quality.QUESTIONABLE)
    found = [
        alarm_rows(
            [edge(1, RAISED), edge(4, CLEARED)],
            answers=(),
            entries=(),
            readings=(),
            values=(replace(values, quality=codes),),
            marks={},
            planned_s=0.0,
        )[0]
        for codes in (values.quality, quality)
    ]
    assert [(row.value_marks, row.peak, row.peak_marks) for row in found] == [((), 84.0, ()), ((DOUBTFUL,), 84.0, ())]


@pytest.mark.hazard("H56")
def test_who_goes_has_silenced_nothing_and_who_silenced_goes_nowhere() -> None:
    """A sound that nobody silenced is not told as silenced because somebody was on the way."""
    nurse, until = Actor("R. King", "nurse"), EPOCH.at_tick(1200)
    raised = edge(1, RAISED)
    going = ResponsibilityTaken(
        seq=2, at=EPOCH.at_tick(50), place_id="1", alarm_ids=(raised.alarm_id,), until=until, remote=False, actor=nurse
    )
    paused = AudioPaused(
        seq=3, at=EPOCH.at_tick(90), place_id="1", alarm_ids=(raised.alarm_id,), until=until, actor=nurse
    )
    found = []
    for answers in ((going,), (paused,), (going, paused)):
        (row,) = alarm_rows((raised,), answers=answers, entries=(), readings=(), values=(), marks={}, planned_s=0.0)
        told = (row.sound_silenced, row.person_going, row.action_noted)
        found.append(tuple(None if one is None else (one.after_s, one.what) for one in told))
    silenced, on_the_way = (8.0, "sound paused"), (4.0, "going")
    assert found == [(None, on_the_way, None), (silenced, None, None), (silenced, on_the_way, None)]
