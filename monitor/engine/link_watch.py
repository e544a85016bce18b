"""What is known of one device's link, for the person who installs it: counts, rates, last bytes, values, diagnosis.

Fed by the device's supervisor; it opens nothing and alarms nobody. Only bytes that nobody can read and a
clock that is off are told to the room, as notices in words.
"""

import logging
import threading

from drivers.clock import Clock
from drivers.device import DeviceKind, DeviceSpec, LinkStatistics
from drivers.errors import AddressError
from drivers.observations import NANOSECONDS_PER_SECOND, Notice, NoticeKind, Observation, Stamp, Waveform
from drivers.transport.address import Rfc2217Address, SerialAddress, parse_address
from drivers.transport.line_settings import LinkDefaults, SerialSettings
from monitor.engine.diagnosis import CLOCK_OFF_S, REJECTED_SHARE, SILENT_AFTER_S, LinkFacts, diagnose, way_of
from monitor.engine.last_values import LastValues
from monitor.engine.link_meter import WINDOW_S, LinkMeter
from monitor.engine.wave_tail import WaveTail
from monitor.engine.wire_log import WireLog
from monitor.port.snapshot import LinkReport
from monitor.room.signs import CLOCK_OFF
from monitor.room.wiring import BYTES_REJECTED

log = logging.getLogger(__name__)

REPORT_EVERY_S = 0.5  # real seconds: often enough for people, and cheap for 24 devices at ten steps a second
NOTICE_AFTER_S = WINDOW_S - 2.0  # a share is judged over the whole window, give or take one sample at each end
NOTICE_CODE = BYTES_REJECTED
(CLOCK_CODE,) = CLOCK_OFF
CLOCK_BACK_S = 1.0  # so far inside the limit a clock counts as right again
NS_PER_MS = 1_000_000


