"""The monitor's own alarms: told with their words and priority, told again when graver, never dropped."""

from dataclasses import replace

import pytest
from intellivue_bench import (
    OPENED,
    Bench,
)

from drivers.observations import (
    Notice,
    NoticeKind,
    NoticePriority,
    Observation,
)
from drivers.philips_intellivue.alerts import Alert, AlertCondition, write_alerts
from drivers.philips_intellivue.codes import (
    AlertState,
    AlertType,
    Attribute,
    ObjectClass,
    OperatingMode,
    Physio,
)
from drivers.philips_intellivue.identity import MonitorState
from drivers.philips_intellivue.polls import Observed


def alarms(*patient: Alert, technical: tuple[Alert, ...] = (), state: AlertState = AlertState.NEW) -> Observed:
    return Observed(
        handle=1,
        attributes={
            Attribute.ALERT_CONDITION: AlertCondition(state).encode(),
            Attribute.PATIENT_ALERTS: write_alerts(patient),
            Attribute.TECHNICAL_ALERTS: write_alerts(technical),
        },
    )


def notices(items: list[Observation]) -> list[tuple[str, NoticeKind, NoticePriority, bool]]:
    return [(item.code, item.kind, item.priority, item.active) for item in items if isinstance(item, Notice)]


def hear_alarms(bench: Bench, *patient: Alert, technical: tuple[Alert, ...] = ()) -> list[Observation]:
    return bench.hear(alarms(*patient, technical=technical), polled=ObjectClass.ALERTS)


ASYSTOLE = Alert(source=Physio.HEART_RATE_ECG, code=0x0C04, kind=AlertType.PATIENT_HIGH, words="***ASYSTOLE")


def test_an_alarm_of_the_monitor_is_told_with_its_words_and_priority_and_ends() -> None:
    bench = Bench()
    items = hear_alarms(bench, ASYSTOLE)
    assert notices(items) == [("asystole_4182", NoticeKind.PHYSIOLOGICAL, NoticePriority.HIGH, True)]
    assert isinstance(items[0], Notice)
    assert "***ASYSTOLE" in items[0].why
    assert notices(hear_alarms(bench, ASYSTOLE)) == []
    assert notices(hear_alarms(bench)) == [("asystole_4182", NoticeKind.PHYSIOLOGICAL, NoticePriority.HIGH, False)]


@pytest.mark.parametrize("kind", [0x0000, 0x0008, 0x0800, 0xFFFF])
def test_an_alarm_of_unknown_kind_and_code_is_medium_and_never_dropped(kind: int) -> None:
    items = hear_alarms(Bench(), Alert(source=0x1234, code=0x7776, kind=kind))
    assert notices(items) == [("alert_7776_1234", NoticeKind.PHYSIOLOGICAL, NoticePriority.MEDIUM, True)]
    assert isinstance(items[0], Notice)
    assert "7776" in items[0].why


def test_an_alarm_that_becomes_graver_is_told_again() -> None:
    bench = Bench()
    low = Alert(source=Physio.SPO2, code=0x003E, kind=AlertType.PATIENT_MEDIUM)
    hear_alarms(bench, low)
    items = hear_alarms(bench, replace(low, kind=AlertType.PATIENT_HIGH))
    assert notices(items) == [("low_4bb8", NoticeKind.PHYSIOLOGICAL, NoticePriority.HIGH, True)]


def test_of_two_alarms_with_one_code_the_graver_is_told() -> None:
    low = Alert(source=Physio.TEMPERATURE, code=0x0028, kind=AlertType.PATIENT_LOW)
    items = hear_alarms(Bench(), replace(low, kind=AlertType.PATIENT_HIGH), low)
    assert [priority for _, _, priority, _ in notices(items)] == [NoticePriority.HIGH]


def test_a_technical_alarm_is_technical() -> None:
    off = Alert(source=Physio.SPO2, code=0x0160, kind=AlertType.TECHNICAL_LOW)
    items = hear_alarms(Bench(), technical=(off,))
    assert notices(items) == [("disconnected_4bb8", NoticeKind.TECHNICAL, NoticePriority.LOW, True)]
    assert isinstance(items[0], Notice)
    assert items[0].why == "the monitor alarms: SpO2 disconnected"


def test_a_list_that_cannot_be_read_is_an_alarm_itself() -> None:
    packed = write_alerts((ASYSTOLE,))
    broken = Observed(handle=1, attributes={Attribute.PATIENT_ALERTS: packed[:1] + b"\x02" + packed[2:]})
    items = Bench().hear(broken, polled=ObjectClass.ALERTS)
    expected = ("unreadable_physiological_alarms", NoticeKind.PHYSIOLOGICAL, NoticePriority.MEDIUM, True)
    assert notices(items) == [expected]


def test_an_answer_without_a_list_ends_no_alarm() -> None:
    bench = Bench()
    hear_alarms(bench, ASYSTOLE)
    assert bench.hear(Observed(handle=1, attributes={}), polled=ObjectClass.ALERTS) == []


def test_alarms_that_are_off_or_paused_at_the_monitor_are_told() -> None:
    items = Bench().hear(alarms(state=AlertState.INHIBITED | AlertState.SUSPENDED), polled=ObjectClass.ALERTS)
    assert [(code, priority) for code, _, priority, _ in notices(items)] == [
        ("alarms_off", NoticePriority.MEDIUM),
        ("alarms_paused", NoticePriority.MEDIUM),
    ]


def test_demonstration_mode_is_told_and_ends() -> None:
    bench = Bench()
    begun = bench.interpreter.monitor(MonitorState(mode=OperatingMode.DEMO), OPENED)
    ended = bench.interpreter.monitor(MonitorState(mode=OperatingMode.MONITORING), OPENED)
    assert [(code, active) for code, _, _, active in notices(begun + ended)] == [
        ("demo_mode", True),
        ("demo_mode", False),
    ]
