"""What the demo's room is made of: the simulators' offer as a blueprint, its past, an engine on it.

The devices are real processes on real links: pseudo-terminals, TCP and a broker on this machine. Only the past of the
patients, which nobody could have watched, is read from a file.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from drivers.clock import ScaledClock
from drivers.device import Broker, DeviceSpec
from drivers.observations import NANOSECONDS_PER_SECOND, Provenance
from drivers.transport.address import is_never_real
from monitor.alarms.profile_text import profile_digest
from monitor.alarms.rules import Profile
from monitor.app.compose import Blueprint, RunningRoom, planned_device
from monitor.app.interrupts import Interrupts
from monitor.app.past import DEMO_NURSE, go_live, play_past
from monitor.app.simulator_process import Offer, OfferedDevice, SimulatorError
from monitor.domain.commands import SignIn
from monitor.domain.plan import Place, RoomPlan
from monitor.domain.policy import DischargeRules, ListedDrug, Policy
from monitor.domain.time import Instant
from monitor.engine.timeline import NS_PER_MS
from monitor.port.people_port import STATION
from monitor.storage import Journal

ROOM_NAME = "Demo room"
SHORTEST_SILENCE_S = 1.0  # real seconds (design, command line)
SIGNED_IN_FOR_S = 30 * 86_400.0  # whoever looks at the demo need not sign in to go on
DEMO_POLICY = Policy(
    discharge=DischargeRules(),
    drugs=(
        ListedDrug(name="ondansetron", dose=4, unit="mg", route="IV"),
        ListedDrug(name="midazolam", dose=1, unit="mg", route="IV", observe_min=60, sedative=True),
        ListedDrug(name="labetalol", dose=5, unit="mg", route="IV", observe_min=60),
    ),
    sign_out_after_s=SIGNED_IN_FOR_S,
)


def demo_blueprint(offer: Offer, *, speed: float) -> Blueprint:
    """The room that the simulators offer.

    Raises:
        SimulatorError: something offered could be a real device.

    """
    broker = None
    if offer.broker is not None:
        broker = Broker(url=offer.broker.broker, username=offer.broker.username, password=offer.broker.password)
    for device in offer.devices:
        _refuse_real(device, broker)
    specs = tuple(_spec(device, broker) for device in offer.devices)
    plan = RoomPlan(
        name=ROOM_NAME,
        provenance=Provenance.SIMULATED,
        places=tuple(Place(place_id=place.place, kind=place.kind) for place in offer.places),
        devices=tuple(
            planned_device(spec, place_id=device.place) for spec, device in zip(specs, offer.devices, strict=True)
        ),
        shortest_silence_s=SHORTEST_SILENCE_S * max(1.0, speed),
        policy=DEMO_POLICY,
    )
    return Blueprint(plan=plan, profile=Profile(name="shipped"), specs=specs)


@contextlib.contextmanager
def running_demo(
    blueprint: Blueprint, offer: Offer, *, clock: ScaledClock, database: Path, interrupts: Interrupts
) -> Iterator[RunningRoom]:
    """The room at work from the clock's anchor on, its past behind it.

    Raises:
        PastError: the past does not fit the room.

    """
    journal = Journal.open(
        database,
        room_name=blueprint.plan.name,
        provenance=blueprint.plan.provenance,
        epoch=Instant(0, clock.anchor.utc_ns // NS_PER_MS),
        profile_digest=profile_digest(blueprint.profile),
    )
    try:
        room = play_past(blueprint, offer, journal, anchor=clock.anchor, clock=clock)
    except BaseException:
        journal.close()
        raise
    early_s = (clock.anchor.mono_ns - clock.now().mono_ns) / NANOSECONDS_PER_SECOND
    interrupts.wait(max(0.0, early_s / clock.speed))
    running = RunningRoom(blueprint, go_live(room, clock.now()), journal=journal, clock=clock)
    try:
        running.start()
        running.host.submit(SignIn(station=STATION, actor=DEMO_NURSE))
        yield running
    finally:
        running.close()


def _refuse_real(device: OfferedDevice, broker: Broker | None) -> None:
    """Hold the demo to links that no real device can be behind."""
    link = device.link
    if link.startswith("mqtt:") and broker is not None:
        link = "tcp://" + urlsplit(broker.url).netloc
    if is_never_real(link) is None:
        raise SimulatorError(f"{device.device} on {link} could be a real device: the demo takes simulated ones only")


def _spec(device: OfferedDevice, broker: Broker | None) -> DeviceSpec:
    return DeviceSpec(
        device_id=device.device,
        kind=device.kind,
        link=device.link,
        provenance=Provenance.SIMULATED,
        broker=broker if device.link.startswith("mqtt:") else None,
    )
