"""What a screen may do with one device: look at its last bytes and its wave, record. Implements `DevicePort`."""

from collections.abc import Sequence
from pathlib import Path

from drivers.clock import Clock
from monitor.engine.recorder import RawRecorder, RecordingError
from monitor.engine.supervisor import Supervisor
from monitor.port.device_port import RawPiece, WaveView

NO_FOLDER = "this room keeps no recordings"
NO_DEVICE = "there is no device of this name"
MESSAGES = "its messages come through a broker: only what goes over a wire of its own can be recorded and decoded"


class DeviceDesk:
    """Owns the recordings that screens began. Every call is safe from any thread."""

    def __init__(self, supervisors: Sequence[Supervisor], *, clock: Clock, folder: Path | None) -> None:
        """`folder` is where recordings go; None: nowhere."""
        self._supervisors = {each.spec.device_id: each for each in supervisors}
        self._clock = clock
        self._folder = folder

    def raw(self, device_id: str) -> tuple[RawPiece, ...]:
        supervisor = self._supervisors.get(device_id)
        return () if supervisor is None else supervisor.watch.wire.pieces()

    def wave(self, device_id: str) -> WaveView | None:
        supervisor = self._supervisors.get(device_id)
        return None if supervisor is None else supervisor.watch.waves.view()

    def start_recording(self, device_id: str) -> str:
        if self._folder is None:
            return NO_FOLDER
        begun = self._clock.now().utc.strftime("%Y%m%dT%H%M%SZ")
        return self.record_to(device_id, self._folder / f"{device_id}-{begun}.jsonl")

    def record_to(self, device_id: str, path: Path) -> str:
        """Record into a new file at `path`; why that is not possible, or nothing."""
        supervisor = self._supervisors.get(device_id)
        if supervisor is None:
            return NO_DEVICE
        if not supervisor.watch.can_record:
            return MESSAGES
        try:
            supervisor.watch.wire.record(RawRecorder(path, clock=self._clock))
        except RecordingError as error:
            return str(error)
        return ""

    def stop_recording(self, device_id: str) -> None:
        supervisor = self._supervisors.get(device_id)
        if supervisor is not None:
            supervisor.watch.wire.record(None)

    def close(self) -> None:
        """End every recording."""
        for device_id in self._supervisors:
            self.stop_recording(device_id)
