"""The devices of a room as a table for people on standard error; with `--watch` one that follows them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from monitor.app.devices import DeviceLook, RoomLook
from monitor.port.snapshot import DeviceValue

PIPE_COLUMNS = 160  # a pipe is called 80 wide, in which no line would stay whole
NAMES = {"spo2": "SpO2", "hr": "HR", "pulse": "pulse", "nibp": "NIBP", "perfusion_index": "PI"}


def print_table(look: RoomLook) -> None:
    """Say how each device was found."""
    console = _console()
    console.print(_room(look))
    for words in look.proposals():
        console.print(Text(f"\nNot in the room file:\n{words}"), soft_wrap=True)
    if look.broker_problem:
        console.print(
            Text(f"\nWho else publishes at the broker cannot be heard: {look.broker_problem}"), soft_wrap=True
        )


@contextmanager
def live_table() -> Iterator[Callable[[RoomLook], None]]:
    """A table that is drawn anew for each look; nothing where standard error is no terminal."""
    console = _console()
    if not console.is_terminal:
        yield lambda _: None
        return
    with Live(console=console, auto_refresh=False, transient=True) as live:
        yield lambda look: live.update(_room(look), refresh=True)


def _console() -> Console:
    console = Console(stderr=True, highlight=False)
    return console if console.is_terminal else Console(stderr=True, highlight=False, width=PIPE_COLUMNS)


def _room(look: RoomLook) -> RenderableType:
    titles = {place.place_id: place.title for place in look.plan.places}
    table = Table(box=None, pad_edge=False)
    for name in ("Place", "Device", "", "Last values", "Frames/s", "Rejected", "Kind and link"):
        table.add_column(name, justify="right" if name in {"Frames/s", "Rejected"} else "left", overflow="fold")
    for device in look.devices:
        table.add_row(titles[device.place_id], device.device_id, *_cells(device))
    return Group(table, *(_words(device) for device in look.devices if device.report.diagnosis))


def _cells(device: DeviceLook) -> tuple[str, ...]:
    report = device.report
    mark = " (experimental)" if report.experimental else ""
    return (
        "on line" if device.on_line else "OFF LINE",
        ", ".join(_value(value) for value in report.values) or "none",
        f"{report.frames_per_s:.1f}",
        _rejected(device),
        f"{device.title}{mark}\n{report.link}",
    )


def _rejected(device: DeviceLook) -> str:
    share = device.report.rejected_share
    return f"{device.report.rejected_bytes}" + (f" ({share * 100:.1f} %)" if share else "")


def _value(value: DeviceValue) -> str:
    name = NAMES.get(value.name, value.name)
    if value.value is None:
        return f"{name} – ({value.why})" if value.why else f"{name} –"
    number = f"{value.value:g}" if value.diastolic is None else f"{value.value:g}/{value.diastolic:g}"
    return f"{name} {number}" + ("?" if value.questionable else "")


def _words(device: DeviceLook) -> Text:
    return Text(f"{device.device_id}: {' '.join(device.report.diagnosis)}")
