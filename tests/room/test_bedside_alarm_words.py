"""Hazard H17: a bedside monitor's alarm words, from its stream to the tile: at once, no less grave, latched.

IntelliVue and DRI; a code that nobody knows is MEDIUM and never dropped.
"""

from collections.abc import Callable

import pytest
from intellivue_bench import OPENED, Bench
from worlds import acknowledge, admit, device, make_room, plan, pulse, spo2, step

from drivers.ge_s5_dri.interpreter import Interpreter as DriInterpreter
from drivers.ge_s5_dri.messages import AlarmBox, AlarmStatus, Colour, Silence, messages_in
from drivers.ge_s5_dri.protocol import Decoder as DriDecoder
from drivers.observations import Observation, Provenance
from drivers.philips_intellivue.alerts import Alert, AlertCondition, write_alerts
from drivers.philips_intellivue.codes import AlertState, AlertType, Attribute, ObjectClass, Physio
from drivers.philips_intellivue.polls import Observed
from drivers.registry import KINDS
from monitor.domain.events import AlarmChanged, Event
from monitor.domain.inputs import DeviceNotice
from monitor.domain.vocabulary import AlarmState, Priority
from monitor.engine.convert import to_input
from monitor.engine.timeline import Timeline
from monitor.port.projection import DeviceStatus, Projector
from monitor.room.room import Room
from monitor.ui.presenter.devices import devices_view

pytestmark = pytest.mark.hazard("H17")
Alarm = tuple[str, Priority]
Said = Callable[[tuple[Alarm, ...]], list[Observation]]
WORDS = ("ASYSTOLE", "V-TACH", "APNEA", "a word of a later software")


def intellivue() -> Said:
    bench = Bench(provenance=Provenance.SIMULATED)
    kinds = {
        Priority.HIGH: AlertType.PATIENT_HIGH,
        Priority.MEDIUM: AlertType.PATIENT_MEDIUM,
        Priority.LOW: AlertType.PATIENT_LOW,
    }

    def say(standing: tuple[Alarm, ...]) -> list[Observation]:
        alerts = tuple(
            Alert(source=Physio.HEART_RATE_ECG, code=0x7000 + number, kind=kinds[priority], words=f"***{words}")
            for number, (words, priority) in enumerate(standing)
        )
        attributes: dict[int, bytes] = {
            Attribute.ALERT_CONDITION: AlertCondition(AlertState.NEW).encode(),
            Attribute.PATIENT_ALERTS: write_alerts(alerts),
            Attribute.TECHNICAL_ALERTS: write_alerts(()),
        }
        return bench.hear(Observed(handle=1, attributes=attributes), polled=ObjectClass.ALERTS)

    return say


def dri() -> Said:
    made = DriInterpreter("d1", provenance=Provenance.SIMULATED, opened=None)
    decoder = DriDecoder()
    colours = {Priority.HIGH: Colour.RED, Priority.MEDIUM: Colour.YELLOW, Priority.LOW: Colour.WHITE}

    def say(standing: tuple[Alarm, ...]) -> list[Observation]:
        boxes = tuple(AlarmBox(words, colours[priority]) for words, priority in standing)
        data = AlarmStatus(boxes=boxes, silence=Silence.NONE).record(level=0, number=1, time_s=0).encode()
        records = decoder.feed(data)
        return [
            item for record in records for message in messages_in(record) for item in made.interpret(message, OPENED)
        ]

    return say


STREAMS = {"intellivue": intellivue, "dri": dri}


def chair() -> Room:
    room = make_room(plan=plan(1, 0, [device("1", reports_alarms=True)]))
    step(room, 1, admit(1))
    step(room, 9, spo2(9, 97), pulse(9, 70))
    return room


def told(room: Room, second: float, observations: list[Observation]) -> list[Event]:
    """Judge what was said at `second`; the room steps a second later."""
    timeline = Timeline(OPENED)
    notices = []
    for item in observations:
        made = to_input(item, timeline, Provenance.SIMULATED)
        assert isinstance(made, DeviceNotice)
        notices.append(
            DeviceNotice(
                tick=round(second * 10),
                device_id="d1",
                code=made.code,
                kind=made.kind,
                why=made.why,
                active=made.active,
                priority=made.priority,
            )
        )
    return step(room, second + 1, *notices)


@pytest.mark.parametrize("stream", STREAMS)
@pytest.mark.parametrize("words", WORDS)
def test_alarm_words_are_high_within_a_second_and_stay_latched(stream: str, words: str) -> None:
    room, say = chair(), STREAMS[stream]()
    events = told(room, 10, say(((words, Priority.HIGH),)))
    (raised,) = [event for event in events if isinstance(event, AlarmChanged) and event.rule == "BED-ALARM"]
    assert raised.at.tick - 100 <= 10
    assert raised.priority is Priority.HIGH
    assert words in raised.why
    shown = Projector(room).snapshot(1, {}).places[0].alarms
    assert words in shown[0].message
    assert room.board.sounding() is Priority.HIGH
    told(room, 20, say(()))
    (record,) = [each for each in room.board.at("1") if each.rule == "BED-ALARM"]
    assert record.state is AlarmState.LATCHED
    step(room, 500, spo2(500, 97), pulse(500, 70))
    assert record in room.board.at("1"), "until somebody has seen it"
    step(room, 501, acknowledge(501, "1", record.alarm_id))
    assert record not in room.board.at("1")


@pytest.mark.parametrize("stream", STREAMS)
@pytest.mark.parametrize("priority", [Priority.HIGH, Priority.MEDIUM, Priority.LOW])
def test_it_stands_at_the_priority_of_the_device_and_grows_with_a_second_one(stream: str, priority: Priority) -> None:
    room, say = chair(), STREAMS[stream]()
    told(room, 10, say((("SpO2 LOW", priority),)))
    (record,) = [each for each in room.board.at("1") if each.rule == "BED-ALARM"]
    assert record.priority is priority
    told(room, 12, say((("SpO2 LOW", priority), ("ASYSTOLE", Priority.HIGH))))
    assert record.priority is Priority.HIGH
    assert "SpO2 LOW" in record.why
    assert "ASYSTOLE" in record.why


def test_an_alarm_of_unknown_gravity_is_medium() -> None:
    room = chair()
    made = DriInterpreter("d1", provenance=Provenance.SIMULATED, opened=None)
    unknown = AlarmStatus(boxes=(AlarmBox("XYZ", 4),), silence=Silence.NONE)
    told(room, 10, made.interpret(unknown, OPENED))
    (record,) = [each for each in room.board.at("1") if each.rule == "BED-ALARM"]
    assert (record.priority, "XYZ" in record.why) == (Priority.MEDIUM, True)


@pytest.mark.parametrize("reports", [True, False])
def test_formats_that_carry_no_alarms_are_named_on_the_devices_page(*, reports: bool) -> None:
    room = make_room(plan=plan(1, 0, [device("1", reports_alarms=reports)]))
    snapshot = Projector(room).snapshot(1, {"d1": DeviceStatus(on_line=True)})
    detail = devices_view(snapshot, "d1").detail
    assert detail is not None
    assert (("Its own alarms", "not told here: this format carries none") in detail.facts) is not reports


def test_formats_that_carry_no_alarms_are_known() -> None:
    silent = {name for name, kind in KINDS.items() if not kind.reports_alarms}
    assert "ge_dinamap" in silent
    assert {"intellivue_udp", "intellivue_serial", "ge_dri"} & set(KINDS) - silent == {
        "intellivue_udp",
        "intellivue_serial",
        "ge_dri",
    }
