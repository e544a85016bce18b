"""What is wrong with a device, in sentences for the person who installs it. Pure: facts in, words out.

The ten commonest mistakes each have their words here: wrong speed, wrong parity, wrong output mode, software flow
control on a binary format, no permission, port taken, broker refuses (these three as the link itself words them),
topic silent, retained old message, clock wrong. A healthy device gives none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from drivers.transport.line_settings import LinkDefaults, SerialSettings
from monitor.engine.byte_looks import Looks, looks_of, misses_flow_bytes

JUDGED_AFTER_S = 3.0  # a port that has just been opened is not blamed yet
UNREADABLE_BYTES = 16  # fewer may be one frame that was cut in two
SILENT_AFTER_S = 10.0
REJECTED_SHARE = 0.01  # "> 1 % rejected bytes in 30 s is a technical LOW in words" (hazard H01)
CLOCK_OFF_S = 5.0  # rule T-CLOCK: "device clock drift > 5 s vs host"
_ANY_KIND = "bytes arrive but none can be read: is it a device of this kind?"


class Way(StrEnum):
    """How the device is reached; decides which words help."""

    SERIAL = "serial"
    RFC2217 = "rfc2217"
    TCP = "tcp"
    UDP = "udp"
    MQTT = "mqtt"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """Everything the words are made from. Ages are real seconds."""

    way: Way
    link: str  # as in the room file
    is_open: bool
    error: str = ""  # why it is not open, in the words of whoever tried
    driver_fault: bool = False  # it is not open because of a fault of ours, which `error` names
    open_s: float = 0.0  # for how long it has been open
    received_bytes: int = 0  # since it was opened, as the other counts here
    frames: int = 0
    silent_s: float | None = None  # since the last byte, those kept by a broker left out; None: there was none
    unread_s: float | None = None  # since the last good frame; None: there was none
    rejected_share: float | None = None  # of the last 30 s
    dropped_messages: int = 0
    clock_offset_s: float | None = None  # device clock minus ours
    tail: bytes = b""  # what came last
    hint: str = ""  # of the kind, for bytes that hold no frame
    wanted: LinkDefaults | None = None  # line settings of the kind, where its sheet has them
    line: SerialSettings | None = None  # line settings of this link; None: it has none on our side


def way_of(link: str) -> Way:
    """The way that a link's scheme names."""
    scheme = link.partition("://")[0]
    return next((way for way in Way if way.value == scheme), Way.OTHER)


def diagnose(facts: LinkFacts) -> tuple[str, ...]:
    """Sentences, the gravest first; none where all is well."""
    if facts.driver_fault:
        return (f"{_sentence('The driver failed and is started again by itself: ' + facts.error)} Please report it.",)
    if not facts.is_open:
        return (_sentence(f"{_NOT_OPEN[facts.way]}: {facts.error}"),)
    return tuple(_of_open_link(facts))


_NOT_OPEN = {
    Way.SERIAL: "The port is not open",
    Way.RFC2217: "There is no connection to the serial server",
    Way.TCP: "There is no connection",
    Way.UDP: "There is no connection",
    Way.MQTT: "There is no connection to the broker",
    Way.OTHER: "There is no connection",
}


def _of_open_link(facts: LinkFacts) -> Iterator[str]:
    if _nothing_comes(facts):
        yield _silence(facts)
    elif _none_can_be_read(facts):
        yield from _unreadable(facts)
    elif facts.rejected_share is not None and facts.rejected_share > REJECTED_SHARE:
        yield from _partly_unreadable(facts)
    if facts.dropped_messages:
        yield f"{facts.dropped_messages} messages were thrown away because they came faster than they could be read."
    if facts.clock_offset_s is not None and abs(facts.clock_offset_s) > CLOCK_OFF_S:
        yield _clock(facts.clock_offset_s)


def _nothing_comes(facts: LinkFacts) -> bool:
    if facts.silent_s is None:
        return facts.open_s >= JUDGED_AFTER_S
    return facts.silent_s > SILENT_AFTER_S


def _silence(facts: LinkFacts) -> str:
    if facts.silent_s is not None:
        return f"Nothing has come for {_span(facts.silent_s)}; before that it did. {_SILENT[facts.way]}"
    if facts.way is Way.MQTT:
        return _silent_topic(facts)
    return f"{_OPEN[facts.way]}, but nothing has come yet. {_SILENT[facts.way]}"


def _silent_topic(facts: LinkFacts) -> str:
    topics = facts.link.partition("://")[2]
    if facts.received_bytes:
        return (
            f"Only old messages that the broker has kept (retained) came from {topics}: nobody publishes there now, "
            "and what was kept is not shown as a value. Is the gateway on?"
        )
    return (
        f"The broker accepts this station, but nothing is published under {topics}. {_SILENT[Way.MQTT]} "
        "Is the topic spelled as in its settings?"
    )


