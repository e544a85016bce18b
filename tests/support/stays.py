"""A patient in a chair, what people record for them, and what the room answers: for tests of a stay."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from worlds import EPOCH, make_room, order, plan, reading, step

from monitor.domain.admission import Patient, Plan
from monitor.domain.commands import Admit, Record
from monitor.domain.entries import CheckAnswered, Entry, InfusionAct, InfusionActRecorded
from monitor.domain.events import AlarmChanged, CommandRefused, Event
from monitor.domain.inputs import CommandGiven, Input
from monitor.domain.people import Actor
from monitor.domain.plan import PlannedDevice
from monitor.domain.policy import Policy
from monitor.room.room import Room

NURSE = Actor("R. King", "nurse")
PHYSICIAN = Actor("Dr Lund", "physician")
T0 = 10.0  # when the patient of `stay` is admitted


def at(seconds: float) -> int:
    """UTC of an instant of the room, in milliseconds."""
    return EPOCH.utc_ms + round(seconds * 1000)


def room_with(policy: Policy, devices: Sequence[PlannedDevice] | None = None, bays: int = 1) -> Room:
    """An empty room of a clinic with this policy."""
    return make_room(plan=replace(plan(bays=bays, devices=devices), policy=policy))


def stay(
    *,
    plan: Plan | None = None,
    policy: Policy | None = None,
    patient: Patient | None = None,
    start_checks: bool = False,
) -> Room:
    """A room whose chair 1 has a patient since T0; with `start_checks` everything is well for a start."""
    room = room_with(policy or Policy())
    admission = Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400, plan=plan, patient=patient, actor=NURSE)
    assert refusals(step(room, T0, order(T0, admission))) == []
    if start_checks:
        answers = [CheckAnswered(check=check.check, done=True) for check in room.plan.policy.checks]
        step(room, 20, reading(20, 124, 74), *(record(20, answer) for answer in answers))
    return room


def record(
    seconds: float, entry: Entry, *, place_id: str = "1", session_id: int = 1, **changes: object
) -> CommandGiven:
    command = Record(
        place_id=place_id,
        session_id=session_id,
        entry=entry,
        **{"actor": NURSE, **changes},  # type: ignore[arg-type]  # a test names fields freely
    )
    return order(seconds, command)


def act(
    seconds: float,
    what: InfusionAct,
    *,
    rate_mg_per_h: float | None = None,
    amount_mg: float | None = None,
    **changes: object,
) -> CommandGiven:
    """Something done at the pump, or a dose given."""
    entry = InfusionActRecorded(act=what, rate_mg_per_h=rate_mg_per_h, amount_mg=amount_mg)
    return record(seconds, entry, **changes)  # type: ignore[arg-type]  # a test names fields freely


def reply(room: Room, seconds: float, *inputs: Input) -> list[Event]:
    """What the room says besides its alarms; inputs lie within the step."""
    said = step(room, seconds, *sorted(inputs, key=lambda item: item.tick))
    return [event for event in said if not isinstance(event, AlarmChanged)]


def refusals(events: Iterable[Event]) -> list[str]:
    return [event.reason for event in events if isinstance(event, CommandRefused)]
