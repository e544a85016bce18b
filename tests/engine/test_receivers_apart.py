"""Receivers of calls are kept apart: whatever becomes of one, the others are told, and the room reads why."""

import asyncio
import json
import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from mosquitto_server import RequireTool, make_certificates
from outside_rooms import CalledRoom, http_receiver, running, server_context, webhook_of

from drivers.device import Broker
from drivers.mqtt.broker import make_tls_context
from monitor.engine.outside import attempts as attempts_module
from monitor.engine.outside.attempts import Attempts
from monitor.engine.outside.call import Call
from monitor.engine.outside.calling import Calling
from monitor.port.outside_views import OutletView

pytestmark = pytest.mark.timeout(60)


async def receipt(call: dict[str, object]) -> tuple[int, bytes]:
    return 200, json.dumps({"number": call["number"]}).encode()


class Faulty:
    """A receiver with a bug."""

    name = "pager"

    def __init__(self) -> None:
        self.starts = 0
        self.why = ""

    async def run(self) -> None:
        self.starts += 1
        raise KeyError("a bug")

    def failed(self, why: str) -> None:
        self.why = why

    def view(self) -> OutletView:
        return OutletView(name=self.name, target="", on_line=False, why=self.why)


@pytest.mark.hazard("H22")
@pytest.mark.expect_log
async def test_a_receiver_with_a_bug_is_started_again_and_ends_no_other() -> None:
    world, pager = CalledRoom("pager", "phone"), Faulty()
    async with http_receiver(receipt) as alive:
        calling = Calling(world.book, (pager, webhook_of(world, alive.url, "phone")), clock=world.clock)
        async with running(calling):
            await world.until(lambda: len(alive.calls) > 1, "told, and told again")
    assert pager.starts > 1
    assert calling.views()[0].why == "a fault of this program, told in the log: KeyError: 'a bug'"
    assert world.complaint == ""


@pytest.mark.hazard("H22")
@pytest.mark.parametrize(
    "url", ["https://999.1.1.1/x", "https://a..b/x", f"https://{'a' * 70}.example/", "https://xn--/x"]
)
async def test_an_address_that_cannot_be_used_is_told_in_words(url: str) -> None:
    world = CalledRoom("pager", "phone")
    async with http_receiver(receipt) as alive:
        pager = webhook_of(world, url, "pager")
        async with running(Calling(world.book, (pager, webhook_of(world, alive.url, "phone")), clock=world.clock)):
            await world.until(lambda: bool(alive.calls) and "cannot be reached" in pager.view().why, "told")
    assert world.complaint == ""


@pytest.mark.hazard("H22")
async def test_a_server_that_breaks_off_within_tls_is_told_in_words(tmp_path: Path, require_tool: RequireTool) -> None:
    await asyncio.to_thread(make_certificates, tmp_path, require_tool("openssl"))
    wants_our_certificate = server_context(tmp_path)
    wants_our_certificate.verify_mode = ssl.CERT_REQUIRED
    trusted = make_tls_context(Broker(url="", ca_file=tmp_path / "ca.pem"))
    world = CalledRoom("pager", "phone")
    async with http_receiver(receipt, tls=wants_our_certificate) as dead, http_receiver(receipt) as alive:
        pager = webhook_of(world, dead.url, "pager", tls=trusted)
        async with running(Calling(world.book, (pager, webhook_of(world, alive.url, "phone")), clock=world.clock)):
            await world.until(lambda: bool(alive.calls) and "cannot be reached" in pager.view().why, "told")
    assert dead.calls == []


@pytest.mark.hazard("H22")
@pytest.mark.expect_log
async def test_a_bug_of_a_webhook_stands_in_the_words_of_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    world = CalledRoom("pager")
    pager = webhook_of(world, "http://127.0.0.1:9/x", "pager")

    async def broken(*_: object) -> str:
        raise RuntimeError("a bug")

    monkeypatch.setattr(pager, "_post", broken)
    async with running(Calling(world.book, (pager,), clock=world.clock)):
        await world.until(lambda: bool(world.complaint), "complained")
    assert "pager: a fault of this program, told in the log: RuntimeError: a bug" in world.complaint
    assert not pager.view().on_line


def two_calls(world: CalledRoom) -> list[int]:
    """The numbers of two open calls: another alarm of the room stands as long unanswered."""
    first = next(alarm for alarm in world.view.alarms if alarm.rule == "O2-XLO")
    world.view = replace(world.view, alarms=(first, replace(first, alarm_id=99, rule="O2-LO")))
    world.book.heard(world.view)
    return [call.number for call in world.book.due("phone")]


@pytest.mark.hazard("H22")
async def test_a_call_that_waits_for_its_answer_holds_up_no_other() -> None:
    world, never = CalledRoom("phone"), asyncio.Event()
    first, second = two_calls(world)

    async def slow_with_the_first(call: dict[str, object]) -> tuple[int, bytes]:
        if call["number"] == first:
            await never.wait()
        return await receipt(call)

    async with http_receiver(slow_with_the_first) as server, running(webhook_of(world, server.url, "phone")):
        await world.until(lambda: "phone called" in str(world.book.words()), "told of the second")
        assert [call["number"] for call in server.calls] == [first, second]
        never.set()


@pytest.mark.hazard("H22")
async def test_a_call_that_is_over_before_it_is_sent_is_not_sent() -> None:
    world = CalledRoom("phone")
    _, second = two_calls(world)
    told: list[int] = []

    async def tell(call: Call) -> None:
        told.append(call.number)

    async with asyncio.TaskGroup() as group:
        attempts = Attempts("phone", world.book, group, tell)
        attempts.look()
        world.book.heard(replace(world.view, alarms=world.view.alarms[1:]))  # in the same breath
    assert told == [second]


@pytest.mark.hazard("H22")
async def test_an_attempt_is_broken_off_when_its_call_is_over() -> None:
    world, broken_off = CalledRoom("phone"), []

    async def tell(call: Call) -> None:
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            broken_off.append(call.number)

    async with asyncio.TaskGroup() as group:
        attempts = Attempts("phone", world.book, group, tell)
        attempts.look()
        (call,) = world.book.due("phone")
        await asyncio.sleep(0)
        attempts.look()
        assert broken_off == [], "begun once, and under way"
        world.book.heard(replace(world.view, alarms=()))
        attempts.look()
    assert broken_off == [call.number]


async def test_with_more_calls_than_attempts_each_has_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts_module, "MOST_AT_ONCE", 1)
    world, told = CalledRoom("phone"), []
    numbers = two_calls(world)

    async def tell(call: Call) -> None:
        told.append(call.number)

    async with asyncio.TaskGroup() as group:
        attempts = Attempts("phone", world.book, group, tell)
        for _ in range(4):
            attempts.look()
            await asyncio.sleep(0)
            world.clock.move(6)
            attempts.look()
    assert told[:4] == numbers * 2
