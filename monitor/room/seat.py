"""What the devices at one place say now: newest values by channel, state of the cuff, state of each link.

Values belong to the place only while somebody is being measured there; a change of occupant forgets them all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from drivers.observations import Parameter, Provenance, Quality, Source
from monitor.alarms.rules import Channel
from monitor.domain.inputs import Sample
from monitor.domain.plan import Place, PlannedDevice
from monitor.domain.time import ticks
from monitor.room.unclaimed import Unclaimed

GREY_AFTER_S = 2.0  # beyond the device's own period (screens: "greys 2 s after its device's own period has passed")
CHANNEL_OF = {
    Parameter.HR: Channel.RATE,
    Parameter.PULSE: Channel.RATE,
    Parameter.SPO2: Channel.SPO2,
    Parameter.RESP: Channel.RESP,
    Parameter.PERFUSION_INDEX: Channel.PERFUSION,
}
SOURCE_RANK = {Source.ECG: 0, Source.OXIMETER: 1, Source.OTHER: 2, Source.CUFF: 3}


Rank = tuple[int, int, int]  # the place's own order of devices, then the kind of source, then order in the room file


@dataclass(slots=True, kw_only=True)
class Current:
    """The newest value of a channel and who gave it."""

    tick: int
    value: float | None
    quality: Quality
    source: Source
    device_id: str
    rank: Rank  # the lower wins while it is fresh
    why: str = ""
    provenance: Provenance = Provenance.REAL


@dataclass(slots=True, kw_only=True)
class LinkState:
    """One device's link as the room sees it."""

    up: bool = True
    last_data_tick: int | None = None
    expected_tick: int = 0  # from when this device owes data: since the patient sits here
    broken_tick: int | None = None
    why: str = ""
    notices: dict[str, str] = field(default_factory=dict)

    @property
    def silent_since(self) -> int:
        """Tick from which the device's present silence counts."""
        return self.expected_tick if self.last_data_tick is None else max(self.expected_tick, self.last_data_tick)


