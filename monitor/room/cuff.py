"""The cuff's programme: when the next pressure is wanted, whether the station may start it, and what it asks for.

All caps live here, whoever inflates: a driver refuses only while its device is busy. Where the cuff cannot be started
from here, a person is asked: TAKE PRESSURE NOW (alarm design, section 1.2; hazards H12, H44 to H46).
"""

from collections.abc import Iterable, Mapping

from monitor.alarms.arrays import NEVER, Edge
from monitor.alarms.engine import AlarmEngine
from monitor.alarms.rules import CuffProgramme
from monitor.domain.entries import Arm, ArmsSet, CuffMoved
from monitor.domain.events import CuffAct, CuffRequested
from monitor.domain.people import SYSTEM, Actor
from monitor.domain.plan import PlannedDevice
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, CuffMaster, Phase, Verdict
from monitor.room.circumstances import circumstances_of
from monitor.room.cuff_log import CuffLog, CuffTask
from monitor.room.ledger import Ledger
from monitor.room.seat import Seat
from monitor.room.session import Session

ANSWER_TICKS = ticks(30.0)  # a device that has not begun by then has not understood
AGAIN_TICKS = ticks(60.0)  # a need that could not be met is looked at again
LOOKS_AT_FULL_PACE = (
    120  # two hours; then ever more seldom, for a station that was off for weeks lives through them at once
)
QUARTER_TICKS, HOUR_TICKS = ticks(900.0), ticks(3600.0)
LONGEST_CYCLE_TICKS = ticks(120.0)  # IEC 80601-2-30: an adult determination is cut off then, whatever the link does
LOW_RULE = "BP-LOW"
SLOW_RULES = frozenset({"HR-LO", "HR-XLO", "VVS", "FAINT"})  # a reading is wanted at once
PROGRAMME, REPEAT = "programme", "repeat"


