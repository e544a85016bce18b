"""Lives some sessions through a ward under one rule set: people admit, measure, start, answer and end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import heappop, heappush
from typing import Final

from benchmarks.alarm_quality.rule_sets import RuleSet
from benchmarks.alarm_quality.stays import INFUSION_S, Stays
from benchmarks.alarm_quality.tellings import Tellings, Told
from benchmarks.alarm_quality.ward import NURSE, WINDOW_S, Ward, device_of
from drivers.observations import CuffStatus, Provenance, Quality
from monitor.domain.admission import Patient, Plan
from monitor.domain.commands import Admit, Command, Record
from monitor.domain.entries import Arm, ArmsSet, InfusionAct, InfusionActRecorded
from monitor.domain.events import CuffAct, CuffRequested
from monitor.domain.inputs import CuffReading
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import CuffMaster
from monitor.room.session import Session
from simulators.patient.batch import Determination
from simulators.patient.cuff_reading import PressureReading

ASKED_S: Final = (-590, -465, -340, -215)  # four readings at rest, two minutes apart and more
ONE_MORE_S: Final = -90  # a fifth where those that count lie far apart, as the clinic's rule for the baseline asks
FAR_APART_MMHG: Final = 15.0
BEDSIDE_FIRST_S, BEDSIDE_EVERY_S = 60, 300
ANSWERED_AFTER_S: Final = 30
BY_HAND_AFTER_S, LOOKED_EVERY_S = 60, 10  # from "take pressure now" to the key at the monitor
CUFF_BEGINS_AFTER_S: Final = 1
WEIGHT_KG, DOSE_MG_PER_KG = 80.0, 0.5
RATE_MG_PER_H: Final = DOSE_MG_PER_KG * WEIGHT_KG * 3600 / INFUSION_S


class Form(StrEnum):
    """Who starts the cuff."""

    STATION = "station"  # the station, its repeats too
    BEDSIDE = "bedside"  # the bedside monitor's own cycle; nobody follows the call to take a pressure
    BY_HAND = "by_hand"  # the same, and somebody does so within a minute


@dataclass(slots=True, kw_only=True)
class Lived:
    """One session under one rule set; seconds of the run are `first_s + tick / 10 - 1`."""

    session: int
    told: list[Told] = field(default_factory=list)
    readings: int = 0
    baseline_systolic: float | None = None


def seconds_of(tick: int, first_s: int) -> float:
    """Second of the run of a ward's tick."""
    return first_s - 1 + tick / TICKS_PER_SECOND


