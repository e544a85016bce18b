"""One step of the engine: what enters the room, what is recorded, what the shell itself reports."""

import itertools

import pytest
from engine_fakes import NURSE, Bench, saturation, step_after

from drivers.clock import MANUAL_START, ManualClock
from drivers.observations import Parameter, Provenance
from monitor.domain.commands import Acknowledge, Admit
from monitor.domain.events import AlarmChanged, ClockStepNoted, RestartNoted
from monitor.domain.inputs import MonitorFault, Sample
from monitor.domain.time import Instant
from monitor.engine.core import CHECKPOINT_EVERY_S
from monitor.engine.inbox import Arrival
from monitor.engine.shell_inputs import GAP_S
from monitor.room.room import Room
from monitor.storage.batch import Batch


def admit(bench: Bench[ManualClock], place_id: str = "1") -> None:
    bench.commands.put(Admit(place_id=place_id, label="A.M. 59", planned_infusion_s=2400, actor=NURSE))


def faults(batches: list[Batch]) -> list[tuple[str, bool]]:
    return [(item.rule, item.present) for batch in batches for item in batch.inputs if isinstance(item, MonitorFault)]


def test_no_step_without_a_whole_tick(bench: Bench[ManualClock]) -> None:
    bench.clock.move(0.05)
    first = bench.core.step(bench.clock.now())
    assert first is not None
    bench.clock.move(0.01)
    assert bench.core.step(bench.clock.now()) is None
    assert first.snapshot.tick_count == bench.core.step_count == 1


def test_observations_and_commands_enter_in_the_order_of_time(bench: Bench[ManualClock]) -> None:
    step_after(bench, 1.0)
    admit(bench)
    for age_s in (0.05, 0.45):
        bench.intake.observed(saturation(bench.clock.now().earlier(-0.5).earlier(age_s)), Provenance.SIMULATED)
    step_after(bench, 0.5)
    inputs = bench.writer.batches[-1].inputs
    assert [item.type for item in inputs] == ["sample", "sample", "command"]
    assert [item.tick for item in inputs] == sorted(item.tick for item in inputs)


def test_a_late_input_is_journalled_at_the_tick_at_which_it_was_judged(bench: Bench[ManualClock]) -> None:
    step_after(bench, 10.0)
    late = Sample(tick=3, device_id="ox-1", parameter=Parameter.SPO2, value=97.0)
    bench.inbox.put(Arrival(late, MANUAL_START))
    before = bench.room.room.now.tick
    step_after(bench, 0.1)
    (written,) = bench.writer.batches[-1].inputs
    assert written.tick == before + 1


