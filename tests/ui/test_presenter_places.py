"""A place in words, in every state it can be in."""

from dataclasses import replace
from datetime import UTC

import pytest
from ui_builders import (
    NO_BASELINE,
    NOW,
    alarm,
    bay,
    chair,
    free,
    pressure,
    room,
    session,
)

from monitor.alarms.repeated_median import TrendArrow
from monitor.domain.vocabulary import AlarmState, Direction, Phase, PlaceKind, Priority
from monitor.port.snapshot import (
    EntryView,
    Freshness,
    GateItemView,
    NumberView,
    PlaceView,
    SessionView,
    StayView,
    TrendArrows,
)
from monitor.ui.presenter import places, present
from monitor.ui.presenter.numbers import numbers
from monitor.ui.views import Action, BayView, ButtonView, FreeView, TileView, Tone

SEEN = places.Seen(NOW.utc_ms, UTC)


def tile_of(place: PlaceView, *, has_bays: bool = True) -> TileView:
    view = places.chair(place, SEEN, has_bays=has_bays)
    assert isinstance(view, TileView)
    return view


def bay_of(place: PlaceView) -> BayView:
    view = places.bay(place, SEEN)
    assert isinstance(view, BayView)
    return view


def seated(seat: SessionView) -> PlaceView:
    return chair(seat=seat)


def test_a_calm_infusion_in_words() -> None:
    view = tile_of(chair())
    assert view.heading.title == "Chair 1"
    assert view.heading.label == "A.M. 59"
    assert view.heading.status == ("infusion 3 of 6", "infusion")
    assert view.heading.progress_text[0] == "23 min since start (entered) · 17 of 40 left"
    assert view.heading.progress == pytest.approx((23 * 60 + 5) / 2400, abs=0.005)
    assert view.numbers.pressure.value == "131/79"
    assert view.numbers.pressure.label[0] == "NIBP mmHg"
    assert view.numbers.pressure.detail[0] == "mean 96 · 2 min ago"
    assert view.numbers.next_cuff == ("next in 1 min",)
    assert view.numbers.rise[0] == "+7 ↗ · baseline 124/78"
    assert view.numbers.rate.value == "74"
    assert view.numbers.rate.detail[0] == "+2 · now"
    assert view.numbers.spo2.value == "98"
    assert view.line.segments == ()
    assert view.line.calm == ("Rad-8 on line",)
    assert view.edge is None


@pytest.mark.parametrize(("direction", "arrow"), [(Direction.UP, " ↗"), (Direction.DOWN, " ↘"), (Direction.STEADY, "")])
def test_the_arrows_are_those_of_the_room(direction: Direction, arrow: str) -> None:
    going = TrendArrow(direction=direction)
    shown = numbers(replace(chair(), arrows=TrendArrows(systolic=going, rate=going)))
    assert shown.rise[-1] == f"+7{arrow}"
    assert shown.rate.detail[-1] == f"+2{arrow}"


@pytest.mark.parametrize(
    ("seat", "status", "progress"),
    [
        (session(phase=Phase.BASELINE, start_s=None, course=""), "baseline", "infusion not begun · 40 min planned"),
        (session(course="pain · 4 h"), "infusion · pain · 4 h", "23 min since start (entered) · 17 of 40 left"),
        (session(start_s=42 * 60), "infusion 3 of 6", "42 min since start (entered) · 2 over 40 planned"),
        (
            session(phase=Phase.RECOVERY, start_s=3000, end_s=245),
            "recovery · infusion 3 of 6",
            "4 min since end (entered)",
        ),
    ],
)
def test_phases_and_progress(seat: SessionView, status: str, progress: str) -> None:
    heading = tile_of(seated(seat)).heading
    assert heading.status[0] == status
    assert heading.progress_text[0] == progress


def test_progress_is_full_and_no_more_when_the_planned_time_is_over() -> None:
    assert tile_of(seated(session(start_s=9000))).heading.progress == 1.0


