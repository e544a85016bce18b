"""What the room may expect of Contec oximeters."""

from drivers.contec_cms50.driver import LINE, make_capture_decoder, open_contec_driver
from drivers.device import DeviceKind
from drivers.observations import Parameter

KINDS = (
    DeviceKind(
        name="contec_v7",
        title="Contec CMS50D+ / EW / E / F (V7.0)",
        open_driver=open_contec_driver,
        make_decoder=make_capture_decoder,
        period_s=1.0,
        parameters=frozenset({Parameter.SPO2, Parameter.PULSE, Parameter.PERFUSION_INDEX}),
        line=LINE,
        reports_alarms=True,
        nothing_parses_hint=(
            "bytes arrive but no packet can be read: check 115200 baud 8N1 without flow control; an older CMS50 sends "
            "another format (five bytes, protocol V5.0A), which this kind does not read"
        ),
    ),
)
