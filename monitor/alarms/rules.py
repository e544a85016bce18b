"""The rules as data: what a profile file may change, with the shipped numbers.

Rule ids, numbers and priorities follow the clinic's rule table (alarm design, section 2); numbers are defaults that the
responsible physician approves in a profile. A limit may follow the patient's frozen baseline B:
``clip(ratio * B, low, high)``. Without a baseline the fixed `limit` stands, and a rule without one is not judged.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from monitor.alarms.advice_rules import AdviceRule as AdviceRule  # noqa: PLC0414 - rules are named here
from monitor.alarms.advice_rules import CusumRule as CusumRule  # noqa: PLC0414 - as above
from monitor.alarms.advice_rules import ForecastRule as ForecastRule  # noqa: PLC0414 - as above
from monitor.alarms.pressure_rules import PRESSURE_RULES, CourseRule, CuffFailRule, FactRule, Op, PressureRule
from monitor.alarms.staged_rules import STAGED_RULES, StagedRule
from monitor.domain.vocabulary import AlarmKind, Priority

# Stored with every input: raise it when the same inputs under the same profile begin to give other events.
RULES_VERSION = 5


class Channel(StrEnum):
    """What a continuous rule looks at; RATE is the ECG's heart rate where fresh, else the oximeter's pulse."""

    RATE = "rate"
    SPO2 = "spo2"
    RESP = "resp"  # breaths a minute, where a device measures them
    PERFUSION = "perfusion"  # perfusion index: no rule, but the quality gate looks at it


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRule:
    """A continuous value beyond a limit for longer than a delay.

    Its limit may follow the baseline by a ratio or an offset, or the limit of another rule by an offset.
    """

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
    baseline_offset: float | None = None  # added to the baseline, where no ratio is given; `limit` is the closest then
    baseline_low: float | None = None
    baseline_high: float | None = None
    follows: str | None = None  # this limit is that of the named rule plus `follow_offset`, at the strictest `limit`
    follow_offset: float | None = None
    oxygen_limit: float | None = None  # while oxygen is given the limit is at least as strict as this
    gate_max_s: float | None = None  # with a poor signal the delay may last this long; None: no gate
    plunge_max_s: float | None = None  # and this long while the saturation has plunged; None: no longer
    deep_beyond: float | None = None  # once a value lies so far beyond the limit, the delay may last no longer than
    deep_gate_max_s: float | None = None  # this, from that value on, however poor the signal is
    latching: bool = False
    audible: bool = True
    enabled: bool = True
    kind: AlarmKind = AlarmKind.PHYSIOLOGICAL

    @property
    def longest_gate_s(self) -> float:
        """How long the delay may last while the saturation has plunged; without a gate nothing holds it back."""
        return 0.0 if self.gate_max_s is None else max(self.gate_max_s, self.plunge_max_s or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FallRule(LimitRule):
    """A rate that has fallen steeply: at least `fall_percent` below its own median of 60 s, and below `limit`."""

    fall_percent: float = 25.0
    graver_limit: float | None = None  # below it for `graver_after_s` the alarm becomes HIGH
    graver_after_s: float = 5.0
    graver_gate_max_s: float | None = None  # with a poor signal it takes up to this long; None: no gate
    graver_plunge_max_s: float | None = None  # and up to this long while the saturation has plunged


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
    frail_medium_after_s: float | None = None  # MEDIUM this soon with oxygen, a sedative, or MOAA/S of 3 or less
    enabled: bool = True
    kind: AlarmKind = AlarmKind.TECHNICAL


Rule = LimitRule | PressureRule | CourseRule | FactRule | NoDataRule | StagedRule | ForecastRule | CusumRule


def gravest(rule: Rule) -> Priority:
    """Give the highest priority that a rule can take."""
    if isinstance(rule, NoDataRule):
        return Priority.MEDIUM
    if isinstance(rule, CuffFailRule):
        return Priority.HIGH
    return max(rule.priority, getattr(rule, "confirmed_priority", None) or rule.priority)


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


# What may differ between presets: when readings are wanted. What protects the arm, and what counts as near a limit, is
# the same for everybody in the room.
PRESET_KEYS = (
    "baseline_interval_s",
    "infusion_interval_s",
    "infusion_first_for_s",
    "infusion_later_interval_s",
    "injection_interval_s",
    "injection_first_for_s",
    "recovery_first_interval_s",
    "recovery_first_for_s",
    "recovery_interval_s",
    "recovery_later_after_s",
    "recovery_later_interval_s",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetCuff:
    """The whole programme of sessions that were admitted under one preset."""

    preset: str  # its name: "pain"
    cuff: CuffProgramme


@dataclass(frozen=True, slots=True, kw_only=True)
class GateProgramme:
    """When a signal counts as poor, besides the device's own word."""

    rate_jump: float = 8.0  # /min away from the rate's median of 60 s, or the next, whichever is more
    rate_jump_percent: float = 15.0
    rate_jump_for_s: float = 10.0  # how long such a jump counts
    saturation_plunge: float = 5.0  # per cent lost within as many seconds as follow: faster than blood does
    saturation_plunge_within_s: float = 6.0
    saturation_shift: float = 3.0  # per cent lost so fast while the rate jumps: what the hand does to both at once
    saturation_plunge_for_s: float = 90.0  # how long it counts; each rule waits for its own maximum and no longer
    cuff_after_s: float = 12.0  # after the cuff on the probe's arm has emptied
    least_perfusion: float = 0.3  # per cent
    frail_max_s: float = 20.0  # a saturation waits no longer than this with oxygen or MOAA/S of 3 or less


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
    cuff_presets: tuple[PresetCuff, ...] = ()  # where a preset has another programme, by name
    recovery: RecoveryProgramme = RecoveryProgramme()
    gate: GateProgramme = GateProgramme()
    closer: "Profile | None" = None  # for patients at risk; None: everybody is judged alike

    def cuff_of(self, preset: str) -> CuffProgramme:
        """The programme of a session with this preset: the profile's own where it says nothing of the preset."""
        return next((one.cuff for one in self.cuff_presets if one.preset == preset), self.cuff)


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
        follows="O2-LO",
        follow_offset=-4,
        gate_max_s=20,
        plunge_max_s=90,
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
        baseline_offset=-4,
        baseline_low=86,
        oxygen_limit=92,
        gate_max_s=45,
        deep_beyond=5,
        deep_gate_max_s=20,
    ),
    LimitRule(
        rule="O2-ADV",
        channel=Channel.SPO2,
        op="<",
        priority=Priority.LOW,
        limit=None,
        delay_s=60,
        hold_s=20,
        baseline_offset=-2,
        baseline_high=94,
        audible=False,
    ),
    LimitRule(
        rule="RR-XLO",
        channel=Channel.RESP,
        op="<",
        priority=Priority.HIGH,
        limit=6,
        delay_s=30,
        clear=10,
        hold_s=20,
    ),
    LimitRule(
        rule="RR-LO",
        channel=Channel.RESP,
        op="<",
        priority=Priority.MEDIUM,
        limit=8,
        delay_s=30,
        clear=10,
        hold_s=20,
    ),
    FallRule(
        rule="VVS",
        channel=Channel.RATE,
        op="<",
        priority=Priority.MEDIUM,
        limit=55,
        delay_s=5,
        clear=60,
        hold_s=30,
        fall_percent=25,
        graver_limit=40,
        graver_after_s=5,
        graver_gate_max_s=30,
        graver_plunge_max_s=90,
        gate_max_s=30,
        latching=True,
    ),
    LimitRule(
        rule="HR-XHI",
        channel=Channel.RATE,
        op=">",
        priority=Priority.HIGH,
        limit=140,
        delay_s=10,
        gate_max_s=10,
        plunge_max_s=90,
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
        gate_max_s=30,
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
        follows="HR-LO",
        follow_offset=-5,
        baseline_low=35,
        baseline_high=40,
        gate_max_s=30,
        plunge_max_s=90,
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
        gate_max_s=30,
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
    NoDataRule(rule="T-SPO2", silence=Silence.SPO2, low_after_s=10, medium_after_s=60, frail_medium_after_s=30),
    NoDataRule(rule="T-STALE", silence=Silence.PRESSURE, low_after_s=120, medium_after_s=300),
    ForecastRule(rule="BP-FCST", probability=0.4, clear_probability=0.2, limit=160, rise_percent=30, after_s=480),
    CusumRule(rule="BP-CUSUM", threshold=5, slack=0.5, least_sd=6),
    *STAGED_RULES,
)
