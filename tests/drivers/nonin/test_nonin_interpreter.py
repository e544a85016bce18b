"""What Nonin packets and lines become: values, doubts, notices, waves; and what single-bit damage can do to them."""

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from nonin_samples import (
    DF8_GOOD,
    DF8_MISSING,
    at,
    flips,
    interpreter,
    notices,
    numeric,
    packet,
    valid_values,
    values,
    waves,
)

from drivers.nonin.avant import AvantLine, avant_decoder
from drivers.nonin.once_a_second import FirstByte, FourthByte, Reading, ReadingDecoder
from drivers.nonin.packets import NO_RATES, Rates, Status
from drivers.nonin.protocol import Said
from drivers.nonin.spot_check import SpotCheck, SpotStatus
from drivers.observations import Observation, Parameter, Quality, Source

WELL = Rates(72, 98)
GOOD = Reading(rates=WELL, fourth=FourthByte.SMARTPOINT)
CHECK = SpotCheck(measured_at=at(0).utc.replace(tzinfo=None), rates=WELL, status=SpotStatus.SMARTPOINT)
LINE = AvantLine(spo2_percent=98, pulse_per_min=72)


@pytest.mark.parametrize("said", [packet(), GOOD, CHECK, LINE], ids=["packet", "reading", "check", "line"])
def test_a_good_measurement_gives_two_valid_values_of_the_oximeter(said: Said) -> None:
    observations = interpreter().interpret(said, at(0))
    pulse, spo2 = numeric(observations, Parameter.PULSE), numeric(observations, Parameter.SPO2)
    assert (pulse.value, spo2.value) == (72.0, 98.0)
    assert {(item.quality, item.why, item.source, item.stamp) for item in (pulse, spo2)} == {
        (Quality.VALID, None, Source.OXIMETER, at(0))
    }


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    "said",
    [
        packet(NO_RATES),
        packet(Rates(0, 0)),
        packet(Rates(17, 101)),
        packet(status=Status.SENSOR_ALARM),
        packet(status=Status.OUT_OF_TRACK),
        packet(status=Status.DISCONNECTED),
        Reading(rates=NO_RATES),
        Reading(rates=Rates(0, 0)),
        Reading(rates=Rates(301, 126)),
        replace(GOOD, first=FirstByte.OUT_OF_TRACK),
        replace(GOOD, first=FirstByte.DISCONNECTED),
        replace(GOOD, fourth=FourthByte.SENSOR_ALARM),
        SpotCheck(measured_at=None, rates=NO_RATES, status=SpotStatus.NO_MEASUREMENT),
        SpotCheck(measured_at=None, rates=WELL, status=SpotStatus.NO_MEASUREMENT),
        AvantLine(spo2_percent=None, pulse_per_min=None),
        AvantLine(spo2_percent=0, pulse_per_min=0),
    ],
    ids=range(16),
)
def test_no_value_is_none_with_a_reason_and_never_a_number(said: Said) -> None:
    observations = interpreter().interpret(said, at(0))
    for parameter in (Parameter.PULSE, Parameter.SPO2):
        found = numeric(observations, parameter)
        assert (found.value, found.quality) == (None, Quality.INVALID)
        assert found.why


@pytest.mark.hazard("H03")
def test_ten_minutes_of_a_held_value_are_never_a_value() -> None:
    device = interpreter()
    held = packet(NO_RATES, displayed=WELL, status=Status.SENSOR_ALARM)
    frozen = packet(WELL, status=Status.SENSOR_ALARM)  # a device that lets all its averages stand
    slow = replace(GOOD, fourth=FourthByte.SENSOR_ALARM)
    for second in range(600):
        for said in (held, frozen, slow):
            assert set(values(device.interpret(said, at(second))).values()) == {None}


@pytest.mark.hazard("H03")
def test_a_spot_check_from_memory_is_told_in_words_and_is_no_value() -> None:
    stored = replace(CHECK, status=SpotStatus.SMARTPOINT | SpotStatus.FROM_MEMORY)
    (notice,) = interpreter().interpret(stored, at(3600))
    assert notices([notice]) == [("stored_measurement", True)]
    assert "SpO2 98 %, pulse 72 /min" in str(notice)
    assert str(CHECK.measured_at) in str(notice)


def test_a_spot_check_that_is_sent_again_comes_out_once() -> None:
    device = interpreter()
    assert values(device.interpret(CHECK, at(0))) == {"pulse": 72.0, "spo2": 98.0}
    assert device.interpret(CHECK, at(1)) == []


