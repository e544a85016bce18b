"""The devices page in words."""

from dataclasses import replace
from datetime import UTC

import pytest
from device_samples import ASCII_2, CUFF, GATEWAY, HEALTHY, WRONG_MODE, FakeWires, devices_room, recorded
from ui_builders import alarm, chair, room

from monitor.domain.vocabulary import Priority
from monitor.port.snapshot import DeviceView, RecordingView
from monitor.ui.device_views import DeviceDetailView, DeviceRowView, LinkLook
from monitor.ui.presenter import words
from monitor.ui.presenter.devices import ALL_WELL, EXPERIMENTAL, devices_view, raw_rows


def row(device: DeviceView) -> DeviceRowView:
    (shown,) = devices_view(devices_room(device), None, UTC).rows
    return shown


def detail(device: DeviceView) -> DeviceDetailView:
    shown = devices_view(devices_room(device), device.device_id, UTC).detail
    assert shown is not None
    return shown


def test_the_heading_counts_who_is_on_line() -> None:
    assert devices_view(devices_room(), None, UTC).heading == "Devices · 2 of 3 on line"


def test_a_healthy_device_says_since_when() -> None:
    shown = row(HEALTHY)
    assert (shown.look, shown.place, shown.experimental) == (LinkLook.ON_LINE, "Chair 1", "")
    assert shown.words[0] == "on line since 22:03:20"
    assert shown.values[0] == "SpO₂ 98 · Pulse 72? · PI 2.3"
    assert shown.values[-1] == "SpO₂ 98"
    assert shown.rate == "1.0 frames/s"


def test_a_device_that_is_on_line_may_still_have_something_wrong() -> None:
    shown = row(CUFF)
    assert (shown.look, shown.experimental) == (LinkLook.ON_LINE_BUT, EXPERIMENTAL)
    assert shown.words == ("on line. 2.3 % of the bytes of the last 30 s cannot be read.",)
    assert shown.values[0] == "SpO₂ – · NIBP 128/76"


def test_a_device_that_is_off_line_says_what_is_wrong() -> None:
    shown = row(WRONG_MODE)
    assert (shown.look, shown.words) == (LinkLook.OFF_LINE, (f"off line. {ASCII_2}",))
    assert shown.values == ("no values",)
    assert shown.summary.startswith("rad8-2 at Chair 2, off line")


def test_without_a_diagnosis_the_engine_words_stand_in() -> None:
    bare = replace(WRONG_MODE, report=replace(WRONG_MODE.report, diagnosis=()))
    assert row(bare).words == ("off line. bytes arrive",)
    assert detail(bare).diagnosis == "bytes arrive"


def test_the_gravest_alarm_of_the_place_stands_in_the_row() -> None:
    alarms = (alarm(1, "1", Priority.LOW, "no data"), alarm(2, "1", Priority.HIGH, "BP ↑ 184/112"))
    snapshot = replace(room(chair("1", alarms=alarms)), devices=(HEALTHY,))
    assert devices_view(snapshot, None, UTC).rows[0].alarm is Priority.HIGH
    assert row(HEALTHY).alarm is None


def test_the_detail_says_all_that_is_known() -> None:
    facts = dict(detail(HEALTHY).facts)
    assert facts["Kind"] == "Masimo Rad-8 / Radical-7 (ASCII 1) (masimo_ascii1)"
    assert facts["Port or topic"] == "serial:///dev/ttyUSB0?baud=9600"
    assert facts["Frames"] == "600 · 1.0 per second"
    assert facts["Rejected"] == "0 of 60000 bytes · 0.0 % of the last 30 s"
    assert facts["Device clock"] == "1:15 behind"
    assert facts["Pulse"] == "72? /min · now · doubtful: low perfusion"
    assert detail(HEALTHY).diagnosis == ALL_WELL
    assert dict(detail(CUFF).facts)["NIBP"] == "128/76 (mean 93) mmHg · 2 min ago"
    assert dict(detail(WRONG_MODE).facts)["Last good frame"] == "never"
    assert dict(detail(WRONG_MODE).facts)["Started again"] == "1 time"


def test_a_value_that_is_none_is_dashes_with_its_reason() -> None:
    assert dict(detail(CUFF).facts)["SpO₂"] == f"{words.DASHES} · sensor off"


def test_an_experimental_kind_says_so_in_a_sentence() -> None:
    assert "medium certainty" in detail(CUFF).note
    assert detail(HEALTHY).note == ""


@pytest.mark.parametrize(
    ("problem", "words", "is_recording"),
    [
        ("", "Recording to /data/a.jsonl: 15 kB", True),
        ("ended: disk full", "Recording ended: disk full: 15 kB in /data/a.jsonl", False),
    ],
)
def test_a_recording_says_where_it_goes_or_why_it_ended(problem: str, words: str, *, is_recording: bool) -> None:
    shown = detail(recorded(HEALTHY, RecordingView(file="/data/a.jsonl", recorded_bytes=15_200, problem=problem)))
    assert (shown.recording, shown.is_recording) == (words, is_recording)


def test_a_device_that_is_gone_is_no_longer_shown_in_full() -> None:
    assert devices_view(devices_room(HEALTHY), "rad8-9", UTC).detail is None


def test_what_is_in_no_room_file_is_listed() -> None:
    (stranger,) = devices_view(devices_room(strangers=(GATEWAY,)), None, UTC).strangers
    assert stranger.link == GATEWAY.link
    assert stranger.words[0] == "CARESCAPE V100 · publishing"


def test_the_dump_breaks_pieces_into_lines_and_names_each_once() -> None:
    rows = raw_rows(FakeWires().pieces, per_row=8, zone=UTC)
    assert [(shown.time, shown.direction, shown.data) for shown in rows] == [
        ("22:13:20.0", "to", b"\x0d NA!2\x0d"),
        ("22:13:20.0", "from", b" NA01099"),
        ("", "", b"99000"),
    ]
    assert [shown.text for shown in rows] == ["· NA!2·", " NA01099", "99000"]
