"""What the room may expect of Berry and BCI devices."""

from drivers.berry_bci.driver import (
    BCI_LINE,
    BERRY_LINE,
    make_bci_capture_decoder,
    make_berry_capture_decoder,
    open_bci_driver,
    open_berry_driver,
)
from drivers.berry_bci.pm6750_driver import LINE, make_pm6750_capture_decoder, open_pm6750_driver
from drivers.device import DeviceKind
from drivers.observations import Parameter

KINDS = (
    DeviceKind(
        name="bci_5byte",
        title="BCI 5-byte oximeter (BCI, Berry)",
        open_driver=open_bci_driver,
        make_decoder=make_bci_capture_decoder,
        period_s=1.0,
        parameters=frozenset({Parameter.SPO2, Parameter.PULSE}),
        line=BCI_LINE,
        nothing_parses_hint=(
            "bytes arrive but no packet can be read: check the line (Berry modules 115200 baud 8N1, older BCI modules "
            "4800 or 9600); a Berry module may stand in its 20-byte format, which is the kind berry_20byte"
        ),
    ),
    DeviceKind(
        name="berry_20byte",
        title="Berry oximeter module (20-byte format)",
        open_driver=open_berry_driver,
        make_decoder=make_berry_capture_decoder,
        period_s=1.0,
        parameters=frozenset({Parameter.SPO2, Parameter.PULSE, Parameter.PERFUSION_INDEX}),
        line=BERRY_LINE,
        nothing_parses_hint=(
            "bytes arrive but no packet can be read: check 115200 baud 8N1; a module that knows only the BCI format is "
            "the kind bci_5byte"
        ),
        experimental=True,  # an official document, but no capture is public
    ),
    DeviceKind(
        name="pm6750",
        title="Berry PM6750 board",
        open_driver=open_pm6750_driver,
        make_decoder=make_pm6750_capture_decoder,
        period_s=1.0,
        parameters=frozenset({Parameter.SPO2, Parameter.PULSE, Parameter.HR, Parameter.RESP}),
        line=LINE,
        has_cuff=True,
        can_start_cuff=True,
        nothing_parses_hint="bytes arrive but no frame can be read: check 115200 baud 8N1 without flow control",
        experimental=True,  # no capture is public, and the names of the cuff's failures are not
    ),
)