def test_a_spot_check_that_the_oximeter_does_not_trust_is_questionable() -> None:
    found = numeric(interpreter().interpret(replace(CHECK, status=SpotStatus(0)), at(0)), Parameter.SPO2)
    assert (found.value, found.quality) == (98.0, Quality.QUESTIONABLE)


def test_a_measurement_that_the_recording_cuts_is_questionable() -> None:
    found = numeric(interpreter().interpret(packet(), at(0), cut=True), Parameter.SPO2)
    assert (found.quality, found.why) == (
        Quality.QUESTIONABLE,
        "the recording ends here, so a part may be missing",
    )


def test_the_wave_has_a_hole_where_no_finger_is() -> None:
    (wave,) = waves(interpreter().interpret(packet(at_beat=Status.SENSOR_ALARM), at(5)))
    assert (wave.label, wave.rate_hz, wave.stamp) == ("pleth", 75.0, at(5))
    assert wave.samples == (*[None] * 12, *(float(sample) for sample in range(12, 25)))


def test_states_are_told_once_when_they_begin_and_once_when_they_end() -> None:
    device = interpreter()
    off = packet(NO_RATES, status=Status.SENSOR_ALARM)
    told = [notices(device.interpret(said, at(t / 3))) for t, said in enumerate([packet(), off, off, packet()])]
    assert told == [[], [("probe_off", True)], [], [("probe_off", False)]]


def test_low_perfusion_stands_from_a_red_beat_to_the_next_one() -> None:
    device = interpreter()
    red, between, green = packet(at_beat=Status.PERFUSION_RED), packet(), packet(at_beat=Status.PERFUSION_GREEN)
    qualities = [
        numeric(device.interpret(said, at(t / 3)), Parameter.SPO2).quality is Quality.QUESTIONABLE
        for t, said in enumerate([red, between, between, green, between])
    ]
    assert qualities == [True, True, True, False, False]


def test_a_colour_without_beats_is_forgotten_after_two_seconds() -> None:
    device = interpreter()
    device.interpret(packet(at_beat=Status.PERFUSION_RED), at(0))
    told = [notices(device.interpret(packet(), at(t / 3))) for t in range(1, 8)]
    assert told == [[], [], [], [], [], [("low_perfusion", False)], []]


def test_an_artifact_counts_for_a_second() -> None:
    device = interpreter()
    said = [packet(at_beat=Status.ARTIFACT), *[packet()] * 4]
    found = [numeric(device.interpret(item, at(t / 3)), Parameter.PULSE) for t, item in enumerate(said)]
    assert [item.why for item in found] == ["artifact", "artifact", "artifact", None, None]
    assert {item.value for item in found} == {72.0}


def test_marginal_perfusion_and_good_ranking_change_no_value() -> None:
    observations = interpreter().interpret(replace(GOOD, first=FirstByte.MARGINAL_PERFUSION), at(0))
    assert numeric(observations, Parameter.SPO2).quality is Quality.VALID
    assert notices(observations) == [("marginal_perfusion", True), ("smartpoint", True)]


def test_marks_of_a_printed_line_are_information() -> None:
    line = replace(LINE, fast_averaging=True, event_marked=True)
    observations = interpreter().interpret(line, at(0))
    assert notices(observations) == [("fast_averaging", True), ("event_marked", True)]
    assert numeric(observations, Parameter.SPO2).quality is Quality.VALID


@pytest.mark.hazard("H01")
@pytest.mark.parametrize(
    "make", [lambda spo2: Reading(rates=Rates(72, spo2)), lambda spo2: AvantLine(spo2_percent=spo2, pulse_per_min=72)]
)
def test_without_a_checksum_a_jump_is_questionable_for_one_sample(make: object) -> None:
    assert callable(make)
    device = interpreter()
    found = [
        numeric(device.interpret(make(spo2), at(t)), Parameter.SPO2) for t, spo2 in enumerate([98, 66, 98, 85, 84])
    ]
    assert [item.why for item in found] == [None, "single-sample jump", None, "single-sample jump", None]


def test_with_a_checksum_a_jump_is_a_value() -> None:
    device = interpreter()
    device.interpret(packet(), at(0))
    assert numeric(device.interpret(packet(Rates(140, 80)), at(0.3)), Parameter.SPO2).quality is Quality.VALID


