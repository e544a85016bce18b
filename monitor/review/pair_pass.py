"""Two causes together (rule DBL) over many sessions, out of the changes of the rules that it looks at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from monitor.alarms.arrays import Edge
from monitor.alarms.pairs import PAIR_RULE, PRESSURE, RATE, SATURATION
from monitor.alarms.rules import Profile
from monitor.alarms.staged_rules import StagedRule
from monitor.domain.vocabulary import AlarmChangeKind, Priority
from monitor.review.changes import CODES, KINDS, Batch, Changes, Rows, batch_of_edges
from monitor.review.phases import PAIR_AFTER, PHASE_PLACES, Phase

CAUSES = (SATURATION, RATE, PRESSURE)
_UNDECIDED = (CODES[AlarmChangeKind.PENDING], CODES[AlarmChangeKind.WITHDRAWN])


def judge_pairs(profile: Profile, sessions: int, batches: Sequence[Batch]) -> Batch:
    """Changes of the rule on two causes, from what the rules before it gave. Nobody's drowsiness is known here."""
    numbers = {rule.rule: number for number, rule in enumerate(profile.rules)}
    pair = next((one for one in profile.rules if isinstance(one, StagedRule) and one.rule == PAIR_RULE), None)
    if pair is None or not pair.enabled:
        return batch_of_edges([], numbers)
    causes = Changes(profile, sessions, batches, only=CAUSES)
    rows = causes.rows[~np.isin(causes.rows["change"], _UNDECIDED)]
    names = {numbers[name]: name for name in CAUSES if name in numbers}
    kinds = [np.unique(rows["session"][rows["rule"] == number]) for number in names]
    at_least_two, counts = np.unique(np.concatenate([np.empty(0, int), *kinds]), return_counts=True)
    found: list[tuple[int, int, Edge]] = []
    for session in at_least_two[counts > 1].tolist():
        begin, end = np.searchsorted(rows["session"], [session, session + 1])
        found += [(session, place, edge) for place, edge in _Pair(pair, names).edges(rows[begin:end])]
    return batch_of_edges(found, numbers)


@dataclass(slots=True)
class _Pair:
    """The rule in one session: which causes stand, and whether it does."""

    rule: StagedRule
    names: dict[int, str]
    standing: set[str] = field(default_factory=set)
    words: str = ""
    is_active: bool = False

    def edges(self, rows: Rows) -> Iterator[tuple[int, Edge]]:
        """Changes with their place in the tick; the rows of one phase of one tick are judged together."""
        for (tick, phase), group in groupby(rows, key=_tick_and_phase):
            for row in group:
                self._note(self.names[int(row["rule"])], KINDS[int(row["change"])], row["priority"], row["gate"])
            causes = [name for name in CAUSES if name in self.standing]
            stands = len(causes) > 1
            if stands:
                self.words = " and ".join(causes)
            if stands != self.is_active:
                self.is_active = stands
                yield phase * PHASE_PLACES, self._edge(tick, raised=stands)

    def _note(self, name: str, change: AlarmChangeKind, priority: int, gate: int) -> None:
        """A cause stands from its raising to its end; a pressure only as HIGH, others where no gate was waited for."""
        if change in (AlarmChangeKind.CLEARED, AlarmChangeKind.LATCHED):
            self.standing.discard(name)
        elif name == PRESSURE:
            if priority == Priority.HIGH:
                self.standing.add(name)
        elif change is AlarmChangeKind.RAISED and gate == 0:
            self.standing.add(name)

    def _edge(self, tick: int, *, raised: bool) -> Edge:
        return Edge(
            tick=tick,
            due=tick,
            column=0,
            rule=self.rule.rule,
            kind=self.rule.kind,
            change=AlarmChangeKind.RAISED if raised else AlarmChangeKind.CLEARED,
            priority=Priority.HIGH,
            parameter=self.rule.parameter,
            why=self.words,
        )


def _tick_and_phase(row: Rows) -> tuple[int, Phase]:
    return int(row["tick"]), PAIR_AFTER[Phase(int(row["place"]) // PHASE_PLACES)]