def test_replaying_what_was_journalled_gives_the_same_events(bench: Bench[ManualClock]) -> None:
    step_after(bench, 0.1)
    admit(bench)
    for second in range(60):
        bench.intake.observed(saturation(bench.clock.now(), 97.0 if second < 20 else 84.0), Provenance.SIMULATED)
        step_after(bench, 1.0)
    replayed = Room(bench.plan, bench.profile, Instant(0, MANUAL_START.utc_ns // 1_000_000))
    events = [
        event
        for batch in bench.writer.batches
        for event in replayed.step(Instant(batch.tick, batch.utc_ms), batch.inputs)
    ]
    recorded = [event for batch in bench.writer.batches for event in batch.events]
    assert any(isinstance(event, AlarmChanged) and event.rule == "O2-XLO" for event in recorded)
    assert events == recorded


def test_a_refused_command_is_answered_in_the_picture(bench: Bench[ManualClock]) -> None:
    step_after(bench, 0.1)
    bench.commands.put(Acknowledge(place_id="1", alarm_ids=(99,), actor=NURSE))
    step = step_after(bench, 0.1)
    assert [answer.command for answer in step.snapshot.answers] == ["acknowledge"]


@pytest.mark.hazard("H38")
def test_a_checkpoint_every_ten_seconds_and_at_each_change_of_a_session(bench: Bench[ManualClock]) -> None:
    for _ in range(400):
        step_after(bench, 0.1)
    regular = [batch.tick for batch in bench.writer.batches if batch.checkpoint is not None]
    assert {later - earlier for earlier, later in itertools.pairwise(regular)} == {CHECKPOINT_EVERY_S * 10}
    for _ in range(5):
        step_after(bench, 0.1)
    admit(bench)
    admitted = step_after(bench, 0.1).snapshot.at.tick
    assert admitted - regular[-1] not in {0, CHECKPOINT_EVERY_S * 10}, "none is due by the clock"
    assert bench.writer.batches[-1].checkpoint is not None


def test_an_idle_room_leaves_a_sign_of_life_each_second(bench: Bench[ManualClock]) -> None:
    for _ in range(100):
        step_after(bench, 0.1)
    ticks = [batch.tick for batch in bench.writer.batches]
    assert max(later - earlier for earlier, later in itertools.pairwise(ticks)) <= 10


@pytest.mark.expect_log
def test_storage_that_does_not_confirm_is_a_high_technical_alarm_and_ends_by_itself(bench: Bench[ManualClock]) -> None:
    step_after(bench, 0.1)
    bench.writer.unconfirmed_s = 1.1
    raised = step_after(bench, 0.1)
    step_after(bench, 0.1)
    assert [(alarm.rule, alarm.priority.word) for alarm in raised.snapshot.alarms] == [("T-STORAGE", "high")]
    bench.writer.unconfirmed_s = 0.2
    cleared = step_after(bench, 0.1)
    assert faults(bench.writer.batches) == [("T-STORAGE", True), ("T-STORAGE", False)]
    changes = [event.change.value for event in cleared.events if isinstance(event, AlarmChanged)]
    assert changes == ["cleared"]


@pytest.mark.expect_log
def test_the_writers_own_problem_is_the_reason_given(bench: Bench[ManualClock]) -> None:
    bench.writer.problem = "the disk is full"
    step = step_after(bench, 0.1)
    assert step.snapshot.alarms[0].rule == "T-STORAGE"
    assert "the disk is full" in step.snapshot.alarms[0].message


@pytest.mark.hazard("H36")
@pytest.mark.expect_log
@pytest.mark.parametrize("step_s", [3600.0, -3600.0])
def test_a_clock_step_moves_no_timer(bench: Bench[ManualClock], step_s: float) -> None:
    step_after(bench, 0.1)
    admit(bench)
    step_after(bench, 60.0 - 0.1)
    before = step_after(bench, 0.1)
    bench.clock.step_utc(step_s)
    after = step_after(bench, 10.0)
    age_s = [step.snapshot.places[0].session.phase_age_s for step in (before, after) if step.snapshot.places[0].session]
    assert age_s[1] - age_s[0] == pytest.approx(10.0)
    steps = [event.step_s for event in after.events if isinstance(event, ClockStepNoted)]
    assert steps == [pytest.approx(step_s, abs=0.2)]
    assert after.snapshot.at.utc_ms == pytest.approx(bench.clock.now().utc_ns / 1e6, abs=100)


@pytest.mark.hazard("H36")
@pytest.mark.expect_log
def test_after_twenty_minutes_of_sleep_no_value_is_shown_and_the_gap_is_told(bench: Bench[ManualClock]) -> None:
    step_after(bench, 0.1)
    admit(bench)
    step_after(bench, 1.0)
    bench.intake.observed(saturation(bench.clock.now()), Provenance.SIMULATED)
    awake = step_after(bench, 0.1)
    assert awake.snapshot.places[0].spo2.value == 97.0
    back = step_after(bench, 1200.0)
    assert back.snapshot.places[0].spo2.value is None
    assert [event.missing_s for event in back.events if isinstance(event, RestartNoted)] == [1200.0]
    short = step_after(bench, GAP_S)
    assert not any(isinstance(event, RestartNoted) for event in short.events)


def test_a_stamp_from_the_future_is_judged_now(bench: Bench[ManualClock]) -> None:
    step_after(bench, 1.0)
    bench.intake.observed(saturation(bench.clock.now().earlier(-3600)), Provenance.SIMULATED)
    step_after(bench, 0.1)
    assert len(bench.writer.batches[-1].inputs) == 1
