"""`review`: milliseconds until a reviewer sees the list of 20,000 sessions and one of them with all that is in it.

The sessions are those of a simulated day, with every value, alarm and entry, copied until the record has as many as a
busy clinic has in a year. What the window paints of it is measured with the window.
"""

import gc
import random
import resource
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Engine, Table, func, insert, select

from benchmarks.day_plan import DayShape, Rhythm, plan_day
from benchmarks.day_world import World, open_journal
from benchmarks.report import figure, percentile, say, typical
from benchmarks.review_window import open_views_ms
from drivers.clock import Stopwatch, SystemClock
from monitor.review.account import Account
from monitor.review.account_reader import AccountReader
from monitor.review.sessions import session_rows
from monitor.review.stored_columns import stored_sessions
from monitor.storage import Records, SessionFilter, tables
from monitor.storage.database import reading_engine, writing_engine

BENCH = "review"
SESSIONS, QUICK_SESSIONS = 20_000, 2_000
WHOLE_EVERY = 200  # so many sessions apart stands one with its values: more would only fill the disk
BETWEEN_MS = 1_500_000
ASKED, AT_ONCE = 30, 20_000
DAY = DayShape(hours=2.5, chairs=4, bays=2, sessions=4)
SHORT = DayShape(
    hours=0.25,
    chairs=2,
    bays=1,
    sessions=2,
    rhythm=Rhythm(baseline_min=(1.5, 2.0), infusion_min=3.0, rest_min=(0.5, 0.5), recovery_min=(1.5, 2.0)),
)
NS_PER_MS = 1_000_000


def run(*, quick: bool) -> None:
    """Print how long list, account, and a session in the real window take, each the 95th percentile of thirty."""
    sessions = QUICK_SESSIONS if quick else SESSIONS
    with tempfile.TemporaryDirectory(prefix="review-bench-") as folder:
        path = Path(folder) / "room.sqlite3"
        _live(path, SHORT if quick else DAY)
        whole = _copy(path, sessions=sessions)
        _ask(path, whole, sessions)


def _live(path: Path, shape: DayShape) -> None:
    """Live through a day and put its sessions away."""
    journal = open_journal(path)
    try:
        watch = Stopwatch()
        plan = plan_day(shape, seed=3)
        journal.bind_devices({device.device_id: device.place_id for device in plan.devices})
        World(plan, journal).run()
        while journal.tidy():
            pass
        say(f"review: a day of {shape.sessions} sessions lived in {watch.elapsed_s():.1f} s")
    finally:
        journal.close()


def _copy(path: Path, *, sessions: int) -> list[int]:
    """Fill the record up with copies, and return the numbers of those that are whole."""
    engine = writing_engine(path)
    with engine.begin() as connection:
        rows = [dict(row) for row in connection.execute(select(tables.sessions)).mappings() if row["packed"]]
        last = connection.execute(select(func.max(tables.sessions.c.session_id))).scalar_one()
        last_seq = connection.execute(select(func.max(tables.events.c.seq))).scalar_one()
        last_alarm = connection.execute(select(func.max(tables.alarms.c.alarm_id))).scalar_one() or 0
    if not rows:
        raise RuntimeError("no session of the day was put away")
    numbers = range(last + 1, sessions + 1)
    origin = {number: rows[number % len(rows)] for number in numbers}
    whole = {number: origin[number]["session_id"] for number in numbers if number % WHOLE_EVERY == 0}
    _insert(
        engine,
        tables.sessions,
        (
            {**row, "session_id": number, "admitted_utc_ms": row["admitted_utc_ms"] - (sessions - number) * BETWEEN_MS}
            for number, row in origin.items()
        ),
    )
    for table, key, first in (
        (tables.packed_parts, None, 0),
        (tables.packed_minutes, None, 0),
        (tables.stays, None, 0),
        (tables.events, "seq", last_seq),
        (tables.alarms, "alarm_id", last_alarm),
    ):
        _copy_of_sessions(engine, table, whole, key=key, first=first)
    engine.dispose()
    return [*(row["session_id"] for row in rows), *whole]


