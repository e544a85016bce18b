"""The quality gate delays and never suppresses; limits follow the patient without a step and never cross."""

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alarms.arrays import Edge
from monitor.alarms.baseline import Baseline
from monitor.alarms.circumstances import Circumstances
from monitor.alarms.engine import AlarmEngine, Watch
from monitor.alarms.frames import channel_row, empty_samples
from monitor.alarms.limits import resolve_limits
from monitor.alarms.rules import SHIPPED_RULES, Channel, LimitRule, Profile
from monitor.domain.vocabulary import AlarmChangeKind, Priority

LIMIT_RULES = [rule for rule in SHIPPED_RULES if isinstance(rule, LimitRule)]


def make_engine(**circumstances: object) -> AlarmEngine:
    engine = AlarmEngine(Profile(name="test"), 1)
    engine.watch(0, Watch.PATIENT)
    engine.set_circumstances(0, 0, Circumstances(**circumstances))  # type: ignore[arg-type]  # a test names fields
    return engine


def fire_until(engine: AlarmEngine, tick: int) -> list[Edge]:
    edges: list[Edge] = []
    while (due := engine.next_due()) <= tick:
        edges += engine.fire(due)
    return edges


def feed(
    engine: AlarmEngine, second: int, *, solid: bool = True, values: Mapping[str, float] | None = None, **more: float
) -> list[Edge]:
    """Judge the named channels of one second, after the timers up to it."""
    edges = fire_until(engine, second * 10)
    frame, usable, sure = empty_samples(engine.columns)
    for name, value in {**(values or {}), **more}.items():
        row = channel_row(Channel(name))
        frame[row, 0], usable[row, 0], sure[row, 0] = value, True, solid
    return edges + engine.samples(second * 10, frame, usable=usable, solid=sure)


def raised(edges: list[Edge], rule: str) -> list[Edge]:
    return [edge for edge in edges if edge.rule == rule and edge.change is AlarmChangeKind.RAISED]


def first_raise(
    engine: AlarmEngine,
    rule: str,
    seconds: range,
    *,
    solid: bool = True,
    values: Mapping[str, float] | None = None,
    **more: float,
) -> Edge:
    for second in seconds:
        found = raised(feed(engine, second, solid=solid, values=values, **more), rule)
        if found:
            return found[0]
    raise AssertionError(f"{rule} was not raised in {seconds}")


@pytest.mark.parametrize(
    ("rule", "channel", "value", "plain_s", "poor_s"),
    [
        ("O2-LO", "spo2", 89.0, 10, 45),
        ("O2-LO", "spo2", 84.0, 10, 20),  # far below: as MEDIUM it waits no longer for a good signal
        ("O2-XLO", "spo2", 84.0, 5, 20),
        ("HR-HI", "rate", 121.0, 10, 30),
        ("HR-LO", "rate", 49.0, 10, 30),
        ("HR-XHI", "rate", 141.0, 10, 10),
        ("HR-XLO", "rate", 39.0, 5, 30),
    ],
)
def test_a_signal_the_device_doubts_waits_for_the_gates_maximum_and_no_longer(
    rule: str, channel: str, value: float, plain_s: int, poor_s: int
) -> None:
    plain = first_raise(make_engine(), rule, range(100), values={channel: value})
    assert (plain.tick, plain.delay_s, plain.gate_s) == (plain_s * 10, plain_s, 0)
    poor = first_raise(make_engine(), rule, range(100), solid=False, values={channel: value})
    assert (poor.tick, poor.due, poor.delay_s, poor.gate_s) == (poor_s * 10, poor_s * 10, plain_s, poor_s - plain_s)


@pytest.mark.parametrize("circumstances", [{"on_oxygen": True}, {"moaas": 3}])
def test_with_oxygen_or_a_drowsy_patient_a_saturation_waits_20_s_at_most(circumstances: dict[str, object]) -> None:
    assert first_raise(make_engine(**circumstances), "O2-LO", range(100), solid=False, spo2=89.0).tick == 200


