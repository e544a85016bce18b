"""The devices page in words: each link, what it last said, what is wrong with it, its last bytes. Pure."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from monitor.domain.vocabulary import Priority
from monitor.port.device_port import RawPiece
from monitor.port.snapshot import DeviceValue, DeviceView, LinkReport, PlaceView, Snapshot, UnassignedView
from monitor.ui.device_views import DeviceDetailView, DeviceRowView, DevicesView, LinkLook, RawRow, StrangerView
from monitor.ui.presenter import words
from monitor.ui.presenter.outlets import outside_lines
from monitor.ui.views import Wording

EXPERIMENTAL = "EXPERIMENTAL"
EXPERIMENTAL_NOTE = (
    "Experimental: some facts of this format are of medium certainty. Compare every value with the bedside monitor "
    "before relying on it."
)
ALL_WELL = "Nothing wrong is seen."
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAMES = {
    "spo2": "SpO₂",
    "pulse": "Pulse",
    "hr": "HR",
    "resp": "Resp",
    "etco2": "EtCO₂",
    "perfusion_index": "PI",
    "temperature": "Temp",
    "nibp": "NIBP",
}
NO_DEVICES = (
    "The room file names no device, so nobody is watched by this station. "
    "What is plugged in or publishes is listed here as soon as it is seen, with lines for the room file."
)
_ORDER = tuple(_NAMES)
_UNITS = {"mm[Hg]": "mmHg", "Cel": "°C"}


def devices_view(snapshot: Snapshot, selected: str | None, zone: tzinfo | None = None) -> DevicesView:
    """The whole page; `selected` is the device shown in full, if it is still there."""
    places = {place.place_id: place for place in snapshot.places}
    on_line = sum(device.on_line for device in snapshot.devices)
    chosen = next((device for device in snapshot.devices if device.device_id == selected), None)
    count = f"{on_line} of {len(snapshot.devices)} on line" if snapshot.devices else "none"
    return DevicesView(
        heading=f"Devices · {count}",
        empty="" if snapshot.devices else NO_DEVICES,
        rows=tuple(_row(device, places.get(device.place_id), zone) for device in snapshot.devices),
        strangers=tuple(_stranger(found) for found in snapshot.unassigned),
        detail=None if chosen is None else _detail(chosen, places.get(chosen.place_id), zone),
        outside=outside_lines(snapshot.outside),
    )


def _row(device: DeviceView, place: PlaceView | None, zone: tzinfo | None) -> DeviceRowView:
    look = _look(device)
    title = _place(device, place)
    said = _words(device, zone)
    return DeviceRowView(
        device_id=device.device_id,
        place=title,
        alarm=_gravest(place),
        look=look,
        values=_values(device.report.values),
        rate=f"{device.report.frames_per_s:.1f} frames/s",
        words=said,
        kind=(device.title or device.kind, device.kind),
        experimental=EXPERIMENTAL if device.report.experimental else "",
        summary=f"{device.device_id} at {title}, {look}: {said[0]}",
    )


def _gravest(place: PlaceView | None) -> Priority | None:
    return None if place is None else max((alarm.priority for alarm in place.alarms), default=None)


def _place(device: DeviceView, place: PlaceView | None) -> str:
    return device.place_id if place is None else place.title


def _look(device: DeviceView) -> LinkLook:
    if not device.on_line:
        return LinkLook.OFF_LINE
    return LinkLook.ON_LINE_BUT if device.report.diagnosis else LinkLook.ON_LINE


def _words(device: DeviceView, zone: tzinfo | None) -> Wording:
    diagnosis = " ".join(device.report.diagnosis)
    if not device.on_line:
        return (f"off line. {diagnosis or device.why}",)
    return (f"on line. {diagnosis}",) if diagnosis else (_on_line_since(device.report, zone), "on line")


def _on_line_since(report: LinkReport, zone: tzinfo | None) -> str:
    if report.on_line_since_utc_ms is None:
        return "on line"
    moment = _EPOCH + timedelta(milliseconds=report.on_line_since_utc_ms)
    return f"on line since {words.local_clock(moment, zone)}"


def _values(values: Sequence[DeviceValue]) -> Wording:
    """All of them, then without the last ones: a narrow row shows the first."""
    texts = [_value(value) for value in sorted(values, key=_rank)]
    if not texts:
        return ("no values",)
    return tuple(" · ".join(texts[:count]) for count in range(len(texts), 0, -1))


def _rank(value: DeviceValue) -> int:
    return _ORDER.index(value.name) if value.name in _ORDER else len(_ORDER)


def _value(value: DeviceValue) -> str:
    name = _NAMES.get(value.name, value.name)
    if value.value is None:
        return f"{name} –"
    number = _number(value.value)
    if value.diastolic is not None:
        number = f"{number}/{_number(value.diastolic)}"
    return f"{name} {number}" + ("?" if value.questionable else "")


def _number(value: float) -> str:
    return words.whole(value) if value == round(value) else f"{value:.1f}"


def _stranger(found: UnassignedView) -> StrangerView:
    return StrangerView(
        link=found.link,
        what=(found.link,),
        words=(f"{found.what} · {found.seen}", found.seen),
        accessible_name=f"Assign {found.link}, {found.what}",
    )


def _detail(device: DeviceView, place: PlaceView | None, zone: tzinfo | None) -> DeviceDetailView:
    report = device.report
    recording = report.recording
    return DeviceDetailView(
        device_id=device.device_id,
        title=f"{_place(device, place)} · {device.device_id}",
        facts=tuple(_facts(device, zone)),
        diagnosis=" ".join(report.diagnosis) or ("" if device.on_line and not device.why else device.why) or ALL_WELL,
        note=EXPERIMENTAL_NOTE if report.experimental else "",
        recording="" if recording is None else _recording(recording.file, recording.recorded_bytes, recording.problem),
        is_recording=recording is not None and not recording.problem,
    )


def _recording(file: str, recorded_bytes: int, problem: str) -> str:
    size = f"{recorded_bytes} bytes" if recorded_bytes < 10_000 else f"{recorded_bytes / 1000:.0f} kB"
    return f"Recording {problem}: {size} in {file}" if problem else f"Recording to {file}: {size}"


def _facts(device: DeviceView, zone: tzinfo | None) -> Iterator[tuple[str, str]]:
    report = device.report
    yield "Kind", f"{device.title} ({device.kind})" if device.title else device.kind
    yield "Port or topic", report.link or "unknown"
    if not device.reports_alarms:
        yield "Its own alarms", "not told here: this format carries none"
    yield "State", _on_line_since(report, zone) if device.on_line else "off line"
    yield "Last byte", _age(report.last_byte_age_s)
    yield "Last good frame", _age(report.last_frame_age_s)
    yield "Frames", f"{report.frames} · {report.frames_per_s:.1f} per second"
    share = "" if report.rejected_share is None else f" · {report.rejected_share * 100:.1f} % of the last 30 s"
    yield "Rejected", f"{report.rejected_bytes} of {report.received_bytes} bytes{share}"
    yield "Device clock", _clock(report.clock_offset_s)
    yield "Started again", words.counted(report.restarts, "time")
    for value in sorted(report.values, key=_rank):
        yield _NAMES.get(value.name, value.name), _full_value(value)


def _full_value(value: DeviceValue) -> str:
    if value.value is None:
        return f"{words.DASHES} · {value.why}" if value.why else words.DASHES
    number = _value(value).partition(" ")[2]
    mean = "" if value.mean is None else f" (mean {_number(value.mean)})"
    doubt = f" · doubtful: {value.why}" if value.questionable and value.why else ""
    return f"{number}{mean} {_UNITS.get(value.unit, value.unit)} · {words.short_age(value.age_s)}{doubt}"


def _age(age_s: float | None) -> str:
    return words.short_age(age_s) or "never"


def _clock(offset_s: float | None) -> str:
    if offset_s is None:
        return "not told by this format"
    side = "ahead" if offset_s > 0 else "behind"
    return "agrees with ours" if abs(offset_s) < 2 else f"{words.stopwatch(abs(offset_s))} {side}"


def raw_rows(pieces: Sequence[RawPiece], *, per_row: int, zone: tzinfo | None = None) -> tuple[RawRow, ...]:
    """The dump, oldest first, `per_row` bytes in a line."""
    return tuple(row for piece in pieces for row in _rows_of(piece, per_row, zone))


def _rows_of(piece: RawPiece, per_row: int, zone: tzinfo | None) -> Iterator[RawRow]:
    moment = piece.stamp.utc.astimezone(zone)
    time = f"{moment:%H:%M:%S}.{moment.microsecond // 100_000}"
    for start in range(0, len(piece.data), per_row):
        first = start == 0
        direction = ("to" if piece.sent else "from") if first else ""
        yield RawRow(time if first else "", direction, piece.data[start : start + per_row])
