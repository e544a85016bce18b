"""What DRI messages say: sentinels, doubts, sources, held records, and the monitor's own alarms."""

from dataclasses import replace

import pytest
from dri_samples import at, shown

from drivers.ge_s5_dri.interpreter import Interpreter
from drivers.ge_s5_dri.messages import (
    INVALID,
    AlarmBox,
    AlarmStatus,
    Colour,
    Displayed,
    EcgBit,
    Group,
    NibpBit,
    Silence,
)
from drivers.observations import (
    BloodPressure,
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

SENTINELS = (-32767, -32766, -32765, -32764, -32763, -32762, -32001)


def interpreter() -> Interpreter:
    return Interpreter("b40-1", provenance=Provenance.SIMULATED, opened=None)


def numerics(values: Displayed) -> dict[Parameter, Numeric]:
    said = interpreter().interpret(values, at(0))
    return {item.parameter: item for item in said if isinstance(item, Numeric)}


def notices(said: list[Observation]) -> list[tuple[str, bool]]:
    return [(item.code, item.active) for item in said if isinstance(item, Notice)]


def test_an_ordinary_record() -> None:
    found = numerics(replace(shown(0), temperature=Group(3), temperature_1=3712))
    assert {parameter: (item.value, item.source) for parameter, item in found.items()} == {
        Parameter.HR: (72.0, Source.ECG),
        Parameter.PULSE: (73.0, Source.OXIMETER),
        Parameter.SPO2: (97.5, Source.OXIMETER),
        Parameter.RESP: (14.0, Source.ECG),
        Parameter.TEMPERATURE: (37.12, Source.OTHER),
    }
    assert {item.quality for item in found.values()} == {Quality.VALID}
    assert {item.provenance for item in found.values()} == {Provenance.SIMULATED}


@pytest.mark.hazard("H02")
@pytest.mark.parametrize("code", SENTINELS)
def test_each_code_is_no_value_and_says_why(code: int) -> None:
    values = replace(
        shown(0),
        heart_rate=code,
        respiration=code,
        spo2=code,
        pulse=code,
        temperature=Group(3),
        temperature_1=code,
        systolic=code,
    )
    found = numerics(values)
    assert set(found) == set(Parameter) - {Parameter.ETCO2, Parameter.PERFUSION_INDEX}
    for item in found.values():
        assert (item.value, item.quality) == (None, Quality.INVALID)
        assert item.why
    said = interpreter().interpret(values, at(0))
    pressures = [item for item in said if isinstance(item, BloodPressure)]
    assert [(item.systolic, item.diastolic, item.mean) for item in pressures] == [(None, None, None)]


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    ("parameter", "field", "raw"),
    [
        (Parameter.HR, "heart_rate", 0),
        (Parameter.HR, "heart_rate", 17),
        (Parameter.HR, "heart_rate", 301),
        (Parameter.PULSE, "pulse", 0),
        (Parameter.SPO2, "spo2", 0),
        (Parameter.SPO2, "spo2", 10_001),
        (Parameter.SPO2, "spo2", -32_000),
        (Parameter.RESP, "respiration", 0),
    ],
)
def test_a_number_that_no_patient_has_is_no_value(parameter: Parameter, field: str, raw: int) -> None:
    item = numerics(replace(shown(0), **{field: raw}))[parameter]  # type: ignore[arg-type]  # the fields are numbers
    assert (item.value, item.quality) == (None, Quality.INVALID)
    assert "outside" in (item.why or "")


@pytest.mark.parametrize(("status", "why"), [(0, "no module"), (1, "not measuring"), (2, "no module")])
def test_numbers_of_an_absent_or_idle_module_are_withheld(status: int, why: str) -> None:
    found = numerics(replace(shown(0), ecg=Group(status | 1 << 3), oximeter=Group(status)))
    for parameter in (Parameter.HR, Parameter.PULSE, Parameter.SPO2):
        assert found[parameter].value is None
        assert why in (found[parameter].why or "")


@pytest.mark.parametrize(
    ("code", "source", "quality"),
    [
        (1, Source.ECG, Quality.VALID),
        (9, Source.ECG, Quality.VALID),
        (6, Source.OXIMETER, Quality.VALID),
        (2, Source.OTHER, Quality.VALID),
        (5, Source.OTHER, Quality.VALID),
        (0, Source.OTHER, Quality.QUESTIONABLE),
        (12, Source.OTHER, Quality.QUESTIONABLE),
    ],
)
def test_the_rate_beside_hr_names_what_counted_it(code: int, source: Source, quality: Quality) -> None:
    rate = numerics(replace(shown(0), ecg=Group(3 | code << 3)))[Parameter.HR]
    assert (rate.value, rate.source, rate.quality) == (72.0, source, quality)


@pytest.mark.parametrize(
    ("bit", "code", "kind", "priority"),
    [
        (EcgBit.ASYSTOLE, "asystole", NoticeKind.PHYSIOLOGICAL, NoticePriority.HIGH),
        (EcgBit.NOISE, "ecg_noise", NoticeKind.TECHNICAL, NoticePriority.UNKNOWN),
        (EcgBit.ARTIFACT, "ecg_artifact", NoticeKind.TECHNICAL, NoticePriority.UNKNOWN),
        (EcgBit.LEARNING, "ecg_learning", NoticeKind.INFORMATION, NoticePriority.UNKNOWN),
    ],
)
def test_states_of_the_ecg_make_the_rate_doubtful_and_are_told(
    bit: EcgBit, code: str, kind: NoticeKind, priority: NoticePriority
) -> None:
    made = interpreter()
    made.interpret(shown(0), at(0))
    said = made.interpret(replace(shown(5), ecg=Group(0x0B | bit)), at(5))
    (rate,) = [item for item in said if isinstance(item, Numeric) and item.parameter is Parameter.HR]
    assert (rate.value, rate.quality) == (72.0, Quality.QUESTIONABLE)
    (notice,) = [item for item in said if isinstance(item, Notice) and item.active]
    assert (notice.code, notice.kind, notice.priority) == (code, kind, priority)
    assert (code, False) in notices(made.interpret(shown(10), at(10)))


