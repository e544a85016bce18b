"""One patient's stay, played through a real room into a journal: admission, surge, desaturation, discharge."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from worlds import EPOCH, admit, device, order, plan, pulse, reading, spo2, start

from drivers.observations import Provenance
from monitor.alarms.rules import Profile
from monitor.domain.commands import Discharge, Transfer, record_infusion
from monitor.domain.entries import InfusionAct
from monitor.domain.inputs import Input
from monitor.domain.plan import RoomPlan
from monitor.room.room import Room
from monitor.storage import Batch, Journal, Store

STAY_S = 900  # admission at 10, start at 300, end at 600, bay at 700, discharge at 800
NONE: Mapping[int, Input] = MappingProxyType({})
PLACES = {"d1": "1", "dbay1": "bay1"}
PLAN: RoomPlan = plan(chairs=1, devices=[device("1"), device("bay1")])


def orders(label: str) -> dict[int, Input]:
    """What the nurse records, by the second."""
    return {
        10: admit(10, "1", label),
        300: start(300, "1", 1),
        600: order(600, record_infusion(InfusionAct.END, place_id="1", session_id=1)),
        700: order(700, Transfer(place_id="1", session_id=1, to_place_id="bay1")),
        800: order(800, Discharge(place_id="bay1", session_id=1)),
    }


def batches(*, label: str = "A.M. 59", until_s: int = STAY_S, besides: Mapping[int, Input] = NONE) -> Iterator[Batch]:
    """One batch a second, a checkpoint a minute; `besides` are other orders by the second."""
    room = Room(PLAN, Profile(name="test"), EPOCH)
    given = {**orders(label), **besides}
    for second in range(1, until_s):
        inputs = tuple(_said(second, given))
        events = tuple(room.step(room.ledger.instant(10 * second), inputs))
        is_due = second % 60 == 0
        yield Batch(
            tick=room.now.tick,
            utc_ms=room.now.utc_ms,
            inputs=inputs,
            events=events,
            checkpoint=room.checkpoint() if is_due else None,
        )


def _said(second: int, given: dict[int, Input]) -> Iterator[Input]:
    if second in given:
        yield given[second]
    place_id = "1" if second < 700 else "bay1"
    surging = 400 <= second < 500
    yield spo2(second, None if second % 97 == 0 else (84.0 if surging else 97.0), place_id, None)
    yield pulse(second, 72.0 + second % 5, place_id)
    if second % 60 == 30:
        high = 400 <= second < 520  # two readings: a single one off the trend waits for its repeat
        yield reading(second, 176 if high else 128, 80, place_id=place_id)


def open_day(store: Store, *, provenance: Provenance = Provenance.REAL) -> Journal:
    return Journal.open(store, room_name="Room", provenance=provenance, epoch=EPOCH, profile_digest="d1")


def write_day(
    journal: Journal, *, label: str = "A.M. 59", until_s: int = STAY_S, besides: Mapping[int, Input] = NONE
) -> list[Batch]:
    """Write the stay in groups of sixty seconds; gives what was written."""
    day = list(batches(label=label, until_s=until_s, besides=besides))
    for first in range(0, len(day), 60):
        journal.write(day[first : first + 60])
    return day
