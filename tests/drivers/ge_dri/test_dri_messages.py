"""DRI records field by field: every vector, every row of the recording, and the way back."""

import csv
import gzip
import io
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from dri_samples import DISPLAYED_10S, TREND_60S, recorded_bytes, shown, vectors

from drivers.ge_s5_dri.messages import (
    ALARM_STATUS_KIND,
    INVALID,
    NOT_UPDATED,
    AlarmBox,
    AlarmStatus,
    Aux,
    Colour,
    Displayed,
    EcgBit,
    NibpBit,
    messages_in,
)
from drivers.ge_s5_dri.protocol import Decoder, MainType, Record, Subrecord
from drivers.ge_s5_dri.requests import (
    ONCE,
    AlarmCommand,
    AlarmRequest,
    Classes,
    ValuesRequest,
    Wanted,
    WavesRequest,
    requests_in,
)

ALL_CLASSES = Classes.EXT1 | Classes.EXT2 | Classes.EXT3
COLOURS = {"red": Colour.RED, "white": Colour.WHITE}


def record_of(data: bytes) -> Record:
    (record,) = Decoder().feed(data)
    return record


def test_the_printed_requests_mean_what_the_specification_says(reference: Path) -> None:
    found = {name: requests_in(record_of(data)) for name, (data, _expect) in vectors(reference).items()}
    assert found["request_displ_10s"] == [ValuesRequest(Wanted.DISPLAYED, 10, ALL_CLASSES)]
    assert found["request_displ_stop"] == [ValuesRequest(Wanted.DISPLAYED, 0)]
    assert found["request_trend60_60s"] == [ValuesRequest(Wanted.TREND_60S, 60, ALL_CLASSES)]
    assert found["request_trend60_stop"] == [ValuesRequest(Wanted.TREND_60S, 0)]
    assert found["request_wave_ecg1_start"] == [WavesRequest(stop=False, kinds=(1,))]
    assert found["request_wave_stop"] == [WavesRequest(stop=True, kinds=())]
    assert found["phdb_normal"] == found["alarm_status"] == []


def test_our_requests_are_those_that_are_printed() -> None:
    assert ValuesRequest(Wanted.DISPLAYED, 10, ALL_CLASSES).record(0).encode() == DISPLAYED_10S
    assert ValuesRequest(Wanted.TREND_60S, 60, ALL_CLASSES).record(0).encode() == TREND_60S


def test_an_alarm_request_is_the_command_and_five_reserved_words() -> None:
    record = AlarmRequest(AlarmCommand.ENTER_DIFFERENTIAL).record(10)
    assert (record.main, record.level) == (MainType.ALARM, 10)
    assert record.subrecords == (Subrecord(0, b"\x02\x00" + bytes(10)),)
    assert requests_in(record) == [AlarmRequest(AlarmCommand.ENTER_DIFFERENTIAL)]


@pytest.mark.parametrize(
    ("request_", "command", "meaning"),
    [
        (
            ValuesRequest(Wanted.DISPLAYED, 10, ALL_CLASSES),
            "displayed",
            "displayed values every 10 s, classes: basic, ext1, ext2, ext3",
        ),
        (ValuesRequest(Wanted.DISPLAYED, 0), "displayed_stop", "stop displayed values"),
        (ValuesRequest(Wanted.AUX, ONCE), "aux", "auxiliary values once, classes: basic"),
        (
            ValuesRequest(Wanted.DISPLAYED, 5, Classes.NO_BASIC),
            "displayed",
            "displayed values every 5 s, classes: none",
        ),
        (ValuesRequest(9, 5), "values_9", "values of type 9 every 5 s, classes: basic"),
        (WavesRequest(stop=False, kinds=(1, 8)), "waves", "start waves of the types 1, 8"),
        (WavesRequest(stop=True, kinds=()), "waves_stop", "stop all waves"),
        (AlarmRequest(0), "alarm_send_status", "send the alarm status once"),
        (AlarmRequest(7), "alarm_7", "alarm request 7, which is not documented"),
    ],
)
def test_requests_in_words(request_: ValuesRequest | WavesRequest | AlarmRequest, command: str, meaning: str) -> None:
    assert (request_.command, request_.meaning) == (command, meaning)


def _hundredths(raw: int) -> float | None:
    return None if raw <= -32001 else raw / 100


def _whole(raw: int) -> int | None:
    return None if raw <= -32001 else raw


def test_every_vector_of_displayed_values_gives_its_numbers(reference: Path) -> None:
    seen = 0
    for name, (data, expect) in vectors(reference).items():
        for message in messages_in(record_of(data)):
            if not isinstance(message, Displayed):
                continue
            seen += 1
            found = {
                "hr": _whole(message.heart_rate),
                "pr": _whole(message.pulse),
                "spo2": _hundredths(message.spo2),
                "nibp_sys": _hundredths(message.systolic),
                "nibp_dia": _hundredths(message.diastolic),
                "nibp_mean": _hundredths(message.mean),
                "nibp_pr": _whole(message.nibp_pulse),
                "nibp_measuring": bool(message.nibp.label & NibpBit.MEASURING),
            }
            expected = {key: value for key, value in expect.items() if key in found}
            assert {key: found[key] for key in expected} == expected, name
    assert seen >= 4


def test_only_the_basic_class_is_read_with_the_basic_map(reference: Path) -> None:
    record = record_of(vectors(reference)["phdb_two_classes"][0])
    assert [len(item.data) for item in record.subrecords] == [278, 278]
    (message,) = messages_in(record)
    assert isinstance(message, Displayed)
    assert (message.heart_rate, message.ecg.rate_source) == (72, 6)
    extended_only = replace(record, subrecords=record.subrecords[1:])
    assert messages_in(extended_only) == []


