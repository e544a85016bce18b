"""The whole recording of a real monitor, and what its decoder makes of single messages."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from drivers.captures import _decode, _opened, _recognised, as_line, decode_file
from drivers.device import CaptureDecoder, Decoded
from drivers.errors import CaptureFileError
from drivers.observations import NANOSECONDS_PER_SECOND, BloodPressure, Numeric, Parameter, Provenance, Quality, Stamp
from drivers.pcapng import Datagram, read_datagrams
from drivers.philips_intellivue.capture import serial_capture_decoder, udp_capture_decoder
from drivers.philips_intellivue.codes import ObjectClass
from drivers.philips_intellivue.kind import KINDS
from drivers.philips_intellivue.polls import PollReply
from drivers.philips_intellivue.protocol import DATA_PORT, parse_message

CAPTURE = Path("captures") / "intellivue_enumeration.pcapng"


def datagrams(reference: Path) -> list[Datagram]:
    with (reference / CAPTURE).open("rb") as file:
        found = list(read_datagrams(file))
    assert all(isinstance(item, Datagram) for item in found)
    return [item for item in found if isinstance(item, Datagram)]


def said(reference: Path) -> tuple[list[Decoded], CaptureDecoder]:
    decoder = udp_capture_decoder()
    items = [item for datagram in datagrams(reference) for item in decoder.feed(datagram.payload, stamp_of(datagram))]
    return items + decoder.finish(), decoder


def stamp_of(datagram: Datagram) -> Stamp:
    nanoseconds = round((datagram.t_s or 0.0) * NANOSECONDS_PER_SECOND)
    return Stamp(nanoseconds, nanoseconds)


def test_the_network_capture_holds_the_payloads_that_were_extracted_from_it(reference: Path) -> None:
    lines = (reference / "captures" / "intellivue_udp_payloads.txt").read_text().splitlines()
    extracted = [bytes.fromhex(line.split()[-1]) for line in lines if not line.startswith("#")]
    found = datagrams(reference)
    assert [item.payload for item in found] == extracted
    assert len(found) == 189
    assert found[0].t_s == 0.0
    assert found[-1].t_s == pytest.approx(233.0, abs=5.0)
    assert Counter(item.destination_port == DATA_PORT for item in found) == {False: 142, True: 47}


def test_every_message_is_read_and_every_numeric_of_every_reply(reference: Path) -> None:
    messages = [parse_message(item.payload) for item in datagrams(reference)]
    assert None not in messages
    replies = [item for item in messages if isinstance(item, PollReply) and item.object_class == ObjectClass.NUMERICS]
    counts = Counter(sum(len(item.values) for item in reply.objects) for reply in replies)
    # 15 whole answers of 13 numbers, and three that came in parts of 7, 6 and none
    assert counts == {13: 15, 7: 3, 6: 3, 0: 3}
    assert sum(number * times for number, times in counts.items()) == 234


def test_the_capture_gives_each_value_once_a_second_and_the_pressure_once(reference: Path) -> None:
    items, decoder = said(reference)
    statistics = decoder.statistics
    assert (statistics.frames, statistics.rejected_bytes, statistics.received_bytes) == (189, 0, 67088)
    numerics = [item for item in items if isinstance(item, Numeric)]
    assert Counter(item.parameter for item in numerics) == {
        Parameter.SPO2: 18,
        Parameter.PULSE: 36,  # from the oximeter, and from the source chosen at the monitor
        Parameter.HR: 18,
        Parameter.RESP: 18,
        Parameter.PERFUSION_INDEX: 18,
    }
    values = {(item.parameter, item.value) for item in numerics}
    assert values == {("spo2", 95.0), ("pulse", 60.0), ("hr", 60.0), ("resp", 15.0), ("perfusion_index", 10.0)}
    assert {(item.quality, item.provenance) for item in numerics} == {(Quality.QUESTIONABLE, Provenance.REPLAYED)}
    (pressure,) = [item for item in items if isinstance(item, BloodPressure)]
    assert (pressure.systolic, pressure.diastolic, pressure.mean, pressure.pulse) == (120.0, 80.0, 90.0, 60.0)
    # by the monitor's clock at 14:46:02, measured at 14:45:00
    assert pressure.age_s == pytest.approx(62.0, abs=0.1)


def test_lines_name_the_host_commands_and_what_the_session_said(reference: Path) -> None:
    items, _ = said(reference)
    lines = [as_line(item, timed=True) for item in items]
    json.dumps(lines, allow_nan=False)
    commands = Counter(line["command"] for line in lines if "command" in line)
    assert commands == {
        "associate": 9,
        "release": 7,
        "create_event_result": 4,
        "single_poll": 11,
        "extended_poll": 9,
        "get": 1,
        "set": 1,
        "confirmed_set": 5,
    }
    notices = Counter(line["notice"] for line in lines if "notice" in line)
    assert notices == {
        "connect_indication": 3,
        "associated": 4,
        "create_event": 4,
        "association_released": 3,
        "demo_mode": 1,
        "alarms_silenced": 1,
    }


def test_boundaries_that_a_recording_lost_are_found_again(reference: Path) -> None:
    data = b"".join(item.payload for item in datagrams(reference))
    decoder = udp_capture_decoder()
    items = [item for begin in range(0, len(data), 97) for item in decoder.feed(data[begin : begin + 97], Stamp(0, 0))]
    items += decoder.finish()
    expected, _ = said(reference)
    untimed = [as_line(item, timed=False) for item in items]
    assert untimed == [as_line(item, timed=False) for item in expected]


def test_an_answer_whose_end_is_missing_still_gives_its_values(reference: Path) -> None:
    first = next(
        item.payload
        for item in datagrams(reference)
        if isinstance(reply := parse_message(item.payload), PollReply) and reply.part
    )
    decoder = udp_capture_decoder()
    assert decoder.feed(first, Stamp(0, 0)) == []
    assert {item.parameter for item in decoder.finish() if isinstance(item, Numeric)} == {
        Parameter.PULSE
    }  # of the chosen source; the oximeter's stands in the next part


def test_a_frame_of_another_protocol_is_named() -> None:
    decoder = serial_capture_decoder()
    (notice,) = decoder.feed(bytes.fromhex("c03a719b26c1"), Stamp(0, 0))  # mdpnp unit test (BSD-2)
    line = as_line(notice, timed=False)
    assert (line["notice"], "3a 71" in str(line["why"])) == ("foreign_frame", True)
    assert (decoder.statistics.frames, decoder.statistics.rejected_bytes) == (1, 0)


def test_the_registry_entries_are_complete() -> None:
    names = {kind.name: kind for kind in KINDS}
    assert set(names) == {"intellivue_udp", "intellivue_serial"}
    assert names["intellivue_udp"].udp_ports == (24105, 24005)
    line = names["intellivue_serial"].line
    assert line is not None
    assert (line.line.baud, line.binary) == (115_200, True)
    assert all(kind.experimental and kind.reports_alarms and kind.has_cuff for kind in KINDS)
    assert not any(kind.can_start_cuff for kind in KINDS)


def test_decoding_the_file_gives_the_same_lines(reference: Path) -> None:
    kind = next(kind for kind in KINDS if kind.name == "intellivue_udp")
    with _opened(reference / CAPTURE) as file:
        *lines, summary = list(_decode(kind, _recognised(file, kind)))
    assert summary == {"summary": {"bytes": 67088, "frames": 189, "rejected_bytes": 0}}
    (pressure,) = [line for line in lines if line.get("parameter") == "nibp"]
    assert (pressure["systolic"], pressure["diastolic"], pressure["t_s"]) == (120, 80, 194.968566)
    assert sum(1 for line in lines if line.get("parameter") == "spo2" and line["value"] == 95) == 18


def test_a_kind_that_speaks_no_udp_cannot_read_a_network_capture(reference: Path) -> None:
    with pytest.raises(CaptureFileError, match="does not speak UDP"):
        list(decode_file("masimo_ascii1", reference / CAPTURE))


def test_a_packed_network_capture_is_read_too(reference: Path, tmp_path: Path) -> None:
    packed = tmp_path / "capture.pcapng.gz"
    packed.write_bytes(gzip.compress((reference / CAPTURE).read_bytes()))
    with gzip.open(packed) as file:
        assert sum(1 for _ in read_datagrams(file)) == 189
