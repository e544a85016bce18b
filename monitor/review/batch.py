"""The alarm engine over many stored sessions at once: the same events that each would give alone.

Sessions lie on the columns of one engine. Continuous rules run only over stretches that the minutes' lowest and highest
values cannot clear of suspicion; a column that is done with one takes the next. Pressure rules run over the sessions of
which a reading reaches a limit, at their readings and at the instants at which confirmations run out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from monitor.alarms.acceptance import Judgement
from monitor.alarms.arrays import TILE_COLUMNS, Edge
from monitor.alarms.baseline import NO_BASELINE
from monitor.alarms.engine import RATE_ROW, AlarmEngine, Watch
from monitor.alarms.frames import empty_readings, empty_samples
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.pressure_bank import Belief
from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rules import LimitRule, Profile
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import AlarmState, Verdict
from monitor.review.judging import judgements_of
from monitor.review.screening import LimitScreen, PressureScreen
from monitor.review.stored_session import MISSING, StoredSession

RATE_FRESH_S = 10  # a rate older than this says nothing about a reading
CHECK_SECONDS = 10  # how often columns are looked over for ones that are done
PRESSURE_COLUMNS = 8192  # readings are so rare that the calls cost more than the columns
UNSETTLED = (int(AlarmState.PENDING), int(AlarmState.ACTIVE), int(AlarmState.ACKNOWLEDGED))


# At one tick: timers before samples, samples before readings.
LIMIT_TIMER, PRESSURE_TIMER, SAMPLE, READING = range(4)


@dataclass(slots=True)
class Judged:
    """A session and what the rules made of it; ticks count from its first second, the column is 0."""

    session: StoredSession
    _ranked: list[tuple[int, int, int, Edge]] = field(default_factory=list)  # tick, rank, offset, as the engine gave it

    @property
    def edges(self) -> list[Edge]:
        """All changes in the order in which they happened."""
        return [
            replace(edge, tick=tick, due=edge.due + offset, column=0)
            for tick, _, offset, edge in sorted(self._ranked, key=lambda item: item[:2])
        ]

    def keep(self, edges: Iterable[Edge], rank: int, *, offset: int = 0) -> None:
        """Keep edges on the session's own ticks; what falls due after its last second never happened."""
        last = (self.session.seconds - 1) * TICKS_PER_SECOND
        for edge in edges:
            if edge.tick + offset <= last:
                self._ranked.append((edge.tick + offset, rank, offset, edge))

    def __len__(self) -> int:
        """How many changes there were."""
        return len(self._ranked)


def judge(sessions: Iterable[StoredSession], profile: Profile, *, columns: int = TILE_COLUMNS) -> list[Judged]:
    """Judge every session by the limit and pressure rules of `profile`; nobody answers alarms here.

    Rules on silence and advice are left out: what a device owed is not in the columns, and advice asks nobody.
    """
    found = [Judged(session) for session in sessions]
    _LimitPass(profile, columns).run(found)
    screen = PressureScreen([rule for rule in profile.rules if isinstance(rule, PressureRule)])
    chosen = [judged for judged in found if screen.may_alarm(judged.session)]
    for start in range(0, len(chosen), PRESSURE_COLUMNS):
        _judge_pressures(chosen[start : start + PRESSURE_COLUMNS], profile)
    return found


def judge_one(session: StoredSession, profile: Profile) -> list[Edge]:
    """The same for one session without any short cut: what `judge` is measured against."""
    engine = AlarmEngine(_only(profile, (LimitRule, PressureRule)), 1)
    engine.watch(0, Watch.PATIENT)
    edges: list[Edge] = []
    readings = {int(second): index for index, second in enumerate(session.reading_s)}
    judgements = judgements_of(session)
    for second in range(session.seconds):
        tick = second * TICKS_PER_SECOND
        while (due := engine.next_due()) <= tick:
            edges += engine.fire(due)
        if second == session.baseline_s:
            engine.set_baseline(0, session.baseline)
        values, usable, solid = empty_samples(1)
        column = session.values[:, second]
        values[:, 0], usable[:, 0] = column, column != MISSING
        solid[:, 0] = True if session.doubtful is None else ~session.doubtful[:, second]
        edges += engine.samples(tick, values, usable=usable, solid=solid)
        if second in readings:
            index = readings[second]
            edges += _read(engine, tick, [(0, session, index, judgements[index])])
    return edges


