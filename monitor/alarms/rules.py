"""The rules as data: what a profile file may change, with the shipped numbers.

Rule ids, numbers and priorities follow the clinic's rule table (alarm design, section 2); numbers are defaults that the
responsible physician approves in a profile. A limit may follow the patient's frozen baseline B:
``clip(ratio * B, low, high)``. Without a baseline the fixed `limit` stands, and a rule without one is not judged.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from monitor.alarms.pressure_rules import PRESSURE_RULES, CourseRule, FactRule, Op, PressureRule
from monitor.domain.vocabulary import AlarmKind, Priority

# Stored with every input: raise it when the same inputs under the same profile begin to give other events.
RULES_VERSION = 2


class Channel(StrEnum):
    """What a continuous rule looks at; RATE is the ECG's heart rate where fresh, else the oximeter's pulse."""

    RATE = "rate"
    SPO2 = "spo2"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRule:
    """A continuous value beyond a limit for longer than a delay."""

    rule: str
    channel: Channel
    op: Op
    priority: Priority
    limit: float | None  # used as it stands without a baseline, or where `baseline_ratio` is None
    delay_s: float = 0.0  # from the first violating sample
    clear: float | None = None  # value at which it ends; None: `clear_margin` inside the limit
    clear_margin: float = 0.0
    hold_s: float = 0.0  # how long it must stay at `clear` or better
    baseline_ratio: float | None = None
    baseline_low: float | None = None
    baseline_high: float | None = None
    latching: bool = False
    audible: bool = True
    enabled: bool = True
    kind: AlarmKind = AlarmKind.PHYSIOLOGICAL


class Silence(StrEnum):
    """What is missing when a no-data rule speaks."""

    LINK = "link"  # a device of the place says nothing, or its link is known to be broken
    SPO2 = "spo2"  # the oximeter gives no usable saturation
    PRESSURE = "pressure"  # no new cuff reading although the programme asks for one


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDataRule:
    """No data is itself an alarm. For PRESSURE the times count from the moment the next reading was due."""

    rule: str
    silence: Silence
    low_after_s: float
    medium_after_s: float
    known_break_after_s: float | None = None  # LINK: LOW this soon after the port or socket is known closed
    enabled: bool = True
    kind: AlarmKind = AlarmKind.TECHNICAL


Rule = LimitRule | PressureRule | CourseRule | FactRule | NoDataRule


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffProgramme:
    """How often a pressure is expected by phase, when sooner, and how often a cuff may be inflated at all."""

    baseline_interval_s: float = 300.0
    infusion_interval_s: float = 300.0  # at first, and again after each change of the rate
    infusion_first_for_s: float = 7200.0
    infusion_later_interval_s: float = 300.0
    injection_interval_s: float = 300.0  # the same after an injection or a spray
    injection_first_for_s: float = 1200.0
    recovery_first_interval_s: float = 300.0  # first 20 min of recovery
    recovery_first_for_s: float = 1200.0
    recovery_interval_s: float = 600.0
    recovery_later_after_s: float = 3600.0
    recovery_later_interval_s: float = 900.0
    sooner_interval_s: float = 150.0  # near a limit:
    sooner_systolic: float = 150.0  # at or above
    sooner_diastolic: float = 93.0
    sooner_rise_percent: float = 20.0
    sooner_low_systolic: float = 98.0  # below
    repeat_after_s: float = 60.0  # to confirm a reading, after deflation
    empty_s: float = 60.0  # of empty cuff between two inflations, whoever asks
    repeats_in_row: float = 3.0
    most_in_15_min: float = 9.0
    most_in_60_min: float = 30.0
    look_at_arm_after: float = 40.0  # inflations of one session


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryProgramme:
    """What the stay in recovery must at least be."""

    minimum_min: float = 60.0  # from the end of the infusion; proposal of the clinic's session model for the IV route


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All numbers the alarm engine works with, as approved by one physician."""

    name: str
    approved_by: str = ""
    approved_on: str = ""
    rules: tuple[Rule, ...] = field(default_factory=lambda: SHIPPED_RULES)
    cuff: CuffProgramme = CuffProgramme()
    recovery: RecoveryProgramme = RecoveryProgramme()


SHIPPED_RULES: tuple[Rule, ...] = (
    *PRESSURE_RULES,
    LimitRule(
        rule="O2-XLO",
        channel=Channel.SPO2,
        op="<",
        priority=Priority.HIGH,
        limit=85,
        delay_s=5,
        clear_margin=2,
        hold_s=20,
        latching=True,
    ),
    LimitRule(
        rule="O2-LO",
        channel=Channel.SPO2,
        op="<",
        priority=Priority.MEDIUM,
        limit=90,
        delay_s=10,
        clear_margin=1,
        hold_s=20,
    ),
    LimitRule(
        rule="HR-XHI",
        channel=Channel.RATE,
        op=">",
        priority=Priority.HIGH,
        limit=140,
        delay_s=10,
        clear=135,
        hold_s=20,
        latching=True,
    ),
    LimitRule(
        rule="HR-HI",
        channel=Channel.RATE,
        op=">",
        priority=Priority.MEDIUM,
        limit=120,
        delay_s=10,
        clear=117,
        hold_s=20,
    ),
    LimitRule(
        rule="HR-XLO",
        channel=Channel.RATE,
        op="<",
        priority=Priority.HIGH,
        limit=40,
        delay_s=5,
        clear_margin=3,
        hold_s=20,
        baseline_ratio=0.74,
        baseline_low=35,
        baseline_high=40,
        latching=True,
    ),
    LimitRule(
        rule="HR-LO",
        channel=Channel.RATE,
        op="<",
        priority=Priority.MEDIUM,
        limit=50,
        delay_s=10,
        clear_margin=3,
        hold_s=20,
        baseline_ratio=0.80,
        baseline_low=38,
        baseline_high=50,
    ),
    LimitRule(
        rule="HR-REL",
        channel=Channel.RATE,
        op=">=",
        priority=Priority.LOW,
        limit=None,
        delay_s=60,
        clear_margin=5,
        hold_s=20,
        baseline_ratio=1.40,
        baseline_low=105,
        audible=False,
    ),
    NoDataRule(rule="T-LINK", silence=Silence.LINK, low_after_s=10, medium_after_s=30, known_break_after_s=1),
    NoDataRule(rule="T-SPO2", silence=Silence.SPO2, low_after_s=10, medium_after_s=60),
    NoDataRule(rule="T-STALE", silence=Silence.PRESSURE, low_after_s=120, medium_after_s=300),
)
