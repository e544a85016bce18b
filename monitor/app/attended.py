"""What a room with a display has around it: its sound, its heartbeat to the watcher, and a screen that stays lit."""

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from monitor.annunciator.protocol import Begun
from monitor.app.awake import hold_awake
from monitor.app.compose import RunningRoom
from monitor.app.heartbeat import Beat, HeartbeatSender
from monitor.app.sound import SoundKeeper, Speak
from monitor.domain.inputs import FaultRule

log = logging.getLogger(__name__)


@contextlib.contextmanager
def attended(
    running: RunningRoom,
    *,
    seat: Path,
    annunciator: Sequence[str] = (),
    on_begun: Callable[[Begun], None] | None = None,
) -> Iterator[SoundKeeper]:
    """Sound, heartbeat and a lit screen until the block ends; what fails of them becomes an alarm of the room.

    Args:
        running: the room, started.
        seat: file that the annunciators of one record share.
        annunciator: further words for its command line.
        on_begun: is told when a sound begins.

    """
    host = running.host
    keeper = SoundKeeper(
        host.snapshot,
        lambda: host.paint_count,
        speak=_speak(running, "T-AUDIO"),
        arguments=("--seat", str(seat), *annunciator),
        on_begun=on_begun,
    )
    heartbeat = HeartbeatSender(lambda: Beat(_ticks(running), host.paint_count))
    held = hold_awake(_speak(running, "T-AWAKE"))
    keeper.start()
    heartbeat.start()
    try:
        yield keeper
    finally:
        heartbeat.close()
        keeper.close()
        held.release()


@contextlib.contextmanager
def heard_if_possible(running: RunningRoom, *, seat: Path) -> Iterator[None]:
    """The sound of a demo: where there is none, words say so, and no alarm."""
    told = [""]

    def speak(why: str) -> None:
        if why and why != told[0]:
            log.warning("No sound: %s", why)
        told[0] = why or told[0]

    host = running.host
    keeper = SoundKeeper(host.snapshot, lambda: host.paint_count, speak=speak, arguments=("--seat", str(seat)))
    keeper.start()
    try:
        yield
    finally:
        keeper.close()


def _speak(running: RunningRoom, rule: FaultRule) -> Speak:
    return lambda why: running.machine.note(rule, why)


def _ticks(running: RunningRoom) -> int:
    snapshot = running.host.snapshot()
    return 0 if snapshot is None else snapshot.tick_count
