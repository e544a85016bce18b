"""The Nellcor device kind as the registry lists it."""

from drivers.device import DeviceKind
from drivers.nellcor_ascii.driver import LINE, NellcorCaptureDecoder, open_nellcor_driver
from drivers.observations import Parameter

KINDS = (
    DeviceKind(
        name="nellcor_ascii",
        title="Nellcor N-560 / N-595 / N-600 (ASCII)",
        open_driver=open_nellcor_driver,
        make_decoder=NellcorCaptureDecoder,
        period_s=2.0,
        line=LINE,
        parameters=frozenset({Parameter.SPO2, Parameter.PULSE}),
        reports_alarms=True,
        nothing_parses_hint=(
            "bytes arrive but no line can be read: the data port is probably not set to ASCII (other choices in the "
            "monitor's menu are OFF, GRAPH, Philips and SPDout), or the baud rate differs (9600 on most models)"
        ),
    ),
)
