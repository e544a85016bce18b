"""The simulated IntelliVue monitor by itself: association, create event, polls, renewal, refusals, release, alarms."""

from datetime import datetime, timedelta
from ipaddress import IPv4Address

import pytest

from drivers.philips_intellivue.alerts import Alert, parse_alerts
from drivers.philips_intellivue.association import AssociationAccept, PollProfile, SessionKind, SessionMessage
from drivers.philips_intellivue.codes import AlertType, Attribute, MeasurementState, ObjectClass, Physio, Refusal
from drivers.philips_intellivue.conversation import ASSOCIATE, EXTENDED_POLLS, MONITOR_POLL, RELEASE, SINGLE_POLLS
from drivers.philips_intellivue.identity import ConnectIndication, MdsCreateEvent, MdsCreateResult
from drivers.philips_intellivue.numerics import NumericValue
from drivers.philips_intellivue.polls import Observed, PollReply, PollRequest
from drivers.philips_intellivue.protocol import Message, Refused, parse_message
from drivers.philips_intellivue.serial_frame import FrameDecoder, encode_message
from simulators.devices.cuff import Cuff, CuffSettings, CycleChange
from simulators.devices.intellivue import (
    ANNOUNCE_EVERY_S,
    IntellivueMonitor,
    MonitorOptions,
    on_network,
    on_serial_port,
)
from simulators.devices.intellivue_bedside import AlarmLimits
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.patient import Vitals

EPOCH = datetime(2026, 5, 4, 9, 0, 0)  # noqa: DTZ001 - a monitor's clock has no zone
WELL = Vitals(systolic=131.0, diastolic=82.0, mean=98.0, pulse=66.0, spo2=97.0, perfusion_index=3.2)
HERE = IPv4Address("192.0.2.7")
NUMERICS = EXTENDED_POLLS[ObjectClass.NUMERICS]
ONCE = SINGLE_POLLS[ObjectClass.NUMERICS]
CYCLE = CuffSettings(programme=(CycleChange(from_s=0.0, interval_s=300.0),), failure_share=0.0, artefact_share=0.0)


class Somebody:
    def __init__(self) -> None:
        self.vitals = WELL

    def at(self, t_s: float) -> Vitals:
        assert t_s >= -3600.0
        return self.vitals


class Room:
    """One monitor on somebody, and a client that may be wrong on purpose."""

    def __init__(self, options: MonitorOptions | None = None, *, cuff: CuffSettings | None = None) -> None:
        self.somebody = Somebody()
        self.oximeter = Oximeter(self.somebody, RECORDED)
        self.cuff = Cuff(self.somebody, settings=cuff or CuffSettings(programme=()), seed=3)
        self.monitor = IntellivueMonitor(
            oximeter=self.oximeter, cuff=self.cuff, epoch=EPOCH, bed_label="SIM 3", options=options
        )

    def ask(self, request: bytes, t_s: float) -> list[Message | None]:
        message = parse_message(request)
        assert message is not None
        return [parse_message(answer) for answer in self.monitor.answer(message, t_s)]

    def associate(self, t_s: float = 0.0) -> None:
        self.ask(ASSOCIATE, t_s)
        self.ask(MdsCreateResult(1).encode(), t_s)

    def tick(self, t_s: float) -> list[Message | None]:
        return [parse_message(said) for said in self.monitor.tick(t_s)]

    def numbers(self, t_s: float) -> dict[int, NumericValue]:
        (reply,) = self.ask(ONCE, t_s)
        return {value.physio_id: value for item in objects(reply) for value in item.values}

    def alarms(self, t_s: float, which: Attribute = Attribute.PATIENT_ALERTS) -> tuple[Alert, ...]:
        (reply,) = self.ask(SINGLE_POLLS[ObjectClass.ALERTS], t_s)
        (item,) = objects(reply)
        return parse_alerts(item.attributes[which])


def objects(message: Message | None) -> tuple[Observed, ...]:
    assert isinstance(message, PollReply)
    return message.objects


def test_a_free_monitor_announces_itself_about_once_a_minute() -> None:
    room = Room()
    said = [room.monitor.announcement(float(second), address=HERE) for second in range(130)]
    assert [second for second, message in enumerate(said) if message] == [0, ANNOUNCE_EVERY_S, 2 * ANNOUNCE_EVERY_S]
    assert parse_message(said[0] or b"") == ConnectIndication(
        bed_label="SIM 3", model="SIM-M8003", address=HERE, data_port=24105
    )
    room.associate(130.0)
    assert room.monitor.announcement(400.0, address=HERE) is None