def _only(profile: Profile, kinds: tuple[type, ...]) -> Profile:
    return replace(profile, rules=tuple(rule for rule in profile.rules if isinstance(rule, kinds)))


class _LimitPass:
    """Continuous rules. Each column has a cursor into its session; the engine's ticks go on whatever the columns do."""

    def __init__(self, profile: Profile, columns: int) -> None:
        self._profile = _only(profile, (LimitRule,))
        self._screen = LimitScreen([rule for rule in self._profile.rules if isinstance(rule, LimitRule)])
        self._most = columns

    def run(self, found: Sequence[Judged]) -> None:
        """Judge all sessions, longest work first, so that the last columns end together."""
        work = [(item, self._screen.windows(item.session)) for item in found]
        work = [item for item in work if item[1]]
        work.sort(key=lambda item: sum(stop - start for start, stop in item[1]))
        columns = min(self._most, len(work))
        if not columns:
            return
        self._engine = AlarmEngine(self._profile, columns)
        longest = max(item.session.seconds for item, _ in work)
        self._any_doubt = any(item.session.doubtful is not None for item, _ in work)
        self._values = np.full((len(CHANNELS), columns, longest), MISSING, dtype=np.uint8)
        self._doubtful = np.zeros((len(CHANNELS), columns, longest), dtype=bool)
        self._cursor = np.zeros(columns, dtype=np.int64)
        self._end = np.zeros(columns, dtype=np.int64)  # length of the session; 0: nothing left for this column
        self._stop = np.zeros(columns, dtype=np.int64)  # end of the present stretch
        self._offset = np.zeros(columns, dtype=np.int64)  # from the engine's ticks to the session's
        self._baseline_s = np.full(columns, -1, dtype=np.int64)
        self._present: list[Judged | None] = [None] * columns
        self._waiting: list[list[tuple[int, int]]] = [[] for _ in range(columns)]
        step = 0
        while True:
            if step % CHECK_SECONDS == 0:
                self._look_over(step * TICKS_PER_SECOND, work)
                if not self._end.any():
                    return
            self._step(step * TICKS_PER_SECOND)
            step += 1

    def _look_over(self, tick: int, work: list[tuple[Judged, list[tuple[int, int]]]]) -> None:
        """Give columns that are done their next stretch, or the next session, which no state of the last may reach."""
        unsettled = np.isin(self._engine.limits.state, UNSETTLED).any(axis=0)
        unsettled |= np.isin(self._engine.falls.state, UNSETTLED).any(axis=0)
        done = (self._cursor >= self._end) | ((self._cursor >= self._stop) & ~unsettled)
        for column in np.flatnonzero(done & ((self._end > 0) | (tick == 0))).tolist():
            waiting = self._waiting[column]
            while waiting and waiting[0][1] <= self._cursor[column]:
                waiting.pop(0)
            if not waiting or self._cursor[column] >= self._end[column]:
                self._next_session(column, work)
                waiting = self._waiting[column]
            if waiting:
                start, stop = waiting.pop(0)
                self._begin_stretch(tick, column, start, stop)

    def _next_session(self, column: int, work: list[tuple[Judged, list[tuple[int, int]]]]) -> None:
        self._cursor[column] = self._end[column] = 0
        self._present[column] = None
        self._waiting[column] = []
        if not work:
            self._engine.watch(column, Watch.NOTHING)
            return
        judged, self._waiting[column] = work.pop()
        session = judged.session
        self._present[column] = judged
        self._end[column] = session.seconds
        self._values[:, column, : session.seconds] = session.values
        self._doubtful[:, column, : session.seconds] = False if session.doubtful is None else session.doubtful
        self._baseline_s[column] = -1 if session.baseline_s is None else session.baseline_s
        self._engine.watch(column, Watch.PATIENT)

    def _begin_stretch(self, tick: int, column: int, start: int, stop: int) -> None:
        start = max(start, int(self._cursor[column]))
        passed = self._cursor[column] <= self._baseline_s[column] < start
        if start > self._cursor[column]:  # rates of another time are not the minute before
            self._engine.rates.clear_column(column)
        self._cursor[column], self._stop[column] = start, stop
        self._offset[column] = start * TICKS_PER_SECOND - tick
        judged = self._present[column]
        if passed and judged is not None:
            self._engine.set_baseline(column, judged.session.baseline)

    def _step(self, tick: int) -> None:
        """One second of every column."""
        engine = self._engine
        while (due := engine.next_due()) <= tick:
            self._keep(engine.fire(due), LIMIT_TIMER)
        running = self._cursor < self._end
        for column in np.flatnonzero(running & (self._cursor == self._baseline_s)).tolist():
            judged = self._present[column]
            engine.set_baseline(column, NO_BASELINE if judged is None else judged.session.baseline)
        at = np.minimum(self._cursor, self._values.shape[2] - 1)
        everywhere = np.arange(at.size)
        codes = self._values[:, everywhere, at]
        usable = (codes != MISSING) & running
        solid = usable & ~self._doubtful[:, everywhere, at] if self._any_doubt else usable
        self._keep(engine.samples(tick, codes.astype(np.float64), usable=usable, solid=solid), SAMPLE)
        self._cursor += 1

    def _keep(self, edges: Iterable[Edge], rank: int) -> None:
        for edge in edges:
            judged = self._present[edge.column]
            if judged is not None:
                judged.keep([edge], rank, offset=int(self._offset[edge.column]))


