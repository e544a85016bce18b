"""The DRI monitor from the other end, in conversations: requests as the specification prints them."""

from dataclasses import replace

import pytest
from simulator_helpers import EPOCH, WELL, FixedPatient

from drivers.ge_s5_dri.asking import Asker
from drivers.ge_s5_dri.driver import DriCaptureDecoder
from drivers.ge_s5_dri.messages import AlarmStatus, Aux, Displayed, Message, NibpBit, Silence, messages_in
from drivers.ge_s5_dri.protocol import Decoder
from drivers.ge_s5_dri.requests import AlarmCommand, AlarmRequest, ValuesRequest, Wanted
from drivers.observations import NANOSECONDS_PER_SECOND, BloodPressure, CuffStatus, Notice, Numeric, Parameter, Stamp
from simulators.devices.cuff import Cuff, CuffSettings, CycleChange
from simulators.devices.ge_dri import DriMonitor, DriSettings
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.patient import Vitals

# GE S/5 Computer Interface Specification M1017617, 12th edition, appendix A
DISPLAYED_10S = bytes.fromhex(
    "7e310000000000000000000000000000000000000000ff000000000000000000000000000000000000010a000e0000000000497e"
)
DISPLAYED_STOP = bytes.fromhex(
    "7e310000000000000000000000000000000000000000ff000000000000000000000000000000000000010000000000000000317e"
)
TREND_60S = bytes.fromhex(
    "7e310000000000000000000000000000000000000000ff000000000000000000000000000000000000033c000e00000000007d5d7e"
)
ECG_WAVE = bytes.fromhex(
    "7e480000000000000000000000000001000000000000ff0000000000000000000000000000000000000000000001ff"
    "0000000000000000000000000000000000000000000000000000487e"
)
ALARM_STATUS = AlarmRequest(AlarmCommand.SEND_STATUS).record(10).encode()
ALARM_CHANGES = AlarmRequest(AlarmCommand.ENTER_DIFFERENTIAL).record(10).encode()
ONE_CYCLE = (CycleChange(from_s=0.0, interval_s=300.0),)


def monitor(
    patient: FixedPatient | None = None,
    *,
    settings: DriSettings | None = None,
    programme: tuple[CycleChange, ...] = (),
    failure_share: float = 0.0,
    ecg: bool = True,
) -> DriMonitor:
    patient = patient or FixedPatient(WELL)
    cuff_settings = CuffSettings(programme=programme, failure_share=failure_share, artefact_share=0.0)
    return DriMonitor(
        oximeter=Oximeter(patient, RECORDED),
        cuff=Cuff(patient, settings=cuff_settings, seed=4),
        ecg=patient if ecg else None,
        epoch=EPOCH,
        settings=settings,
    )


def messages(data: bytes) -> list[Message]:
    decoder = Decoder()
    found = [message for record in decoder.feed(data) for message in messages_in(record)]
    assert decoder.rejected_bytes == 0
    return found


def run(device: DriMonitor, begin_s: int, end_s: int) -> dict[int, list[Message]]:
    """What it says unasked, by second."""
    said = {t_s: messages(device.tick(float(t_s))) for t_s in range(begin_s, end_s)}
    return {t_s: found for t_s, found in said.items() if found}


def test_it_says_nothing_until_it_is_asked_and_then_goes_on() -> None:
    device = monitor()
    assert run(device, 0, 60) == {}
    assert device.answer(DISPLAYED_10S, 60.5) == b""
    assert list(run(device, 61, 100)) == [61, 71, 81, 91]
    device.answer(DISPLAYED_STOP, 100.0)
    assert run(device, 101, 200) == {}


def test_a_record_holds_what_stands_on_the_screen() -> None:
    device = monitor()
    values = device.displayed(0.0)
    assert (values.heart_rate, values.pulse, values.spo2, values.infrared) == (71, 71, 9800, 360)
    assert (values.ecg.rate_source, values.systolic) == (1, -32767)
    assert values.time_s == int(EPOCH.timestamp())
    device.answer(DISPLAYED_10S, 0.0)
    assert run(device, 0, 1) == {0: [values]}


def test_a_second_request_within_five_seconds_is_ignored() -> None:
    device = monitor()
    device.answer(DISPLAYED_10S + DISPLAYED_STOP, 0.0)
    device.answer(DISPLAYED_STOP, 4.9)
    assert len(run(device, 1, 60)) == 6
    device.answer(DISPLAYED_STOP, 60.0)
    assert run(device, 61, 100) == {}


