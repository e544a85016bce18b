"""The DINAMAP device kind as the registry lists it."""

from drivers.device import DeviceKind
from drivers.ge_dinamap.driver import LINE, DinamapCaptureDecoder, open_dinamap_driver
from drivers.observations import Parameter

KINDS = (
    DeviceKind(
        name="ge_dinamap",
        title="GE DINAMAP ProCare / CARESCAPE V100",
        open_driver=open_dinamap_driver,
        make_decoder=DinamapCaptureDecoder,
        period_s=1.0,
        line=LINE,
        parameters=frozenset({Parameter.SPO2, Parameter.PULSE}),
        has_cuff=True,
        can_start_cuff=True,
        nothing_parses_hint=(
            "bytes arrive but no reply can be read: check 9600 baud 8N1, the levels of the cable (RS-232, not TTL) "
            "and that the host port is set to host communications"
        ),
        experimental=True,  # replies to START, CANCEL and errors are not public
    ),
)
