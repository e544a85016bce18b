"""Rows of an account in one line of words each, where a format has no field for what they say. Pure."""

from collections.abc import Sequence

from monitor.domain.vocabulary import ValueMark
from monitor.review.account import DeviceRow
from monitor.review.alarm_rows import AlarmRow
from monitor.review.alarm_texts import limit_text, peak_text, unit_text, value_text
from monitor.review.reading_row import ReadingRow

NOT_FROM_THE_PUMP = "entered, not read from the pump"
DEVICE_NOT_RECORDED = "not kept with the session: words of the room file of today"


def device_words(device: DeviceRow) -> str:
    """Say which device it was: name, kind, serial number, what it says of itself."""
    parts = [f"device {device.device_id}: {device.title or 'name not known'}"]
    parts += [f"kind {device.kind}"] if device.kind else []
    parts.append(f"serial number {device.serial_number}" if device.serial_number else "serial number not known")
    parts += [f"says of itself: {device.says}"] if device.says else []
    return "; ".join(parts if device.recorded else [*parts, DEVICE_NOT_RECORDED])


def alarm_words(alarm: AlarmRow) -> str:
    """Say what was beyond which limit, how far, how long, and what people did."""
    unit = unit_text(alarm)
    parts = [f"{alarm.rule} {alarm.priority.word}: {alarm.words}"]
    if value := value_text(alarm):
        parts.append(_marked(f"value {value} {unit}", alarm.value_marks))
    if limit := limit_text(alarm):
        parts.append(f"limit {limit}")
    if peak := peak_text(alarm):
        parts.append(_marked(f"peak {peak} {unit}", alarm.peak_marks))
    parts.append("stood to the last" if alarm.duration_s is None else f"lasted {alarm.duration_s:g} s")
    for what, answer in (
        ("sound silenced", alarm.sound_silenced),
        ("going", alarm.person_going),
        ("action noted", alarm.action_noted),
    ):
        if answer is not None:
            parts.append(f"{what} by {answer.by} after {answer.after_s:g} s")
    if alarm.why and alarm.why != value:
        parts.append(alarm.why)
    return "; ".join(parts)


def _marked(text: str, marks: Sequence[ValueMark]) -> str:
    return " ".join([text.rstrip(), *([f"({', '.join(marks)})"] if marks else [])])


def reading_why(reading: ReadingRow) -> str:
    """What has to be known beside the numbers of a reading; empty: nothing."""
    parts = [f"SET ASIDE: {reading.voided}"] if reading.voided else []
    if reading.failed:
        rejected = "" if reading.systolic is None else f"rejected {_pair(reading)}"
        parts.append(rejected or "the measurement failed")
    if reading.doubtful and reading.verdict is not None:
        parts.append(f"doubtful: {reading.verdict.value}")
    if reading.entered:
        parts.append("entered by hand")
    if reading.before_admission:
        parts.append("taken before the admission")
    return "; ".join([*parts, reading.why] if reading.why else parts)


def _pair(reading: ReadingRow) -> str:
    diastolic = "–" if reading.diastolic is None else f"{reading.diastolic:g}"
    return f"{reading.systolic:g}/{diastolic}"