def test_a_restart_forgets_every_request() -> None:
    device = monitor()
    device.answer(DISPLAYED_10S, 0.0)
    device.restart()
    assert run(device, 1, 60) == {}
    device.answer(DISPLAYED_10S, 60.0)
    assert run(device, 60, 61)


def test_what_it_does_not_offer_is_passed_over() -> None:
    device = monitor()
    too_fast = ValuesRequest(Wanted.DISPLAYED, 1).record(0).encode()
    for index, data in enumerate((TREND_60S, ECG_WAVE, too_fast)):
        assert device.answer(data, 10.0 * index) == b""
    assert run(device, 30, 120) == {}


def test_asked_once_it_answers_once() -> None:
    device = monitor()
    (message,) = messages(device.answer(ValuesRequest(Wanted.DISPLAYED, -1).record(0).encode(), 0.0))
    assert isinstance(message, Displayed)
    assert run(device, 1, 60) == {}


def test_a_damaged_request_is_not_obeyed() -> None:
    device = monitor()
    device.answer(DISPLAYED_10S[:30] + b"\x01" + DISPLAYED_10S[31:], 0.0)
    assert run(device, 0, 60) == {}


def test_with_the_interface_switched_off_it_is_deaf() -> None:
    device = monitor(settings=DriSettings(interface_on=False))
    device.answer(DISPLAYED_10S, 0.0)
    assert run(device, 0, 60) == {}


@pytest.mark.parametrize(("level", "answered_s"), [(7, 6), (9, 18), (11, 30)])
def test_one_that_listens_to_its_own_level_alone_is_found_by_our_asker(level: int, answered_s: int) -> None:
    device, asker = monitor(settings=DriSettings(level=level, only_own_level=True)), Asker()
    for t_s in range(60):
        request = asker.next_request(float(t_s))
        if request is not None:
            device.answer(request, float(t_s))
        if device.tick(float(t_s)):
            assert t_s == answered_s
            return
    pytest.fail("it never spoke")


def test_without_leads_the_rate_beside_hr_is_the_oximeters() -> None:
    values = monitor(ecg=False).displayed(0.0)
    assert (values.heart_rate, values.ecg.rate_source) == (71, 6)
    patient = FixedPatient(replace(WELL, probe_on=False))
    lost = monitor(patient, ecg=False).displayed(0.0)
    assert (lost.heart_rate, lost.ecg.rate_source, lost.ecg.is_active) == (-32767, 0, False)


def test_a_probe_that_falls_off_takes_its_values_along_and_gives_a_white_line() -> None:
    patient = FixedPatient(WELL)
    device = monitor(patient)
    patient.vitals = replace(WELL, probe_on=False)
    values = device.displayed(1.0)
    assert (values.spo2, values.pulse, values.heart_rate) == (-32767, -32767, 71)
    (status,) = messages(device.answer(ALARM_STATUS, 1.0))
    assert isinstance(status, AlarmStatus)
    assert [(box.text, box.colour) for box in status.boxes] == [("SpO2 PROBE OFF", 1)]


def test_a_monitor_without_an_oximeter_shows_no_module() -> None:
    device = DriMonitor(
        oximeter=None, cuff=Cuff(None, settings=CuffSettings(), seed=1), ecg=FixedPatient(WELL), epoch=EPOCH
    )
    values = device.displayed(0.0)
    assert not values.oximeter.is_present
    assert values.spo2 == -32767


# --- the cuff


def test_the_bits_of_a_cycle_follow_the_recorded_monitor() -> None:
    device = monitor(programme=ONE_CYCLE)
    device.tick(0.0)
    begun = device.displayed(0.0)
    assert begun.nibp.label & NibpBit.MEASURING
    assert begun.nibp.label & NibpBit.AUTO
    assert begun.systolic == -32767
    device.tick(60.0)
    result = device.cuff.last_done
    assert result is not None
    assert result.systolic is not None
    ended_s = result.ended_s
    fresh = device.displayed(ended_s + 1.0)
    assert fresh.systolic == 100 * result.systolic
    assert fresh.nibp.label & NibpBit.MEASURING  # the numbers stand while "measuring" is still set
    at_rest = device.displayed(ended_s + 3.0)
    assert not at_rest.nibp.label & (NibpBit.MEASURING | NibpBit.OLD)
    assert not device.displayed(ended_s + 59.0).nibp.label & NibpBit.OLD
    assert device.displayed(ended_s + 60.1).nibp.label & NibpBit.OLD


