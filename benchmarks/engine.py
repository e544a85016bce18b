"""Cost of a step: the whole room with 12 chairs, and the alarm engine alone with 1,200 and 120,000 columns.

Every column gets a new saturation and rate in every step, one in a hundred violates a limit; the full rule set runs.
"""

import numpy as np

from benchmarks.report import figure, typical
from drivers.clock import Stopwatch
from drivers.observations import Parameter, Provenance, Source
from monitor.alarms.engine import AlarmEngine, Watch, channel_row, empty_samples
from monitor.alarms.rules import Channel, Profile, Silence
from monitor.domain.commands import Admit
from monitor.domain.inputs import CommandGiven, Input, Sample
from monitor.domain.plan import Place, PlannedDevice, RoomPlan
from monitor.domain.time import Instant
from monitor.domain.vocabulary import PlaceKind
from monitor.room.room import Room

PROFILE = Profile(name="shipped")
SEED = 7
RATE_ROW, SPO2_ROW = channel_row(Channel.RATE), channel_row(Channel.SPO2)


def run(*, quick: bool) -> None:
    """Print the figures of the engine."""
    figure("engine", "us_per_step_12", us_per_room_step(chairs=12, steps=300 if quick else 5000), "us")
    figure("engine", "ns_per_chair_tick_1200", ns_per_column(1200, 20 if quick else 400), "ns")
    figure("engine", "ns_per_chair_tick_120000", ns_per_column(120_000, 3 if quick else 20), "ns")


def us_per_room_step(*, chairs: int, steps: int) -> float:
    """Median microseconds of `Room.step`, every chair sending two values in each step."""
    room = _room(chairs)
    rng = np.random.default_rng(SEED)
    room.step(room.ledger.instant(1), _admissions(chairs))
    took: list[float] = []
    for tick in range(2, steps + 2):
        inputs = _inputs(rng, tick, chairs)
        watch = Stopwatch()
        room.step(room.ledger.instant(tick), inputs)
        took.append(watch.elapsed_s() * 1e6)
    return typical(took)


def _room(chairs: int) -> Room:
    places = tuple(Place(place_id=str(n), kind=PlaceKind.CHAIR) for n in range(1, chairs + 1))
    devices = tuple(
        PlannedDevice(
            device_id=f"d{place.place_id}",
            kind="ge_dinamap",
            title="V100",
            place_id=place.place_id,
            period_s=1.0,
            parameters=frozenset({Parameter.SPO2, Parameter.PULSE}),
            has_cuff=True,
        )
        for place in places
    )
    plan = RoomPlan(name="bench", provenance=Provenance.SIMULATED, places=places, devices=devices)
    return Room(plan, PROFILE, Instant(0, 0))


def _admissions(chairs: int) -> list[Input]:
    return [
        CommandGiven(tick=1, command=Admit(place_id=str(n), label=f"P{n}", planned_infusion_s=2400))
        for n in range(1, chairs + 1)
    ]


def _inputs(rng: np.random.Generator, tick: int, chairs: int) -> list[Input]:
    spo2 = rng.integers(90, 100, chairs)
    rates = rng.integers(60, 90, chairs)
    low = rng.random(chairs) < 0.01
    inputs: list[Input] = []
    for column in range(chairs):
        values = (
            (Parameter.SPO2, 88.0 if low[column] else float(spo2[column])),
            (Parameter.PULSE, float(rates[column])),
        )
        inputs += [
            Sample(tick=tick, device_id=f"d{column + 1}", parameter=parameter, value=value, source=Source.OXIMETER)
            for parameter, value in values
        ]
    return inputs


def ns_per_column(columns: int, steps: int) -> float:
    """Median nanoseconds per column of one engine step: timers, limits and the no-data rules."""
    engine = AlarmEngine(PROFILE, columns)
    for column in range(columns):
        engine.watch(column, Watch.PATIENT)
    rng = np.random.default_rng(SEED)
    _, usable, solid = empty_samples(columns)
    usable[[RATE_ROW, SPO2_ROW]] = True
    solid[:] = usable
    everyone = np.ones(columns, dtype=bool)
    frames = []
    for _ in range(8):
        values, _, _ = empty_samples(columns)
        values[RATE_ROW] = rng.integers(60, 90, columns)
        values[SPO2_ROW] = rng.integers(91, 100, columns)
        values[SPO2_ROW, rng.random(columns) < 0.01] = 88.0
        frames.append(values)
    took: list[float] = []
    for step in range(steps):
        tick = 10 * (step + 1)
        watch = Stopwatch()
        while (due := engine.next_due()) <= tick:
            engine.fire(due)
        engine.samples(tick, frames[step % len(frames)], usable=usable, solid=solid)
        for silence in Silence:
            engine.silences.all_well(tick, silence, everyone, np.full(columns, tick, dtype=np.int64))
        took.append(watch.elapsed_s() * 1e9 / columns)
    return typical(took)
