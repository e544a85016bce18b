"""What the system does with our sound: muted, turned down, or sent elsewhere, as far as its own tools tell.

PipeWire (`wpctl`), PulseAudio (`pactl`) and ALSA (`amixer`) are asked, the first that answers is believed. Where none
of them is installed nothing is known, and nothing is said: silence of a tool is no fault of the sound.
"""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

ASK_TIMEOUT_S = 2.0
FLOOR_PERCENT = 30  # below this an alarm cannot be relied upon to be heard at the staff place
Ask = Callable[[tuple[str, ...]], str | None]


@dataclass(frozen=True, slots=True)
class MixerState:
    """None: not known."""

    muted: bool | None = None
    percent: int | None = None
    output: str | None = None

    def problem(self, accepted_output: str | None) -> str:
        """Why nobody may hear us, in words; `accepted_output` is the one that was heard."""
        if self.muted:
            return "the computer's sound is muted"
        if self.percent is not None and self.percent < FLOOR_PERCENT:
            return f"the computer's volume is {self.percent} %, at least {FLOOR_PERCENT} % is needed"
        if accepted_output is not None and self.output is not None and self.output != accepted_output:
            return f"the sound goes to another output now: {self.output} instead of {accepted_output}"
        return ""


UNKNOWN = MixerState()


def ask_system(command: tuple[str, ...]) -> str | None:
    """What a tool prints; None where it is not there or fails."""
    if shutil.which(command[0]) is None:
        return None
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=ASK_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def look(ask: Ask = ask_system) -> MixerState:
    """The state of the default output."""
    for reader in (_pulse, _pipewire, _alsa):
        state = reader(ask)
        if state is not None:
            return state
    return UNKNOWN


def _pulse(ask: Ask) -> MixerState | None:
    muted = ask(("pactl", "get-sink-mute", "@DEFAULT_SINK@"))
    if muted is None:
        return None
    volume = ask(("pactl", "get-sink-volume", "@DEFAULT_SINK@")) or ""
    output = (ask(("pactl", "get-default-sink")) or "").strip()
    return MixerState(muted.strip().endswith("yes"), _lowest_percent(volume), output or None)


def _pipewire(ask: Ask) -> MixerState | None:
    said = ask(("wpctl", "get-volume", "@DEFAULT_AUDIO_SINK@"))
    found = None if said is None else re.search(r"Volume:\s*([0-9.]+)", said)
    if said is None or found is None:
        return None
    named = re.search(r'node\.name = "([^"]+)"', ask(("wpctl", "inspect", "@DEFAULT_AUDIO_SINK@")) or "")
    return MixerState("MUTED" in said, round(float(found[1]) * 100), None if named is None else named[1])


def _alsa(ask: Ask) -> MixerState | None:
    said = ask(("amixer", "get", "Master"))
    if said is None:
        return None
    switches = re.findall(r"\[(on|off)\]", said)
    return MixerState("off" in switches, _lowest_percent(said))


def _lowest_percent(text: str) -> int | None:
    return min((int(number) for number in re.findall(r"(\d+)%", text)), default=None)
