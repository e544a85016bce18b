"""[[escalation]], [publish] and [hl7]: what is right is read, what is unsafe or does not fit is told by its key."""

from pathlib import Path

import pytest
from settings_samples import REPOSITORY, ROOM, lines, room_problems, write_room

from monitor.settings import SettingsError, load_room
from monitor.settings.outside_models import CallKind

WEBHOOK = """
[[escalation]]
name = "on-call phone"
kind = "webhook"
url = "https://calls.clinic.example/room-a"
token_file = "token"
"""
MQTT = """
[[escalation]]
name = "ward"
kind = "mqtt"
topic = "calls/room-a"
token_file = "token"
"""
PUBLISH = """
[publish]
topic = "out/room-a"
"""
HL7 = """
[hl7]
host = "ehr.clinic.example"
port = 2575
sending_facility = "CLINIC"
receiving_facility = "MAIN"
"""
ALL = ROOM + WEBHOOK + MQTT + PUBLISH + HL7
PLAIN = 'tls = false\nallow_plain = true\nplain_because = "a cable of its own to the server"'


def test_all_of_it_is_read(tmp_path: Path) -> None:
    outside = load_room(write_room(tmp_path, ALL)).outside
    assert [(each.name, each.kind) for each in outside.escalation] == [
        ("on-call phone", CallKind.WEBHOOK),
        ("ward", CallKind.MQTT),
    ]
    assert outside.publish is not None
    assert outside.publish.topic == "out/room-a"
    assert outside.hl7 is not None
    assert (outside.hl7.port, outside.hl7.tls, outside.hl7.every_s) == (2575, True, 60)


def test_without_them_nothing_leaves_the_room(tmp_path: Path) -> None:
    outside = load_room(write_room(tmp_path, ROOM)).outside
    assert (outside.escalation, outside.publish, outside.hl7) == ((), None, None)


def test_what_the_shipped_file_proposes_is_right(tmp_path: Path) -> None:
    text = (REPOSITORY / "config" / "room.toml").read_text()
    begin, end = text.index("# [[escalation]]"), text.index("# What is asked before the drug.")
    proposed = [line.removeprefix("# ") for line in text[begin:end].splitlines() if "=" in line or line[2:3] == "["]
    tables = "\n".join(line for line in proposed if line.startswith("[") or line.split(" ")[1:2] == ["="])
    room = load_room(write_room(tmp_path, f"{ROOM}\n{tables}\n"))
    assert (len(room.outside.escalation), room.outside.publish is None, room.outside.hl7 is None) == (2, False, False)


