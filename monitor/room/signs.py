"""What the devices of one place have said that is not a value: alarms of their own, states, and rates side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PULSE_LOST = frozenset({"pulse_search", "pulse_search_long", "pulse_lost", "pulse_lost_interference"})
SENSOR_OFF = frozenset({"probe_off", "no_sensor"})
MUTED = frozenset({"alarms_off", "alarms_paused", "alarms_silenced", "alarms_suspended"})
CLOCK_OFF = frozenset({"clock_off"})  # said by the shell, which compares a device's clock with this computer's

Key = tuple[str, str]  # device and code


@dataclass(slots=True)
class Signs:
    """Owns them for one place."""

    states: dict[Key, str] = field(default_factory=dict)  # with the device's words
    alarms: dict[Key, tuple[int, str]] = field(default_factory=dict)  # priority and words
    ecg: tuple[int, float | None] | None = None  # newest rate of each source, with its tick
    pulse: tuple[int, float | None] | None = None
    mismatch_since: int | None = None
    lost_since: int | None = None
    by_probe: bool = True  # the rate that counts comes from the oximeter's probe, not from an ECG
    session_id: int | None = None  # whose signs these are

    def says(self, codes: frozenset[str]) -> bool:
        """Whether a device here is in one of these states."""
        return any(code in codes for _, code in self.states)

    def words_of(self, codes: frozenset[str]) -> str:
        """What the devices say about these states."""
        return "; ".join(words for (_, code), words in sorted(self.states.items()) if code in codes)

    def pulse_lost_on_sensor(self) -> bool:
        """Whether a device here finds no pulse although its sensor is on."""
        off = {device_id for device_id, code in self.states if code in SENSOR_OFF}
        return any(code in PULSE_LOST and device_id not in off for device_id, code in self.states)

    def change_patient(self, session_id: int | None) -> None:
        """Somebody else is measured from now on, or nobody; what the devices say of themselves still holds."""
        self.ecg = self.pulse = None
        self.mismatch_since = self.lost_since = None
        self.session_id, self.by_probe = session_id, True

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return {
            "states": sorted([*key, words] for key, words in self.states.items()),
            "alarms": sorted([*key, *said] for key, said in self.alarms.items()),
            "ecg": self.ecg,
            "pulse": self.pulse,
            "mismatch_since": self.mismatch_since,
            "lost_since": self.lost_since,
            "by_probe": self.by_probe,
            "session_id": self.session_id,
        }

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> "Signs":
        """Back from `dump`."""
        return cls(
            states={(device_id, code): words for device_id, code, words in data["states"]},
            alarms={(device_id, code): (priority, why) for device_id, code, priority, why in data["alarms"]},
            ecg=None if data["ecg"] is None else tuple(data["ecg"]),
            pulse=None if data["pulse"] is None else tuple(data["pulse"]),
            mismatch_since=data["mismatch_since"],
            lost_since=data["lost_since"],
            by_probe=data["by_probe"],
            session_id=data["session_id"],
        )