class CuffScheduler:
    """Plans, asks and counts; one cuff per place."""

    def __init__(
        self, engine: AlarmEngine, ledger: Ledger, seats: Mapping[str, Seat], sessions: Mapping[int, Session]
    ) -> None:
        self._engine = engine
        self._ledger = ledger
        self.seats = seats
        self._sessions = sessions
        self._by_column = list(seats.values())
        self._programme = engine.profile.cuff

    # --- may it

    def refusal(self, seat: Seat, session: Session | None) -> str:
        """Why the station may not start this cuff now or soon, in words; empty where it may."""
        if session is None:
            return "there is no patient"
        device = starter(seat)
        if device is None:
            return "this cuff cannot be started from here"
        if seat.place.cuff_master is not CuffMaster.STATION:
            return f"the cuff is driven by the {seat.place.cuff_master.value}"
        if session.phase is Phase.DISCHARGED or circumstances_of(session).off_monitor:
            return "the patient is off the monitor"
        link = seat.links[device.device_id]
        if not link.up or link.broken_tick is not None or link.last_data_tick is None:
            return f"{device.title} is not on line"
        return arms_refusal(session)

    def busy(self, seat: Seat, session: Session) -> str:
        """Why no inflation may begin at this very tick although the station may start it; empty where it may."""
        if seat.measuring_since is not None:
            return "the cuff is measuring"
        wait = earliest(session.cuff, self._programme) - self._ledger.tick
        return f"the arm rests for another {-(-wait // ticks(1.0))} s" if wait > 0 else ""

    # --- what happens

    def inflated(self, seat: Seat, session: Session | None, tick: int) -> None:
        """An inflation began, whoever asked for it."""
        if session is None:
            return
        log = session.cuff
        log.inflations.append(tick)
        if log.asked_tick is None and seat.place.cuff_master is CuffMaster.STATION:
            log.uncommanded += 1
        log.asked_tick = None
        self.plan(seat, session)

    def measured(self, seat: Seat, session: Session, measured_tick: int, *, announced: bool) -> None:
        """A measurement ended; one that nobody saw begin counts as an inflation all the same."""
        log, tick = session.cuff, self._ledger.tick
        if not announced:
            self.inflated(seat, session, measured_tick)
        log.deflated_tick = tick if announced else max(measured_tick, log.deflated_tick or measured_tick)
        log.repeats = log.repeats + 1 if self._wants_repeat(seat, session) else 0
        log.task, log.asked_tick, log.tried_tick, log.urgent_why = None, None, None, ""

    def heard(self, edges: Iterable[Edge]) -> None:
        """A slow heart wants a pressure at once."""
        for edge in edges:
            seat = self._by_column[edge.column]
            session = self._sessions.get(seat.session_id or 0)
            if session is not None and edge.rule in SLOW_RULES and edge.change is AlarmChangeKind.RAISED:
                self.want_now(seat, session, edge.rule)

    def want_now(self, seat: Seat, session: Session, why: str) -> None:
        """A reading is wanted as soon as the arm may be squeezed."""
        session.cuff.urgent_why, session.cuff.tried_tick = why, None
        self.plan(seat, session)

    def moved(self, seat: Seat, session: Session) -> None:
        """The patient sits elsewhere: a request to the former place's device is void."""
        session.cuff.asked_tick, session.cuff.tried_tick = None, None
        self.plan(seat, session)

    def answered(self, seat: Seat, session: Session, why: str) -> None:
        """The device refused; a person is asked instead."""
        session.cuff.asked_tick, session.cuff.tried_tick = None, self._ledger.tick
        self._ask_person(session, why)
        self.plan(seat, session)

    def link_lost(self, seat: Seat, device: PlannedDevice) -> None:
        """The link broke while the cuff was inflated: the first thing said on its return is to let go.

        It is asked for now; who holds the driver says it before anything else as soon as there is a link.
        """
        if device.cuff_start:
            self._request(seat, device, CuffAct.CANCEL, "the link was lost while the cuff was measuring", SYSTEM)

    # --- the programme

    def plan(self, seat: Seat, session: Session) -> None:
        """Work out when the cuff is next to be asked for; called whenever something changes."""
        log = session.cuff
        if log.asked_tick is not None:
            log.due_tick, log.due_why = log.asked_tick + ANSWER_TICKS, "the cuff did not start"
            return
        if seat.measuring_since is not None:
            log.due_tick = None
            return
        wanted = self._wanted(seat, session)
        if wanted is None:
            log.due_tick = None
            return
        due, log.due_why = wanted
        due = max(due, earliest(log, self._programme), self._ledger.tick)
        log.due_tick = due if log.tried_tick is None else max(due, log.tried_tick + _pause(log, log.tried_tick))

    def link_broke(self, seat: Seat, session: Session, device_id: str, *, was_measuring: bool) -> None:
        """The cuff is inflated, or was asked for so lately that it may be, whatever the answer: see `link_back`."""
        device = starter(seat)
        may_be = device is not None and device.device_id == device_id and self._asked_within(session, ANSWER_TICKS)
        if was_measuring or may_be:
            session.cuff.deflated_tick = self._ledger.tick

    def link_back(self, seat: Seat, session: Session, broken_tick: int) -> None:
        """What kept the station from asking may be over.

        Nobody saw what a cuff did that was or may have been inflated: it has let go by now, and no sooner. Where that
        was longer ago than any cycle lasts, it had let go by the end of such a cycle.
        """
        if session.cuff.deflated_tick == broken_tick:
            session.cuff.deflated_tick = min(self._ledger.tick, broken_tick + LONGEST_CYCLE_TICKS)
        self._retry(seat, session)

    def watched_again(self, seat: Seat, session: Session) -> None:
        """The station stood still, and saw nothing of a cuff that it had asked for just before."""
        if self._asked_within(session, LONGEST_CYCLE_TICKS):
            session.cuff.deflated_tick = self._ledger.tick
        self._retry(seat, session)

    def _retry(self, seat: Seat, session: Session) -> None:
        session.cuff.tried_tick = None
        self.plan(seat, session)

    def _asked_within(self, session: Session, length_ticks: int) -> bool:
        asked = (session.cuff.asked_tick, session.cuff.tried_tick)
        return any(tick is not None and self._ledger.tick - tick <= length_ticks for tick in asked)

    def _wanted(self, seat: Seat, session: Session) -> tuple[int, str] | None:
        log = session.cuff
        if not seat.has_cuff or circumstances_of(session).off_monitor:
            return None
        if log.urgent_why:
            return self._ledger.tick, log.urgent_why
        wants = []
        if self._wants_repeat(seat, session) and log.repeats < self._programme.repeats_in_row:
            wants.append((self._rested_tick(log) + ticks(self._programme.repeat_after_s), REPEAT))
        if seat.place.cuff_master is not CuffMaster.BEDSIDE:  # a bedside monitor keeps its own programme
            wants.append((self.next_tick(seat, session), PROGRAMME))
        return min(wants, default=None)

    def next_tick(self, seat: Seat, session: Session) -> int:
        """When the programme wants the next reading: sooner near a limit."""
        programme = self._engine.closer.profile_at(seat.column).cuff_of(session.plan.preset)
        due = session.reading_due_tick(programme)
        last, failed = session.last_reading, session.cuff.failed_tick
        near = self._is_near(seat, session)
        if failed is not None:  # a failed attempt was an attempt: repeats are for it, the programme goes on from there
            interval = session.cuff_interval_ticks(programme, failed, session.phase)
            due = max(due, failed + (min(interval, ticks(programme.sooner_interval_s)) if near else interval))
        if last is None or not near:
            return due
        return min(due, (failed or last.measured_tick) + ticks(programme.sooner_interval_s))

    def _is_near(self, seat: Seat, session: Session) -> bool:
        last, near = session.last_reading, self._programme
        if last is None:
            return False
        base = None if session.baseline is None else session.baseline.systolic
        return (
            last.systolic >= near.sooner_systolic
            or (last.diastolic is not None and last.diastolic >= near.sooner_diastolic)
            or last.systolic < near.sooner_low_systolic - self.lowered(seat)
            or (base is not None and last.systolic >= base * (1 + near.sooner_rise_percent / 100))
            or pressure_pending(self._engine, seat.column)
        )

    def lowered(self, seat: Seat) -> float:
        """By how many mmHg the low limit of this patient has followed a low baseline: nearness follows with it."""
        rule = next((each for each in self._engine.pressures.rules if each.rule == LOW_RULE), None)
        own = self._engine.limit_of(LOW_RULE, seat.column)
        return 0.0 if rule is None or rule.limit is None or own is None else max(0.0, rule.limit - own)

    def _wants_repeat(self, seat: Seat, session: Session) -> bool:
        """Whether a second reading would decide something."""
        log, last = session.cuff, session.last_reading
        if awaits_repeat(self._engine, seat.column) or log.failures:
            return True
        return last is not None and last.verdict is Verdict.SUSPECT and log.repeats == 0

    @staticmethod
    def _rested_tick(log: CuffLog) -> int:
        return 0 if log.deflated_tick is None else log.deflated_tick

    # --- at the due tick

    def next_due(self) -> int:
        """Tick of the next request or task of any place."""
        return min(
            (each.cuff.due_tick for each in self._sessions.values() if each.cuff.due_tick is not None),
            default=int(NEVER),
        )

    def fire(self) -> None:
        """Ask the devices and people whose time has come."""
        for session in list(self._sessions.values()):
            if session.cuff.due_tick is not None and session.cuff.due_tick <= self._ledger.tick:
                self._act(self.seats[session.place_id], session)

    def drop_due(self) -> None:
        """Give up what is due now; whoever failed with it raises the alarm about that."""
        for session in self._sessions.values():
            if session.cuff.due_tick is not None and session.cuff.due_tick <= self._ledger.tick:
                session.cuff.due_tick = None

    def _act(self, seat: Seat, session: Session) -> None:
        log = session.cuff
        refusal = self.refusal(seat, session)
        device = starter(seat)
        if log.asked_tick is not None:
            log.asked_tick, log.tried_tick = None, self._ledger.tick
            self._ask_person(session, "the cuff did not start")
        elif refusal or device is None:
            log.tried_tick = self._ledger.tick
            self._ask_person(session, log.due_why)
        else:
            log.asked_tick = self._ledger.tick
            self._request(seat, device, CuffAct.START, log.due_why, SYSTEM)
        self.plan(seat, session)

    def _ask_person(self, session: Session, why: str) -> None:
        tick = self._ledger.tick
        if session.cuff.task is None:
            due = tick + ticks(self._programme.repeat_after_s)
            session.cuff.task = CuffTask(why=why, since_tick=tick, due_tick=due)

    def start(self, seat: Seat, session: Session, actor: Actor) -> str | None:
        """A person asks for a reading; why not, or None."""
        refusal = self.refusal(seat, session) or self.busy(seat, session)
        device = starter(seat)
        if refusal or device is None:
            return f"The cuff was not started: {refusal}."
        session.cuff.asked_tick = self._ledger.tick
        self._request(seat, device, CuffAct.START, "asked for", actor)
        self.plan(seat, session)
        return None

    def cancel(self, seat: Seat, actor: Actor) -> str | None:
        """A person wants the cuff to let go; asked for even where nobody knows whether it is inflated."""
        device = starter(seat)
        if device is None:
            return "This cuff cannot be let go from here: press the key at the device."
        self._request(seat, device, CuffAct.CANCEL, "asked for", actor)
        return None

    def _request(self, seat: Seat, device: PlannedDevice, act: CuffAct, why: str, actor: Actor) -> None:
        self._ledger.emit(
            CuffRequested,
            place_id=seat.place.place_id,
            session_id=seat.session_id,
            device_id=device.device_id,
            act=act,
            why=why,
            actor=actor,
        )


