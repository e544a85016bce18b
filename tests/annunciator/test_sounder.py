"""What is heard when the station wants something, stands still, goes away or comes back, on a clock tests turn."""

import numpy as np
import pytest

from drivers.clock import ManualClock
from monitor.annunciator.protocol import Begun, PlayTest, Sound, Wanted
from monitor.annunciator.sounder import FAILURE, FAILURE_FOR_S, GONE, TEST, Sounder
from monitor.annunciator.tones import RATE_HZ, REPEAT_S
from monitor.domain.vocabulary import Priority

BLOCK_S = 0.02
MEDIUM = Sound(priority=Priority.MEDIUM)


class Listening:
    """A sounder, its clock, and an ear."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.begun: list[Begun] = []
        self.sounder = Sounder(self.clock, on_begin=self.begun.append)
        self.count = 0

    def listen(self, seconds: float, *, sound: Sound | None = None, beating: bool = True) -> list[float]:
        """Seconds at which a block was loud; the heart beats every 0.2 s where `beating`."""
        loud = []
        for block in range(round(seconds / BLOCK_S)):
            if beating and block % 10 == 0:
                self.count += 1
                self.sounder.take(Wanted(sound=sound, ticks=self.count, paints=self.count))
            if np.abs(self.sounder.render(round(BLOCK_S * RATE_HZ))).max() > 0.05:
                loud.append(block * BLOCK_S)
            self.clock.move(BLOCK_S)
        return loud


@pytest.fixture
def ear() -> Listening:
    listening = Listening()
    assert listening.listen(3.0) == []
    return listening


def test_a_wanted_sound_is_heard_and_an_unwanted_one_not(ear: Listening) -> None:
    assert ear.listen(1.0, sound=MEDIUM)[0] == 0.0
    assert ear.listen(1.0)[1:] == []


def test_a_station_that_stands_still_is_heard_within_three_seconds_and_as_long_as_it_does(ear: Listening) -> None:
    loud = ear.listen(FAILURE_FOR_S + 10, beating=False)
    assert 1.5 < loud[0] < 2.2
    assert loud[-1] > FAILURE_FOR_S
    longest_pause = max(np.diff(loud))
    assert longest_pause < REPEAT_S[Priority.HIGH]
    assert [each.sound for each in ear.begun] == [FAILURE]


def test_a_station_that_ends_without_a_goodbye_is_heard_at_once(ear: Listening) -> None:
    ear.sounder.station_gone()
    assert ear.sounder.failure() == GONE
    assert ear.listen(1.0, beating=False)[0] < 0.05


def test_a_station_that_goes_on_is_heard_in_its_own_words(ear: Listening) -> None:
    ear.listen(4.0, beating=False)
    ear.listen(2.0, sound=MEDIUM)
    assert [each.sound for each in ear.begun] == [FAILURE, MEDIUM]


def test_the_test_tone(ear: Listening) -> None:
    ear.sounder.take(PlayTest())
    loud = ear.listen(20.0)
    assert loud[0] == 0.0
    assert loud[-1] < 1.0, "once"
    assert [each.sound for each in ear.begun] == [TEST]