def test_an_association_is_accepted_and_the_monitor_presents_itself_until_it_is_answered() -> None:
    room = Room()
    accept, create = room.ask(ASSOCIATE, 5.0)
    assert isinstance(accept, AssociationAccept)
    assert isinstance(create, MdsCreateEvent)
    assert create.state.clock == EPOCH + timedelta(seconds=5)
    assert create.state.model == "SIM-M8003"
    assert [type(message) for message in room.tick(6.0)] == [MdsCreateEvent]
    assert room.ask(ONCE, 6.0) == []  # "without it the monitor does not serve the polls"
    room.ask(MdsCreateResult(1).encode(), 6.5)
    assert room.tick(7.0) == []
    assert len(room.ask(ONCE, 7.0)) == 1


def test_a_second_client_is_refused_and_a_busy_monitor_refuses_always() -> None:
    room = Room()
    room.associate()
    assert room.ask(ASSOCIATE, 1.0) == [SessionMessage(SessionKind.REFUSE)]
    assert Room(MonitorOptions(busy=True)).ask(ASSOCIATE, 1.0) == [SessionMessage(SessionKind.REFUSE)]


def test_a_release_is_answered_once_and_frees_the_monitor() -> None:
    room = Room()
    assert room.ask(RELEASE, 0.0) == []  # nothing to release, as in the capture
    room.associate()
    assert room.ask(RELEASE, 1.0) == [SessionMessage(SessionKind.RELEASE_RESPONSE)]
    assert room.ask(ONCE, 2.0) == []
    assert isinstance(room.ask(ASSOCIATE, 3.0)[0], AssociationAccept)


def test_a_client_that_says_nothing_is_forgotten_after_the_granted_period() -> None:
    room = Room(MonitorOptions(granted=PollProfile(min_poll_period_s=40.0)))
    room.associate()
    room.ask(NUMERICS, 0.0)
    assert room.tick(40.0) != []
    assert room.tick(41.0) == []
    assert not room.monitor.is_associated
    room.associate(50.0)
    for second in range(50, 200):
        if second % 30 == 0:
            room.ask(MONITOR_POLL, float(second))
        room.tick(float(second))
    assert room.monitor.is_associated


def test_an_extended_poll_is_answered_each_second_until_it_ends_and_a_renewal_goes_on_counting() -> None:
    room = Room()
    room.associate()
    request = PollRequest(invoke_id=2, object_class=ObjectClass.NUMERICS, group=0x0803, duration_s=10.0).encode()
    first = room.ask(request, 0.0)
    replies = [message for second in range(1, 8) for message in room.tick(float(second))]
    assert room.ask(request, 8.0) == []
    replies += [message for second in range(9, 30) for message in room.tick(float(second))]
    sequences = [message.sequence for message in [*first, *replies] if isinstance(message, PollReply)]
    assert sequences == list(range(1 + 7 + 9))  # to second 18, ten after the renewal


def test_operations_that_it_does_not_know_are_refused() -> None:
    room = Room(MonitorOptions(serves_extended_polls=False, tells_alarms=False))
    room.associate()
    assert room.ask(NUMERICS, 1.0) == [Refused(2, Refusal.NO_SUCH_ACTION)]
    assert room.ask(SINGLE_POLLS[ObjectClass.ALERTS], 1.0) == [Refused(5, Refusal.NO_SUCH_CLASS)]
    names = PollRequest(invoke_id=9, object_class=ObjectClass.DEMOGRAPHICS, group=0x0807)
    assert room.ask(names.encode(), 1.0) == [Refused(9, Refusal.NO_SUCH_CLASS)]
    # frame 64 of the capture (jaj42/intellipy 092f9af4, MIT): reads a priority list
    assert room.ask(bytes.fromhex("e10000020001001603ec000300100021000000000000000000010002f23a"), 1.0) == [
        Refused(0x03EC, Refusal.NO_SUCH_ACTION)
    ]


