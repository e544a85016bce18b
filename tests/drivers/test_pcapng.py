"""Network captures: what is read besides the Ethernet of the reference capture, and what a damaged file gives."""

import io
import struct

import pytest

from drivers.pcapng import MAX_BLOCK_BYTES, Datagram, Unread, read_datagrams

PAYLOAD = b"\x0c\x00"
NANOSECONDS = struct.pack("<HHB3x", 9, 1, 9)


def block(kind: int, body: bytes, order: str = "<") -> bytes:
    body += bytes(-len(body) % 4)
    size = struct.pack(order + "I", len(body) + 12)
    return struct.pack(order + "I", kind) + size + body + size


def section(order: str = "<") -> bytes:
    return block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1), order)


def interface(link_type: int, order: str = "<", options: bytes = b"") -> bytes:
    return block(1, struct.pack(order + "HHI", link_type, 0, 0) + options, order)


def packet(data: bytes, ticks: int = 0, order: str = "<") -> bytes:
    head = struct.pack(order + "IIIII", 0, ticks >> 32, ticks & 0xFFFFFFFF, len(data), len(data))
    return block(6, head + data, order)


def udp(payload: bytes = PAYLOAD, *, announced: int | None = None) -> bytes:
    size = 8 + len(payload) if announced is None else announced
    return struct.pack(">HHHH", 24105, 50818, size, 0) + payload


def ipv4(segment: bytes, *, protocol: int = 17, fragment: int = 0) -> bytes:
    return struct.pack(">BBHHHBBH8x", 0x45, 0, 20 + len(segment), 0, fragment, 64, protocol, 0) + segment


def ethernet(packed: bytes, kind: int = 0x0800, tag: bytes = b"") -> bytes:
    return bytes(12) + tag + struct.pack(">H", kind) + packed


def read(data: bytes) -> list[Datagram | Unread]:
    return list(read_datagrams(io.BytesIO(data)))


def found(data: bytes) -> Datagram:
    (item,) = read(data)
    assert isinstance(item, Datagram)
    return item


EXPECTED = Datagram(t_s=0.0, source_port=24105, destination_port=50818, payload=PAYLOAD)


@pytest.mark.parametrize(
    ("link_type", "frame"),
    [
        (1, ethernet(ipv4(udp()))),
        (1, ethernet(ipv4(udp()), tag=b"\x81\x00\x00\x07")),
        (1, ethernet(struct.pack(">IHBB32x", 0x60000000, 10, 17, 64) + udp(), kind=0x86DD)),
        (101, ipv4(udp())),
        (113, bytes(14) + b"\x08\x00" + ipv4(udp())),
    ],
)
@pytest.mark.parametrize("order", ["<", ">"])
def test_each_kind_of_capture_and_both_byte_orders_are_read(link_type: int, frame: bytes, order: str) -> None:
    assert found(section(order) + interface(link_type, order) + packet(frame, order=order)) == EXPECTED


def test_padding_of_short_ethernet_frames_is_no_payload() -> None:
    assert found(section() + interface(1) + packet(ethernet(ipv4(udp())) + bytes(18))).payload == PAYLOAD


def test_times_count_from_the_first_packet_in_the_files_own_resolution() -> None:
    frame = ethernet(ipv4(udp()))
    data = section() + interface(1) + packet(frame, 5_000_000) + packet(frame, 6_250_000)
    assert [item.t_s for item in read(data) if isinstance(item, Datagram)] == [0.0, 1.25]
    fine = section() + interface(1, options=NANOSECONDS) + packet(frame, 10**9) + packet(frame, 3 * 10**9)
    assert [item.t_s for item in read(fine) if isinstance(item, Datagram)] == [0.0, 2.0]


def test_a_simple_packet_has_no_time() -> None:
    frame = ethernet(ipv4(udp()))
    assert found(section() + interface(1) + block(3, struct.pack("<I", len(frame)) + frame)).t_s is None


def test_other_traffic_and_other_blocks_are_passed_over() -> None:
    other = [ethernet(ipv4(udp(), protocol=6)), ethernet(b"\x00" * 28, kind=0x0806), b""]
    data = section() + interface(1) + block(5, bytes(12)) + b"".join(packet(frame) for frame in other)
    assert read(data) == []


@pytest.mark.parametrize(
    "frame",
    [ethernet(ipv4(udp(), fragment=0x2000)), ethernet(ipv4(udp(announced=99))), ethernet(ipv4(b"\x5e\x29"))],
)
def test_a_datagram_that_is_not_whole_is_told_and_the_next_one_read(frame: bytes) -> None:
    first, second = read(section() + interface(1) + packet(frame) + packet(ethernet(ipv4(udp()))))
    assert isinstance(first, Unread)
    assert isinstance(second, Datagram)


def test_a_link_type_that_is_not_read_is_named() -> None:
    (item,) = read(section() + interface(105) + packet(b"\x00" * 40))
    assert isinstance(item, Unread)
    assert "105" in item.why


@pytest.mark.parametrize(
    "tail",
    [
        b"\x06\x00\x00\x00",
        packet(ethernet(ipv4(udp())))[:-1],
        struct.pack("<II", 6, MAX_BLOCK_BYTES + 16),
        struct.pack("<II", 6, 13) + bytes(5),
        packet(b"")[:-4] + b"\xff\xff\xff\xff",
    ],
)
def test_a_broken_file_ends_in_words(tail: bytes) -> None:
    *_, last = read(section() + interface(1) + tail)
    assert isinstance(last, Unread)


def test_a_file_of_unknown_byte_order_is_refused() -> None:
    (item,) = read(b"\x0a\x0d\x0d\x0a" + bytes(20))
    assert isinstance(item, Unread)
