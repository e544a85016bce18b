"""Where all that devices say enters: stamped, placed on the room's ticks, counted, put into the inbox."""

from dataclasses import replace

from drivers.clock import Clock
from drivers.observations import Observation, Provenance
from monitor.domain.inputs import CuffRefused, LinkChange
from monitor.engine.convert import to_input
from monitor.engine.inbox import Arrival, Inbox
from monitor.engine.tally import Tally
from monitor.engine.timeline import Timeline


class Intake:
    """The one way from the supervisors to the room."""

    def __init__(self, *, inbox: Inbox, timeline: Timeline, clock: Clock, tally: Tally) -> None:
        self._inbox = inbox
        self._timeline = timeline
        self._clock = clock
        self._tally = tally

    def observed(self, observation: Observation, provenance: Provenance) -> None:
        self._tally.observations += 1
        made = to_input(observation, self._timeline, provenance)
        if made is None:
            return
        # nothing arrives after now: a stamp from the future would wait in the inbox for ever
        latest_tick = self._timeline.arrival_tick(self._clock.now())
        if made.tick > latest_tick:
            made = replace(made, tick=latest_tick)
        self._inbox.put(Arrival(made, observation.stamp))

    def link_changed(self, device_id: str, *, up: bool, why: str) -> None:
        stamp = self._clock.now()
        change = LinkChange(tick=self._timeline.arrival_tick(stamp), device_id=device_id, up=up, why=why)
        self._inbox.put(Arrival(change, stamp))

    def cuff_refused(self, device_id: str, *, why: str) -> None:
        stamp = self._clock.now()
        refusal = CuffRefused(tick=self._timeline.arrival_tick(stamp), device_id=device_id, why=why)
        self._inbox.put(Arrival(refusal, stamp))
