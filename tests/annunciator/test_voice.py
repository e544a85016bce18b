"""Which burst plays when: a graver sound at once, an equal one with the next burst, silence at once, a test last."""

import numpy as np
import pytest

from monitor.annunciator.protocol import Sound
from monitor.annunciator.tones import RATE_HZ, Samples, burst
from monitor.annunciator.voice import FADE_FRAMES, Voice
from monitor.domain.vocabulary import Priority, SoundCategory

HIGH = Sound(priority=Priority.HIGH)
MEDIUM = Sound(priority=Priority.MEDIUM)
OXYGEN = Sound(priority=Priority.MEDIUM, category=SoundCategory.OXYGEN)


@pytest.fixture
def begun() -> list[Sound]:
    return []


@pytest.fixture
def voice(begun: list[Sound]) -> Voice:
    return Voice(on_begin=begun.append)


def test_nothing_wanted_is_silence(voice: Voice, begun: list[Sound]) -> None:
    assert not voice.render(RATE_HZ).any()
    assert begun == []


def test_the_first_sample_comes_at_once(voice: Voice, begun: list[Sound]) -> None:
    voice.want(MEDIUM)
    assert np.array_equal(voice.render(1000), burst(MEDIUM)[:1000])
    assert begun == [MEDIUM]


def test_blocks_of_any_size_give_the_same_stream(voice: Voice) -> None:
    voice.want(HIGH)
    other = Voice(on_begin=lambda _sound: None)
    other.want(HIGH)
    whole = voice.render(9 * RATE_HZ)
    sizes = [1, 7, 441, 882, 5000]
    parts: list[Samples] = []
    while sum(part.size for part in parts) < whole.size:
        parts.append(other.render(sizes[len(parts) % len(sizes)]))
    assert np.array_equal(np.concatenate(parts)[: whole.size], whole)


def test_a_graver_sound_begins_at_once(voice: Voice, begun: list[Sound]) -> None:
    voice.want(MEDIUM)
    voice.render(1000)
    voice.want(HIGH)
    block = voice.render(4000)
    assert begun == [MEDIUM, HIGH]
    assert np.array_equal(block[FADE_FRAMES:], burst(HIGH)[FADE_FRAMES:4000])


def test_an_equal_sound_takes_over_with_the_next_burst(voice: Voice, begun: list[Sound]) -> None:
    voice.want(MEDIUM)
    voice.render(1000)
    voice.want(OXYGEN)
    rest = voice.render(15 * RATE_HZ)
    assert begun == [MEDIUM, OXYGEN]
    assert np.array_equal(rest[: burst(MEDIUM).size - 1000], burst(MEDIUM)[1000:])
    assert np.array_equal(rest[15 * RATE_HZ - 1000 :], burst(OXYGEN)[:1000])


def test_silence_comes_at_once_and_without_a_click(voice: Voice) -> None:
    voice.want(HIGH)
    voice.render(2000)
    voice.want(None)
    block = voice.render(4000)
    assert not block[FADE_FRAMES:].any()
    assert np.abs(np.diff(block)).max() < 0.2


def test_a_lower_sound_follows_a_graver_one_at_once(voice: Voice, begun: list[Sound]) -> None:
    voice.want(HIGH)
    voice.render(100)
    voice.want(MEDIUM)
    voice.render(100)
    assert begun == [HIGH, MEDIUM]


def test_a_test_is_one_burst(voice: Voice, begun: list[Sound]) -> None:
    voice.want(None)
    voice.play_once(MEDIUM)
    assert voice.bursting
    for _ in range(100):
        voice.want(None)
        voice.render(RATE_HZ // 2)
    assert begun == [MEDIUM]
    assert not voice.bursting


def test_an_alarm_cuts_a_test_and_no_test_cuts_an_alarm(voice: Voice, begun: list[Sound]) -> None:
    voice.play_once(MEDIUM)
    voice.render(100)
    voice.want(MEDIUM)
    voice.render(100)
    voice.play_once(OXYGEN)
    voice.render(20 * RATE_HZ)
    assert begun == [MEDIUM, MEDIUM]
