"""Builds what leaves the room from the tables [[escalation]], [publish] and [hl7] of the room file."""

import logging
import ssl
from functools import partial
from pathlib import Path

from drivers.clock import Clock
from drivers.device import Broker, DeviceSpec
from drivers.mqtt.broker import make_tls_context
from drivers.observations import Provenance
from monitor.app.compose import MakeOutside
from monitor.engine.inbox import CommandQueue
from monitor.engine.machine_health import MachineHealth
from monitor.engine.outside.call_book import RULE as CALL_RULE
from monitor.engine.outside.call_book import CallBook
from monitor.engine.outside.calling import Calling
from monitor.engine.outside.calling import Receiver as CallReceiver
from monitor.engine.outside.hl7_sender import Hl7Sender, Receiver
from monitor.engine.outside.mqtt_receiver import MqttReceiver
from monitor.engine.outside.outlet import NoOutlet, Outlet, Outside
from monitor.engine.outside.publisher import Publisher
from monitor.engine.outside.refusals import Refusals
from monitor.engine.outside.webhook import Webhook
from monitor.reports.hl7_live import live_oru
from monitor.reports.hl7_segments import Parties
from monitor.settings import RoomSettings
from monitor.settings.outside_models import Hl7Settings
from monitor.storage import StorageError
from monitor.storage.outbox import Outbox

log = logging.getLogger(__name__)

KIND = "outside"  # of a connection that is no device's


def outside_of(settings: RoomSettings, broker: Broker | None, *, record: Path) -> MakeOutside:
    """What makes the outside of a room, as its room file says.

    Args:
        settings: of the room.
        broker: of the room.
        record: the path of its record, beside which what waits for the HL7 receiver is kept.

    Raises:
        SettingsError: the secret of a receiver is not where the file says.
        LinkUnavailableError: the certificate file of the HL7 receiver cannot be used.

    """
    trusted = make_tls_context(Broker(url=""))
    hl7 = settings.outside.hl7
    tls = make_tls_context(Broker(url="", ca_file=_ca_file(settings, hl7))) if hl7 is not None and hl7.tls else None
    receivers = settings.outside.escalation
    tokens = {each.name: settings.token_of(index) for index, each in enumerate(receivers)}

    def make(clock: Clock, machine: MachineHealth, commands: CommandQueue) -> Outside:
        refusals = Refusals(clock)
        outlets: list[Outlet] = []
        if settings.outside.publish is not None:
            spec = connection("publish", broker, settings.provenance)
            outlets.append(Publisher(spec, settings.outside.publish.topic, clock=clock))
        if hl7 is not None:
            outlets.append(_hl7_outlet(hl7, record, clock, tls))
        if not receivers:
            machine.note(CALL_RULE, "")  # nobody is called: a call that failed before this start does not fail now
            return Outside(outlets, clock=clock, refusals=refusals, machine=machine)
        book = CallBook(tokens, clock=clock, machine=machine, refusals=refusals, submit=commands.put)
        ways: list[CallReceiver] = []
        for each in receivers:
            if each.url is not None:
                ways.append(Webhook(each.name, each.url, book=book, clock=clock, tls=trusted))
            elif each.topic is not None:
                spec = connection(f"calls-{each.name}", broker, settings.provenance)
                ways.append(MqttReceiver(each.name, spec, each.topic, book=book, clock=clock))
        caller = Calling(book, ways, clock=clock)
        return Outside(outlets, clock=clock, caller=caller, refusals=refusals, machine=machine)

    return make


def _hl7_outlet(hl7: Hl7Settings, record: Path, clock: Clock, tls: ssl.SSLContext | None) -> Outlet:
    """The sender with its queue; where the disk refuses the queue, something that says so."""
    receiver = Receiver(host=hl7.host, port=hl7.port, tls=tls)
    try:
        outbox = Outbox(outbox_path(record))
    except StorageError as error:
        log.error("No HL7 is sent until the next start: %s", error)  # noqa: TRY400 - the disk's fault: its words say all
        return NoOutlet("HL7", f"mllp://{receiver}", why=f"{error}; nothing is sent until the station is started again")
    encode = partial(live_oru, parties=parties_of(hl7))
    return Hl7Sender(receiver, outbox, encode=encode, every_s=hl7.every_s, clock=clock)


def outbox_path(record: Path) -> Path:
    """Where what waits for the HL7 receiver is kept."""
    return record.with_name(f"{record.name}.hl7")


def parties_of(hl7: Hl7Settings) -> Parties:
    """Who sends and who receives."""
    return Parties(
        sending_facility=hl7.sending_facility,
        receiving_application=hl7.receiving_application,
        receiving_facility=hl7.receiving_facility,
    )


def _ca_file(settings: RoomSettings, hl7: Hl7Settings) -> Path | None:
    return None if hl7.ca_file is None else settings.beside(hl7.ca_file)


def connection(name: str, broker: Broker | None, provenance: Provenance) -> DeviceSpec:
    """A connection of the monitor's own to the room's broker; of a real room it has to be as safe as a device's."""
    own_id = f"{KIND}/{name}"  # no device of a room file can have it: two of one id throw each other off the broker
    return DeviceSpec(device_id=own_id, kind=KIND, link="mqtt://outside", provenance=provenance, broker=broker)
