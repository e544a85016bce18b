"""The Nonin device kinds as the registry lists them."""

from functools import partial

from drivers.device import DeviceKind
from drivers.nonin.driver import NoninCaptureDecoder, line_of, open_nonin_driver
from drivers.nonin.packets import PACKETS_PER_SECOND
from drivers.nonin.protocol import DataFormat
from drivers.observations import Parameter

_PACKET_PERIOD_S = 1.0 / PACKETS_PER_SECOND
_ONCE_A_SECOND_S = 1.0
_OTHER_FORMAT = (
    "bytes arrive but no packet can be read: check 9600 baud 8N1 and whether the oximeter sends data format 1, 2, 7 or "
    "8; a 9560 is delivered in format 13 (kind nonin_df13), Avant monitors print text (kind nonin_avant_ascii)"
)
_NOT_A_RECORD = (
    "bytes arrive but no record can be read: the oximeter is probably set to a continuous data format "
    "(kinds nonin_df2, nonin_df7, nonin_df8)"
)
_NOT_A_LINE = (
    "bytes arrive but no line can be read: check 9600 baud 8N1 and that the serial output of the monitor is set to "
    "real-time data"
)


def _kind(
    data_format: DataFormat, title: str, *, hint: str, period_s: float = _ONCE_A_SECOND_S, experimental: bool = False
) -> DeviceKind:
    return DeviceKind(
        name=data_format.value,
        title=title,
        open_driver=open_nonin_driver,
        make_decoder=partial(NoninCaptureDecoder, data_format),
        period_s=period_s,
        line=line_of(data_format),
        parameters=frozenset({Parameter.SPO2, Parameter.PULSE}),
        nothing_parses_hint=hint,
        experimental=experimental,
    )


KINDS = (
    _kind(DataFormat.DF1, "Nonin Xpod / OEM III (data format 1)", hint=_OTHER_FORMAT, experimental=True),
    _kind(DataFormat.DF2, "Nonin Xpod / OEM III / 9560 (data format 2)", hint=_OTHER_FORMAT, period_s=_PACKET_PERIOD_S),
    _kind(DataFormat.DF7, "Nonin Xpod / OEM III / 3231 (data format 7)", hint=_OTHER_FORMAT, period_s=_PACKET_PERIOD_S),
    _kind(DataFormat.DF8, "Nonin 9560 / WristOx (data format 8)", hint=_OTHER_FORMAT),
    # No period is true of spot checks; a long one would slow the no-data alarms of all other devices at the place.
    _kind(DataFormat.DF13, "Nonin 9560 spot checks (data format 13)", hint=_NOT_A_RECORD),
    _kind(DataFormat.AVANT, "Nonin Avant / 8500 / 9847 (printed lines)", hint=_NOT_A_LINE, experimental=True),
)
