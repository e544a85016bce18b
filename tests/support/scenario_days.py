"""A scenario lived through in one process on a virtual clock: its devices' bytes, the drivers' decoders, the engine.

What is missing against a live station is only what waits: event loop, links, threads. The same scripted nurse works
here as at a demonstration.
"""

import hashlib
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from drivers.clock import MANUAL_START, ManualClock
from drivers.device import DeviceSpec, LinkStatistics
from drivers.ge_dinamap.driver import POLLED
from drivers.ge_dinamap.interpreter import Interpreter as DinamapInterpreter
from drivers.ge_dinamap.protocol import FLUSH, Request
from drivers.ge_dinamap.protocol import Decoder as DinamapDecoder
from drivers.masimo_ascii1.driver import MasimoReader
from drivers.masimo_ascii1.interpreter import Interpreter as MasimoInterpreter
from drivers.masimo_ascii1.protocol import Decoder as MasimoDecoder
from drivers.mqtt.intake import Intake as MqttIntake
from drivers.observations import NANOSECONDS_PER_SECOND, Observation, Provenance, Stamp
from monitor.alarms.profile_text import profile_digest
from monitor.alarms.rules import Profile
from monitor.app.compose import Beginning, Blueprint, planned_device
from monitor.app.nurse_script import NurseScript
from monitor.app.past import go_live, play_past
from monitor.app.scripted_nurse import ScriptedNurse
from monitor.app.simulator_process import Offer, OfferedPlace
from monitor.domain.events import AlarmChanged, CommandRefused, Event
from monitor.domain.plan import Place, RoomPlan
from monitor.domain.time import TICKS_PER_SECOND, Instant
from monitor.domain.vocabulary import AlarmChangeKind, PlaceKind, Priority
from monitor.engine.core import EngineCore
from monitor.engine.guard import GuardedRoom
from monitor.engine.inbox import CommandQueue, Inbox
from monitor.engine.intake import Intake
from monitor.engine.tally import Tally
from monitor.engine.timeline import NS_PER_MS
from monitor.port.projection import DeviceStatus
from monitor.port.snapshot import Snapshot
from monitor.storage import Batch, Journal
from simulators.history import HistoryPlan
from simulators.kinds import DeviceKind
from simulators.occupants import Occupant
from simulators.scenario import Scenario, load_scenario
from simulators.serve import place_announcement
from simulators.virtual import VirtualLine, VirtualMqttLine, VirtualRoom

SCENARIOS = Path(__file__).resolve().parents[2] / "config" / "scenarios"
PROFILE = Profile(name="shipped")
STEP_S = 5  # the density of steps changes no event; commands fall on steps
SHOWN_PAST_MIN = 6.0
SWITCHED_ON_S = 45.0  # before and after each patient
TOO_LATE = "Nothing was acknowledged"  # the alarm was over before she had pressed the key
_POLLS = tuple((command.letters, FLUSH + Request(command).encode()) for command in POLLED)


class Forgetful:
    """Stands in for the storage thread: confirms at once and keeps nothing."""

    problem: str | None = None

    def oldest_unconfirmed_s(self) -> float:
        return 0.0

    def submit(self, batch: Batch) -> Future[None]:
        del batch
        done: Future[None] = Future()
        done.set_result(None)
        return done


class Ear(Protocol):
    """The decoding half of a driver on one virtual line."""

    statistics: LinkStatistics

    def hear(self, t_s: float, stamp: Stamp, said: "hashlib._Hash") -> list[Observation]: ...


class MasimoEar:
    def __init__(self, line: VirtualLine) -> None:
        self._line = line
        interpreter = MasimoInterpreter(line.plan.id, provenance=Provenance.SIMULATED)
        self._reader = MasimoReader(decoder=MasimoDecoder(skip_first_line=True), interpreter=interpreter)
        self.statistics = self._reader.statistics

    def hear(self, t_s: float, stamp: Stamp, said: "hashlib._Hash") -> list[Observation]:
        found: list[Observation] = []
        for piece in self._line.tick(t_s):
            said.update(piece)
            found += self._reader.read(piece, stamp)
        return found


class DinamapEar:
    def __init__(self, line: VirtualLine, opened: Stamp) -> None:
        self._line = line
        self.statistics = LinkStatistics()
        self._decoder = DinamapDecoder()
        self._interpreter = DinamapInterpreter(line.plan.id, provenance=Provenance.SIMULATED, opened=opened)

    def hear(self, t_s: float, stamp: Stamp, said: "hashlib._Hash") -> list[Observation]:
        self._line.tick(t_s)
        return [each for letters, request in _POLLS for each in self._asked(letters, request, t_s, stamp, said)]

    def _asked(
        self, letters: str, request: bytes, t_s: float, stamp: Stamp, said: "hashlib._Hash"
    ) -> list[Observation]:
        fitting = None
        for piece in self._line.ask(request, t_s):
            said.update(piece)
            self.statistics.received_bytes += len(piece)
            for message in self._decoder.feed(piece):
                self.statistics.last_frame = stamp
                if not isinstance(message, Request) and message.letters == letters:
                    fitting = message
        if fitting is None:
            self._decoder.reset()
            return []
        return self._interpreter.interpret(fitting, stamp, delay_s=0.0)


