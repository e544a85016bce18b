"""Messages that open and close an association: request, accept, refuse, release, abort. Pure.

Each begins with a kind byte and a length; behind a presentation header of constant bytes stands the "user data" with
what is asked for and granted.
"""

from dataclasses import dataclass
from enum import IntEnum

from drivers.philips_intellivue.wire import TICKS_PER_SECOND, MalformedError, Reader, sized, u16, u32


class SessionKind(IntEnum):
    """First byte of a message of the session layer."""

    RELEASE_REQUEST = 0x09
    RELEASE_RESPONSE = 0x0A
    REFUSE = 0x0C
    REQUEST = 0x0D
    ACCEPT = 0x0E
    ABORT = 0x19


_LONG_LENGTH = 0xFF  # "FF means a two-byte length follows"
_POLL_PROFILE, _POLL_PROFILE_EXTENSION = 0x0001, 0xF001
_PROTOCOL_VERSION, _NOMENCLATURE, _FUNCTIONAL_UNITS = 0x80000000, 0x40000000, 0x00000000
_CLIENT_SYSTEM, _CLIENT_START = 0x80000000, 0x20000000
_MONITOR_SYSTEM, _MONITOR_START = 0x00800000, 0x80000000
_PROFILE_REVISION = 0x80000000
_PROFILE_OPTIONS = 0x60000000  # objects may appear and vanish
_EXTERNAL, _USER_DATA = b"\xbe\x80", b"\x02\x01\x02\x81"  # what stands in front of the user data
_LONGEST_PERIOD_TICKS = 0x0004E200  # 40 s, asked for and granted in the capture
_LARGEST_REQUESTED, _LARGEST_GRANTED = 0x3000, 0x05B0  # bytes; as in the capture
_NO_ESTIMATE = 0xFFFFFFFF
ONE_SECOND_NUMERICS = 0x80000000  # extension: numerics as measured, each second
# The constant bytes in front of the user data, from frames 45 and 48 of the capture (jaj42/intellipy 092f9af4, MIT)
_REQUEST_HEAD = bytes.fromhex(
    "0508130100160102800014020002c1dc3180a0808001010000a280a003000001a4803080020101060452010001308006025101000000003080"
    "020102060c2a8648ce14020100000001013080060c2a8648ce140201000000020100000000000061803080020101a0806080a180060c2a8648"
    "ce14020100000003010000be802880060c2a8648ce1402010000000101020102"
)
_ACCEPT_HEAD = bytes.fromhex(
    "0508130100160102800014020002c1be3180a0808001010000a280a003000001a58030808001008102510100003080800100810c2a8648ce14"
    "020100000002010000000061803080020101a0806180a180060c2a8648ce14020100000003010000a203020100a305a103020100be80288002"
    "0102"
)
_TAIL = bytes(16)  # the ends of eight open brackets


@dataclass(frozen=True, slots=True, kw_only=True)
class PollProfile:
    """What the client asks for, or what the monitor grants."""

    min_poll_period_s: float = _LONGEST_PERIOD_TICKS / TICKS_PER_SECOND
    largest_message_bytes: int = _LARGEST_REQUESTED
    extensions: int = ONE_SECOND_NUMERICS

    def _packed(self, *, bandwidth: int) -> bytes:
        extension = u16(_POLL_PROFILE_EXTENSION) + sized(u32(self.extensions) + u16(0, 0))
        period_ticks = round(self.min_poll_period_s * TICKS_PER_SECOND)
        profile = u32(_PROFILE_REVISION, period_ticks, self.largest_message_bytes, self.largest_message_bytes)
        profile += u32(bandwidth, _PROFILE_OPTIONS) + u16(1) + sized(extension)
        return u16(0, 0, 1) + sized(u16(_POLL_PROFILE) + sized(profile))

    def packed_request(self) -> bytes:
        system = u32(_PROTOCOL_VERSION, _NOMENCLATURE, _FUNCTIONAL_UNITS, _CLIENT_SYSTEM, _CLIENT_START)
        return system + self._packed(bandwidth=0)

    def packed_accept(self) -> bytes:
        system = u32(_PROTOCOL_VERSION, _NOMENCLATURE, _FUNCTIONAL_UNITS, _MONITOR_SYSTEM, _MONITOR_START)
        return system + self._packed(bandwidth=_NO_ESTIMATE)


@dataclass(frozen=True, slots=True)
class AssociationRequest:
    profile: PollProfile

    def encode(self) -> bytes:
        return _session(SessionKind.REQUEST, _REQUEST_HEAD, self.profile.packed_request())


@dataclass(frozen=True, slots=True)
class AssociationAccept:
    profile: PollProfile

    def encode(self) -> bytes:
        return _session(SessionKind.ACCEPT, _ACCEPT_HEAD, self.profile.packed_accept())


GRANTED = PollProfile(largest_message_bytes=_LARGEST_GRANTED)  # what the captured monitor grants