def test_a_signal_that_becomes_good_while_it_violates_alarms_at_once() -> None:
    engine = make_engine()
    for second in range(15):
        assert not raised(feed(engine, second, solid=False, spo2=88.0), "O2-LO")
    (edge,) = raised(feed(engine, 15, spo2=88.0), "O2-LO")
    assert (edge.tick, edge.delay_s, edge.gate_s) == (150, 10, 5)


@pytest.mark.parametrize(("jump", "is_gated"), [(8.0, False), (12.0, True)])
def test_a_jump_of_the_rate_beside_a_falling_saturation_counts_as_movement(jump: float, *, is_gated: bool) -> None:
    engine = make_engine()
    for second in range(60):
        feed(engine, second, rate=70.0, spo2=90.0)
    edges: list[Edge] = []
    for second in range(60, 110):
        edges += feed(engine, second, rate=70.0 + (jump if second < 75 else 0), spo2=89.0)
    (edge,) = raised(edges, "O2-LO")
    assert edge.tick == (841 if is_gated else 700)  # the jump of second 74 counts for ten seconds
    assert edge.gate_s == (14.1 if is_gated else 0)


def test_weak_perfusion_is_a_poor_signal_only_while_it_is_fresh() -> None:
    engine, stale = make_engine(), make_engine()
    for second in range(40):
        weak = {"perfusion": 0.2}
        assert not raised(feed(engine, second, spo2=88.0, values=weak), "O2-LO")
        found = raised(feed(stale, second, spo2=88.0, values=weak if second == 0 else None), "O2-LO")
        assert bool(found) is (second == 10)


@pytest.mark.hazard("H14")
def test_a_cuff_gates_only_on_the_arm_that_is_known_to_carry_the_probe() -> None:
    for same_arm, at in ((True, 45), (False, 10), (None, 10)):
        engine = make_engine(same_arm=same_arm)
        engine.gate.cuff(0, 0, inflated=True)
        assert first_raise(engine, "O2-LO", range(100), spo2=88.0).tick == at * 10


def test_an_emptied_cuff_spoils_the_probe_for_twelve_seconds_more() -> None:
    engine = make_engine(same_arm=True)
    engine.gate.cuff(0, 0, inflated=True)
    feed(engine, 1, spo2=88.0)
    engine.gate.cuff(50, 0, inflated=False)
    assert first_raise(engine, "O2-LO", range(6, 100), spo2=88.0).tick == 171  # the first tick after 5 s + 12 s


def test_a_saturation_that_rises_beyond_a_cuff_on_the_same_arm_ends_nothing() -> None:
    engine = make_engine(same_arm=True)
    first_raise(engine, "O2-LO", range(20), spo2=88.0)
    engine.gate.cuff(200, 0, inflated=True)
    for second in range(21, 80):
        assert not [edge for edge in feed(engine, second, spo2=99.0) if edge.change is AlarmChangeKind.CLEARED]
    engine.gate.cuff(800, 0, inflated=False)
    changes = [edge.change for second in range(81, 130) for edge in feed(engine, second, spo2=99.0)]
    assert AlarmChangeKind.CLEARED in changes


@pytest.mark.hazard("H14")
def test_whatever_the_signal_the_alarm_comes_within_delay_and_bound(rng: random.Random) -> None:
    """A violating saturation at least every two seconds, doubtful, with jumping rates, cuffs and missing values."""
    for _ in range(30):
        engine = make_engine(same_arm=True, on_oxygen=rng.random() < 0.5)
        for second in range(100, 160):
            feed(engine, second, rate=70.0)
        edges: list[Edge] = []
        for second in range(200, 310):
            if rng.random() < 0.2:
                engine.gate.cuff(second * 10, 0, inflated=rng.random() < 0.7)
            if second % 2 and rng.random() < 0.3:
                continue
            values = {"spo2": 80.0, "rate": rng.choice((70.0, 110.0)), "perfusion": rng.choice((0.1, 3.0))}
            edges += feed(engine, second, solid=rng.random() < 0.5, values=values)
        frail = engine.circumstances[0].on_oxygen
        for rule, bound_s in (("O2-LO", 20), ("O2-XLO", 20 if frail else 90)):
            (edge,) = raised(edges, rule)
            assert 2000 < edge.tick <= 2000 + (bound_s + 2) * 10


