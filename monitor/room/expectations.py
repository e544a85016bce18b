"""What data a place owes the room and by when: the other half of the no-data rules."""

from collections.abc import Iterable

from drivers.observations import Parameter
from monitor.alarms.engine import AlarmEngine
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.rules import Channel, Silence
from monitor.domain.time import ticks
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
        self._shortest_s = shortest_silence_s
        self._allowed_ticks: dict[str, int] = {}  # silence of a device beyond that of the fastest one at its place

    def set_times(self, seat: Seat) -> None:
        """Freshness and silence times of a place, each after the devices that it depends on.

        A slow device lengthens its own times only: the link's are those of the fastest device, and what a slower one
        is allowed beyond them is added to its own silence.
        """
        periods = [max(1.0, device.period_s) for device in seat.devices]
        oximeters = [max(1.0, device.period_s) for device in seat.givers(Channel.SPO2)]
        factors = {
            Silence.LINK: min(periods, default=1.0),
            Silence.SPO2: min(oximeters, default=1.0),
            Silence.PRESSURE: 1.0,
        }
        allowed = self._engine.silences.low_after_s(Silence.LINK)
        for device in seat.devices:
            slower_s = max(1.0, device.period_s) - factors[Silence.LINK]
            self._allowed_ticks[device.device_id] = ticks(allowed * slower_s)
        for silence, factor in factors.items():
            self._engine.silences.scale(seat.column, silence, factor=factor, shortest_s=self._shortest_s)
        for row, channel in enumerate(CHANNELS):
            givers = seat.givers(channel)
            if givers:
                fresh = max(seat.fresh_ticks(device.device_id, self._shortest_s) for device in givers)
                for bank in (self._engine.limits, self._engine.falls):
                    bank.fresh_ticks[row, seat.column] = fresh

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
        programme = self._engine.closer.profile_at(seat.column).cuff_of(session.plan.preset)
        return session.reading_due_tick(programme)

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
        """The silence of the most silent device, less what its own period allows it beyond the fastest one's."""
        return min(
            seat.links[device.device_id].silent_since + self._allowed_ticks[device.device_id] for device in seat.devices
        )
