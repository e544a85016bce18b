"""What BCI and Berry packets say about the patient and the probe. Pure; shared by the drivers and by captures."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag

from drivers.berry_bci.bci_5byte import BciPacket, BciStatus
from drivers.berry_bci.berry_20byte import BerryFrame, BerryPacket, BerryStatus, VersionText
from drivers.device import Decoded
from drivers.notice_edges import State
from drivers.observations import Notice, NoticeKind, Parameter, Provenance, Source, Stamp
from drivers.settling import Settler, Verdict
from drivers.streaming import RATE_RANGE, SPO2_RANGE, Reading, StreamInterpreter, within
from drivers.wave_block import WaveBlock

ONE_PACKET = "in one packet only"
PI_RANGE = (0.1, 20.0)  # sent in tenths, 0 for no value; beyond 20 % no oximeter displays one
WAVE_BLOCK_SAMPLES = 10
_BCI_STATES: Mapping[IntFlag, State] = {
    BciStatus.PROBE_UNPLUGGED: State("no_sensor", NoticeKind.TECHNICAL, "probe unplugged"),
    BciStatus.NO_FINGER: State("probe_off", NoticeKind.TECHNICAL, "no finger in the probe"),
    BciStatus.NO_SIGNAL: State("no_signal", NoticeKind.TECHNICAL, "no signal"),
    BciStatus.SEARCHING: State("pulse_search", NoticeKind.TECHNICAL, "searching for the pulse"),
}
_BERRY_STATES: Mapping[IntFlag, State] = {
    BerryStatus.SENSOR_OFF: State("no_sensor", NoticeKind.TECHNICAL, "sensor off"),
    BerryStatus.NO_FINGER: State("probe_off", NoticeKind.TECHNICAL, "no finger in the probe"),
    BerryStatus.NO_PULSE: State("pulse_search", NoticeKind.TECHNICAL, "no pulse found"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vitals:
    """The part of a packet that stays the same for many packets. Every state in it withholds the values."""

    states: tuple[State, ...]
    pulse_per_min: int | None
    spo2_percent: int | None
    pi_tenths: int | None = None


def _readings(vitals: _Vitals, *, sure: bool) -> dict[Parameter, Reading]:
    if vitals.states:
        withheld = Reading(None, ", ".join(state.why for state in vitals.states))
        return {Parameter.SPO2: withheld, Parameter.PULSE: withheld}
    readings = {
        Parameter.SPO2: within(vitals.spo2_percent, SPO2_RANGE, missing="the module gives no SpO2"),
        Parameter.PULSE: within(vitals.pulse_per_min, RATE_RANGE, missing="the module gives no pulse"),
    }
    return readings if sure else {parameter: _doubted(reading) for parameter, reading in readings.items()}


def _doubted(reading: Reading) -> Reading:
    return reading if reading.value is None else Reading(reading.value, ONE_PACKET)


class BciInterpreter(StreamInterpreter[BciPacket]):
    """Publishes each change, and what stands once a second. The format has no checksum: see `drivers.settling`."""

    def __init__(self, device_id: str, *, provenance: Provenance) -> None:
        super().__init__(device_id, provenance=provenance)
        self._settler: Settler[_Vitals] = Settler(confirm=True)

    def interpret(self, frame: BciPacket, stamp: Stamp) -> list[Decoded]:
        self.last_value = stamp
        vitals = _Vitals(
            states=_states(frame.status, _BCI_STATES),
            pulse_per_min=frame.pulse_per_min,
            spo2_percent=frame.spo2_percent,
        )
        return self._published(self._settler.take(vitals, stamp))

    def finish(self) -> list[Decoded]:
        return self._published(self._settler.finish())

    def _published(self, verdicts: list[Verdict[_Vitals]]) -> list[Decoded]:
        published: list[Decoded] = []
        for verdict in verdicts:
            for parameter, reading in _readings(verdict.state, sure=verdict.sure).items():
                published.append(self.numeric(parameter, reading, stamp=verdict.stamp, source=Source.OXIMETER))
            if verdict.sure:
                published += self.edges.update(verdict.state.states, verdict.stamp)
        return published


class BerryInterpreter(StreamInterpreter[BerryFrame]):
    """The averaged values, each change at once and what stands once a second; the checksum has proved each packet."""

    def __init__(self, device_id: str, *, provenance: Provenance) -> None:
        super().__init__(device_id, provenance=provenance)
        self._settler: Settler[_Vitals] = Settler(confirm=False)
        self._pleth = WaveBlock("pleth", device_id=device_id, provenance=provenance, samples=WAVE_BLOCK_SAMPLES)

    def interpret(self, frame: BerryFrame, stamp: Stamp) -> list[Decoded]:
        match frame:
            case VersionText(text=text):
                return [self._version(text, stamp)]
            case BerryPacket():
                return self._packet(frame, stamp)

    def _packet(self, packet: BerryPacket, stamp: Stamp) -> list[Decoded]:
        self.last_value = stamp
        vitals = _Vitals(
            states=_states(packet.status, _BERRY_STATES),
            pulse_per_min=packet.pulse_average_per_min,
            spo2_percent=packet.spo2_average_percent,
            pi_tenths=packet.pi_average_tenths,
        )
        said: list[Decoded] = []
        for verdict in self._settler.take(vitals, stamp):
            for parameter, reading in {**_readings(vitals, sure=True), Parameter.PERFUSION_INDEX: _pi(vitals)}.items():
                said.append(self.numeric(parameter, reading, stamp=stamp, source=Source.OXIMETER))
            said += self.edges.update(verdict.state.states, stamp)
        return [*said, *self._wave(packet, stamp)]

    def _wave(self, packet: BerryPacket, stamp: Stamp) -> list[Decoded]:
        if packet.packets_per_s <= 1:  # once a second is no wave; 0 is not documented
            return []
        usable = not packet.status & ~BerryStatus.BEAT
        return [*self._pleth.add(float(packet.pleth) if usable else None, rate_hz=packet.packets_per_s, stamp=stamp)]

    def _version(self, text: str, stamp: Stamp) -> Notice:
        return Notice(
            device_id=self.device_id,
            code="software_version" if text.startswith("S") else "version",
            kind=NoticeKind.INFORMATION,
            stamp=stamp,
            why=text,
            provenance=self.provenance,
        )


def _states(status: IntFlag, table: Mapping[IntFlag, State]) -> tuple[State, ...]:
    return tuple(state for flag, state in table.items() if status & flag)


def _pi(vitals: _Vitals) -> Reading:
    if vitals.states:
        return Reading(None, ", ".join(state.why for state in vitals.states))
    value = None if vitals.pi_tenths is None else vitals.pi_tenths / 10
    return within(value, PI_RANGE, missing="the module gives no perfusion index")
