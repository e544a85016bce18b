"""What a screen may do with a device's wire, and what it is refused with words."""

from pathlib import Path

import pytest
from engine_fakes import Bedside, spec_of

from drivers.clock import ManualClock
from drivers.registry import kind_named
from monitor.engine.device_desk import MESSAGES, NO_DEVICE, NO_FOLDER, DeviceDesk
from monitor.engine.supervisor import Supervisor


class Nowhere:
    def observed(self, *_: object) -> None:
        raise AssertionError("nothing runs here")

    def link_changed(self, *_: object, **__: object) -> None:
        raise AssertionError("nothing runs here")

    def cuff_refused(self, *_: object, **__: object) -> None:
        raise AssertionError("nothing runs here")


def desk(folder: Path | None, *, kind: str = "masimo_ascii1") -> tuple[DeviceDesk, Supervisor, ManualClock]:
    clock = ManualClock()
    supervisor = Supervisor(
        spec_of("1"), open_driver=Bedside(clock).open, clock=clock, sink=Nowhere(), kind=kind_named(kind)
    )
    return DeviceDesk([supervisor], clock=clock, folder=folder), supervisor, clock


def test_a_recording_is_named_after_device_and_time(tmp_path: Path) -> None:
    found, supervisor, clock = desk(tmp_path / "raw")
    assert found.start_recording("ox-1") == ""
    supervisor.watch.wire.received(b"abc", clock.now())
    view = supervisor.watch.wire.recording
    assert view is not None
    assert view.file == str(tmp_path / "raw" / "ox-1-20231114T221320Z.jsonl")
    assert [piece.data for piece in found.raw("ox-1")] == [b"abc"]
    found.close()
    assert b"abc".hex() in (tmp_path / "raw" / "ox-1-20231114T221320Z.jsonl").read_text()
    assert supervisor.watch.wire.recording is None


def test_a_second_recording_in_the_same_second_is_refused(tmp_path: Path) -> None:
    found, _, _ = desk(tmp_path)
    assert found.start_recording("ox-1") == ""
    assert "never replaces another" in found.start_recording("ox-1")
    found.close()


@pytest.mark.parametrize(("device_id", "why"), [("nobody", NO_DEVICE), ("ox-1", "")])
def test_only_devices_of_the_room(tmp_path: Path, device_id: str, why: str) -> None:
    found, _, _ = desk(tmp_path)
    assert found.start_recording(device_id) == why
    assert found.raw("nobody") == ()
    found.stop_recording("nobody")
    found.close()


def test_messages_of_a_broker_are_no_bytes_of_a_wire(tmp_path: Path) -> None:
    found, _, _ = desk(tmp_path, kind="mqtt_native")
    assert found.start_recording("ox-1") == MESSAGES
    assert list(tmp_path.iterdir()) == []


def test_a_room_without_a_folder_keeps_none() -> None:
    found, _, _ = desk(None)
    assert found.start_recording("ox-1") == NO_FOLDER
