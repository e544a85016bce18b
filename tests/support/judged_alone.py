"""A stored session judged by the alarm engine itself, second by second: the judging of many is held against it."""

from dataclasses import replace

import numpy as np

from monitor.alarms.acceptance import Judgement
from monitor.alarms.arrays import Edge
from monitor.alarms.engine import RATE_ROW, AlarmEngine, Watch
from monitor.alarms.frames import empty_readings, empty_samples
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.pressure_bank import Belief
from monitor.alarms.rules import Channel, Profile, Silence
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import Verdict
from monitor.review.judging import judgements_of
from monitor.review.readings import RATE_FRESH_S
from monitor.review.stored_session import MISSING, StoredSession
from monitor.review.touched import is_judged


def judge_one(session: StoredSession, profile: Profile) -> list[Edge]:
    """The changes of one session without any short cut, as `monitor.review.batch.judge` gives them for many."""
    engine = AlarmEngine(replace(profile, rules=tuple(rule for rule in profile.rules if is_judged(rule))), 1)
    engine.watch(0, Watch.PATIENT)
    engine.pressures.at_rest[0] = True  # until the drug begins
    row = CHANNELS.index(Channel.SPO2)
    if (session.values[row] != MISSING).any():
        engine.data_seen(0, Silence.SPO2, {0: 0})
    edges: list[Edge] = []
    readings = {int(second): index for index, second in enumerate(session.reading_s)}
    judgements = judgements_of(session)
    for second in range(session.seconds):
        tick = second * TICKS_PER_SECOND
        while (due := engine.next_due()) <= tick:
            edges += engine.fire(due)
        if second == session.baseline_s:
            engine.set_baseline(0, session.baseline)
            engine.pressures.at_rest[0] = False
        for _, closer in (one for one in session.closer if one[0] == second):
            engine.set_closer(0, on=closer)
        if second == session.infusion_end_s:
            engine.courses.infusion_ended(0, tick)
        if second in readings:
            index = readings[second]
            edges += _read(engine, tick, session, index, judgements[index])
        values, usable, solid = empty_samples(1)
        column = session.values[:, second]
        values[:, 0], usable[:, 0] = column, column != MISSING
        solid[:, 0] = True if session.doubtful is None else ~session.doubtful[:, second]
        if usable[RATE_ROW, 0]:
            engine.gate.by_probe[RATE_ROW, 0] = session.by_ecg is None or not session.by_ecg[second]
        edges += engine.samples(tick, values, usable=usable, solid=solid)
        if usable[row, 0]:
            edges += engine.data_seen(tick, Silence.SPO2, {0: tick})
    return edges


def _read(engine: AlarmEngine, tick: int, session: StoredSession, index: int, judgement: Judgement) -> list[Edge]:
    """Hand over one reading. Nobody can be asked to repeat one of the past: the rules take their unrepeated form."""
    if judgement.verdict is Verdict.REJECTED:
        return []
    readings, present = empty_readings(1)
    readings[:, 0] = session.readings[:, index]
    present[0] = True
    belief = Belief(
        solid=np.array([judgement.solid]),
        expected=np.array([judgement.expected]),
        repeatable=np.zeros_like(present),
        rate=np.array([_rate_at(session, int(session.reading_s[index]))]),
    )
    return engine.readings(tick, readings, present, belief)


def _rate_at(session: StoredSession, second: int) -> float:
    """The newest rate of the ten seconds before; NaN where there is none."""
    recent = session.values[RATE_ROW, max(0, second - RATE_FRESH_S) : second]
    known = recent[recent != MISSING]
    return float(known[-1]) if known.size else np.nan