def _pause(log: CuffLog, tried_tick: int) -> int:
    waited = 0 if log.task is None else tried_tick - log.task.since_tick
    return max(AGAIN_TICKS, waited // LOOKS_AT_FULL_PACE)


def starter(seat: Seat) -> PlannedDevice | None:
    """The device here whose cuff the station was opted in to start."""
    return next((device for device in seat.devices if device.has_cuff and device.cuff_start), None)


def cuff_arm(session: Session) -> tuple[Arm | None, ArmsSet | None]:
    """The arm that carries the cuff now, and the last word about all arms."""
    arms, moved = session.book.last(ArmsSet), session.book.last(CuffMoved)
    if moved is not None and (arms is None or moved[0].seq > arms[0].seq):
        return moved[1].to, None if arms is None else arms[1]
    return (None, None) if arms is None else (arms[1].cuff, arms[1])


def arms_refusal(session: Session) -> str:
    """Why this arm must not be squeezed from here; empty where it may."""
    cuff, arms = cuff_arm(session)
    if cuff is None or arms is None or arms.line is None:
        return "the arms of cuff and infusion have not been entered"
    if cuff is arms.line:
        return "the cuff is on the arm of the infusion"
    return "the cuff is on the forbidden arm" if cuff in arms.forbidden else ""


def earliest(log: CuffLog, programme: CuffProgramme) -> int:
    """The first tick at which the caps allow another inflation."""
    begun = log.inflations
    found = 0 if log.deflated_tick is None else log.deflated_tick + ticks(programme.empty_s)
    if begun:
        found = max(found, begun[-1] + ticks(programme.empty_s))
    for most, window in ((programme.most_in_15_min, QUARTER_TICKS), (programme.most_in_60_min, HOUR_TICKS)):
        count = int(most)
        if len(begun) >= count:
            found = max(found, sorted(begun)[-count] + window + 1)
    return found


def arm_words(log: CuffLog, programme: CuffProgramme, tick: int) -> str:
    """What is to be said about the arm: by hand now, look at it; empty where all is well."""
    if len(log.inflations) >= programme.look_at_arm_after:
        return f"{len(log.inflations)} inflations in this session: look at the arm"
    if earliest(log, programme) - tick > ticks(2 * programme.empty_s):
        return "cuff cap reached: by hand now"
    if log.uncommanded:
        return "the bedside monitor inflates by itself as well"
    return ""


def awaits_repeat(engine: AlarmEngine, column: int) -> bool:
    """Whether a second reading would decide something about a pressure of this column."""
    return engine.pressures.awaits_repeat(column) or bool((engine.courses.state[:, column] == AlarmState.PENDING).any())


def pressure_pending(engine: AlarmEngine, column: int) -> bool:
    """Whether any rule on pressures has begun or stands in this column."""
    states = (engine.pressures.state[:, column], engine.courses.state[:, column])
    return any(bool(((state >= AlarmState.PENDING) & (state < AlarmState.LATCHED)).any()) for state in states)
