"""The embedded MQTT broker of a simulated room: this computer only, one account with a password of this run.

Never for a real room. Faults of amqtt 0.12.1 that were tested and are lived with here: no last will from a peer that
merely falls silent, messages of quality 1 lost while a subscriber is away.
"""

import asyncio
import hmac
import secrets
import socket
from dataclasses import dataclass, field

# amqtt ships no type information, which each of these lines says to mypy
from amqtt.broker import Broker as AmqttBroker  # type: ignore[import-untyped]
from amqtt.contexts import BrokerConfig, ListenerConfig  # type: ignore[import-untyped]
from amqtt.errors import BrokerError  # type: ignore[import-untyped]
from amqtt.plugins.base import BaseAuthPlugin  # type: ignore[import-untyped]
from amqtt.session import Session  # type: ignore[import-untyped]

_HOST = "127.0.0.1"  # amqtt would listen on every interface by default
_USERNAME = "simulated-room"
_PORT_ATTEMPTS = 5


class OneAccount(BaseAuthPlugin):  # type: ignore[misc]  # the base is untyped
    """Lets in who knows the one name and password, and nobody without."""

    @dataclass
    class Config:
        """What amqtt fills from the broker's configuration."""

        username: str = ""
        password: str = field(default="", repr=False)

    async def authenticate(self, *, session: Session) -> bool:
        username, password = session.username or "", session.password or ""
        expected: OneAccount.Config = self.config
        return bool(expected.password) and all(
            hmac.compare_digest(given.encode(), wanted.encode())
            for given, wanted in ((username, expected.username), (password, expected.password))
        )


class EmbeddedBroker:
    """Start it once; its address and account then stand in the attributes."""

    def __init__(self) -> None:
        self.username = _USERNAME
        self.password = secrets.token_urlsafe(18)
        self.port = 0
        self._broker: AmqttBroker | None = None

    @property
    def url(self) -> str:
        return f"mqtt://{_HOST}:{self.port}"

    async def start(self) -> None:
        """Listen on a free port.

        Raises:
            OSError: no port could be had.

        """
        for attempt in range(1, _PORT_ATTEMPTS + 1):
            self.port = _free_port()
            try:
                await self._start_on(self.port)
            except OSError:  # somebody else was quicker to take the port
                if attempt == _PORT_ATTEMPTS:
                    raise
            else:
                return

    async def stop(self) -> None:
        if self._broker is not None:
            await self._broker.shutdown()
            self._broker = None

    async def start_again(self) -> None:
        """Start on the same port with the same account, unless it runs.

        Raises:
            OSError: somebody else took the port meanwhile.

        """
        if self._broker is None:
            await self._start_on(self.port)

    async def _start_on(self, port: int) -> None:
        account = {"username": self.username, "password": self.password}
        config = BrokerConfig(
            listeners={"default": ListenerConfig(bind=f"{_HOST}:{port}", max_connections=64)},
            plugins={"simulators.links.broker.OneAccount": account},
        )
        broker = AmqttBroker(config, loop=asyncio.get_running_loop())
        try:
            await broker.start()
        except BrokerError as error:  # its only word for a port that is taken, too
            raise OSError(str(error)) from error
        self._broker = broker


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port
