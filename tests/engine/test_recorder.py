"""Raw bytes to a file: `decode` reads them back with the same values; a recording never has a hole."""

import json
import threading
from pathlib import Path

import pytest
from uart_line import RAD8, RADICAL

from drivers.captures import as_line, decode_file
from drivers.clock import ManualClock
from drivers.registry import kind_named
from monitor.engine import recorder as recorder_module
from monitor.engine.recorder import RawRecorder, RecordingError
from monitor.port.device_port import RawPiece


def values(lines: list[dict[str, object]]) -> list[tuple[object, object, object]]:
    return [(line["t_s"], line["parameter"], line["value"]) for line in lines if "parameter" in line]


def test_decode_reads_back_what_the_driver_read(tmp_path: Path) -> None:
    clock = ManualClock()
    recorder = RawRecorder(tmp_path / "rad8.jsonl", clock=clock)
    make_decoder = kind_named("masimo_ascii1").make_decoder
    assert make_decoder is not None
    live, expected = make_decoder(), []
    began = clock.now()
    for chunk in (RAD8[:40], RAD8[40:], RADICAL):
        clock.move(0.5)
        recorder.write(RawPiece(clock.now(), chunk))
        for item in live.feed(chunk, clock.now()):
            line = as_line(item, timed=True)
            expected.append(line | {"t_s": float(str(line["t_s"])) - began.mono_ns / 1e9})
    recorder.close()
    decoded = list(decode_file("masimo_ascii1", tmp_path / "rad8.jsonl"))
    assert values(decoded) == values(expected)
    assert ("spo2", 98) in [(name, value) for _, name, value in values(decoded)]
    assert decoded[-1]["summary"] == {"bytes": len(RAD8 + RADICAL), "frames": 2, "rejected_bytes": 0}


def test_both_directions_are_in_the_recorders_own_words(tmp_path: Path) -> None:
    clock = ManualClock()
    recorder = RawRecorder(tmp_path / "a.jsonl", clock=clock)
    clock.move(1.25)
    recorder.write(RawPiece(clock.now(), b"\x0d NA!2\x0d", sent=True))
    recorder.write(RawPiece(clock.now().earlier(5), b"\x00\xff"))  # it arrived before, and was handed over now
    recorder.close()
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert lines == [
        {"t_s": 1.25, "dir": "tx", "hex": "0d204e4121320d"},
        {"t_s": 0.0, "dir": "rx", "hex": "00ff"},
    ]


def test_a_recording_never_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("precious")
    with pytest.raises(RecordingError, match="is there already"):
        RawRecorder(path, clock=ManualClock())
    assert path.read_text() == "precious"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RecordingError, match=r"cannot be written|is there already"):
        RawRecorder(tmp_path / "file" / "a.jsonl", clock=ManualClock())


def test_a_recording_ends_at_its_bound_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder_module, "LONGEST_RECORDING_BYTES", 10)
    clock = ManualClock()
    recorder = RawRecorder(tmp_path / "a.jsonl", clock=clock)
    for _ in range(3):
        recorder.write(RawPiece(clock.now(), b"12345"))
    recorder.close()
    view = recorder.view()
    assert view.recorded_bytes == 10
    assert view.problem.startswith("ended after")
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 2


class SlowFile:
    """A disk that stands still until told otherwise, or fails."""

    def __init__(self, error: OSError | None = None) -> None:
        self.go = threading.Event()
        self.asked = threading.Event()
        self.error = error
        self.written = 0

    def __enter__(self) -> "SlowFile":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def write(self, text: str) -> int:
        self.asked.set()
        self.go.wait(10)
        if self.error is not None:
            raise self.error
        self.written += 1
        return len(text)

    def flush(self) -> None:
        pass


def recorder_on(file: SlowFile, folder: Path, monkeypatch: pytest.MonkeyPatch) -> RawRecorder:
    monkeypatch.setattr(Path, "open", lambda *_args, **_options: file)
    return RawRecorder(folder / "a.jsonl", clock=ManualClock())


def test_a_disk_that_is_too_slow_ends_the_recording_and_holds_up_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "WAITING_PIECES", 4)
    file = SlowFile()
    recorder = recorder_on(file, tmp_path, monkeypatch)
    piece = RawPiece(ManualClock().now(), b"x")
    recorder.write(piece)
    assert file.asked.wait(10)
    for _ in range(6):
        recorder.write(piece)
    assert recorder.view().problem == "ended: the disk is too slow"
    assert recorder.view().recorded_bytes == 5  # the one being written, and four that wait
    file.go.set()
    recorder.close()
    assert file.written == 5


def test_a_full_disk_ends_the_recording_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = SlowFile(OSError(28, "No space left on device"))
    file.go.set()
    recorder = recorder_on(file, tmp_path, monkeypatch)
    recorder.write(RawPiece(ManualClock().now(), b"x"))
    recorder.close()
    assert recorder.view().problem == "ended: No space left on device"
    recorder.write(RawPiece(ManualClock().now(), b"y"))
    assert recorder.view().recorded_bytes == 1
