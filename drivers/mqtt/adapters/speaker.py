"""Makes a device's observations, and remembers what it said last: which notices are open, which values stand. Pure."""

from collections.abc import Iterable

from drivers.mqtt.adapters.values import Pressure
from drivers.observations import (
    BloodPressure,
    CuffStatus,
    Notice,
    NoticeKind,
    Numeric,
    Parameter,
    Provenance,
    Quality,
    Source,
    Stamp,
)


class Speaker:
    """Speaks for one device, always with its configured provenance: these payloads carry none."""

    def __init__(self, device_id: str, provenance: Provenance) -> None:
        self._device_id = device_id
        self._provenance = provenance
        self._open: dict[str, NoticeKind] = {}
        self._standing: dict[tuple[Parameter, Source], None] = {}  # in order, so that runs are alike

    def value(
        self, parameter: Parameter, value: float, stamp: Stamp, *, source: Source, doubt: str | None = None
    ) -> Numeric:
        """A value that was measured at `stamp`; with a `doubt` in words it is questionable."""
        self._standing[parameter, source] = None
        return Numeric(
            device_id=self._device_id,
            parameter=parameter,
            value=value,
            quality=Quality.VALID if doubt is None else Quality.QUESTIONABLE,
            stamp=stamp,
            source=source,
            why=doubt,
            provenance=self._provenance,
        )

    def no_value(self, parameter: Parameter, why: str, stamp: Stamp, *, source: Source) -> Numeric:
        """The device could not measure, or what it says cannot be a measurement."""
        self._standing.pop((parameter, source), None)
        return Numeric(
            device_id=self._device_id,
            parameter=parameter,
            value=None,
            quality=Quality.INVALID,
            stamp=stamp,
            source=source,
            why=why,
            provenance=self._provenance,
        )

    def blank(self, why: str, stamp: Stamp) -> list[Numeric]:
        """End every value that stands, without waiting until it has grown old."""
        return [self.no_value(parameter, why, stamp, source=source) for parameter, source in list(self._standing)]

    def reading(self, pressure: Pressure, stamp: Stamp, *, age_s: float | None) -> BloodPressure:
        return BloodPressure(
            device_id=self._device_id,
            status=CuffStatus.DONE,
            quality=Quality.VALID,
            stamp=stamp,
            systolic=pressure.systolic,
            diastolic=pressure.diastolic,
            mean=pressure.mean,
            pulse=pressure.pulse,
            age_s=age_s,
            provenance=self._provenance,
        )

    def no_reading(self, why: str, stamp: Stamp) -> BloodPressure:
        return BloodPressure(
            device_id=self._device_id,
            status=CuffStatus.FAILED,
            quality=Quality.INVALID,
            stamp=stamp,
            why=why,
            provenance=self._provenance,
        )

    def opened(self, code: str, why: str, stamp: Stamp, *, kind: NoticeKind = NoticeKind.TECHNICAL) -> list[Notice]:
        """Report a state once, however often it is found again."""
        if code in self._open:
            return []
        self._open[code] = kind
        return [self._notice(code, why, stamp, kind=kind, active=True)]

    def closed(self, codes: Iterable[str], why: str, stamp: Stamp) -> list[Notice]:
        """End those of the open notices that a message has disproved."""
        ended = [(code, self._open.pop(code)) for code in codes if code in self._open]
        return [self._notice(code, why, stamp, kind=kind, active=False) for code, kind in ended]

    def _notice(self, code: str, why: str, stamp: Stamp, *, kind: NoticeKind, active: bool) -> Notice:
        return Notice(
            device_id=self._device_id,
            code=code,
            kind=kind,
            stamp=stamp,
            why=why,
            active=active,
            provenance=self._provenance,
        )