@dataclass(slots=True)
class Seat:
    """A place and what is measured there."""

    place: Place
    column: int
    devices: tuple[PlannedDevice, ...]
    session_id: int | None = None
    values: dict[Channel, Current] = field(default_factory=dict)
    links: dict[str, LinkState] = field(default_factory=dict)
    measuring_since: int | None = None
    cuff_why: str = ""  # why the last attempt gave no reading
    freed_tick: int = 0  # a free place judges nothing that was measured before
    last_measured_tick: int | None = None  # of the last pressure while the place was free
    unclaimed: Unclaimed = field(default_factory=Unclaimed)  # measured here while nobody was admitted

    _order: dict[str, int] = field(default_factory=dict)
    _period_s: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bind(self.devices, {})

    def bind(self, devices: tuple[PlannedDevice, ...], links: Mapping[str, LinkState]) -> None:
        """These devices stand here from now on; values of those that have gone are forgotten."""
        self.devices = devices
        known = {**self.links, **links}
        self.links = {device.device_id: known.get(device.device_id, LinkState()) for device in devices}
        self._order = {device.device_id: index for index, device in enumerate(devices)}
        self._period_s = {device.device_id: device.period_s for device in devices}
        self.values = {channel: value for channel, value in self.values.items() if value.device_id in self.links}

    def change_occupant(self, tick: int) -> None:
        """Somebody else sits here from now on, or nobody: what was measured so far is not theirs."""
        self.values.clear()
        self.measuring_since = None
        self.cuff_why = ""
        self.freed_tick = tick
        self.last_measured_tick = None
        self.unclaimed = Unclaimed()
        for link in self.links.values():
            link.expected_tick = tick

    def fresh_ticks(self, device_id: str, shortest_s: float) -> int:
        """How long a value of this device counts as fresh."""
        return ticks(max(self._period_s.get(device_id, 1.0) + GREY_AFTER_S, shortest_s))

    def givers(self, channel: Channel) -> list[PlannedDevice]:
        """The devices bound here that can measure the channel."""
        return [
            device
            for device in self.devices
            if any(CHANNEL_OF.get(parameter) is channel for parameter in device.parameters)
        ]

    @property
    def has_broken_link(self) -> bool:
        """Whether a device bound here is known to be cut off and has not spoken since."""
        return any(link.broken_tick is not None for link in self.links.values())

    @property
    def has_cuff(self) -> bool:
        return any(device.has_cuff for device in self.devices)

    def take(self, sample: Sample, shortest_s: float) -> Channel | None:
        """Keep a sample if its source is the best fresh one of its channel; the channel, or None if it is not used."""
        channel = CHANNEL_OF.get(sample.parameter)
        if channel is None:
            return None
        unnamed_ecg = sample.parameter is Parameter.HR and sample.source is Source.OTHER
        source = Source.ECG if unnamed_ecg else sample.source
        rank = self._rank(source, sample.device_id)
        known = self.values.get(channel)
        if known is not None and known.rank != rank and self._stays(known, rank, sample, shortest_s):
            return None
        self.values[channel] = Current(
            tick=sample.tick,
            value=sample.value,
            quality=sample.quality,
            source=source,
            device_id=sample.device_id,
            rank=rank,
            why=sample.why or "",
            provenance=sample.provenance,
        )
        return channel

    def _stays(self, known: Current, rank: Rank, sample: Sample, shortest_s: float) -> bool:
        """Whether what is known outlasts a sample of another source."""
        fresh = sample.tick - known.tick <= self.fresh_ticks(known.device_id, shortest_s)
        if fresh and known.value is not None:
            doubts = (known.quality is not Quality.VALID, sample.quality is not Quality.VALID)
            return sample.value is None or (doubts[0], known.rank) < (doubts[1], rank)
        return sample.value is None and known.rank < rank  # what the better source last said is not wiped by a lesser

    def _rank(self, source: Source, device_id: str) -> Rank:
        prefer = self.place.prefer
        own = prefer.index(device_id) if device_id in prefer else len(prefer)
        return own, SOURCE_RANK[source], self._order.get(device_id, len(self.devices))

    def worst_link(self) -> tuple[str, LinkState] | None:
        """The device that has been silent longest; one that never spoke counts as the worst."""
        if not self.links:
            return None
        return min(self.links.items(), key=lambda item: item[1].silent_since)

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return {
            "session_id": self.session_id,
            "measuring_since": self.measuring_since,
            "cuff_why": self.cuff_why,
            "freed_tick": self.freed_tick,
            "last_measured_tick": self.last_measured_tick,
            "unclaimed": self.unclaimed.dump(),
            "values": {channel.value: _dump_current(value) for channel, value in self.values.items()},
            "links": {
                device_id: [
                    link.up,
                    link.last_data_tick,
                    link.broken_tick,
                    link.why,
                    link.notices,
                    link.expected_tick,
                ]
                for device_id, link in self.links.items()
            },
        }

    def load(self, data: Mapping[str, Any], tick: int) -> None:
        """Back from `dump` at `tick`; devices no longer bound here are left out, new ones owe data from now on."""
        self.session_id = data["session_id"]
        self.measuring_since = data["measuring_since"]
        self.cuff_why = data["cuff_why"]
        self.freed_tick, self.last_measured_tick = data["freed_tick"], data["last_measured_tick"]
        self.unclaimed = Unclaimed.load(data["unclaimed"])
        self.values = {Channel(name): self._load_current(item) for name, item in data["values"].items()}
        for device_id, item in data["links"].items():
            if device_id in self.links:
                up, last_data_tick, broken_tick, why, notices, expected_tick = item
                self.links[device_id] = LinkState(
                    up=up,
                    last_data_tick=last_data_tick,
                    broken_tick=broken_tick,
                    why=why,
                    notices=notices,
                    expected_tick=expected_tick,
                )
        for device_id, link in self.links.items():
            if device_id not in data["links"]:
                link.expected_tick = tick

    def _load_current(self, item: Sequence[Any]) -> Current:
        source, device_id = Source(item[3]), item[4]
        return Current(
            tick=item[0],
            value=item[1],
            quality=Quality(item[2]),
            source=source,
            device_id=device_id,
            rank=self._rank(source, device_id),  # as the room file orders them now
            why=item[6],
            provenance=Provenance(item[7]),
        )


def _dump_current(current: Current) -> list[Any]:
    return [
        current.tick,
        current.value,
        current.quality.value,
        current.source.value,
        current.device_id,
        current.rank,
        current.why,
        current.provenance.value,
    ]
