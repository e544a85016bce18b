"""A second person is called outside the room: dead, slow and answering receivers; what comes back is judged."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from engine_fakes import FakeWriter
from mosquitto_server import RequireTool, make_certificates
from outside_rooms import (
    ON_CALL,
    TOKEN,
    CalledRoom,
    http_receiver,
    picture,
    running,
    server_context,
    signed,
    webhook_of,
)
from worlds import NURSE, acknowledge, make_room, order, plan, spo2, step

from drivers.device import Broker
from drivers.mqtt.broker import make_tls_context
from monitor.domain.call_events import CallNoted, CallStep
from monitor.domain.codec import decode_event, encode_event
from monitor.domain.commands import Acknowledge, PauseAudio
from monitor.domain.inputs import MonitorFault
from monitor.domain.vocabulary import Priority
from monitor.engine.core import Step
from monitor.engine.outside import webhook
from monitor.engine.outside.call import code_of
from monitor.engine.outside.calling import Calling
from monitor.engine.outside.outlet import Outside
from monitor.engine.shell_inputs import ShellInputs
from monitor.engine.timeline import resume
from monitor.port.outside_views import OutletView
from monitor.port.snapshot import Snapshot

pytestmark = pytest.mark.timeout(60)


@pytest.fixture
def world() -> CalledRoom:
    return CalledRoom()


async def receipt(call: dict[str, object]) -> tuple[int, bytes]:
    return 200, json.dumps({"number": call["number"]}).encode()


@pytest.mark.hazard("H22")
async def test_a_receiver_that_answers_is_told_number_session_and_age_and_no_name() -> None:
    world = CalledRoom()
    async with http_receiver(receipt) as receiver:
        phone = webhook_of(world, receiver.url)
        async with running(phone):
            await world.until(lambda: phone.view().delivered > 0, "delivered")
    call = receiver.calls[0]
    assert (call["what"], call["session"], call["place"], call["rule"]) == ("call", 1, "Chair 1", "O2-XLO")
    assert call["age_s"] == 62, "since the alarm was raised at 7 s"
    assert call["mac"] == code_of(TOKEN, "call", call["number"], 1, call["sent_at"])
    assert "A.M." not in json.dumps(call)
    assert TOKEN not in json.dumps(call)
    assert world.book.words() == (f"Chair 1: {ON_CALL} called, no answer yet",)
    assert world.complaint == ""


@pytest.mark.hazard("H22")
async def test_a_dead_receiver_is_not_delivered_on_screen_and_in_sound_until_one_answers() -> None:
    world = CalledRoom()
    async with http_receiver(receipt) as receiver:
        port = int(receiver.url.split(":")[2].split("/")[0])
    phone = webhook_of(world, receiver.url)
    async with running(phone):
        await world.until(lambda: bool(world.complaint), "complained")
        assert "Chair 1: CALL NOT DELIVERED, nobody else knows" in world.complaint
        assert "cannot be reached" in world.complaint
        assert world.book.words() == (world.complaint,)
        assert not phone.view().on_line
        async with http_receiver(receipt, port):
            await world.until(lambda: not world.complaint, "delivered")


@pytest.mark.hazard("H22")
async def test_a_slow_receiver_is_given_up_and_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "TIMEOUT_S", 0.1)
    never = asyncio.Event()

    async def slow(_: dict[str, object]) -> tuple[int, bytes]:
        await never.wait()
        return 200, b""

    world = CalledRoom("slow", "quick")
    async with http_receiver(slow) as dead, http_receiver(receipt) as alive:
        ways = (
            webhook_of(world, dead.url, "slow"),
            webhook_of(world, alive.url, "quick"),
        )
        async with running(Calling(world.book, ways, clock=world.clock)):
            await world.until(lambda: len(dead.calls) > 2, "tried again")
        never.set()
    assert world.complaint == "", "one of them knows"
    assert world.book.words() == ("Chair 1: quick called, no answer yet; not reached: slow",)


@pytest.mark.hazard("H54")
@pytest.mark.parametrize(("ca", "words"), [("ca", ""), ("other_ca", "certificate verify failed")])
async def test_over_tls_only_a_receiver_whose_certificate_is_right_is_told(
    tmp_path: Path, require_tool: RequireTool, ca: str, words: str
) -> None:
    await asyncio.to_thread(make_certificates, tmp_path, require_tool("openssl"))
    world = CalledRoom()
    trusted = make_tls_context(Broker(url="", ca_file=tmp_path / f"{ca}.pem"))
    async with http_receiver(receipt, tls=server_context(tmp_path)) as receiver:
        phone = webhook_of(world, receiver.url, tls=trusted)
        async with running(phone):
            await world.until(lambda: phone.view().delivered > 0 or bool(world.complaint), "told or complained")
    assert words in world.complaint
    assert bool(receiver.calls) is not bool(words)


@pytest.mark.hazard("H22")
def test_a_call_that_is_not_delivered_sounds_through_a_pause() -> None:
    room = CalledRoom().room
    step(room, 70, order(70, PauseAudio(place_id=None, actor=NURSE)), spo2(70, 80))
    assert room.board.sounding() is None
    why = "Chair 1: CALL NOT DELIVERED"
    step(room, 71, MonitorFault(tick=710, rule="T-CALL", present=True, why=why), spo2(71, 80))
    assert room.board.sounding() is Priority.HIGH
    alarm = next(alarm for alarm in picture(room).alarms if alarm.rule == "T-CALL")
    assert alarm.message.startswith("CALL NOT DELIVERED")
    step(room, 72, MonitorFault(tick=720, rule="T-CALL", present=False, why=""), spo2(72, 80))
    assert room.board.sounding() is None


@pytest.mark.hazard("H22", "H54")
async def test_an_acceptance_ends_the_calling_and_leaves_the_room_sounding() -> None:
    world = CalledRoom()

    async def accept(call: dict[str, object]) -> tuple[int, bytes]:
        return 200, world.answer(call)

    async with (
        http_receiver(accept) as receiver,
        running(webhook_of(world, receiver.url)),
    ):
        await world.until(lambda: bool(world.commands), "accepted")
    world.obey()
    view = picture(world.room)
    alarm = next(alarm for alarm in view.alarms if alarm.rule == "O2-XLO")
    assert (alarm.going_by, alarm.going_remote, alarm.silent) == ("Dr. Vogt", True, False)
    assert (view.audio.sounding, view.audio.volume_step) == (Priority.HIGH, 1)
    assert world.book.words() == (), "nobody is called while somebody is on the way"
    step(world.room, 191, spo2(191, 80))
    world.hear()
    assert len(world.book.words()) == 1, "two minutes later calling goes on"


@pytest.mark.hazard("H22")
def test_what_became_of_a_call_goes_into_the_record(world: CalledRoom) -> None:
    world.clock.move(21)
    world.hear()
    world.book.replied(ON_CALL, world.answer(call_of(world)))
    world.obey()
    shell = ShellInputs(
        timeline=resume(world.clock.now(), world.room.now).timeline,
        clock=world.clock,
        storage=FakeWriter(),
        machine=world.machine,
    )
    now = world.room.ledger.instant(world.room.now.tick + 1)
    events = world.room.step(now, shell.gather(world.clock.now(), now))
    noted = [event for event in events if isinstance(event, CallNoted)]
    assert [event.step for event in noted] == [
        *(CallStep.BEGUN, CallStep.NOT_DELIVERED, CallStep.RECEIVED, CallStep.ACCEPTED, CallStep.OVER),
    ]
    assert {(event.place_id, event.session_id, event.at) for event in noted} == {("1", 1, now)}
    assert (noted[3].receiver, noted[3].by) == (ON_CALL, "Dr. Vogt")
    assert "nobody else knows" in noted[1].why
    assert [decode_event(encode_event(event)) for event in noted] == noted


def test_an_answer_in_the_room_ends_the_call() -> None:
    world = CalledRoom()
    step(world.room, 70, acknowledge(70, "1", *world.room.board.records), spo2(70, 80))
    world.hear()
    assert world.book.words() == ()
    assert world.book.due(ON_CALL) == []


def test_a_later_call_has_a_higher_number() -> None:
    world = CalledRoom()
    (first,) = world.book.due(ON_CALL)
    again = CalledRoom().book.due(ON_CALL)[0]
    assert again.number == first.number == picture(world.room).at.utc_ms, "the time: it grows over restarts"


def test_that_calling_fails_calls_nobody() -> None:
    world = CalledRoom()
    view = picture(world.room)
    alarm = replace(view.alarms[0], rule="T-CALL", alarm_id=999)
    world.book.heard(replace(view, alarms=(alarm,)))
    assert world.book.words() == ()


# --- an attacker


def call_of(world: CalledRoom) -> dict[str, object]:
    (call,) = world.book.due(ON_CALL)
    found: dict[str, object] = json.loads(world.book.message(ON_CALL, call))
    return found


REFUSED: dict[str, tuple[Callable[[CalledRoom], bytes], str]] = {
    "yesterday's": (lambda w: w.answer(call_of(w), sent_at="2023-11-13T22:13:20+00:00"), "was sent"),
    "eleven seconds old": (lambda w: w.answer(call_of(w), sent_at="2023-11-14T22:14:18+00:00"), "was sent 11 s ago"),
    "from the future": (lambda w: w.answer(call_of(w), sent_at="2023-11-14T22:14:33+00:00"), "was sent -4 s ago"),
    "without a zone": (lambda w: w.answer(call_of(w), sent_at="2023-11-14T22:14:29"), "names no zone"),
    "start the cuff": (lambda w: w.answer(call_of(w), what="start_cuff"), "nothing but an answer to a call"),
    "silence the room": (lambda w: w.answer(call_of(w), what="pause_audio"), "nothing but an answer to a call"),
    "another session": (lambda w: w.answer(call_of(w), session=2), "is not about session 2"),
    "another number": (lambda w: w.answer(call_of(w), number=7), "no call 7 is open"),
    "true for a number": (lambda w: w.answer(call_of(w), number=True), "no call True is open"),
    "nobody accepts": (lambda w: w.answer(call_of(w), by=" "), "does not say who"),
    "an endless name": (lambda w: w.answer(call_of(w), by="x" * 61), "no name that can be shown"),
    "lines in a name": (lambda w: w.answer(call_of(w), by="a\nb"), "no name that can be shown"),
    "a guessed token": (lambda w: signed(call_of(w) | {"what": "accepted", "reply_id": "1"}, "guessed"), "our token"),
    "no code": (lambda w: json.dumps(call_of(w) | {"mac": "", "reply_id": "1"}).encode(), "mac is missing"),
    "the call itself": (lambda w: json.dumps(call_of(w)).encode(), "reply_id is missing"),
    "half a letter": (lambda w: json.dumps(call_of(w) | {"reply_id": "\ud800"}).encode(), "our token"),
    "no JSON": (lambda _: b"accepted", "not JSON"),
    "a list": (lambda _: b"[1]", "not a JSON object"),
    "nested for ever": (lambda _: b"[" * 1999, "not JSON"),
    "too long": (lambda _: b" " * 2001, "more than 2000"),
}


@pytest.mark.hazard("H54")
@pytest.mark.parametrize("name", REFUSED)
def test_what_an_attacker_sends_is_refused_counted_and_shown(world: CalledRoom, name: str) -> None:
    make, words = REFUSED[name]
    world.book.replied(ON_CALL, make(world))
    assert world.commands == []
    assert world.refusals.count == 1
    assert words in world.refusals.notice()
    assert world.refusals.notice().startswith("SECURITY: 1 message from outside refused")


@pytest.mark.hazard("H54")
def test_the_same_answer_again_is_refused(world: CalledRoom) -> None:
    answer = world.answer(call_of(world))
    world.book.replied(ON_CALL, answer)
    assert [command.actor.name for command in world.commands] == ["Dr. Vogt"]
    world.book.replied(ON_CALL, answer)
    assert len(world.commands) == 1
    assert "sent before" in world.refusals.notice()


@pytest.mark.hazard("H54")
def test_an_answer_to_a_call_that_is_over_does_nothing(world: CalledRoom) -> None:
    answer = world.answer(call_of(world))
    step(world.room, 70, acknowledge(70, "1", *world.room.board.records), spo2(70, 80))
    world.hear()
    world.book.replied(ON_CALL, answer)
    assert world.commands == []
    assert world.refusals.count == 1


def test_what_a_right_answer_may_do_is_told_by_its_command(world: CalledRoom) -> None:
    world.book.replied(ON_CALL, world.answer(call_of(world), what="received", by=""))
    assert world.commands == []
    assert world.book.words() == (f"Chair 1: {ON_CALL} called, no answer yet",)
    world.book.replied(ON_CALL, world.answer(call_of_again(world), reply_id="r2"))
    (command,) = world.commands
    assert isinstance(command, Acknowledge)
    assert (command.place_id, command.actor.role) == ("1", "remote")


def call_of_again(world: CalledRoom) -> dict[str, object]:
    world.clock.move(60)
    return call_of(world)


def test_a_notice_leaves_the_screen_after_ten_minutes_and_the_count_stays(world: CalledRoom) -> None:
    world.book.replied(ON_CALL, b"?")
    world.clock.move(599)
    assert world.refusals.notice()
    world.clock.move(2)
    assert (world.refusals.notice(), world.refusals.count) == ("", 1)


# --- the picture


class Broken:
    """An outlet with a bug."""

    def heard(self, _: Step) -> None:
        raise RuntimeError("a bug")

    async def run(self) -> None:
        raise RuntimeError("another bug")

    def failed(self, why: str) -> None:
        self.why = why

    def views(self) -> tuple[OutletView, ...]:
        return ()


def shown(world: CalledRoom) -> Snapshot:
    outside = Outside(clock=world.clock, caller=Calling(world.book, (), clock=world.clock), refusals=world.refusals)
    return outside.adorn(picture(world.room))


@pytest.mark.hazard("H22", "H54")
def test_the_picture_says_who_is_called_and_what_was_refused(world: CalledRoom) -> None:
    assert shown(world).calling == f"Chair 1: calling {ON_CALL}"
    world.clock.move(21)
    world.book.replied(ON_CALL, b"?")
    view = shown(world)
    assert view.calling.startswith("Chair 1: CALL NOT DELIVERED")
    assert view.outside.refused == 1
    assert "SECURITY" in view.banner
    assert view.outside.security_notice == view.banner


@pytest.mark.hazard("H22")
def test_without_a_receiver_the_picture_says_that_nobody_else_is_called() -> None:
    view = picture(make_room(plan=plan()))
    assert Outside(clock=CalledRoom().clock).adorn(view).calling == "nobody else is called"


@pytest.mark.expect_log
async def test_an_outlet_with_a_bug_reaches_nobody_else(world: CalledRoom, caplog: pytest.LogCaptureFixture) -> None:
    broken = Broken()
    outside = Outside(
        (broken,), clock=world.clock, caller=Calling(world.book, (), clock=world.clock), refusals=world.refusals
    )
    taken = Step(picture(world.room), (), (), None)
    for _ in range(3):
        outside.heard(taken)
    async with running(outside):
        await world.clock.advance(5)
    said = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert said.count("Broken cannot take a step") == 1
    assert broken.why == "a fault of this program, told in the log: RuntimeError: another bug"
    assert 2 <= said.count("Broken failed and is started again") <= 4
