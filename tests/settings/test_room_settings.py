"""Room files: what is right is read, and every mistake is told in one run with its place and a hint."""

from pathlib import Path

import pytest
from settings_samples import REPOSITORY, ROOM, lines, room_problems, write_room

from drivers.observations import Provenance
from monitor.domain.admission import Route
from monitor.domain.people import Role
from monitor.domain.policy import STANDARD, Check
from monitor.domain.vocabulary import PlaceKind
from monitor.settings import SettingsError, load_room

TEN_MISTAKES = """
schema = 1
nmae = "Infusion room A"
profile = "profile.toml"

[[places]]
id = 1
kind = "chair"

[[places]]
id = "2"
kind = "chiar"

[[places]]
id = "bay1"
kind = "bay"

[[devices]]
id = "rad8-1"
kind = "masimo_asci1"
link = "serial:///dev/ttyUSB0?baud=9600"
place = "bay1"
provenance = "real"

[[devices]]
id = "rad8-1"
kind = "masimo_ascii1"
link = "tpc://moxa.clinic.example:4001"
plce = "2"
provenance = "real"

[[devices]]
id = "gateway-1"
kind = "mqtt_native"
link = "mqtt://ward/chair1"
place = "bay1"
provenance = "real"
mobile = "no"
"""
TEN_MISTAKES_PROFILE = """
schema = 1
name = "Test"
[rules.O2-LO]
limit = 9
"""
SERVER = "postgresql+psycopg://station@db.clinic.example/room_a"
SECRET_SERVER = SERVER.replace("station@", "station:geheim@")


def test_ten_mistakes_give_ten_messages_in_one_run(tmp_path: Path) -> None:
    found = lines(room_problems(tmp_path, TEN_MISTAKES, profile=TEN_MISTAKES_PROFILE))
    expected = (
        "room.toml: nmae: unknown key; did you mean 'name'?",
        "room.toml: places[0].id: 1: expected a short text in quotes",
        "room.toml: places[1].kind: 'chiar': expected \"chair\" or \"bay\"; did you mean 'chair'?",
        "room.toml: devices[1].plce: unknown key; did you mean 'place'?",
        "room.toml: devices[2].mobile: 'no': expected true or false",
        "room.toml: devices[1].id: 'rad8-1': is used twice, first by devices[0]",
        "room.toml: devices[0].kind: 'masimo_asci1': unknown device kind: expected one of",
        "room.toml: devices[1].link: 'tpc://moxa.clinic.example:4001': scheme 'tpc'",
        "room.toml: broker: is missing: a device here uses mqtt",
        "profile.toml: rules.O2-LO.limit: 9: expected a number from 80 to 98",
    )
    assert len(found) == 10, "\n".join(found)
    for start, line in zip(expected, found, strict=True):
        assert line.startswith(start), line
    assert "did you mean 'masimo_ascii1'?" in found[6]
    assert "did you mean 'tcp'?" in found[7]


def test_a_monitor_may_move_along(tmp_path: Path) -> None:
    room = load_room(write_room(tmp_path, ROOM.replace('place = "1"', 'place = "1"\nmobile = true', 1)))
    assert [device.mobile for device in room.devices] == [True, False]


STAY = """
[stay]
sign_in = true
pressure_gate = false
[[checks]]
id = "consent"
text = "Consent signed"
override = ["physician"]
[[presets]]
name = "mood"
drug = "esketamine"
route = "nasal"
dose_mg_per_kg = 0.7
least_mg_per_kg = 0.5
most_mg_per_kg = 1.5
duration_min = 0
[[drugs]]
name = "midazolam"
dose = 1
unit = "mg"
route = "IV"
observe_min = 60
sedative = true
"""


def test_what_a_clinic_asks_of_a_stay_is_read(tmp_path: Path) -> None:
    policy = load_room(write_room(tmp_path, ROOM + STAY)).policy
    assert policy.checks == (Check(check="consent", text="Consent signed", override=(Role.PHYSICIAN,)),)
    assert (policy.roles, policy.pressure_gate, policy.discharge) == (True, None, STANDARD.discharge)
    assert policy.observe_min("Midazolam") == 60
    assert [(one.name, one.drug, one.route) for one in policy.presets] == [
        ("mood", "esketamine", Route.NASAL),
        ("pain", "ketamine", Route.INTRAVENOUS),
    ]


