"""Changes of alarms of many sessions as columns: a year has hundreds of thousands, of which few are ever looked at.

One row is one change; `Changes.edges` makes the engine's own edges of the rows of a session.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.alarms.arrays import Edge, optional
from monitor.alarms.rules import NoDataRule, Profile, Rule
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import AlarmChangeKind, Priority

Rows = NDArray[Any]  # of the type ROW
KINDS = tuple(AlarmChangeKind)
CODES: Mapping[AlarmChangeKind, int] = MappingProxyType({kind: code for code, kind in enumerate(KINDS)})
NO_TEXT = -1
_NO_WORD, _CONFIRMED = -1, {None: -1, False: 0, True: 1}
_WORDS = {code: word for word, code in _CONFIRMED.items()}

ROW = np.dtype(
    [
        ("session", np.int32),  # position among the sessions that were judged
        ("tick", np.int64),  # from the session's first second
        ("due", np.int64),
        ("place", np.int32),  # within its tick, as the engine gives changes of one tick
        ("rule", np.int16),  # position in the profile
        ("change", np.int8),  # position in KINDS
        ("priority", np.int8),
        ("confirmed", np.int8),
        ("value", np.float64),
        ("limit", np.float64),
        ("baseline", np.float64),
        ("gate", np.int32),  # ticks; of RAISED
        ("text", np.int32),  # position in the words of the pass, NO_TEXT where the rule says all
    ]
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the rule alone does not say of a change: the part of a reading that it is about, and how it is shown."""

    parameter: str
    op: str
    shown: str
    why: str


def rows_of(count: int) -> Rows:
    """Rows to be filled: not confirmed or refuted, with no words of their own."""
    rows = np.zeros(count, dtype=ROW)
    rows["confirmed"], rows["text"] = _NO_WORD, NO_TEXT
    rows["value"] = rows["limit"] = rows["baseline"] = np.nan
    return rows


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Rows of one pass, in any order, and their words."""

    rows: Rows
    words: Sequence[Words] = ()


def batch_of_edges(edges: Iterable[tuple[int, int, Edge]], rule_numbers: Mapping[str, int]) -> Batch:
    """Rows of edges, each with the session it belongs to and its place in its tick.

    Args:
        edges: ``(session, place, edge)`` with ticks of the session.
        rule_numbers: positions of the rules in the profile.
    """
    items = list(edges)
    rows, words = rows_of(len(items)), list[Words]()
    for row, (session, place, edge) in enumerate(items):
        rows[row] = (
            session,
            edge.tick,
            edge.due,
            place,
            rule_numbers[edge.rule],
            CODES[edge.change],
            int(edge.priority),
            _CONFIRMED[edge.confirmed],
            _or_nan(edge.value),
            _or_nan(edge.limit),
            _or_nan(edge.baseline),
            round((edge.gate_s or 0.0) * TICKS_PER_SECOND),
            len(words),
        )
        words.append(Words(edge.parameter, edge.op, edge.shown, edge.why))
    return Batch(rows, words)


class Changes:
    """All changes of a judging, by session and in the order in which they happened."""

    def __init__(
        self, profile: Profile, sessions: int, batches: Sequence[Batch], *, only: Container[str] | None = None
    ) -> None:
        self._rules: tuple[Rule, ...] = profile.rules
        asked = [only is None or rule.rule in only for rule in profile.rules]
        self._words: list[Words] = []
        parts: list[Rows] = []
        for batch in batches:
            rows = batch.rows[np.array(asked, dtype=bool)[batch.rows["rule"]]]
            rows["text"][rows["text"] != NO_TEXT] += len(self._words)
            self._words += batch.words
            parts.append(rows)
        found = np.concatenate(parts) if parts else rows_of(0)
        order = np.lexsort((found["place"], found["tick"], found["session"]))
        self.rows: Rows = found[order]
        self._first = np.searchsorted(self.rows["session"], np.arange(sessions + 1))

    def taken_over(self, names: Container[str], profile: Profile) -> Batch:
        """Rows of the rules of these names that `profile` has too, by the numbers that it gives them."""
        places = {rule.rule: place for place, rule in enumerate(profile.rules) if rule.rule in names}
        numbers = np.array([places.get(rule.rule, -1) for rule in self._rules], dtype=np.int16)
        rows = self.rows[numbers[self.rows["rule"]] >= 0]
        rows["rule"] = numbers[rows["rule"]]
        return Batch(rows, self._words)

    def count(self, session: int) -> int:
        """How many changes one session has."""
        return int(self._first[session + 1] - self._first[session])

    def edges(self, session: int) -> list[Edge]:
        """The same as the engine gives them; the column is 0."""
        return [self.edge(number) for number in range(self._first[session], self._first[session + 1])]

    def edge(self, number: int) -> Edge:
        """One row as the engine gives it; the column is 0."""
        row = self.rows[number]
        rule = self._rules[int(row["rule"])]
        change = KINDS[int(row["change"])]
        words = self._said(rule, int(row["text"]))
        timed = change is AlarmChangeKind.RAISED and row["text"] == NO_TEXT
        return Edge(
            tick=int(row["tick"]),
            due=int(row["due"]),
            column=0,
            rule=rule.rule,
            kind=rule.kind,
            change=change,
            priority=Priority(int(row["priority"])),
            parameter=words.parameter,
            value=optional(float(row["value"])),
            op=words.op,
            limit=optional(float(row["limit"])),
            baseline=optional(float(row["baseline"])),
            confirmed=_WORDS[int(row["confirmed"])],
            shown=words.shown,
            delay_s=_delay_s(rule, row) if change is AlarmChangeKind.RAISED else None,
            gate_s=int(row["gate"]) / TICKS_PER_SECOND if timed else None,
            why=words.why,
        )

    def _said(self, rule: Rule, text: int) -> Words:
        if text != NO_TEXT:
            return self._words[text]
        return Words(str(getattr(rule, "channel", "")), getattr(rule, "op", ""), "", "")


def _delay_s(rule: Rule, row: Any) -> float | None:
    """The condition's own delay: that of a limit, or how long the silence had lasted."""
    return float(row["value"]) if isinstance(rule, NoDataRule) else getattr(rule, "delay_s", None)


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
