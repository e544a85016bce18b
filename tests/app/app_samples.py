"""A room of one chair for tests of the composition root."""

from pathlib import Path

from drivers.clock import MANUAL_START
from drivers.device import DeviceSpec
from drivers.observations import Provenance, Stamp
from monitor.alarms.rules import Profile
from monitor.app.compose import Blueprint, planned_device
from monitor.domain.plan import Place, RoomPlan
from monitor.domain.time import Instant
from monitor.domain.vocabulary import PlaceKind
from monitor.storage import Journal

EPOCH = Instant(0, MANUAL_START.utc_ns // 1_000_000)


def blueprint_of_one_chair(*, place_id: str = "1") -> Blueprint:
    spec = DeviceSpec(
        device_id="SIM-ox", kind="masimo_ascii1", link="tcp://127.0.0.1:1", provenance=Provenance.SIMULATED
    )
    plan = RoomPlan(
        name="Test room",
        provenance=Provenance.SIMULATED,
        places=(Place(place_id=place_id, kind=PlaceKind.CHAIR),),
        devices=(planned_device(spec, place_id=place_id),),
    )
    return Blueprint(plan=plan, profile=Profile(name="test"), specs=(spec,))


def journal_at(path: Path) -> Journal:
    return Journal.open(
        path, room_name="Test room", provenance=Provenance.SIMULATED, epoch=EPOCH, profile_digest="test"
    )


def later(seconds: float) -> Stamp:
    """The start of all tests plus `seconds`, on both clocks."""
    return MANUAL_START.earlier(-seconds)
