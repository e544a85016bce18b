"""What of the devices' words is new and possible: pure tests on samples and cuff results."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitor.domain.inputs import CuffReading, Sample
from monitor.domain.time import ticks
from monitor.room.session import Reading

if TYPE_CHECKING:
    from drivers.observations import Parameter

SAME_READING_TICKS = ticks(2.0)  # a device's age field has one-second resolution: nearer than this is the same reading


def one_of_each(samples: Sequence[Sample]) -> list[list[Sample]]:
    """Cut the samples of one tick so that a device's second word on a parameter is judged after its first."""
    groups: list[list[Sample]] = []
    seen: set[tuple[str, Parameter]] = set()
    for sample in samples:
        key = (sample.device_id, sample.parameter)
        if not groups or key in seen:
            groups.append([])
            seen = set()
        seen.add(key)
        groups[-1].append(sample)
    return groups


def reading_of(item: CuffReading, measured_tick: int) -> Reading:
    """A cuff result that is a reading, as a session keeps it."""
    if item.systolic is None:
        raise AssertionError("a reading without systolic was rejected before")
    return Reading(
        measured_tick=measured_tick,
        systolic=item.systolic,
        diastolic=item.diastolic,
        mean=item.mean,
        quality=item.quality,
        provenance=item.provenance,
        pulse=item.pulse,
    )


def is_known(last: Reading | None, reading: Reading) -> bool:
    """Whether the device repeats its last reading, or tells of one that lies before it."""
    if last is None:
        return False
    same = (last.systolic, last.diastolic, last.mean) == (reading.systolic, reading.diastolic, reading.mean)
    return reading.measured_tick <= last.measured_tick + (SAME_READING_TICKS if same else 0)