class Life:
    """One ward from the first second to the last."""

    def __init__(self, stays: Stays, rule_set: RuleSet, form: Form) -> None:
        self._stays = stays
        self._form = form
        master = CuffMaster.STATION if form is Form.STATION else CuffMaster.BEDSIDE
        self._called: set[int] = set()  # rows at which somebody is on the way
        self._rows = range(len(stays.truths))
        self._ward = Ward(rule_set, len(stays.truths), master=master)
        self._shown = stays.shown()
        self._inputs: list[tuple[int, int, CuffReading]] = []  # tick, order, input
        self._order = 0
        self._inflations = [0] * len(stays.truths)
        self._busy_until_s = [float("-inf")] * len(stays.truths)
        self._tellings = Tellings()
        self._answers: list[tuple[int, int]] = []  # tick, alarm
        self._answering: set[int] = set()

    def live(self) -> list[Lived]:
        """Step second by second."""
        for index in range(self._stays.seconds):
            self._second(index)
        lived = [
            Lived(session=truth.session, readings=count)
            for truth, count in zip(self._stays.truths, self._inflations, strict=True)
        ]
        for told in self._tellings.told.values():
            if told.place_id:
                lived[int(told.place_id) - 1].told.append(told)
        for row in self._rows:
            baseline = self._session(row).baseline
            lived[row].baseline_systolic = None if baseline is None else baseline.systolic
        return lived

    def _second(self, index: int) -> None:
        ward, tick, t_s = self._ward, (index + 1) * TICKS_PER_SECOND, self._stays.first_s + index
        ward.begin()
        inputs = self._due_inputs(tick, index)
        ward.live(tick, inputs)
        changed = bool(inputs) | self._people(tick, index, t_s)
        shown = self._shown
        ward.judge(shown.spo2[:, index], shown.pulse[:, index], shown.flagged[:, index])
        events = ward.events
        ward.settle(changed=changed)
        if not events:
            return
        for event in events:
            if isinstance(event, CuffRequested) and event.act is CuffAct.START:
                self._inflate(int(event.place_id) - 1, t_s + CUFF_BEGINS_AFTER_S)
        self._tellings.take(events, ward.board, tick)
        self._plan_answers(tick)

    def _due_inputs(self, tick: int, index: int) -> list[CuffReading]:
        found: list[CuffReading] = []
        while self._inputs and self._inputs[0][0] <= tick:
            found.append(heappop(self._inputs)[2])
        for item in found:
            row = int(item.device_id.removeprefix(device_of(""))) - 1
            self._ward.show(row, float(self._shown.pulse[row, max(0, index - 1)]))
        return found

    def _people(self, tick: int, index: int, t_s: int) -> bool:
        """What people do in this second; whether they did anything."""
        ward, acted = self._ward, False
        if index == 0:
            ward.order([self._admission(row) for row in self._rows])
            for row in self._rows:
                ward.show(row, float(self._shown.pulse[row, index]))
            acted = True
        if t_s in (0, INFUSION_S):
            self._pump(InfusionAct.START if t_s == 0 else InfusionAct.END, tick, index)
            acted = True
        if t_s == ONE_MORE_S:
            self._measure(t_s, [row for row in self._rows if self._is_spread(row)])
            acted = True
        if t_s in ASKED_S or (
            self._form is not Form.STATION and t_s >= 0 and (t_s - BEDSIDE_FIRST_S) % BEDSIDE_EVERY_S == 0
        ):
            self._measure(t_s, self._rows)
            acted = True
        if self._form is Form.BY_HAND and index % LOOKED_EVERY_S == 0:
            self._look_at_tasks(t_s)
        while self._answers and self._answers[0][0] <= tick:
            alarm_id = heappop(self._answers)[1]
            self._answering.discard(alarm_id)
            ward.answer(alarm_id)
            acted = True
        return acted

    def _admission(self, row: int) -> Command:
        probe = Arm.LEFT if self._stays.same_arm[row] else Arm.RIGHT
        label = f"Session {self._stays.truths[row].session}"
        arms = ArmsSet(cuff=Arm.LEFT, probe=probe, line=Arm.RIGHT)
        return Admit(
            place_id=str(row + 1),
            label=label,
            planned_infusion_s=float(INFUSION_S),
            patient=Patient(label=label, arms=arms),
            plan=Plan(weight_kg=WEIGHT_KG, dose_mg_per_kg=DOSE_MG_PER_KG, duration_s=float(INFUSION_S)),
            actor=NURSE,
        )

    def _pump(self, act: InfusionAct, tick: int, index: int) -> None:
        ward = self._ward
        rate = RATE_MG_PER_H if act is InfusionAct.START else None
        entry = InfusionActRecorded(act=act, rate_mg_per_h=rate)
        if act is InfusionAct.START:
            before = slice(max(0, index - WINDOW_S - 1), index)
            for row in self._rows:
                rates, saturations = self._shown.pulse[row, before], self._shown.spo2[row, before]
                ward.remember(self._session(row), rates, saturations, tick - TICKS_PER_SECOND)
        ward.order([Record(place_id=str(row + 1), session_id=row + 1, entry=entry, actor=NURSE) for row in self._rows])
        if act is InfusionAct.START:
            for row in self._rows:
                ward.first_as_baseline(self._session(row))

    def _is_spread(self, row: int) -> bool:
        """Whether the resting pressures after the first differ by more than the clinic's rule allows."""
        systolics = [reading.systolic for reading in self._session(row).trend.readings[1:]]
        return len(systolics) < 2 or max(systolics) - min(systolics) > FAR_APART_MMHG

    def _measure(self, t_s: int, rows: Sequence[int]) -> None:
        """The nurse asks for a reading, or the bedside monitor's own cycle begins one."""
        for row in rows:
            if self._form is Form.STATION:
                self._ward.ask_cuff(self._ward.by_column[row])
            else:
                self._inflate(row, t_s + CUFF_BEGINS_AFTER_S)

    def _look_at_tasks(self, t_s: int) -> None:
        """Follow a call to take a pressure: once, until a reading has come."""
        for row in self._rows:
            task = self._session(row).cuff.task
            if task is None:
                self._called.discard(row)
            elif row not in self._called:
                self._called.add(row)
                self._inflate(row, t_s + BY_HAND_AFTER_S)

    def _session(self, row: int) -> Session:
        return self._ward.sessions[row + 1]

    def _inflate(self, row: int, start_s: int) -> None:
        if start_s < self._busy_until_s[row]:
            return
        number = self._inflations[row] + 1
        found = self._stays.pressure(row, start_s, number)
        if found is None:
            return
        self._inflations[row] = number
        self._busy_until_s[row] = found.end_s
        self._disturb(row, number, found)
        self._push(row, start_s, CuffStatus.MEASURING, None)
        self._push(row, found.end_s, CuffStatus.FAILED if found.reading is None else CuffStatus.DONE, found.reading)

    def _disturb(self, row: int, number: int, found: Determination) -> None:
        if not self._stays.same_arm[row]:
            return
        beside = self._stays.beside_cuff(row, number, found)
        first = found.start_s - self._stays.first_s
        span = slice(first, first + beside.spo2.shape[1])
        self._shown.spo2[row, span], self._shown.pulse[row, span] = beside.spo2[0], beside.pulse[0]
        self._shown.flagged[row, span] = beside.flagged[0]

    def _push(self, row: int, at_s: float, status: CuffStatus, reading: PressureReading | None) -> None:
        tick = round((at_s - self._stays.first_s + 1) * TICKS_PER_SECOND)
        item = CuffReading(
            tick=tick,
            measured_tick=tick,
            device_id=device_of(str(row + 1)),
            status=status,
            quality=Quality.INVALID if status is CuffStatus.FAILED else Quality.VALID,
            systolic=None if reading is None else reading.systolic,
            diastolic=None if reading is None else reading.diastolic,
            mean=None if reading is None else reading.mean,
            pulse=None if reading is None else reading.pulse,
            why="the cuff could not measure" if status is CuffStatus.FAILED else None,
            provenance=Provenance.SIMULATED,
        )
        self._order += 1
        heappush(self._inputs, (tick, self._order, item))

    def _plan_answers(self, tick: int) -> None:
        """Whatever wants an answer gets it after half a minute."""
        for alarm_id in self._tellings.waiting:
            if alarm_id not in self._answering:
                self._answering.add(alarm_id)
                heappush(self._answers, (tick + ANSWERED_AFTER_S * TICKS_PER_SECOND, alarm_id))
        self._tellings.waiting.clear()
