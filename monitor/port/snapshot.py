"""The room as a screen may know it, at one instant: frozen, picklable, complete.

A value older than its limit is not in here at all: the view carries None and the freshness DASHES, so that no screen
can show it by mistake. Ages are seconds at the moment of the snapshot.
"""

from dataclasses import dataclass
from enum import StrEnum

from drivers.observations import Provenance, Quality
from monitor.alarms.repeated_median import NO_ARROW, TrendArrow
from monitor.domain.admission import Route
from monitor.domain.policy import Policy
from monitor.domain.profile_change import ProfileChange
from monitor.domain.stages import Act, Stage
from monitor.domain.time import Instant
from monitor.domain.vocabulary import AlarmKind, AlarmState, Phase, PlaceKind, Priority, SoundCategory
from monitor.port.handover_view import NO_HANDOVER, HandoverView
from monitor.port.limit_views import OwnLimitView as OwnLimitView  # noqa: PLC0414 - part of the snapshot
from monitor.port.limit_views import SuspensionView as SuspensionView  # noqa: PLC0414 - as above
from monitor.port.outside_views import NOTHING_OUTSIDE, OutsideView

ROOM_ASKS_NOTHING = Policy()


class Freshness(StrEnum):
    FRESH = "fresh"
    GREY = "grey"  # older than the device's own period + 2 s, or a cuff reading that is overdue
    DASHES = "dashes"  # no value: too old, not measured, or the device could not


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberView:
    """A continuous value."""

    value: float | None
    freshness: Freshness
    quality: Quality = Quality.VALID
    age_s: float | None = None
    rise: float | None = None  # over the patient's baseline, signed, same unit
    source: str = ""  # "ecg", "oximeter", "cuff"
    why: str = ""  # "probe off", "no data"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureView:
    """The last cuff reading, mmHg."""

    systolic: float | None
    diastolic: float | None
    mean: float | None
    freshness: Freshness
    quality: Quality = Quality.VALID
    age_s: float | None = None
    next_in_s: float | None = None  # until the next reading is due; negative: overdue; None: no programme
    measuring: bool = False
    rise: float | None = None  # systolic over baseline
    why: str = ""  # why the last attempt failed
    entered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineView:
    systolic: float | None
    diastolic: float | None
    mean: float | None
    rate: float | None
    spo2: float | None
    readings: int
    frozen: bool
    changed_by: str = ""  # a physician who put other values in their place; empty: they are the measured ones
    changed_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StayView:
    """Where a stay is between arrival and discharge, and what comes next. Doses are as entered, not read."""

    stage: Stage = Stage.BASELINE
    route: Route = Route.INTRAVENOUS  # other routes have doses, no infusion, no pause
    drug: str = ""
    next_acts: tuple[Act, ...] = ()  # what may be recorded now
    paused_s: float | None = None  # None: not paused
    running_s: float = 0.0  # of the infusion, without pauses
    delivered_mg: float | None = None  # None: a rate or an amount is not known
    planned_mg: float | None = None
    doses: int = 0  # injections or nasal devices
    since_first_dose_s: float | None = None
    end_reading_due_in_s: float | None = None  # the reading that belongs to the end, or to 40 min after a dose
    end_reading_done: bool = False
    earliest_leave_utc_ms: int | None = None  # None: not known yet
    earliest_leave_why: str = ""
    off_monitor_left_s: float | None = None  # negative: overdue; None: on the monitor
    off_monitor_with: str = ""
    owner: str = ""
    not_taken_over_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    session_id: int
    label: str
    course: str
    phase: Phase
    phase_age_s: float
    admitted_utc_ms: int
    planned_infusion_s: float
    since_infusion_start_s: float | None  # None: not begun
    since_infusion_end_s: float | None  # None: not ended
    baseline: BaselineView
    masked_label: str = ""  # initials, with what keeps them apart: for a screen that the public sees
    clinic_id: str = ""  # the clinic's own number of the patient; for exports, never for a screen
    stay: StayView = StayView()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmView:
    """One condition that is active, acknowledged or latched."""

    alarm_id: int
    place_id: str
    rule: str
    kind: AlarmKind
    priority: Priority
    state: AlarmState
    raised: Instant
    since_s: float
    message: str  # "BP ↑ 184/96 ≥ 180, baseline 128, +56": without mark, place and time
    short_message: str  # for a narrow tile: "BP ↑ 184/96 confirmed"
    silent: bool  # no sound wanted now: acknowledged, paused, suspended, visual only, or a graver one speaks for it
    least_message: str = ""  # what is never cut: "BP ↑ 184/96"; empty: the short one
    acknowledged_by: str = ""
    acknowledged_for_s: float | None = None  # until an acknowledgement by somebody not signed in runs out
    level: int = 0  # of escalation: 1 louder, 2 a second person is to be called
    going_by: str = ""  # who is on the way, or answered from another room
    going_remote: bool = False
    reminding: bool = False  # acknowledged; it sounds for some seconds all the same
    suspended: bool = False
    behind: bool = False  # a graver alarm of the same place and direction speaks for it


