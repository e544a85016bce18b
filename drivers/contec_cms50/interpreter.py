"""What Contec V7.0 packets say about the patient and the probe. Pure; shared by the driver and by captures."""

from dataclasses import dataclass

from drivers.contec_cms50.protocol import SAMPLES_PER_S, Command, Other, Packet, PacketType, RealTime, Request, Status
from drivers.device import Decoded, HostCommand
from drivers.notice_edges import State
from drivers.observations import NoticeKind, Parameter, Provenance, Source, Stamp
from drivers.settling import Settler, Verdict
from drivers.streaming import RATE_RANGE, SPO2_RANGE, Reading, StreamInterpreter, within
from drivers.wave_block import WaveBlock

WAVE_BLOCK_SAMPLES = 15  # a quarter of a second
PI_RANGE = (0.01, 20.0)  # 0 is no signal; beyond 20 % no oximeter displays one
ONE_PACKET = "in one packet only"
_UNUSABLE = {
    Status.PROBE_ERROR: State("probe_off", NoticeKind.TECHNICAL, "finger out, or probe error"),
    Status.SEARCHING: State("pulse_search", NoticeKind.TECHNICAL, "searching for the pulse"),
    Status.SEARCHING_TOO_LONG: State("pulse_search_long", NoticeKind.TECHNICAL, "has searched too long for the pulse"),
}
# The document names this bit "SpO2 dropping" or "SpO2 low"; with which limit it does not say.
_SPO2_LOW = State("spo2_low", NoticeKind.PHYSIOLOGICAL, "the oximeter reports that SpO2 is low or falling")
_DISCONNECTING = State("disconnecting", NoticeKind.TECHNICAL, "the oximeter says that it stops sending")
_RESULTS = {
    0: "done",
    1: "the oximeter is shutting down",
    2: "stopped at the oximeter",
    3: "the oximeter is recording",
    4: "deleting failed",
    5: "not supported",
}
_MEANT = ~Status.BEEP  # which comes and goes with every heart beat


@dataclass(frozen=True, slots=True)
class _Vitals:
    """The part of a packet that stays the same for many packets."""

    status: Status
    pulse_per_min: int | None
    spo2_percent: int | None
    pi_hundredths: int | None


class Interpreter(StreamInterpreter[Packet]):
    """Publishes each change, and what stands once a second. The format has no checksum: see `drivers.settling`."""

    def __init__(self, device_id: str, *, provenance: Provenance) -> None:
        super().__init__(device_id, provenance=provenance)
        self._settler: Settler[_Vitals] = Settler(confirm=True)
        self._states: list[State] = []
        self._pleth = WaveBlock("pleth", device_id=device_id, provenance=provenance, samples=WAVE_BLOCK_SAMPLES)

    def interpret(self, frame: Packet, stamp: Stamp) -> list[Decoded]:
        match frame:
            case RealTime():
                return self._real_time(frame, stamp)
            case Request(command=command):
                known = command in set(Command)
                meaning = Command(command).meaning if known else "not documented"
                return [HostCommand(command=f"{command:02X}", meaning=meaning, stamp=stamp)]
            case Other(kind=PacketType.DISCONNECTING):
                return self._told(stamp, leaving=True)
            case Other(kind=PacketType.RESULT, data=data):
                return self._result(data, stamp)
            case Other():
                return []  # texts (one may be a person's name), stored data, and types that nobody has documented

    def finish(self) -> list[Decoded]:
        return self._published(self._settler.finish())

    def _real_time(self, packet: RealTime, stamp: Stamp) -> list[Decoded]:
        self.last_value = stamp
        vitals = _Vitals(packet.status & _MEANT, packet.pulse_per_min, packet.spo2_percent, packet.pi_hundredths)
        sample = None if _words(packet.status) else float(packet.pleth)
        wave = self._pleth.add(sample, rate_hz=SAMPLES_PER_S, stamp=stamp)
        return [*self._published(self._settler.take(vitals, stamp)), *wave]

    def _published(self, verdicts: list[Verdict[_Vitals]]) -> list[Decoded]:
        published: list[Decoded] = []
        for verdict in verdicts:
            published += self._numerics(verdict)
            if verdict.sure:
                self._states = _states(verdict.state.status)
                published += self._told(verdict.stamp, leaving=False)
        return published

    def _numerics(self, verdict: Verdict[_Vitals]) -> list[Decoded]:
        vitals = verdict.state
        why = ", ".join(_words(vitals.status))
        pi = None if vitals.pi_hundredths is None or Status.PI_INVALID in vitals.status else vitals.pi_hundredths / 100
        readings = {
            Parameter.SPO2: within(vitals.spo2_percent, SPO2_RANGE, missing=why or "the oximeter gives no SpO2"),
            Parameter.PULSE: within(vitals.pulse_per_min, RATE_RANGE, missing=why or "the oximeter gives no pulse"),
            Parameter.PERFUSION_INDEX: within(pi, PI_RANGE, missing=why or "the oximeter gives no perfusion index"),
        }
        return [
            self.numeric(
                parameter,
                _judged(reading, unusable=why, sure=verdict.sure),
                stamp=verdict.stamp,
                source=Source.OXIMETER,
            )
            for parameter, reading in readings.items()
        ]

    def _told(self, stamp: Stamp, *, leaving: bool) -> list[Decoded]:
        states = [*self._states, _DISCONNECTING] if leaving else self._states
        return [*self.edges.update(states, stamp)]

    def _result(self, data: bytes, stamp: Stamp) -> list[Decoded]:
        """A refusal is told until values come; "done" says nothing that the values do not say."""
        if len(data) < 2 or data[1] == 0:
            return []
        why = _RESULTS.get(data[1], f"reason {data[1]:02X}")
        refused = State("command_refused", NoticeKind.TECHNICAL, f"command {data[0] | 0x80:02X} not done: {why}")
        return [*self.edges.update([*self._states, refused], stamp)]


def _judged(reading: Reading, *, unusable: str, sure: bool) -> Reading:
    if unusable:
        return Reading(None, unusable)
    if sure or reading.value is None:
        return reading
    return Reading(reading.value, ONE_PACKET)


def _words(status: Status) -> list[str]:
    return [state.why for flag, state in _UNUSABLE.items() if flag in status]


def _states(status: Status) -> list[State]:
    unusable = [state for flag, state in _UNUSABLE.items() if flag in status]
    # "low" of a value that the device itself calls unusable is no patient's condition
    return unusable or [_SPO2_LOW] * (Status.SPO2_LOW in status)