def test_an_infusion_beyond_its_plan_asks_whether_the_pump_still_runs() -> None:
    view = tile_of(seated(session(start_s=2401)))
    assert view.line.calm[0] == "planned time is over: is the pump still running?"
    assert view.line.calm_tone is Tone.NORMAL


def test_without_data_the_line_says_so() -> None:
    view = tile_of(replace(chair(), no_data_s=12.0, device_line="no data from Rad-8 for 12 s"))
    assert view.line.calm[0] == "no data from Rad-8 for 12 s"
    assert view.line.calm_tone is Tone.NORMAL


def test_a_baseline_that_is_being_taken_counts_its_readings() -> None:
    place = seated(session(phase=Phase.BASELINE, start_s=None, baseline=NO_BASELINE))
    assert numbers(place).rise[0] == "baseline being taken: 3 readings"


def test_an_infusion_without_baseline_says_so() -> None:
    assert numbers(seated(session(baseline=NO_BASELINE))).rise == ("no baseline",)


def actions(buttons: tuple[ButtonView | None, ...]) -> list[Action | None]:
    return [None if button is None else button.action for button in buttons]


@pytest.mark.parametrize(
    ("seat", "expected"),
    [
        (session(phase=Phase.BASELINE, start_s=None), [None, Action.FORM, Action.NOTE, Action.MORE]),
        (session(), [None, Action.FORM, Action.NOTE, Action.MORE]),
        (session(phase=Phase.RECOVERY, end_s=60), [None, Action.FORM, Action.NOTE, Action.MORE]),
    ],
)
def test_the_next_step_of_each_phase(seat: SessionView, expected: list[Action | None]) -> None:
    assert actions(tile_of(seated(seat)).buttons) == expected


def test_without_bays_a_patient_leaves_from_the_chair() -> None:
    view = tile_of(seated(session(phase=Phase.RECOVERY, end_s=60)), has_bays=False)
    assert actions(view.buttons) == [None, Action.CHECKS, Action.NOTE, Action.MORE]


def test_buttons_carry_the_place_and_session_that_were_seen() -> None:
    button = tile_of(seated(session(77))).buttons[1]
    assert button is not None
    assert (button.place_id, button.session_id, button.who) == ("1", 77, "Chair 1 · A.M. 59")
    assert button.accessible_name == "Record end, Chair 1"


def every_button_text() -> set[str]:
    seats = [session(phase=phase, start_s=start) for phase in Phase for start in (None, 600.0)]
    views = [tile_of(seated(seat), has_bays=bays) for seat in seats for bays in (True, False)]
    buttons = [button for view in views for button in view.buttons] + list(bay_of(bay()).buttons)
    return {button.text for button in buttons if button is not None}


@pytest.mark.hazard("H48")
def test_no_button_reads_as_if_it_drove_the_pump() -> None:
    texts = every_button_text()
    assert {"Record start", "Record end"} <= texts
    assert not [text for text in texts if text.split()[0] in {"Start", "Stop", "End", "Pause", "Resume"}]


def test_a_free_chair_offers_to_admit_and_a_free_bay_does_not() -> None:
    chair_view, bay_view = places.free(free("4")), places.free(free("bay-2", kind=PlaceKind.BAY, title="Bay 2"))
    assert chair_view.admit is not None
    assert chair_view.admit.accessible_name == "Admit a patient to Chair 4"
    assert chair_view.device_line == "Rad-8 on line"
    assert bay_view.admit is None


def test_a_bay_with_open_checks_lists_them() -> None:
    view = bay_of(bay())
    assert view.heading.progress_text[0] == "68 min since end"
    assert view.heading.status == ("○ 3 checks open",)
    assert view.line.calm[0] == "○ clock   ○ vitals   ○ gait"
    assert not view.ready


def test_a_bay_with_nothing_open_says_so_in_word_shape_and_colour() -> None:
    view = bay_of(bay(ready=True))
    assert view.heading.status == ("✓ CHECKS DONE",)
    assert view.heading.status_tone is Tone.READY
    assert view.ready


def test_a_bay_whose_cuff_is_overdue_says_so() -> None:
    late = replace(bay(), pressure=pressure(149, 92, next_in_s=-70))
    assert bay_of(late).heading.status[0] == "cuff overdue 1 min"