@dataclass(frozen=True, slots=True)
class SessionMessage:
    """Refusal, release or abort; what they carry beyond their kind is not used."""

    kind: SessionKind

    def encode(self) -> bytes:
        return _FIXED[self.kind]


# Release: frames 44 and 40 of the capture. Abort: a constant of two public programs. No refusal has been captured: the
# simulated monitor sends the shortest one, which says no more than its kind.
_FIXED = {
    SessionKind.RELEASE_REQUEST: bytes.fromhex("0918c11661803080020101a08062808001000000000000000000"),
    SessionKind.RELEASE_RESPONSE: bytes.fromhex("0a18c11661803080020101a08063808001000000000000000000"),
    SessionKind.ABORT: bytes.fromhex("192e110103c129a080a080308002010106025101")
    + bytes.fromhex("00000000")
    + bytes.fromhex("61803080020101a0806480800101")
    + bytes(10),
    SessionKind.REFUSE: b"\x0c\x00",
}
# First byte behind the length, as far as it is known; it tells a message from noise
_BODY_STARTS = {
    SessionKind.RELEASE_REQUEST: b"\xc1",
    SessionKind.RELEASE_RESPONSE: b"\xc1",
    SessionKind.REQUEST: b"\x05",
    SessionKind.ACCEPT: b"\x05",
    SessionKind.ABORT: b"\x11",
    SessionKind.REFUSE: b"\x05\x11\x32\xc1",  # not documented here: any start that the other messages have
}
SessionLayer = AssociationRequest | AssociationAccept | SessionMessage


def _session(kind: SessionKind, head: bytes, user_data: bytes) -> bytes:
    body = head + b"\x81" + _length(len(user_data)) + user_data + _TAIL
    return bytes([kind]) + _length(len(body)) + body


def _length(size: int) -> bytes:
    return bytes([size]) if size < _LONG_LENGTH else bytes([_LONG_LENGTH]) + u16(size)


def session_bytes(head: bytes) -> int | None:
    """Bytes of the session message that begins with `head`; None: too few bytes to tell.

    Raises:
        MalformedError: no such message begins so.

    """
    if head and head[0] not in set(SessionKind):
        raise MalformedError("not a session message")
    if len(head) < 2 or (head[1] == _LONG_LENGTH and len(head) < 4):
        return None
    begin = 4 if head[1] == _LONG_LENGTH else 2
    size = int.from_bytes(head[2:4], "big") if begin == 4 else head[1]
    if size and len(head) > begin and head[begin] not in _BODY_STARTS[SessionKind(head[0])]:
        raise MalformedError("not how this message begins")
    return begin + size


def parse_session(message: bytes) -> SessionLayer:
    """The whole message of the session layer.

    Raises:
        MalformedError: it has not the documented form.

    """
    kind = SessionKind(message[0])
    body = message[4:] if message[1] == _LONG_LENGTH else message[2:]
    match kind:
        case SessionKind.REQUEST:
            return AssociationRequest(_profile(body))
        case SessionKind.ACCEPT:
            return AssociationAccept(_profile(body))
        case SessionKind.RELEASE_REQUEST | SessionKind.RELEASE_RESPONSE:
            if message != _FIXED[kind]:
                raise MalformedError("a release has one form only")
            return SessionMessage(kind)
        case SessionKind.REFUSE | SessionKind.ABORT:  # whatever reason they give, the association is over
            return SessionMessage(kind)


def _profile(body: bytes) -> PollProfile:
    start = body.find(_EXTERNAL)
    start = body.find(_USER_DATA, start) if start >= 0 else -1
    if start < 0:
        raise MalformedError("no user data")
    reader = Reader(body[start + len(_USER_DATA) :])
    short = reader.u8()
    user = Reader(reader.take(reader.u16() if short == _LONG_LENGTH else short))
    if user.u32() != _PROTOCOL_VERSION or user.u32() != _NOMENCLATURE:
        raise MalformedError("another version of the protocol")
    user.take(12)  # functional units, system type, start mode
    user.counted()  # options: empty
    _, profiles = user.counted()
    if profiles.u16() != _POLL_PROFILE:
        raise MalformedError("no poll profile")
    return _poll_profile(profiles.sized())


def _poll_profile(reader: Reader) -> PollProfile:
    reader.u32()  # revision
    period_ticks, largest_received, largest_sent = reader.u32(), reader.u32(), reader.u32()
    reader.take(8)  # bandwidth, options
    count, packages = reader.counted()
    extensions = 0
    for _ in range(count):
        number, package = packages.u16(), packages.sized()
        if number == _POLL_PROFILE_EXTENSION:
            extensions = package.u32()
    return PollProfile(
        min_poll_period_s=period_ticks / TICKS_PER_SECOND,
        largest_message_bytes=max(largest_received, largest_sent),
        extensions=extensions,
    )
