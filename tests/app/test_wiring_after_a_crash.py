"""A cable is moved while the monitor is down: nothing that the record holds from before speaks for the new wiring."""

from dataclasses import replace
from typing import cast

import pytest
from app_samples import EPOCH, blueprint_of_one_chair
from test_two_hundred_kills import MemoryJournal

from drivers.clock import MANUAL_START
from drivers.observations import Parameter
from monitor.app.compose import Blueprint, recall
from monitor.domain.commands import Command, ConfirmWiring
from monitor.domain.inputs import CommandGiven, Input, Sample
from monitor.domain.people import Actor
from monitor.domain.policy import Policy
from monitor.port.projection import Projector
from monitor.room.room import Room
from monitor.storage import Batch, Journal

pytestmark = pytest.mark.hazard("H40")
FORMER, OTHER = "tcp://a:1", "tcp://a:9"
UNCONFIRMED, REACTED = "not confirmed", "reacted, not confirmed yet"
CONFIRM = ConfirmWiring(place_id="1", actor=Actor("R. King", "nurse"))


def wired(identity: str) -> Blueprint:
    made = blueprint_of_one_chair()
    devices = tuple(replace(each, identity=identity) for each in made.plan.devices)
    return replace(made, plan=replace(made.plan, devices=devices, policy=Policy(confirm_wiring=True)))


def recorded(*steps: float | Command | None, checkpoint_at: int | None) -> MemoryJournal:
    """One step a second with a saturation, None for a lifted probe, or an order; then the monitor dies."""
    blueprint, journal = wired(FORMER), MemoryJournal()
    room = Room(blueprint.plan, blueprint.profile, EPOCH)
    for second, said in enumerate(steps, start=1):
        tick = 10 * second
        item: Input
        if said is None or isinstance(said, float):
            item = Sample(tick=tick, device_id="SIM-ox", parameter=Parameter.SPO2, value=said)
        else:
            item = CommandGiven(tick=tick, command=said)
        events = tuple(room.step(room.now.at_tick(tick), [item]))
        checkpoint = room.checkpoint() if second == checkpoint_at else None
        utc_ms = room.now.utc_ms
        journal.batches.append(Batch(tick=tick, utc_ms=utc_ms, inputs=(item,), events=events, checkpoint=checkpoint))
    return journal


def wiring_after(journal: MemoryJournal, identity: str) -> str:
    room = recall(wired(identity), cast("Journal", journal), MANUAL_START.earlier(-60.0)).room
    return Projector(room).snapshot(1, {}).places[0].wiring


@pytest.mark.parametrize("checkpoint_at", [1, 2, 3, None], ids=["before all", "lifted", "behind all", "none"])
def test_a_reaction_on_record_speaks_for_the_wiring_by_which_it_came(checkpoint_at: int | None) -> None:
    journal = recorded(97.0, None, 97.0, checkpoint_at=checkpoint_at)
    assert wiring_after(journal, OTHER) == UNCONFIRMED
    same = wiring_after(journal, FORMER)
    assert same == (UNCONFIRMED if checkpoint_at is None else REACTED), "without a checkpoint nobody knows the wiring"


@pytest.mark.parametrize("checkpoint_at", [1, 3, 4])
def test_a_confirmation_on_record_confirms_no_other_wiring(checkpoint_at: int) -> None:
    journal = recorded(97.0, None, 97.0, CONFIRM, checkpoint_at=checkpoint_at)
    assert wiring_after(journal, OTHER) == UNCONFIRMED
    assert wiring_after(journal, FORMER) == ""
