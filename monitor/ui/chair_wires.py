"""Asks for bytes and wave of the devices at the chair that somebody looks at, and of no other."""

from monitor.port.device_port import DevicePort, RawPiece, WaveView

BYTES_EVERY_S = 0.5
WAVE_EVERY_S = 0.1  # ten pictures a second: what an eye follows


class ChairWires:
    """Real seconds come with every tick. Without a device port there is nothing to see."""

    def __init__(self, devices: DevicePort | None) -> None:
        self._devices = devices
        self._ids: tuple[str, ...] = ()
        self._bytes_s = self._wave_s = float("-inf")
        self.pieces: dict[str, tuple[RawPiece, ...]] = {}
        self.wave: WaveView | None = None
        self.had_wave = False  # since this chair was chosen: its room is kept

    def follow(self, device_ids: tuple[str, ...]) -> None:
        """Look at these devices from now on; empty for none."""
        if device_ids == self._ids:
            return
        self._ids = device_ids
        self.pieces, self.wave, self.had_wave = {}, None, False
        self._bytes_s = self._wave_s = float("-inf")

    def tick(self, now_s: float) -> None:
        """Ask again where it is time."""
        if self._devices is None or not self._ids:
            return
        if now_s - self._bytes_s >= BYTES_EVERY_S:
            self._bytes_s = now_s
            self.pieces = {device_id: self._devices.raw(device_id) for device_id in self._ids}
        if now_s - self._wave_s >= WAVE_EVERY_S:
            self._wave_s = now_s
            waves = (self._devices.wave(device_id) for device_id in self._ids)
            self.wave = next((wave for wave in waves if wave is not None), None)
            self.had_wave = self.had_wave or self.wave is not None
