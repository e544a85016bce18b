"""Finds out which of the data formats 1, 2, 7 and 8 a device sends, and notices when that changes. Pure.

The format of an OEM module is chosen by a strap or a cable, that of a 9560 by a command long ago; a host cannot ask. A
format counts as found with

* DF2 or DF7: one whole packet, 25 good sums in a row;
* DF1 or DF8: three packets in a row without a byte between. DF2 and DF7 have bit 7 set in each fifth byte, so of any
  nine bytes of theirs at least one has it where three packets of DF1 or DF8 have it clear.

Until then nothing is published. The search begins anew as soon as more than a few bytes in a row cannot be read, which
costs DF2 and DF7 nothing: their next whole packet is proof enough.
"""

from typing import Final

from drivers.nonin.once_a_second import LONG_BYTES, SHORT_BYTES, ReadingDecoder
from drivers.nonin.packets import PACKET_BYTES, PacketDecoder
from drivers.nonin.protocol import DataFormat, Packet, Reading

PROOF_READINGS: Final = 3
LOST_AFTER_BYTES: Final = 2 * LONG_BYTES  # unreadable, then the format is looked for anew
GRACE_BYTES: Final = 2 * PACKET_BYTES  # that no format has explained so far and yet are not counted as damage


class _Trial:
    """All four decoders side by side."""

    def __init__(self) -> None:
        self.tried_bytes = 0
        self._packets = {
            DataFormat.DF2: PacketDecoder(wide_pleth=False),
            DataFormat.DF7: PacketDecoder(wide_pleth=True),
        }
        self._readings = {
            DataFormat.DF8: ReadingDecoder(length=LONG_BYTES),
            DataFormat.DF1: ReadingDecoder(length=SHORT_BYTES),
        }
        self._in_a_row = dict.fromkeys(self._readings, 0)

    @property
    def waiting_bytes(self) -> int:
        waiting = [decoder.waiting_bytes for decoder in self._packets.values()]
        return max(*waiting, *(decoder.waiting_bytes for decoder in self._readings.values()))

    def feed(self, byte: bytes) -> "tuple[DataFormat, PacketDecoder | ReadingDecoder, Packet | Reading] | None":
        """The format that `byte` proves, with its decoder and what it has just said."""
        self.tried_bytes += 1
        for data_format, packets in self._packets.items():
            for packet in packets.feed(byte):
                return data_format, packets, packet
        for data_format, readings in self._readings.items():
            for reading in readings.feed(byte):
                self._in_a_row[data_format] = 1 if reading.after_noise else self._in_a_row[data_format] + 1
                if self._in_a_row[data_format] >= PROOF_READINGS:
                    return data_format, readings, reading
        return None


class DetectingDecoder:
    """Decodes whichever of the four formats comes. `detected` is the one that proved itself last; None: none did."""

    def __init__(self) -> None:
        self.detected: DataFormat | None = None
        self.frames = 0
        self.rejected_bytes = 0
        self._trial = _Trial()
        self._decoder: PacketDecoder | ReadingDecoder | None = None

    @property
    def waiting_bytes(self) -> int:
        """Bytes of what is not whole yet; always fewer than `PACKET_BYTES`."""
        return self._trial.waiting_bytes if self._decoder is None else self._decoder.waiting_bytes

    def feed(self, data: bytes) -> list[Packet | Reading]:
        """What ended with `data`, oldest first."""
        place, said = self._try(data)
        if self._decoder is not None and place < len(data):
            said += self._follow(self._decoder, data[place:])
        return said

    def _try(self, data: bytes) -> tuple[int, list[Packet | Reading]]:
        """Look for a format as long as none is known: how many bytes that took, and what the proof says."""
        for place in range(len(data) if self._decoder is None else 0):
            proof = self._trial.feed(data[place : place + 1])
            if proof is not None:
                self.detected, self._decoder, said = proof
                self.frames += self._decoder.frames
                return place + 1, [said]
            self.rejected_bytes += self._trial.tried_bytes > GRACE_BYTES
        return 0, []

    def _follow(self, decoder: PacketDecoder | ReadingDecoder, data: bytes) -> list[Packet | Reading]:
        frames, rejected = decoder.frames, decoder.rejected_bytes
        said: list[Packet | Reading] = [*decoder.feed(data)]
        self.frames += decoder.frames - frames
        self.rejected_bytes += decoder.rejected_bytes - rejected
        if decoder.rejected_run <= LOST_AFTER_BYTES:
            return said
        self._trial, self._decoder = _Trial(), None
        self._try(decoder.waiting)  # what has begun may be the first packet of the other format
        return [item for item in said if isinstance(item, Packet) or not item.after_noise]
