"""What PM6750 frames say: continuous values, and which cuff result is new.

Pure, and shared by the driver and by captures. When to start the cuff is left to the driver.
"""

from drivers.berry_bci.pm6750 import (
    COMMAND_NAMES,
    NIBP_START,
    NIBP_STOP,
    Command,
    CommandFrame,
    EcgFrame,
    EcgStatus,
    Frame,
    NibpFrame,
    NibpState,
    OtherFrame,
    Patient,
    Spo2Frame,
    Spo2State,
    TemperatureFrame,
    TemperatureState,
)
from drivers.device import Decoded, HostCommand
from drivers.notice_edges import NoticeEdges, State
from drivers.observations import (
    BloodPressure,
    CuffStatus,
    NoticeKind,
    Parameter,
    Provenance,
    Quality,
    Source,
    Stamp,
)
from drivers.streaming import RATE_RANGE, SPO2_RANGE, Reading, StreamInterpreter, seconds_between, within

MEASURING_FRAME_LIFE_S = 10.0  # "about 5 a second during a reading": after so long without one it is not measuring
_WITH_NUMBERS = (NibpState.FINISHED, NibpState.DOUBTFUL)
_SYSTOLIC_RANGE = (30, 280)  # outside it a reading is shown with doubt, not thrown away: severe ones are real
_RESP_RANGE = (1.0, 120.0)
_CELSIUS_RANGE = (20.0, 45.0)
_SPO2_STATES: dict[int, State] = {
    Spo2State.SENSOR_OFF: State("no_sensor", NoticeKind.TECHNICAL, "sensor off"),
    Spo2State.NO_FINGER: State("probe_off", NoticeKind.TECHNICAL, "no finger in the probe"),
    Spo2State.SEARCHING: State("pulse_search", NoticeKind.TECHNICAL, "searching for the pulse"),
    Spo2State.TIMED_OUT: State("pulse_search_long", NoticeKind.TECHNICAL, "search for the pulse timed out"),
}
_LEADS_OFF = State("leads_off", NoticeKind.TECHNICAL, "ECG leads off")
_WEAK_ECG = State("weak_ecg", NoticeKind.TECHNICAL, "weak ECG signal")
_PATIENTS: dict[int, State] = {
    Patient.CHILD: State("child_mode", NoticeKind.TECHNICAL, "the board is set to child"),
    Patient.NEONATE: State("neonate_mode", NoticeKind.TECHNICAL, "the board is set to neonate"),
}


