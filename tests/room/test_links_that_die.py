"""Hazard H33 over each driver's own link: it stalls or breaks, and the last numbers turn grey, then dashes, then sound.

Stalled is what a half-open connection, a hung device and a silent broker look like; broken what a pulled plug, a closed
connection and a broker that is gone look like. All limits count from the last number that reached this computer.
"""

import pytest
from driven_rooms import DrivenRoom

from drivers.observations import NANOSECONDS_PER_SECOND, Parameter
from drivers.registry import KINDS
from monitor.domain.events import AlarmChanged
from monitor.domain.vocabulary import AlarmChangeKind, Priority
from monitor.port.snapshot import Freshness, PlaceView

pytestmark = pytest.mark.hazard("H33")
SPOT_CHECKS = "nonin_df13"  # its numbers are single events: it has no period whose end could be missed
CONTINUOUS = [kind for kind in KINDS if kind != SPOT_CHECKS]
GREY_AFTER_S, DASHES_AFTER_S, SOUND_AFTER_S = 2.0, 10.0, 30.0  # the first after the device's own period
NOTICED_AFTER_S = 1.0  # a driver that asks finds a break with its next question, the others at once
DASHES_AFTER_A_BREAK_S = 1.0
TICK_S = 0.1
BREAKS_AT_S = 20.3


def painted(place: PlaceView) -> list[float]:
    return [number.value for number in (place.spo2, place.rate) if number.value is not None]


@pytest.mark.parametrize("how", ["stalls", "breaks"])
@pytest.mark.parametrize("kind", CONTINUOUS)
async def test_over_its_own_link_no_number_of_a_driver_is_shown_past_its_limit(
    kind: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = DrivenRoom(kind, monkeypatch)
    async with world.running():
        await world.at(2)
        world.start()
        place = (await world.at(BREAKS_AT_S)).places[0]
        assert (place.spo2.freshness, len(painted(place))) == (Freshness.FRESH, 2), "all was well"
        if how == "stalls":
            world.wire.stalled = True
        else:
            await world.wire.unplug()
        last_s = world.heard.last[Parameter.SPO2].mono_ns / NANOSECONDS_PER_SECOND
        noticed_s = BREAKS_AT_S + NOTICED_AFTER_S
        grey_s = last_s + world.planned.period_s + GREY_AFTER_S if how == "stalls" else noticed_s
        dashes_s = last_s + DASHES_AFTER_S if how == "stalls" else noticed_s + DASHES_AFTER_A_BREAK_S
        place = (await world.at(grey_s + 2 * TICK_S)).places[0]
        assert place.spo2.freshness is not Freshness.FRESH
        assert place.device_line.startswith("No data from")
        place = (await world.at(dashes_s + 2 * TICK_S)).places[0]
        assert painted(place) == []
        factor = max(world.planned.period_s, 1.0)
        await world.at(last_s + SOUND_AFTER_S * factor + 1.0, advance_s=2.0)  # nobody answers any more
    assert world.heard.last[Parameter.SPO2].mono_ns / NANOSECONDS_PER_SECOND == last_s, "nothing came after it"
    told = [event for event in world.events if isinstance(event, AlarmChanged) and event.rule == "T-LINK"]
    sounds = [event for event in told if event.priority >= Priority.MEDIUM]
    assert told[0].change is AlarmChangeKind.RAISED
    assert told[0].at.tick <= (last_s + DASHES_AFTER_S * factor) / TICK_S + 1
    assert sounds[0].at.tick <= (last_s + SOUND_AFTER_S * factor) / TICK_S + 1