def test_mistakes_in_these_tables_are_named(tmp_path: Path) -> None:
    wrong = STAY.replace('"physician"', '"doctor"').replace('"nasal"', '"nose"').replace("true", '"yes"')
    keys = [line.split(":")[1].strip() for line in lines(room_problems(tmp_path, ROOM + wrong))]
    assert keys == ["stay.sign_in", "checks[0].override", "presets[0].route", "drugs[0].sedative"]


def test_the_after_care_sheet_has_shipped_texts_and_takes_the_clinics_own(tmp_path: Path) -> None:
    shipped = load_room(write_room(tmp_path)).aftercare
    assert any("alcohol" in line for line in shipped.instructions)
    assert shipped.phone == ""
    own = '[aftercare]\nphone = "0100 555 01"\nno_driving_until = "noon tomorrow"\ninstructions = ["Rest."]\n'
    said = load_room(write_room(tmp_path, ROOM + own)).aftercare
    assert (said.phone, said.no_driving_until, said.instructions) == ("0100 555 01", "noon tomorrow", ("Rest.",))
    assert said.watch_for == shipped.watch_for


def test_mistakes_in_the_after_care_table_are_named(tmp_path: Path) -> None:
    wrong = '[aftercare]\nphone = 55501\ninstructions = []\nfone = "x"\n'
    keys = [line.split(":")[1].strip() for line in lines(room_problems(tmp_path, ROOM + wrong))]
    assert sorted(keys) == ["aftercare.fone", "aftercare.instructions", "aftercare.phone"]


def test_a_device_may_have_a_serial_number(tmp_path: Path) -> None:
    text = ROOM.replace('id = "rad8-1"', 'id = "rad8-1"\nserial_number = "SN 17"')
    assert [one.serial_number for one in load_room(write_room(tmp_path, text)).devices] == ["SN 17", None]


def test_a_room_without_checks_says_so(tmp_path: Path) -> None:
    assert any("nothing is asked before a start" in note for note in load_room(write_room(tmp_path)).notes)


def test_a_right_file_is_read_whole(tmp_path: Path) -> None:
    room = load_room(write_room(tmp_path))
    assert (room.name, room.provenance) == ("Infusion room A", Provenance.REAL)
    assert [(place.id, place.kind) for place in room.places] == [("1", PlaceKind.CHAIR), ("bay1", PlaceKind.BAY)]
    assert [(device.id, device.mobile, device.cuff_start) for device in room.devices] == [
        ("rad8-1", False, False),
        ("gateway-1", False, False),
    ]
    assert room.profile.name == "Test"
    assert room.database_file is None


