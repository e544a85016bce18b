"""Gathers single samples of a wave into blocks of equal length. Drawing them is left to the monitor."""

from drivers.observations import Provenance, Stamp, Waveform


class WaveBlock:
    """One wave of one device; `samples` to a block, so that blocks do not depend on how the bytes were cut."""

    def __init__(self, label: str, *, device_id: str, provenance: Provenance, samples: int) -> None:
        self._label = label
        self._device_id = device_id
        self._provenance = provenance
        self._length = samples
        self._samples: list[float | None] = []

    def add(self, sample: float | None, *, rate_hz: float, stamp: Stamp) -> list[Waveform]:
        """The block that `sample` completes, if it completes one; None is a sample that the device could not take."""
        self._samples.append(sample)
        if len(self._samples) < self._length:
            return []
        taken, self._samples = tuple(self._samples), []
        return [
            Waveform(
                device_id=self._device_id,
                label=self._label,
                samples=taken,
                rate_hz=rate_hz,
                stamp=stamp,
                provenance=self._provenance,
            )
        ]
