"""Capnostream: values, units, what is held or missing, the monitor's alarms and their priority, shifted messages."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest

from drivers.capnostream.driver import make_capture_decoder
from drivers.capnostream.interpreter import WAVE_STATUS_LIFE_S, Interpreter
from drivers.capnostream.kind import KINDS
from drivers.capnostream.protocol import (
    Co2Alarm,
    Co2Sample,
    Co2Unit,
    ExtendedCo2,
    FastStatus,
    Identity,
    Message,
    Numerics,
    OtherMessage,
    Request,
    SlowStatus,
    Spo2Alarm,
)
from drivers.device import Decoded, HostCommand
from drivers.observations import (
    Notice,
    NoticeKind,
    NoticePriority,
    Numeric,
    Parameter,
    Provenance,
    Quality,
    Stamp,
    Waveform,
)

GOOD = Numerics(device_time_s=1_700_000_000, etco2=38, fico2=0, rr_per_min=14, spo2_percent=97, pulse_per_min=72)
START = Stamp(0, 1_700_000_000_000_000_000)
CO2 = (Parameter.ETCO2, Parameter.RESP)
OXIMETRY = (Parameter.SPO2, Parameter.PULSE)


def interpreter() -> Interpreter:
    return Interpreter("capno-1", provenance=Provenance.SIMULATED, zone=UTC)


def at(seconds: float) -> Stamp:
    return START.earlier(-seconds)


def told(messages: Iterable[Message], device: Interpreter | None = None) -> list[Decoded]:
    """What `messages`, one a second, say."""
    device = device or interpreter()
    return [item for t, message in enumerate(messages) for item in device.interpret(message, at(t))]


def numerics(said: Iterable[Decoded]) -> dict[Parameter, Numeric]:
    return {item.parameter: item for item in said if isinstance(item, Numeric)}


def notices(said: Iterable[Decoded]) -> list[tuple[str, bool]]:
    return [(item.code, item.active) for item in said if isinstance(item, Notice)]


def sample(status: FastStatus, co2: float = 37.5) -> Co2Sample:
    return Co2Sample(number=1, co2=co2, status=status)


def test_four_values_once_a_second() -> None:
    said = told([GOOD])
    assert {name: item.value for name, item in numerics(said).items()} == {
        Parameter.ETCO2: 38,
        Parameter.RESP: 14,
        Parameter.SPO2: 97,
        Parameter.PULSE: 72,
    }
    assert {(item.quality, item.provenance) for item in numerics(said).values()} == {
        (Quality.VALID, Provenance.SIMULATED)
    }
    assert notices(said) == []


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    ("message", "names"),
    [
        (replace(GOOD, etco2=None, rr_per_min=None), CO2),
        (replace(GOOD, etco2=0, rr_per_min=0), CO2),
        (replace(GOOD, etco2=151, rr_per_min=151), CO2),
        (replace(GOOD, extended=ExtendedCo2.PUMP_OFF), CO2),
        (replace(GOOD, spo2_percent=None, pulse_per_min=None), OXIMETRY),
        (replace(GOOD, spo2_percent=0, pulse_per_min=0), OXIMETRY),
        (replace(GOOD, spo2_percent=101, pulse_per_min=17), OXIMETRY),
        (replace(GOOD, spo2_alarms=Spo2Alarm.SENSOR_OFF), OXIMETRY),
        (replace(GOOD, spo2_alarms=Spo2Alarm.SENSOR_DISCONNECTED), OXIMETRY),
        (replace(GOOD, spo2_alarms=Spo2Alarm.PULSE_NOT_FOUND), OXIMETRY),
    ],
)
def test_no_value_is_none_with_a_reason_and_the_rest_stays(message: Numerics, names: tuple[Parameter, ...]) -> None:
    found = numerics(told([message]))
    assert len(found) == 4
    for name, item in found.items():
        assert (item.value is None) is (name in names)
        assert (item.quality is Quality.INVALID) is (name in names)
        assert bool(item.why) is (name in names)


def test_a_rate_of_zero_is_believed_only_with_the_monitors_own_apnoea() -> None:
    for apnoea in (replace(GOOD, no_breath_s=12), replace(GOOD, co2_alarms=Co2Alarm.NO_BREATH)):
        found = numerics(told([replace(apnoea, rr_per_min=0)]))[Parameter.RESP]
        assert (found.value, found.quality) == (0.0, Quality.VALID)
    silent = numerics(told([replace(GOOD, rr_per_min=None, no_breath_s=35)]))[Parameter.RESP]
    assert (silent.value, silent.why) == (None, "no breath for 35 s")
    unknown = numerics(told([replace(GOOD, rr_per_min=0, no_breath_s=255)]))[Parameter.RESP]
    assert unknown.value is None


def test_kilopascals_are_converted_and_other_units_withheld() -> None:
    kpa = numerics(told([replace(GOOD, unit=Co2Unit.KPA_TENTHS, etco2=51)]))[Parameter.ETCO2]
    assert (kpa.value, kpa.quality) == (38.3, Quality.VALID)
    for unit in (Co2Unit.PERCENT_TENTHS, 0, 9):
        said = told([replace(GOOD, unit=unit, etco2=50)])
        assert numerics(said)[Parameter.ETCO2].value is None
        assert numerics(said)[Parameter.RESP].value == 14
        assert notices(said) == [("co2_unit", True)]


@pytest.mark.hazard("H03")
@pytest.mark.parametrize(
    "status",
    [
        FastStatus.INITIALISING,
        FastStatus.LINE_BLOCKED,
        FastStatus.SELF_MAINTENANCE,
        FastStatus.PURGING,
        FastStatus.FILTER_LINE_MISSING,
        FastStatus.MALFUNCTION,
    ],
)
def test_co2_numbers_that_cannot_be_of_now_are_withheld(status: FastStatus) -> None:
    device = interpreter()
    said = told([sample(status), *[message for _ in range(5) for message in (GOOD, sample(status))]], device)
    values = [item.value for item in said if isinstance(item, Numeric) and item.parameter in CO2]
    assert values == [None] * 10
    assert len(notices(said)) == 1
    back = device.interpret(sample(FastStatus.END_OF_BREATH), at(20)) + device.interpret(GOOD, at(20))
    assert numerics(back)[Parameter.ETCO2].value == 38
    assert [active for _, active in notices(back)] == [False]


def test_a_wave_status_from_before_says_nothing_about_now() -> None:
    device = interpreter()
    device.interpret(sample(FastStatus.LINE_BLOCKED), at(0))
    assert numerics(device.interpret(GOOD, at(WAVE_STATUS_LIFE_S + 1)))[Parameter.ETCO2].value == 38


@pytest.mark.hazard("H01")
def test_a_shifted_message_whose_spo2_is_the_last_rate_gives_no_value() -> None:
    shifted = replace(GOOD, etco2=0, rr_per_min=0, spo2_percent=14, pulse_per_min=97, co2_alarms=Co2Alarm.RR_LOW)
    said = told([GOOD, shifted, shifted, GOOD])
    values = [item.value for item in said if isinstance(item, Numeric)]
    assert values == [38, 14, 97, 72] + [None] * 8 + [38, 14, 97, 72]
    assert notices(said) == []


def test_a_truly_low_saturation_is_a_value() -> None:
    assert numerics(told([GOOD, replace(GOOD, spo2_percent=45)]))[Parameter.SPO2].value == 45
    high_rate = replace(GOOD, rr_per_min=60, spo2_percent=60)
    assert numerics(told([high_rate, high_rate]))[Parameter.SPO2].value == 60


def test_the_monitors_alarms_are_physiological_with_the_priority_that_sounds() -> None:
    alarm = replace(GOOD, co2_alarms=Co2Alarm.NO_BREATH | Co2Alarm.RR_LOW, slow=SlowStatus.HIGH_AUDIBLE)
    said = [item for item in told([alarm, alarm, GOOD]) if isinstance(item, Notice)]
    assert [(item.code, item.active, item.priority) for item in said] == [
        ("no_breath", True, NoticePriority.HIGH),
        ("rr_low", True, NoticePriority.HIGH),
        ("no_breath", False, NoticePriority.HIGH),
        ("rr_low", False, NoticePriority.HIGH),
    ]
    assert {item.kind for item in said} == {NoticeKind.PHYSIOLOGICAL}


@pytest.mark.parametrize(
    ("slow", "priority"),
    [
        (SlowStatus.LOW_AUDIBLE, NoticePriority.LOW),
        (SlowStatus.ADVISORY_AUDIBLE, NoticePriority.LOW),
        (SlowStatus.HIGH_AUDIBLE | SlowStatus.LOW_AUDIBLE, NoticePriority.HIGH),
        (SlowStatus(0), NoticePriority.UNKNOWN),
    ],
)
def test_priority_follows_what_sounds(slow: SlowStatus, priority: NoticePriority) -> None:
    (notice,) = [
        item for item in told([replace(GOOD, slow=slow, spo2_alarms=Spo2Alarm.SPO2_LOW)]) if isinstance(item, Notice)
    ]
    assert (notice.code, notice.priority) == ("spo2_low", priority)


def test_bits_of_the_two_alarm_registers_are_not_mixed_up() -> None:
    codes = {}
    for bit in range(7):
        codes[bit] = (
            notices(told([replace(GOOD, co2_alarms=Co2Alarm(1 << bit & 0x3F))])),
            notices(told([replace(GOOD, spo2_alarms=Spo2Alarm(1 << bit))])),
        )
    assert [[code for code, _ in co2] for co2, _ in codes.values()] == [
        ["no_breath"],
        ["etco2_high"],
        ["etco2_low"],
        ["rr_high"],
        ["rr_low"],
        ["fico2_high"],
        [],
    ]
    assert [[code for code, _ in oximeter] for _, oximeter in codes.values()] == [
        ["pulse_search"],
        ["spo2_high"],
        ["spo2_low"],
        ["pr_high"],
        ["pr_low"],
        ["probe_off"],
        ["no_sensor"],
    ]


def test_silence_at_the_monitor_and_faults_of_the_box_are_technical() -> None:
    slow = SlowStatus.NEONATAL | SlowStatus.TEMPORARY_SILENCE | SlowStatus.ALL_SILENCED
    said = told([replace(GOOD, slow=slow, extended=ExtendedCo2(0x87))])
    assert {item.kind for item in said if isinstance(item, Notice)} == {NoticeKind.TECHNICAL}
    assert {code for code, _ in notices(said)} == {
        "neonate_mode",
        "alarms_paused",
        "alarms_silenced",
        "check_calibration",
        "check_flow",
        "pump_off",
        "low_battery",
    }


def test_the_wave_comes_in_blocks_once_its_unit_is_known() -> None:
    samples = [sample(FastStatus(0)), sample(FastStatus.INVALID_CO2)] * 5
    assert [item for item in told(samples) if isinstance(item, Waveform)] == []
    waves = [item for item in told([GOOD, *samples]) if isinstance(item, Waveform)]
    assert [wave.samples for wave in waves] == [
        (37.5, None, 37.5, None, 37.5),
        (None, 37.5, None, 37.5, None),
    ]
    assert {(wave.label, wave.rate_hz) for wave in waves} == {("co2", 20)}
    kpa = replace(GOOD, unit=Co2Unit.KPA_TENTHS)
    assert [item for item in told([kpa, *samples]) if isinstance(item, Waveform)] == []


def test_the_identity_is_answered_with_start() -> None:
    device = interpreter()
    (notice,) = told([Identity("V45.67 02/24/2008 B355987654")], device)
    assert isinstance(notice, Notice)
    assert (notice.code, notice.kind, notice.why) == (
        "identity",
        NoticeKind.INFORMATION,
        "V45.67 02/24/2008 B355987654",
    )
    assert device.owed == [bytes.fromhex("85010405")]


def test_the_monitors_clock_is_compared_in_its_zone() -> None:
    ours, eastern = interpreter(), Interpreter("x", provenance=Provenance.REAL, zone=timezone(timedelta(hours=-5)))
    told([GOOD], ours)
    told([GOOD], eastern)
    assert (ours.clock_offset_s, eastern.clock_offset_s) == (0.0, 5 * 3600.0)


def test_commands_in_a_capture_are_named_and_patient_ids_left_out() -> None:
    said = told(
        [Request(1), Request(3, b"\x04"), Request(3, b"\x09"), Request(60, b"\x01\x02"), Request(77), OtherMessage(2)]
    )
    assert [(item.command, item.meaning) for item in said if isinstance(item, HostCommand)] == [
        ("1", "enable_communication"),
        ("3", "inquire_spo2"),
        ("3", "inquire_9"),
        ("60", "change_setting"),
        ("77", "not documented"),
    ]


def test_the_reader_of_a_capture_counts_frames() -> None:
    reader = make_capture_decoder()
    said = reader.feed(GOOD.encode() + b"\x85\x01", START)
    assert len(numerics(said)) == 4
    assert reader.finish() == []
    assert (reader.statistics.frames, reader.statistics.rejected_bytes) == (1, 2)
    assert reader.statistics.device_clock_offset_s is not None


def test_the_kind_says_what_the_room_may_expect() -> None:
    (kind,) = KINDS
    assert (kind.name, kind.has_cuff, kind.reports_alarms, kind.experimental) == ("capnostream", False, True, True)
    assert kind.parameters == {*CO2, *OXIMETRY}
