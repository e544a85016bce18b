"""The native MQTT schema: the reference example, and every refusal in words."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from mqtt_samples import BIRTH, EVENT, MOMENT, PREFIX, PRESSURE, SPO2, numeric, pressure, read, reason

from drivers.mqtt.fields import LARGEST_INTEGER, MAX_PAYLOAD_BYTES, MAX_TEXT_LENGTH
from drivers.mqtt.payloads import (
    MAX_CODES,
    NUMERIC_KINDS,
    BirthMessage,
    CuffState,
    EventMessage,
    Kind,
    NumericMessage,
    OfflineMessage,
    PressureMessage,
    Rejected,
    SignalQuality,
    decode,
)
from drivers.observations import NoticeKind, NoticePriority, Provenance


def test_the_example_of_the_reference_sheet(reference: Path) -> None:
    sheet = (reference / "protocols" / "mqtt_payloads.md").read_text(encoding="utf-8")
    example = re.search(r"topic `(vitals/v1/[^`]+/nibp)`, payload `(\{[^`]+\})`", sheet)
    assert example is not None
    assert decode(example[1], example[2].encode(), retained=False) == PressureMessage(
        prefix=PREFIX,
        seq=41,
        measured=MOMENT,
        received=MOMENT + timedelta(seconds=12),
        cuff_state=CuffState.DONE,
        systolic=118.0,
        diastolic=76.0,
        mean=90.0,
        pulse=71.0,
    )


def test_a_saturation_with_all_its_keys() -> None:
    assert numeric() == NumericMessage(
        prefix=PREFIX,
        kind=Kind.SPO2,
        seq=7,
        measured=MOMENT,
        received=MOMENT + timedelta(milliseconds=250),
        code=150456,
        value=98.0,
    )


def test_keys_of_later_versions_and_device_time_are_passed_over() -> None:
    assert numeric(device_time="14:28", trend="up") == numeric()


def test_a_birth_and_its_optional_keys() -> None:
    plain = read("status", BIRTH, retained=True)
    assert isinstance(plain, BirthMessage)
    assert (plain.model, plain.codes, plain.period_s, plain.provenance, plain.retained) == (
        "CARESCAPE V100",
        (150456,),
        1.0,
        None,
        True,
    )
    full = read("status", BIRTH | {"period_s": 2, "provenance": "simulated"})
    assert isinstance(full, BirthMessage)
    assert (full.period_s, full.provenance, full.retained) == (2.0, Provenance.SIMULATED, False)


def test_the_last_will() -> None:
    """Its bytes are given by the sheet: ``{"online":false}``, without time or number."""
    assert decode(f"{PREFIX}/status", b'{"online":false}', retained=False) == OfflineMessage(prefix=PREFIX)
    assert OfflineMessage(prefix=PREFIX).encode() == (f"{PREFIX}/status", b'{"online":false}')


def test_an_event() -> None:
    answer = read("event", EVENT)
    assert isinstance(answer, EventMessage)
    assert (answer.event, answer.notice, answer.priority) == ("probe_off", NoticeKind.TECHNICAL, NoticePriority.UNKNOWN)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.STATUS])
def test_only_status_may_be_retained(kind: Kind) -> None:
    answer = decode(f"{PREFIX}/{kind}", json.dumps(SPO2).encode(), retained=True)
    assert answer == Rejected(reason=f"a retained {kind} message is no new value", kind=kind)


@pytest.mark.parametrize("key", SPO2)
def test_a_missing_key_is_refused(key: str) -> None:
    assert f"the key {key} is missing" in reason("spo2", {name: SPO2[name] for name in SPO2 if name != key})


@pytest.mark.parametrize("key", PRESSURE)
def test_a_missing_key_of_a_pressure_is_refused(key: str) -> None:
    assert f"the key {key} is missing" in reason("nibp", {name: PRESSURE[name] for name in PRESSURE if name != key})


@pytest.mark.parametrize("key", BIRTH)
def test_a_missing_key_of_a_birth_is_refused(key: str) -> None:
    assert f"the key {key} is missing" in reason("status", {name: BIRTH[name] for name in BIRTH if name != key})


@pytest.mark.parametrize("key", sorted(set(EVENT) - {"priority"}))
def test_a_missing_key_of_an_event_is_refused(key: str) -> None:
    assert f"the key {key} is missing" in reason("event", {name: EVENT[name] for name in EVENT if name != key})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": "98"}, "value is '98', not a number"),
        ({"value": True}, "value is True, not a number"),
        ({"value": [98]}, "value is [98], not a number"),
        ({"value": 10**300}, "value is not a finite number"),
        ({"seq": "7"}, "seq is '7', not a whole number"),
        ({"seq": True}, "seq is True"),
        ({"seq": 7.0}, "seq is 7.0"),
        ({"seq": -1}, "seq is -1"),
        ({"seq": None}, "seq is null"),
        ({"seq": LARGEST_INTEGER + 1}, "seq is"),
        ({"valid": 1}, "valid is 1, not true or false"),
        ({"valid": None}, "valid is null"),
        ({"code": 147842}, "code 147842 is not one of spo2: 150456"),
        ({"unit": "1"}, "unit is '1', not '%'"),
        ({"unit": None}, "unit is null"),
        ({"quality": "excellent"}, "quality is 'excellent', not one of good, poor"),
        ({"t_meas": "2024-05-17T14:28:02"}, "not an RFC 3339 time with zone"),
        ({"t_meas": "2024-05-17 14:28"}, "not an RFC 3339 time with zone"),
        ({"t_meas": "20240517T142802Z"}, "not an RFC 3339 time with zone"),
        ({"t_meas": "2024-05-17T14:28:02+05:99"}, "not an RFC 3339 time with zone"),
        ({"t_meas": "0001-01-01T00:00:00+14:00"}, "not an RFC 3339 time with zone"),
        ({"t_meas": "2024-02-30T14:28:02Z"}, "no time of any calendar"),
        ({"t_meas": 1715956082}, "t_meas is 1715956082, not text"),
        ({"t_meas": "2024-05-17T14:28:05Z"}, "measured in the future"),
        ({"valid": False, "value": None, "why": "x" * (MAX_TEXT_LENGTH + 1)}, "why is longer than"),
        ({"valid": False, "value": None, "why": "\ud800"}, "not printable"),
        ({"valid": False, "value": None, "why": "a\x00b"}, "not printable"),
        ({"valid": False, "value": None, "why": 5}, "why is 5, not text"),
    ],
)
def test_what_is_not_in_the_schema_is_refused_in_words(changes: dict[str, object], words: str) -> None:
    assert words in reason("spo2", SPO2 | changes)


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (b'{"seq":1,"value":NaN}', "NaN is not JSON"),
        (b'{"seq":1,"value":Infinity}', "Infinity is not JSON"),
        (b'{"seq":1,"value":-Infinity}', "-Infinity is not JSON"),
        (b'{"seq":1,"seq":2}', "a key stands there twice"),
        (b'{"seq":' + b"9" * 5_000 + b"}", "not JSON"),
        (b"[" * 9_999, "not JSON"),
        (b'{"a":' * 1_900, "not JSON"),
        (b"", "not JSON"),
        (b"98", "not a JSON object"),
        (b"null", "not a JSON object"),
        (b"[]", "not a JSON object"),
        (b'{"why":"\xff"}', "not UTF-8"),
        (json.dumps(SPO2).encode("utf-16"), "not UTF-8"),
        (b"\xef\xbb\xbf" + json.dumps(SPO2).encode(), "not JSON"),
        (b" " * (MAX_PAYLOAD_BYTES + 1), "10001 bytes, more than 10000"),
        (json.dumps(SPO2).encode()[:-1], "not JSON"),
    ],
)
def test_payloads_that_are_no_json_object(payload: bytes, words: str) -> None:
    answer = decode(f"{PREFIX}/spo2", payload, retained=False)
    assert isinstance(answer, Rejected)
    assert words in answer.reason


def test_the_longest_payload_is_still_read() -> None:
    payload = json.dumps(SPO2).encode()
    padded = payload + b" " * (MAX_PAYLOAD_BYTES - len(payload))
    assert decode(f"{PREFIX}/spo2", padded, retained=False) == numeric()


@pytest.mark.parametrize("value", ["1e400", "-1e400", "1e308"])
def test_numbers_beyond_all_size(value: str) -> None:
    payload = json.dumps(SPO2).replace("98", value).encode()
    answer = decode(f"{PREFIX}/spo2", payload, retained=False)
    assert isinstance(answer, Rejected)
    assert "not a finite number" in answer.reason


@pytest.mark.parametrize(
    "topic",
    [
        "",
        "/",
        "spo2",
        "/spo2",
        "vitals/spo2",
        "vitals/v1/clinic1/spo2",
        "vitals/v2/clinic1/v100-a/spo2",
        "vitals/v1/clinic1/v100-a/SPO2",
        "vitals/v1/clinic1/v100-a/temperature",
        "vitals/v1/clinic1/v100-a/x/spo2",
        "vitals/v1/klinik/bett 1/spo2",
        "vitals/v1/clinic1/v100-a\n/spo2",
        "ward/+/spo2",
        "ward/#/spo2",
        f"vitals/v1/clinic1/{'x' * 65}/spo2",
        "a/b/c/d/e/f/g/h/i/spo2",
    ],
)
def test_topics_that_are_not_ours(topic: str) -> None:
    answer = decode(topic, json.dumps(SPO2).encode(), retained=False)
    assert isinstance(answer, Rejected)
    assert answer.kind is None


def test_a_bridge_may_put_other_levels_in_front() -> None:
    message = decode("ward/chair3/spo2", json.dumps(SPO2).encode(), retained=False)
    assert message == NumericMessage(
        prefix="ward/chair3",
        kind=Kind.SPO2,
        seq=7,
        measured=MOMENT,
        received=MOMENT + timedelta(milliseconds=250),
        code=150456,
        value=98.0,
    )


@pytest.mark.parametrize("sentinel", [0, 127, 255, 511, -1, -100])
def test_sentinels_of_other_formats_are_no_saturation(sentinel: int) -> None:
    message = numeric(value=sentinel)
    assert message.value is None
    assert message.why == f"spo2 {sentinel} is outside 1 to 100"


@pytest.mark.parametrize("kind", ["pulse", "ecg_hr"])
@pytest.mark.parametrize("sentinel", [0, 511, -1, -100])
def test_sentinels_of_other_formats_are_no_rate(kind: str, sentinel: int) -> None:
    code = NUMERIC_KINDS[Kind(kind)].codes[0]
    message = read(kind, SPO2 | {"code": code, "unit": "/min", "value": sentinel})
    assert isinstance(message, NumericMessage)
    assert message.value is None


@pytest.mark.parametrize(("kind", "unit"), [("resp", "/min"), ("etco2", "mm[Hg]")])
def test_no_breath_is_a_measurement(kind: str, unit: str) -> None:
    code = NUMERIC_KINDS[Kind(kind)].codes[0]
    message = read(kind, SPO2 | {"code": code, "unit": unit, "value": 0})
    assert isinstance(message, NumericMessage)
    assert message.value == 0


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"valid": False, "value": None, "why": "probe off"}, "probe off"),
        ({"valid": False, "value": None}, "the device gives no reason"),
        ({"valid": False, "value": 98, "why": "probe off"}, "probe off"),
        ({"valid": True, "value": None}, "the device calls it valid but sends no number"),
    ],
)
def test_no_value_with_its_reason(changes: dict[str, object], why: str) -> None:
    message = numeric(**changes)
    assert (message.value, message.why) == (None, why)


def test_what_has_no_value_needs_no_quality() -> None:
    members = {name: SPO2[name] for name in SPO2 if name != "quality"} | {"valid": False, "value": None}
    assert isinstance(read("spo2", members), NumericMessage)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sys": 76, "dia": 118}, "impossible order"),
        ({"mean": 130}, "impossible order"),
        ({"mean": 70}, "impossible order"),
        ({"sys": 0, "dia": 0, "mean": 0}, "outside 5 to 350"),
        ({"sys": 511}, "outside 5 to 350"),
        ({"dia": -100}, "outside 5 to 350"),
        ({"sys": None}, "sends no number"),
        ({"dia": None}, "sends no number"),
        ({"valid": False, "why": "cuff leak", "cuff_state": "failed"}, "cuff leak"),
        ({"cuff_state": "failed"}, "numbers while the cuff is failed"),
        ({"cuff_state": "measuring"}, "numbers while the cuff is measuring"),
    ],
)
def test_a_pressure_that_cannot_be_one_has_no_numbers(changes: dict[str, object], words: str) -> None:
    message = pressure(**changes)
    assert (message.systolic, message.diastolic, message.mean, message.pulse) == (None, None, None, None)
    assert message.why is not None
    assert words in message.why


@pytest.mark.parametrize("numbers", [(265, 140, 180), (196, 78, 117), (60, 31, 40)])
def test_a_doubtful_or_severe_pressure_is_still_a_reading(numbers: tuple[int, int, int]) -> None:
    systolic, diastolic, mean = numbers
    message = pressure(sys=systolic, dia=diastolic, mean=mean, quality="poor")
    assert [message.systolic, message.diastolic, message.mean] == list(numbers)
    assert message.quality is SignalQuality.POOR


def test_a_pressure_stands_without_mean_and_without_a_believable_pulse() -> None:
    message = pressure(mean=None, pr=511)
    assert (message.systolic, message.diastolic, message.mean, message.pulse) == (118, 76, None, None)


@pytest.mark.parametrize(
    ("kind", "members", "words"),
    [
        ("nibp", PRESSURE | {"sys": "118"}, "sys is '118', not a number"),
        ("nibp", PRESSURE | {"unit": "kPa"}, "unit is 'kPa', not 'mm[Hg]'"),
        ("nibp", PRESSURE | {"code": 150456}, "code is not one of a cuff pressure"),
        ("nibp", PRESSURE | {"cuff_state": "old"}, "cuff_state is 'old', not one of measuring, failed, done"),
        ("status", BIRTH | {"online": "true"}, "online is 'true', not true or false"),
        ("status", BIRTH | {"codes": "150456"}, "codes is not a list"),
        ("status", BIRTH | {"codes": [150456] * (MAX_CODES + 1)}, "codes is not a list of at most"),
        ("status", BIRTH | {"codes": [1.5]}, "codes is 1.5"),
        ("status", BIRTH | {"period_s": 0}, "period_s is not from"),
        ("status", BIRTH | {"period_s": 3600}, "period_s is not from"),
        ("status", BIRTH | {"provenance": "entered"}, "which only a person"),
        ("status", BIRTH | {"provenance": "fake"}, "provenance is 'fake', not one of"),
        ("event", EVENT | {"event": "Probe off"}, "event is not a name"),
        ("event", EVENT | {"event": "offline"}, "reserved"),
        ("event", EVENT | {"event": "refused_spo2"}, "reserved"),
        ("event", EVENT | {"notice": "panic"}, "notice is 'panic'"),
        ("event", EVENT | {"priority": "urgent"}, "priority is 'urgent'"),
    ],
)
def test_other_kinds_are_as_strict(kind: str, members: dict[str, object], words: str) -> None:
    assert words in reason(kind, members)
