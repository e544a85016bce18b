"""What data a place owes the room and by when: the other half of the no-data rules."""

from collections.abc import Iterable

import numpy as np

from drivers.observations import Parameter
from monitor.alarms.engine import AlarmEngine
from monitor.alarms.rules import Silence
from monitor.room.alarm_desk import AlarmDesk
from monitor.room.seat import Seat
from monitor.room.session import Session


class Expectations:
    """Tells the engine which silences count where, and when data have come."""

    def __init__(
        self, engine: AlarmEngine, desk: AlarmDesk, sessions: dict[int, Session], *, shortest_silence_s: float
    ) -> None:
        self._engine = engine
        self._desk = desk
        self._ledger = desk.ledger
        self._sessions = sessions
        self._programme = engine.profile.cuff
        self._shortest_s = shortest_silence_s

    def set_times(self, seat: Seat) -> None:
        """Freshness and silence times of a place, after its slowest device."""
        slowest_s = max((device.period_s for device in seat.devices), default=1.0)
        self._engine.silences.scale(seat.column, factor=max(1.0, slowest_s), shortest_s=self._shortest_s)
        for device in seat.devices:
            fresh = seat.fresh_ticks(device.device_id, self._shortest_s)
            self._engine.limits.fresh_ticks[:, seat.column] = np.maximum(
                self._engine.limits.fresh_ticks[:, seat.column], fresh
            )

    def data(self, seat: Seat) -> None:
        """Start the no-data rules of a place whose occupant is new; data count from now."""
        from_now = [
            (Silence.LINK, bool(seat.devices)),
            (Silence.SPO2, any(Parameter.SPO2 in device.parameters for device in seat.devices)),
        ]
        for silence, expected in from_now:
            ok_tick = self._ledger.tick if expected else None
            self._desk.handle(self._engine.data_seen(self._ledger.tick, silence, {seat.column: ok_tick}))
        for link in seat.links.values():
            if not link.up:
                self._engine.silences.known_break(self._ledger.tick, seat.column)
        self.reading(seat)

    def reading(self, seat: Seat) -> None:
        """Tell the no-data rule when the next pressure is due; nothing is expected without a cuff or a patient."""
        due = self.next_reading_due(seat)
        self._desk.handle(self._engine.data_seen(self._ledger.tick, Silence.PRESSURE, {seat.column: due}))

    def next_reading_due(self, seat: Seat) -> int | None:
        """Tick at which the programme expects the next pressure; None: it expects none."""
        session = self._sessions.get(seat.session_id or 0)
        if session is None or not seat.has_cuff:
            return None
        last = session.last_reading
        measured = session.admitted_tick if last is None else last.measured_tick
        interval = session.cuff_interval_ticks(self._programme, measured)
        # a phase that asks for shorter intervals does not make a reading overdue in hindsight
        return max(measured + interval, session.phase_tick) if last is not None else measured + interval

    def data_came(self, seats: Iterable[Seat], spo2_columns: Iterable[int]) -> None:
        """Devices spoke at these places; in these columns a usable saturation came.

        A place's link is as good as the device there that has been silent longest; while one is known to be broken,
        what the others say does not make it well.
        """
        tick = self._ledger.tick
        links = {seat.column: self._link_ok_tick(seat) for seat in seats if not seat.has_broken_link}
        self._desk.handle(self._engine.data_seen(tick, Silence.LINK, links))
        self._desk.handle(self._engine.data_seen(tick, Silence.SPO2, dict.fromkeys(spo2_columns, tick)))

    def _link_ok_tick(self, seat: Seat) -> int:
        session = self._sessions.get(seat.session_id or 0)
        admitted = 0 if session is None else session.admitted_tick
        spoken = [link.last_data_tick for link in seat.links.values()]
        return max(admitted, min(admitted if tick is None else tick for tick in spoken))
