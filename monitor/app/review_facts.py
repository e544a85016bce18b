"""What is known of a room beside its record: numbers, titles of places, kinds of devices. Goes to the child process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.alarms.profile_text import profile_digest
from monitor.alarms.rules import Profile
from monitor.domain.plan import Place, RoomPlan
from monitor.review.device_rows import DeviceFacts
from monitor.storage import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFacts:
    """What is known of the room beside its record. Without a room file: the shipped numbers, and ids for titles."""

    store: Store
    profile: Profile
    profile_digest: str
    titles: dict[str, str]
    devices: dict[str, DeviceFacts]


def facts_of(
    store: Store, profile: Profile, *, places: Iterable[Place], devices: Mapping[str, DeviceFacts]
) -> RoomFacts:
    """What is known beside the record."""
    return RoomFacts(
        store=store,
        profile=profile,
        profile_digest=profile_digest(profile),
        titles={place.place_id: place.title for place in places},
        devices=dict(devices),
    )


def facts_of_plan(store: Store, plan: RoomPlan, profile: Profile) -> RoomFacts:
    """The same of a room at work."""
    devices = {one.device_id: DeviceFacts(kind=one.kind, title=one.title) for one in plan.devices}
    return facts_of(store, profile, places=plan.places, devices=devices)
