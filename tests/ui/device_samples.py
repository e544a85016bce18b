"""Devices in every state, for tests of the devices page."""

from dataclasses import dataclass, field, replace

from ui_builders import NOW, chair, room

from drivers.clock import MANUAL_START
from monitor.port.device_port import RawPiece, WaveView
from monitor.port.snapshot import DeviceValue, DeviceView, LinkReport, RecordingView, Snapshot, UnassignedView

ASCII_2 = "The port is open, bytes arrive but no line can be read: the serial output is probably set to ASCII 2."
HEALTHY = DeviceView(
    device_id="rad8-1",
    kind="masimo_ascii1",
    place_id="1",
    on_line=True,
    title="Masimo Rad-8 / Radical-7 (ASCII 1)",
    report=LinkReport(
        link="serial:///dev/ttyUSB0?baud=9600",
        on_line_since_utc_ms=NOW.utc_ms - 600_000,
        last_byte_age_s=0.4,
        last_frame_age_s=0.4,
        received_bytes=60_000,
        frames=600,
        frames_per_s=1.0,
        rejected_share=0.0,
        clock_offset_s=-75.0,
        values=(
            DeviceValue(name="perfusion_index", unit="%", value=2.3, age_s=0.4),
            DeviceValue(name="pulse", unit="/min", value=72.0, age_s=0.4, questionable=True, why="low perfusion"),
            DeviceValue(name="spo2", unit="%", value=98.0, age_s=0.4),
        ),
    ),
)
CUFF = DeviceView(
    device_id="dinamap-1",
    kind="ge_dinamap",
    place_id="1",
    on_line=True,
    title="GE DINAMAP ProCare / CARESCAPE V100",
    report=LinkReport(
        link="tcp://moxa:4001",
        experimental=True,
        frames_per_s=3.5,
        rejected_share=0.023,
        rejected_bytes=23,
        received_bytes=1000,
        values=(
            DeviceValue(name="nibp", unit="mm[Hg]", value=128.0, diastolic=76.0, mean=93.0, age_s=130.0),
            DeviceValue(name="spo2", unit="%", value=None, why="sensor off"),
        ),
        diagnosis=("2.3 % of the bytes of the last 30 s cannot be read.",),
    ),
)
WRONG_MODE = DeviceView(
    device_id="rad8-2",
    kind="masimo_ascii1",
    place_id="2",
    on_line=False,
    why="bytes arrive",
    title="Masimo Rad-8 / Radical-7 (ASCII 1)",
    report=LinkReport(link="serial:///dev/ttyUSB1?baud=9600", received_bytes=4096, diagnosis=(ASCII_2,), restarts=1),
)
GATEWAY = UnassignedView(
    link="mqtt://vitals/v1/clinic1/gw7", what="CARESCAPE V100", kind="mqtt_native", seen="publishing"
)


def devices_room(*devices: DeviceView, strangers: tuple[UnassignedView, ...] = ()) -> Snapshot:
    return replace(room(chair("1"), chair("2")), devices=devices or (HEALTHY, CUFF, WRONG_MODE), unassigned=strangers)


def recorded(device: DeviceView, recording: RecordingView) -> DeviceView:
    return replace(device, report=replace(device.report, recording=recording))


@dataclass
class FakeWires:
    """A `DevicePort` that the test sets."""

    pieces: tuple[RawPiece, ...] = (
        RawPiece(MANUAL_START, b"\x0d NA!2\x0d", sent=True),
        RawPiece(MANUAL_START.earlier(-0.02), b" NA0109999000"),
    )
    refusal: str = ""
    asked: list[str] = field(default_factory=list)
    asked_waves: list[str] = field(default_factory=list)
    shown_wave: WaveView | None = None
    started: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    def raw(self, device_id: str) -> tuple[RawPiece, ...]:
        self.asked.append(device_id)
        return self.pieces

    def wave(self, device_id: str) -> WaveView | None:
        self.asked_waves.append(device_id)
        return self.shown_wave

    def start_recording(self, device_id: str) -> str:
        self.started.append(device_id)
        return self.refusal

    def stop_recording(self, device_id: str) -> None:
        self.stopped.append(device_id)
