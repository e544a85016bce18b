"""Hazard H46: from a command in the room to the bytes on the wire of a simulated DINAMAP and PM6750.

Each condition alone keeps the byte string that inflates from the wire; a link cut in mid-cycle is told within two
seconds, and letting go is the first thing said when the link is back.
"""

import pytest
from cuff_links import MODELS, Chair, chair
from cuff_rooms import GOOD_ARMS, entry
from worlds import admit, alarms, order

from drivers.berry_bci.pm6750_driver import START, STOP
from drivers.ge_dinamap.protocol import FLUSH, Command, Request
from monitor.domain.commands import StartCuff
from monitor.domain.entries import Arm, ArmsSet, BackOnMonitor, OffMonitor
from monitor.domain.events import CommandRefused, CuffRequested
from monitor.domain.vocabulary import CuffMaster

pytestmark = pytest.mark.hazard("H46")
INFLATE = {"pm6750": START, "ge_dinamap": FLUSH + Request(Command.START_NIBP).encode()}
LET_GO = {"pm6750": STOP, "ge_dinamap": FLUSH + Request(Command.CANCEL_NIBP).encode()}
START_NOW = order(0, StartCuff(place_id="1", session_id=1))
RETURN_S = 8  # a supervisor tries again every two seconds, the device speaks once a second
BROKEN = {
    "no opt-in": "this cuff cannot be started from here",
    "driven by the bedside monitor": "the cuff is driven by the bedside",
    "driven by the nurse": "the cuff is driven by the nurse",
    "arms not entered": "the arms of cuff and infusion have not been entered",
    "same arm as the infusion": "the cuff is on the arm of the infusion",
    "forbidden arm": "the cuff is on the forbidden arm",
    "off monitor": "the patient is off the monitor",
    "another patient": "Chair 1 has another patient now",
    "nobody there": "Chair 1 has another patient now",
    "link cut": "is not on line",
    "device measures": "the cuff is measuring",
}
"""And in which words a start is refused: without them another condition could have kept it from the wire."""


def is_inflated(made: Chair) -> bool:
    return made.bedside.device.cuff.busy


async def spoil(made: Chair, broken: str) -> None:
    """Bring about exactly one condition; everything else is well."""
    arms = {
        "arms not entered": ArmsSet(),
        "same arm as the infusion": ArmsSet(cuff=Arm.LEFT, line=Arm.LEFT),
        "forbidden arm": ArmsSet(cuff=Arm.LEFT, line=Arm.RIGHT, forbidden=(Arm.LEFT,)),
    }.get(broken, GOOD_ARMS)
    if broken != "nobody there":
        await made.second(admit(0))
        await made.second(entry(0, arms))
    match broken:
        case "off monitor":
            await made.second(entry(0, OffMonitor(companion="R. King")))
        case "link cut":
            await made.bedside.unplug()
            await made.second()
        case "device measures":
            made.bedside.device.cuff.start(made.bedside.t_s)
            await made.seconds(2)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("broken", BROKEN)
async def test_each_condition_alone_keeps_the_byte_string_from_the_wire(model: str, broken: str) -> None:
    masters = {
        "driven by the bedside monitor": CuffMaster.BEDSIDE,
        "driven by the nurse": CuffMaster.NURSE,
    }
    async with chair(model, master=masters.get(broken, CuffMaster.STATION), opted_in=broken != "no opt-in") as made:
        await spoil(made, broken)
        session_id = 2 if broken == "another patient" else 1
        events = await made.second(order(0, StartCuff(place_id="1", session_id=session_id)))
        (refused,) = [event.reason for event in events if isinstance(event, CommandRefused)]
        assert refused.startswith("The cuff was not started: ")
        assert refused.endswith(f"{BROKEN[broken]}.")
        events += await made.seconds(2)
        assert [event for event in events if isinstance(event, CuffRequested)] == []
        assert INFLATE[model] not in made.sent()
        assert made.sent(), "a device that hears nothing proves nothing"


@pytest.mark.parametrize("model", MODELS)
async def test_where_all_is_well_it_inflates_and_the_room_sees_it(model: str) -> None:
    async with chair(model) as made:
        await spoil(made, "")
        await made.second(START_NOW)
        await made.seconds(2)
        assert made.sent().count(INFLATE[model]) == 1
        assert made.room.seats["1"].measuring_since is not None


@pytest.mark.parametrize("model", MODELS)
async def test_a_link_cut_in_mid_cycle_is_told_and_letting_go_is_the_first_thing_said_on_return(model: str) -> None:
    async with chair(model) as made:
        await spoil(made, "")
        await made.second(START_NOW)
        await made.seconds(4)
        assert is_inflated(made)
        cut_s = made.bedside.t_s
        await made.bedside.unplug()
        events = await made.seconds(2)
        (raised,) = [at_s for at_s, _, _, change in alarms(events, "T-CUFF") if change == "raised"]
        assert raised - cut_s <= 2.0
        (record,) = [each for each in made.room.board.at("1") if each.rule == "T-CUFF"]
        assert (record.why, record.priority.word) == ("cuff may be inflated", "medium")
        lives = len(made.bedside.heard)
        made.bedside.plugged = True
        await made.seconds(RETURN_S)
        assert made.bedside.heard[lives][0] == LET_GO[model], made.bedside.heard[lives][:4]
        assert not is_inflated(made)
        assert made.bedside.heard[lives].count(INFLATE[model]) == 0
        assert len(made.bedside.heard[lives]) > 1, "after that the device is read as ever"


@pytest.mark.expect_log
@pytest.mark.parametrize("model", MODELS)
async def test_a_letting_go_that_the_link_swallowed_is_said_again_on_the_next_return(model: str) -> None:
    async with chair(model) as made:
        await spoil(made, "")
        await made.second(START_NOW)
        await made.seconds(4)
        await made.bedside.unplug()
        await made.seconds(2)
        made.bedside.plugged = made.bedside.deaf = True
        await made.seconds(4)
        await made.bedside.unplug()
        await made.seconds(2)
        assert is_inflated(made)
        made.bedside.plugged, made.bedside.deaf = True, False
        await made.seconds(RETURN_S)
        assert made.bedside.heard[-1][0] == LET_GO[model]


@pytest.mark.parametrize("model", MODELS)
async def test_back_on_the_monitor_takes_a_reading_at_once(model: str) -> None:
    async with chair(model) as made:
        await spoil(made, "off monitor")
        await made.second(entry(0, BackOnMonitor()))
        await made.seconds(2)
        assert made.sent().count(INFLATE[model]) == 1
