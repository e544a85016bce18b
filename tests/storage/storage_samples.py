"""Batches for the storage tests: small, and different from one another."""

from drivers.observations import Parameter, Provenance
from monitor.domain.events import AlarmChanged, Event, LinkChanged, PatientMoved
from monitor.domain.inputs import Sample
from monitor.domain.people import UNATTRIBUTED
from monitor.domain.time import Instant
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, Priority
from monitor.storage import Batch, Journal, Store

EPOCH = Instant(0, 1_700_000_000_000)
ROOM = "Infusion room A"


def open_journal(
    path: Store, *, room_name: str = ROOM, provenance: Provenance = Provenance.REAL, digest: str = "d1"
) -> Journal:
    return Journal.open(path, room_name=room_name, provenance=provenance, epoch=EPOCH, profile_digest=digest)


def sample(tick: int, value: float | None = 97.0, device_id: str = "rad8-1") -> Sample:
    return Sample(tick=tick, device_id=device_id, parameter=Parameter.SPO2, value=value)


def alarm(seq: int, tick: int, *, place_id: str = "1", session_id: int | None = 1, rule: str = "O2-LO") -> AlarmChanged:
    at = EPOCH.at_tick(tick)
    return AlarmChanged(
        seq=seq,
        at=at,
        due=at,
        alarm_id=seq,
        place_id=place_id,
        session_id=session_id,
        rule=rule,
        kind=AlarmKind.PHYSIOLOGICAL,
        priority=Priority.MEDIUM,
        change=AlarmChangeKind.RAISED,
        parameter="spo2",
        value=88.0,
        op="<",
        limit=90.0,
    )


def moved(seq: int, tick: int) -> PatientMoved:
    return PatientMoved(
        seq=seq, at=EPOCH.at_tick(tick), session_id=1, from_place_id="1", to_place_id="bay1", actor=UNATTRIBUTED
    )


def link_lost(seq: int, tick: int) -> LinkChanged:
    return LinkChanged(seq=seq, at=EPOCH.at_tick(tick), place_id="2", device_id="rad8-2", up=False, why="port closed")


def batch(tick: int, *events: Event, checkpoint: bytes | None = None) -> Batch:
    utc_ms = EPOCH.at_tick(tick).utc_ms
    return Batch(tick=tick, utc_ms=utc_ms, inputs=(sample(tick),), events=events, checkpoint=checkpoint)