def test_the_auxiliary_record_tells_when_the_cuff_measured() -> None:
    device = monitor(programme=ONE_CYCLE)
    request = ValuesRequest(Wanted.AUX, 10).record(0).encode()
    device.answer(request, 0.0)
    said = run(device, 0, 60)
    result = device.cuff.last_done
    assert result is not None
    assert said[0] == [Aux(None)]
    assert said[50] == [Aux(int(EPOCH.timestamp() + result.ended_s))]


@pytest.mark.parametrize("failure_share", [0.0, 1.0])
def test_our_decoder_tells_each_determination_of_half_an_hour_once(failure_share: float) -> None:
    device = monitor(programme=ONE_CYCLE, failure_share=failure_share)
    device.answer(ValuesRequest(Wanted.DISPLAYED, 5).record(0).encode(), 0.0)
    decoder, pressures = DriCaptureDecoder(), []
    for t_s in range(1800):
        stamp = Stamp(t_s * NANOSECONDS_PER_SECOND, t_s * NANOSECONDS_PER_SECOND)
        pressures += [item for item in decoder.feed(device.tick(float(t_s)), stamp) if isinstance(item, BloodPressure)]
    end = CuffStatus.FAILED if failure_share else CuffStatus.DONE
    assert [item.status for item in pressures] == [CuffStatus.MEASURING, end] * 6
    last = device.cuff.last
    assert last is not None
    assert pressures[-1].systolic == last.systolic
    assert decoder.statistics.rejected_bytes == 0


# --- alarms


def test_an_alarm_comes_after_its_delay_and_changes_are_told_where_that_was_asked() -> None:
    patient = FixedPatient(WELL)
    device = monitor(patient)
    device.answer(ALARM_CHANGES, 0.0)
    first = run(device, 1, 10)
    assert [len(found) for found in first.values()] == [1]  # the state as it is, then changes alone
    patient.vitals = replace(WELL, spo2=80.0)
    said = run(device, 10, 40)
    assert list(said) == [20]
    (status,) = said[20]
    assert isinstance(status, AlarmStatus)
    assert [(box.text, box.colour) for box in status.boxes] == [("SpO2 LOW", 3)]
    patient.vitals = WELL
    assert run(device, 40, 60) == {40: [AlarmStatus(boxes=())]}


@pytest.mark.parametrize(("pulse", "text"), [(40.0, "HR LOW"), (150.0, "HR HIGH")])
def test_rates_give_yellow_lines(pulse: float, text: str) -> None:
    device = monitor(FixedPatient(replace(WELL, pulse=pulse)))
    run(device, 0, 11)
    (status,) = messages(device.answer(ALARM_STATUS, 11.0))
    assert isinstance(status, AlarmStatus)
    assert [(box.text, box.colour) for box in status.boxes] == [(text, 2)]


def test_the_silence_key_lasts_two_minutes_and_keeps_the_lines() -> None:
    device = monitor(FixedPatient(Vitals(pulse=40.0, spo2=98.0)))
    run(device, 0, 11)
    device.silence(11.0)
    (during,) = messages(device.answer(ALARM_STATUS, 20.0))
    (after,) = messages(device.answer(ALARM_STATUS, 131.0))
    assert isinstance(during, AlarmStatus)
    assert isinstance(after, AlarmStatus)
    assert (during.silence, after.silence) == (Silence.TWO_MINUTES, Silence.NONE)
    assert len(during.boxes) == len(after.boxes) == 1


def test_an_older_monitor_has_no_alarm_records() -> None:
    device = monitor(settings=DriSettings(level=9))
    assert device.answer(ALARM_STATUS, 0.0) == b""
    device.answer(ALARM_CHANGES, 10.0)
    assert run(device, 11, 60) == {}


def test_our_decoder_reads_a_desaturation_with_its_alarm() -> None:
    device = monitor(FixedPatient(replace(WELL, spo2=80.0)))
    device.answer(ALARM_CHANGES, 0.0)
    device.answer(ValuesRequest(Wanted.DISPLAYED, 5).record(10).encode(), 6.0)
    decoder = DriCaptureDecoder()
    said = [item for t_s in range(7, 30) for item in decoder.feed(device.tick(float(t_s)), Stamp(0, 0))]
    saturations = [item.value for item in said if isinstance(item, Numeric) and item.parameter is Parameter.SPO2]
    assert saturations == [80.0] * 5
    assert "monitor_alarm_high: SpO2 LOW" in [item.code for item in said if isinstance(item, Notice) and item.active]