def test_the_shipped_example_is_right() -> None:
    room = load_room(REPOSITORY / "config" / "room.toml")
    assert room.provenance is Provenance.REAL
    assert {device.kind for device in room.devices} == {"masimo_ascii1", "ge_dinamap", "mqtt_native"}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('id = "bay1"', 'id = "1"', "room.toml: places[1].id: '1': is used twice, first by places[0]"),
        ('place = "bay1"', 'place = "bay2"', "no place of this room has this id; did you mean 'bay1'?"),
        ("mqtt://ward/bay1", "tcp://10.0.0.7:4001", "speaks MQTT: expected mqtt://topic-prefix"),
        ("serial:///dev/ttyUSB0?baud=9600", "mqtt://ward/chair1", "does not speak MQTT or UDP"),
        ('place = "1"', 'place = "1"\ncuff_start = true', "cannot be told to inflate its cuff"),
        ('place = "1"', 'place = "1"\nprovenanse = "real"', "room.toml: devices[0].provenanse: unknown key"),
        ('provenance = "real"\n\n[[devices]]', "\n[[devices]]", 'devices[0].provenance: is missing: expected "real"'),
        ('provenance = "real"\n\n[[devices]]', 'provenance = "entered"\n\n[[devices]]', "'entered': expected \"real\""),
        ("schema = 1", "schema = 2", "room.toml: schema: 2: expected 1"),
        ("profile.toml", "profiles/none.toml", "profiles/none.toml: cannot be read: No such file"),
        ('password_env = "BROKER_PASSWORD"', 'password = "geheim"', "broker.password: unknown key: a password never"),
        ('password_env = "BROKER_PASSWORD"', 'client_cert_file = "a.pem"', "broker.client_key_file: is missing"),
        ('username = "station"', 'password_file = "p"', "broker.password_env: stands beside password_file"),
        ('username = "station"\n', "", "broker.username: is missing: password_env is given"),
        ("mqtts://broker", "mqtt://broker", "is open to listeners: expected mqtts://"),
        ("mqtts://broker", "mqqt://broker", "expected mqtts://host:port; did you mean 'mqtt"),
        (":8883", ":88830", "broker.url: 'mqtts://broker.clinic.example:88830': expected mqtts://host:port"),
        ("[broker]", "[storage]\npth = 'x'\n[broker]", "storage.pth: unknown key; did you mean 'path'?"),
        ("[broker]", "[storage]\nurl = 'mysql://db/x'\n[broker]", "storage.url: expected an address such as"),
        ("[broker]", "[storage]\nkeep_days = 29\n[broker]", "storage.keep_days: 29: expected a whole number of days"),
        ("[broker]", f"[storage]\npath = 'x'\nurl = '{SERVER}'\n[broker]", "expected either path or url, not both"),
        ("[broker]", f"[storage]\nurl = '{SECRET_SERVER}'\n[broker]", "storage.url: a password never stands in"),
        ("[[places]]", "[places]", "room.toml: is not TOML"),
    ],
)
def test_each_mistake_is_told(tmp_path: Path, old: str, new: str, line: str) -> None:
    assert old in ROOM
    found = lines(room_problems(tmp_path, ROOM.replace(old, new, 1)))
    assert any(line in one for one in found), found


def test_no_message_shows_a_password(tmp_path: Path) -> None:
    url = ROOM.replace("mqtts://broker", "mqtt://station:geheim@broker")
    key = ROOM.replace('password_env = "BROKER_PASSWORD"', 'password = "geheim"')
    server = ROOM.replace("[broker]", f"[storage]\nurl = '{SECRET_SERVER}'\n[broker]")
    other = ROOM.replace("[broker]", "[storage]\nurl = 'postgres://station:geheim@db/x'\n[broker]")
    for text in (url, key, server, other):
        found = "\n".join(lines(room_problems(tmp_path, text)))
        assert found
        assert "geheim" not in found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("serial:///dev/ttyUSB0?baud=9600", "serial:///dev/ttyUSB0?baud=19200"),
        ("tcp://MOXA.clinic.example:4001", "tcp://moxa.clinic.example:4001"),
    ],
)
def test_two_devices_on_one_link_are_told(tmp_path: Path, first: str, second: str) -> None:
    text = ROOM.replace("serial:///dev/ttyUSB0?baud=9600", first)
    text += f'[[devices]]\nid = "x"\nkind = "masimo_ascii1"\nlink = "{second}"\nplace = "1"\nprovenance = "real"\n'
    found = lines(room_problems(tmp_path, text))
    assert len(found) == 1
    assert "devices[2].link" in found[0]
    assert "devices[0] already has this link" in found[0]


def test_a_topic_inside_another_devices_topic_is_the_same_link(tmp_path: Path) -> None:
    text = (
        ROOM + '[[devices]]\nid = "x"\nkind = "mqtt_native"\nlink = "mqtt://ward"\nplace = "1"\nprovenance = "real"\n'
    )
    assert "devices[1] already has this link" in lines(room_problems(tmp_path, text))[0]


