"""The snapshot: ages, freshness, rise over baseline, next cuff, pauses, answers; and that it can be sent elsewhere."""

import pickle

import pytest
from worlds import admit, alarms, device, make_room, order, plan, pulse, reading, spo2, start, step

from drivers.observations import CuffStatus, NoticeKind
from monitor.domain.commands import Admit, PauseAudio, record_infusion
from monitor.domain.entries import InfusionAct
from monitor.domain.events import AlarmChanged
from monitor.domain.inputs import ClockStepped, CuffReading, DeviceNotice
from monitor.domain.people import Actor
from monitor.domain.vocabulary import Phase
from monitor.port.device_line import short_title
from monitor.port.projection import DeviceStatus, Projector
from monitor.port.snapshot import Freshness
from monitor.room.room import Room

NURSE = Actor("RK", "nurse")


def infusing() -> Room:
    """Chair 1 with a baseline of 121/70, pulse 64, saturation 97, infusion since 700 s."""
    room = make_room()
    step(room, 1, admit(1))
    for second, systolic in ((100, 140.0), (300, 120.0), (500, 122.0)):
        step(room, second, reading(second, systolic))
    for second in range(600, 700):
        step(room, second, spo2(second, 97), pulse(second, 64))
    step(room, 700, start(700))
    return room


def test_the_baseline_is_the_median_without_the_first_reading() -> None:
    session = Projector(infusing()).snapshot(1, {}).places[0].session
    assert session is not None
    assert session.baseline.systolic == 121, "140 was the first reading: discarded"
    assert (session.baseline.rate, session.baseline.spo2, session.baseline.readings) == (64, 97, 2)
    assert session.baseline.frozen
    assert session.phase is Phase.INFUSION


def test_rise_age_and_next_cuff() -> None:
    room = infusing()
    step(room, 800, reading(800, 151, measured=790), pulse(800, 80))
    step(room, 802)
    view = Projector(room).snapshot(1, {}).places[0]
    assert (view.pressure.rise, view.pressure.age_s, view.pressure.next_in_s) == (30, 12.0, 288.0)
    assert (view.rate.rise, view.rate.age_s) == (16, 2.0)


def test_a_pressure_is_due_then_overdue_then_gone_each_at_its_second() -> None:
    room = infusing()
    step(room, 800, reading(800, 130))
    projector = Projector(room)
    seen: list[tuple[int, Freshness]] = []
    raised: list[tuple[int, str]] = []
    for second in range(801, 1801):
        events = step(room, second, pulse(second, 64), spo2(second, 97))
        raised += [
            (second, event.rule) for event in events if isinstance(event, AlarmChanged) and event.rule == "T-STALE"
        ]
        freshness = projector.snapshot(1, {}).places[0].pressure.freshness
        if not seen or seen[-1][1] is not freshness:
            seen.append((second, freshness))
    assert seen == [(801, Freshness.FRESH), (1101, Freshness.GREY), (1700, Freshness.DASHES)]
    assert raised == [(1220, "T-STALE"), (1400, "T-STALE")]


def test_a_normal_programme_is_never_stale() -> None:
    room = infusing()
    events = []
    for second in range(701, 4000):
        inputs = [pulse(second, 64), spo2(second, 97)]
        if (second - 700) % 300 == 45:
            inputs.append(reading(second, 125))  # type: ignore[arg-type]
        events += step(room, second, *inputs)
    assert alarms(events, "T-STALE") == []


def test_measuring_is_shown_and_the_old_reading_stays_with_its_age() -> None:
    room = infusing()
    step(room, 800, reading(800, 130))
    busy = CuffReading(tick=8100, measured_tick=8100, device_id="d1", status=CuffStatus.MEASURING)
    step(room, 810, busy)
    view = Projector(room).snapshot(1, {}).places[0].pressure
    assert (view.measuring, view.systolic, view.age_s) == (True, 130, 10.0)


def test_a_refused_command_is_answered_in_words() -> None:
    room = infusing()
    projector = Projector(room)
    taken = Admit(place_id="1", label="X", planned_infusion_s=2400, actor=NURSE)
    projector.heard(step(room, 701, order(701, taken)))
    (answer,) = projector.snapshot(1, {}).answers
    assert (answer.place_id, answer.reason) == ("1", "Chair 1 is taken by A.M. 59.")


