"""A scripted clinic day lived through on a virtual clock, into a real journal; it can be killed and started again.

People look at the room as at a screen and repeat what did not get through. The day's record depends on the script
alone; how often a room is stepped, and whether it was killed, must not change it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from clinic_patients import Deed, Visit, all_deeds, utc_ms, visits
from worlds import EPOCH, device

from drivers.observations import CuffStatus, Parameter, Provenance, Source, Stamp
from monitor.alarms.rules import Profile
from monitor.app.compose import Beginning, Blueprint, recall
from monitor.domain.commands import (
    Acknowledge,
    Admit,
    Command,
    Discharge,
    PauseAudio,
    Record,
    SetOwnLimit,
    SuspendRule,
    Swap,
    TakePlace,
    Transfer,
)
from monitor.domain.events import CommandRefused, Event
from monitor.domain.inputs import CommandGiven, CuffReading, Input, Sample
from monitor.domain.people import Actor
from monitor.domain.plan import Place, RoomPlan
from monitor.domain.policy import STANDARD, ListedDrug
from monitor.domain.stages import StayAct
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import AlarmState, PlaceKind
from monitor.room.board import AlarmRecord
from monitor.room.room import Room
from monitor.room.session import Session
from monitor.storage import Batch, Journal, Store

TICKS_PER_MIN = 60 * TICKS_PER_SECOND
DAY_MIN = 255.0
PERIOD_TICKS = 100  # the devices speak once in ten seconds
CUFF_TICKS = 3000
ANSWER_TICKS = 300  # an alarm is acknowledged half a minute after it rose
CHECKPOINT_TICKS = 1000
COMMANDS = ("discharge", "pause_audio", "set_own_limit", "suspend_rule", "swap", "take_place", "transfer")
LONGEST_UNWRITTEN = 30  # far from a kill nothing depends on when the disk hears of it, but the time that a day takes
PLACES = {**{f"d{n}": str(n) for n in range(1, 7)}, **{f"dbay{n}": f"bay{n}" for n in (1, 2)}}
POLICY = replace(
    STANDARD,
    roles=True,
    owned=True,
    drugs=(
        ListedDrug(name="labetalol", dose=5, unit="mg", route="IV", observe_min=60),
        ListedDrug(name="midazolam", dose=1, unit="mg", route="IV", observe_min=60, sedative=True),
    ),
)
PLAN = RoomPlan(
    name="Clinic",
    provenance=Provenance.SIMULATED,
    places=tuple(
        Place(place_id=place, kind=PlaceKind.BAY if place.startswith("bay") else PlaceKind.CHAIR)
        for place in PLACES.values()
    ),
    devices=tuple(device(place, period_s=PERIOD_TICKS / TICKS_PER_SECOND) for place in PLACES.values()),
    policy=POLICY,
)
BLUEPRINT = Blueprint(plan=PLAN, profile=Profile(name="shipped"), specs=())


def open_journal(store: Store) -> Journal:
    journal = Journal.open(
        store, room_name=PLAN.name, provenance=PLAN.provenance, epoch=EPOCH, profile_digest="shipped"
    )
    journal.bind_devices(PLACES)
    return journal


@dataclass
class ClinicDay:
    """The world around the station: patients, devices, people. It outlives every process of the station."""

    journal: Journal
    room: Room = field(default_factory=lambda: Room(PLAN, BLUEPRINT.profile, EPOCH))
    tick: int = 0
    waiting: list[Deed] = field(default_factory=all_deeds)
    patients: dict[str, Visit] = field(default_factory=lambda: {visit.label: visit for visit in visits()})
    events: list[Event] = field(default_factory=list)  # confirmed ones
    first_inputs: tuple[Input, ...] = ()
    checkpoint_due: int = 0
    down_until: int = 0  # what devices say before that nobody hears
    seen: set[str] = field(default_factory=set)  # labels of all that were admitted
    unwritten: list[Batch] = field(default_factory=list)

    def run(self, until_tick: int = round(DAY_MIN * TICKS_PER_MIN)) -> None:
        """Live on in steps of the devices' period; all of it is on the disk then."""
        while self.tick < until_tick:
            self.step(min(until_tick, self.tick + PERIOD_TICKS - self.tick % PERIOD_TICKS))
        self.write()

    def step(self, tick: int, *, dies: bool = False) -> Batch:
        """Live until `tick`; a station that `dies` in it has judged but not written, and nobody has seen anything."""
        done, commands = self._people(tick)
        inputs = (*self.first_inputs, *self._measured(tick), *commands)
        events = tuple(self.room.step(self.room.ledger.instant(tick), sorted(inputs, key=lambda each: each.tick)))
        self.tick = tick
        due = tick >= self.checkpoint_due
        batch = Batch(
            tick=tick,
            utc_ms=self.room.now.utc_ms,
            inputs=tuple(inputs),
            events=events,
            checkpoint=self.room.checkpoint() if due else None,
        )
        if not dies:
            self.unwritten.append(batch)
            if len(self.unwritten) >= LONGEST_UNWRITTEN:
                self.write()
            self.checkpoint_due = tick + CHECKPOINT_TICKS if due else self.checkpoint_due
            self.first_inputs = ()
            again = [replace(deed, at_min=tick / TICKS_PER_MIN + 1) for deed in done if self._was_refused(deed, events)]
            self.waiting = [*again, *(deed for deed in self.waiting if not any(deed is each for each in done))]
        return batch

    def write(self) -> None:
        """Commit what waits."""
        self.journal.write(self.unwritten)
        self.events += [event for batch in self.unwritten for event in batch.events]
        self.unwritten = []

    def restart(self, store: Store, *, down_ticks: int) -> Beginning:
        """Forget the process and begin anew from what is on the disk, through the station's own way of doing so."""
        self.journal.close()
        self.journal = open_journal(store)
        utc_ns = (EPOCH.utc_ms + (self.tick + down_ticks) * 100) * 1_000_000
        started = Stamp(utc_ns, utc_ns)
        beginning = recall(BLUEPRINT, self.journal, started)
        self.room, self.first_inputs = beginning.room, beginning.first_inputs
        self.tick = self.down_until = beginning.timeline.instant(started).tick
        self.unwritten, self.checkpoint_due = [], 0
        return beginning

    # --- people

    def _people(self, tick: int) -> tuple[list[Deed], list[Input]]:
        self.seen |= {session.label for session in self.room.sessions.values()}
        due = [deed for deed in self.waiting if deed.at_min * TICKS_PER_MIN <= tick]
        done = [deed for deed in due if not deed.label or deed.label in self.seen]  # the others are not admitted yet
        commands = [command for deed in done for command in self._commands(deed)]
        return done, [CommandGiven(tick=tick, command=command) for command in (*commands, *self._answers(tick))]

    def _was_refused(self, deed: Deed, events: tuple[Event, ...]) -> bool:
        """Whether somebody has to try again: a reading that it needs may be missing after a restart."""
        if isinstance(deed.command, Admit):  # the patient before is still there
            return any(event.command == "admit" for event in events if isinstance(event, CommandRefused))
        here = {session.place_id for session in self.room.sessions.values() if session.label == deed.label}
        said = "discharge" if isinstance(deed.command, StayAct) else deed.command.type
        said = said if said in COMMANDS else "record"
        refused = {(event.place_id, event.command) for event in events if isinstance(event, CommandRefused)}
        return not deed.is_refused and any((place_id, said) in refused for place_id in here)

    def _commands(self, deed: Deed) -> Iterator[Command]:
        if not deed.label:
            yield deed.command  # type: ignore[misc]  # admissions and sign-ins are whole
            return
        session = self._session(deed.label)
        if session is None:  # gone home already
            return
        command = deed.command
        match command:
            case StayAct():
                yield Discharge(
                    place_id=session.place_id,
                    session_id=session.session_id,
                    how=command,
                    override_reason=deed.override,
                    actor=deed.actor,
                )
            case PauseAudio():
                yield replace(command, place_id=session.place_id)
            case Swap():
                other = self._session(deed.to)
                assert other is not None
                yield replace(
                    command,
                    place_id=session.place_id,
                    session_id=session.session_id,
                    other_place_id=other.place_id,
                    other_session_id=other.session_id,
                )
            case SetOwnLimit():
                yield replace(command, place_id=session.place_id, session_id=session.session_id)
            case SuspendRule():
                yield replace(command, place_id=session.place_id, session_id=session.session_id)
            case TakePlace():
                yield replace(command, place_id=session.place_id, session_id=session.session_id)
            case Transfer():
                yield replace(command, place_id=session.place_id, session_id=session.session_id, actor=deed.actor)
            case _:
                yield self._record(deed, session)

    def _record(self, deed: Deed, session: Session) -> Record:
        wrong = [kept.seq for kept in session.book.entries if kept.counts and kept.entry == deed.command]
        back_ms = None
        if deed.back_min is not None:
            back_ms = utc_ms(self.patients[deed.label].at(deed.back_min))
        return Record(
            place_id=session.place_id,
            session_id=session.session_id,
            entry=deed.command,  # type: ignore[arg-type]  # the others are commands
            at_utc_ms=back_ms,
            reason="" if back_ms is None else "written down afterwards",
            replaces_seq=wrong[-1] if deed.corrects else None,
            actor=deed.actor,
        )

    def _session(self, label: str) -> Session | None:
        return next((session for session in self.room.sessions.values() if session.label == label), None)

    def _answers(self, tick: int) -> Iterator[Command]:
        for record in list(self.room.board.records.values()):
            wants = record.state in (AlarmState.ACTIVE, AlarmState.LATCHED)
            if wants and record.place_id is not None and tick - self._unanswered_since(record) >= ANSWER_TICKS:
                session_id = self.room.seats[record.place_id].session_id
                owner = None if session_id is None else self.room.sessions[session_id].owner
                yield Acknowledge(
                    place_id=record.place_id, alarm_ids=(record.alarm_id,), actor=owner or Actor("Dr Lund", "physician")
                )

    @staticmethod
    def _unanswered_since(record: AlarmRecord) -> int:
        """A latched alarm is one that was there for some time already."""
        return record.raised_tick if record.state is AlarmState.LATCHED else record.attention.open_since

    # --- devices

    def _measured(self, tick: int) -> list[Input]:
        """What the devices have said since the last step; they speak on whatever the station does."""
        said: list[Input] = []
        for at in range(max(self.room.tick, self.down_until) + 1, tick + 1):
            if at % PERIOD_TICKS == 0:
                for seat in self.room.seats.values():
                    said += self._by_the_device(at, seat.place.place_id)
        return said

    def _by_the_device(self, tick: int, place_id: str) -> Iterator[Input]:
        session_id = self.room.seats[place_id].session_id
        visit = None if session_id is None else self.patients[self.room.sessions[session_id].label]
        vitals = None if visit is None else visit.vitals(tick / TICKS_PER_MIN)
        if visit is None or vitals is None:
            return
        for parameter, value in ((Parameter.SPO2, vitals.spo2), (Parameter.PULSE, vitals.pulse)):
            yield Sample(tick=tick, device_id=f"d{place_id}", parameter=parameter, value=value, source=Source.OXIMETER)
        since = tick - round(visit.admitted_min * TICKS_PER_MIN)
        if since % CUFF_TICKS == 600:
            yield CuffReading(
                tick=tick,
                measured_tick=tick,
                device_id=f"d{place_id}",
                status=CuffStatus.DONE,
                systolic=vitals.systolic,
                diastolic=vitals.diastolic,
                mean=vitals.diastolic + (vitals.systolic - vitals.diastolic) / 3,
            )
