"""Numerics and alarms over MQTT: read back by our own reader of the schema; bounded, counted, never retained."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiomqtt
import pytest
from mosquitto_server import PASSWORD, Mosquitto, RequireTool, running_mosquitto
from outside_rooms import CalledRoom, picture, running
from stays import at, record
from worlds import admit, make_room, pulse, reading, spo2, step

from drivers.clock import ManualClock
from drivers.device import Broker
from drivers.mqtt.messages import BirthMessage, NumericMessage, PressureMessage
from drivers.mqtt.payloads import Rejected, decode
from drivers.observations import Provenance
from monitor.app.outside import connection
from monitor.domain.entries import ValuesEntered
from monitor.domain.time import Instant
from monitor.engine.core import Step
from monitor.engine.outside import publisher
from monitor.engine.outside.outlet import Outside
from monitor.engine.outside.publisher import Publisher
from monitor.engine.outside.publishing import Outgoing, Writing
from monitor.room.room import Room


def told(writing: Writing, room: Room, seconds: float, *inputs: object) -> list[Outgoing]:
    events = step(room, seconds, *inputs)  # type: ignore[arg-type]  # a test names inputs freely
    return writing.messages(Step(picture(room), tuple(events), (), None))


def members(message: Outgoing) -> dict[str, object]:
    found: dict[str, object] = json.loads(message.payload)
    return found


def read(message: Outgoing) -> object:
    found = decode(message.topic, message.payload, retained=False)
    assert not isinstance(found, Rejected), found
    return found


def test_numerics_are_the_native_schema_and_carry_the_session() -> None:
    room, writing = make_room(), Writing("vitals/v1/clinic1")
    assert told(writing, room, 1, admit(1)) == []
    sent = told(writing, room, 5, spo2(4, 97), pulse(4, 71), reading(4.5, 131, 82))
    by_topic = {message.topic: message for message in sent}
    assert set(by_topic) == {f"vitals/v1/clinic1/1/{kind}" for kind in ("spo2", "pulse", "nibp")}
    saturation, pressure = read(by_topic["vitals/v1/clinic1/1/spo2"]), read(by_topic["vitals/v1/clinic1/1/nibp"])
    assert isinstance(saturation, NumericMessage)
    assert isinstance(pressure, PressureMessage)
    assert (saturation.value, saturation.measured.timestamp()) == (97, 1_700_000_004)
    assert (pressure.systolic, pressure.diastolic, pressure.measured.timestamp()) == (131, 82, 1_700_000_004.5)
    assert {members(message)["session"] for message in sent} == {1}
    assert told(writing, room, 5.1) == [], "nothing is said twice"
    assert len({members(message)["seq"] for message in sent}) == len(sent)


def test_a_value_that_is_gone_is_said_once_with_its_reason() -> None:
    room, writing = make_room(), Writing("out/a")
    told(writing, room, 1, admit(1))
    told(writing, room, 3, spo2(3, 97))
    (gone,) = told(writing, room, 4, spo2(4, None, why="probe off"))
    message = read(gone)
    assert isinstance(message, NumericMessage)
    assert (message.value, message.why) == (None, "probe off")
    assert told(writing, room, 5, spo2(5, None, why="probe off")) == []
    assert [members(each)["value"] for each in told(writing, room, 6, spo2(6, 96))] == [96]


@pytest.mark.parametrize("step_s", [-3600, 3600])
def test_a_wall_clock_that_is_put_back_or_forward_silences_and_repeats_nothing(step_s: int) -> None:
    room, writing = make_room(), Writing("out/a")
    step(room, 1, admit(1))
    said = []
    for second in range(2, 62):
        more = (reading(second, 130, 80),) if second == 20 else ()
        step(room, second, *more, spo2(second, 97))
        view = picture(room)
        if second > 30:
            view = replace(view, at=Instant(view.at.tick, view.at.utc_ms + step_s * 1000))
        said += [(second, each.topic) for each in writing.messages(Step(view, (), (), None))]
    assert [second for second, topic in said if topic == "out/a/1/spo2"] == list(range(2, 62))
    assert [second for second, topic in said if topic == "out/a/1/nibp"] == [20]


def test_a_pressure_corrected_by_hand_is_said_again_at_the_same_time() -> None:
    room, writing = make_room(), Writing("out/a")
    told(writing, room, 1, admit(1))
    told(writing, room, 10, record(10, ValuesEntered(systolic=118.0, diastolic=76.0)))
    (entry,) = (kept.seq for kept in room.sessions[1].book.entries)
    right = ValuesEntered(systolic=128.0, diastolic=76.0)
    said = told(writing, room, 15, record(15, right, replaces_seq=entry, at_utc_ms=at(10), reason="mistyped"))
    (again,) = [each for each in said if not each.topic.endswith("/alarm")]
    message = read(again)
    assert isinstance(message, PressureMessage)
    assert (message.systolic, message.measured.timestamp()) == (128, 1_700_000_010)
    assert told(writing, room, 16) == []


def test_values_of_a_place_without_a_patient_stay_in_the_room() -> None:
    room, writing = make_room(), Writing("out/a")
    assert told(writing, room, 3, spo2(3, 97)) == []


def test_alarms_are_told_with_what_raised_them_and_how_they_ended() -> None:
    room, writing = make_room(), Writing("out/a")
    told(writing, room, 1, admit(1))
    sent = [message for second in range(2, 60) for message in told(writing, room, second, spo2(second, 85))]
    sent += [message for second in range(60, 120) for message in told(writing, room, second, spo2(second, 97))]
    found = [members(each) for each in sent if each.topic == "out/a/1/alarm" and members(each)["rule"] == "O2-LO"]
    assert [each["change"] for each in found] == ["raised", "cleared"]
    raised = found[0]
    assert (raised["value"], raised["op"], raised["priority"], raised["session"]) == (85, "<", "medium", 1)
    assert raised["provenance"] == "simulated"


def test_births_say_who_speaks() -> None:
    room, writing = make_room(), Writing("vitals/v1/clinic1")
    births = [read(message) for message in writing.births(picture(room))]
    assert len(births) == 4
    assert all(isinstance(birth, BirthMessage) and birth.provenance is Provenance.SIMULATED for birth in births)


def publisher_of(port: int, clock: ManualClock) -> Publisher:
    broker = Broker(url=f"mqtt://127.0.0.1:{port}", username="monitor", password=PASSWORD)
    return Publisher(connection("publish", broker, Provenance.SIMULATED), "out/a", clock=clock)


def step_with(room: Room, second: float) -> Step:
    events = step(room, second, spo2(second, 90 + second % 7))
    return Step(picture(room), tuple(events), (), None)


def test_the_queue_is_bounded_and_what_is_given_up_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "QUEUE_LIMIT", 5)
    room, outlet = make_room(), publisher_of(1, ManualClock())
    step(room, 1, admit(1))
    for second in range(2, 10):
        outlet.heard(step_with(room, second))
    (view,) = outlet.views()
    assert (view.waiting, view.dropped, view.on_line) == (5, 3, False)


@pytest.fixture
async def mosquitto(tmp_path: Path, require_tool: RequireTool) -> AsyncIterator[Mosquitto]:
    async with running_mosquitto(tmp_path, require_tool) as broker:
        yield broker


@pytest.mark.system
@pytest.mark.timeout(60)
async def test_published_on_a_real_broker_and_caught_up_after_it_was_away(mosquitto: Mosquitto) -> None:
    world = CalledRoom()
    room, outlet = make_room(), publisher_of(mosquitto.port, world.clock)
    step(room, 1, admit(1))
    async with running(outlet):
        await world.until(lambda: outlet.views()[0].on_line, "on line")
        async with aiomqtt.Client("127.0.0.1", mosquitto.port, username="phone", password=PASSWORD) as client:
            await client.subscribe("out/#", qos=1)
            outlet.heard(step_with(room, 2))
            first = asyncio.create_task(anext(client.messages))
            await world.until(first.done, "published")
            assert first.result().topic.value == "out/a/1/spo2"
            assert not first.result().retain
        await mosquitto.stop()
        for second in range(3, 6):
            outlet.heard(step_with(room, second))
        await world.until(lambda: not outlet.views()[0].on_line, "off line")
        assert outlet.views()[0].waiting == 3
        await mosquitto.start()
        await world.until(lambda: outlet.views()[0].delivered == 4, "caught up")
    (view,) = outlet.views()
    assert (view.waiting, view.dropped) == (0, 0)


@pytest.mark.expect_log
async def test_a_bug_of_the_publisher_stands_on_the_devices_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(publisher, "open_exchange", broken)
    world = CalledRoom()
    outlet = publisher_of(1, world.clock)
    async with running(Outside((outlet,), clock=world.clock)):
        await world.until(lambda: "a bug" in outlet.views()[0].why, "told")
    assert not outlet.views()[0].on_line