def test_a_pause_names_its_owner_and_counts_down() -> None:
    room = infusing()
    step(room, 701, order(701, PauseAudio(actor=NURSE)), order(701, PauseAudio(place_id="1", actor=NURSE)))
    step(room, 721)
    snapshot = Projector(room).snapshot(1, {})
    assert (snapshot.audio.room_paused_by, snapshot.audio.room_paused_for_s) == ("RK", 100.0)
    assert (snapshot.places[0].audio_paused_by, snapshot.places[0].audio_paused_for_s) == ("RK", 100.0)


@pytest.mark.parametrize(
    ("at_s", "reason"),
    [(900, "lies in the future"), (600, "lies before the start of the infusion"), (750, None)],
)
def test_a_time_named_afterwards_lies_between_the_start_and_now(at_s: float, reason: str | None) -> None:
    room = infusing()
    at_utc_ms = room.ledger.instant(round(at_s * 10)).utc_ms
    end = record_infusion(InfusionAct.END, place_id="1", session_id=1, at_utc_ms=at_utc_ms, reason="late", actor=NURSE)
    events = step(room, 800, order(800, end))
    view = Projector(room).snapshot(1, {}).places[0].session
    assert view is not None
    if reason is None:
        assert (view.phase, view.since_infusion_end_s) == (Phase.RECOVERY, 50.0)
    else:
        assert reason in getattr(events[-1], "reason", "")
        assert view.phase is Phase.INFUSION


def test_a_command_for_the_person_who_left_hits_nobody() -> None:
    room = infusing()
    late = record_infusion(InfusionAct.START, place_id="1", session_id=99, actor=NURSE)
    (event,) = step(room, 701, order(701, late))
    assert getattr(event, "reason", "") == "Nothing was recorded: Chair 1 is now taken by A.M. 59."


@pytest.mark.parametrize("step_ms", [3_600_000, -3_600_000])
def test_a_wall_clock_step_moves_no_timer(step_ms: int) -> None:
    room = infusing()
    utc_ms = room.ledger.instant(8000).utc_ms + step_ms
    step(room, 750, pulse(750, 90))
    before = Projector(room).snapshot(1, {}).places[0].session
    step(room, 800, ClockStepped(tick=8000, utc_ms=utc_ms))
    after = Projector(room).snapshot(1, {}).places[0].session
    assert before is not None
    assert after is not None
    assert (before.since_infusion_start_s, after.since_infusion_start_s) == (50.0, 100.0)
    assert room.now.utc_ms == utc_ms


def test_an_oximeter_that_nobody_wears_is_no_news_while_another_one_measures() -> None:
    oximeter = device("1", device_id="d1", title="Masimo", has_cuff=False)
    room = make_room(plan=plan(1, 0, [oximeter, device("1", device_id="c1", title="V100")]))
    step(room, 1, admit(1))
    standby = DeviceNotice(
        tick=20, device_id="c1", code="spo2_standby", kind=NoticeKind.TECHNICAL, why="oximeter on standby"
    )
    step(room, 2, standby)
    assert Projector(room).snapshot(1, {}).places[0].device_line == "oximeter on standby"
    step(room, 3, spo2(3, 97))
    assert Projector(room).snapshot(1, {}).places[0].device_line == "Masimo, V100 on line"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Masimo Rad-8 / Radical-7 (ASCII 1)", "Masimo Rad-8"),
        ("Philips IntelliVue (LAN)", "Philips IntelliVue"),
        ("MQTT, native schema", "MQTT"),
        ("V100", "V100"),
    ],
)
def test_a_tile_names_a_device_by_its_first_name(title: str, short: str) -> None:
    assert short_title(title) == short


def test_a_snapshot_can_be_pickled_and_its_trend_is_reused_until_it_changes() -> None:
    room = infusing()
    projector = Projector(room)
    first = projector.snapshot(1, {"d1": DeviceStatus(on_line=True)})
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301 - our own bytes
    step(room, 701, pulse(701, 64))
    second = projector.snapshot(2, {})
    assert second.places[0].trend.pressures is first.places[0].trend.pressures or (
        second.places[0].trend.version != first.places[0].trend.version
    )
    assert first.devices[0].on_line
