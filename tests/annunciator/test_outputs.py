"""A computer without sound says so; a wave file holds what would be heard; the system's mixer is understood."""

import functools
import threading
import wave
from pathlib import Path

import miniaudio  # type: ignore[import-untyped]  # it carries no types
import numpy as np
import pytest

from drivers.clock import SystemClock
from monitor.annunciator.mixer import UNKNOWN, MixerState, look
from monitor.annunciator.outputs import DeviceOutput, NoOutputError, WaveOutput
from monitor.annunciator.seat import Seat
from monitor.annunciator.tones import Samples


def silence(count: int) -> Samples:
    return np.zeros(count, dtype=np.float32)


def test_the_null_backend_is_no_sound_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """Miniaudio opens it without a word where no sound system is installed."""
    null = functools.partial(miniaudio.PlaybackDevice, backends=[miniaudio.Backend.NULL])
    monkeypatch.setattr(miniaudio, "PlaybackDevice", null)
    with pytest.raises(NoOutputError, match="no sound device"):
        DeviceOutput(silence)


def test_a_device_that_does_not_open_is_no_sound_device(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise miniaudio.MiniaudioError("failed to init device", -401)

    monkeypatch.setattr(miniaudio, "PlaybackDevice", refuse)
    with pytest.raises(NoOutputError, match="failed to init device"):
        DeviceOutput(silence)


def test_a_wave_file_can_be_opened(tmp_path: Path) -> None:
    asked = threading.Event()

    def ramp(count: int) -> Samples:
        asked.set()
        return np.full(count, 0.5, dtype=np.float32)

    output = WaveOutput(ramp, folder=tmp_path, clock=SystemClock())
    assert asked.wait(10)
    assert output.problem() == ""
    output.close()
    (file,) = tmp_path.iterdir()
    with wave.open(str(file)) as reader:
        assert (reader.getframerate(), reader.getnchannels(), reader.getsampwidth()) == (44_100, 1, 2)
        samples = np.frombuffer(reader.readframes(100), dtype="<i2")
    assert samples.size == 100
    assert set(samples.tolist()) == {16383}


def test_mixers() -> None:
    pulse = {
        "get-sink-mute": "Mute: no\n",
        "get-sink-volume": "Volume: front-left: 26214 /  40% / -23.88 dB,   front-right: 19660 /  30% / -31 dB\n",
        "get-default-sink": "alsa_output.usb\n",
    }
    pipewire = {"get-volume": "Volume: 0.40 [MUTED]\n", "inspect": '  * node.name = "alsa_output.hdmi"\n'}
    alsa = "  Front Left: Playback 20 [31%] [on]\n  Front Right: Playback 20 [35%] [off]\n"
    assert look(lambda words: pulse.get(words[1]) if words[0] == "pactl" else None) == MixerState(
        muted=False, percent=30, output="alsa_output.usb"
    )
    assert look(lambda words: pipewire.get(words[1]) if words[0] == "wpctl" else None) == MixerState(
        muted=True, percent=40, output="alsa_output.hdmi"
    )
    assert look(lambda words: alsa if words[0] == "amixer" else None) == MixerState(muted=True, percent=31)
    assert look(lambda _words: None) == UNKNOWN


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (MixerState(muted=True), "muted"),
        (MixerState(muted=False, percent=29), "29 %"),
        (MixerState(muted=False, percent=30, output="usb"), ""),
        (MixerState(muted=False, percent=80, output="hdmi"), "hdmi instead of usb"),
        (UNKNOWN, ""),
    ],
)
def test_what_makes_sound_unheard(state: MixerState, words: str) -> None:
    problem = state.problem("usb")
    assert words in problem
    assert bool(problem) == bool(words)


def test_seats(tmp_path: Path) -> None:
    file = tmp_path / "seat"
    seat = Seat(file)
    assert not seat.taken_by_another()
    seat.take()
    assert not seat.taken_by_another()
    file.write_text("1", encoding="ascii")
    assert seat.taken_by_another()
    assert not Seat(None).taken_by_another()
