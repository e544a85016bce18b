"""The two ways messages travel: one in a datagram, or framed on the serial port. Pure; bytes to messages and back."""

from typing import Protocol

from drivers.philips_intellivue.protocol import Decoder, Message, parse_message
from drivers.philips_intellivue.serial_frame import FrameDecoder, encode_message


class Line(Protocol):
    """Counts what it read. `pace_s` is the shortest time between two writes."""

    pace_s: float

    @property
    def frames(self) -> int: ...

    @property
    def rejected_bytes(self) -> int: ...

    def pack(self, message: bytes) -> bytes:
        """`message` as it goes over the line."""
        ...

    def unpack(self, written: bytes) -> bytes | None:
        """The message in what was to be written; None: not exactly one."""
        ...

    def read(self, data: bytes) -> list[Message]:
        """Messages that end in `data`, oldest first."""
        ...

    def finish(self) -> list[Message]:
        """The stream is over: give up what waits for an end."""
        ...


class DatagramLine:
    """On the LAN. `boundaries_kept` False: a recording, in which a message may be spread over pieces."""

    def __init__(self, *, boundaries_kept: bool = True) -> None:
        self.pace_s = 0.0
        self._decoder = Decoder()
        self._boundaries_kept = boundaries_kept

    @property
    def frames(self) -> int:
        return self._decoder.frames

    @property
    def rejected_bytes(self) -> int:
        return self._decoder.rejected_bytes

    def pack(self, message: bytes) -> bytes:
        return message

    def unpack(self, written: bytes) -> bytes | None:
        return written

    def read(self, data: bytes) -> list[Message]:
        cut: list[Message] = []
        if self._decoder.waiting_bytes and _is_whole(data):
            cut = self._decoder.finish()  # the message that waits would take its missing bytes out of a good one
        messages = cut + self._decoder.feed(data)
        return messages + self._decoder.finish() if self._boundaries_kept else messages

    def finish(self) -> list[Message]:
        return self._decoder.finish()


def _is_whole(data: bytes) -> bool:
    """Whether `data` are messages from the first byte to the last."""
    probe = Decoder()
    return bool(probe.feed(data)) and probe.rejected_bytes == 0 and probe.waiting_bytes == 0


class SerialLine:
    """On the MIB/RS232 port. A frame with a right check that holds no message of ours is counted as foreign."""

    def __init__(self) -> None:
        self.pace_s = 0.256  # "do not push more than a few frames per 128 ms; drivers write every 256 ms"
        self.foreign: list[bytes] = []  # of the last `read`
        self._decoder = FrameDecoder()
        self._malformed_bytes = 0

    @property
    def frames(self) -> int:
        return self._decoder.frames

    @property
    def rejected_bytes(self) -> int:
        return self._decoder.rejected_bytes + self._malformed_bytes

    def pack(self, message: bytes) -> bytes:
        return encode_message(message)

    def unpack(self, written: bytes) -> bytes | None:
        frames = FrameDecoder().feed(written)
        message = frames[0].message if len(frames) == 1 else None
        return message if message is not None and encode_message(message) == written else None

    def read(self, data: bytes) -> list[Message]:
        messages: list[Message] = []
        self.foreign = []
        for frame in self._decoder.feed(data):
            packed = frame.message
            message = None if packed is None else parse_message(packed)
            if message is not None:
                messages.append(message)
            elif packed is None:
                self.foreign.append(frame.contents)
            else:
                self._malformed_bytes += len(packed)
        return messages

    def finish(self) -> list[Message]:
        self._decoder.finish()
        return []
