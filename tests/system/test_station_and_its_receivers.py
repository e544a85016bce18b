"""A whole station with a pager, a broker and an EHR that are real programs: what leaves it, and a dead pager.

The patient's faint is in the record since before the station starts, so that the minute in which nobody answered it
is nearly over; all that follows takes its real time.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiomqtt
import hl7
import pytest
from hl7.mllp import start_hl7_server
from mosquitto_server import PASSWORD, Mosquitto, RequireTool, free_port, running_mosquitto
from outside_rooms import TOKEN, http_receiver, signed
from system_tools import HeadlessStation, Line, Simulators, stored, write_room

from drivers.clock import SystemClock
from monitor.alarms.profile_text import profile_digest
from monitor.app.record_place import record_store
from monitor.app.station import station_blueprint
from monitor.domain.commands import Admit, Command, Record
from monitor.domain.entries import SideEffect, SideEffectNoted
from monitor.domain.inputs import CommandGiven
from monitor.domain.time import Instant
from monitor.room.room import Room
from monitor.settings import load_room
from monitor.storage import Batch, open_or_set_aside

SATURATION = 97
BEFORE_S, FAINT_S = 72, 8  # seconds of record before the station starts, and when in them the patient fainted
DEADLINE_S = 40.0  # generous: it only decides how long a failing test takes
SCENARIO = """
schema = 1
name = "One chair"
seed = 7
[[places]]
id = "1"
kind = "chair"
[[patients]]
place = "1"
label = "calm"
phase = "baseline"
admitted_min = 0
recording = { file = "calm.csv" }
[[devices]]
id = "SIM-masimo-1"
kind = "masimo_ascii1"
link = "pty"
place = "1"
"""
OUTSIDE = """
[[escalation]]
name = "on-call phone"
kind = "webhook"
url = "http://127.0.0.1:CALLS/calls"
token_file = "token"
[publish]
topic = "out/room-a"
[broker]
url = "mqtt://127.0.0.1:BROKER"
username = "monitor"
password_file = "password"
[hl7]
host = "127.0.0.1"
port = EHR
tls = false
sending_facility = "CLINIC"
receiving_facility = "MAIN"
every_s = 10
"""


def write_files(folder: Path, devices: list[Line], *, calls: int, broker: int, ehr: int) -> Path:
    room = write_room(folder, devices, ["1"])
    ports = {"CALLS": calls, "BROKER": broker, "EHR": ehr}
    text = OUTSIDE
    for name, port in ports.items():
        text = text.replace(name, str(port))
    room.write_text(room.read_text(encoding="utf-8") + text, encoding="utf-8")
    for name, secret in (("token", TOKEN), ("password", PASSWORD)):
        (folder / name).write_text(f"{secret}\n", encoding="utf-8")
        (folder / name).chmod(0o600)
    return room


def record_a_faint(room_file: Path, data_dir: Path) -> None:
    """What the station left when it was stopped a moment ago: an unanswered faint."""
    settings, clock = load_room(room_file), SystemClock()
    blueprint = station_blueprint(settings)
    epoch = Instant(0, clock.now().utc_ns // 1_000_000 - 1000 * BEFORE_S)
    told: dict[int, Command] = {
        1: Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400),
        FAINT_S: Record(place_id="1", session_id=1, entry=SideEffectNoted(effect=SideEffect.FAINT)),
    }
    journal, _ = open_or_set_aside(
        record_store(settings, data_dir),
        room_name=blueprint.plan.name,
        provenance=blueprint.plan.provenance,
        epoch=epoch,
        profile_digest=profile_digest(blueprint.profile),
        clock=clock,
    )
    room = Room(blueprint.plan, blueprint.profile, epoch)
    for second in range(1, FAINT_S + 2):
        orders = (CommandGiven(tick=10 * second, command=told[second]),) if second in told else ()
        events = tuple(room.step(room.ledger.instant(10 * second), orders))
        checkpoint = room.checkpoint()
        journal.write(
            [Batch(tick=room.now.tick, utc_ms=room.now.utc_ms, inputs=orders, events=events, checkpoint=checkpoint)]
        )
    journal.close()


@asynccontextmanager
async def ehr(taken: list[hl7.Message]) -> AsyncIterator[int]:
    """The MLLP server of the `hl7` library, which accepts everything; its port."""

    async def serve(reader: hl7.mllp.HL7StreamReader, writer: hl7.mllp.HL7StreamWriter) -> None:
        try:
            while True:
                message = await reader.readmessage()
                taken.append(message)
                writer.writemessage(message.create_ack("AA"))
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            writer.close()

    async with await start_hl7_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


@asynccontextmanager
async def running_station(folder: Path, room: Path) -> AsyncIterator[HeadlessStation]:
    station = await asyncio.to_thread(HeadlessStation, room, folder / "data")
    with station:
        yield station
        assert await asyncio.to_thread(station.close) == 0


async def first_saturation(broker: Mosquitto) -> Line:
    """The first value that somebody at the broker reads."""
    async with aiomqtt.Client("127.0.0.1", broker.port, username="phone", password=PASSWORD) as client:
        await client.subscribe("out/room-a/1/spo2", qos=1)
        async for message in client.messages:
            said = json.loads(bytes(message.payload))
            assert isinstance(said, dict)
            return said
    raise AssertionError("the broker has gone")


async def answer(call: dict[str, object]) -> tuple[int, bytes]:
    """Somebody takes the call at once."""
    fields = {name: call[name] for name in ("number", "session")}
    now = SystemClock().now().utc.isoformat()
    return 200, signed({**fields, "what": "accepted", "sent_at": now, "reply_id": "r1", "by": "Dr. Vogt"})


def alarm_of(picture: Line, rule: str) -> Line | None:
    found: Line | None = next((alarm for alarm in picture["alarms"] if alarm["rule"] == rule), None)
    return found


async def until(station: HeadlessStation, rule: str, *, present: bool) -> None:
    await asyncio.to_thread(
        station.until, lambda picture: (alarm_of(picture, rule) is not None) is present, what=f"{rule} {present}"
    )


@pytest.mark.hazard("H22")
async def test_numbers_and_calls_leave_the_station_and_a_dead_pager_is_heard_in_the_room(
    tmp_path: Path, require_tool: RequireTool
) -> None:
    rows = "\n".join(f"{second},70,{SATURATION}" for second in range(600))
    (tmp_path / "calm.csv").write_text(f"t_s,pr_bpm,spo2_pct\n{rows}\n", encoding="utf-8")
    (tmp_path / "scenario.toml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "broker").mkdir()
    messages: list[hl7.Message] = []
    calls = free_port()
    simulators = await asyncio.to_thread(Simulators, tmp_path / "scenario.toml")
    with simulators:
        async with (
            asyncio.timeout(2 * DEADLINE_S),
            running_mosquitto(tmp_path / "broker", require_tool) as broker,
            ehr(messages) as port,
        ):
            room = write_files(tmp_path, simulators.devices, calls=calls, broker=broker.port, ehr=port)
            await asyncio.to_thread(record_a_faint, room, tmp_path / "data")
            seen = asyncio.create_task(first_saturation(broker))
            async with running_station(tmp_path, room) as station:
                said = await seen
                assert (said["value"], said["session"]) == (SATURATION, 1)
                await until(station, "T-CALL", present=True)
                async with http_receiver(answer, calls) as pager:
                    await until(station, "T-CALL", present=False)
                assert (pager.calls[0]["rule"], pager.calls[0]["priority"]) == ("FAINT", "high")
                assert alarm_of(await asyncio.to_thread(station.snapshot), "FAINT") is not None, "nobody was here yet"
    steps = [
        (event["step"], event["by"])
        for (payload,) in stored(tmp_path / "data", "SELECT payload FROM events WHERE type = 'call_noted'", tmp_path)
        for event in [json.loads(payload)]
    ]
    assert steps[:4] == [("begun", ""), ("not_delivered", ""), ("received", ""), ("accepted", "Dr. Vogt")]
    values = [(str(row[3]), str(row[5])) for message in messages for row in message.segments("OBX")]
    assert any(code.startswith("150456^") and value == str(SATURATION) for code, value in values)