@dataclass(frozen=True, slots=True, kw_only=True)
class PressurePoint:
    """One accepted reading on the trend. `t_s` counts from admission."""

    t_s: float
    systolic: float
    diastolic: float
    mean: float | None
    questionable: bool = False
    verdict: str = "accepted"
    why: str = ""  # of the verdict
    entered: bool = False  # by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendView:
    """What the tile draws. Series are (seconds since admission, value); None breaks the line.

    `version` changes whenever anything in here does, so that a screen repaints only then.
    """

    version: int
    pressures: tuple[PressurePoint, ...] = ()
    pulse: tuple[tuple[float, float | None], ...] = ()
    spo2: tuple[tuple[float, float | None], ...] = ()
    infusion_start_s: float | None = None
    infusion_end_s: float | None = None
    limit_low_mmhg: float | None = None
    limit_high_mmhg: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastView:
    """The estimated peak of a running infusion, mmHg systolic, while it may be shown; 95 % lie from `low` to `high`."""

    low: float
    high: float
    at_min: float  # from the start of the infusion
    text: str  # "estimate 128–151 at 40 min"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendArrows:
    """Where pressure and rate are going, per minute, with the half width of the 95 % interval."""

    systolic: TrendArrow = NO_ARROW
    rate: TrendArrow = NO_ARROW


