"""Rows of an account in one line of words each, where a format has no field for what they say. Pure."""

from monitor.review.account import DeviceRow
from monitor.review.alarm_rows import AlarmRow
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
    unit = f" {alarm.unit}" if alarm.unit else ""
    parts = [f"{alarm.rule} {alarm.priority.word}: {alarm.words}"]
    if alarm.shown or alarm.value is not None:
        parts.append(f"value {alarm.shown or format(alarm.value, 'g')}{unit}")
    if alarm.limit is not None:
        parts.append(f"limit {alarm.op} {alarm.limit:g}{unit}")
    if alarm.peak is not None:
        parts.append(f"peak {alarm.peak:g}{unit}")
    parts.append("stood to the last" if alarm.duration_s is None else f"lasted {alarm.duration_s:g} s")
    for what, answer in (
        ("sound silenced", alarm.sound_silenced),
        ("going", alarm.person_going),
        ("action noted", alarm.action_noted),
    ):
        if answer is not None:
            parts.append(f"{what} by {answer.by} after {answer.after_s:g} s")
    if alarm.why:
        parts.append(alarm.why)
    return "; ".join(parts)


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
