"""Kills a scripted clinic day again and again at chance moments, each time beginning anew from the file on the disk."""

import json
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from clinic_day import DAY_MIN, TICKS_PER_MIN, ClinicDay, open_journal
from clinic_patients import utc_ms
from clinic_record import ALARMS, DELIVERED_MG, STAGES, Kept, delivered_mg

from monitor.domain.events import GateOverridden, PhaseChanged
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import AlarmKind, AlarmState, Priority
from monitor.room.room import Room
from monitor.storage import AlarmFilter, Records
from monitor.storage.verify import verify

LATEST_S = 190.0  # somebody tries again after a minute what lacked a reading
MOST_OFF_MG = 3.0  # the same at 60 mg/h
CALM_TICKS = 50  # before a kill the station steps every second and writes at once, as it does
TELLING_MIN = (  # somebody has paused the sound, or a rule; a HIGH alarm is not answered yet
    (30.4, 32.0),
    (148.2, 149.9),
    (34.05, 34.4),
    (106.05, 106.4),
    (183.12, 183.5),
)
DOWN_TICKS = (5, 30)  # acceptance: all chairs back in three seconds


@dataclass
class Toll:
    """What was found over all kills of one day."""

    kills: int = 0
    lost_ticks: int = 0  # the most that one kill took
    unwritten: int = 0  # kills in which a step was judged and had not been written
    with_patients: int = 0
    with_silences: int = 0
    sounding: int = 0  # kills under a HIGH alarm that sounded again at once


def live_and_die(store: Path, *, kills: int, rng: random.Random) -> tuple[ClinicDay, Toll]:
    """Live through the day; every kill is checked as it happens. Five of them come at telling moments."""
    toll = Toll()
    day = ClinicDay(open_journal(store))
    telling = [round(rng.uniform(*span) * TICKS_PER_MIN) for span in TELLING_MIN]
    moments = rng.sample(range(600, round(DAY_MIN * TICKS_PER_MIN) - 600), kills - len(telling))
    for tick in sorted([*telling, *moments]):
        if tick <= day.tick:  # it is down still, or has just begun: it dies soon after
            tick = day.tick + rng.randrange(1, CALM_TICKS)  # noqa: PLW2901 - the moment of the kill
        day.run(max(day.tick, tick - CALM_TICKS))
        _die_at(day, store, tick, rng, toll)
    day.run()
    return day, toll


def _die_at(day: ClinicDay, store: Path, tick: int, rng: random.Random, toll: Toll) -> None:
    while day.tick + TICKS_PER_SECOND < tick:
        day.step(day.tick + TICKS_PER_SECOND)
        day.write()
    if rng.random() < 0.5:
        kept = _state(day.room)
        day.step(tick, dies=True)
        toll.unwritten += 1
    else:
        day.step(tick)
        day.write()
        kept = _state(day.room)
    had_silences = bool(day.room.board.silences.pauses or day.room.board.silences.suspensions)
    day.restart(store, down_ticks=rng.randint(*DOWN_TICKS))
    words = f"killed at tick {tick}"
    differing = _differences(kept, _state(day.room))
    assert differing == [], f"{words}: {differing}"
    assert tick - day.room.tick <= TICKS_PER_SECOND, words
    last_seq = day.journal.recover().last_event_seq
    assert last_seq == (day.events[-1].seq if day.events else 0), words
    toll.kills += 1
    toll.lost_ticks = max(toll.lost_ticks, tick - day.room.tick)
    toll.with_patients += bool(day.room.sessions)
    toll.with_silences += had_silences
    toll.sounding += _sounds_again(day, words)


def _sounds_again(day: ClinicDay, words: str) -> bool:
    """The first step ends every silence; a HIGH alarm that stands unanswered is heard."""
    was_high = _high(day.room)
    day.step(day.tick)
    day.write()
    assert not day.room.board.silences.pauses, words
    assert not day.room.board.silences.suspensions, words
    assert day.room.restart_note is not None, words
    is_high = bool(was_high & _high(day.room))
    if is_high:
        assert day.room.board.sounding() is Priority.HIGH, words
    return is_high


def _high(room: Room) -> set[int]:
    return {
        record.alarm_id
        for record in room.board.records.values()
        if record.priority is Priority.HIGH and record.state is AlarmState.ACTIVE and record.audible
    }


def _state(room: Room) -> dict[str, object]:
    """Everything that the room knows: phases, clocks, doses, entries, alarms, silences, and the timers of all rules."""
    state: dict[str, object] = json.loads(room.checkpoint())
    return state


def _differences(kept: object, found: object, where: str = "") -> list[str]:
    """The places in which two states differ, each with both values."""
    if kept == found:
        return []
    if isinstance(kept, dict) and isinstance(found, dict):
        pairs = [(key, kept.get(key), found.get(key)) for key in kept | found]
    elif isinstance(kept, list) and isinstance(found, list) and len(kept) == len(found):
        pairs = [(str(number), *pair) for number, pair in enumerate(zip(kept, found, strict=True))]
    else:
        return [f"{where}: {kept} became {found}"]
    return [line for key, *pair in pairs for line in _differences(pair[0], pair[1], f"{where}/{key}")]


def check_record(kept: Kept) -> None:
    """The record of a day that was killed again and again: that of the script, but for the seconds of the restarts."""
    assert kept.events == kept.said, "an event that was confirmed is missing or another"
    assert [event.seq for event in kept.events] == list(range(1, len(kept.events) + 1))
    assert verify(kept.store).findings == ()
    for label, stages in STAGES.items():
        found = [event for event in kept.of(label, PhaseChanged) if isinstance(event, PhaseChanged)]
        assert [event.stage.value if event.stage else "" for event in found] == [stage for stage, _ in stages], label
        late_s = [(event.effective_utc_ms - utc_ms(at)) / 1000 for event, (_, at) in zip(found, stages, strict=True)]
        assert all(0 <= each <= LATEST_S for each in late_s), f"{label}: {late_s}"
        given, planned = delivered_mg(kept, label), DELIVERED_MG.get(label)
        assert (given is None) is (planned is None), label
        assert given is None or planned is None or abs(given - planned) <= MOST_OFF_MG, f"{label}: {given}"
    high = defaultdict(set)
    for alarm in Records(kept.store).alarms(AlarmFilter(least_priority=Priority.HIGH), limit=500):
        if alarm.kind is AlarmKind.PHYSIOLOGICAL:
            high[kept.label_of[alarm.session_id]].add(alarm.rule)
    expected = {
        label: {rule for rule, priority in rules if priority is Priority.HIGH} for label, rules in ALARMS.items()
    }
    assert dict(high) == {label: rules for label, rules in expected.items() if rules}
    (gate,) = [event for event in kept.events if isinstance(event, GateOverridden)]
    assert kept.label_of[gate.session_id] == "P03"
