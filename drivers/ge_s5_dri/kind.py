"""The DRI device kind as the registry lists it."""

from drivers.device import DeviceKind
from drivers.ge_s5_dri.asking import INTERVAL_S
from drivers.ge_s5_dri.driver import LINE, DriCaptureDecoder, open_dri_driver
from drivers.observations import Parameter

KINDS = (
    DeviceKind(
        name="ge_dri",
        title="GE S/5, CARESCAPE and B-series monitors (DRI)",
        open_driver=open_dri_driver,
        make_decoder=DriCaptureDecoder,
        period_s=float(INTERVAL_S),
        parameters=frozenset(
            {Parameter.HR, Parameter.PULSE, Parameter.SPO2, Parameter.RESP, Parameter.TEMPERATURE},
        ),
        line=LINE,
        has_cuff=True,
        reports_alarms=True,
        nothing_parses_hint=(
            "bytes arrive but no record can be read: check 19200 baud (some CARESCAPE: 115200), 8 data bits, EVEN "
            "parity, 1 stop bit and RTS/CTS, also in the serial server; without even parity everything looks like noise"
        ),
        experimental=True,  # widths in the alarm record are inferred, and no model was seen answering our requests
    ),
)
