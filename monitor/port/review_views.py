"""What a reviewer sees of the record: rows of sessions, one session with its columns, alarms, flags and signatures.

Frozen and picklable, because they are made in a child process. Times on the axis of a session (`t_s`) are seconds
since the infusion began, or since the admission where none did; a missing number is None, in columns NaN.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from drivers.observations import Provenance
from monitor.domain.vocabulary import Priority, ValueMark

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class ReviewMark(StrEnum):
    """What a reviewer says an alarm was worth."""

    USEFUL = "useful"
    ARTEFACT = "artefact"


class FlagKind(StrEnum):
    """What stands as a small flag under the trend."""

    NOTE = "note"
    DRUG = "drug"
    INFUSION = "infusion"
    SILENCE = "silence"
    ANSWER = "answer"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionQuery:
    """Which sessions a list shows; `text` is searched in label, clinic number, course and place."""

    text: str = ""
    unsigned: bool = False
    with_high: bool = False
    from_utc_ms: int | None = None
    to_utc_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One line of the list of sessions. Pressures in mmHg."""

    session_id: int
    label: str
    clinic_id: str
    place: str  # "Chair 1"
    course: str  # "3 of 6", as entered at the admission; empty: nobody said
    admitted_utc_ms: int
    running: bool
    high_alarms: int
    medium_alarms: int
    low_alarms: int
    peak_rise: float | None
    signed_by: str  # empty: nobody has signed
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """The newest sessions that fit a query; `more`: there are older ones."""

    rows: tuple[SessionRow, ...]
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrendColumns:
    """Continuous values in order of time, /min and per cent; NaN breaks the line."""

    pulse_t_s: Floats
    pulse: Floats
    pulse_doubtful: Flags
    spo2_t_s: Floats
    spo2: Floats
    spo2_doubtful: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureRow:
    """One cuff reading, mmHg and /min. `doubt` says why it is doubtful; `entered`: typed by a person."""

    t_s: float
    measured_utc_ms: int
    systolic: float
    diastolic: float | None
    mean: float | None
    pulse: float | None = None
    doubt: str = ""
    entered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredValue:
    """A pulse or saturation that a person typed."""

    t_s: float
    parameter: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """Somebody answered an alarm: who, and how many seconds after it was raised."""

    by: str
    after_s: float
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """One alarm of the session. Silencing, going and treating are three things (hazard H56)."""

    alarm_id: int
    rule: str
    words: str
    priority: Priority  # the highest it reached
    technical: bool
    start_t_s: float
    end_t_s: float | None  # None: it stands until the end of what is known
    raised_utc_ms: int
    value: str  # at the raising: "184/112"
    limit: str  # "≥ 180"; empty where the rule has no number
    peak: str  # the farthest value while it lasted; empty: not measured
    silenced: AnswerView | None
    going: AnswerView | None
    action: AnswerView | None
    mark: ReviewMark | None
    marked_by: str = ""
    value_marks: tuple[ValueMark, ...] = ()
    peak_marks: tuple[ValueMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRow:
    """A note, drug, silence or acknowledgement at its time."""

    t_s: float
    utc_ms: int
    kind: FlagKind
    text: str
    by: str
    entry_seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanRow:
    """A stretch of the session with a name: infusion, pause, recovery."""

    words: str
    start_t_s: float
    end_t_s: float
    shade: int = 0  # 0 none, 1 infusion, 2 pause


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """Another infusion of the same course, for comparison."""

    session_id: int
    title: str  # "infusion 2, 13 Nov"
    admitted_utc_ms: int
    baseline_systolic: float | None
    peak_systolic: float | None  # the highest that counts since the start, measured or typed
    lowest_spo2: float | None
    high_alarms: int
    medium_alarms: int
    low_alarms: int
    pressures: tuple[PressureRow, ...]
    treatments: tuple[str, ...] = ()  # drugs given
    peak_marks: tuple[ValueMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureView:
    """Who signed what is stored; `holds`: it is still what was signed."""

    reviewer: str
    utc_ms: int
    comment: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AddendumView:
    """What somebody said of a session after it was signed."""

    author: str
    utc_ms: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SessionView:
    """Everything the window shows of one session."""

    row: SessionRow
    zero_utc_ms: int  # what `t_s` counts from
    from_infusion: bool  # whether that is the start of the infusion
    start_t_s: float
    end_t_s: float
    dose: str
    profile: str
    baseline_systolic: float | None
    baseline_diastolic: float | None
    baseline_rate: float | None
    baseline_spo2: float | None
    trend: TrendColumns
    pressures: tuple[PressureRow, ...]
    entered: tuple[EnteredValue, ...]
    alarms: tuple[AlarmRow, ...]
    flags: tuple[FlagRow, ...]
    spans: tuple[SpanRow, ...]
    signatures: tuple[SignatureView, ...]
    addenda: tuple[AddendumView, ...]
    may_be_signed: str = ""  # why not yet; empty: it may
    limits_mmhg: tuple[float, ...] = ()  # systolic limits of the profile, drawn as lines
    missing: tuple[str, ...] = ()  # what the record should hold and does not
    inconsistencies: tuple[str, ...] = ()  # where the record contradicts itself: shown before all else

    @property
    def is_signed(self) -> bool:
        return bool(self.signatures)