def test_the_probe_shows_in_states_and_never_as_a_number() -> None:
    room = Room()
    room.associate()
    assert room.numbers(1.0)[Physio.SPO2].value == 97.0
    room.oximeter.probe_on = False
    value = room.numbers(2.0)[Physio.SPO2]
    assert (value.value, value.state) == (None, MeasurementState.INVALID)
    off = room.alarms(2.0, Attribute.TECHNICAL_ALERTS)
    assert [(alert.kind, alert.words) for alert in off] == [(AlertType.TECHNICAL_LOW, "SpO2 SENSOR OFF")]
    room.oximeter.probe_on = True
    value = room.numbers(3.0)[Physio.SPO2]
    assert (value.value, value.state) == (None, MeasurementState.UNAVAILABLE)
    assert room.numbers(20.0)[Physio.SPO2].value == 97.0


def test_the_cuff_shows_measuring_then_its_numbers_with_their_time() -> None:
    room = Room(cuff=CYCLE)
    room.associate()
    (reply,) = room.ask(ONCE, 5.0)
    states = {value.state for item in objects(reply) for value in item.values if value.physio_id == 0x4A05}
    assert states == {MeasurementState.MEASURING | MeasurementState.UNAVAILABLE}
    (reply,) = room.ask(ONCE, 60.0)
    cuff = next(item for item in objects(reply) if any(value.physio_id == 0x4A05 for value in item.values))
    assert room.cuff.last is not None
    assert [value.value for value in cuff.values] == [
        room.cuff.last.systolic,
        room.cuff.last.diastolic,
        room.cuff.last.mean,
    ]
    assert cuff.measured_at is not None
    assert (cuff.measured_at - EPOCH).total_seconds() == pytest.approx(room.cuff.last.ended_s, abs=0.01)


def test_a_failed_measurement_has_no_numbers_and_a_technical_alarm() -> None:
    room = Room(cuff=CuffSettings(programme=CYCLE.programme, failure_share=1.0))
    room.associate()
    value = room.numbers(60.0)[Physio.CUFF_SYSTOLIC]
    assert (value.value, value.state) == (None, MeasurementState.UNAVAILABLE)
    assert [alert.words for alert in room.alarms(60.0, Attribute.TECHNICAL_ALERTS)] == ["NBP MEASURE FAILD"]


def test_a_limit_alarms_after_its_delay_with_its_priority() -> None:
    room = Room(MonitorOptions(limits=AlarmLimits(delay_s=5.0)))
    room.associate()
    room.somebody.vitals = Vitals(pulse=45.0, spo2=86.0)
    assert room.alarms(10.0) == ()
    assert room.alarms(14.9) == ()
    found = {alert.words: alert.kind for alert in room.alarms(15.0)}
    assert found == {"** SpO2 86 LOW": AlertType.PATIENT_MEDIUM, "*** BRADY 45": AlertType.PATIENT_HIGH}
    room.somebody.vitals = WELL
    assert room.alarms(16.0) == ()


def test_demonstration_mode_marks_every_number() -> None:
    room = Room(MonitorOptions(demo=True), cuff=CYCLE)
    room.associate()
    states = [value.state for value in room.numbers(60.0).values()]
    assert states
    assert all(MeasurementState.DEMO_DATA in state for state in states)


def test_large_answers_come_in_linked_parts() -> None:
    room = Room(MonitorOptions(objects_per_part=2), cuff=CYCLE)
    room.associate()
    replies = [message for message in room.ask(ONCE, 60.0) if isinstance(message, PollReply)]
    assert [(reply.part.number if reply.part else None, len(reply.objects)) for reply in replies] == [
        (1, 2),
        (2, 2),
        (3, 1),
        (None, 0),
    ]


def test_on_the_network_a_datagram_of_noise_is_passed_over_and_a_request_is_answered() -> None:
    device = on_network(Room().monitor)
    assert device.answer(b"noise", 1.0) == b""
    assert device.answer(ASSOCIATE, 1.0).startswith(b"\x0e")
    assert device.tick(2.0).startswith(b"\xe1\x00\x00\x02")


def test_on_the_serial_port_requests_and_answers_are_framed() -> None:
    device = on_serial_port(Room().monitor)
    request = encode_message(ASSOCIATE)
    assert device.answer(b"noise" + request[:20], 1.0) == b""
    answer = device.answer(request[20:], 1.0)
    frames = FrameDecoder().feed(answer)
    assert [type(parse_message(frame.message or b"")) for frame in frames] == [AssociationAccept, MdsCreateEvent]
    assert device.tick(2.0).startswith(b"\xc0\x11\x01")