def _copy_of_sessions(engine: Engine, table: Table, whole: dict[int, int], *, key: str | None, first: int) -> None:
    """Copy what belongs to the origins of `whole`; `key` is numbered on from `first`."""
    with engine.begin() as connection:
        found = [dict(row) for row in connection.execute(select(table)).mappings()]
    of_session: dict[int, list[dict[str, object]]] = {}
    for row in found:
        of_session.setdefault(row["session_id"], []).append(row)

    def copies() -> Iterator[dict[str, object]]:
        number = first
        for session_id, origin in whole.items():
            for row in of_session.get(origin, ()):
                number += 1
                yield {**row, "session_id": session_id, **({} if key is None else {key: number})}

    _insert(engine, table, copies())


def _insert(engine: Engine, table: Table, rows: Iterator[dict[str, object]]) -> None:
    group: list[dict[str, object]] = []
    for row in rows:
        group.append(row)
        if len(group) == AT_ONCE:
            _insert_group(engine, table, group)
            group = []
    _insert_group(engine, table, group)


def _insert_group(engine: Engine, table: Table, group: list[dict[str, object]]) -> None:
    if group:
        with engine.begin() as connection:
            connection.execute(insert(table), group)


def _ask(path: Path, whole: list[int], sessions: int) -> None:
    rng = random.Random(1)
    records, reader = Records(path), AccountReader(path)

    def opened() -> Account:
        account = reader.account(rng.choice(whole))
        if account is None:
            raise RuntimeError("a session that was copied is not there")
        for column in account.values:
            column.minutes()
        return account

    account = opened()
    say(
        f"review: {sum(len(one.value) for one in account.values)} values, {len(account.readings)} pressures, "
        f"{len(account.alarms)} alarms, {len(account.entries)} entries in one of {len(whole)} whole sessions"
    )
    gc.collect()
    asked: dict[str, Callable[[], object]] = {
        f"list_page_ms_of_{sessions}": lambda: session_rows(records, SessionFilter()),
        f"search_ms_of_{sessions}": lambda: session_rows(records, SessionFilter(text="zz")),
        "account_ms": opened,
    }
    for name, ask in asked.items():
        wall_ms, cpu_ms = _slow(ask)
        figure(BENCH, name, wall_ms, "ms")
        figure(BENCH, name.replace("_ms", "_cpu_ms"), cpu_ms, "ms")
    _read_for_what_if(path, whole)
    shown, busy = open_views_ms(path, [rng.choice(whole) for _ in range(ASKED + 1)])
    figure(BENCH, f"open_view_ms_of_{sessions}", percentile(shown[1:], 0.95), "ms")
    figure(BENCH, f"open_view_median_ms_of_{sessions}", typical(shown[1:]), "ms")
    figure(BENCH, f"open_view_cpu_ms_of_{sessions}", percentile(busy[1:], 0.95), "ms")


def _read_for_what_if(path: Path, whole: list[int]) -> None:
    """What one session costs that is judged again, and how many times the bare unpacking of its bytes that is."""
    used = _cpu_s()
    columns = list(stored_sessions(path, whole))
    read_s = _cpu_s() - used
    parts = tables.packed_parts.c
    engine = reading_engine(path)
    with engine.begin() as connection:
        payloads = list(connection.execute(select(parts.payload).where(parts.session_id.in_(whole))).scalars())
    engine.dispose()
    used = _cpu_s()
    for payload in payloads:
        zlib.decompress(payload)
    unpacked_s = _cpu_s() - used
    figure(BENCH, "columns_for_what_if_cpu_ms", 1000 * read_s / len(columns), "ms")
    figure(BENCH, "columns_times_unpacking", read_s / unpacked_s, "1")


def _slow(ask: Callable[[], object]) -> tuple[float, float]:
    """The 95th percentile of some askings, by the wall clock and in this process, after one that reads the tables.

    The second figure is what a machine without other users would need.
    """
    ask()
    clock, wall, cpu = SystemClock(), [], []
    for _ in range(ASKED):
        began, used = clock.now().mono_ns, _cpu_s()
        ask()
        wall.append((clock.now().mono_ns - began) / NS_PER_MS)
        cpu.append(1000 * (_cpu_s() - used))
    return percentile(wall, 0.95), percentile(cpu, 0.95)


def _cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
