"""What the devices page shows, as frozen texts. Made by `monitor.ui.presenter.devices`; no Qt and no decisions here."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.domain.vocabulary import Priority
from monitor.ui.views import Wording


class LinkLook(StrEnum):
    """How a link stands; each has a shape and a word, because colour means alarm."""

    ON_LINE = "on line"
    ON_LINE_BUT = "on line, but"  # values come, and something is wrong all the same
    OFF_LINE = "off line"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRowView:
    """One device in the list."""

    device_id: str
    place: str
    alarm: Priority | None  # gravest at its place, so that the page hides none
    look: LinkLook
    values: Wording
    rate: str
    words: Wording  # what is wrong, or since when all is well
    kind: Wording
    experimental: str  # "EXPERIMENTAL", or nothing
    summary: str  # for screen readers


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangerView:
    """Something that sends or is plugged in, and that the room file does not name."""

    link: str
    what: Wording
    words: Wording
    accessible_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDetailView:
    """The selected device in full."""

    device_id: str
    title: str
    facts: tuple[tuple[str, str], ...]
    diagnosis: str
    note: str  # experimental, in a sentence
    recording: str  # where it goes, or why it ended
    is_recording: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesView:
    heading: str  # "Devices · 5 of 6 on line"
    rows: tuple[DeviceRowView, ...]
    strangers: tuple[StrangerView, ...]
    detail: DeviceDetailView | None
    empty: str = ""  # what stands in place of rows
    outside: tuple[str, ...] = ()  # receivers outside the room, one line each


@dataclass(frozen=True, slots=True)
class RawRow:
    """One line of the dump: time and direction stand at the first line of a piece."""

    time: str
    direction: str
    data: bytes

    @property
    def text(self) -> str:
        """The bytes as letters, with a dot for what is none."""
        return "".join(chr(byte) if 0x20 <= byte < 0x7F else "·" for byte in self.data)
