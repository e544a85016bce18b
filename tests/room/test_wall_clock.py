"""Hazard H36: steps of the wall clock, daylight changes, a sleep of the computer and a device that lives in 2004.

Ticks decide, UTC records: whatever the wall clock does, every timer runs out at the very tick at which it would have.
"""

import random
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from engine_fakes import NURSE, Bench, saturation, step_after
from stays import act, reply, stay
from vigil_worlds import vigil_world
from worlds import EPOCH, make_room, order, plan, reading, run, step

from drivers.clock import ManualClock
from drivers.masimo_ascii1.interpreter import Interpreter as MasimoInterpreter
from drivers.masimo_ascii1.protocol import Record
from drivers.observations import NANOSECONDS_PER_SECOND, Numeric, Provenance, Stamp
from monitor.domain.commands import Admit, PauseAudio, record_infusion
from monitor.domain.entries import InfusionAct
from monitor.domain.events import AlarmChanged, ClockStepNoted, Event, RestartNoted
from monitor.domain.inputs import ClockStepped, Input
from monitor.domain.vocabulary import AlarmChangeKind
from monitor.engine.shell_inputs import GAP_S
from monitor.port.projection import Projector
from monitor.port.snapshot import Freshness
from monitor.room.room import Room
from monitor.ui.presenter import words

pytestmark = pytest.mark.hazard("H36")
HOUR_MS = 3_600_000
MINUTES = 11
BERLIN = ZoneInfo("Europe/Berlin")
SPRING = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # 2 o'clock becomes 3 o'clock
AUTUMN = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)  # 3 o'clock becomes 2 o'clock


def told(events: list[Event]) -> list[tuple[int, str, object]]:
    """Everything that happened, by its tick; what time of day it was is left out."""
    return [
        (
            event.at.tick,
            event.type,
            (event.rule, event.change, event.priority) if isinstance(event, AlarmChanged) else "",
        )
        for event in events
        if not isinstance(event, ClockStepNoted)
    ]


def test_a_step_of_an_hour_at_any_moment_moves_no_event_of_a_busy_room(rng: random.Random) -> None:
    """Pending alarms, pauses, suspensions, escalations, no-data rules, cuffs: all that a world holds."""
    inputs = vigil_world(7, chairs=2, minutes=MINUTES)
    ticks = range(10, MINUTES * 600 + 1, 10)
    expected = told(run(make_room(plan=plan(2, 1)), inputs, ticks))
    assert len(expected) > 100
    steps: list[Input] = []
    utc_ms = EPOCH.utc_ms
    moments = sorted(rng.sample(range(900, MINUTES * 600), 8))
    for tick in moments:  # forth and back again and again, each at another moment
        utc_ms += HOUR_MS if len(steps) % 2 == 0 else -HOUR_MS
        steps.append(ClockStepped(tick=tick, utc_ms=utc_ms + tick * 100))
    mixed = sorted([*inputs, *steps], key=lambda item: item.tick)
    events = run(make_room(plan=plan(2, 1)), mixed, ticks)
    assert told(events) == expected, f"steps at {moments}"
    assert [event.step_s for event in events if isinstance(event, ClockStepNoted)] == [3600.0, -3600.0] * 4


