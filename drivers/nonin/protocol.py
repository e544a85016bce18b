"""The Nonin wire formats, each in a module of its own; this one names them and makes their decoders. All pure."""

from enum import StrEnum
from typing import Protocol

from drivers.nonin.avant import AvantLine, avant_decoder
from drivers.nonin.commands import Command, CommandScanner
from drivers.nonin.once_a_second import LONG_BYTES, SHORT_BYTES, Reading, ReadingDecoder
from drivers.nonin.packets import NO_RATES, Packet, PacketDecoder, Rates
from drivers.nonin.spot_check import SpotCheck, SpotCheckDecoder

__all__ = [
    "NO_RATES",
    "AvantLine",
    "Command",
    "CommandScanner",
    "DataFormat",
    "Decoder",
    "Packet",
    "Rates",
    "Reading",
    "Said",
    "SpotCheck",
    "make_decoder",
]

Said = Packet | Reading | SpotCheck | AvantLine


class DataFormat(StrEnum):
    """The value is the device kind of that format."""

    DF1 = "nonin_df1"
    DF2 = "nonin_df2"
    DF7 = "nonin_df7"
    DF8 = "nonin_df8"
    DF13 = "nonin_df13"
    AVANT = "nonin_avant_ascii"


class Decoder(Protocol):
    """What the decoders of all formats have in common."""

    @property
    def frames(self) -> int: ...

    @property
    def rejected_bytes(self) -> int: ...

    def feed(self, data: bytes) -> list[Packet] | list[Reading] | list[SpotCheck] | list[AvantLine]: ...

    def finish(self) -> list[Packet] | list[Reading] | list[SpotCheck] | list[AvantLine]: ...


def make_decoder(data_format: DataFormat) -> Decoder:
    """A decoder of a stream that is known to be of `data_format` and to begin with a whole packet or line."""
    match data_format:
        case DataFormat.DF1:
            return ReadingDecoder(length=SHORT_BYTES)
        case DataFormat.DF2:
            return PacketDecoder(wide_pleth=False)
        case DataFormat.DF7:
            return PacketDecoder(wide_pleth=True)
        case DataFormat.DF8:
            return ReadingDecoder(length=LONG_BYTES)
        case DataFormat.DF13:
            return SpotCheckDecoder()
        case DataFormat.AVANT:
            return avant_decoder()
