"""What a watch reports of one link, when it tells the room of unreadable bytes, and that its faults stay its own."""

import pytest
from engine_fakes import saturation, spec_of

from drivers.clock import ManualClock
from drivers.device import LinkStatistics
from drivers.observations import BloodPressure, CuffStatus, Notice, NoticeKind, Quality
from drivers.registry import kind_named
from monitor.engine import link_watch as link_watch_module
from monitor.engine.last_values import NUMBER_GONE_S, PRESSURE_GONE_S
from monitor.engine.link_watch import NOTICE_CODE, REPORT_EVERY_S, LinkWatch
from monitor.port.snapshot import LinkReport


class Bedside:
    """Feeds one watch a value a second, as a supervisor does."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.watch = LinkWatch(spec_of("1"), self.clock, kind=kind_named("ge_dinamap"))
        self.statistics = LinkStatistics()
        self.notices: list[Notice] = []

    def open(self) -> None:
        self.statistics = LinkStatistics()
        self.watch.opened(self.statistics)

    def run(self, seconds: int, *, bad: int = 0) -> None:
        for _ in range(seconds):
            self.clock.move(1.0)
            self.statistics.received_bytes += 100
            self.statistics.rejected_bytes += bad
            self.statistics.frames += 1
            self.statistics.last_byte = self.statistics.last_frame = self.clock.now()
            notice = self.watch.observed(saturation(self.clock.now()))
            if notice is not None:
                self.notices.append(notice)

    def report(self, *, on_line: bool = True) -> LinkReport:
        self.clock.move(REPORT_EVERY_S)
        return self.watch.report(self.clock.now(), on_line=on_line)


@pytest.mark.hazard("H01")
def test_unreadable_bytes_are_a_technical_notice_once_and_its_end_once() -> None:
    bedside = Bedside()
    bedside.open()
    bedside.run(60)
    assert bedside.notices == []
    bedside.run(60, bad=3)
    bedside.run(60)
    assert [(notice.code, notice.active, notice.kind) for notice in bedside.notices] == [
        (NOTICE_CODE, True, NoticeKind.TECHNICAL),
        (NOTICE_CODE, False, NoticeKind.TECHNICAL),
    ]
    assert "% of its bytes cannot be read" in bedside.notices[0].why


def test_a_short_look_is_too_short_for_a_notice() -> None:
    bedside = Bedside()
    bedside.open()
    bedside.run(20, bad=50)
    assert bedside.notices == []
    assert "% of the bytes" in bedside.report().diagnosis[0]


def test_the_report_says_since_when_and_how_much() -> None:
    bedside = Bedside()
    bedside.open()
    bedside.run(1)
    since = bedside.clock.now().utc_ns // 1_000_000
    bedside.run(9)
    report = bedside.report()
    assert (report.link, report.experimental, report.restarts) == ("tcp://test:1", True, 0)
    assert report.on_line_since_utc_ms == since
    assert (report.received_bytes, report.frames, report.rejected_bytes) == (1000, 10, 0)
    assert report.frames_per_s == pytest.approx(1.0, abs=0.06)
    assert report.last_byte_age_s == report.last_frame_age_s == 0.5
    assert report.diagnosis == ()


def test_a_break_ends_on_line_since_and_counts_a_restart() -> None:
    bedside = Bedside()
    bedside.open()
    bedside.run(5)
    bedside.watch.closed("the plug was pulled")
    broken = bedside.report(on_line=False)
    assert broken.on_line_since_utc_ms is None
    assert broken.diagnosis == ("There is no connection: the plug was pulled.",)
    assert broken.last_byte_age_s == 0.5  # of the link before
    bedside.clock.move(60)
    bedside.open()
    bedside.run(2)
    back = bedside.report()
    assert back.restarts == 1
    assert back.received_bytes == 700
    assert back.on_line_since_utc_ms == (bedside.clock.now().utc_ns // 1_000_000) - 1500


def test_a_value_that_is_too_old_is_none_on_the_page_too() -> None:
    bedside = Bedside()
    bedside.open()
    bedside.run(1)
    assert [(value.name, value.value) for value in bedside.report().values] == [("spo2", 97.0)]
    bedside.clock.move(NUMBER_GONE_S - REPORT_EVERY_S)
    (gone,) = bedside.report(on_line=False).values
    assert (gone.value, gone.why) == (None, "too old")


def test_a_pressure_is_aged_from_its_measurement_and_goes_too() -> None:
    bedside = Bedside()
    bedside.open()
    reading = BloodPressure(
        device_id="ox-1",
        status=CuffStatus.DONE,
        quality=Quality.VALID,
        stamp=bedside.clock.now(),
        systolic=128.0,
        diastolic=76.0,
        mean=93.0,
        age_s=30.0,
    )
    bedside.watch.observed(reading)
    (value,) = bedside.report().values
    assert (value.name, value.value, value.diastolic, value.mean, value.age_s) == ("nibp", 128.0, 76.0, 93.0, 30.5)
    bedside.clock.move(PRESSURE_GONE_S - 31.0)
    (gone,) = bedside.report().values
    assert (gone.value, gone.diastolic, gone.mean) == (None, None, None)


def test_reports_are_made_twice_a_second_at_most() -> None:
    bedside = Bedside()
    bedside.open()
    first = bedside.report()
    assert bedside.watch.report(bedside.clock.now(), on_line=True) is first
    assert bedside.watch.report(bedside.clock.now(), on_line=False) is not first


@pytest.mark.expect_log
def test_a_fault_in_the_diagnosis_stops_neither_the_engine_nor_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: object) -> tuple[str, ...]:
        raise ZeroDivisionError("a bug")

    bedside = Bedside()
    bedside.open()
    monkeypatch.setattr(link_watch_module, "diagnose", broken)
    for _ in range(3):
        assert "No diagnosis can be made" in bedside.report().diagnosis[0]
    assert len(caplog.records) == 1
    monkeypatch.undo()
    assert bedside.report().diagnosis == ()


def test_a_clock_that_is_off_is_told_once_and_its_end_once() -> None:
    bedside = Bedside()
    bedside.open()
    for offset_s in (0.0, 5.0, 5.1, 30.0, -4.9, -4.1, -4.0, 4.5, 5.0):
        bedside.statistics.device_clock_offset_s = offset_s
        bedside.run(1)
    assert [(notice.code, notice.active, notice.why) for notice in bedside.notices] == [
        ("clock_off", True, "its clock is 5 s fast"),
        ("clock_off", False, "its clock is right again"),
    ]
