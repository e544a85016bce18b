"""From delivered messages to observations: freshness by measurement time, one reading once, notices, provenance."""

from dataclasses import replace
from datetime import timedelta

import pytest

from drivers.clock import ManualClock
from drivers.device import LinkStatistics
from drivers.mqtt.intake import MAX_CUFF_CYCLE_S, MAX_PRESSURE_AGE_S, Intake
from drivers.mqtt.payloads import (
    BirthMessage,
    CuffState,
    EventMessage,
    Kind,
    Message,
    NumericMessage,
    OfflineMessage,
    PressureMessage,
    SignalQuality,
)
from drivers.observations import (
    BloodPressure,
    CuffStatus,
    DeviceIdentity,
    Notice,
    NoticeKind,
    NoticePriority,
    Numeric,
    Observation,
    Parameter,
    Provenance,
    Quality,
    Source,
)

PREFIX = "vitals/v1/clinic1/v100-a"


class Bedside:
    """A device with a clock that may be wrong, and the intake at the other end of a wire without delay."""

    def __init__(self, *, clock_error_s: float = 0.0, provenance: Provenance = Provenance.SIMULATED) -> None:
        self.clock = ManualClock()
        self.statistics = LinkStatistics()
        self.intake = Intake(device_id="v100-a", provenance=provenance, statistics=self.statistics)
        self._clock_error = timedelta(seconds=clock_error_s)
        self._seq = 0

    def send(self, message: Message, *, retained: bool = False) -> list[Observation]:
        topic, payload = message.encode()
        return self.intake.feed(topic, payload, retained=retained, stamp=self.clock.now())

    def birth(self, provenance: Provenance | None = None) -> BirthMessage:
        self._seq += 1
        moment = self.clock.now().utc + self._clock_error
        return BirthMessage(
            prefix=PREFIX,
            seq=self._seq,
            received=moment,
            model="V100",
            driver="bridge",
            codes=(150456,),
            provenance=provenance,
        )

    def spo2(self, value: float | None = 97.0, *, held_s: float = 0.0) -> NumericMessage:
        self._seq += 1
        moment = self.clock.now().utc + self._clock_error
        return NumericMessage(
            prefix=PREFIX,
            kind=Kind.SPO2,
            seq=self._seq,
            measured=moment - timedelta(seconds=held_s),
            received=moment,
            code=150456,
            value=value,
        )

    def pressure(
        self, state: CuffState = CuffState.DONE, *, held_s: float = 0.0, systolic: float = 118.0
    ) -> PressureMessage:
        self._seq += 1
        moment = self.clock.now().utc + self._clock_error
        message = PressureMessage(
            prefix=PREFIX, seq=self._seq, measured=moment - timedelta(seconds=held_s), received=moment, cuff_state=state
        )
        if state is CuffState.DONE:
            return replace(message, systolic=systolic, diastolic=76.0, mean=90.0, pulse=71.0)
        return message


def one_numeric(observations: list[Observation]) -> Numeric:
    (numeric,) = observations
    assert isinstance(numeric, Numeric)
    return numeric


def one_pressure(observations: list[Observation]) -> BloodPressure:
    (pressure,) = observations
    assert isinstance(pressure, BloodPressure)
    return pressure


def one_notice(observations: list[Observation]) -> Notice:
    """The one notice; with a birth comes what the device is."""
    (notice,) = [each for each in observations if not isinstance(each, DeviceIdentity)]
    assert isinstance(notice, Notice)
    return notice


@pytest.mark.hazard("H03")
def test_a_saturation_carries_the_instant_of_its_measurement() -> None:
    bedside = Bedside()
    numeric = one_numeric(bedside.send(bedside.spo2(97, held_s=1.5)))
    assert (numeric.parameter, numeric.value, numeric.quality) == (Parameter.SPO2, 97, Quality.VALID)
    assert numeric.source is Source.OXIMETER
    assert numeric.stamp == bedside.clock.now().earlier(1.5)
    assert numeric.provenance is Provenance.SIMULATED


