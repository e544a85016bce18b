"""Who is signed in at which station of the room, and until when."""

from collections.abc import Mapping
from typing import Any

from monitor.alarms.arrays import NEVER
from monitor.domain.events import SignedIn, SignedOut
from monitor.domain.people import Actor
from monitor.domain.time import ticks
from monitor.room.ledger import Ledger


class People:
    """Owns the sign-ins; each lasts until it is ended or nothing was done in that name for a while."""

    def __init__(self, *, sign_out_after_s: float) -> None:
        self._after_ticks = ticks(sign_out_after_s)
        self.signed_in: dict[str, tuple[Actor, int]] = {}  # by station: who, and the tick of the last deed

    def sign_in(self, ledger: Ledger, station: str, actor: Actor) -> None:
        """Somebody takes the station; whoever was there is signed out."""
        if station in self.signed_in and self.signed_in[station][0] != actor:
            self.sign_out(ledger, station, actor, why=f"{actor.name} signed in")
        self.signed_in[station] = (actor, ledger.tick)
        ledger.emit(SignedIn, station=station, actor=actor)

    def sign_out(self, ledger: Ledger, station: str, actor: Actor, *, why: str) -> Actor:
        """End a sign-in; who it was."""
        who, _ = self.signed_in.pop(station)
        ledger.emit(SignedOut, station=station, actor=who if actor == who else actor, why=why)
        return who

    def did_something(self, tick: int, actor: Actor) -> None:
        """A command in somebody's name keeps that person signed in."""
        for station, (who, _) in self.signed_in.items():
            if who == actor:
                self.signed_in[station] = (who, tick)

    def next_due(self) -> int:
        """When the next one is signed out, NEVER if nobody is signed in."""
        return min((tick + self._after_ticks for _, tick in self.signed_in.values()), default=int(NEVER))

    def forgotten(self, tick: int) -> list[str]:
        """Stations where nothing was done for too long."""
        return [station for station, (_, last) in self.signed_in.items() if last + self._after_ticks <= tick]

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return {station: [who.name, who.role, tick] for station, (who, tick) in self.signed_in.items()}

    def load(self, data: Mapping[str, Any]) -> None:
        """Back from `dump`."""
        self.signed_in = {station: (Actor(name, role), tick) for station, (name, role, tick) in data.items()}
