"""What Nellcor lines become: values, doubts, notices; held and repeated lines; what single-bit damage can do."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, timedelta
from functools import cache

import pytest
from nellcor_samples import (
    ALARMS_OFF,
    DISCONNECTED,
    END,
    GOOD,
    LIMITS,
    LOW_MOTION,
    LOW_SILENCED,
    MODE,
    SEARCH_HELD,
    SEARCH_ZEROS,
    SENSOR_OFF,
    TITLE,
    at,
    flips,
    notices,
    numeric,
    valid_values,
    values,
)

from drivers.nellcor_ascii.interpreter import REMEMBERED_LINES, Interpreter
from drivers.nellcor_ascii.protocol import DataLine, line_decoder, printed_date
from drivers.observations import Notice, NoticeKind, NoticePriority, Observation, Parameter, Provenance, Quality, Source


def interpreter() -> Interpreter:
    return Interpreter("n560-1", provenance=Provenance.SIMULATED, zone=UTC)


def said(line: bytes, device: Interpreter | None = None, second: float = 0.0) -> list[Observation]:
    (found,) = line_decoder().feed(line + END)
    return (device or interpreter()).interpret(found, at(second))


def moved(line: bytes | DataLine, second: int) -> DataLine:
    """The same line, printed `second` seconds after the first captured one."""
    if isinstance(line, bytes):
        (found,) = line_decoder().feed(line + END)
        assert isinstance(found, DataLine)
        line = found
    moment = at(second).utc
    return replace(line, date=printed_date(moment), time=f"{moment:%H:%M:%S}")


def test_a_good_line_gives_two_valid_values_with_receipt_time_and_provenance() -> None:
    observations = said(GOOD)
    assert values(observations) == {"spo2": 99.0, "pulse": 66.0}
    for item in (numeric(observations, Parameter.SPO2), numeric(observations, Parameter.PULSE)):
        assert (item.quality, item.why, item.source, item.stamp, item.provenance) == (
            Quality.VALID,
            None,
            Source.OXIMETER,
            at(0),
            Provenance.SIMULATED,
        )
    assert notices(observations) == []


@pytest.mark.hazard("H02", "H03")
@pytest.mark.parametrize("line", [DISCONNECTED, SENSOR_OFF, SEARCH_ZEROS, SEARCH_HELD])
def test_no_value_is_none_with_a_reason_and_never_a_number(line: bytes) -> None:
    for parameter in (Parameter.SPO2, Parameter.PULSE):
        found = numeric(said(line), parameter)
        assert (found.value, found.quality) == (None, Quality.INVALID)
        assert found.why


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    "changes",
    [
        {"spo2_percent": 0, "pulse_per_min": 0},
        {"spo2_percent": 101, "pulse_per_min": 301},
        {"spo2_percent": 127, "pulse_per_min": 17},
        {"spo2_percent": None, "pulse_per_min": None},
        {"amplitude": 0},
        {"amplitude": None},
        *({"flags": (flag,)} for flag in ("SD", "SO", "PS", "LP", "LM")),
    ],
    ids=str,
)
def test_every_way_of_having_no_value_is_none(changes: dict[str, object]) -> None:
    line = replace(moved(GOOD, 0), **changes)  # type: ignore[arg-type]  # parametrized
    for parameter in (Parameter.SPO2, Parameter.PULSE):
        found = numeric(interpreter().interpret(line, at(0)), parameter)
        assert (found.value, found.quality) == (None, Quality.INVALID)
        assert found.why


@pytest.mark.hazard("H03")
def test_ten_minutes_of_held_numbers_are_never_a_value() -> None:
    device = interpreter()
    for second in range(0, 600, 2):
        assert set(values(device.interpret(moved(SEARCH_HELD, second), at(second))).values()) == {None}


@pytest.mark.hazard("H03")
def test_lines_that_the_link_repeats_are_not_published_again() -> None:
    device = interpreter()
    first = said(GOOD, device)
    again = said(GOOD, device, 2)
    assert values(first) == {"spo2": 99.0, "pulse": 66.0}
    assert (values(again), notices(again)) == ({}, [("lines_repeated", True)])
    new = device.interpret(moved(GOOD, 4), at(4))
    assert (values(new), notices(new)) == ({"spo2": 99.0, "pulse": 66.0}, [("lines_repeated", False)])


def test_the_memory_of_lines_is_bounded() -> None:
    device = interpreter()
    for number in range(REMEMBERED_LINES + 1):
        device.interpret(moved(GOOD, 2 * number), at(2 * number))
    assert values(device.interpret(moved(GOOD, 0), at(99))) != {}  # forgotten
    assert values(device.interpret(moved(GOOD, 2 * REMEMBERED_LINES), at(99))) == {}  # remembered


def test_motion_is_questionable_and_the_flags_are_told() -> None:
    observations = said(LOW_SILENCED)
    spo2 = numeric(observations, Parameter.SPO2)
    assert (spo2.value, spo2.quality, spo2.why) == (79.0, Quality.QUESTIONABLE, "motion or interference")
    assert notices(observations) == [("motion", True), ("alarms_silenced", True), ("spo2_low", True)]
    assert notices(said(ALARMS_OFF)) == [("motion", True), ("alarms_off", True)]


def test_the_oximeters_own_alarms_are_told_as_physiological_at_once() -> None:
    device = interpreter()
    said(GOOD, device)
    told = [item for item in said(LOW_MOTION, device, 2) if isinstance(item, Notice)]
    assert {item.code: item.kind for item in told} == {
        "motion": NoticeKind.TECHNICAL,
        "spo2_low": NoticeKind.PHYSIOLOGICAL,
    }
    assert ("spo2_low", False) in notices(device.interpret(moved(GOOD, 4), at(4)))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"flags": ("SH",), "spo2_marked": True}, "spo2_high"),
        ({"flags": ("PL",), "pulse_marked": True}, "pr_low"),
        ({"flags": ("PH",), "pulse_marked": True}, "pr_high"),
    ],
)
def test_each_limit_alarm_has_its_name(changes: dict[str, object], code: str) -> None:
    line = replace(moved(GOOD, 0), **changes)  # type: ignore[arg-type]  # parametrized
    assert notices(interpreter().interpret(line, at(0))) == [(code, True)]


def test_loss_of_pulse_is_a_high_alarm_and_ends_when_two_lines_lack_it() -> None:
    device, good = interpreter(), moved(GOOD, 0)
    lost = device.interpret(replace(moved(good, 2), flags=("LP",)), at(2))
    (notice,) = [item for item in lost if isinstance(item, Notice)]
    assert (notice.code, notice.kind, notice.priority) == (
        "pulse_lost",
        NoticeKind.PHYSIOLOGICAL,
        NoticePriority.HIGH,
    )
    assert notices(device.interpret(moved(good, 4), at(4))) == []
    assert notices(device.interpret(moved(good, 6), at(6))) == [("pulse_lost", False)]


def test_a_limit_alarm_in_one_place_only_waits_for_its_repetition() -> None:
    device, line = interpreter(), moved(GOOD, 0)
    flag_alone = replace(line, flags=("SL",))
    told = [
        notices(device.interpret(moved(item, second), at(second)))
        for second, item in enumerate([line, flag_alone, flag_alone, line, line])
    ]
    assert told == [[], [], [("spo2_low", True)], [], [("spo2_low", False)]]


def test_an_asterisk_without_a_flag_is_told_once_it_is_repeated() -> None:
    device, marked = interpreter(), replace(moved(GOOD, 0), pulse_marked=True)
    told = [notices(device.interpret(moved(marked, second), at(second))) for second in (0, 2)]
    assert told == [[], [("pr_out_of_limits", True)]]


def test_unknown_flags_are_told_as_text_and_cast_doubt() -> None:
    observations = interpreter().interpret(replace(moved(GOOD, 0), flags=("XY",)), at(0))
    found = numeric(observations, Parameter.SPO2)
    assert (found.value, found.quality, found.why) == (99.0, Quality.QUESTIONABLE, "unknown flag XY")
    assert notices(observations) == [("flag_xy", True)]


def test_the_limits_of_the_device_are_told_when_heard_and_when_changed() -> None:
    device = interpreter()
    first = said(LIMITS, device)
    assert [item.why for item in first if isinstance(item, Notice)] == [
        "N-560 alarms outside SpO2 90-100 % and pulse 60-170/min"
    ]
    assert said(LIMITS, device) == said(TITLE, device) == said(MODE, device) == []
    changed = said(LIMITS.replace(b"90-100%", b"85-100%"), device)
    assert "SpO2 85-100 %" in str(changed)


def test_neonate_mode_is_told() -> None:
    device = interpreter()
    assert notices(said(MODE.replace(b"ADULT", b"NEONATAL"), device)) == [("neonate_mode", True)]
    assert notices(said(MODE, device)) == [("neonate_mode", False)]


@pytest.mark.hazard("H01")
def test_a_jump_is_questionable_for_one_line_and_valid_when_the_next_agrees() -> None:
    device = interpreter()
    found = [
        numeric(device.interpret(replace(moved(GOOD, second), spo2_percent=spo2), at(second)), Parameter.SPO2).why
        for second, spo2 in zip(range(0, 10, 2), [99, 89, 88, 9, 88], strict=True)
    ]
    assert found == [None, "single-sample jump", None, "single-sample jump", None]


def test_numbers_that_were_withheld_come_back_with_doubt_for_one_line() -> None:
    device = interpreter()
    said(SEARCH_HELD, device)
    found = [
        numeric(device.interpret(moved(GOOD, second), at(second)), Parameter.SPO2).quality for second in (200, 202)
    ]
    assert found == [Quality.QUESTIONABLE, Quality.VALID]


def test_a_line_that_the_recording_cuts_is_questionable() -> None:
    found = numeric(interpreter().interpret(moved(GOOD, 0), at(0), cut=True), Parameter.PULSE)
    assert (found.value, found.quality) == (66.0, Quality.QUESTIONABLE)


def test_the_device_clock_is_compared_with_ours() -> None:
    assert interpreter().clock_offset_s(moved(GOOD, 0), at(10)) == -10.0
    captured_years_late = moved(ALARMS_OFF, 0)
    late = interpreter().clock_offset_s(captured_years_late, at(timedelta(days=365).total_seconds()))
    assert late == -365 * 86_400.0


@cache
def after_damage(good: DataLine, damaged: bytes) -> list[list[Observation]]:
    """What two good lines, the damaged one and two more good ones say, each with its own time."""
    device, decoder = interpreter(), line_decoder()
    stream = [moved(good, second).encode() for second in (0, 2, 4, 6, 8)]
    stream[2] = damaged
    return [
        [item for found in decoder.feed(line) for item in device.interpret(found, at(2 * number))]
        for number, line in enumerate(stream)
    ]


STREAMS = [
    moved(line, 4)
    for line in (GOOD, LOW_MOTION, LOW_SILENCED, SENSOR_OFF, DISCONNECTED, SEARCH_ZEROS, SEARCH_HELD, ALARMS_OFF)
]
STREAMS += [
    replace(STREAMS[0], pulse_per_min=48, pulse_marked=True, flags=("PL",)),
    replace(STREAMS[0], pulse_per_min=180, pulse_marked=True, flags=("PH", "LB")),
    replace(STREAMS[0], flags=("LP",)),
    replace(STREAMS[0], flags=("LM",)),
]


@pytest.mark.hazard("H01")
@pytest.mark.parametrize("line", STREAMS, ids=range(len(STREAMS)))
def test_no_single_flip_makes_or_ends_a_patient_alarm_of_the_device(line: DataLine) -> None:
    for damaged in flips(line.encode()):
        *_, third, fourth, fifth = after_damage(line, damaged)
        physiological = [
            item
            for item in [*third, *fourth, *fifth]
            if isinstance(item, Notice) and item.kind is NoticeKind.PHYSIOLOGICAL
        ]
        assert physiological == [], damaged


@pytest.mark.hazard("H01")
@pytest.mark.parametrize("line", STREAMS, ids=range(len(STREAMS)))
def test_a_flipped_bit_gives_a_valid_number_only_near_the_true_one_and_the_next_line_survives(line: DataLine) -> None:
    limits = {Parameter.SPO2: 8.0, Parameter.PULSE: 30.0}
    for damaged in flips(line.encode()):
        _, before, third, fourth, fifth = after_damage(line, damaged)
        for parameter, reach in limits.items():
            for value in valid_values(third, parameter):
                true_value = values(before)[parameter.value]
                assert true_value is not None, damaged
                assert abs(value - true_value) <= reach, damaged
        assert values(fourth) == values(fifth), damaged


def test_the_share_of_flips_that_pass_as_a_changed_value_is_what_the_readme_says() -> None:
    line = STREAMS[0]
    passed: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    for damaged in flips(line.encode()):
        third = after_damage(line, damaged)[2]
        outcomes["refused"] += not third
        for parameter, truth in ((Parameter.SPO2, 99.0), (Parameter.PULSE, 66.0)):
            passed[parameter.value] += sum(value != truth for value in valid_values(third, parameter))
    assert len(flips(line.encode())) == 336
    assert passed == {"spo2": 2, "pulse": 5}
    assert outcomes["refused"] == 279
