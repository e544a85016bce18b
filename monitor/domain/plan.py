"""What a room consists of, as configured: places and the devices bound to them."""

from dataclasses import dataclass, field

from drivers.observations import Parameter, Provenance
from monitor.domain.policy import Policy
from monitor.domain.vocabulary import CuffMaster, PlaceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    place_id: str
    kind: PlaceKind
    prefer: tuple[str, ...] = ()  # device ids; of two that give the same value the one named first is used while fresh
    cuff_master: CuffMaster = CuffMaster.BEDSIDE

    @property
    def title(self) -> str:
        """Say "Chair 1" or "Bay 1": what people call it."""
        number = self.place_id.removeprefix("bay").removeprefix("-").strip() or self.place_id
        return f"Chair {number}" if self.kind is PlaceKind.CHAIR else f"Bay {number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDevice:
    """What the room may expect of a device; how to reach it is the drivers' business."""

    device_id: str
    kind: str
    title: str  # "Masimo Rad-8"
    place_id: str
    period_s: float  # between two continuous values of a healthy device
    parameters: frozenset[Parameter]
    has_cuff: bool = False
    mobile: bool = False
    reports_alarms: bool = False
    serial_number: str = ""  # as the room file says
    identity: str = ""  # its address as configured: when that changes, the wiring of the place is confirmed anew
    cuff_start: bool = False  # the station may start it: the device can, and the room file allows it


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlan:
    """One room: either all real or not at all."""

    name: str
    provenance: Provenance
    places: tuple[Place, ...]
    devices: tuple[PlannedDevice, ...]
    calls_second_person: bool = False  # whether anybody is called when nobody in the room answers
    shortest_silence_s: float = 1.0  # no silence time-out falls below this; a fast-running demo raises it
    policy: Policy = field(default_factory=Policy)  # what the clinic asks for besides the limits

    def devices_at(self, place_id: str) -> tuple[PlannedDevice, ...]:
        """The devices bound to a place, in the order of the room file."""
        return tuple(device for device in self.devices if device.place_id == place_id)
