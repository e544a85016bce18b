"""How fast a record of many years answers, what it weighs, and how long a commit takes."""

import gc
import random
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, Table, insert

from benchmarks.report import figure, percentile, say, typical
from drivers.clock import SystemClock
from drivers.observations import CuffStatus, Parameter, Provenance, Source
from monitor.domain.commands import Admit, Discharge
from monitor.domain.events import PatientAdmitted, PhaseChanged
from monitor.domain.inputs import CommandGiven, CuffReading, Input, Sample
from monitor.domain.people import UNATTRIBUTED
from monitor.domain.time import Instant
from monitor.domain.vocabulary import Phase, Priority
from monitor.storage import AlarmFilter, Batch, Journal, Records, SessionFilter, tables
from monitor.storage.database import writing_engine

BENCH = "storage"
CLOCK = SystemClock()
NS_PER_MS = 1_000_000
EPOCH = Instant(0, 1_700_000_000_000)
CHAIRS = 12
SESSION_HOURS = 2
BETWEEN_SESSIONS_MS = 300_000
RULES = ("O2-LO", "O2-XLO", "HR-HI", "HR-LO", "BP-HI", "T-SPO2", "T-LINK", "NIBP-OLD")
INSERTED_AT_ONCE = 20_000


def run(*, quick: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="storage-bench-") as folder:
        path = Path(folder) / "room.sqlite3"
        journal = Journal.open(path, room_name="Bench", provenance=Provenance.REAL, epoch=EPOCH, profile_digest="bench")
        try:
            _weigh(journal, path, hours=0.5 if quick else SESSION_HOURS)
            _fill(path, sessions=5_000 if quick else 100_000, alarms=50_000 if quick else 1_000_000)
            _ask(path)
            _commit(journal, count=100 if quick else 1_000)
        finally:
            journal.close()


def _weigh(journal: Journal, path: Path, *, hours: float) -> None:
    """A whole room is stored for some hours; one patient's stay is packed and weighed."""
    journal.bind_devices({f"dev{chair}": str(chair) for chair in range(CHAIRS)})
    ticks = int(hours * 36_000)
    batches = [_batch(tick, ticks) for tick in range(1, ticks + 1)]
    for first in range(0, len(batches), 1_000):
        journal.write(batches[first : first + 1_000])
    steps: list[float] = []
    more = True
    while more:
        began = CLOCK.now().mono_ns
        more = journal.tidy()
        steps.append((CLOCK.now().mono_ns - began) / NS_PER_MS)
    record = Records(path).open_session(1)
    if record is None or not record.summary.packed:
        raise RuntimeError("the session was not packed")
    with writing_engine(path).begin() as connection:
        weight = connection.execute(tables.sessions.select()).one().packed_bytes
    figure(BENCH, "bytes_per_session_hour", weight / hours, "B")
    figure(BENCH, "packing_step_p99_ms", percentile(steps, 0.99), "ms")
    figure(BENCH, "packing_step_max_ms", max(steps), "ms")


def _batch(tick: int, last_tick: int) -> Batch:
    at = EPOCH.at_tick(tick)
    inputs: list[Input] = []
    if tick % 10 == 0:
        inputs = [item for chair in range(CHAIRS) for item in _said(tick, chair)]
    events: tuple[PatientAdmitted | PhaseChanged, ...] = ()
    if tick == 1:
        admit = Admit(place_id="0", label="A.M. 59", planned_infusion_s=2400)
        inputs.append(CommandGiven(tick=tick, command=admit))
        events = (PatientAdmitted(seq=1, at=at, place_id="0", session_id=1, label="A.M. 59", actor=UNATTRIBUTED),)
    elif tick == last_tick:
        inputs.append(CommandGiven(tick=tick, command=Discharge(place_id="0", session_id=1)))
        events = (
            PhaseChanged(
                seq=2,
                at=at,
                place_id="0",
                session_id=1,
                phase=Phase.DISCHARGED,
                effective_utc_ms=at.utc_ms,
                actor=UNATTRIBUTED,
            ),
        )
    return Batch(tick=tick, utc_ms=at.utc_ms, inputs=tuple(inputs), events=events)


def _said(tick: int, chair: int) -> Iterator[Input]:
    """Saturation, pulse and perfusion at 1 Hz, a cuff reading every five minutes, wandering as patients do."""
    rng = random.Random(tick * 100 + chair)
    device = f"dev{chair}"
    values = {
        Parameter.SPO2: round(96 + rng.gauss(0, 0.8)),
        Parameter.PULSE: round(74 + rng.gauss(0, 2.5)),
        Parameter.PERFUSION_INDEX: round(2 + rng.gauss(0, 0.3), 1),
    }
    for parameter, value in values.items():
        yield Sample(tick=tick, device_id=device, parameter=parameter, value=value, source=Source.OXIMETER)
    if tick % 3_000 == 0:
        yield CuffReading(
            tick=tick,
            measured_tick=tick,
            device_id=device,
            status=CuffStatus.DONE,
            systolic=round(130 + rng.gauss(0, 8)),
            diastolic=round(80 + rng.gauss(0, 5)),
            mean=round(97 + rng.gauss(0, 5)),
        )