@pytest.mark.parametrize("step_ms", [HOUR_MS, -HOUR_MS])
def test_a_step_is_shown_and_moves_no_pause_no_clock_and_no_earliest_leave(step_ms: int) -> None:
    room = stay()
    reply(room, 100, act(100, InfusionAct.START))
    reply(room, 2500, act(2500, InfusionAct.END))
    step(room, 2510, reading(2510, 165), order(2510, PauseAudio(place_id="1", actor=NURSE)))
    before = Projector(room).snapshot(1, {}).places[0]
    utc_ms = room.ledger.instant(25_200).utc_ms + step_ms
    step(room, 2521, ClockStepped(tick=25_200, utc_ms=utc_ms))
    picture = Projector(room).snapshot(1, {})
    after = picture.places[0]
    assert before.audio_paused_for_s is not None
    assert after.audio_paused_for_s == before.audio_paused_for_s - 11.0
    assert after.session is not None
    assert after.session.since_infusion_end_s == 21.0
    assert picture.banner == (
        f"Wall clock set by {step_ms / 1000:+.0f} s 0 min ago: times of day before that are by the old one"
    )
    back = Room.restore(room.plan, room.profile, room.checkpoint())
    assert Projector(back).snapshot(1, {}).banner == picture.banner
    step(room, 2521 + 601)
    assert "Wall clock" not in Projector(room).snapshot(1, {}).banner


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_a_daylight_change_is_no_step_and_only_the_hands_on_the_screen_move(change: datetime) -> None:
    begin_ns = (round(change.timestamp()) - 600) * NANOSECONDS_PER_SECOND
    bench = Bench("1", clock=ManualClock(Stamp(0, begin_ns)))
    step_after(bench, 0.1)
    bench.commands.put(Admit(place_id="1", label="A.M. 59", planned_infusion_s=1200, actor=NURSE))
    step_after(bench, 0.9)
    bench.commands.put(record_infusion(InfusionAct.START, place_id="1", session_id=1, actor=NURSE))
    events: list[Event] = []
    shown = []
    for _ in range(1200 // 4):
        events += step_after(bench, 4.0).events
    last = step_after(bench, 4.0)
    events += last.events
    session = last.snapshot.places[0].session
    assert session is not None
    assert session.since_infusion_start_s == 1200.0
    assert not any(isinstance(event, ClockStepNoted | RestartNoted) for event in events)
    asked = [event.at.tick for event in events if isinstance(event, AlarmChanged) and event.rule == "P-BEGUN"]
    start_tick = bench.room.room.sessions[1].start_tick
    assert start_tick is not None
    assert asked[0] == start_tick + 12_000  # twenty minutes after the start, to the tick
    for minutes in (-1, 0):
        moment = datetime.fromtimestamp(change.timestamp() + 60 * minutes, UTC)
        shown.append(words.local_minute(moment, BERLIN))
    assert shown == (["01:59", "03:00"] if change is SPRING else ["02:59", "02:00"])


@pytest.mark.expect_log
def test_twenty_minutes_of_sleep_leave_every_value_stale_and_every_clock_exact() -> None:
    """A pending alarm, a pause of the sound and a recovery are under way when the lid is closed."""
    bench = Bench("1", clock=ManualClock())
    step_after(bench, 0.1)
    bench.commands.put(Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400, actor=NURSE))
    step_after(bench, 0.9)
    for act_, wait_s in ((InfusionAct.START, 60.0), (InfusionAct.END, 4.0)):
        bench.commands.put(record_infusion(act_, place_id="1", session_id=1, actor=NURSE))
        step_after(bench, wait_s)
    ended_tick = bench.room.room.sessions[1].end_tick
    assert ended_tick is not None
    bench.intake.observed(saturation(bench.clock.now(), 80.0), Provenance.SIMULATED)
    pending = step_after(bench, 1.0)
    assert ("O2-XLO", AlarmChangeKind.PENDING) in [
        (event.rule, event.change) for event in pending.events if isinstance(event, AlarmChanged)
    ]
    bench.commands.put(PauseAudio(actor=NURSE))
    asleep = step_after(bench, 0.1)
    assert asleep.snapshot.audio.room_paused_by == NURSE.name
    awake = step_after(bench, 1200.0)
    place = awake.snapshot.places[0]
    assert (place.spo2.value, place.spo2.freshness, place.rate.value) == (None, Freshness.DASHES, None)
    assert [event.missing_s for event in awake.events if isinstance(event, RestartNoted)] == [1200.0]
    assert "data missing 1200 s" in awake.snapshot.banner
    assert awake.snapshot.audio.room_paused_by == "", "what was silenced before is not silent after"
    assert place.session is not None
    assert place.session.since_infusion_end_s == (bench.room.room.tick - ended_tick) / 10
    raised = {
        event.rule: event.at.tick
        for event in awake.events
        if isinstance(event, AlarmChanged) and event.change is AlarmChangeKind.RAISED
    }
    assert "O2-XLO" not in raised, "an alarm from a value of before the sleep"
    heard_tick = bench.room.room.seats["1"].links["ox-1"].last_data_tick
    assert heard_tick is not None
    assert (raised["T-LINK"], raised["T-SPO2"]) == (heard_tick + 100, heard_tick + 100), "each at its own second"
    bench.intake.observed(saturation(bench.clock.now(), 97.0), Provenance.SIMULATED)
    assert step_after(bench, 1.0).snapshot.places[0].spo2.value == 97.0


@pytest.mark.expect_log
@pytest.mark.parametrize("asleep_s", [4.0, 20.0])
def test_a_pause_of_the_sound_ends_with_a_sleep_although_its_time_is_not_up(asleep_s: float) -> None:
    bench = Bench("1", clock=ManualClock())
    step_after(bench, 0.1)
    bench.commands.put(Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400, actor=NURSE))
    step_after(bench, 0.9)
    bench.commands.put(PauseAudio(actor=NURSE))
    assert step_after(bench, 0.1).snapshot.audio.room_paused_by == NURSE.name
    slept = asleep_s > GAP_S
    assert step_after(bench, asleep_s).snapshot.audio.room_paused_by == ("" if slept else NURSE.name)


def test_a_device_that_lives_in_2004_changes_nothing() -> None:
    def said(date: str) -> list[tuple[object, ...]]:
        made = MasimoInterpreter("rad8-1", provenance=Provenance.SIMULATED, zone=UTC)
        found: list[tuple[object, ...]] = []
        for second in range(3):
            stamp = Stamp(second * NANOSECONDS_PER_SECOND, (1_790_000_000 + second) * NANOSECONDS_PER_SECOND)
            line = Record(date=date, time=f"22:47:{second:02}", spo2_percent=98, pulse_per_min=97, pi_percent=3.6)
            found += [
                (item.parameter, item.value, item.quality, item.stamp)
                for item in made.interpret(line, stamp)
                if isinstance(item, Numeric)
            ]
        return found

    assert said("02/22/04") == said("09/21/26")
    assert {stamp for *_, stamp in said("02/22/04")} == {
        Stamp(second * NANOSECONDS_PER_SECOND, (1_790_000_000 + second) * NANOSECONDS_PER_SECOND) for second in range(3)
    }
