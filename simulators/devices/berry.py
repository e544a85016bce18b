"""Berry's oximeter module (20-byte format) and its PM6750 board with oximeter, ECG and a cuff that waits for START."""

from typing import Final

from drivers.berry_bci.protocol import (
    ECG_ON,
    NIBP_START,
    NIBP_STOP,
    SPO2_ON,
    BerryPacket,
    BerryStatus,
    CommandFrame,
    EcgFrame,
    EcgStatus,
    NibpFrame,
    NibpState,
    Pm6750Decoder,
    Spo2Frame,
    Spo2State,
)
from simulators.devices.bci_5byte import BciModule
from simulators.devices.cuff import Cuff, CuffOutcome, CuffResult
from simulators.devices.oximeter import Oximeter, OximeterReading, OximeterState
from simulators.devices.pleth import PulseWave
from simulators.patient import Patient

CUFF_FRAMES_PER_S = 5  # "NIBP cuff about 5 a second during a reading"
_BATTERY_PERCENT = 95
_LARGEST_PI_TENTHS = 200
_HIGHEST_PLETH = 100
_ADC_PER_PLETH = 1000
_BERRY_RATES = {0xF0: 50, 0xF1: 100, 0xF2: 200, 0xF3: 1, 0xF6: 0}  # packets a second; F6 stops
_SELECT_BCI, _SELECT_BERRY, _SOFTWARE_VERSION = 0xE0, 0xE1, 0xFF
# Documented frame: Berry protocol V1.0, in zh2x/SpO2-BLE-for-Android 29624358
_VERSION_REPLY = bytes.fromhex("FFAA5356312E30342E30302E333600000000003A")
_BERRY_STATUS = {
    OximeterState.MEASURING: BerryStatus(0),
    OximeterState.SEARCHING: BerryStatus.NO_PULSE,
    OximeterState.SENSOR_OFF: BerryStatus.NO_FINGER | BerryStatus.NO_PULSE,
    OximeterState.NO_SENSOR: BerryStatus.SENSOR_OFF,
}
_SPO2_STATES = {
    OximeterState.MEASURING: Spo2State.OK,
    OximeterState.SEARCHING: Spo2State.SEARCHING,
    OximeterState.SENSOR_OFF: Spo2State.NO_FINGER,
    OximeterState.NO_SENSOR: Spo2State.SENSOR_OFF,
}
_STOPPED_CODE = 2  # of 2 to 10, whose names are not public
_FAILURE_CODES = (3, 4, 5, 6, 8, 9, 10)
_INFLATED_MMHG, _DEFLATION_MMHG_PER_S = 180, 4


class BerryOximeter:
    """One module. It keeps the rate and the format it was last told, and may have been left in the BCI format."""

    cuff: Final = None

    def __init__(self, *, oximeter: Oximeter, packets_per_s: int = 50, in_bci_format: bool = False) -> None:
        self.oximeter: Final = oximeter
        self._bci = BciModule(oximeter=oximeter)
        self._in_bci_format = in_bci_format
        self._packets_per_s = packets_per_s
        self._index = 0
        self._wave = PulseWave(samples_per_s=max(1, packets_per_s))

    def tick(self, t_s: float) -> bytes:
        """Give the packets of this second in the format that is set."""
        if self._in_bci_format:
            return self._bci.tick(t_s)
        reading = self.oximeter.read(t_s)
        return b"".join(self._packet(reading).encode() for _ in range(self._packets_per_s))

    def answer(self, data: bytes, t_s: float) -> bytes:  # noqa: ARG002 - it obeys at once
        """Obey each byte; only the version query is answered."""
        said = b""
        for command in data:
            if command in (_SELECT_BCI, _SELECT_BERRY):
                self._in_bci_format = command == _SELECT_BCI
            elif command in _BERRY_RATES:
                self._packets_per_s = _BERRY_RATES[command]
                self._wave = PulseWave(samples_per_s=max(1, self._packets_per_s))
            elif command == _SOFTWARE_VERSION:
                said += _VERSION_REPLY
        return said

    def _packet(self, reading: OximeterReading) -> BerryPacket:
        height, beat = self._wave.next(reading.pulse_bpm)
        self._index = (self._index + 1) % 256
        pulse, pi = reading.pulse_bpm, reading.perfusion_index_percent
        tenths = None if pi is None else min(round(pi * 10), _LARGEST_PI_TENTHS)
        pleth = round(height * _HIGHEST_PLETH)
        return BerryPacket(
            index=self._index,
            status=_BERRY_STATUS[reading.state] | (BerryStatus.BEAT if beat else BerryStatus(0)),
            spo2_average_percent=reading.spo2_percent,
            spo2_percent=reading.spo2_percent,
            pulse_average_per_min=pulse,
            pulse_per_min=pulse,
            rr_ms=None if pulse is None else round(60_000 / pulse),
            pi_average_tenths=tenths,
            pi_tenths=tenths,
            pleth=pleth,
            adc=pleth * _ADC_PER_PLETH,
            battery_percent=_BATTERY_PERCENT,
            packets_per_s=self._packets_per_s,
        )