@pytest.mark.parametrize(
    ("found", "instead", "said"),
    [
        ('url = "https://calls', 'url = "http://calls', "escalation[0].url: is open to listeners: expected https://"),
        ('"https://calls', '"https://me:secret@calls', "escalation[0].url: holds a user name or password"),
        ('"https://calls', '"ftp://calls', "escalation[0].url: expected https://host/path"),
        ('"https://calls.clinic', '"https://a..b', "escalation[0].url: expected https://host/path"),
        ('"https://calls', f'"https://{"a" * 64}', "escalation[0].url: expected https://host/path"),
        ('"https://calls.clinic.example', '"https://999.1.1.1', "escalation[0].url: expected https://host/path"),
        ('"https://calls.clinic.example', '"https://xn--', "escalation[0].url: expected https://host/path"),
        ('"https://calls.clinic', '"https://a room', "escalation[0].url: expected https://host/path"),
        ('kind = "webhook"', 'kind = "webhok"', "escalation[0].kind: 'webhok': expected"),
        ('topic = "calls/room-a"', "", "escalation[1].topic: is missing"),
        ('topic = "calls/room-a"', 'topic = "calls/#"', "escalation[1].topic: 'calls/#'"),
        ('name = "ward"', 'name = "on-call phone"', "escalation[1].name: 'on-call phone': is used twice"),
        ('topic = "out/room-a"', 'topic = "ward"', "publish.topic: 'ward': is where gateway-1 publishes"),
        ('topic = "out/room-a"', 'topic = "vitals/v1/a"', "publish.topic: 'vitals/v1/a': is where devices are looked"),
        ('topic = "out/room-a"', 'topic = "ward/bay1/x"', "publish.topic: 'ward/bay1/x': is where gateway-1 publishes"),
        ('topic = "calls/room-a"', 'topic = "ward"', "escalation[1].topic: 'ward': is where gateway-1 publishes"),
        ('topic = "calls/room-a"', 'topic = "ward/bay1"', "escalation[1].topic: 'ward/bay1': is where gateway-1"),
        ('topic = "calls/room-a"', 'topic = "vitals/v1"', "escalation[1].topic: 'vitals/v1': is where devices are"),
        ('topic = "calls/room-a"', 'topic = "out/room-a/1"', "'out/room-a/1': lies in one with publish.topic"),
        ("port = 2575", "port = 0", "hl7.port: 0: expected a port number"),
        ('"ehr.clinic.example"', '":::"', "hl7.host: ':::': expected the name of a computer"),
        ('"ehr.clinic.example"', '"a:b"', "hl7.host: 'a:b': expected the name of a computer"),
        ('"ehr.clinic.example"\n', '":::"\ntls = false\n', "hl7.host: ':::': expected the name of a computer"),
        ('"ehr.clinic.example"', '"a..b"', "hl7.host: 'a..b': expected the name of a computer"),
        ('"ehr.clinic.example"', f'"{"a" * 64}.example"', "expected the name of a computer"),
        ("port = 2575", "port = 2575\ntls = false", "hl7.tls: false: is open to listeners"),
        ("port = 2575", "port = 2575\ntls = false\nallow_plain = true", "hl7.plain_because: is missing"),
        ("port = 2575", f'port = 2575\nca_file = "x.pem"\n{PLAIN}', "hl7.ca_file: says which certificate is right"),
        ("port = 2575", "port = 2575\nevery_s = 1", "hl7.every_s: 1: expected 10 to 3600 seconds"),
        ('sending_facility = "CLINIC"', 'sending_facility = "A|B"', "hl7.sending_facility: 'A|B'"),
    ],
)
def test_what_is_wrong_is_told_by_its_key(tmp_path: Path, found: str, instead: str, said: str) -> None:
    assert ALL.count(found) >= 1
    head, _, tail = ALL.rpartition(found)
    (told,) = lines(room_problems(tmp_path, head + instead + tail))
    assert said in told


@pytest.mark.parametrize("topic", ["calls/room-a", "calls/room-a/call", "calls"])
def test_two_receivers_never_share_a_topic(tmp_path: Path, topic: str) -> None:
    second = MQTT.replace('"ward"', '"office"').replace("calls/room-a", topic)
    (told,) = lines(room_problems(tmp_path, ALL + second))
    assert f"escalation[2].topic: '{topic}': lies in one with escalation[1].topic" in told
    assert room_problems(tmp_path, ALL + second.replace(f'topic = "{topic}"', 'topic = "calls/room-ab"')) == ()


def test_without_a_broker_neither_mqtt_nor_publishing(tmp_path: Path) -> None:
    begin = ROOM.index("[broker]")
    no_gateway = ROOM[:begin].replace("mqtt://ward/bay1", "tcp://gateway:1").replace("mqtt_native", "masimo_ascii1")
    told = lines(room_problems(tmp_path, no_gateway + MQTT + PUBLISH))
    assert [line.split(": ", 1)[1] for line in told] == [
        "broker: is missing: escalation[0] calls over mqtt, so expected [broker]",
        "broker: is missing: [publish] needs one",
    ]


@pytest.mark.parametrize("host", ["ehr", "ehr_1.clinic.example.", "10.1.2.3", "fd00::7", f"{'a' * 63}.example"])
def test_a_host_that_can_be_one_is_taken(tmp_path: Path, host: str) -> None:
    assert room_problems(tmp_path, ALL.replace("ehr.clinic.example", host)) == ()


def test_this_computer_itself_needs_no_encryption(tmp_path: Path) -> None:
    text = ALL.replace("https://calls.clinic.example", "http://127.0.0.1:8000")
    text = text.replace('host = "ehr.clinic.example"', 'host = "localhost"\ntls = false')
    assert room_problems(tmp_path, text) == ()


def test_the_secret_is_read_from_its_file_and_must_be_one(tmp_path: Path) -> None:
    room = load_room(write_room(tmp_path, ALL))
    with pytest.raises(SettingsError, match=r"escalation\[0\].token_file: cannot be read"):
        room.token_of(0)
    (tmp_path / "token").write_text("short\n")
    with pytest.raises(SettingsError, match="holds 5 characters: expected 20 or more"):
        room.token_of(0)
    (tmp_path / "token").write_text("a secret of twenty letters\n")
    assert room.token_of(1) == "a secret of twenty letters"