class MqttEar:
    def __init__(self, line: VirtualMqttLine) -> None:
        self._line = line
        self.statistics = LinkStatistics()
        self._intake = MqttIntake(device_id=line.plan.id, provenance=Provenance.SIMULATED, statistics=self.statistics)

    def hear(self, t_s: float, stamp: Stamp, said: "hashlib._Hash") -> list[Observation]:
        found: list[Observation] = []
        for message in self._line.tick(t_s):
            said.update(message.payload)
            found += self._intake.feed(message.topic, message.payload, retained=False, stamp=stamp)
        return found


@dataclass(slots=True)
class _Bed:
    """One device: its line, whoever listens, and what the engine was told of the link."""

    line: VirtualLine | VirtualMqttLine
    phase_s: float
    ear: Ear | None = None
    told_up: bool = False
    why: str = "not opened yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """One alarm as it was raised, or rose to a higher priority, in minutes of the run."""

    rule: str
    place: str
    at_min: float
    priority: Priority


@dataclass(slots=True)
class Lived:
    """What one run gave."""

    scenario: Scenario
    first_tick: int = 0  # of the room at the run's second 0
    digest: str = ""
    events: list[Event] = field(default_factory=list)
    pictures: dict[int, Snapshot] = field(default_factory=dict)  # by minute
    refused: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def raised(self, rule: str = "", place: str = "") -> list[Raised]:
        """Everything raised during the run, or what fits."""
        changes = [event for event in self.events if isinstance(event, AlarmChanged)]
        kinds = {AlarmChangeKind.RAISED, AlarmChangeKind.ESCALATED}
        found = [
            Raised(
                rule=each.rule,
                place=each.place_id,
                at_min=(each.at.tick - self.first_tick) / TICKS_PER_SECOND / 60.0,
                priority=each.priority,
            )
            for each in changes
            if each.change in kinds
        ]
        return [each for each in found if rule in ("", each.rule) and place in ("", each.place)]


class ScenarioDay:
    """One run, its past behind it as at a demonstration. `folder` is for the past and the record."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self._clock = ManualClock()
        history = HistoryPlan(file=folder / "past.jsonl.gz", minutes=SHOWN_PAST_MIN)
        self._virtual = VirtualRoom(scenario, epoch=MANUAL_START.utc, history=history)
        self._said = hashlib.sha256()
        self._beds = [
            _Bed(line, phase_s=0.2 + 0.6 * index / len(self._virtual.lines))
            for index, line in enumerate(self._virtual.lines.values())
        ]
        self._lived = Lived(scenario=scenario)
        self._nurse = ScriptedNurse(_script(scenario))
        beginning = _past(scenario, folder, history.file, self._clock)
        plan = _blueprint(scenario).plan
        self._commands, tally, inbox = CommandQueue(), Tally(), Inbox()
        self._intake = Intake(inbox=inbox, timeline=beginning.timeline, clock=self._clock, tally=tally)
        self._lived.first_tick = beginning.room.now.tick
        self._core = EngineCore(
            GuardedRoom(beginning.room, plan=plan, profile=PROFILE),
            timeline=beginning.timeline,
            inbox=inbox,
            commands=self._commands,
            writer=Forgetful(),
            clock=self._clock,
            tally=tally,
            statuses=self._statuses,
            first_inputs=beginning.first_inputs,
        )

    def live(self, minutes: float) -> Lived:
        """Live through so many minutes of the run."""
        for second in range(round(60 * minutes)):
            self._virtual.carry_out(float(second))
            for bed in self._beds:
                self._hear(bed, second + bed.phase_s)
            if (second + 1) % STEP_S == 0:
                self._step(second + 1)
        lived = self._lived
        lived.digest = self._said.hexdigest()
        lived.refused = [event.reason for event in lived.events if isinstance(event, CommandRefused)]
        lived.refused = [reason for reason in lived.refused if not reason.startswith(TOO_LATE)]
        lived.refused += [str(answer) for answer in self._virtual.refused]
        lived.missed = [str(each) for each in self._nurse.missed]
        return lived

    def _step(self, t_s: int) -> None:
        self._move_to(float(t_s))
        step = self._core.step(self._clock.now())
        assert step is not None
        self._lived.events += step.events
        if t_s % 60 == 0:
            self._lived.pictures[t_s // 60] = step.snapshot
        for command in self._nurse.look(float(t_s), step.snapshot):
            self._commands.put(command)

    def _hear(self, bed: _Bed, t_s: float) -> None:
        if not self._is_needed(bed.line.plan.place, t_s):
            return
        self._move_to(t_s)
        now, device_id = self._clock.now(), bed.line.plan.id
        if isinstance(bed.line, VirtualLine) and not bed.line.plugged:
            bed.line.tick(t_s)
            if bed.ear is not None:
                bed.ear, bed.told_up, bed.why = None, False, "the cable is out"
                self._intake.link_changed(device_id, up=False, why=bed.why)
            return
        if bed.ear is None:
            bed.ear = _ear(bed.line, now)
        for observation in bed.ear.hear(t_s, now, self._said):
            if not bed.told_up:  # as the supervisor: a link counts as up with the first thing that the device says
                bed.told_up, bed.why = True, ""
                self._intake.link_changed(device_id, up=True, why="")
            self._intake.observed(observation, Provenance.SIMULATED)

    def _is_needed(self, place_id: str, t_s: float) -> bool:
        """Whether anybody sits there or is about to; the monitors of an empty place are switched off."""
        patient = self._virtual.room.patients[place_id]
        if not isinstance(patient, Occupant):
            return patient is not None
        return any(seat.from_s - SWITCHED_ON_S <= t_s < seat.to_s + SWITCHED_ON_S for seat in patient.seats)

    def _move_to(self, t_s: float) -> None:
        """Move the clock to `t_s` of the run; never back."""
        now_ns = self._clock.now().mono_ns
        wanted_ns = round(t_s * NANOSECONDS_PER_SECOND)
        self._clock.move(max(0, wanted_ns - now_ns) / NANOSECONDS_PER_SECOND)

    def _statuses(self, now: Stamp) -> Mapping[str, DeviceStatus]:
        del now
        return {
            bed.line.plan.id: DeviceStatus(
                on_line=bed.told_up,
                why=bed.why,
                statistics=LinkStatistics() if bed.ear is None else bed.ear.statistics,
            )
            for bed in self._beds
        }


def live(name: str, folder: Path, *, minutes: float, seed: int | None = None) -> Lived:
    """Live through a shipped scenario, perhaps with another seed."""
    scenario = load_scenario(SCENARIOS / f"{name}.toml")
    if seed is not None:
        scenario = scenario.model_copy(update={"seed": seed})
    return ScenarioDay(scenario, folder).live(minutes)


def _ear(line: VirtualLine | VirtualMqttLine, now: Stamp) -> Ear:
    if isinstance(line, VirtualMqttLine):
        return MqttEar(line)
    if line.plan.kind is DeviceKind.GE_DINAMAP:
        return DinamapEar(line, now)
    assert line.plan.kind is DeviceKind.MASIMO_ASCII1, f"no ear for {line.plan.kind}"
    return MasimoEar(line)


def _past(scenario: Scenario, folder: Path, history: Path, clock: ManualClock) -> Beginning:
    """Play the past into a room of its own record, by the code of the demonstration."""
    offer = Offer(history=history)
    for place in scenario.places:
        offer.places.append(OfferedPlace.model_validate(place_announcement(place, scenario.patient_at(place.id))))
    blueprint = _blueprint(scenario)
    journal = Journal.open(
        folder / "record.sqlite3",
        room_name=scenario.name,
        provenance=Provenance.SIMULATED,
        epoch=Instant(0, MANUAL_START.utc_ns // NS_PER_MS),
        profile_digest=profile_digest(PROFILE),
    )
    try:
        return go_live(play_past(blueprint, offer, journal, anchor=MANUAL_START, clock=clock), clock.now())
    finally:
        journal.close()


def _script(scenario: Scenario) -> NurseScript:
    if scenario.nurse is None:
        return NurseScript(nurse=())
    deeds = [deed.model_dump(mode="json") for deed in scenario.nurse.script(scenario.patients)]
    return NurseScript.model_validate(
        {"nurse": deeds, "answers_after_s": scenario.nurse.answers_after_s, "seed": scenario.seed}
    )


def _blueprint(scenario: Scenario) -> Blueprint:
    plan = RoomPlan(
        name=scenario.name,
        provenance=Provenance.SIMULATED,
        places=tuple(Place(place_id=place.id, kind=PlaceKind(place.kind)) for place in scenario.places),
        devices=tuple(
            planned_device(
                DeviceSpec(device_id=plan.id, kind=plan.kind, link="memory://", provenance=Provenance.SIMULATED),
                place_id=plan.place,
            )
            for plan in scenario.devices
        ),
    )
    return Blueprint(plan=plan, profile=PROFILE, specs=())
