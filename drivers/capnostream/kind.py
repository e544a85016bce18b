"""What the room may expect of Capnostream capnographs."""

from drivers.capnostream.driver import LINE, make_capture_decoder, open_capnostream_driver
from drivers.device import DeviceKind
from drivers.observations import Parameter

KINDS = (
    DeviceKind(
        name="capnostream",
        title="Capnostream 20 / 20p / 35",
        open_driver=open_capnostream_driver,
        make_decoder=make_capture_decoder,
        period_s=1.0,
        parameters=frozenset({Parameter.ETCO2, Parameter.RESP, Parameter.SPO2, Parameter.PULSE}),
        line=LINE,
        reports_alarms=True,
        nothing_parses_hint=(
            "bytes arrive but no message can be read: the monitor's port can be set to several baud rates (115200 and "
            "9600 are both in use); 8N1, no flow control"
        ),
        experimental=True,  # the command codes come from one source, and no capture is public
    ),
)