def _judge_pressures(chosen: Sequence[Judged], profile: Profile) -> None:
    """Pressure rules over one tile of sessions, all beginning at tick 0."""
    engine = AlarmEngine(_only(profile, (PressureRule,)), len(chosen))
    judgements = [judgements_of(judged.session) for judged in chosen]
    for column in range(len(chosen)):
        engine.watch(column, Watch.PATIENT)
    for second, readings, begun in _instants(chosen):
        tick = second * TICKS_PER_SECOND
        while (due := engine.next_due()) <= tick:
            for edge in engine.fire(due):
                chosen[edge.column].keep([edge], PRESSURE_TIMER)
        for column in begun:
            engine.set_baseline(column, chosen[column].session.baseline)
        items = [(column, chosen[column].session, index, judgements[column][index]) for column, index in readings]
        for edge in _read(engine, tick, items) if items else []:
            chosen[edge.column].keep([edge], READING)


def _instants(chosen: Sequence[Judged]) -> Iterator[tuple[int, list[tuple[int, int]], list[int]]]:
    """Seconds at which anything happens: readings as (column, number of the reading), columns whose baseline is frozen.

    The last one lies at the end of the longest session, so that confirmations still run out.
    """
    readings: dict[int, list[tuple[int, int]]] = defaultdict(list)
    begun: dict[int, list[int]] = defaultdict(list)
    for column, judged in enumerate(chosen):
        session = judged.session
        for index, second in enumerate(session.reading_s.tolist()):
            readings[second].append((column, index))
        if session.baseline_s is not None:
            begun[session.baseline_s].append(column)
    last = max(judged.session.seconds - 1 for judged in chosen)
    for second in sorted({*readings, *begun, last}):
        yield second, readings.get(second, []), begun.get(second, [])


def _read(engine: AlarmEngine, tick: int, items: Sequence[tuple[int, StoredSession, int, Judgement]]) -> list[Edge]:
    """Hand over readings of one tick, given as column, session, number of the reading and what was thought of it.

    Nobody can be asked to repeat a reading of the past: the rules take their unrepeated form.
    """
    readings, present = empty_readings(engine.columns)
    belief = Belief(
        solid=np.zeros_like(present),
        expected=np.zeros_like(present),
        repeatable=np.zeros_like(present),
        rate=np.full(engine.columns, np.nan),
    )
    for column, session, index, judgement in items:
        if judgement.verdict is Verdict.REJECTED:
            continue
        readings[:, column] = session.readings[:, index]
        present[column] = True
        belief.solid[column], belief.expected[column] = judgement.solid, judgement.expected
        belief.rate[column] = _rate_at(session, int(session.reading_s[index]))
    return engine.readings(tick, readings, present, belief)


def _rate_at(session: StoredSession, second: int) -> float:
    """The newest rate of the last ten seconds, /min; NaN where there is none."""
    recent = session.values[RATE_ROW, max(0, second - RATE_FRESH_S) : second + 1]
    known = recent[recent != MISSING]
    return float(known[-1]) if known.size else np.nan
