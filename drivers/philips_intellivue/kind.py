"""What the room may expect of IntelliVue monitors: the entries of the registry."""

from drivers.device import DeviceKind
from drivers.philips_intellivue.capture import serial_capture_decoder, udp_capture_decoder
from drivers.philips_intellivue.driver import LINE_DEFAULTS, open_intellivue_serial, open_intellivue_udp
from drivers.philips_intellivue.interpreter import MEASURED
from drivers.philips_intellivue.protocol import ANNOUNCEMENT_PORT, DATA_PORT

KINDS = (
    DeviceKind(
        name="intellivue_udp",
        title="Philips IntelliVue (LAN)",
        open_driver=open_intellivue_udp,
        make_decoder=udp_capture_decoder,
        period_s=1.024,  # steps of the captured monitor's relative time
        parameters=MEASURED,
        has_cuff=True,
        reports_alarms=True,
        nothing_parses_hint=(
            "datagrams arrive but none is of Data Export: check that the address is the monitor's own and that its "
            "software offers Data Export on the LAN"
        ),
        experimental=True,  # the layout of alarms is of medium certainty
        udp_ports=(DATA_PORT, ANNOUNCEMENT_PORT),
    ),
    DeviceKind(
        name="intellivue_serial",
        title="Philips IntelliVue (MIB/RS232)",
        open_driver=open_intellivue_serial,
        make_decoder=serial_capture_decoder,
        period_s=1.024,
        parameters=MEASURED,
        line=LINE_DEFAULTS,
        has_cuff=True,
        reports_alarms=True,
        nothing_parses_hint=(
            "bytes arrive but no frame can be read: the port must run at 115200 8N1 without flow control, also in the "
            "settings of a serial server, and the monitor's MIB/RS232 port must be set to Data Export"
        ),
        experimental=True,  # as above, and no raw capture of the serial port is public
    ),
)
