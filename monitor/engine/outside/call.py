"""The messages of a call for a second person: how a call is written, how an answer is read. Pure.

`README.md` lists the keys. Both carry a code of HMAC-SHA256 with the shared token as its key, so that the token itself
never crosses the network and nobody who listens can make an answer of their own.
"""

import hashlib
import hmac
import json
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NoReturn

MOST_REPLY_BYTES = 2_000
LONGEST_NAME = 60
OLDEST_REPLY_S = 10.0  # "commands carry a session, a number and an age ≤ 10 s" (hazard H54)
CLOCKS_APART_S = 2.0  # an answer may seem to come from the future by so much
_LONGEST_ID = 80
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Answered(StrEnum):
    """All that anybody outside can say; nothing of it silences the room."""

    RECEIVED = "received"
    ACCEPTED = "accepted"


class ReplyError(Exception):
    """An answer that is not obeyed; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One alarm that nobody in the room has answered."""

    number: int  # grows from call to call, over restarts too
    alarm_id: int
    place_id: str
    place: str  # "Chair 3"
    session: int | None  # None: nobody is admitted there
    rule: str
    priority: str
    text: str  # "SpO₂ ↓ 78 < 80": values and no name
    raised_utc_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer that was made by somebody who knows the token, lately, and for this call."""

    number: int
    reply_id: str  # the sender's own, never used twice
    what: Answered
    by: str = ""


def call_message(call: Call, *, room: str, now_utc_ms: int, token: str) -> bytes:
    """JSON as it is sent; it is sent again while nobody has answered, and its end is that it is not."""
    sent_at = _time(now_utc_ms)
    members = {
        "what": "call",
        "number": call.number,
        "session": call.session,
        "age_s": round(max(0, now_utc_ms - call.raised_utc_ms) / 1000),
        "sent_at": sent_at,
        "room": room,
        "place": call.place,
        "rule": call.rule,
        "priority": call.priority,
        "text": call.text,
        "mac": code_of(token, "call", call.number, call.session, sent_at),
    }
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()


def code_of(token: str, *parts: object) -> str:
    """HMAC-SHA256, in hex, over the parts joined by line feeds; None is written as an empty text."""
    text = "\n".join("" if part is None else str(part) for part in parts)
    return hmac.new(token.encode(), text.encode(errors="replace"), hashlib.sha256).hexdigest()


def is_receipt(payload: bytes, number: int) -> bool:
    """Whether the body of an HTTP answer names the call: the server's certificate stands for who says it."""
    try:
        members = _members(payload)
    except ReplyError:
        return False
    found = members.get("number")
    return isinstance(found, int) and not isinstance(found, bool) and found == number


def says_more_than_received(payload: bytes) -> bool:
    """Whether the body of an HTTP answer claims to be more than a receipt, and has to prove who says it."""
    try:
        return "what" in _members(payload)
    except ReplyError:
        return False


def read_reply(
    payload: bytes, *, token: str, calls: Mapping[int, Call], used: Container[str], now_utc_ms: int
) -> Reply:
    """Judge one answer.

    Args:
        payload: as received.
        token: shared with the one who should have sent it.
        calls: those that are open, by number.
        used: the ids of answers that were obeyed before.
        now_utc_ms: our clock.

    Raises:
        ReplyError: in words; nobody proved to be the receiver, or the answer is old or for no call that is open.

    """
    members = _members(payload)
    number, session, by = members.get("number"), members.get("session"), members.get("by", "")
    what, reply_id, sent_at = (_text(members, name) for name in ("what", "reply_id", "sent_at"))
    expected = code_of(token, what, number, session, sent_at, reply_id, by)
    if not hmac.compare_digest(expected.encode(), _text(members, "mac").encode(errors="replace")):
        _refuse("its code was not made with our token")
    if what not in tuple(Answered):
        _refuse(f"it asks for {what!r}: nothing but an answer to a call is taken from outside")
    if not -CLOCKS_APART_S <= (age_s := (now_utc_ms - _utc_ms(sent_at)) / 1000) <= OLDEST_REPLY_S:
        _refuse(f"it was sent {age_s:.0f} s ago, and {OLDEST_REPLY_S:.0f} s are the most")
    call = calls.get(number) if isinstance(number, int) else None
    if call is None:
        _refuse(f"no call {number!r} is open")
    if session != call.session:
        _refuse(f"call {number} is not about session {session!r}")
    if not isinstance(by, str) or len(by) > LONGEST_NAME or not by.isprintable():
        _refuse("it bears no name that can be shown")
    if what == Answered.ACCEPTED and not by.strip():
        _refuse("it does not say who accepts")
    if reply_id in used:
        _refuse("it was sent before")
    return Reply(number=call.number, reply_id=reply_id, what=Answered(what), by=by.strip())


def _members(payload: bytes) -> dict[str, object]:
    if len(payload) > MOST_REPLY_BYTES:
        _refuse(f"it has {len(payload)} bytes, more than {MOST_REPLY_BYTES}")
    try:
        members = json.loads(payload.decode("utf-8"))
    except (ValueError, RecursionError):
        _refuse("it is not JSON")
    if not isinstance(members, dict):
        _refuse("it is not a JSON object")
    return members


def _text(members: Mapping[str, object], name: str) -> str:
    value = members.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_ID:
        _refuse(f"{name} is missing or no text")
    return value


def _utc_ms(text: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        _refuse("sent_at is no time")
    if moment.tzinfo is None:
        _refuse("sent_at names no zone")
    return round((moment - _EPOCH) / timedelta(milliseconds=1))


def _time(utc_ms: int) -> str:
    return (_EPOCH + timedelta(milliseconds=utc_ms)).isoformat(timespec="milliseconds")


def _refuse(why: str) -> NoReturn:
    raise ReplyError(why)