class Pm6750Interpreter(StreamInterpreter[Frame]):
    """Turns frames into observations; each cuff result comes out once, however often the board repeats its frame.

    `live`: on a link, a result that stood there before anything was seen to be measured may be the former patient's,
    so it is OLD. In captures everything belongs to the recording.
    """

    def __init__(self, device_id: str, *, provenance: Provenance, live: bool) -> None:
        super().__init__(device_id, provenance=provenance)
        self._live = live
        self.last_begun: Stamp | None = None  # when the board last began to measure
        self._measuring: Stamp | None = None  # receipt of the last such frame of a reading that has not ended
        self._awaited = False  # told to start, and no measuring frame yet
        self._ours = False  # the reading that runs was started from here
        self._stopped = False  # told to stop while it measured
        self._last: NibpFrame | None = None  # the last frame that was not "measuring"
        self._told: tuple[int | None, ...] | None = None  # numbers of the last reading
        self._oximeter_edges = NoticeEdges(device_id, provenance)
        self._ecg_edges = NoticeEdges(device_id, provenance)

    def is_measuring(self, now: Stamp) -> bool:
        """Whether the board has said so within `MEASURING_FRAME_LIFE_S`, and not that it ended."""
        return self._measuring is not None and seconds_between(self._measuring, now) <= MEASURING_FRAME_LIFE_S

    @property
    def last_measuring(self) -> Stamp | None:
        """Receipt of the newest measuring frame, None once the reading has ended."""
        return self._measuring

    def expect_reading(self) -> None:
        """The board has been told to start: a failure that it reports next is the answer."""
        self._awaited = True

    def expect_stop(self) -> None:
        """The board has been told to stop: the former numbers that it may show next are no new reading."""
        self._stopped = True

    def interpret(self, frame: Frame, stamp: Stamp) -> list[Decoded]:
        broken_off = self._broken_off(stamp)
        match frame:
            case NibpFrame():
                return [*broken_off, *self._nibp(frame, stamp)]
            case Spo2Frame():
                return [*broken_off, *self._spo2(frame, stamp)]
            case EcgFrame():
                return [*broken_off, *self._ecg(frame, stamp)]
            case TemperatureFrame():
                return [*broken_off, *self._temperature(frame, stamp)]
            case CommandFrame(command=command):
                return [*broken_off, self._host_command(command, stamp)]
            case OtherFrame():  # waves and beats are not asked for
                return [*broken_off]

    def _host_command(self, command: Command, stamp: Stamp) -> HostCommand:
        if command == NIBP_START:
            self.expect_reading()
        if command == NIBP_STOP:
            self.expect_stop()
        return HostCommand(command=command.hex(" ").upper(), meaning=COMMAND_NAMES[command], stamp=stamp)

    def _broken_off(self, stamp: Stamp) -> list[Decoded]:
        if self._measuring is None or self.is_measuring(stamp):
            return []
        self._measuring = None
        return [self._numberless(CuffStatus.FAILED, "the board stopped reporting the measurement", stamp)]

    def _nibp(self, frame: NibpFrame, stamp: Stamp) -> list[Decoded]:
        patient = _PATIENTS.get(frame.patient)
        said: list[Decoded] = [*self.edges.update([] if patient is None else [patient], stamp)]
        if frame.state == NibpState.MEASURING:
            return [*said, *self._goes_on(stamp)]
        if self._measuring is not None:
            return [*said, self._ended(frame, stamp)]
        return [*said, *self._stands(frame, stamp)]

    def _goes_on(self, stamp: Stamp) -> list[Decoded]:
        begun, self._measuring = self._measuring is None, stamp
        if not begun:
            return []
        self.last_begun = stamp
        self._ours, self._awaited, self._stopped = self._awaited, False, False
        return [self._numberless(CuffStatus.MEASURING, "measuring", stamp)]

    def _ended(self, frame: NibpFrame, stamp: Stamp) -> BloodPressure:
        """The frame that ends a measurement."""
        self._measuring, self._last = None, frame
        if self._ours:  # a working program sends STOP after every end of what it started: the cuff must be empty
            self.owed.append(NIBP_STOP.encode())
        if self._stopped and _numbers(frame) is not None and _numbers(frame) == self._told:
            return self._numberless(CuffStatus.FAILED, "stopped before a new reading", stamp)
        return self._result(frame, CuffStatus.FAILED, stamp)

    def _stands(self, frame: NibpFrame, stamp: Stamp) -> list[BloodPressure]:
        """A frame outside any measurement: the repetition of the last end, what stood there before, or an answer."""
        if frame == self._last or (frame.state in _WITH_NUMBERS and _numbers(frame) is None):
            return []  # "any NIBP status 0 frame may also arrive at power-up with zeros"
        first, self._last = self._last is None, frame
        if frame.state not in _WITH_NUMBERS and self._awaited:
            self._awaited = False
            return [self._result(frame, CuffStatus.FAILED, stamp)]
        if first:
            return [self._result(frame, CuffStatus.OLD if self._live else CuffStatus.FAILED, stamp)]
        if frame.state not in _WITH_NUMBERS or _numbers(frame) == self._told:
            return []  # the echo of our own STOP, or the former numbers behind it
        return [self._result(frame, CuffStatus.FAILED, stamp)]  # other numbers are another reading

    def _result(self, frame: NibpFrame, without_numbers: CuffStatus, stamp: Stamp) -> BloodPressure:
        """The reading in `frame`; `without_numbers` is its status where there is none, and OLD where it is not new."""
        systolic, diastolic, mean = frame.systolic, frame.diastolic, frame.mean
        if frame.state not in _WITH_NUMBERS:
            return self._numberless(without_numbers, f"failed, code {frame.state}", stamp)
        if systolic is None or diastolic is None or mean is None:
            return self._numberless(without_numbers, "ended without a complete reading", stamp)
        if not systolic > mean > diastolic:
            why = f"impossible numbers: {systolic}/{diastolic}, mean {mean}"
            return self._numberless(without_numbers, why, stamp)
        self._told = _numbers(frame)
        doubts = _doubts(frame.state, systolic)
        return BloodPressure(
            device_id=self.device_id,
            status=CuffStatus.OLD if without_numbers is CuffStatus.OLD else CuffStatus.DONE,
            quality=Quality.QUESTIONABLE if doubts else Quality.VALID,
            stamp=stamp,
            systolic=float(systolic),
            diastolic=float(diastolic),
            mean=float(mean),
            why=", ".join(doubts) or None,
            provenance=self.provenance,
        )

    def _numberless(self, status: CuffStatus, why: str, stamp: Stamp) -> BloodPressure:
        return BloodPressure(
            device_id=self.device_id,
            status=status,
            quality=Quality.INVALID,
            stamp=stamp,
            why=why,
            provenance=self.provenance,
        )

    def _spo2(self, frame: Spo2Frame, stamp: Stamp) -> list[Decoded]:
        self.last_value = stamp
        state = _SPO2_STATES.get(frame.state)
        readings = {
            Parameter.SPO2: within(frame.spo2_percent, SPO2_RANGE, missing="the board gives no SpO2"),
            Parameter.PULSE: within(frame.pulse_per_min, RATE_RANGE, missing="the board gives no pulse"),
        }
        if state is not None or frame.state != Spo2State.OK:
            why = f"oximeter status {frame.state}, which is not documented" if state is None else state.why
            readings = dict.fromkeys(readings, Reading(None, why))
        return [
            *(self.numeric(name, reading, stamp=stamp, source=Source.OXIMETER) for name, reading in readings.items()),
            *self._oximeter_edges.update([] if state is None else [state], stamp),
        ]

    def _ecg(self, frame: EcgFrame, stamp: Stamp) -> list[Decoded]:
        readings = {
            Parameter.HR: within(frame.hr_per_min, RATE_RANGE, missing="the board gives no heart rate"),
            Parameter.RESP: within(frame.resp_per_min, _RESP_RANGE, missing="the board gives no respiratory rate"),
        }
        states = []
        if frame.status & EcgStatus.LEADS_OFF:
            states, readings = [_LEADS_OFF], dict.fromkeys(readings, Reading(None, _LEADS_OFF.why))
        elif frame.status & EcgStatus.WEAK_SIGNAL:
            states = [_WEAK_ECG]
            readings = {name: _doubted(reading, _WEAK_ECG.why) for name, reading in readings.items()}
        return [
            *(self.numeric(name, reading, stamp=stamp, source=Source.ECG) for name, reading in readings.items()),
            *self._ecg_edges.update(states, stamp),
        ]

    def _temperature(self, frame: TemperatureFrame, stamp: Stamp) -> list[Decoded]:
        reading = within(frame.tenths_celsius / 10, _CELSIUS_RANGE, missing="")
        if frame.state in (TemperatureState.PROBE_1_OFF, TemperatureState.PROBE_2_OFF):
            reading = _doubted(
                reading, "one of the two temperature probes is off; which one this is, is not documented"
            )
        elif frame.state != TemperatureState.OK:
            reading = Reading(None, "temperature probes off")
        return [self.numeric(Parameter.TEMPERATURE, reading, stamp=stamp)]


def _doubted(reading: Reading, why: str) -> Reading:
    return reading if reading.value is None else Reading(reading.value, why)


def _doubts(state: int, systolic: int) -> list[str]:
    low, high = _SYSTOLIC_RANGE
    doubts = [f"status {state}, which is not documented"] if state == NibpState.DOUBTFUL else []
    return doubts if low <= systolic <= high else [*doubts, f"systolic outside {low}-{high}"]


def _numbers(frame: NibpFrame) -> tuple[int | None, ...] | None:
    """The frame's three pressures, None if there is not even one."""
    numbers = (frame.systolic, frame.diastolic, frame.mean)
    return None if numbers == (None, None, None) else numbers