@pytest.mark.parametrize(("code", "source"), [(149530, Source.OXIMETER), (149514, Source.OTHER)])
def test_the_code_tells_whose_pulse_it_is(code: int, source: Source) -> None:
    bedside = Bedside()
    numeric = one_numeric(bedside.send(replace(bedside.spo2(71), kind=Kind.PULSE, code=code)))
    assert (numeric.parameter, numeric.source) == (Parameter.PULSE, source)


def test_poor_and_missing_values() -> None:
    bedside = Bedside()
    poor = one_numeric(bedside.send(replace(bedside.spo2(88), quality=SignalQuality.POOR)))
    assert (poor.value, poor.quality, poor.why) == (88, Quality.QUESTIONABLE, "poor signal")
    missing = one_numeric(bedside.send(replace(bedside.spo2(None), why="probe off")))
    assert (missing.value, missing.quality, missing.why) == (None, Quality.INVALID, "probe off")


@pytest.mark.hazard("H03")
@pytest.mark.parametrize("clock_error_s", [0.0, -7200.0, 90_000.0])
def test_ten_minutes_of_a_held_value_are_no_values(clock_error_s: float) -> None:
    """The same measurement, sent anew each second, under right and wrong device clocks."""
    bedside = Bedside(clock_error_s=clock_error_s)
    values = []
    for second in range(600):
        numeric = one_numeric(bedside.send(bedside.spo2(98, held_s=second)))
        values.append(numeric.value)
        assert second <= 2 or numeric.why == f"measured {second} s before it arrived"
        bedside.clock.move(1)
    assert values == [98, 98, 98] + [None] * 597
    assert bedside.intake.counts.stale == 597


@pytest.mark.hazard("H03")
def test_a_value_that_waited_on_its_way_is_no_value() -> None:
    bedside = Bedside()
    bedside.send(bedside.spo2(97))
    waiting = bedside.spo2(96)
    bedside.clock.move(30)
    late = one_numeric(bedside.send(waiting))
    assert (late.value, late.why) == (None, "measured 30 s before it arrived")
    assert one_numeric(bedside.send(bedside.spo2(91))).value == 91


def test_the_device_may_name_a_longer_period() -> None:
    bedside = Bedside()
    bedside.send(replace(bedside.birth(), period_s=5.0))
    assert one_numeric(bedside.send(bedside.spo2(97, held_s=9))).value == 97
    assert one_numeric(bedside.send(bedside.spo2(97, held_s=11))).value is None


def test_the_limit_never_falls_below_a_real_second_of_a_fast_clock() -> None:
    bedside = Bedside()
    bedside.intake = Intake(
        device_id="v100-a", provenance=Provenance.SIMULATED, statistics=LinkStatistics(), shortest_limit_s=20.0
    )
    assert one_numeric(bedside.send(bedside.spo2(97, held_s=19))).value == 97
    assert one_numeric(bedside.send(bedside.spo2(97, held_s=21))).value is None


@pytest.mark.parametrize("clock_error_s", [0.0, -7200.0, 90_000.0])
def test_the_age_of_a_pressure_does_not_depend_on_the_devices_clock(clock_error_s: float) -> None:
    bedside = Bedside(clock_error_s=clock_error_s)
    pressure = one_pressure(bedside.send(bedside.pressure(held_s=12)))
    assert (pressure.status, pressure.quality) == (CuffStatus.DONE, Quality.VALID)
    assert (pressure.systolic, pressure.diastolic, pressure.mean, pressure.pulse) == (118, 76, 90, 71)
    assert pressure.age_s == pytest.approx(12)
    assert bedside.statistics.device_clock_offset_s == pytest.approx(clock_error_s)


@pytest.mark.hazard("H03")
def test_a_pressure_that_waited_is_older_by_that() -> None:
    bedside = Bedside()
    bedside.send(bedside.spo2())
    waiting = bedside.pressure(held_s=12)
    bedside.clock.move(100)
    assert one_pressure(bedside.send(waiting)).age_s == pytest.approx(112, abs=0.1)


