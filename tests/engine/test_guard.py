"""A room whose step raises: the other inputs are still judged, the fault is an alarm, and a replay sees the same."""

from collections.abc import Sequence

import pytest
from engine_fakes import NURSE, Bench, saturation, step_after

from drivers.clock import ManualClock
from drivers.observations import Parameter, Provenance
from monitor.domain.commands import Admit
from monitor.domain.events import AlarmChanged, Event
from monitor.domain.inputs import Input, Sample
from monitor.domain.time import Instant
from monitor.engine.guard import RoomFailedError
from monitor.engine.shell_inputs import ENGINE_FAULT_STAYS_S
from monitor.room.room import Room

POISON = 13.0


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every room raise on a saturation of `POISON`, after having judged what came before it."""
    sound = Room.step

    def step(room: Room, now: Instant, inputs: Sequence[Input]) -> list[Event]:
        for index, item in enumerate(inputs):
            if isinstance(item, Sample) and item.value == POISON:
                sound(room, Instant(item.tick, now.utc_ms), inputs[:index])
                raise ZeroDivisionError("poison")
        return sound(room, now, inputs)

    monkeypatch.setattr(Room, "step", step)


@pytest.mark.expect_log
@pytest.mark.usefixtures("poisoned")
def test_one_bad_input_costs_itself_alone(bench: Bench[ManualClock]) -> None:
    step_after(bench, 0.1)
    for place_id in ("1", "2"):
        bench.commands.put(Admit(place_id=place_id, label="A.M. 59", planned_infusion_s=2400, actor=NURSE))
    step_after(bench, 1.0)
    for value in (97.0, POISON, 96.0):
        bench.intake.observed(saturation(bench.clock.now(), value, "1"), Provenance.SIMULATED)
    bench.intake.observed(saturation(bench.clock.now(), 95.0, "2"), Provenance.SIMULATED)
    step = step_after(bench, 0.1)
    assert [place.spo2.value for place in step.snapshot.places] == [96.0, 95.0]
    assert [(alarm.rule, alarm.priority.word) for alarm in step.snapshot.alarms if alarm.rule == "T-ENGINE"] == [
        ("T-ENGINE", "high")
    ]
    written = [item.value for item in bench.writer.batches[-1].inputs if isinstance(item, Sample)]
    assert sorted(value or 0.0 for value in written) == [95.0, 96.0, 97.0]


@pytest.mark.expect_log
@pytest.mark.usefixtures("poisoned")
def test_alarms_of_other_places_come_in_the_same_step(bench: Bench[ManualClock]) -> None:
    step_after(bench, 0.1)
    bench.commands.put(Admit(place_id="2", label="A.M. 59", planned_infusion_s=2400, actor=NURSE))
    step_after(bench, 1.0)
    raised = []
    for _ in range(12):
        bench.intake.observed(saturation(bench.clock.now(), POISON, "1"), Provenance.SIMULATED)
        bench.intake.observed(saturation(bench.clock.now(), 84.0, "2"), Provenance.SIMULATED)
        step = step_after(bench, 1.0)
        raised += [event.rule for event in step.events if isinstance(event, AlarmChanged) and event.alarm_id]
    assert "O2-XLO" in raised
    assert raised.count("T-ENGINE") == 1


@pytest.mark.expect_log
@pytest.mark.usefixtures("poisoned")
def test_the_fault_ends_when_no_step_has_failed_for_a_minute(bench: Bench[ManualClock]) -> None:
    step_after(bench, 0.1)
    bench.intake.observed(saturation(bench.clock.now(), POISON), Provenance.SIMULATED)
    step_after(bench, 0.1)
    for _ in range(round(ENGINE_FAULT_STAYS_S) - 1):
        step = step_after(bench, 1.0)
    assert "T-ENGINE" in [alarm.rule for alarm in step.snapshot.alarms]
    step = step_after(bench, 1.0)
    assert "T-ENGINE" not in [alarm.rule for alarm in step.snapshot.alarms]


@pytest.mark.expect_log
@pytest.mark.usefixtures("poisoned")
def test_with_too_many_offenders_the_room_still_steps(bench: Bench[ManualClock]) -> None:
    step_after(bench, 0.1)
    for _ in range(8):
        bench.intake.observed(saturation(bench.clock.now(), POISON), Provenance.SIMULATED)
    step = step_after(bench, 0.1)
    assert not [item for item in bench.writer.batches[-1].inputs if isinstance(item, Sample)]
    assert [alarm.rule for alarm in step.snapshot.alarms] == ["T-ENGINE"]


@pytest.mark.expect_log
def test_an_impossible_step_loses_no_input(bench: Bench[ManualClock], monkeypatch: pytest.MonkeyPatch) -> None:
    step_after(bench, 0.1)
    before = bench.room.room.now

    def broken(room: Room, now: Instant, inputs: Sequence[Input]) -> list[Event]:
        raise ZeroDivisionError(f"nothing goes: {room.tick} {now} {inputs}")

    with monkeypatch.context() as patch:
        patch.setattr(Room, "step", broken)
        bench.intake.observed(saturation(bench.clock.now()), Provenance.SIMULATED)
        bench.clock.move(0.1)
        with pytest.raises(RoomFailedError, match="nothing goes"):
            bench.core.step(bench.clock.now())
    step_after(bench, 0.1)
    samples = [item for item in bench.writer.batches[-1].inputs if isinstance(item, Sample)]
    assert [(item.parameter, item.value) for item in samples] == [(Parameter.SPO2, 97.0)]
    assert before.tick < samples[0].tick <= bench.room.room.now.tick