class Pm6750:
    """One board. Nothing is sent before it was switched on; the cuff has no cycle of its own.

    Behind a reading its last NIBP frame is repeated once a second. `leads_on` False: nobody wears the electrodes.
    `patient`: whose heart and breath they see; None: the heart rate is the oximeter's pulse, and there is no breath.
    """

    def __init__(
        self, *, oximeter: Oximeter, cuff: Cuff, leads_on: bool = True, patient: Patient | None = None
    ) -> None:
        self.oximeter: Final = oximeter
        self.cuff: Final = cuff
        self.leads_on = leads_on
        self._patient = patient
        self._decoder = Pm6750Decoder()
        self._spo2_on = False
        self._ecg_on = False
        self._started_s = 0.0
        self._shown = NibpFrame(state=NibpState.FINISHED)  # "may also arrive at power-up with zeros"

    def tick(self, t_s: float) -> bytes:
        """Give what this second holds: cuff frames, then the parameters that are switched on."""
        frames = [self._nibp(result).encode() for result in self.cuff.advance(t_s)]
        if self.cuff.busy:
            frames += [self._measuring(t_s).encode()] * CUFF_FRAMES_PER_S
        elif self._spo2_on or self._ecg_on:
            frames.append(self._shown.encode())
        if self._spo2_on:
            frames.append(self._spo2(self.oximeter.read(t_s)).encode())
        if self._ecg_on:
            frames.append(self._ecg(t_s).encode())
        return b"".join(frames)

    def answer(self, data: bytes, t_s: float) -> bytes:
        """Obey each whole command with a right checksum."""
        frames = [frame for frame in self._decoder.feed(data) if isinstance(frame, CommandFrame)]
        return b"".join(self._obey(frame.command, t_s) for frame in frames)

    def _obey(self, command: bytes, t_s: float) -> bytes:
        ended = b"".join(self._nibp(result).encode() for result in self.cuff.advance(t_s))
        if command == NIBP_START and self.cuff.start(t_s):  # while it is busy, nothing comes of it
            self._started_s = t_s
            return ended + self._measuring(t_s).encode()
        if command == NIBP_STOP and (broken_off := self.cuff.cancel(t_s)) is not None:
            return ended + self._nibp(broken_off).encode()
        self._spo2_on = self._spo2_on or command == SPO2_ON
        self._ecg_on = self._ecg_on or command == ECG_ON
        return ended

    def _measuring(self, t_s: float) -> NibpFrame:
        fallen_mmhg = round(_DEFLATION_MMHG_PER_S * (t_s - self._started_s))
        return NibpFrame(state=NibpState.MEASURING, cuff_mmhg=max(0, _INFLATED_MMHG - fallen_mmhg))

    def _nibp(self, result: CuffResult) -> NibpFrame:
        match result.outcome:
            case CuffOutcome.DONE:
                self._shown = NibpFrame(
                    state=NibpState.FINISHED, systolic=result.systolic, diastolic=result.diastolic, mean=result.mean
                )
            case CuffOutcome.FAILED:
                self._shown = NibpFrame(state=_FAILURE_CODES[int(result.ended_s) % len(_FAILURE_CODES)])
            case CuffOutcome.CANCELLED:
                self._shown = NibpFrame(state=_STOPPED_CODE)
        return self._shown

    def _spo2(self, reading: OximeterReading) -> Spo2Frame:
        return Spo2Frame(
            state=_SPO2_STATES[reading.state], spo2_percent=reading.spo2_percent, pulse_per_min=reading.pulse_bpm
        )

    def _ecg(self, t_s: float) -> EcgFrame:
        """The patient's heart goes on when the finger clip has fallen off."""
        if not self.leads_on:
            return EcgFrame(status=EcgStatus.LEADS_OFF, hr_per_min=None, resp_per_min=None)
        if self._patient is None:
            return EcgFrame(status=0, hr_per_min=self.oximeter.read(t_s).pulse_bpm, resp_per_min=None)
        vitals = self._patient.at(t_s)
        return EcgFrame(
            status=0,
            hr_per_min=None if vitals.pulse is None else round(vitals.pulse),
            resp_per_min=None if vitals.respiration is None else round(vitals.respiration),
        )
