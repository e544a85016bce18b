"""What the widgets show, as frozen texts and emphasis. Made by `monitor.ui.presenter`; no Qt and no decisions here.

Views compare by value, so that a widget repaints only where something changed.
"""

from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum

from monitor.domain.earlier_curve import EarlierCurve
from monitor.domain.time import Instant
from monitor.domain.vocabulary import Priority
from monitor.port.snapshot import TrendView

Wording = tuple[str, ...]  # the same thing said ever shorter, longest first; a narrow place takes a later one


class Tone(StrEnum):
    """Role of a text, from which the theme takes its colour."""

    NORMAL = "normal"
    MUTED = "muted"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    READY = "ready"
    SIMULATED = "simulated"


class Action(StrEnum):
    """What a button of the station does."""

    ADMIT = "admit"
    ACKNOWLEDGE = "acknowledge"
    PAUSE_SOUND = "pause_sound"
    RESUME_SOUND = "resume_sound"
    DEVICES = "devices"
    HISTORY = "history"
    SIGN_IN = "sign_in"
    PERSON = "person"  # who is signed in: sign out, mask names
    SIGN_OUT = "sign_out"
    LEAVE = "leave"  # signs out and leaves the own patients to somebody else
    MASK = "mask"
    PROFILE = "profile"  # changed limits that wait for a physician
    NOTE = "note"
    MORE = "more"
    CHECKS = "checks"
    HANDOVER = "handover"
    CARD = "card"  # of the handover, of one patient
    WIRING = "wiring"
    SAME_PATIENT = "same_patient"
    SOUND_TEST = "sound_test"
    TOUR = "tour"  # a card of it, numbered in `form`
    CANCEL_CUFF = "cancel_cuff"
    FORM = "form"  # one of the forms of `monitor.ui.presenter.forms`, named in `form`


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonView:
    """A button with the place and session that the person sees when pressing it."""

    action: Action
    text: str
    accessible_name: str  # says the place too: "Acknowledge alarms of Chair 1"
    place_id: str | None = None
    session_id: int | None = None
    who: str = ""  # "Chair 1 · A.M. 59", for titles and confirming buttons
    form: str = ""  # which form, where the action is FORM


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmSegment:
    """One alarm as a piece of a line, mark included."""

    alarm_id: int
    priority: Priority
    wording: Wording
    since: str  # "0:25"
    flashing: bool  # False: acknowledged, or a priority that stands still
    acknowledged: bool
    least: str = ""  # where not even the last wording has room; empty: nothing shorter says it


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """The line above the numbers: alarms in the order of their importance, or else one calm sentence."""

    segments: tuple[AlarmSegment, ...] = ()
    calm: Wording = ("",)
    calm_tone: Tone = Tone.MUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberText:
    """One number with its name and unit, and what stands under it."""

    label: Wording
    value: str  # "184/112", or dashes
    faded: bool  # old, doubtful or missing
    detail: Wording
    detail_tone: Tone = Tone.MUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersView:
    pressure: NumberText
    rate: NumberText
    spo2: NumberText
    next_cuff: Wording
    cuff_brief: Wording  # age and next cuff in one text, where there is no second line
    rise: Wording  # of the pressure over the patient's baseline
    rise_tone: Tone = Tone.MUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingView:
    """Who sits here and how far the session is."""

    title: str
    label: str
    status: Wording
    status_tone: Tone
    progress: float | None  # share of the planned time, 0 to 1; None: no bar
    progress_text: Wording
    sound: Wording  # "sound paused 1:40", empty where it is not


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceView:
    """The trend with the right end of its axis. Compared by `key`, which says whose trend of which version it is."""

    key: tuple[str, int, int, int, int]  # place, session, version, axis end in seconds, number of earlier curves
    trend: TrendView = field(compare=False)
    end_s: int
    earlier: tuple[EarlierCurve, ...] = field(default=(), compare=False)  # of the course, behind today's


@dataclass(frozen=True, slots=True, kw_only=True)
class TileView:
    """A chair with a patient."""

    place_id: str
    heading: HeadingView
    line: LineView
    numbers: NumbersView
    trace: TraceView
    edge: Priority | None  # gravest alarm present, for edge and tint
    buttons: tuple[
        ButtonView | None, ButtonView | None, ButtonView | None, ButtonView | None
    ]  # acknowledge, next step, note, more
    cuff: ButtonView | None  # lets the cuff go; there while it measures
    summary: str  # for screen readers


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """Lines under a heading of the chair view."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairDetailView:
    """One chair in full, beside the grid."""

    place_id: str
    title: str
    trace: TraceView
    admitted_utc_ms: int  # where the trend's seconds count from
    zone: tzinfo | None
    flags: tuple[tuple[float, str], ...]  # what was recorded: seconds since admission, words
    sections: tuple[SectionView, ...]
    steps: tuple[ButtonView | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeView:
    """A place without a patient."""

    place_id: str
    title: str
    line: LineView  # alarms of its devices, if any
    device_line: str
    admit: ButtonView | None  # None: patients only come here by being moved
    acknowledge: ButtonView | None
    edge: Priority | None
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BayView:
    """A recovery bay with a patient."""

    place_id: str
    heading: HeadingView
    line: LineView
    numbers: NumbersView
    edge: Priority | None
    ready: bool
    buttons: tuple[ButtonView | None, ButtonView | None, ButtonView | None, ButtonView | None]  # as on a chair
    cuff: ButtonView | None
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    priority: Priority
    text: str  # "!!! 1 high"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderView:
    room: str
    profile: Wording  # whose limits the room is judged by
    notice: Wording  # who is called, and for whom nobody answers; empty where nothing has to be known
    notice_tone: Tone
    counts: tuple[CountView, ...]
    clock: str
    sound: Wording
    sound_tone: Tone
    devices: Wording
    devices_tone: Tone
    mark: str  # "SIMULATED", "REPLAYED", or empty in a real room
    person: ButtonView  # who is signed in, or the way to sign in
    person_note: str = ""  # "masked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipView:
    """One alarm in the bar at the bottom."""

    alarm_id: int
    place_id: str
    priority: Priority
    wording: Wording
    acknowledged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    chips: tuple[ChipView, ...]
    acknowledge: ButtonView | None  # of alarms about the room itself
    sound: ButtonView
    devices: ButtonView
    history: ButtonView
    calm: str  # shown where there is no alarm


@dataclass(frozen=True, slots=True, kw_only=True)
class FooterView:
    text: str
    banner: str  # "Restarted 14:32, data missing 6 s"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverView:
    """What stands over the whole screen when its numbers cannot be trusted."""

    title: str
    detail: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveView:
    """What goes on changing in an open dialog."""

    now: Instant
    zone: tzinfo | None
    line: LineView
    acknowledge: ButtonView | None = None  # of the first alarm in the line that waits for it


@dataclass(frozen=True, slots=True, kw_only=True)
class StationView:
    header: HeaderView
    chairs: tuple[TileView | FreeView, ...]
    bays: tuple[BayView | FreeView, ...]
    bar: BarView
    footer: FooterView
