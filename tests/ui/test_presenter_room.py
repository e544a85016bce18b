"""Header, alarm bar, footer, cover and questions in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from ui_builders import NOW, alarm, chair, room

from drivers.observations import Provenance
from monitor.domain.profile_change import ProfileChange
from monitor.domain.vocabulary import AlarmState, Priority
from monitor.port.outside_views import OutsideView
from monitor.port.snapshot import Answer, AudioView
from monitor.ui import presenter
from monitor.ui.presenter import questions
from monitor.ui.presenter.outlets import outside_lines
from monitor.ui.views import Action, LiveView, Tone

SINCE = datetime(2023, 11, 14, 14, 32, 5, tzinfo=UTC)


def test_a_calm_header() -> None:
    header = presenter.present(room(chair(), provenance=Provenance.REAL), UTC).header
    assert header.room == "Infusion room A"
    assert header.clock == "22:13:20"
    assert header.sound == ("♪ sound on",)
    assert header.devices[0] == "1 of 1 devices"
    assert header.devices_tone is Tone.MUTED
    assert header.counts == ()
    assert header.mark == ""


@pytest.mark.parametrize(
    ("provenance", "mark"), [(Provenance.SIMULATED, "SIMULATED"), (Provenance.REPLAYED, "REPLAYED")]
)
def test_what_is_not_real_is_marked(provenance: Provenance, mark: str) -> None:
    assert presenter.present(room(chair(), provenance=provenance)).header.mark == mark


def test_a_device_that_is_off_line_stands_out() -> None:
    snapshot = room(chair("1"), chair("2"))
    broken = replace(snapshot, devices=(replace(snapshot.devices[0], on_line=False), snapshot.devices[1]))
    header = presenter.present(broken).header
    assert header.devices[0] == "1 of 2 devices"
    assert header.devices_tone is Tone.NORMAL


def test_alarms_are_counted_by_priority_gravest_first() -> None:
    places = [
        chair(str(n), alarms=(alarm(n, str(n), priority, "x"),))
        for n, priority in enumerate((Priority.LOW, Priority.HIGH, Priority.MEDIUM, Priority.HIGH), start=1)
    ]
    counts = presenter.present(room(*places)).header.counts
    assert [count.text for count in counts] == ["!!! 2 high", "!! 1 medium", "! 1 low"]


@pytest.mark.parametrize(
    ("audio", "text", "action"),
    [
        (AudioView(), "♪ sound on", Action.PAUSE_SOUND),
        (AudioView(sounding=Priority.HIGH), "♪ sounding: high", Action.PAUSE_SOUND),
        (AudioView(room_paused_for_s=76.5, room_paused_by="RK"), "♪ sound paused 1:17 by RK", Action.RESUME_SOUND),
        (AudioView(room_paused_for_s=76.5), "♪ sound paused 1:17", Action.RESUME_SOUND),
    ],
)
def test_the_sound_and_its_button(audio: AudioView, text: str, action: Action) -> None:
    view = presenter.present(room(chair(), audio=audio))
    assert view.header.sound[0] == text
    assert view.bar.sound.action is action


def test_the_bar_names_mark_time_place_and_message() -> None:
    place = chair("7", alarms=(alarm(4, "7", Priority.MEDIUM, "SpO₂ ↓ 89 < 90", short="SpO₂ ↓ 89", since_s=20),))
    chip = presenter.present(room(place), UTC).bar.chips[0]
    assert chip.wording == (
        "!! 22:13:00 Chair 7 SpO₂ ↓ 89 < 90",
        "!! 22:13:00 Chair 7 SpO₂ ↓ 89",
        "!! Chair 7 SpO₂ ↓ 89",
    )


def test_an_acknowledged_alarm_is_ticked_in_the_bar() -> None:
    place = chair(alarms=(alarm(4, "1", Priority.MEDIUM, "x", state=AlarmState.ACKNOWLEDGED),))
    chip = presenter.present(room(place)).bar.chips[0]
    assert chip.acknowledged
    assert chip.wording[-1] == "✓ !! Chair 1 x"


@pytest.mark.hazard("H48")
def test_the_footer_always_says_what_this_display_is_not() -> None:
    footer = presenter.present(room(chair())).footer
    assert footer.text == "This display does not see or control the pump. The bedside monitor alarms first."


def cover(*, engine_age_s: float = 0.0, has_snapshot: bool = True, waited_s: float = 100.0) -> tuple[str, str] | None:
    view = presenter.cover(
        engine_age_s=engine_age_s, has_snapshot=has_snapshot, waited_s=waited_s, since=SINCE, zone=UTC
    )
    return None if view is None else (view.title, view.detail)


def test_nothing_covers_a_running_monitor() -> None:
    assert cover(engine_age_s=2.0) is None


def test_an_engine_that_stands_still_covers_the_screen() -> None:
    assert cover(engine_age_s=2.1) == ("MONITOR STALLED", "for 0:02, since 14:32:05")


def test_a_start_is_not_yet_a_stall() -> None:
    assert cover(has_snapshot=False, waited_s=3.0) == ("STARTING", "No values yet, 0:03 since 14:32:05")
    stalled = cover(has_snapshot=False, waited_s=10.0)
    assert stalled is not None
    assert stalled[0] == "MONITOR STALLED"


def test_the_cover_sends_people_to_the_patients() -> None:
    view = presenter.cover(engine_age_s=9, has_snapshot=True, waited_s=9, since=SINCE)
    assert view is not None
    assert view.advice == "Look at the patients and the bedside monitors"


def test_a_refusal_names_its_place() -> None:
    answer = Answer(seq=1, place_id="3", command="discharge", reason="open: gait, escort")
    assert presenter.refusal(answer, {"3": "Chair 3"}) == "Not done. Chair 3: open: gait, escort"
    assert presenter.refusal(replace(answer, place_id=None), {}) == "Not done. open: gait, escort"


def test_the_time_that_is_recorded() -> None:
    live = LiveView(now=NOW, zone=UTC, line=presenter.live(room(chair())).line)
    assert questions.edge_time(live, 0) == "Time 22:13"
    assert questions.edge_time(live, 5) == "Time 22:08, 5 min ago"
    assert questions.edge_utc_ms(NOW, 0) is None
    assert questions.edge_utc_ms(NOW, 5) == NOW.utc_ms - 300_000


def test_the_header_says_whose_limits_who_is_called_and_who_is_alone() -> None:
    """H22, the part of the display: without a second recipient that stands in the header for good."""
    snapshot = room(chair())
    assert presenter.present(snapshot).header.profile[0] == "profile mood"
    assert presenter.present(snapshot).header.notice == ("",)
    nobody = replace(snapshot, calling="nobody else is called")
    assert presenter.present(nobody).header.notice == ("nobody else is called",)
    left = presenter.present(replace(nobody, not_taken_over=2)).header
    assert left.notice == (
        "nobody else is called · 2 places not taken over",
        "nobody else is called · 2 not taken over",
    )
    assert left.notice_tone is Tone.NORMAL
    assert presenter.present(replace(snapshot, not_taken_over=1)).header.notice[0] == "1 place not taken over"


def test_an_alarm_about_the_room_itself_is_named_so_wherever_it_stands() -> None:
    snapshot = replace(room(chair()), alarms=(alarm(9, "", Priority.HIGH, "NO ALARM SOUND", rule="T-AUDIO"),))
    bar = presenter.present(snapshot, UTC).bar
    assert bar.chips[0].wording[-1] == "!!! Room NO ALARM SOUND"
    assert bar.acknowledge is not None
    assert bar.acknowledge.place_id == ""
    assert presenter.live(snapshot).line.segments[0].wording[-1] == "!!! Room NO ALARM SOUND"
    assert presenter.present(room(chair())).bar.acknowledge is None


def test_calls_are_said_whole_where_there_is_room_and_never_without_the_place() -> None:
    """H22: an undelivered call is said as such in the narrowest header too, in the colour of its alarm."""
    lines = (
        "Chair 4: CALL NOT DELIVERED, nobody else knows (pager: connection refused; phone: no route)",
        "Chair 1: pager called, no answer yet; not reached: phone",
    )
    failed = replace(room(chair()), calling=lines[0], outside=OutsideView(calls=lines))
    header = presenter.present(failed).header
    assert header.notice == (
        f"{lines[0]} · +1 more",
        "Chair 4: CALL NOT DELIVERED, nobody else knows · +1 more",
        "Chair 4: CALL NOT DELIVERED · +1 more",
    )
    assert header.notice_tone is Tone.NORMAL
    told = replace(failed, alarms=(replace(alarm(1, "4", Priority.HIGH, "CALL NOT DELIVERED"), rule="T-CALL"),))
    assert presenter.present(told).header.notice_tone is Tone.HIGH
    called = replace(failed, calling=lines[1], outside=OutsideView(calls=lines[1:]), not_taken_over=1)
    assert presenter.present(called).header.notice == (
        f"{lines[1]} · 1 place not taken over",
        f"{lines[1]} · 1 not taken over",
        "Chair 1: pager called, no answer yet · 1 not taken over",
    )


def test_a_notice_of_security_stands_before_everything_else_at_the_foot() -> None:
    notice = "SECURITY: 1 message from outside refused, last from broker: retained"
    change = ProfileChange(digest="d", name="n", changes=())
    told = replace(
        room(chair()), banner=f"{notice}. Restarted", profile_change=change, outside=OutsideView(security_notice=notice)
    )
    assert presenter.present(told).footer.banner == f"{notice}. Restarted. {change.words}"
    assert presenter.present(replace(told, outside=OutsideView())).footer.banner.startswith(change.words)
    assert outside_lines(told.outside) == (notice,)
