"""The Masimo device kind as the registry lists it."""

from drivers.device import DeviceKind
from drivers.masimo_ascii1.driver import LINE, MasimoCaptureDecoder, open_masimo_driver
from drivers.observations import Parameter

KINDS = (
    DeviceKind(
        name="masimo_ascii1",
        title="Masimo Rad-8 / Radical-7 (ASCII 1)",
        open_driver=open_masimo_driver,
        make_decoder=MasimoCaptureDecoder,
        period_s=1.0,
        line=LINE,
        parameters=frozenset({Parameter.SPO2, Parameter.PULSE, Parameter.PERFUSION_INDEX}),
        reports_alarms=True,
        nothing_parses_hint=(
            "bytes arrive but no line can be read: the serial output is probably set to ASCII 2; "
            "choose ASCII 1 (AS1) under SEr in menu level 3 of the oximeter"
        ),
    ),
)
