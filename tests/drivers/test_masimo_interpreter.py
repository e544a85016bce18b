"""Masimo ASCII 1: validity, notices, and what single-bit damage can do to them (there is no checksum)."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from functools import cache

import pytest

from drivers.masimo_ascii1.interpreter import JUMP_MEMORY_S, Interpreter
from drivers.masimo_ascii1.protocol import AlarmBit, Decoder, ExceptionBit, Record
from drivers.observations import (
    Notice,
    NoticeKind,
    Numeric,
    Observation,
    Parameter,
    Provenance,
    Quality,
    Source,
    Stamp,
)

GOOD = Record(date="02/22/16", time="22:47:45", spo2_percent=98, pulse_per_min=97, pi_percent=3.6)
START = Stamp(0, 1_456_181_265_000_000_000)  # 2016-02-22T22:47:45Z
SET = ExceptionBit.SET_RUNNING


def interpreter() -> Interpreter:
    return Interpreter("rad8-1", provenance=Provenance.SIMULATED, zone=UTC)


def at(seconds: float) -> Stamp:
    return START.earlier(-seconds)


def numeric(observations: list[Observation], parameter: Parameter) -> Numeric:
    (found,) = [item for item in observations if isinstance(item, Numeric) and item.parameter is parameter]
    return found


def notices(observations: list[Observation]) -> list[tuple[str, bool]]:
    return [(item.code, item.active) for item in observations if isinstance(item, Notice)]


def one(record: Record, parameter: Parameter = Parameter.SPO2) -> Numeric:
    return numeric(interpreter().interpret(record, START), parameter)


def test_a_good_record_gives_three_valid_values_with_receipt_time_and_provenance() -> None:
    observations = interpreter().interpret(GOOD, START)
    values = {item.parameter: item for item in observations if isinstance(item, Numeric)}
    assert {parameter: item.value for parameter, item in values.items()} == {
        Parameter.SPO2: 98.0,
        Parameter.PULSE: 97.0,
        Parameter.PERFUSION_INDEX: 3.6,
    }
    assert all(item.quality is Quality.VALID and item.why is None for item in values.values())
    assert all(item.stamp == START and item.source is Source.OXIMETER for item in values.values())
    assert all(item.provenance is Provenance.SIMULATED for item in observations if isinstance(item, Numeric | Notice))


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    "record",
    [
        replace(GOOD, spo2_percent=None, pulse_per_min=None, pi_percent=None),  # dashes
        replace(GOOD, spo2_percent=0, pulse_per_min=0, pi_percent=0.0),
        replace(GOOD, spo2_percent=127, pulse_per_min=511, pi_percent=99.99),
        replace(GOOD, spo2_percent=255, pulse_per_min=17, pi_percent=20.01),
        replace(GOOD, spo2_percent=101, pulse_per_min=301, pi_percent=None),
        *(replace(GOOD, exceptions=SET | ExceptionBit(bit)) for bit in (0x001, 0x002, 0x008, 0x020, 0x080, 0x100)),
    ],
    ids=lambda record: f"{record.spo2_percent}-{record.pulse_per_min}-{record.exceptions:x}",
)
def test_no_value_is_none_with_a_reason_and_never_a_number(record: Record) -> None:
    for parameter in (Parameter.SPO2, Parameter.PULSE, Parameter.PERFUSION_INDEX):
        found = one(record, parameter)
        assert (found.value, found.quality) == (None, Quality.INVALID)
        assert found.why


@pytest.mark.parametrize("bit", [0x004, 0x010, 0x040, 0x400])
def test_poor_signal_keeps_the_number_and_says_why(bit: int) -> None:
    found = one(replace(GOOD, exceptions=SET | ExceptionBit(bit)))
    assert (found.value, found.quality) == (98.0, Quality.QUESTIONABLE)
    assert found.why


def test_a_signal_that_set_has_not_qualified_is_questionable() -> None:
    found = one(replace(GOOD, exceptions=ExceptionBit(0)))
    assert (found.quality, found.why) == (Quality.QUESTIONABLE, "signal not yet qualified by Masimo SET")


@pytest.mark.parametrize("spo2", [1, 100])
def test_the_bounds_themselves_are_values(spo2: int) -> None:
    assert one(replace(GOOD, spo2_percent=spo2)).value == spo2


def test_the_perfusion_index_is_left_out_where_the_line_has_none() -> None:
    observations = interpreter().interpret(replace(GOOD, has_pi=False, pi_percent=None), START)
    assert {item.parameter for item in observations if isinstance(item, Numeric)} == {Parameter.SPO2, Parameter.PULSE}


def test_sensor_states_are_told_once_when_they_begin_and_once_when_they_end() -> None:
    device = interpreter()
    off = replace(GOOD, exceptions=SET | ExceptionBit.SENSOR_OFF)
    told = [notices(device.interpret(record, at(t))) for t, record in enumerate([GOOD, off, off, GOOD, GOOD])]
    assert told == [[("masimo_set", True)], [("probe_off", True)], [], [("probe_off", False)], []]


def test_the_oximeters_own_alarm_is_told_as_physiological_at_once() -> None:
    device = interpreter()
    device.interpret(GOOD, at(0))
    # 012 and 032 are what a long home log shows for "SpO2 low"
    told = device.interpret(replace(GOOD, alarm=AlarmBit(0x0032)), at(1))
    kinds = {item.code: item.kind for item in told if isinstance(item, Notice)}
    assert kinds == {
        "spo2_low": NoticeKind.PHYSIOLOGICAL,
        "alarm_active": NoticeKind.INFORMATION,
        "alarms_silenced": NoticeKind.TECHNICAL,
    }
    assert ("spo2_low", False) in notices(device.interpret(GOOD, at(2)))


def test_an_alarm_change_within_one_digit_waits_for_its_repetition() -> None:
    device = interpreter()
    device.interpret(GOOD, at(0))
    alone = replace(GOOD, alarm=AlarmBit.SPO2_LOW)
    assert notices(device.interpret(alone, at(1))) == []
    assert notices(device.interpret(alone, at(2))) == [("spo2_low", True)]
    assert notices(device.interpret(GOOD, at(3))) == []
    assert notices(device.interpret(GOOD, at(4))) == [("spo2_low", False)]


def test_silencing_is_told_although_it_changes_one_digit_only() -> None:
    assert ("alarms_silenced", True) in notices(interpreter().interpret(replace(GOOD, alarm=AlarmBit.SILENCED), START))


@pytest.mark.hazard("H01")
def test_a_jump_is_questionable_for_one_sample_and_valid_when_the_next_agrees() -> None:
    device = interpreter()
    values = [98, 98, 88, 89, 88]
    found = [
        numeric(device.interpret(replace(GOOD, spo2_percent=value), at(t)), Parameter.SPO2)
        for t, value in enumerate(values)
    ]
    assert [item.value for item in found] == values
    assert [item.why for item in found] == [None, None, "single-sample jump", None, None]


def test_a_spike_leaves_the_values_after_it_valid() -> None:
    device = interpreter()
    pulses = [70, 140, 71, 72]
    found = [
        numeric(device.interpret(replace(GOOD, pulse_per_min=pulse), at(t)), Parameter.PULSE)
        for t, pulse in enumerate(pulses)
    ]
    assert [item.quality is Quality.QUESTIONABLE for item in found] == [False, True, False, False]


@pytest.mark.hazard("H01")
@pytest.mark.parametrize(("second", "jump"), [(90, False), (89, True)])
def test_a_jump_is_more_than_eight_per_cent(second: int, *, jump: bool) -> None:
    device = interpreter()
    device.interpret(GOOD, at(0))
    found = numeric(device.interpret(replace(GOOD, spo2_percent=second), at(1)), Parameter.SPO2)
    assert (found.quality is Quality.QUESTIONABLE) is jump


def test_a_value_from_long_ago_makes_no_jump() -> None:
    device = interpreter()
    device.interpret(GOOD, at(0))
    found = numeric(device.interpret(replace(GOOD, spo2_percent=80), at(JUMP_MEMORY_S + 1)), Parameter.SPO2)
    assert found.quality is Quality.VALID


@pytest.mark.hazard("H01")
def test_numbers_that_were_withheld_come_back_with_doubt_for_one_sample() -> None:
    device = interpreter()
    device.interpret(replace(GOOD, exceptions=SET | ExceptionBit.SENSOR_OFF), at(0))
    first = numeric(device.interpret(GOOD, at(1)), Parameter.SPO2)
    second = numeric(device.interpret(GOOD, at(2)), Parameter.SPO2)
    assert (first.quality, first.why) == (Quality.QUESTIONABLE, "first value after: sensor off the patient")
    assert second.quality is Quality.VALID


def test_the_device_clock_is_compared_in_its_zone() -> None:
    eastern = Interpreter("rad8-1", provenance=Provenance.REAL, zone=timezone(timedelta(hours=-5)))
    assert interpreter().clock_offset_s(GOOD, at(10)) == -10.0
    assert eastern.clock_offset_s(GOOD, START) == 5 * 3600.0


def flips(line: bytes) -> list[bytes]:
    return [
        line[:place] + bytes([line[place] ^ (1 << bit)]) + line[place + 1 :]
        for place in range(len(line))
        for bit in range(8)
    ]


@cache
def after_damage(record: Record, damaged: bytes) -> list[list[Observation]]:
    """What two good lines, the damaged one and two more good ones say."""
    device, decoder, good = interpreter(), Decoder(), record.encode()
    return [
        [item for found in decoder.feed(line) for item in device.interpret(found, at(t))]
        for t, line in enumerate([good, good, damaged, good, good])
    ]


STREAMS = (
    GOOD,
    replace(GOOD, spo2_percent=88, pulse_per_min=48, alarm=AlarmBit(0x001A)),
    replace(GOOD, spo2_percent=90, pulse_per_min=120, alarm=AlarmBit.SILENCED | AlarmBit.ALARM_ACTIVE),
    replace(GOOD, exceptions=SET | ExceptionBit.SENSOR_OFF),
    replace(GOOD, spo2_percent=None, pulse_per_min=None, pi_percent=None, exceptions=ExceptionBit.NO_SENSOR),
)


@pytest.mark.hazard("H01")
@pytest.mark.parametrize("record", STREAMS, ids=range(len(STREAMS)))
def test_no_single_flip_makes_or_ends_a_patient_alarm_of_the_device(record: Record) -> None:
    for damaged in flips(record.encode()):
        *_, third, fourth, fifth = after_damage(record, damaged)
        physiological = [
            item
            for item in [*third, *fourth, *fifth]
            if isinstance(item, Notice) and item.kind is NoticeKind.PHYSIOLOGICAL
        ]
        assert physiological == [], damaged


@pytest.mark.hazard("H01")
@pytest.mark.parametrize("record", STREAMS, ids=range(len(STREAMS)))
def test_a_flipped_bit_gives_a_valid_number_only_near_the_true_one_and_the_next_line_survives(record: Record) -> None:
    reach = {Parameter.SPO2: 8.0, Parameter.PULSE: 30.0}
    truth = {Parameter.SPO2: record.spo2_percent, Parameter.PULSE: record.pulse_per_min}
    for damaged in flips(record.encode()):
        *_, third, fourth, fifth = after_damage(record, damaged)
        for item in third:
            if isinstance(item, Numeric) and item.parameter in reach and item.quality is Quality.VALID:
                true_value = truth[item.parameter]
                assert item.value is not None, damaged
                assert true_value is not None, damaged
                assert abs(item.value - true_value) <= reach[item.parameter], damaged
        # a line end that was lost joins two lines, of which the later one still counts
        assert numeric(fourth, Parameter.SPO2).value == numeric(fifth, Parameter.SPO2).value, damaged


def test_the_share_of_flips_that_pass_as_a_changed_value_is_what_the_readme_says() -> None:
    lines = flips(GOOD.encode())
    passed: Counter[Parameter] = Counter()
    for damaged in lines:
        _, before, third, *_ = after_damage(GOOD, damaged)
        true = {item.parameter: item.value for item in before if isinstance(item, Numeric)}
        valid = [item for item in third if isinstance(item, Numeric) and item.quality is Quality.VALID]
        passed.update(item.parameter for item in valid if item.value != true[item.parameter])
    assert len(lines) == 1016
    assert passed == {Parameter.SPO2: 2, Parameter.PULSE: 4, Parameter.PERFUSION_INDEX: 11}