def test_a_silenced_place_says_who_and_how_long() -> None:
    silenced = replace(chair(), audio_paused_for_s=100.2, audio_paused_by="RK")
    assert tile_of(silenced).heading.sound == ("♪ paused 1:41 by RK", "♪ paused 1:41")


def test_alarms_stand_in_the_line_gravest_first_then_those_nobody_has_seen() -> None:
    alarms = (
        alarm(1, "1", Priority.HIGH, "BP ↑ 184/112 ≥ 180", state=AlarmState.ACKNOWLEDGED),
        alarm(2, "1", Priority.MEDIUM, "SpO₂ ↓ 88 < 90", state=AlarmState.ACKNOWLEDGED),
        alarm(3, "1", Priority.LOW, "No data: Rad-8", short="No data"),
    )
    segments = tile_of(chair(alarms=alarms)).line.segments
    assert [segment.alarm_id for segment in segments] == [1, 3, 2]
    assert segments[0].wording[0] == "✓ !!! BP ↑ 184/112 ≥ 180"
    assert segments[1].wording == ("! No data: Rad-8", "! No data")
    assert segments[1].since == "0:25"


@pytest.mark.parametrize(
    ("priority", "state", "flashing"),
    [
        (Priority.HIGH, AlarmState.ACTIVE, True),
        (Priority.HIGH, AlarmState.LATCHED, True),
        (Priority.HIGH, AlarmState.ACKNOWLEDGED, False),
        (Priority.MEDIUM, AlarmState.ACTIVE, True),
        (Priority.LOW, AlarmState.ACTIVE, False),
        (Priority.INFORMATION, AlarmState.ACTIVE, False),
    ],
)
def test_what_flashes(priority: Priority, state: AlarmState, flashing: bool) -> None:  # noqa: FBT001 - a test's table
    view = tile_of(chair(alarms=(alarm(1, "1", priority, "x", state=state),)))
    assert view.line.segments[0].flashing is flashing
    assert view.line.segments[0].wording[0].removeprefix("✓ ").startswith(f"{priority.mark} ")
    assert view.edge is priority
    assert (view.buttons[0] is not None) == (state is not AlarmState.ACKNOWLEDGED)


def test_a_latched_alarm_says_that_it_is_over() -> None:
    latched = alarm(1, "1", Priority.HIGH, "SpO₂ ↓ 82 < 85, over now", short="SpO₂ ↓ 82", state=AlarmState.LATCHED)
    wording = tile_of(chair(alarms=(latched,))).line.segments[0].wording
    assert wording == ("!!! SpO₂ ↓ 82 < 85, over now", "!!! SpO₂ ↓ 82 < 85 · over now", "!!! SpO₂ ↓ 82 · over now")


def test_the_rise_takes_the_colour_of_a_pressure_alarm_only() -> None:
    high = alarm(1, "1", Priority.HIGH, "BP ↑ 184/112", rule="BP-SEV")
    other = alarm(1, "1", Priority.HIGH, "SpO₂ ↓ 82 < 85", rule="O2-XLO")
    assert numbers(chair(alarms=(high,))).rise_tone is Tone.HIGH
    assert numbers(chair(alarms=(other,))).rise_tone is Tone.NORMAL


def test_the_trend_reaches_to_the_planned_end_and_beyond_when_it_takes_longer() -> None:
    assert tile_of(chair()).trace.end_s == 3300
    longer = replace(chair().trend, pulse=((0.0, 70.0), (5000.0, 70.0)))
    assert tile_of(replace(chair(), trend=longer)).trace.end_s == 5100


def test_trends_of_two_patients_never_count_as_the_same() -> None:
    first, second = tile_of(seated(session(1))).trace, tile_of(seated(session(2))).trace
    assert first != second


def test_readers_of_the_screen_hear_place_alarm_and_values() -> None:
    view = tile_of(chair(alarms=(alarm(1, "1", Priority.HIGH, "BP ↑ 184/112"),)))
    assert view.summary.startswith("Chair 1, A.M. 59, infusion; high alarm: BP ↑ 184/112; pressure 131/79; pulse 74")
    none = replace(chair(), spo2=NumberView(value=None, freshness=Freshness.DASHES))
    assert tile_of(none).summary.endswith("saturation no value")


