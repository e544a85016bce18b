"""What the widgets of the review window show, as frozen texts and emphasis. Made by the presenters; no Qt here."""

from dataclasses import dataclass, field

from monitor.domain.vocabulary import Priority
from monitor.port.review_port import ExportFormat
from monitor.port.review_views import ReviewMark
from monitor.ui.views import Tone, Wording
from monitor.ui.words import source


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A session in the list, in two lines."""

    session_id: int
    label: str
    place: str
    when: str  # "20 Nov 14:09"
    course: str  # "3 of 6"
    rise: Wording  # "peak +60 mmHg", "+60"
    rise_strong: bool
    counts: tuple[tuple[Priority, str], ...]
    state: str  # "✓ Dr. F.", "○ open", "● running"
    signed: bool
    mark: str  # "SIMULATED"; empty: real
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingView:
    """Who, what and when, above the trend."""

    label: str
    first: Wording
    second: Wording
    signature: Wording  # signed by whom and when, whether it still holds; or what is missing for a signature
    signature_tone: Tone
    banner: str  # not real


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A text in a table, with its role."""

    text: str
    tone: Tone = Tone.NORMAL
    strong: bool = False
    short: str = ""  # the same for a narrow place

    @property
    def wording(self) -> Wording:
        return (self.text, self.short) if self.short else (self.text,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmLineView:
    """An alarm in the table. `cells` follow the titles of the table; the mark has buttons of its own."""

    alarm_id: int
    cells: tuple[Cell, ...]
    mark: ReviewMark | None
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CursorView:
    """All values at one time."""

    title: str
    lines: tuple[tuple[str, Tone], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table of texts: titles, rows, and the share of the width of each column."""

    title: str
    titles: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnobView:
    """A number that can be turned; positions count steps from the lowest value."""

    key: tuple[str, str]  # rule and key
    label: str
    text: str  # "165 mmHg (was 160)"
    position: int
    last: int
    changed: bool
    is_switch: bool
    accessible_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """A what-if in words, with what must be said along with it."""

    headline: str
    tone: Tone
    lines: tuple[Cell, ...]
    figures: str
    figures_short: str
    said_along: str
    must_name: tuple[str, ...] = ()  # lost alarms that a reviewer called useful
    table: TableView | None = None
    rules: TableView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseCard:
    """One infusion of a course beside the others."""

    title: str
    lines: tuple[Cell, ...]
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsTexts:
    headline: str
    lines: tuple[str, ...]
    tables: tuple[TableView, ...] = field(default=())


EXPORT_WORDS: tuple[tuple[ExportFormat, str], ...] = (
    (ExportFormat.PDF, source("Report as PDF")),
    (ExportFormat.CSV, source("Tables as CSV")),
    (ExportFormat.FHIR, source("FHIR R4B bundle")),
    (ExportFormat.HL7, source("HL7 v2.6 message")),
)