def test_a_packet_behind_noise_is_questionable() -> None:
    found = numeric(interpreter().interpret(replace(GOOD, after_noise=True), at(0)), Parameter.SPO2)
    assert (found.quality, found.why) == (Quality.QUESTIONABLE, "the bytes before could not be read")


def test_numbers_that_were_withheld_come_back_with_doubt_for_one_sample() -> None:
    device = interpreter()
    device.interpret(replace(GOOD, fourth=FourthByte.SENSOR_ALARM), at(0))
    qualities = [numeric(device.interpret(GOOD, at(t)), Parameter.SPO2).quality for t in (1, 2)]
    assert qualities == [Quality.QUESTIONABLE, Quality.VALID]


def test_a_saturation_without_a_pulse_is_questionable() -> None:
    found = numeric(interpreter().interpret(Reading(rates=Rates(None, 63)), at(0)), Parameter.SPO2)
    assert (found.quality, found.why) == (Quality.QUESTIONABLE, "one of pulse and saturation is missing")


def slow_after_damage(good: bytes, damaged: bytes) -> list[list[Observation]]:
    """What two good packets, the damaged one and two more good ones say, a second apart."""
    device, decoder = interpreter(), ReadingDecoder(length=len(good))
    return [
        [item for found in decoder.feed(data) for item in device.interpret(found, at(t))]
        for t, data in enumerate([good, good, damaged, good, good])
    ]


HELD = bytes.fromhex("80486208")  # as DF8_GOOD, with the finger out


@pytest.mark.hazard("H01")
@pytest.mark.parametrize("good", [DF8_GOOD, DF8_GOOD[:3], DF8_MISSING, HELD], ids=["df8", "df1", "missing", "held"])
def test_a_flipped_bit_gives_a_valid_number_only_near_the_true_one_and_the_next_packet_survives(good: bytes) -> None:
    reach = {"pulse": 30.0, "spo2": 8.0}
    truth = values(slow_after_damage(good, good)[0])
    for damaged in flips(good):
        *_, third, fourth, fifth = slow_after_damage(good, damaged)
        for parameter in (Parameter.PULSE, Parameter.SPO2):
            for value in valid_values(third, parameter):
                true_value = truth[parameter.value]
                assert true_value is not None, damaged.hex()
                assert abs(value - true_value) <= reach[parameter.value], damaged.hex()
        assert values(fourth) == values(fifth) == truth, damaged.hex()


def test_the_share_of_flips_that_pass_as_a_changed_value_is_what_the_readme_says() -> None:
    def passed(good: bytes) -> dict[str, int]:
        count: Counter[str] = Counter()
        truth = values(slow_after_damage(good, good)[0])
        for damaged in flips(good):
            third = slow_after_damage(good, damaged)[2]
            for parameter in (Parameter.PULSE, Parameter.SPO2):
                valid = valid_values(third, parameter)
                count[parameter.value] += sum(value != truth[parameter.value] for value in valid)
        return dict(count)

    assert len(flips(DF8_GOOD)) == 32
    assert passed(DF8_GOOD) == {"pulse": 5, "spo2": 2}
    assert passed(DF8_GOOD[:3]) == {"pulse": 5, "spo2": 2}


AVANT = b"12:34:56 SPO2=098 HR=072\r\n"


@cache
def printed_after_damage(damaged: bytes) -> list[list[Observation]]:
    device, decoder = interpreter(), avant_decoder()
    return [
        [item for found in decoder.feed(data) for item in device.interpret(found, at(t))]
        for t, data in enumerate([AVANT, AVANT, damaged, AVANT, AVANT])
    ]


def test_flips_of_a_printed_line_do_no_more_than_the_readme_says() -> None:
    passed: Counter[str] = Counter()
    for damaged in flips(AVANT):
        *_, third, fourth, fifth = printed_after_damage(damaged)
        for parameter, true_value, reach in ((Parameter.PULSE, 72.0, 30.0), (Parameter.SPO2, 98.0, 8.0)):
            valid = valid_values(third, parameter)
            assert all(abs(value - true_value) <= reach for value in valid), damaged
            passed[parameter.value] += sum(value != true_value for value in valid)
        assert values(fourth or fifth) == values(fifth) == {"pulse": 72.0, "spo2": 98.0}, damaged
    assert len(flips(AVANT)) == 208
    assert passed == {"pulse": 5, "spo2": 2}
