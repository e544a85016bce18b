"""Plays the past of a demo into its room: what the devices would have said, and what the nurse recorded.

The file comes from the simulators in the native MQTT schema and is read by the same code that reads a broker. The past
goes through the room and into the journal like everything else; only nobody watched it.
"""

import gzip
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from drivers.clock import Clock
from drivers.device import LinkStatistics
from drivers.mqtt.intake import Intake
from drivers.observations import NANOSECONDS_PER_SECOND, Provenance, Stamp
from monitor.app.compose import Beginning, Blueprint
from monitor.app.simulator_process import Offer, OfferedPlace, SimulatorError
from monitor.domain.commands import Admit, Command, record_infusion
from monitor.domain.entries import InfusionAct
from monitor.domain.events import CommandRefused, Event, PatientAdmitted
from monitor.domain.inputs import ClockStepped, CommandGiven, Input
from monitor.domain.people import Actor
from monitor.domain.time import TICKS_PER_SECOND, Instant, ticks
from monitor.engine.convert import to_input
from monitor.engine.timeline import CLOCK_STEP_S, NS_PER_MS, Timeline
from monitor.room.room import Room
from monitor.storage.batch import Batch
from monitor.storage.journal import Journal

log = logging.getLogger(__name__)

SHORTEST_PAST_MINUTES = 1.0  # of a room in which nobody was admitted
DEMO_NURSE = Actor("Demo nurse", "nurse")
BATCHES_AT_ONCE = 500  # one transaction each; a demo's past is written before anybody waits for it
STEP_TICKS = TICKS_PER_SECOND


class PastError(SimulatorError):
    """The past does not fit the room; the text says why."""


@dataclass(frozen=True, slots=True)
class _Order:
    """A command that the nurse gave at `tick`; it needs the session that exists by then."""

    tick: int
    step: str  # "admit", "start" or "end"
    place: OfferedPlace


def past_ticks(offer: Offer) -> int:
    """How far back the room has to begin."""
    admitted = [place.admitted_min for place in offer.places if place.admitted_min is not None]
    return ticks(60 * max([SHORTEST_PAST_MINUTES, *admitted])) + STEP_TICKS


def play_past(blueprint: Blueprint, offer: Offer, journal: Journal, *, anchor: Stamp, clock: Clock) -> Room:
    """The room with its past behind it. `anchor` is the instant that the file calls second 0.

    Raises:
        PastError: a line cannot be read, or the room refused what the nurse recorded.

    """
    length = past_ticks(offer)
    timeline = Timeline(anchor.earlier(length / TICKS_PER_SECOND))
    said = [] if offer.history is None else list(_said(offer.history, anchor, timeline))
    moments: list[Input | _Order] = [*_orders(offer, length), *said]
    moments.sort(key=lambda each: each.tick)
    live = max(anchor, clock.now())
    epoch = Instant(0, live.utc_ns // NS_PER_MS - length * 1000 // TICKS_PER_SECOND)
    room = Room(blueprint.plan, blueprint.profile, epoch)
    _play(room, moments, journal, until_tick=length)
    return room


def go_live(room: Room, now: Stamp) -> Beginning:
    """Continue at the tick after the past, so that the time it took to load is no gap.

    Where that time is long on a fast clock, the room is told the present wall clock.
    """
    live = Timeline(now, tick=room.now.tick + 1)
    here = live.instant(now)
    late_ms = abs(here.utc_ms - room.now.at_tick(here.tick).utc_ms)
    if late_ms <= CLOCK_STEP_S * 1000:
        return Beginning(room, live)
    return Beginning(room, live, (ClockStepped(tick=here.tick, utc_ms=here.utc_ms),))


def _said(path: Path, anchor: Stamp, timeline: Timeline) -> Iterator[Input]:
    intakes: dict[str, Intake] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            try:
                said = json.loads(line)
                device_id, t_s = str(said["device"]), float(said["t_s"])
                payload = json.dumps(said["payload"]).encode()
                topic = str(said["topic"])
            except (ValueError, KeyError, TypeError) as error:
                raise PastError(f"{path.name}: this line cannot be read: {line.strip()!r}") from error
            intake = intakes.setdefault(device_id, _intake(device_id))
            shift_ns = round(t_s * NANOSECONDS_PER_SECOND)
            stamp = Stamp(anchor.mono_ns + shift_ns, anchor.utc_ns + shift_ns)
            for observation in intake.feed(topic, payload, retained=False, stamp=stamp):
                made = to_input(observation, timeline, Provenance.SIMULATED)
                if made is not None:
                    yield made


def _intake(device_id: str) -> Intake:
    return Intake(device_id=device_id, provenance=Provenance.SIMULATED, statistics=LinkStatistics())


def _orders(offer: Offer, length: int) -> Iterator[_Order]:
    for place in offer.places:
        minutes = {"admit": place.admitted_min, "start": place.infusion_start_min, "end": place.infusion_end_min}
        for step, ago_min in minutes.items():
            if place.label is not None and ago_min is not None:
                yield _Order(max(1, length - ticks(60 * ago_min)), step, place)


def _play(room: Room, moments: list[Input | _Order], journal: Journal, *, until_tick: int) -> None:
    sessions: dict[str, int] = {}
    batches: list[Batch] = []
    due = [each for each in moments if 0 < each.tick <= until_tick]
    for second, group in groupby(due, key=lambda each: (each.tick + STEP_TICKS - 1) // STEP_TICKS):
        inputs = tuple(_given(each, sessions) if isinstance(each, _Order) else each for each in group)
        events = room.step(room.now.at_tick(min(second * STEP_TICKS, until_tick)), inputs)
        _note(events, sessions)
        batches.append(_batch(room, inputs, events))
        if len(batches) >= BATCHES_AT_ONCE:
            journal.write(batches)
            batches = []
    events = room.step(room.now.at_tick(until_tick), ())
    last = _batch(room, (), events, checkpoint=room.checkpoint())
    journal.write([*batches, last])


def _batch(room: Room, inputs: tuple[Input, ...], events: list[Event], checkpoint: bytes | None = None) -> Batch:
    now = room.now
    return Batch(tick=now.tick, utc_ms=now.utc_ms, inputs=inputs, events=tuple(events), checkpoint=checkpoint)


def _given(order: _Order, sessions: dict[str, int]) -> CommandGiven:
    return CommandGiven(tick=order.tick, command=_command(order, sessions))


def _command(order: _Order, sessions: dict[str, int]) -> Command:
    place = order.place
    if order.step == "admit":
        return Admit(
            place_id=place.place,
            label=place.label or "",
            course=place.course or "",
            planned_infusion_s=60 * (place.planned_infusion_min or 0.0),
            actor=DEMO_NURSE,
        )
    session_id = sessions.get(place.place)
    if session_id is None:
        raise PastError(f"{place.label} was not admitted before the infusion")
    if order.step == "start":
        return record_infusion(InfusionAct.START, place_id=place.place, session_id=session_id, actor=DEMO_NURSE)
    return record_infusion(InfusionAct.END, place_id=place.place, session_id=session_id, actor=DEMO_NURSE)


def _note(events: list[Event], sessions: dict[str, int]) -> None:
    for event in events:
        if isinstance(event, PatientAdmitted):
            sessions[event.place_id] = event.session_id
        elif isinstance(event, CommandRefused):
            raise PastError(f"the room refused to record the past: {event.reason}")
