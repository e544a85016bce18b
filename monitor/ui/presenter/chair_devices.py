"""The devices of one chair in lines: what each link says of itself, and the last bytes that came over its wire."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo

from monitor.port.device_port import RawPiece
from monitor.port.snapshot import DeviceView, PlaceView
from monitor.ui.presenter import words
from monitor.ui.words import tr

SHOWN_BYTES = 8
Wires = Mapping[str, tuple[RawPiece, ...]]  # by device


def device_lines(
    place: PlaceView, devices: tuple[DeviceView, ...], wires: Wires, zone: tzinfo | None
) -> tuple[str, ...]:
    """Everything about the devices of `place`, or that there is none."""
    lines = (place.device_line, place.wiring and tr("wiring {wiring}", wiring=place.wiring))
    own = [device for device in devices if device.device_id in place.devices]
    named = tuple(line for device in own for line in _lines(device, wires.get(device.device_id, ()), zone))
    return (*(line for line in lines if line), *(named or place.devices)) or (tr("no device here"),)


def _lines(device: DeviceView, pieces: tuple[RawPiece, ...], zone: tzinfo | None) -> Iterator[str]:
    yield f"{device.device_id}, {device.title or device.kind}: {_state(device)}"
    received = next((piece for piece in reversed(pieces) if not piece.sent and piece.data), None)
    if received is not None:
        shown = received.data[-SHOWN_BYTES:].hex(" ").upper()
        yield tr("last bytes {time}  {shown}", time=words.local_clock(received.stamp.utc, zone), shown=shown)


def _state(device: DeviceView) -> str:
    if not device.on_line:
        return tr("off line, {why}", why=device.why) if device.why else tr("off line")
    age = words.short_age(device.report.last_frame_age_s)
    return tr("on line, last frame {age}", age=age) if age else tr("on line")
