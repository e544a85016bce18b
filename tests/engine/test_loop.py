"""The engine's loop: a name server that does not answer stops neither files nor other names."""

import asyncio
import socket
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

import pytest

from monitor.engine import loop as loop_module
from monitor.engine.loop import SPARE_THREADS, EngineLoop

pytestmark = pytest.mark.timeout(30)
SOON_S = 5.0  # real seconds: what waits for a thread that never comes free fails the test in the end
ADDRESS = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", 1))


@dataclass
class NameServer:
    """Answers at once, with an error, or not before it is told to."""

    answering: threading.Event = field(default_factory=threading.Event)
    asked: Counter[object] = field(default_factory=Counter)

    def getaddrinfo(self, host: object, *_: object) -> list[object]:
        self.asked[host] += 1
        if host == "unknown":
            raise socket.gaierror(-2, "no such name")
        if str(host).startswith("slow"):
            self.answering.wait()
        return [ADDRESS]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[NameServer]:
    server = NameServer()
    monkeypatch.setattr(socket, "getaddrinfo", server.getaddrinfo)
    yield server
    server.answering.set()


def run(what: Callable[[], Awaitable[None]], connections: int = 1) -> None:
    async def main() -> None:
        await asyncio.wait_for(what(), SOON_S)

    with asyncio.Runner(loop_factory=lambda: EngineLoop(connections=connections)) as runner:
        runner.run(main())


async def ask(host: str) -> object:
    return await asyncio.get_running_loop().getaddrinfo(host, 1)


@pytest.mark.hazard("H22")
def test_a_slow_name_server_keeps_no_thread_from_files_and_no_other_name_from_its_answer(names: NameServer) -> None:
    async def main() -> None:
        for _ in range(60):  # more attempts than there are threads, each given up
            for host in ("slow-1", "slow-2"):
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(ask(host), 0.001)
        assert await asyncio.to_thread(lambda: "file") == "file"
        assert await ask("quick") == [ADDRESS]
        assert (names.asked["slow-1"], names.asked["slow-2"]) == (1, 1), "one look-up under way of each"
        names.answering.set()
        assert await ask("slow-1") == [ADDRESS]

    run(main)


def test_who_asks_for_the_same_name_is_told_the_same_and_later_it_is_looked_up_anew(names: NameServer) -> None:
    async def main() -> None:
        names.answering.set()
        for each in await asyncio.gather(ask("slow"), ask("slow")):
            assert each == [ADDRESS]
        assert names.asked["slow"] == 1
        await ask("slow")
        assert names.asked["slow"] == 2

    run(main)


@pytest.mark.usefixtures("names")
def test_an_unknown_name_is_told_to_everybody_who_asked() -> None:
    async def main() -> None:
        for each in await asyncio.gather(ask("unknown"), ask("unknown"), return_exceptions=True):
            assert isinstance(each, socket.gaierror)
            assert "no such name" in str(each)

    run(main)


@pytest.mark.usefixtures("names")
def test_look_ups_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_module, "MOST_LOOKUPS", 2)

    async def main() -> None:
        for host in ("slow-1", "slow-2", "slow-1"):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(ask(host), 0.001)
        with pytest.raises(socket.gaierror, match="too many names"):
            await ask("slow-3")

    run(main)


@pytest.mark.hazard("H22")
def test_a_name_for_which_no_thread_could_be_made_is_looked_up_again(
    names: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    async def main() -> None:
        with monkeypatch.context() as poor:
            poor.setattr(threading.Thread, "start", refuse)
            with pytest.raises(socket.gaierror, match="can't start new thread"):
                await ask("quick")
        assert await ask("quick") == [ADDRESS]
        assert names.asked["quick"] == 1

    run(main)


def test_connections_that_wait_for_ever_leave_threads_for_files() -> None:
    """An MQTT client connects in a thread, and looks its broker's name up there."""
    release = threading.Event()

    async def main() -> None:
        waiting = [asyncio.create_task(asyncio.to_thread(release.wait)) for _ in range(50 + SPARE_THREADS - 1)]
        try:
            assert await asyncio.to_thread(lambda: "file") == "file"
        finally:
            release.set()
            await asyncio.gather(*waiting)

    run(main, connections=50)
