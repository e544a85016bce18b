"""Builds what leaves the room from the tables [[escalation]], [publish] and [hl7] of the room file."""

from drivers.clock import Clock
from drivers.device import Broker, DeviceSpec
from drivers.observations import Provenance
from monitor.app.compose import MakeOutside
from monitor.engine.inbox import CommandQueue
from monitor.engine.machine_health import MachineHealth
from monitor.engine.outside.call_book import CallBook
from monitor.engine.outside.calling import Calling, Receiver
from monitor.engine.outside.mqtt_receiver import MqttReceiver
from monitor.engine.outside.outlet import Outlet, Outside
from monitor.engine.outside.publisher import Publisher
from monitor.engine.outside.refusals import Refusals
from monitor.engine.outside.webhook import Webhook
from monitor.settings import RoomSettings

KIND = "outside"  # of a connection that is no device's


def outside_of(settings: RoomSettings, broker: Broker | None) -> MakeOutside:
    """What makes the outside of a room, as its room file says.

    Raises:
        SettingsError: the secret of a receiver is not where the file says.

    """
    receivers = settings.outside.escalation
    tokens = {each.name: settings.token_of(index) for index, each in enumerate(receivers)}

    def make(clock: Clock, machine: MachineHealth, commands: CommandQueue) -> Outside:
        refusals = Refusals(clock)
        outlets: list[Outlet] = []
        if settings.outside.publish is not None:
            spec = connection("publish", broker, settings.provenance)
            outlets.append(Publisher(spec, settings.outside.publish.topic, clock=clock))
        if not receivers:
            return Outside(outlets, clock=clock, refusals=refusals)
        book = CallBook(tokens, clock=clock, machine=machine, refusals=refusals, submit=commands.put)
        ways: list[Receiver] = []
        for each in receivers:
            if each.url is not None:
                ways.append(Webhook(each.name, each.url, book=book, clock=clock))
            elif each.topic is not None:
                spec = connection(f"calls-{each.name}", broker, settings.provenance)
                ways.append(MqttReceiver(each.name, spec, each.topic, book=book, clock=clock))
        return Outside(outlets, clock=clock, caller=Calling(book, ways), refusals=refusals)

    return make


def connection(name: str, broker: Broker | None, provenance: Provenance) -> DeviceSpec:
    """A connection of the monitor's own to the room's broker; of a real room it has to be as safe as a device's."""
    return DeviceSpec(device_id=name, kind=KIND, link="mqtt://outside", provenance=provenance, broker=broker)
