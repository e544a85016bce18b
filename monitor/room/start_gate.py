"""What must be settled before the first drug: the clinic's checks and the pressure. Asked anew at each start."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.domain.admission import RiskFlag
from monitor.domain.entries import CheckAnswered, CheckOverridden
from monitor.domain.people import Actor, Permission, Role, refusal, words_of
from monitor.domain.policy import Check, PressureGate
from monitor.domain.stages import Stage
from monitor.room.profiles import risk_words
from monitor.room.session import Reading, Session

if TYPE_CHECKING:
    from monitor.room.room import Room

PRESSURE = "pressure"
WIRING = "wiring"
PRESSURE_TOLD = "pressure_told"
ECG = "ecg"
COURSE = "course_baseline"
LOW_SATURATION = "spo2_limit"
LOW_SPO2_RULE = "O2-LO"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartItem:
    """One thing that is open before the start; `blocking` refuses it."""

    check: str
    text: str
    blocking: bool
    override: tuple[Role, ...]


def start_items(room: "Room", session: Session) -> list[StartItem]:
    """All that is open, in the order of the clinic's list, the pressure last."""
    settled = _settled(session)
    items = [
        StartItem(check=check.check, text=check.text, blocking=check.blocking, override=check.override)
        for check in checks_asked(room, session)
        if check.check not in settled
    ]
    if session.closer and room.plan.policy.checks and ECG not in settled:
        items.append(
            StartItem(check=ECG, text=f"ECG asked for: {risk_words(session.risk_flags)}", blocking=False, override=())
        )
    course = None if _is_overridden(session, COURSE) else course_item(room, session)
    if course is not None:
        items.append(course)
    low = low_saturation(room, session)
    if low is not None:
        items.append(low)
    if room.walk.is_open(session.place_id):
        items.append(StartItem(check=WIRING, text="wiring not confirmed", blocking=True, override=()))
    gate = room.plan.policy.pressure_gate
    pressure = None if gate is None else pressure_item(gate, session)
    if pressure is not None and not _pressure_settled(session, pressure.check):
        items.append(pressure)
    return items


def open_start_checks(room: "Room", session: Session) -> list[StartItem]:
    """What refuses the start now."""
    return [item for item in start_items(room, session) if item.blocking]


def checks_asked(room: "Room", session: Session) -> list[Check]:
    """The clinic's checks that apply at this place."""
    mute = bool(unheard_devices(room, session.place_id))
    return [check for check in room.plan.policy.checks if mute or not check.for_devices_without_report]


def unheard_devices(room: "Room", place_id: str) -> tuple[str, ...]:
    """Titles of the devices at a place that cannot say whether their own alarms will be heard."""
    return tuple(device.title for device in room.seats[place_id].devices if not device.reports_alarms)


def stage_of(room: "Room", session: Session) -> Stage:
    """The stage of a stay; arrival ends when every check that blocks is answered or set aside."""
    stage = session.dosing.stage
    settled = _settled(session)
    waits = any(check.blocking and check.check not in settled for check in checks_asked(room, session))
    return Stage.ARRIVAL if stage is Stage.BASELINE and waits else stage


def pressure_item(gate: PressureGate, session: Session) -> StartItem | None:
    """What the last pressure before the drug asks for; None: it is well."""
    last = session.last_reading
    anybody, physician = (Role.NURSE, Role.PHYSICIAN), (Role.PHYSICIAN,)
    if last is None:
        text = "no blood pressure was measured yet"
        return StartItem(check=PRESSURE, text=text, blocking=True, override=anybody)
    shown = f"pressure {last.systolic:.0f}" + ("" if last.diastolic is None else f"/{last.diastolic:.0f}")
    if _reaches(last, gate.block_systolic, gate.block_diastolic):
        limit = f"{gate.block_systolic:.0f}/{gate.block_diastolic:.0f}"
        text = f"{shown}, and from {limit} on a physician decides"
        return StartItem(check=PRESSURE, text=text, blocking=True, override=physician)
    older = RiskFlag.OVER_65 in session.patient.risk_flags
    systolic = gate.ask_systolic_over_65 if older else gate.ask_systolic
    if _reaches(last, systolic, gate.ask_diastolic):
        text = f"{shown}: rest, repeat, and tell a physician"
        return StartItem(check=PRESSURE_TOLD, text=text, blocking=True, override=anybody)
    return None


