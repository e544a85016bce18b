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
from monitor.ui.words import source, tr, tr_n

EXPERIMENTAL = source("EXPERIMENTAL")
EXPERIMENTAL_NOTE = source(
    "Experimental: some facts of this format are of medium certainty. Compare every value "
    "with the bedside monitor before relying on it."
)
ALL_WELL = source("Nothing wrong is seen.")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAMES = {
    "spo2": "SpO₂",
    "pulse": source("Pulse"),
    "hr": source("HR"),
    "resp": source("Resp"),
    "etco2": source("EtCO₂"),
    "perfusion_index": source("PI"),
    "temperature": source("Temp"),
    "nibp": source("NIBP"),
}
NO_DEVICES = source(
    "The room file names no device, so nobody is watched by this station. What is plugged in "
    "or publishes is listed here as soon as it is seen, with lines for the room file."
)
_ORDER = tuple(_NAMES)
_LOOKS = {
    LinkLook.ON_LINE: source("on line"),
    LinkLook.ON_LINE_BUT: source("on line, but"),
    LinkLook.OFF_LINE: source("off line"),
}
_UNITS = {"mm[Hg]": "mmHg", "Cel": "°C"}


def devices_view(snapshot: Snapshot, selected: str | None, zone: tzinfo | None = None) -> DevicesView:
    """The whole page; `selected` is the device shown in full, if it is still there."""
    places = {place.place_id: place for place in snapshot.places}
    on_line = sum(device.on_line for device in snapshot.devices)
    chosen = next((device for device in snapshot.devices if device.device_id == selected), None)
    count = (
        tr("{on_line} of {devices} on line", on_line=on_line, devices=len(snapshot.devices))
        if snapshot.devices
        else tr("none")
    )
    return DevicesView(
        heading=tr("Devices · {count}", count=count),
        empty="" if snapshot.devices else tr(NO_DEVICES),
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
        rate=tr("{frames_per_s} frames/s", frames_per_s=f"{device.report.frames_per_s:.1f}"),
        words=said,
        kind=(device.title or device.kind, device.kind),
        experimental=tr(EXPERIMENTAL) if device.report.experimental else "",
        summary=tr(
            "{device_id} at {title}, {look}: {said}",
            device_id=device.device_id,
            title=title,
            look=tr(_LOOKS[look]),
            said=said[0],
        ),
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
        return (tr("off line. {diagnosis}", diagnosis=diagnosis or device.why),)
    return (
        (tr("on line. {diagnosis}", diagnosis=diagnosis),)
        if diagnosis
        else (_on_line_since(device.report, zone), tr("on line"))
    )


def _on_line_since(report: LinkReport, zone: tzinfo | None) -> str:
    if report.on_line_since_utc_ms is None:
        return tr("on line")
    moment = _EPOCH + timedelta(milliseconds=report.on_line_since_utc_ms)
    return tr("on line since {time}", time=words.local_clock(moment, zone))


def _values(values: Sequence[DeviceValue]) -> Wording:
    """All of them, then without the last ones: a narrow row shows the first."""
    texts = [_value(value) for value in sorted(values, key=_rank)]
    if not texts:
        return (tr("no values"),)
    return tuple(" · ".join(texts[:count]) for count in range(len(texts), 0, -1))


def _rank(value: DeviceValue) -> int:
    return _ORDER.index(value.name) if value.name in _ORDER else len(_ORDER)


def _value(value: DeviceValue) -> str:
    return f"{_name(value)} {_shown(value)}"


def _name(value: DeviceValue) -> str:
    return tr(_NAMES[value.name]) if value.name in _NAMES else value.name


def _shown(value: DeviceValue) -> str:
    if value.value is None:
        return "–"
    number = _number(value.value)
    if value.diastolic is not None:
        number = f"{number}/{_number(value.diastolic)}"
    return number + ("?" if value.questionable else "")


def _number(value: float) -> str:
    return words.whole(value) if value == round(value) else f"{value:.1f}"


def _stranger(found: UnassignedView) -> StrangerView:
    return StrangerView(
        link=found.link,
        what=(found.link,),
        words=(f"{found.what} · {found.seen}", found.seen),
        accessible_name=tr("Assign {link}, {what}", link=found.link, what=found.what),
    )


def _detail(device: DeviceView, place: PlaceView | None, zone: tzinfo | None) -> DeviceDetailView:
    report = device.report
    recording = report.recording
    return DeviceDetailView(
        device_id=device.device_id,
        title=f"{_place(device, place)} · {device.device_id}",
        facts=tuple(_facts(device, zone)),
        diagnosis=" ".join(report.diagnosis)
        or ("" if device.on_line and not device.why else device.why)
        or tr(ALL_WELL),
        note=tr(EXPERIMENTAL_NOTE) if report.experimental else "",
        recording="" if recording is None else _recording(recording.file, recording.recorded_bytes, recording.problem),
        is_recording=recording is not None and not recording.problem,
    )


def _recording(file: str, recorded_bytes: int, problem: str) -> str:
    size = (
        tr("{recorded_bytes} bytes", recorded_bytes=recorded_bytes)
        if recorded_bytes < 10_000
        else f"{recorded_bytes / 1000:.0f} kB"
    )
    return (
        tr("Recording {problem}: {size} in {file}", problem=problem, size=size, file=file)
        if problem
        else tr("Recording to {file}: {size}", file=file, size=size)
    )


def _facts(device: DeviceView, zone: tzinfo | None) -> Iterator[tuple[str, str]]:
    report = device.report
    yield tr("Kind"), f"{device.title} ({device.kind})" if device.title else device.kind
    yield tr("Port or topic"), report.link or tr("unknown")
    if not device.reports_alarms:
        yield tr("Its own alarms"), tr("not told here: this format carries none")
    yield tr("State"), _on_line_since(report, zone) if device.on_line else tr("off line")
    yield tr("Last byte"), _age(report.last_byte_age_s)
    yield tr("Last good frame"), _age(report.last_frame_age_s)
    yield (
        tr("Frames"),
        tr("{frames} · {frames_per_s} per second", frames=report.frames, frames_per_s=f"{report.frames_per_s:.1f}"),
    )
    share = (
        ""
        if report.rejected_share is None
        else " " + tr("· {rejected_share} % of the last 30 s", rejected_share=f"{report.rejected_share * 100:.1f}")
    )
    yield (
        tr("Rejected"),
        tr(
            "{rejected_bytes} of {received_bytes} bytes{share}",
            rejected_bytes=report.rejected_bytes,
            received_bytes=report.received_bytes,
            share=share,
        ),
    )
    yield tr("Device clock"), _clock(report.clock_offset_s)
    yield tr("Started again"), tr_n(report.restarts, "{count} time", "{count} times")
    for value in sorted(report.values, key=_rank):
        yield _name(value), _full_value(value)


def _full_value(value: DeviceValue) -> str:
    if value.value is None:
        return f"{words.DASHES} · {value.why}" if value.why else words.DASHES
    number = _shown(value)
    mean = "" if value.mean is None else " " + tr("(mean {mean})", mean=_number(value.mean))
    doubt = " " + tr("· doubtful: {why}", why=value.why) if value.questionable and value.why else ""
    return f"{number}{mean} {_UNITS.get(value.unit, value.unit)} · {words.short_age(value.age_s)}{doubt}"


def _age(age_s: float | None) -> str:
    return words.short_age(age_s) or tr("never")


def _clock(offset_s: float | None) -> str:
    if offset_s is None:
        return tr("not told by this format")
    side = tr("ahead") if offset_s > 0 else tr("behind")
    return tr("agrees with ours") if abs(offset_s) < 2 else f"{words.stopwatch(abs(offset_s))} {side}"


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