class LinkWatch:
    """Owns the counters, the wire log and the last values of one device. Reports may be asked for from any thread."""

    def __init__(self, spec: DeviceSpec, clock: Clock, *, kind: DeviceKind | None = None) -> None:
        """`kind` gives hint, line settings and whether the format is experimental; without it none is known."""
        self.wire = WireLog(clock)
        self.waves = WaveTail(clock)
        self._spec = spec
        self._clock = clock
        self._lock = threading.Lock()
        self._kind = kind
        self._wanted = None if kind is None else kind.line
        self._way = way_of(spec.link)
        self._line = _line_of(spec.link, self._wanted)
        self._meter = LinkMeter()
        self._values = LastValues()
        self._statistics = LinkStatistics()
        self._opened: Stamp | None = None  # None: not open
        self._openings = 0
        self._error = "it was not opened yet"
        self._driver_fault = False
        self._on_line_since: Stamp | None = None
        self._last_observed: Stamp | None = None
        self._noticed = False
        self._clock_off = False  # told to the room
        self._fault = ""  # of a report, so that the same one is logged once
        self._report: tuple[Stamp, bool, LinkReport] | None = None

    @property
    def can_record(self) -> bool:
        """Whether a recording of this device could be decoded."""
        return self._kind is not None and self._kind.make_decoder is not None

    def opened(self, statistics: LinkStatistics) -> None:
        """The driver stands, with counters that begin at nothing."""
        with self._lock:
            self._opened = self._clock.now()
            self._statistics = statistics
            self._openings += 1
            self._meter.opened(statistics, self._opened)
            self._report = None

    def closed(self, why: str, *, driver_fault: bool = False) -> None:
        """The link is gone or could not be opened."""
        with self._lock:
            self._opened = self._on_line_since = self._last_observed = None
            self._error, self._driver_fault = why, driver_fault
            self._report = None

    def observed(self, observation: Observation) -> Notice | None:
        """Keep what the device said; a notice where bytes or clock passed a limit either way."""
        if isinstance(observation, Waveform):
            self.waves.note(observation)
        with self._lock:
            return self._noted(observation, self._clock.now())

    def _noted(self, observation: Observation, now: Stamp) -> Notice | None:
        self._values.note(observation)
        silent_s = None if self._last_observed is None else _between(self._last_observed, now)
        if silent_s is None or silent_s > SILENT_AFTER_S * self._clock.speed:
            self._on_line_since = now
        self._last_observed = now
        self._meter.note(now)
        return self._rejection_notice(now) or self._clock_notice(now)

    def report(self, now: Stamp, *, on_line: bool) -> LinkReport:
        """Everything a screen shows; made anew at most twice a second."""
        with self._lock:
            return self._present_report(now, on_line=on_line)

    def _present_report(self, now: Stamp, *, on_line: bool) -> LinkReport:
        self._meter.note(now)
        if self._report is not None:
            made, was_on_line, report = self._report
            if was_on_line is on_line and _between(made, now) < REPORT_EVERY_S * self._clock.speed:
                return report
        report = self._guarded(now, on_line=on_line)
        self._report = now, on_line, report
        return report

    def _guarded(self, now: Stamp, *, on_line: bool) -> LinkReport:
        """The report; a fault in its making must stop neither the engine that asks nor another device."""
        try:
            report = self._made(now, on_line=on_line)
        except Exception as error:
            if repr(error) != self._fault:
                log.exception("%s: no report can be made", self._spec.device_id)
            self._fault = repr(error)
            return LinkReport(link=self._spec.link, diagnosis=(f"No diagnosis can be made: {error!r}.",))
        self._fault = ""
        return report

    def _made(self, now: Stamp, *, on_line: bool) -> LinkReport:
        totals, rejected = self._meter.totals, self._meter.rejected(now)
        since = self._on_line_since if on_line else None
        return LinkReport(
            link=self._spec.link,
            experimental=self._kind is not None and self._kind.experimental,
            on_line_since_utc_ms=None if since is None else since.utc_ns // NS_PER_MS,
            last_byte_age_s=_age_s(self._statistics.last_byte, now),
            last_frame_age_s=_age_s(self._statistics.last_frame, now),
            received_bytes=totals.received_bytes,
            frames=totals.frames,
            rejected_bytes=totals.rejected_bytes,
            frames_per_s=round(self._meter.frames_per_s(now), 2),
            rejected_share=None if rejected is None else rejected[0],
            clock_offset_s=self._statistics.device_clock_offset_s,
            restarts=max(0, self._openings - 1),
            values=self._values.views(now, speed=self._clock.speed),
            diagnosis=diagnose(self._facts(now)),
            recording=self.wire.recording,
        )

    def _facts(self, now: Stamp) -> LinkFacts:
        speed, statistics = self._clock.speed, self._statistics
        rejected = self._meter.rejected(now)
        return LinkFacts(
            way=self._way,
            link=self._spec.link,
            is_open=self._opened is not None,
            error=self._error,
            driver_fault=self._driver_fault and self._opened is None,
            open_s=0.0 if self._opened is None else _between(self._opened, now) / speed,
            received_bytes=statistics.received_bytes,
            frames=statistics.frames,
            silent_s=_real_age_s(_latest(statistics), now, speed),
            unread_s=_real_age_s(statistics.last_frame, now, speed),
            rejected_share=None if rejected is None else rejected[0],
            dropped_messages=statistics.dropped_messages,
            clock_offset_s=statistics.device_clock_offset_s,
            tail=self.wire.received_tail() if self._needs_bytes(statistics, now) else b"",
            hint="" if self._kind is None else self._kind.nothing_parses_hint,
            wanted=self._wanted,
            line=self._line,
        )

    def _needs_bytes(self, statistics: LinkStatistics, now: Stamp) -> bool:
        """Whether what the bytes look like may matter: a healthy link is spared the counting."""
        age_s = _real_age_s(statistics.last_frame, now, self._clock.speed)
        return age_s is None or age_s > SILENT_AFTER_S or bool(statistics.rejected_bytes)

    def _rejection_notice(self, now: Stamp) -> Notice | None:
        rejected = self._meter.rejected(now)
        if rejected is None or rejected[1] < NOTICE_AFTER_S:
            return None
        share, _ = rejected
        if (share > REJECTED_SHARE) == self._noticed:
            return None
        self._noticed = not self._noticed
        why = f"{share * 100:.1f} % of its bytes cannot be read" if self._noticed else "its bytes can be read again"
        return self._notice(NOTICE_CODE, now, why=why, active=self._noticed)

    def _clock_notice(self, now: Stamp) -> Notice | None:
        """Where the device's clock has left this computer's, or is back; between both limits nothing changes."""
        offset_s = self._statistics.device_clock_offset_s
        if offset_s is None:
            return None
        limit_s = (CLOCK_OFF_S - CLOCK_BACK_S if self._clock_off else CLOCK_OFF_S) * self._clock.speed
        if (abs(offset_s) > limit_s) == self._clock_off:
            return None
        self._clock_off = not self._clock_off
        side = "fast" if offset_s > 0 else "slow"
        why = f"its clock is {abs(offset_s):.0f} s {side}" if self._clock_off else "its clock is right again"
        return self._notice(CLOCK_CODE, now, why=why, active=self._clock_off)

    def _notice(self, code: str, now: Stamp, *, why: str, active: bool) -> Notice:
        return Notice(
            device_id=self._spec.device_id,
            code=code,
            kind=NoticeKind.TECHNICAL,
            stamp=now,
            why=why,
            active=active,
            provenance=self._spec.provenance,
        )


def _line_of(link: str, wanted: LinkDefaults | None) -> SerialSettings | None:
    """The line settings at our end; None where there are none, or where opening will say what is wrong with them."""
    try:
        address = parse_address(link, wanted)
    except AddressError:
        return None
    return address.line if isinstance(address, SerialAddress | Rfc2217Address) else None


def _between(begin: Stamp, end: Stamp) -> float:
    return (end.mono_ns - begin.mono_ns) / NANOSECONDS_PER_SECOND


def _latest(statistics: LinkStatistics) -> Stamp | None:
    """When the device was heard last; not every format counts its bytes apart from its frames."""
    heard = [stamp for stamp in (statistics.last_byte, statistics.last_frame) if stamp is not None]
    return max(heard, key=lambda stamp: stamp.mono_ns, default=None)


def _age_s(stamp: Stamp | None, now: Stamp) -> float | None:
    return None if stamp is None else max(0.0, _between(stamp, now))


def _real_age_s(stamp: Stamp | None, now: Stamp, speed: float) -> float | None:
    age_s = _age_s(stamp, now)
    return None if age_s is None else age_s / speed
