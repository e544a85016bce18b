"""How numbers, times and marks are written in a report. Local time exists here and on the screen only. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from drivers.observations import Provenance
from monitor.domain.vocabulary import ValueMark, Verdict
from monitor.port.figures import figure
from monitor.review.account import Account, ProfileRow
from monitor.review.alarm_rows import Answer
from monitor.review.reading_row import ReadingRow

UNKNOWN = "not known"
NOTHING = "–"
NOT_CERTIFIED = (
    "This program is not a certified medical device and decides no treatment; "
    "the bedside monitor is the primary source of alarms."
)
WATERMARKS = {Provenance.SIMULATED: "SIMULATED", Provenance.REPLAYED: "REPLAYED", Provenance.ENTERED: "ENTERED"}


@dataclass(frozen=True, slots=True)
class Times:
    """Writes times of one session; a time of another day than its first says so."""

    zone: tzinfo
    first_utc_ms: int

    def local(self, utc_ms: int) -> datetime:
        return datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone(self.zone)

    def day(self, utc_ms: int | None) -> str:
        """Say "2026-03-14 09:05:00"."""
        return NOTHING if utc_ms is None else self.local(utc_ms).strftime("%Y-%m-%d %H:%M:%S")

    def clock(self, utc_ms: int | None) -> str:
        """Say "09:05:00", and "00:05:00 +1 d" on the next day."""
        if utc_ms is None:
            return NOTHING
        then = self.local(utc_ms)
        days = (then.date() - self.local(self.first_utc_ms).date()).days
        return then.strftime("%H:%M:%S") + (f" {days:+} d" if days else "")

    @property
    def zone_words(self) -> str:
        """Say "UTC+01:00"."""
        offset = self.local(self.first_utc_ms).strftime("%z")
        return f"UTC{offset[:3]}:{offset[3:5]}"


def number(value: float | None, unit: str = "", *, digits: int = 1) -> str:
    """Say "97", "97.5" or "–"; never a 0 for what is not known."""
    if value is None:
        return NOTHING
    return f"{figure(value, decimals=digits)} {unit}".strip()


def span(value_s: float | None) -> str:
    """Say "12 s", "3 min 20 s" or "1 h 5 min"."""
    if value_s is None:
        return NOTHING
    if value_s < 60:
        return f"{number(value_s)} s"
    minutes, rest = divmod(round(value_s), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"


def pressure(row: ReadingRow) -> str:
    """Say "131/79 (96)"; a failed one has no numbers."""
    if row.failed or row.systolic is None:
        return "no reading"
    lower = "" if row.diastolic is None else f"/{number(row.diastolic)}"
    mean = "" if row.mean is None else f" ({number(row.mean)})"
    return f"{number(row.systolic)}{lower}{mean}"


def marks_of(row: ReadingRow) -> str:
    """Everything that keeps a reading from being a plain measurement, in words."""
    words = []
    if row.entered:
        words.append("ENTERED")
    elif row.provenance is not Provenance.REAL:
        words.append(row.provenance.value)
    if row.failed:
        words.append("failed")
    elif row.doubtful:
        words.append("DOUBTFUL")
    if row.verdict is None:
        words.append("not judged")
    if row.before_admission:
        words.append("before admission")
    if row.voided:
        words.append(f"VOIDED: {row.voided}")
    if row.why and row.verdict is not Verdict.ACCEPTED and row.verdict is not None:
        words.append(row.why)
    return ", ".join(words)


def with_marks(text: str, marks: Iterable[ValueMark]) -> str:
    """Say "231 mmHg ENTERED, DOUBTFUL"; what is no value bears no mark."""
    return " ".join([text, ", ".join(mark.upper() for mark in marks)]).strip() if text else text


def answer_words(answer: Answer | None) -> str:
    """Say "12 s: R. King, acknowledged"."""
    return NOTHING if answer is None else f"{span(answer.after_s)}: {answer.by}, {answer.what}"


def profile_words(profile: ProfileRow, times: Times) -> str:
    """Say "mood (1b2c…), approved by Dr Lund on 2026-01-05, accepted by Dr Lund at …"."""
    if profile.accepted_utc_ms is None:
        return f"profile {profile.digest[:12]}, its acceptance is not in this record"
    approved = f"approved by {profile.approved_by or 'nobody'} on {profile.approved_on or UNKNOWN}"
    accepted = f"accepted by {profile.accepted_by} on {times.day(profile.accepted_utc_ms)[:10]}"
    return f"{profile.name} ({profile.digest[:12]}), {approved}, {accepted}"


def watermark_of(account: Account) -> str:
    """What stands across each page of anything that is not a patient's; "": nothing."""
    return WATERMARKS.get(account.provenance, "")
