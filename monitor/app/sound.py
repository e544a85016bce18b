"""The station's side of the alarm sound: feeds the annunciator from the picture, and starts it again when it dies.

It runs in a thread of its own, so that a display that hangs holds up no sound. What it finds wrong is the alarm
T-AUDIO; that stays for a minute after all is well again, so that nobody misses it.
"""

import logging
import threading
from collections.abc import Callable, Sequence

from drivers.clock import Stopwatch
from monitor.annunciator.child import AnnunciatorProcess
from monitor.annunciator.protocol import (
    EVERY_S,
    AcceptOutput,
    Begun,
    PlayTest,
    Report,
    Sound,
    Standing,
    Wanted,
)
from monitor.port.snapshot import AudioView, Snapshot

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.02  # at the picture: part of the way from the wire to the ear
START_S = 8.0  # a slow computer loads Python and numpy
SILENT_S = 1.5  # without a report
STAYS_S = 60.0  # after the last fault
RESTARTS_S = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)  # waits before one restart after the other; never given up
SETTLED_S = 30.0  # an annunciator that lived this long had no fault in its start
Speak = Callable[[str], None]


class SoundKeeper:
    """Owns the annunciator's process and the thread that feeds it."""

    def __init__(
        self,
        picture: Callable[[], Snapshot | None],
        paints: Callable[[], int | None],
        *,
        speak: Speak,
        arguments: Sequence[str] = (),
        on_begun: Callable[[Begun], None] | None = None,
    ) -> None:
        """Prepare; `start` begins.

        Args:
            picture: the newest picture of the room.
            paints: how often it was painted; None where there is no screen.
            speak: is told why nothing may be heard, or an empty text once all is well; from another thread.
            arguments: of the annunciator.
            on_begun: is told when a sound begins; from another thread.

        """
        self._picture = picture
        self._paints = paints
        self._speak = speak
        self._arguments = tuple(arguments)
        self._on_begun = on_begun
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
        self._child: AnnunciatorProcess | None = None
        self._lived = Stopwatch()
        self._restarts = 0
        self._standing: Standing | None = None
        self._since_fault: Stopwatch | None = None
        self._heard = AudioView()
        self._sent: Sound | None = None
        self._since_sent: Stopwatch | None = None

    @property
    def pid(self) -> int | None:
        """Of the annunciator; None while there is none."""
        child = self._child
        return None if child is None else child.pid

    def start(self) -> None:
        first = self._picture()
        if first is not None:
            self._heard = first.audio  # tests and answers from before this start are no news
        self._start_child()
        self._thread.start()

    def close(self) -> None:
        """Let the sound end, because the station is closed on purpose."""
        self._closing.set()
        self._thread.join()
        if self._child is not None:
            self._child.close()

    def _run(self) -> None:
        while not self._closing.wait(LOOK_EVERY_S):
            try:
                self._turn()
            except Exception as error:
                # nobody else would notice that the sound is no longer fed
                log.exception("The sound is not fed")
                self._complain(f"the sound is not fed: {type(error).__name__}: {error}")

    def _turn(self) -> None:
        self._keep_child()
        snapshot = self._picture()
        if snapshot is not None and self._child is not None:
            self._feed(self._child, snapshot)
        self._judge()

    def _feed(self, child: AnnunciatorProcess, snapshot: Snapshot) -> None:
        audio = snapshot.audio
        sound = sound_of(audio)
        if self._since_sent is None or sound != self._sent or self._since_sent.elapsed_s() >= EVERY_S:
            child.say(Wanted(sound=sound, ticks=snapshot.tick_count, paints=self._paints()))
            self._sent, self._since_sent = sound, Stopwatch()
        if audio.tests_played != self._heard.tests_played:
            child.say(PlayTest())
        if audio.test_answered_tick != self._heard.test_answered_tick and audio.test_heard:
            child.say(AcceptOutput())
        self._heard = audio

    def _keep_child(self) -> None:
        child = self._child
        if child is None:
            if self._lived.elapsed_s() >= RESTARTS_S[min(self._restarts, len(RESTARTS_S) - 1)]:
                self._restarts += 1
                self._start_child()
            return
        if self._lived.elapsed_s() > SETTLED_S:
            self._restarts = 0
        allowed_s = SILENT_S if child.has_reported else START_S
        if child.ended:
            why = "the sound program ended and is being started again"
        elif child.since_report.elapsed_s() > allowed_s:
            why = "the sound program stood still and is being started again"
        else:
            return
        self._complain(why)
        child.kill()
        self._child, self._standing, self._lived = None, None, Stopwatch()

    def _start_child(self) -> None:
        self._since_sent = None
        self._lived = Stopwatch()
        try:
            self._child = AnnunciatorProcess(self._arguments, on_report=self._take)
        except OSError as error:
            self._complain(f"the sound program cannot be started: {error}")

    def _take(self, report: Report) -> None:
        if isinstance(report, Standing):
            if report.failure and (self._standing is None or report.failure != self._standing.failure):
                log.error("The failure alarm sounds: %s", report.failure)
            self._standing = report
        elif self._on_begun is not None:
            self._on_begun(report)

    def _judge(self) -> None:
        standing = self._standing
        if standing is None:
            return
        if standing.problem:
            self._complain(standing.problem)
        elif self._since_fault is None or self._since_fault.elapsed_s() > STAYS_S:
            self._since_fault = None
            self._speak("")

    def _complain(self, why: str) -> None:
        self._since_fault = Stopwatch()
        self._speak(why)


def sound_of(audio: AudioView) -> Sound | None:
    """What the annunciator is asked for."""
    if audio.sounding is None:
        return None
    return Sound(priority=audio.sounding, category=audio.category, volume_step=audio.volume_step)