_CABLE = "Is the device on, its serial output enabled, and the cable plugged in at both ends (not crossed twice)?"
_OPEN = {
    Way.SERIAL: "The port is open",
    Way.RFC2217: "The serial server accepts this station",
    Way.TCP: "The connection stands",
    Way.UDP: "The network takes what is sent",
    Way.MQTT: "The broker accepts this station",
    Way.OTHER: "The link is open",
}
_SILENT = {
    Way.SERIAL: _CABLE,
    Way.RFC2217: _CABLE,
    Way.TCP: f"{_CABLE} Is it the right port of the serial server?",
    Way.UDP: "Is the device on, at this address, and its data export enabled?",
    Way.MQTT: "Is the gateway on and connected to this broker?",
    Way.OTHER: "Is the device on?",
}


def _none_can_be_read(facts: LinkFacts) -> bool:
    if facts.open_s < JUDGED_AFTER_S or facts.received_bytes < UNREADABLE_BYTES:
        return False
    return facts.unread_s is None or facts.unread_s > SILENT_AFTER_S


def _unreadable(facts: LinkFacts) -> Iterator[str]:
    """First what the bytes themselves tell, then what the kind's sheet knows."""
    if facts.way is not Way.MQTT:
        yield from _about_the_line(facts)
    yield _sentence(f"{_OPEN[facts.way]}, {facts.hint or _ANY_KIND}")


def _about_the_line(facts: LinkFacts) -> Iterator[str]:
    looks = looks_of(facts.tail)
    seven = "The bytes are letters with a parity bit in the eighth: the device sends 7 data bits with {} parity. "
    remedy = f"Set the device to {_frame(facts)}, or {_where(facts)} to bits=7 and parity={{}}."
    match looks:
        case Looks.EVEN_PARITY_TEXT:
            yield seven.format("even") + remedy.format("even")
        case Looks.ODD_PARITY_TEXT:
            yield seven.format("odd") + remedy.format("odd")
        case Looks.TEXT_WITH_HOLES:
            yield f"About half of the bytes are lost: our end checks a parity that the device lacks. {_other(facts)}"
        case Looks.ZEROS:
            yield "Only zeros come: the speed is far too high, or the levels of the cable are wrong (RS-232, not TTL)."
        case Looks.TEXT:
            yield "What comes is readable text, so speed and parity are right, but the output mode is another one."
        case Looks.OTHER | Looks.UNKNOWN:
            yield from _about_noise(facts)


def _about_noise(facts: LinkFacts) -> Iterator[str]:
    wanted = None if facts.wanted is None else facts.wanted.line
    if _flow_control(facts):
        yield _SWALLOWED
    elif facts.line is not None and wanted is not None and facts.line != wanted:
        yield f"The link is opened with {facts.line}, but devices of this kind usually have {wanted}."
    elif looks_of(facts.tail) is Looks.OTHER and not (facts.wanted is not None and facts.wanted.binary):
        yield f"What comes looks like noise, as a wrong speed gives it. {_other(facts)}"


_SWALLOWED = (
    "The bytes 11 and 13 hex never come: software flow control (XON/XOFF) is on somewhere between the device and this "
    "station and swallows them. Switch it off."
)


def _other(facts: LinkFacts) -> str:
    used = "" if facts.line is None else f", which has {facts.line},"
    return f"Compare {_where(facts)}{used} with the menu of the device."


def _where(facts: LinkFacts) -> str:
    return "the serial server's settings" if facts.way in {Way.TCP, Way.UDP} else "the link in the room file"


def _frame(facts: LinkFacts) -> str:
    return "8 data bits without parity" if facts.line is None else str(facts.line)


def _partly_unreadable(facts: LinkFacts) -> Iterator[str]:
    share = f"{(facts.rejected_share or 0.0) * 100:.1f} %"
    if facts.way is Way.MQTT:
        yield f"{share} of what was published in the last 30 s was refused: the notices of the device say why."
    elif _flow_control(facts):
        yield f"{share} of the bytes of the last 30 s cannot be read. {_SWALLOWED}"
    else:
        yield (
            f"{share} of the bytes of the last 30 s cannot be read: look at the plug, the length of the cable and the "
            "earth, and compare speed and parity."
        )


def _flow_control(facts: LinkFacts) -> bool:
    binary = facts.wanted is not None and facts.wanted.binary
    return binary and misses_flow_bytes(facts.tail)


def _clock(offset_s: float) -> str:
    side = "ahead of" if offset_s > 0 else "behind"
    return (
        f"The device's clock is {_span(abs(offset_s))} {side} this computer's. Its values are placed by the time of "
        "their arrival all the same; set it, so that its own records agree with ours."
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _span(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 172_800 else f"{seconds / 86_400:.0f} days"
