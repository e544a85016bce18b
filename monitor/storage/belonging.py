"""Which inputs belong to which session: the devices of its places while the patient was there, and a while before.

What a device said in the half hour before an admission is kept with the session, unless somebody else was at the place:
a patient is often connected before anybody finds the time to admit them.
"""

from bisect import bisect_right
from dataclasses import dataclass

from sqlalchemy import Connection, select

from monitor.domain.call_events import CallReported
from monitor.domain.commands import Command
from monitor.domain.inputs import ClockStepped, CommandGiven, Input, MonitorFault, MonitorRestarted, ProfileLoaded
from monitor.domain.time import ticks
from monitor.storage import tables

NO_PLACE = ""  # of a command that is about the station: no session's
LEAD_IN_TICKS = ticks(1800.0)


@dataclass(frozen=True, slots=True)
class Stay:
    """At one place, from inclusive, to exclusive; None: still there."""

    place_id: str
    from_tick: int
    to_tick: int | None


@dataclass(frozen=True, slots=True)
class Belonging:
    """Judges inputs for one session. `device_places`: from which tick on a device stood where, in order."""

    session_id: int
    stays: tuple[Stay, ...]  # the first one begins with the lead-in
    device_places: dict[str, tuple[tuple[int, str | None], ...]]

    @property
    def from_tick(self) -> int:
        return self.stays[0].from_tick

    def takes(self, item: Input) -> bool:
        """Whether `item` is part of the session's record."""
        if isinstance(item, (ClockStepped, MonitorRestarted, MonitorFault, ProfileLoaded)):
            return self._place_at(item.tick) is not None
        if isinstance(item, CallReported):
            return item.session_id == self.session_id
        if isinstance(item, CommandGiven):
            return self._takes_command(item.tick, item.command)
        place_id = self._place_at(item.tick)
        return place_id is not None and self._device_place(item.device_id, item.tick) == place_id

    def _takes_command(self, tick: int, command: Command) -> bool:
        session_id = getattr(command, "session_id", None)
        if session_id is not None:
            return bool(session_id == self.session_id)
        place_id = self._place_at(tick)
        return place_id is not None and getattr(command, "place_id", NO_PLACE) in {None, place_id}

    def _place_at(self, tick: int) -> str | None:
        for stay in self.stays:
            if stay.from_tick <= tick and (stay.to_tick is None or tick < stay.to_tick):
                return stay.place_id
        return None

    def _device_place(self, device_id: str, tick: int) -> str | None:
        places = self.device_places.get(device_id, ())
        position = bisect_right(places, tick, key=lambda entry: entry[0])
        return places[position - 1][1] if position else None


def belonging_of(connection: Connection, session_id: int) -> Belonging:
    """Read where the patient and the devices were."""
    columns = tables.stays.c
    rows = connection.execute(select(tables.stays).where(columns.session_id == session_id).order_by(columns.from_tick))
    stays = [Stay(row.place_id, row.from_tick, row.to_tick) for row in rows]
    if stays:
        first = stays[0]
        stays[0] = Stay(first.place_id, _lead_in_tick(connection, first), first.to_tick)
    return Belonging(session_id, tuple(stays), _device_places(connection))


def _lead_in_tick(connection: Connection, first: Stay) -> int:
    """From when on the devices spoke of nobody else."""
    columns = tables.stays.c
    before = connection.execute(
        select(columns.to_tick)
        .where(columns.place_id == first.place_id, columns.from_tick < first.from_tick)
        .order_by(columns.from_tick.desc())
        .limit(1)
    ).scalar_one_or_none()
    return max(first.from_tick - LEAD_IN_TICKS, before or 0)


def _device_places(connection: Connection) -> dict[str, tuple[tuple[int, str | None], ...]]:
    columns = tables.device_places.c
    found: dict[str, tuple[tuple[int, str | None], ...]] = {}
    for row in connection.execute(select(tables.device_places).order_by(columns.from_tick)):
        found[row.device_id] = (*found.get(row.device_id, ()), (row.from_tick, row.place_id))
    return found