@dataclass(frozen=True, slots=True, kw_only=True)
class GateItemView:
    """One line of a checklist."""

    check: str
    text: str
    done: bool
    why: str = ""  # what is missing, or what it was judged by


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """Something a person recorded that counts now."""

    entry_seq: int
    at_utc_ms: int  # the time it is about
    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """A person is to take a pressure by hand, or with the monitor's own key."""

    why: str
    since_s: float
    due_in_s: float  # negative: overdue


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    place_id: str
    kind: PlaceKind
    title: str  # "Chair 1"
    session: SessionView | None  # None: the place is free
    pressure: PressureView
    rate: NumberView
    spo2: NumberView
    alarms: tuple[AlarmView, ...]  # gravest first, then oldest
    trend: TrendView
    devices: tuple[str, ...] = ()  # ids of the devices bound here
    device_line: str = ""  # "Rad-8 on line", "no data from Rad-8 for 12 s"
    no_data_s: float | None = None  # how long the worst device has been silent beyond its period; None: all well
    audio_paused_by: str = ""
    audio_paused_for_s: float | None = None
    going_by: str = ""  # who said "I am going"
    going_for_s: float | None = None  # until calling goes on
    suspensions: tuple[SuspensionView, ...] = ()
    own_limits: tuple[OwnLimitView, ...] = ()
    alarms_without_action: int = 0  # of the last 120 minutes: they were silenced at most
    task: TaskView | None = None  # TAKE PRESSURE NOW
    cuff_line: str = ""  # about the arm: "look at the arm"; why the station may not start the cuff
    closer: bool | None = None  # judged by the closer profile; None: there is none
    profile_line: str = ""  # by which limits, where not simply by the room's profile
    baseline_line: str = ""  # what the baseline lacks: "NO BASELINE - fixed limits"
    ready_to_leave: bool = False
    open_checks: tuple[str, ...] = ()
    forecast: ForecastView | None = None
    arrows: TrendArrows = TrendArrows()
    half_gone_in_min: float | None = None  # infusion paused or ended: until half of the drug's effect should be gone
    gate: tuple[GateItemView, ...] = ()  # of discharge; empty before recovery
    start_checks: tuple[GateItemView, ...] = ()  # open before the first drug
    same_patient: str = ""  # the question, where it is open: every number then carries "?"
    wiring: str = ""  # "not confirmed", "reacted, not confirmed yet"; empty: confirmed, or not asked for
    unadmitted: bool = False  # somebody is connected here whom nobody admitted
    handover: HandoverView = NO_HANDOVER
    entries: tuple[EntryView, ...] = ()  # the latest that count, newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceValue:
    """What a device said last of one quantity. Too old or not measured: `value` is None, and `why` may say more."""

    name: str  # "spo2", "nibp"
    unit: str  # UCUM
    value: float | None  # the systolic of a pressure
    diastolic: float | None = None
    mean: float | None = None
    age_s: float = 0.0
    questionable: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingView:
    """Raw bytes of a device on their way to a file."""

    file: str
    recorded_bytes: int
    problem: str = ""  # why it ended by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReport:
    """One device for the person who installs it. Counters run since the monitor started, ages are seconds."""

    link: str = ""  # as in the room file
    experimental: bool = False  # some facts of its format are of medium certainty
    on_line_since_utc_ms: int | None = None
    last_byte_age_s: float | None = None
    last_frame_age_s: float | None = None
    received_bytes: int = 0
    frames: int = 0
    rejected_bytes: int = 0
    frames_per_s: float = 0.0
    rejected_share: float | None = None  # of the bytes of the last 30 s; None: too few to say
    clock_offset_s: float | None = None  # device clock minus ours
    restarts: int = 0  # how often the driver was started again
    values: tuple[DeviceValue, ...] = ()
    diagnosis: tuple[str, ...] = ()  # what is wrong, in sentences, the gravest first
    recording: RecordingView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnassignedView:
    """Something that could be a device and that no [[devices]] of the room file names."""

    link: str  # as the room file would write it
    what: str  # "FT232R USB UART", or what a birth message says
    kind: str  # a device kind; empty where the link does not tell
    seen: str  # "plugged in", "publishing"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceView:
    device_id: str
    kind: str
    place_id: str
    on_line: bool
    why: str = ""  # in words, where it is not on line
    last_data_age_s: float | None = None
    frames: int = 0
    rejected_bytes: int = 0
    title: str = ""  # "Masimo Rad-8 / Radical-7 (ASCII 1)"
    report: LinkReport = LinkReport()
    reports_alarms: bool = True  # False: its format carries none, and somebody has to hear them at the bedside


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioView:
    """`sounding` is the priority that should be heard now; None: silence is right."""

    sounding: Priority | None = None
    alarm_id: int | None = None  # the alarm that is heard: the gravest, of equal ones the oldest
    volume_step: int = 0  # 0 is the floor; louder with each step of the escalation
    room_paused_by: str = ""
    room_paused_for_s: float | None = None
    category: SoundCategory = SoundCategory.GENERAL  # of what is sounding: its melody
    tests_played: int = 0  # grows by one when the test of light and sound is to be shown and played
    test_answered_tick: int | None = None
    test_heard: bool | None = None  # None: never answered
    test_due: bool = False  # nobody has heard the tone within the last 12 h


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A command that was refused, for the person who gave it."""

    seq: int
    place_id: str | None
    command: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    room_name: str
    at: Instant
    tick_count: int  # steps of the engine so far: stands still when the engine does
    provenance: Provenance
    profile_name: str
    places: tuple[PlaceView, ...]  # in the order of the room file; a place never moves
    alarms: tuple[AlarmView, ...]  # of the whole room: gravest first, then oldest
    devices: tuple[DeviceView, ...]
    audio: AudioView
    answers: tuple[Answer, ...] = ()  # the latest refusals, newest last
    policy: Policy = ROOM_ASKS_NOTHING  # what the clinic asks for: checks, presets, drugs for the dialogs
    signed_in: tuple[tuple[str, str, str], ...] = ()  # station, name, role
    not_taken_over: int = 0  # places with a patient for whom nobody answers
    calling: str = ""  # "nobody else is called": what happens when nobody in the room answers, where people must know
    alarms_without_action: int = 0  # of the last 120 minutes, in the whole room
    profile_change: ProfileChange | None = None  # what the profile file says and nobody has accepted yet
    banner: str = ""  # "Restarted 14:32, data missing 6 s"
    unassigned: tuple[UnassignedView, ...] = ()
    outside: OutsideView = NOTHING_OUTSIDE  # who else is told, and what came from there and was refused
