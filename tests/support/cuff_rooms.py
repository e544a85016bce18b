"""Rooms whose cuffs the station, the bedside monitor or a nurse drives, and what a cuff says in them."""

from collections.abc import Iterable
from dataclasses import replace

from worlds import admit, make_room, order, plan, reading, start, step

from drivers.observations import CuffStatus, Quality
from monitor.alarms.rules import Profile
from monitor.domain.commands import Record
from monitor.domain.entries import Arm, ArmsSet, Entry
from monitor.domain.events import AlarmChanged, CuffRequested, Event
from monitor.domain.inputs import CommandGiven, CuffReading, Input
from monitor.domain.plan import RoomPlan
from monitor.domain.vocabulary import CuffMaster
from monitor.room.room import Room

GOOD_ARMS = ArmsSet(cuff=Arm.LEFT, probe=Arm.RIGHT, line=Arm.RIGHT)


def cuff_plan(master: CuffMaster, *, chairs: int = 1, may_start: bool = True) -> RoomPlan:
    """Chairs with a V100 each whose cuff `master` drives."""
    made = plan(chairs, 1)
    return replace(
        made,
        places=tuple(replace(place, cuff_master=master) for place in made.places),
        devices=tuple(replace(device, cuff_start=may_start) for device in made.devices),
    )


def entry(seconds: float, what: Entry, place_id: str = "1", session_id: int = 1) -> CommandGiven:
    return order(seconds, Record(place_id=place_id, session_id=session_id, entry=what))


def cuff(seconds: float, status: CuffStatus, *, place_id: str = "1", why: str | None = None) -> CuffReading:
    """A cuff that begins to measure, or fails."""
    quality = Quality.INVALID if status is CuffStatus.FAILED else Quality.VALID
    tick = round(seconds * 10)
    return CuffReading(tick=tick, measured_tick=tick, device_id=f"d{place_id}", status=status, quality=quality, why=why)


def measuring(seconds: float) -> CuffReading:
    return cuff(seconds, CuffStatus.MEASURING)


def failed(seconds: float, why: str = "time-out") -> CuffReading:
    return cuff(seconds, CuffStatus.FAILED, why=why)


def infusing(
    master: CuffMaster = CuffMaster.STATION,
    *,
    resting: Iterable[float] = (132, 130, 128, 131),
    profile: Profile | None = None,
) -> Room:
    """A patient at chair 1, measured four times at rest, whose infusion began at 1300 s; arms are entered."""
    room = make_room(plan=cuff_plan(master), profile=profile)
    step(room, 1, admit(1), entry(1, GOOD_ARMS))
    for index, systolic in enumerate(resting):
        at = 200 + 300 * index
        step(room, at, measuring(at - 30), reading(at, systolic, 75))
    step(room, 1300, start(1300))
    return room


def requests(events: Iterable[Event]) -> list[tuple[float, str, str]]:
    """(seconds, start or cancel, why) of what was asked of the devices."""
    return [(event.at.tick / 10, event.act.value, event.why) for event in events if isinstance(event, CuffRequested)]


def edges(events: Iterable[Event], *rules: str) -> list[str]:
    """Rule, change and priority of each alarm change of the rules named, as "BP-SEV raised medium"."""
    return [
        f"{event.rule} {event.change.value} {event.priority.word}"
        for event in events
        if isinstance(event, AlarmChanged) and event.rule in rules
    ]


def go(room: Room, until: float, *inputs: Input) -> list[Event]:
    """Step once to `until` with these inputs."""
    return step(room, until, *inputs)
