"""Which IntelliVue monitors announce themselves on this network. Listening only: a busy monitor says nothing."""

from drivers.clock import Clock
from drivers.observations import NANOSECONDS_PER_SECOND
from drivers.philips_intellivue.identity import ConnectIndication
from drivers.philips_intellivue.protocol import ANNOUNCEMENT_GROUP, ANNOUNCEMENT_PORT, parse_message
from drivers.transport.base import Transport
from drivers.transport.deadline import receive_within
from drivers.transport.udp import open_udp_listener

LISTEN_S = 130.0  # the captured monitor announced itself after 61 and after 122 s
MAX_MONITORS = 256


async def announced_monitors(
    clock: Clock, *, listen_s: float = LISTEN_S, port: int = ANNOUNCEMENT_PORT
) -> tuple[ConnectIndication, ...]:
    """The free monitors that were heard in `listen_s` seconds, each once, in order of appearance.

    Raises:
        LinkUnavailableError: another program on this computer holds the port.

    """
    listener = await open_udp_listener(port=port, group=ANNOUNCEMENT_GROUP, clock=clock)
    try:
        return await heard_monitors(listener, clock, listen_s=listen_s)
    finally:
        await listener.close()


async def heard_monitors(listener: Transport, clock: Clock, *, listen_s: float) -> tuple[ConnectIndication, ...]:
    """The same on an open socket. Raises LinkLostError when it breaks."""
    end_ns = clock.now().mono_ns + round(listen_s * NANOSECONDS_PER_SECOND)
    found: dict[ConnectIndication, None] = {}
    while len(found) < MAX_MONITORS:
        left_s = (end_ns - clock.now().mono_ns) / NANOSECONDS_PER_SECOND
        chunk = await receive_within(listener, clock, left_s)
        if chunk is None:
            break
        message = parse_message(chunk.data)
        if isinstance(message, ConnectIndication):
            found.setdefault(message)
    return tuple(found)