def test_a_mixed_room_is_refused_with_names(tmp_path: Path) -> None:
    found = lines(room_problems(tmp_path, ROOM.replace('provenance = "real"', 'provenance = "simulated"', 1)))
    assert found == [
        "room.toml: devices: mixed provenance (simulated: rad8-1; real: gateway-1): "
        "one room is either all real or not real at all"
    ]


@pytest.mark.parametrize(
    "link", ["serial:///dev/pts/7?baud=9600", "tcp://127.0.0.1:4001", "tcp://localhost:4001", "tcp://[::1]:4001"]
)
def test_a_link_that_looks_like_a_simulator_is_not_real_without_a_reason(tmp_path: Path, link: str) -> None:
    text = ROOM.replace("serial:///dev/ttyUSB0?baud=9600", link)
    found = lines(room_problems(tmp_path, text))
    assert len(found) == 1
    assert "so no real device stands there" in found[0]
    reason = 'place = "1"\nreal_because = "ser2net on this machine relays the ward bus"'
    room = load_room(write_room(tmp_path, text.replace('place = "1"', reason)))
    assert any("counts as real because: ser2net" in note for note in room.notes)


def test_a_real_device_behind_a_broker_on_this_computer_needs_a_reason(tmp_path: Path) -> None:
    found = lines(room_problems(tmp_path, ROOM.replace("mqtts://broker.clinic.example:8883", "mqtt://127.0.0.1:1883")))
    assert len(found) == 1
    assert "the broker is this computer itself" in found[0]


def test_plain_mqtt_off_this_computer_needs_a_reason_too(tmp_path: Path) -> None:
    text = ROOM.replace("mqtts://", "mqtt://") + "allow_plain = true\n"
    assert "broker.plain_because: is missing" in lines(room_problems(tmp_path, text))[0]
    reason = 'plain_because = "a cable of its own between gateway and station"\n'
    room = load_room(write_room(tmp_path, text + reason))
    assert any("unprotected connections are allowed because" in note for note in room.notes)


def test_a_broker_that_nobody_uses_is_a_note_and_no_mistake(tmp_path: Path) -> None:
    text = ROOM.replace("mqtt://ward/bay1", "tcp://10.0.0.7:4001").replace("mqtt_native", "masimo_ascii1")
    assert "room.toml: broker: no device uses it" in load_room(write_room(tmp_path, text)).notes


def test_a_room_without_places_and_devices_is_told_once_for_each(tmp_path: Path) -> None:
    found = lines(room_problems(tmp_path, 'schema = 1\nname = "A"\nprofile = "profile.toml"\n'))
    assert found == [
        "room.toml: places: is missing: expected at least one [[places]]",
        "room.toml: devices: is missing: expected at least one [[devices]]",
    ]


def test_a_syntax_error_names_line_and_column(tmp_path: Path) -> None:
    found = lines(room_problems(tmp_path, 'schema = 1\nname = "A\n'))
    assert len(found) == 1
    assert "(at line 2, column 10)" in found[0]


def test_text_that_is_not_utf_8_names_its_line(tmp_path: Path) -> None:
    path = write_room(tmp_path)
    path.write_bytes(b"schema = 1\nname = '\xe4'\n")
    with pytest.raises(SettingsError, match="line 2 is not UTF-8 text"):
        load_room(path)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = write_room(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_room(path).name == "Infusion room A"


def test_the_password_comes_from_where_the_file_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = load_room(write_room(tmp_path))
    monkeypatch.setenv("BROKER_PASSWORD", "geheim")
    assert room.broker_password() == "geheim"
    monkeypatch.setenv("BROKER_PASSWORD", "")
    with pytest.raises(SettingsError, match=r"broker\.password_env: holds no password"):
        room.broker_password()

    room = load_room(write_room(tmp_path, ROOM.replace('password_env = "BROKER_PASSWORD"', 'password_file = "pw"')))
    with pytest.raises(SettingsError, match=r"broker\.password_file: cannot be read: No such file"):
        room.broker_password()
    (tmp_path / "pw").write_text("geheim \n")
    assert room.broker_password() == "geheim "  # a blank may belong to it, the line's end does not