def test_a_saturation_whose_pulse_is_lost_is_doubtful_and_told() -> None:
    made = interpreter()
    said = made.interpret(replace(shown(0), pulse=INVALID), at(0))
    (saturation,) = [item for item in said if isinstance(item, Numeric) and item.parameter is Parameter.SPO2]
    assert (saturation.value, saturation.quality) == (97.5, Quality.QUESTIONABLE)
    assert ("spo2_no_pulse", True) in notices(said)
    assert ("spo2_no_pulse", False) in notices(made.interpret(shown(5), at(5)))


@pytest.mark.parametrize(("label", "usable"), [(0, True), (1, True), (2, False), (3, False)])
def test_a_venous_saturation_is_never_shown_as_spo2(label: int, *, usable: bool) -> None:
    item = numerics(replace(shown(0), oximeter=Group(3, label)))[Parameter.SPO2]
    assert item.value == (97.5 if usable else None)


def test_modes_of_the_cuff_and_an_oximeter_that_is_off_are_told_at_their_edges() -> None:
    made = interpreter()
    assert notices(made.interpret(shown(0, bits=NibpBit.AUTO), at(0))) == [("nibp_auto_mode", True)]
    said = made.interpret(replace(shown(5, bits=NibpBit.STAT), oximeter=Group(1)), at(5))
    assert notices(said) == [("nibp_auto_mode", False), ("stat_mode", True), ("spo2_off", True)]
    said = made.interpret(shown(10, bits=NibpBit.STASIS | NibpBit.CALIBRATING), at(10))
    assert notices(said)[2:] == [("venous_stasis", True), ("nibp_calibrating", True)]


@pytest.mark.hazard("H03")
def test_ten_minutes_of_one_record_give_its_values_once_and_say_that_it_is_held() -> None:
    made = interpreter()
    assert [item for item in made.interpret(shown(0), at(0)) if isinstance(item, Numeric)]
    said = [item for t_s in range(5, 600, 5) for item in made.interpret(shown(0), at(t_s))]
    assert notices(said) == [("held_record", True)]
    assert len(said) == 1
    again = made.interpret(shown(600), at(600))
    assert ("held_record", False) in notices(again)
    assert [item for item in again if isinstance(item, Numeric)]


def test_a_clock_that_stands_still_under_moving_values_holds_back_nothing() -> None:
    made = interpreter()
    made.interpret(shown(0), at(0))
    assert [item for item in made.interpret(replace(shown(0), pulse=74), at(5)) if isinstance(item, Numeric)]


# --- the monitor's own alarms


def alarms(made: Interpreter, *boxes: AlarmBox, silence: int = Silence.NONE) -> list[Notice]:
    said = made.interpret(AlarmStatus(boxes=boxes, silence=silence), at(0))
    return [item for item in said if isinstance(item, Notice)]


@pytest.mark.parametrize(
    ("colour", "priority"),
    [
        (Colour.RED, NoticePriority.HIGH),
        (Colour.YELLOW, NoticePriority.MEDIUM),
        (Colour.WHITE, NoticePriority.LOW),
        (4, NoticePriority.MEDIUM),
        (-1, NoticePriority.MEDIUM),
    ],
)
def test_the_colour_gives_the_priority_and_an_unknown_one_is_medium(colour: int, priority: NoticePriority) -> None:
    (notice,) = alarms(interpreter(), AlarmBox("SpO2 LOW", colour))
    assert (notice.why, notice.priority, notice.kind) == ("SpO2 LOW", priority, NoticeKind.PHYSIOLOGICAL)
    assert notice.active


def test_alarms_are_told_at_begin_and_end_and_not_when_they_change_boxes() -> None:
    made = interpreter()
    low, loose = AlarmBox("SpO2 LOW", Colour.RED), AlarmBox("NIBP CUFF LOOSE", Colour.WHITE)
    assert len(alarms(made, low, loose)) == 2
    assert alarms(made, loose, low) == []
    assert [(item.why, item.active) for item in alarms(made, loose)] == [("SpO2 LOW", False)]


def test_an_alarm_that_becomes_more_urgent_is_told_again() -> None:
    made = interpreter()
    alarms(made, AlarmBox("HR HIGH", Colour.YELLOW))
    ended, begun = alarms(made, AlarmBox("HR HIGH", Colour.RED))
    assert (ended.active, ended.priority) == (False, NoticePriority.MEDIUM)
    assert (begun.active, begun.priority) == (True, NoticePriority.HIGH)


def test_an_alarm_without_words_and_words_without_a_colour_are_not_dropped() -> None:
    silent, message = alarms(interpreter(), AlarmBox("", Colour.RED), AlarmBox("PRINTER OUT OF PAPER", Colour.NONE))
    assert (silent.why, silent.priority) == ("an alarm without a text", NoticePriority.HIGH)
    assert (message.why, message.kind) == ("PRINTER OUT OF PAPER", NoticeKind.INFORMATION)


@pytest.mark.parametrize("state", [1, 4, 5, 6, 7])
def test_a_silenced_monitor_says_so(state: int) -> None:
    made = interpreter()
    (notice,) = alarms(made, silence=state)
    assert (notice.code, notice.kind, notice.active) == ("alarms_silenced", NoticeKind.TECHNICAL, True)
    assert "silenced" in notice.why
    assert [item.active for item in alarms(made)] == [False]