@pytest.mark.hazard("H03")
def test_one_reading_is_given_once() -> None:
    bedside = Bedside()
    first = bedside.pressure()
    assert one_pressure(bedside.send(first)).systolic == 118
    for _ in range(5):
        bedside.clock.move(1)
        repeat = replace(bedside.pressure(), measured=first.measured)
        assert bedside.send(repeat) == []
    assert bedside.intake.counts.repeated == 5
    assert one_pressure(bedside.send(bedside.pressure())).systolic == 118  # same numbers, another measurement


def test_a_cuff_that_measures_fails_and_ends() -> None:
    bedside = Bedside()
    measuring = one_pressure(bedside.send(bedside.pressure(CuffState.MEASURING)))
    assert (measuring.status, measuring.quality, measuring.why) == (
        CuffStatus.MEASURING,
        Quality.INVALID,
        "the cuff is measuring",
    )
    failed = one_pressure(bedside.send(replace(bedside.pressure(CuffState.FAILED), why="cuff leak")))
    assert (failed.status, failed.systolic, failed.why) == (CuffStatus.FAILED, None, "cuff leak")
    impossible = one_pressure(bedside.send(bedside.pressure(systolic=60.0)))
    assert (impossible.status, impossible.systolic) == (CuffStatus.FAILED, None)


def test_an_inflation_of_long_ago_is_over() -> None:
    bedside = Bedside()
    assert bedside.send(bedside.pressure(CuffState.MEASURING, held_s=MAX_CUFF_CYCLE_S + 1)) == []
    assert bedside.intake.counts.stale == 1
    assert one_pressure(bedside.send(bedside.pressure(CuffState.MEASURING, held_s=MAX_CUFF_CYCLE_S))).systolic is None


@pytest.mark.hazard("H03")
def test_a_pressure_of_another_day_is_refused() -> None:
    bedside = Bedside()
    assert one_pressure(bedside.send(bedside.pressure(held_s=MAX_PRESSURE_AGE_S))).systolic == 118
    refused = one_notice(bedside.send(bedside.pressure(held_s=86_400)))
    assert (refused.code, refused.active) == ("refused_nibp", True)
    assert "1440 minutes ago" in refused.why


def test_a_retained_value_is_refused_whatever_its_age() -> None:
    bedside = Bedside()
    refused = one_notice(bedside.send(bedside.spo2(), retained=True))
    assert (refused.code, refused.kind, refused.active) == ("refused_spo2", NoticeKind.TECHNICAL, True)
    assert "a retained spo2 message is no new value" in refused.why
    assert bedside.statistics.last_frame is None
    assert bedside.statistics.last_byte is None


def test_a_refusal_is_told_once_and_ends_with_the_next_good_message() -> None:
    bedside = Bedside()
    topic = f"{PREFIX}/spo2"
    seen = [bedside.intake.feed(topic, b"{}", retained=False, stamp=bedside.clock.now()) for _ in range(100)]
    assert [len(each) for each in seen] == [1] + [0] * 99
    assert bedside.statistics.rejected_bytes == 200
    ended, numeric = bedside.send(bedside.spo2())
    assert isinstance(ended, Notice)
    assert (ended.code, ended.active) == ("refused_spo2", False)
    assert isinstance(numeric, Numeric)


def test_unknown_kinds_are_refused_until_the_next_birth() -> None:
    bedside = Bedside()
    refused = one_notice(bedside.intake.feed(f"{PREFIX}/mood", b"{}", retained=False, stamp=bedside.clock.now()))
    assert refused.code == "refused_topic"
    ended = [each.code for each in bedside.send(bedside.birth()) if isinstance(each, Notice) and not each.active]
    assert ended == ["refused_topic"]


