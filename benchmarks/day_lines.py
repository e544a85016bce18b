"""The monitor's end of the lines of a simulated day: the drivers' own decoders on the bytes of `day_bedside`.

Bytes go straight into the decoder and the interpreter that the driver of the kind is made of. The event loop, the
transports and the drivers' waiting are left out: on a virtual clock nothing waits, and a turn of the loop for each of a
million answers would measure asyncio. Those parts have tests of their own.
"""

from typing import Protocol

from benchmarks.day_bedside import Said
from benchmarks.day_plan import DevicePlan
from drivers.device import LinkStatistics
from drivers.ge_dinamap.interpreter import Interpreter as DinamapInterpreter
from drivers.ge_dinamap.protocol import Decoder as DinamapDecoder
from drivers.ge_dinamap.protocol import Request
from drivers.masimo_ascii1.driver import MasimoReader
from drivers.masimo_ascii1.interpreter import Interpreter as MasimoInterpreter
from drivers.masimo_ascii1.protocol import Decoder as MasimoDecoder
from drivers.mqtt.intake import Intake
from drivers.observations import Observation, Provenance, Stamp
from simulators.kinds import DeviceKind


class Line(Protocol):
    """The decoding half of one device's driver."""

    @property
    def statistics(self) -> LinkStatistics: ...

    def open(self, stamp: Stamp) -> None:
        """Begin anew, as a driver does that was just opened."""
        ...

    def hear(self, said: tuple[Said, ...], stamp: Stamp) -> list[Observation]:
        """Give what the monitor learns from these messages."""
        ...


class MasimoLine:
    """An oximeter that talks by itself."""

    def __init__(self, plan: DevicePlan) -> None:
        self._plan = plan
        self._reader = self._new_reader()

    @property
    def statistics(self) -> LinkStatistics:
        return self._reader.statistics

    def open(self, stamp: Stamp) -> None:
        del stamp
        self._reader = self._new_reader()

    def hear(self, said: tuple[Said, ...], stamp: Stamp) -> list[Observation]:
        found: list[Observation] = []
        for message in said:
            for piece in message.pieces:
                found += self._reader.read(piece, stamp)
        return found

    def _new_reader(self) -> MasimoReader:
        interpreter = MasimoInterpreter(self._plan.device_id, provenance=Provenance.SIMULATED)
        return MasimoReader(decoder=MasimoDecoder(skip_first_line=True), interpreter=interpreter)


class DinamapLine:
    """A monitor that is asked once a second; each answer belongs to one request."""

    def __init__(self, plan: DevicePlan) -> None:
        self._plan = plan
        self.statistics = LinkStatistics()
        self._decoder = DinamapDecoder()
        self._interpreter: DinamapInterpreter | None = None

    def open(self, stamp: Stamp) -> None:
        self.statistics = LinkStatistics()
        self._decoder = DinamapDecoder()
        self._interpreter = DinamapInterpreter(self._plan.device_id, provenance=Provenance.SIMULATED, opened=stamp)

    def hear(self, said: tuple[Said, ...], stamp: Stamp) -> list[Observation]:
        found: list[Observation] = []
        for message in said:
            found += self._read(message, stamp)
        self.statistics.frames = self._decoder.frames
        self.statistics.rejected_bytes = self._decoder.rejected_bytes
        return found

    def _read(self, reply: Said, stamp: Stamp) -> list[Observation]:
        """What the answer to one request says; a damaged or lost one says nothing and is not asked for again."""
        if self._interpreter is None:
            raise ValueError("a line is opened before it is read")
        fitting = None
        for piece in reply.pieces:
            self.statistics.received_bytes += len(piece)
            self.statistics.last_byte = stamp
            for message in self._decoder.feed(piece):
                self.statistics.last_frame = stamp
                if not isinstance(message, Request) and message.letters == reply.subject:
                    fitting = message
        if fitting is None:
            self._decoder.reset()  # half an answer that is given up must not stand before the next one
            return []
        return self._interpreter.interpret(fitting, stamp, delay_s=0.0)


class MqttLine:
    """A monitor on a broker."""

    def __init__(self, plan: DevicePlan) -> None:
        self._plan = plan
        self.statistics = LinkStatistics()
        self._intake = self._new_intake()

    def open(self, stamp: Stamp) -> None:
        del stamp
        self._intake = self._new_intake()

    def hear(self, said: tuple[Said, ...], stamp: Stamp) -> list[Observation]:
        found: list[Observation] = []
        for message in said:
            for payload in message.pieces:
                found += self._intake.feed(message.subject, payload, retained=False, stamp=stamp)
        return found

    def _new_intake(self) -> Intake:
        self.statistics = LinkStatistics()
        return Intake(device_id=self._plan.device_id, provenance=Provenance.SIMULATED, statistics=self.statistics)


def make_line(plan: DevicePlan) -> Line:
    """The monitor's end of one device's line."""
    match plan.kind:
        case DeviceKind.GE_DINAMAP:
            return DinamapLine(plan)
        case DeviceKind.MASIMO_ASCII1:
            return MasimoLine(plan)
        case DeviceKind.MQTT_NATIVE:
            return MqttLine(plan)
        case _:
            raise ValueError(f"no line for {plan.kind}")