@pytest.mark.parametrize("on_oxygen", [False, True])
@pytest.mark.parametrize(
    ("channel", "milder", "graver", "lowest", "highest"),
    [(Channel.SPO2, "O2-LO", "O2-XLO", 80, 100), (Channel.RATE, "HR-LO", "HR-XLO", 35, 120)],
)
def test_medium_lies_strictly_inside_high_for_every_baseline_and_no_limit_jumps(
    channel: Channel, milder: str, graver: str, lowest: int, highest: int, *, on_oxygen: bool
) -> None:
    names = [rule.rule for rule in LIMIT_RULES]
    previous: list[float] | None = None
    for baseline in range(lowest, highest + 1):
        limits = resolve_limits(LIMIT_RULES, {channel: float(baseline)}, on_oxygen=on_oxygen)
        pair = [limits[names.index(milder)], limits[names.index(graver)]]
        assert pair[0] > pair[1], baseline
        if previous is not None:
            assert max(abs(now - before) for now, before in zip(pair, previous, strict=True)) <= 2, baseline
        previous = pair


@pytest.mark.parametrize(
    ("baseline", "on_oxygen", "advice", "low", "very_low"),
    [
        (None, False, None, 90, 85),
        (98, False, 94, 90, 85),
        (94, False, 92, 90, 85),
        (93, False, 91, 89, 85),
        (92, False, 90, 88, 84),
        (90, False, 88, 86, 82),
        (88, False, 86, 86, 82),
        (98, True, 94, 92, 85),
    ],
)
def test_saturation_limits_follow_the_baseline_and_oxygen(
    baseline: float | None, *, on_oxygen: bool, advice: float | None, low: float, very_low: float
) -> None:
    engine = make_engine(on_oxygen=on_oxygen)
    engine.set_baseline(0, Baseline(spo2=baseline))
    assert [engine.limit_of(rule, 0) for rule in ("O2-ADV", "O2-LO", "O2-XLO")] == [advice, low, very_low]


def test_a_closer_limit_for_one_patient_never_loosens_and_outlives_a_checkpoint() -> None:
    other = {"O2-LO": 92.0, "HR-HI": 150.0}
    rules = tuple(replace(rule, limit=other.get(rule.rule, rule.limit)) for rule in LIMIT_RULES)
    profile = Profile(name="test", closer=Profile(name="closer", rules=rules))
    engine = AlarmEngine(profile, 1)
    engine.watch(0, Watch.PATIENT)
    engine.set_closer(0, on=True)
    assert (engine.limit_of("O2-LO", 0), engine.limit_of("HR-HI", 0)) == (92, 120)
    again = AlarmEngine(profile, 1)
    again.set_closer(0, on=True)  # the session keeps it, as it keeps limits of the patient's own
    again.load(engine.dump(), {}, {0: 0}, {})
    assert again.limit_of("O2-LO", 0) == 92
    assert again.dump() == engine.dump()


@given(st.lists(st.sampled_from([None, 84.0, 97.0]), min_size=1, max_size=60))
def test_missing_samples_neither_raise_nor_clear(values: list[float | None]) -> None:
    engine = make_engine()
    for second, value in enumerate(values):
        before = {standing.rule for standing in engine.standing(0)}
        edges = feed(engine, second, values={} if value is None else {"spo2": value})
        fired = [edge for edge in edges if edge.kind.value == "physiological" and edge.tick == second * 10]
        if value is None and second and values[second - 1] is None:
            after = {standing.rule for standing in engine.standing(0)}
            assert before <= after  # nothing has ended without data
            assert all(edge.change is AlarmChangeKind.RAISED for edge in fired)


def test_breaths_alarm_where_they_are_measured() -> None:
    medium = first_raise(make_engine(), "RR-LO", range(60), resp=7.0)
    assert (medium.tick, medium.priority) == (300, Priority.MEDIUM)
    high = first_raise(make_engine(), "RR-XLO", range(60), resp=0.0)
    assert (high.tick, high.priority) == (300, Priority.HIGH)
    engine = make_engine()
    assert not [edge for second in range(60) for edge in feed(engine, second, resp=8.0)]