def test_while_measuring_the_vector_says_not_updated(reference: Path) -> None:
    (message,) = messages_in(record_of(vectors(reference)["phdb_nibp_measuring"][0]))
    assert isinstance(message, Displayed)
    assert (message.systolic, message.diastolic, message.mean) == (NOT_UPDATED,) * 3
    assert message.nibp_pulse == INVALID


def test_every_row_of_the_recording_agrees_with_what_another_decoder_made_of_it(reference: Path) -> None:
    """All 1760 rows, in HR, respiration, SpO2, its pulse, the pressures, and the bits of ECG and cuff."""
    packed = (reference / "recordings" / "ge_s5_pycollect" / "db00_numerics.csv.gz").read_bytes()
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(packed).decode())))
    messages = [
        message
        for record in Decoder().feed(recorded_bytes(reference))
        for message in messages_in(record)
        if isinstance(message, Displayed)
    ]
    assert len(messages) == len(rows) == 1760
    for message, row in zip(messages, rows, strict=True):
        assert message.time_s - messages[0].time_s == int(row["t_s"])
        assert _row_of(message) == {key: _number(row[key]) for key in _row_of(message)}, row["t_s"]


def _number(text: str) -> float | None:
    return float(text) if text else None


def _row_of(message: Displayed) -> dict[str, float | None]:
    label, status = message.nibp.label, message.ecg.status
    return {
        "hr_bpm": _whole(message.heart_rate),
        "rr_imp_bpm": _whole(message.respiration),
        "spo2_pct": _hundredths(message.spo2),
        "pr_bpm": _whole(message.pulse),
        "spo2_ir_amp": _whole(message.infrared),
        "nibp_sys": _hundredths(message.systolic),
        "nibp_dia": _hundredths(message.diastolic),
        "nibp_mean": _hundredths(message.mean),
        "nibp_pr": _whole(message.nibp_pulse),
        "nibp_auto": bool(label & NibpBit.AUTO),
        "nibp_stat": bool(label & NibpBit.STAT),
        "nibp_measuring": bool(label & NibpBit.MEASURING),
        "nibp_old": bool(label & NibpBit.OLD),
        "nibp_stasis": bool(label & NibpBit.STASIS),
        "ecg_noise": bool(status & EcgBit.NOISE),
        "ecg_asystole": bool(status & EcgBit.ASYSTOLE),
        "ecg_artifact": bool(status & EcgBit.ARTIFACT),
        "ecg_learning": bool(status & EcgBit.LEARNING),
    }


def test_our_encoder_makes_the_vectors_of_the_basic_class(reference: Path) -> None:
    for name in ("phdb_normal", "phdb_invalid", "phdb_nibp_measuring"):
        record = record_of(vectors(reference)[name][0])
        (message,) = messages_in(record)
        assert isinstance(message, Displayed)
        assert message.subrecord() == record.subrecords[0], name


def test_the_alarm_vector_gives_texts_and_colours_and_is_made_again(reference: Path) -> None:
    data, expect = vectors(reference)["alarm_status"]
    record = record_of(data)
    (message,) = messages_in(record)
    assert isinstance(message, AlarmStatus)
    expected = expect["alarms"]
    assert isinstance(expected, list)
    assert message.boxes == tuple(AlarmBox(text, COLOURS[colour]) for text, colour in expected)
    assert message.silence == 0
    assert message.sound_on
    assert message.record(level=10, number=0, time_s=0).encode() == data


def test_alarm_texts_are_cleaned_but_never_dropped() -> None:
    boxes = (AlarmBox("SpO2 \x07 NIEDRIG  ä", 9), AlarmBox("", Colour.RED), AlarmBox("x" * 200, Colour.YELLOW))
    record = AlarmStatus(boxes=boxes, silence=5).record(level=10, number=1, time_s=0)
    (message,) = messages_in(record)
    assert isinstance(message, AlarmStatus)
    assert [box.text for box in message.boxes] == ["SpO2 NIEDRIG ä", "", "x" * 79]
    assert [box.colour for box in message.boxes] == [9, Colour.RED, Colour.YELLOW]
    with pytest.raises(ValueError, match="6 alarm lines"):
        AlarmStatus(boxes=boxes * 2).record(level=10, number=1, time_s=0)


@pytest.mark.parametrize("nibp_time_s", [None, 1_700_000_000])
def test_the_time_of_the_cuff_reading_is_read_and_zero_is_unknown(nibp_time_s: int | None) -> None:
    data = struct.pack("<I", nibp_time_s or 0) + bytes(110)
    record = Record(main=MainType.PHYSIOLOGICAL, subrecords=(Subrecord(4, data),))
    assert messages_in(record) == [Aux(nibp_time_s)]
    assert Aux(nibp_time_s).subrecord() == record.subrecords[0]


def test_trends_waves_short_subrecords_and_unknown_types_say_nothing() -> None:
    whole = shown(0).subrecord().data
    silent = [
        Record(main=MainType.PHYSIOLOGICAL, subrecords=(Subrecord(2, whole), Subrecord(3, whole))),
        Record(main=MainType.PHYSIOLOGICAL, subrecords=(Subrecord(1, whole[:-1]), Subrecord(4, bytes(113)))),
        Record(main=MainType.WAVE, subrecords=(Subrecord(8, whole),)),
        Record(main=MainType.ALARM, subrecords=(Subrecord(ALARM_STATUS_KIND, bytes(509)),)),
        Record(main=MainType.NETWORK, subrecords=(Subrecord(1, whole),)),
        Record(main=77, subrecords=(Subrecord(1, whole),)),
    ]
    assert [messages_in(record) for record in silent] == [[]] * len(silent)
    assert [requests_in(record) for record in silent] == [[]] * len(silent)