def test_the_last_will_becomes_a_notice_that_a_value_ends() -> None:
    bedside = Bedside()
    will = one_notice(bedside.send(OfflineMessage(prefix=PREFIX)))
    assert (will.code, will.kind, will.active) == ("offline", NoticeKind.TECHNICAL, True)
    assert bedside.send(OfflineMessage(prefix=PREFIX)) == []
    ended, numeric = bedside.send(bedside.spo2())
    assert isinstance(ended, Notice)
    assert (ended.code, ended.active) == ("offline", False)
    assert isinstance(numeric, Numeric)


def test_a_birth_and_a_goodbye_take_turns() -> None:
    bedside = Bedside()
    turns: list[Message] = [bedside.birth(), OfflineMessage(prefix=PREFIX), bedside.birth()]
    changes = [[(each.code, each.active) for each in bedside.send(turn) if isinstance(each, Notice)] for turn in turns]
    assert changes == [
        [("on_line", True)],
        [("on_line", False), ("offline", True)],
        [("offline", False), ("on_line", True)],
    ]


def test_a_birth_resets_the_numbers_and_is_told() -> None:
    bedside = Bedside()
    for _ in range(10):
        bedside.send(bedside.spo2())
    restarted = replace(bedside.birth(), seq=0)
    on_line = one_notice(bedside.send(restarted))
    assert (on_line.code, on_line.kind, on_line.why) == ("on_line", NoticeKind.INFORMATION, "on line: V100, bridge")
    assert one_numeric(bedside.send(replace(bedside.spo2(95), seq=1))).value == 95
    assert bedside.send(restarted) == []  # the same birth, delivered again


def test_a_retained_birth_tells_who_it_is_but_not_that_it_is_there_now() -> None:
    bedside = Bedside()
    old = replace(bedside.birth(), seq=5_000)
    bedside.clock.move(3600)
    bedside.send(old, retained=True)
    assert bedside.intake.birth is not None
    assert bedside.statistics.last_frame is None
    assert one_numeric(bedside.send(replace(bedside.spo2(), seq=3))).value == 97
    assert bedside.intake.order.missing == 0


@pytest.mark.parametrize(
    ("configured", "born"),
    [
        (Provenance.REAL, Provenance.SIMULATED),
        (Provenance.REAL, Provenance.REPLAYED),
        (Provenance.SIMULATED, Provenance.REAL),
    ],
)
def test_values_of_the_other_sort_never_enter_a_room(configured: Provenance, born: Provenance) -> None:
    bedside = Bedside(provenance=configured)
    bedside.send(bedside.birth(born))
    refused = one_notice(bedside.send(bedside.spo2()))
    assert refused.code == "refused_spo2"
    assert f"calls its values {born}, the room file calls them {configured}" in refused.why
    assert refused.provenance is configured
    assert bedside.send(bedside.pressure()) != []
    assert bedside.intake.counts.rejected == 2


def test_a_birth_may_say_how_unreal_its_values_are() -> None:
    bedside = Bedside()
    bedside.send(bedside.birth(Provenance.REPLAYED))
    assert one_numeric(bedside.send(bedside.spo2())).provenance is Provenance.REPLAYED


def test_events_of_the_device_pass_as_notices() -> None:
    bedside = Bedside()
    moment = bedside.clock.now().utc
    event = EventMessage(
        prefix=PREFIX,
        seq=1,
        measured=moment,
        received=moment,
        event="spo2_low",
        notice=NoticeKind.PHYSIOLOGICAL,
        why="SpO2 low",
        priority=NoticePriority.MEDIUM,
    )
    notice = one_notice(bedside.send(event))
    assert (notice.code, notice.kind, notice.priority, notice.active) == (
        "spo2_low",
        NoticeKind.PHYSIOLOGICAL,
        NoticePriority.MEDIUM,
        True,
    )
    ended = one_notice(bedside.send(replace(event, seq=2, active=False)))
    assert not ended.active


def test_a_redelivered_message_is_dropped() -> None:
    bedside = Bedside()
    message = bedside.spo2()
    bedside.send(message)
    assert bedside.send(message) == []
    assert bedside.intake.order.duplicates == 1