def _fill(path: Path, *, sessions: int, alarms: int) -> None:
    """Make `sessions` copies of the packed one, and `alarms` alarms over them."""
    say(f"storage: filling {sessions} sessions and {alarms} alarms")
    engine = writing_engine(path)
    with engine.begin() as connection:
        first = dict(connection.execute(tables.sessions.select()).mappings().one())
        parts = [dict(row) for row in connection.execute(tables.packed_parts.select()).mappings()]
        minutes = dict(connection.execute(tables.packed_minutes.select()).mappings().one())
    rows = (_session(first, number) for number in range(2, sessions + 1))
    _insert_all(engine, tables.sessions, rows)
    # values of every hundredth one: the others would only fill the disk, the index is as deep without them
    numbers = range(100, sessions + 1, 100)
    _insert_all(engine, tables.packed_parts, ({**row, "session_id": n} for n in numbers for row in parts))
    _insert_all(engine, tables.packed_minutes, ({**minutes, "session_id": n} for n in numbers))
    _insert_all(engine, tables.alarms, (_alarm(number, sessions) for number in range(1, alarms + 1)))
    engine.dispose()


def _session(first: dict[str, object], number: int) -> dict[str, object]:
    shift_ms = number * BETWEEN_SESSIONS_MS
    return {
        **first,
        "session_id": number,
        "label": f"P{number % 4_000}",
        "clinic_id": f"C{number % 4_000}",
        "place_id": str(number % CHAIRS),
        "admitted_utc_ms": EPOCH.utc_ms + shift_ms,
    }


def _alarm(number: int, sessions: int) -> dict[str, object]:
    session_id = 1 + number * sessions // 1_000_000 if sessions >= 100_000 else 1 + number % sessions
    return {
        "alarm_id": number,
        "raised_seq": number,
        "raised_utc_ms": EPOCH.utc_ms + session_id * BETWEEN_SESSIONS_MS + number % 10 * 60_000,
        "place_id": str(session_id % CHAIRS),
        "session_id": session_id,
        "rule": RULES[number % len(RULES)],
        "kind": "physiological",
        "priority": 3 if number % 97 == 0 else 1 + number % 2,
        "parameter": "spo2",
        "value": 88.0,
        "limit_value": 90.0,
        "shown": "88",
        "acknowledged_utc_ms": None,
        "acknowledged_by": None,
        "cleared_utc_ms": None,
    }


def _insert_all(engine: Engine, table: Table, rows: Iterator[dict[str, object]]) -> None:
    group: list[dict[str, object]] = []
    for row in rows:
        group.append(row)
        if len(group) == INSERTED_AT_ONCE:
            _insert_group(engine, table, group)
            group = []
    if group:
        _insert_group(engine, table, group)


def _insert_group(engine: Engine, table: Table, group: list[dict[str, object]]) -> None:
    with engine.begin() as connection:
        connection.execute(insert(table), group)


def _ask(path: Path) -> None:
    rng = random.Random(1)
    records = Records(path)
    newest = records.sessions(SessionFilter(), limit=1)[0].session_id

    def open_one() -> object:
        return records.open_session(rng.randrange(1, newest // 100) * 100)

    say("storage: asking")
    figure(BENCH, "open_session_ms_of_100000", _worst(open_one), "ms")
    figure(BENCH, "session_page_ms_of_100000", _worst(lambda: _page_of_sessions(records, rng, newest)), "ms")
    per_filter = {str(which): _worst(partial(records.alarms, which, limit=200)) for which in _filters(newest)}
    for words, ms in per_filter.items():
        say(f"  {ms:7.2f} ms {words}")
    figure(BENCH, "alarm_query_ms_of_1000000", max(per_filter.values()), "ms")


def _page_of_sessions(records: Records, rng: random.Random, newest: int) -> object:
    before = records.session(rng.randrange(500, newest))
    return records.sessions(SessionFilter(provenance=Provenance.REAL), before=before, limit=200)


def _filters(newest: int) -> list[AlarmFilter]:
    middle = EPOCH.utc_ms + newest // 2 * BETWEEN_SESSIONS_MS
    day = 86_400_000
    return [
        AlarmFilter(),
        AlarmFilter(from_utc_ms=middle, to_utc_ms=middle + day),
        AlarmFilter(place_id="3", to_utc_ms=middle),
        AlarmFilter(rule="BP-HI", to_utc_ms=middle),
        AlarmFilter(session_id=newest // 2),
        AlarmFilter(least_priority=Priority.HIGH, to_utc_ms=middle),
        AlarmFilter(rule="O2-LO", least_priority=Priority.HIGH, to_utc_ms=middle),
        AlarmFilter(place_id="3", rule="O2-LO", least_priority=Priority.HIGH, to_utc_ms=middle),
        AlarmFilter(place_id="none"),
    ]


def _worst(ask: Callable[[], object], *, times: int = 20) -> float:
    """The slowest of some askings but the first, which also reads the tables' own shape."""
    ask()
    spent = []
    for _ in range(times):
        began = CLOCK.now().mono_ns
        ask()
        spent.append((CLOCK.now().mono_ns - began) / NS_PER_MS)
    return percentile(spent, 0.95)


def _commit(journal: Journal, *, count: int) -> None:
    """Half a second of a twelve-chair room in each transaction, on a file of this size."""
    last = journal.recover().last_tick or 0
    spent = []
    gc.collect()
    for number in range(count):
        first = last + 1 + 5 * number
        group = [
            Batch(
                tick=tick,
                utc_ms=EPOCH.at_tick(tick).utc_ms,
                inputs=tuple(item for chair in range(CHAIRS) for item in _said(tick, chair)) if tick % 5 == 0 else (),
                events=(),
            )
            for tick in range(first, first + 5)
        ]
        began = CLOCK.now().mono_ns
        journal.write(group)
        spent.append((CLOCK.now().mono_ns - began) / NS_PER_MS)
    figure(BENCH, "commit_p50_ms", typical(spent), "ms")
    figure(BENCH, "commit_p99_ms", percentile(spent, 0.99), "ms")