def test_a_place_never_moves() -> None:
    calm = present(room(*(chair(str(n)) for n in range(1, 9))))
    alarmed = present(room(*(chair(str(n), alarms=(alarm(n, str(n), Priority.HIGH, "x"),)) for n in range(1, 9))))
    assert [view.place_id for view in calm.chairs] == [view.place_id for view in alarmed.chairs]


def test_a_free_place_shows_the_alarm_of_its_device() -> None:
    lonely = replace(free("4"), alarms=(alarm(9, "4", Priority.LOW, "No data: Rad-8"),))
    view = places.chair(lonely, SEEN, has_bays=True)
    assert isinstance(view, FreeView)
    assert view.line.segments[0].alarm_id == 9
    assert view.acknowledge is not None


def test_a_bay_names_its_open_checks_as_far_as_there_is_room() -> None:
    checks = ("time", "pressure", "gait", "escort_here")
    gate = tuple(GateItemView(check=check, text=check, done=check == "time") for check in checks)
    calm = bay_of(replace(bay(), gate=gate)).line.calm
    assert calm == (
        "✓ time   ○ pressure   ○ gait   ○ escort here",
        "○ pressure  ○ gait  ○ escort here",
        "○ pressure  ○ gait  +1 open",
        "○ pressure  +2 open",
    )


def test_a_bay_says_since_when_and_until_when_and_why() -> None:
    stay = StayView(
        since_first_dose_s=6480.0, earliest_leave_utc_ms=NOW.utc_ms + 60_000, earliest_leave_why="faint at 14:02"
    )
    place = bay(end_s=68 * 60)
    assert place.session is not None
    view = bay_of(replace(place, session=replace(place.session, stay=stay)))
    assert view.heading.progress_text[0] == "68 min since end · 108 since first dose"
    assert view.heading.status == ("earliest 22:14: faint at 14:02", "earliest 22:14")


def test_the_calm_line_says_who_is_away_and_what_was_noted_last() -> None:
    away = session()
    away = replace(away, stay=StayView(off_monitor_left_s=542.0, off_monitor_with="R. Kern"))
    assert tile_of(seated(away)).line.calm[0] == "off monitor with R. Kern · 9:02"
    noted = EntryView(entry_seq=3, at_utc_ms=NOW.utc_ms - 60_000, text="nausea", by="R. Kern")
    assert tile_of(replace(chair(), entries=(noted,))).line.calm[0] == "nausea 22:12"
    long_ago = replace(noted, at_utc_ms=NOW.utc_ms - 3_600_000)
    assert tile_of(replace(chair(), entries=(long_ago,))).line.calm[0] == "Rad-8 on line"


def test_a_paused_infusion_says_since_when() -> None:
    paused = replace(session(), stay=StayView(paused_s=100.0, running_s=1200.0))
    heading = tile_of(seated(paused)).heading
    assert heading.status[-1] == "paused"
    assert heading.progress == 0.5
    assert heading.progress_text[-1] == "pause recorded 1:40"


@pytest.mark.hazard("H34")
def test_no_shorter_form_takes_the_age_from_an_old_pressure() -> None:
    old = replace(
        alarm(
            1,
            "1",
            Priority.HIGH,
            "BP ↑ last 184/112, 10 min ago, NOT RE-MEASURED, ≥ 180",
            short="BP ↑ was 184/112, 10 min ago",
        ),
        least_message="BP ↑ was 184/112",
    )
    segment = tile_of(chair(alarms=(old,))).line.segments[0]
    assert segment.wording[1:] == (
        "!!! BP ↑ last 184/112, 10 min ago, NOT RE-MEASURED",
        "!!! BP ↑ last 184/112, 10 min ago",
        "!!! BP ↑ was 184/112, 10 min ago",
    )
    assert segment.least == "!!! BP ↑ was 184/112"
