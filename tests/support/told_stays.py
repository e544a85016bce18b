"""A whole stay in the record, with everything that a report has to tell: surge, answers, drugs, entries, overrides."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from stays import NURSE, PHYSICIAN, act, record
from worlds import EPOCH, device, order, plan, pulse, reading, spo2

from drivers.clock import ManualClock
from drivers.observations import Provenance
from monitor.alarms.profile_text import profile_digest, profile_text
from monitor.alarms.rules import Profile
from monitor.domain.admission import Patient, Plan, RiskFlag
from monitor.domain.commands import (
    Admit,
    ChangeBaseline,
    Discharge,
    PauseAudio,
    SetOwnLimit,
    SuspendRule,
    TakeResponsibility,
    Transfer,
    VoidEntry,
)
from monitor.domain.entries import (
    CheckAnswered,
    CheckOverridden,
    DrugGiven,
    InfusionAct,
    InfusionActRecorded,
    Score,
    ScoreNoted,
    SideEffect,
    SideEffectNoted,
    TextNoted,
    ValuesEntered,
)
from monitor.domain.events import AlarmChanged, EntryRecorded, Event
from monitor.domain.inputs import CuffReading, DeviceIdentified, Input, ProfileLoaded, Sample
from monitor.domain.policy import STANDARD
from monitor.domain.vocabulary import AlarmChangeKind
from monitor.room.room import Room
from monitor.storage import Batch, Journal
from monitor.storage.signing import Mark, ReviewDesk

PLACES = {"d1": "1", "dbay1": "bay1"}
ADMITTED_S, START_S, END_S, MOVED_S, DISCHARGED_S = 60, 900, 3300, 3400, 5400
LAST_S = DISCHARGED_S + 60
SURGE_S = range(1500, 2100)
SESSION_ID = 1
ANSWERED_RULE = "BP-SEV"
SILENCED_AFTER_S, GOING_AFTER_S, ACTION_AFTER_S = 12, 25, 95
REVIEWER, COMMENT, ADDENDUM = "Dr Lund", "Surge answered in time.", "The escort called the next day: well."
WRONG_NOTE, NOTE = "wrong chair", "music on"
LOT = "KX-2291"
SERIAL_NUMBER = "SN 4711"
PROFILE = Profile(name="test")
OTHER_BASELINE = ChangeBaseline(
    place_id="bay1",
    session_id=SESSION_ID,
    systolic=122.0,
    diastolic=76.0,
    mean=92.0,
    reason="usual pressure at home",
    actor=PHYSICIAN,
)
DRUG = DrugGiven(name="Labetalol", dose=10.0, unit="mg", route="IV", observe_min=30.0)
PLAN = Plan(dose_mg_per_kg=0.5, weight_kg=80.0, duration_s=2400.0)
PATIENT = Patient(
    label="A.M. 59",
    clinic_id="C-1009",
    birth_year=1959,
    infusion_number=3,
    infusions_planned=6,
    risk_flags=(RiskFlag.HYPERTENSION,),
)
Orders = dict[int, list[Input]]
Told = TypeVar("Told", Path, str)


def tell_stay(
    store: Told, *, provenance: Provenance = Provenance.REAL, complete: bool = True, until_s: int = LAST_S
) -> Told:
    """Live through the stay, store, pack, mark and sign it. Of an incomplete one rate, lot and escort are not told."""
    journal = Journal.open(store, room_name="Room", provenance=provenance, epoch=EPOCH, profile_digest="d" * 64)
    journal.bind_devices(PLACES)
    batches = _lived_through(provenance, complete, until_s)
    for first in range(0, len(batches), 200):
        journal.write(batches[first : first + 200])
    while journal.tidy():
        pass
    journal.close()
    clock = ManualClock()
    desk = ReviewDesk(store, clock=clock)
    raised = [event for one in batches for event in one.events if isinstance(event, AlarmChanged)]
    answered = next(event for event in raised if is_raised(event, ANSWERED_RULE))
    desk.mark(answered.alarm_id, Mark.USEFUL, reviewer=REVIEWER)
    if complete:
        desk.sign(SESSION_ID, reviewer=REVIEWER, comment=COMMENT)
        desk.add(SESSION_ID, author=NURSE.name, text=ADDENDUM)
    return store


@cache
def _lived_through(provenance: Provenance, complete: bool, until_s: int) -> tuple[Batch, ...]:  # noqa: FBT001 - a key
    """The same stay is told in many tests: it is lived once."""
    return tuple(_lived(provenance, complete=complete, until_s=until_s))


def is_raised(event: Event, rule: str) -> bool:
    return isinstance(event, AlarmChanged) and event.change is AlarmChangeKind.RAISED and event.rule == rule


def _lived(provenance: Provenance, *, complete: bool, until_s: int) -> Iterator[Batch]:
    """One batch a second; people answer the severe pressure after fixed times."""
    devices = [device("1", serial_number=SERIAL_NUMBER), device("bay1")]
    places = replace(plan(chairs=1, devices=devices), policy=STANDARD, provenance=provenance)
    room = Room(places, PROFILE, EPOCH)
    orders = _orders(complete=complete)
    orders[1] = [
        ProfileLoaded(
            tick=10,
            in_force=profile_digest(PROFILE),
            name=PROFILE.name,
            text=profile_text(PROFILE),
            approved_by=REVIEWER,
            approved_on="2023-11-01",
            first=True,
        ),
        DeviceIdentified(tick=10, device_id="d1", model="V100", serial_number="00004711", software="R2"),
    ]
    for second in range(1, until_s):
        measured = (replace(item, provenance=provenance) for item in _measured(second))
        inputs = (*orders.get(second, ()), *measured)
        events = tuple(room.step(room.ledger.instant(10 * second), inputs))
        for event in events:
            _react(event, second, orders)
        checkpoint = room.checkpoint() if second % 600 == 0 else None
        yield Batch(tick=room.now.tick, utc_ms=room.now.utc_ms, inputs=inputs, events=events, checkpoint=checkpoint)


def _react(event: Event, second: int, orders: Orders) -> None:
    """Silence, go and give a drug, each some time after the severe pressure; void the wrong note."""
    if is_raised(event, ANSWERED_RULE):
        paused = PauseAudio(place_id="1", actor=NURSE)
        going = TakeResponsibility(place_id="1", actor=PHYSICIAN)
        orders.setdefault(second + SILENCED_AFTER_S, []).append(order(second + SILENCED_AFTER_S, paused))
        orders.setdefault(second + GOING_AFTER_S, []).append(order(second + GOING_AFTER_S, going))
        orders.setdefault(second + ACTION_AFTER_S, []).append(record(second + ACTION_AFTER_S, DRUG))
    if isinstance(event, EntryRecorded) and event.entry == TextNoted(text=WRONG_NOTE):
        void = VoidEntry(place_id="1", session_id=1, entry_seq=event.seq, reason="not this patient", actor=NURSE)
        orders.setdefault(second + 30, []).append(order(second + 30, void))


def _measured(second: int) -> Iterator[Sample | CuffReading]:
    place_id = "1" if second < MOVED_S else "bay1"
    yield spo2(second, None if second % 97 == 0 else 97.0 - (second % 40 == 0), place_id)
    yield pulse(second, 72.0 + second % 5, place_id)
    if second % 300 == 200 or (second in SURGE_S and second % 60 == 30):
        high = second in SURGE_S
        yield reading(second, 192 if high else 128, 104 if high else 80, place_id=place_id)


def _orders(*, complete: bool) -> Orders:
    """What people record, by the second."""
    admission = Admit(
        place_id="1",
        label="A.M. 59",
        planned_infusion_s=2400,
        course="session 3 of 6",
        patient=PATIENT,
        plan=PLAN if complete else Plan(),
        actor=NURSE,
    )
    limit = SetOwnLimit(place_id="1", session_id=1, rule="HR-HI", limit=125.0, reason="athlete", actor=PHYSICIAN)
    suspend = SuspendRule(place_id="1", session_id=1, rule="HR-LO", minutes=10, reason="athlete", actor=PHYSICIAN)
    leave = Discharge(place_id="bay1", session_id=1, override_reason="physician saw the patient", actor=PHYSICIAN)
    orders: Orders = {
        ADMITTED_S: [order(ADMITTED_S, admission)],
        120: [record(120, CheckAnswered(check=check.check, done=True)) for check in STANDARD.checks[1:]],
        130: [record(130, CheckOverridden(check="fasting", reason="a biscuit at seven"), actor=PHYSICIAN)],
        140: [order(140, limit)],
        START_S: [act(START_S, InfusionAct.START)],
        1200: [record(1200, ValuesEntered(systolic=131.0, diastolic=79.0, pulse=70.0))],
        1230: [record(1230, SideEffectNoted(effect=SideEffect.DIZZINESS, text="mild"))],
        1240: [record(1240, TextNoted(text=NOTE))],
        1260: [record(1260, TextNoted(text=WRONG_NOTE))],
        2400: [order(2400, suspend)],
        END_S: [act(END_S, InfusionAct.END)],
        MOVED_S: [order(MOVED_S, Transfer(place_id="1", session_id=1, to_place_id="bay1", actor=NURSE))],
        4000: [
            record(4000, ScoreNoted(score=Score.ALDRETE, value=10), place_id="bay1"),
            record(4000, ScoreNoted(score=Score.MOAAS, value=5), place_id="bay1"),
            record(4000, CheckAnswered(check="gait", done=True), place_id="bay1"),
        ],
        4500: [order(4500, OTHER_BASELINE)],
        DISCHARGED_S: [order(DISCHARGED_S, leave)],
    }
    if complete:
        orders[START_S] = [record(START_S, InfusionActRecorded(act=InfusionAct.START, lot=LOT))]
        orders[4100] = [record(4100, CheckAnswered(check="escort_here", done=True), place_id="bay1")]
    return orders
