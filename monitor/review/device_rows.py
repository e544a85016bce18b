"""The devices of a session as rows: what the record kept of them when they were bound, and how much each gave. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drivers.observations import Provenance
from monitor.domain.device_events import BoundDevice, DevicesBound
from monitor.domain.events import Event
from monitor.domain.inputs import LinkChange
from monitor.review.account import DeviceRow
from monitor.review.value_columns import ValueColumn
from monitor.storage import SessionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceFacts:
    """What the room file says of a device; None: nothing."""

    kind: str | None = None
    title: str | None = None
    serial_number: str | None = None


def device_rows(
    record: SessionRecord, values: Sequence[ValueColumn], known: Mapping[str, DeviceFacts]
) -> tuple[DeviceRow, ...]:
    """Every device that was bound or said anything, in the order of their ids.

    What the record holds counts; `known`, the room file of today, speaks only where the record holds nothing.
    """
    bound = _bound(record.events)
    given = _given(record, values, bound)
    return tuple(
        _row(device_id, bound.get(device_id, ()), known.get(device_id, DeviceFacts()), given[device_id])
        for device_id in sorted(given)
    )


@dataclass(slots=True)
class _Given:
    """What one device gave."""

    provenances: set[Provenance] = field(default_factory=set)
    values: int = 0
    readings: int = 0


def _given(record: SessionRecord, values: Sequence[ValueColumn], bound: Iterable[str]) -> dict[str, _Given]:
    found: defaultdict[str, _Given] = defaultdict(_Given)
    told_of = [*bound, *(item.device_id for item in record.others if isinstance(item, LinkChange))]
    found.update({device_id: _Given() for device_id in told_of})  # also what gave nothing
    for column in values:
        found[column.device_id].provenances.add(column.provenance)
        found[column.device_id].values += int(column.measured.sum())
    for reading in record.readings:
        found[reading.device_id].provenances.add(reading.provenance)
        found[reading.device_id].readings += reading.systolic is not None
    return found


def _row(device_id: str, told: Sequence[BoundDevice], today: DeviceFacts, given: _Given) -> DeviceRow:
    facts = _told_facts(told) if told else today
    return DeviceRow(
        device_id=device_id,
        kind=facts.kind,
        title=facts.title,
        serial_number=facts.serial_number,
        says=_joined(_words(device) for device in told),
        recorded=bool(told),
        provenances=tuple(sorted(given.provenances)),
        value_count=given.values,
        reading_count=given.readings,
    )


def contradictions(events: Iterable[Event]) -> Iterator[str]:
    """Devices that call themselves by another number than the room file: perhaps it is not the device one thinks."""
    told = {device for devices in _bound(events).values() for device in devices}
    for device in sorted(told, key=lambda one: one.device_id):
        said, written = device.said_serial_number, device.serial_number
        if said and written and not _same(said, written):
            yield f"Device {device.device_id} says serial number {said}, the room file said {written}."


def _bound(events: Iterable[Event]) -> dict[str, tuple[BoundDevice, ...]]:
    """All that was told of each device, in its order."""
    found: dict[str, tuple[BoundDevice, ...]] = {}
    for event in events:
        if isinstance(event, DevicesBound):
            for device in event.devices:
                found[device.device_id] = (*found.get(device.device_id, ()), device)
    return found


def _told_facts(told: Sequence[BoundDevice]) -> DeviceFacts:
    return DeviceFacts(
        kind=_joined(device.kind for device in told) or None,
        title=_joined(device.title for device in told) or None,
        serial_number=_joined(device.serial_number for device in told) or None,
    )


def _words(device: BoundDevice) -> str:
    parts = (
        device.said_model,
        f"serial number {device.said_serial_number}" if device.said_serial_number else "",
        f"software {device.said_software}" if device.said_software else "",
    )
    return ", ".join(part for part in parts if part)


def _joined(texts: Iterable[str]) -> str:
    return ", then ".join(dict.fromkeys(text for text in texts if text))


def _same(one: str, other: str) -> bool:
    """Numbers are printed with and without "SN", dashes and leading zeros."""
    return _bare(one) == _bare(other)


def _bare(number: str) -> str:
    kept = "".join(sign for sign in number.casefold() if sign.isalnum())
    return kept.removeprefix("sn").lstrip("0")