def course_item(room: "Room", session: Session) -> StartItem | None:
    """A resting pressure unlike that of the course: another arm, excitement, or somebody else; a physician's word."""
    today, course = session.resting(room.tick)[0].systolic, session.course_systolic
    if today is None or course is None or session.start_tick is not None:
        return None
    if abs(today - course) <= room.plan.policy.plausibility.course_mmhg:
        return None
    text = f"pressure at rest {today:.0f}, in this course {course:.0f}: a physician's word on the difference"
    return StartItem(check=COURSE, text=text, blocking=True, override=(Role.PHYSICIAN,))


def low_saturation(room: "Room", session: Session) -> StartItem | None:
    """A resting saturation below which a physician sets the patient's limit first; nobody can set this aside."""
    least = room.plan.policy.least_spo2
    if least is None or session.start_tick is not None or LOW_SPO2_RULE in room.own_limits.of(session.session_id):
        return None
    spo2 = session.resting(room.tick)[0].spo2
    if spo2 is None or spo2 >= least:
        return None
    text = f"SpO₂ at rest {spo2:.0f} %: below {least:.0f} % a physician sets the limit of {LOW_SPO2_RULE} first"
    return StartItem(check=LOW_SATURATION, text=text, blocking=True, override=())


def _reaches(reading: Reading, systolic: float, diastolic: float) -> bool:
    return reading.systolic >= systolic or (reading.diastolic is not None and reading.diastolic >= diastolic)


def override_problem(room: "Room", session: Session, entry: CheckOverridden, actor: Actor) -> str | None:
    """Why this check cannot be set aside by this person."""
    if not entry.reason.strip():
        return "Setting a check aside needs a reason."
    item = next((item for item in start_items(room, session) if item.check == entry.check), None)
    if item is None:
        return f"There is no open check {entry.check} to set aside."
    if not item.override:
        return f"“{item.text}” cannot be set aside."
    return _role_problem(item, actor) if room.plan.policy.roles else None


def _role_problem(item: StartItem, actor: Actor) -> str | None:
    missing = refusal(actor, Permission.OVERRIDE)
    if missing is None and actor.role not in item.override:
        return f"“{item.text}” can be set aside by a {words_of(item.override)}."
    return missing


def _settled(session: Session) -> set[str]:
    """Checks of which the last word is done or set aside."""
    last: dict[str, bool] = {}
    for kept in sorted((kept for kept in session.book.entries if kept.counts), key=lambda kept: kept.seq):
        match kept.entry:
            case CheckAnswered(check=check, done=done):
                last[check] = done
            case CheckOverridden(check=check):
                last[check] = True
            case _:
                pass
    return {check for check, done in last.items() if done}


def _is_overridden(session: Session, check: str) -> bool:
    """Whether somebody who may decided about it: that it was seen is no decision."""
    return any(entry.check == check for _, entry in session.book.of(CheckOverridden))


def _pressure_settled(session: Session, check: str) -> bool:
    """Whether somebody decided about this very pressure: a word on an earlier one does not cover a later one."""
    last = session.last_reading
    since = session.admitted_tick if last is None else last.measured_tick
    told = check == PRESSURE_TOLD and any(
        entry.check == check and entry.done and kept.tick >= since for kept, entry in session.book.of(CheckAnswered)
    )
    return told or any(entry.check == check and kept.tick >= since for kept, entry in session.book.of(CheckOverridden))
