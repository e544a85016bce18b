"""Re-judging many stored sessions at once gives exactly the events that each gives alone, and live."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from judged_alone import judge_one
from stored_sessions import stored_session
from worlds import OXIMETRY, PHYSICIAN, device, end, order, plan, reading, start

from drivers.observations import Parameter, Quality, Source
from monitor.alarms.arrays import Edge
from monitor.alarms.baseline import Baseline
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.rules import Channel, Profile
from monitor.domain.admission import Patient, RiskFlag
from monitor.domain.commands import Admit, ChooseProfile
from monitor.domain.events import AlarmChanged, BaselineFrozen, Event
from monitor.domain.inputs import Input, Sample
from monitor.domain.time import Instant
from monitor.review.batch import judge
from monitor.review.sheet import Sheet
from monitor.review.stored_columns import baseline_of, choices_of
from monitor.review.stored_session import MISSING, StoredSession, minutes_of
from monitor.review.touched import is_judged
from monitor.room.room import Room
from monitor.settings import load_profile

SHIPPED = Profile(name="shipped")
CLOSER = load_profile(Path(__file__).resolve().parents[2] / "config" / "profiles" / "closer.toml")
JUDGED = replace(SHIPPED, rules=tuple(rule for rule in SHIPPED.rules if is_judged(rule)))


@pytest.mark.parametrize("calm", [0.3, 0.9, 0.98])
def test_together_as_alone(calm: float, rng: random.Random) -> None:
    first = rng.randrange(100_000)
    sessions = [stored_session(first + number, calm=calm, minutes=8 + 4 * (number % 3)) for number in range(6)]
    alone = [judge_one(session, SHIPPED) for session in sessions]
    assert sum(map(len, alone)) > 10
    for tile in (2, 64):
        together = judge(sessions, SHIPPED, tile=tile)
        assert [judged.session for judged in together] == sessions
        for judged, edges in zip(together, alone, strict=True):
            assert judged.edges == edges, f"session {judged.session.session_id}, calm {calm}, tile {tile}"


def live(session: StoredSession, profile: Profile = JUDGED, orders: Sequence[Input] = ()) -> list[Event]:
    """The session through the room, as the station lives it: one device, the same values at the same ticks.

    `orders` are what people do; without an admission among them a patient without risk flags is admitted.
    """
    room = Room(plan(1, 0, [device("1", parameters=OXIMETRY | {Parameter.RESP})]), profile, Instant(-1, 0))
    given = {one.tick: one for one in (order(0, Admit(place_id="1", label="S", planned_infusion_s=2400)), *orders)}
    inputs: list[Input] = []
    readings = {int(second): index for index, second in enumerate(session.reading_s)}
    found: list[Event] = []
    for second in range(session.seconds):
        inputs += [given[second * 10]] if second * 10 in given else []
        if second == session.baseline_s:
            inputs.append(start(second))
        if second == session.infusion_end_s:
            inputs.append(end(second))
        inputs += _samples(session, second)
        if second in readings:
            systolic, diastolic, mean = session.readings[:, readings[second]].tolist()
            cuff = reading(second, systolic, diastolic)
            inputs.append(replace(cuff, mean=None if np.isnan(mean) else mean))
        found += room.step(room.ledger.instant(second * 10), inputs)
        inputs = []
    return found


def told(edge: AlarmChanged | Edge) -> tuple[object, ...]:
    at, due = (edge.tick, edge.due) if isinstance(edge, Edge) else (edge.at.tick, edge.due.tick)
    # which of two rates it was, and the words that go along, are known to the room alone
    numbers = edge.value, edge.op, edge.limit, edge.baseline, edge.confirmed, edge.delay_s, edge.gate_s
    return at, due, edge.rule, edge.change, edge.priority, edge.shown, *numbers


def _samples(session: StoredSession, second: int) -> list[Input]:
    parameters = {Channel.RATE: Parameter.PULSE, Channel.SPO2: Parameter.SPO2, Channel.RESP: Parameter.RESP}
    found: list[Input] = []
    for channel, parameter in parameters.items():
        row = CHANNELS.index(channel)
        code = int(session.values[row, second])
        found.append(
            Sample(
                tick=second * 10,
                device_id="d1",
                parameter=parameter,
                value=None if code == MISSING else float(code),
                quality=Quality.INVALID if code == MISSING else Quality.VALID,
                source=Source.OXIMETER,
            )
        )
    return found


def as_lived(session: StoredSession, events: Sequence[Event]) -> StoredSession:
    """With the baseline that the room froze."""
    frozen = [event for event in events if isinstance(event, BaselineFrozen)]
    return session if not frozen else replace(session, baseline=baseline_of(frozen[-1]))


@pytest.mark.parametrize("number", range(3))
def test_as_the_room_lived_it(number: int, rng: random.Random) -> None:
    made = stored_session(rng.randrange(100_000) + number, minutes=25, calm=0.7)
    apart = np.concatenate([[0], np.flatnonzero(np.diff(made.reading_s) > 20) + 1])  # the room reads repeats once
    session = replace(
        made,
        doubtful=None,
        reading_doubtful=None,
        reading_s=made.reading_s[apart],
        readings=made.readings[:, apart],
        baseline_s=600 if number else None,
        infusion_end_s=900 if number else None,
    )
    events = live(session)
    (judged,) = judge([as_lived(session, events)], SHIPPED)
    again = [told(edge) for edge in judged.edges]
    assert len(again) > 5
    assert again == [told(event) for event in events if isinstance(event, AlarmChanged)]


FLAGGED = Patient(label="S", risk_flags=(RiskFlag.HYPERTENSION,))


def chosen(second: int, *, closer: bool) -> Input:
    command = ChooseProfile(place_id="1", session_id=1, closer=closer, reason="seen", actor=PHYSICIAN)
    return order(second, command)


@pytest.mark.parametrize("number", range(3))
def test_a_patient_at_risk_as_the_room_lived_it(number: int, rng: random.Random) -> None:
    made = stored_session(rng.randrange(100_000) + number, minutes=25, calm=0.7)
    apart = np.concatenate([[0], np.flatnonzero(np.diff(made.reading_s) > 20) + 1])  # the room reads repeats once
    session = replace(
        made,
        doubtful=None,
        reading_doubtful=None,
        reading_s=made.reading_s[apart],
        readings=made.readings[:, apart],
        baseline_s=600,
        infusion_end_s=1300,
    )
    admitted = order(0, Admit(place_id="1", label="S", planned_infusion_s=2400, patient=FLAGGED))
    changes = [chosen(400, closer=False), chosen(900, closer=True)][: number * 2]
    events = live(session, replace(JUDGED, closer=CLOSER), [admitted, *changes])
    lived = replace(as_lived(session, events), closer=choices_of(events, 0))
    assert lived.closer == ((0, True), *([(400, False), (900, True)][: number * 2]))
    again, plain = (
        [told(edge) for edge in judge([lived], replace(SHIPPED, closer=closer))[0].edges] for closer in (CLOSER, None)
    )
    assert again == [told(event) for event in events if isinstance(event, AlarmChanged)]
    assert len(again) > 5
    assert again != plain


def test_flagged_patients_together_as_alone(rng: random.Random) -> None:
    first = rng.randrange(100_000)
    sessions = [with_choices(stored_session(first + number, minutes=15, calm=0.6), number) for number in range(8)]
    profile = replace(SHIPPED, closer=CLOSER)
    alone = [judge_one(session, profile) for session in sessions]
    for tile in (3, 64):
        for judged, edges in zip(judge(sessions, profile, tile=tile), alone, strict=True):
            assert judged.edges == edges, f"session {judged.session.session_id}, tile {tile}"
    assert alone != [judge_one(session, SHIPPED) for session in sessions]


def with_choices(session: StoredSession, number: int) -> StoredSession:
    """Closer limits from the first second, later, for some minutes, twice in a second, or never; some with an ECG."""
    chosen_s = [
        ((0, True),),
        ((300, True),),
        ((120, True), (121, False), (500, True), (700, False)),
        ((400, True), (400, False)),
        ((0, False), (200, True), (session.seconds, False)),
        (),
    ][number % 6]
    by_ecg = np.random.default_rng(number).random(session.seconds) < 0.5 if number % 2 else None
    return replace(session, closer=chosen_s, by_ecg=by_ecg)


def test_a_calm_session_is_not_looked_at() -> None:
    codes = np.full((len(CHANNELS), 3600), MISSING, dtype=np.uint8)
    codes[CHANNELS.index(Channel.SPO2)] = 96
    codes[CHANNELS.index(Channel.RATE)] = 70
    session = StoredSession(
        session_id=1, values=codes, reading_s=np.array([300]), readings=np.array([[120.0], [70.0], [85.0]])
    )
    assert list(Sheet([session]).codes_beyond(CHANNELS.index(Channel.SPO2), -1, np.array([90.0]))) == []
    assert judge([session], SHIPPED)[0].edges == []
    codes[CHANNELS.index(Channel.SPO2), 1900:1903] = 89
    dipped = replace(session, values=codes, lowest=np.empty((0, 0), np.uint8), highest=np.empty((0, 0), np.uint8))
    both = Sheet([session, dipped])
    ((second, found, number),) = both.codes_beyond(CHANNELS.index(Channel.SPO2), -1, np.array([90.0, 90.0]))
    assert (second.tolist(), found.tolist(), number.tolist()) == ([5500, 5501, 5502], [89] * 3, [1] * 3)


def test_minutes_without_a_value_are_not_busy() -> None:
    codes = np.full((len(CHANNELS), 150), MISSING, dtype=np.uint8)
    lowest, highest = minutes_of(codes)
    assert lowest.tolist() == [[MISSING] * 3] * len(CHANNELS)
    assert highest.tolist() == [[0] * 3] * len(CHANNELS)
    empty = StoredSession(session_id=1, values=codes, reading_s=np.array([], int), readings=np.empty((3, 0)))
    for sign, bound in ((-1, 300.0), (1, 20.0)):
        assert list(Sheet([empty]).codes_beyond(0, sign, np.array([bound]))) == []
    assert judge([empty], SHIPPED)[0].edges == []


def test_every_rule_that_can_be_judged_spoke_somewhere() -> None:
    sessions = [stored_session(number, minutes=15, calm=0.5) for number in range(60)]
    spoke = {edge.rule for judged in judge(sessions, SHIPPED) for edge in judged.edges}
    assert spoke | {"BP-PERSIST"} == {rule.rule for rule in JUDGED.rules}  # that one has a test of its own


def test_a_pressure_that_does_not_come_down_after_the_infusion() -> None:
    systolic = np.array([118.0, 120, 119, 150, 166, 172, 171, 170, 172, 168, 169, 170, 130])
    session = StoredSession(
        session_id=1,
        values=np.full((len(CHANNELS), 4300), MISSING, dtype=np.uint8),
        reading_s=np.arange(300, 4200, 300),
        readings=np.vstack([systolic, systolic - 50, systolic - 33]),
        baseline=Baseline(systolic=119, diastolic=69, mean=86),
        baseline_s=950,
        infusion_end_s=2150,
    )
    alone = judge_one(session, SHIPPED)
    assert [edge.change.value for edge in alone if edge.rule == "BP-PERSIST"] == ["raised", "cleared"]
    assert judge([session], SHIPPED)[0].edges == alone
