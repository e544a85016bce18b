"""Who says what, and when: association, create event, polls, renewal, refusals, silence, release. No link, no clock."""

import itertools

import pytest

from drivers.philips_intellivue.association import AssociationAccept, PollProfile, SessionKind, SessionMessage
from drivers.philips_intellivue.codes import ObjectClass, Refusal
from drivers.philips_intellivue.conversation import (
    ASSOCIATE,
    ASSOCIATE_WITHIN_S,
    CREATE_WITHIN_S,
    EXTENDED_POLLS,
    FIXED_WRITES,
    KEEP_ALIVE_S,
    MONITOR_POLL,
    QUIET_S,
    RELEASE,
    RENEW_AFTER_S,
    SILENCE_S,
    SINGLE_EVERY_S,
    SINGLE_POLLS,
    Conversation,
    Phase,
)
from drivers.philips_intellivue.identity import MdsCreateEvent, MdsCreateResult, MonitorState
from drivers.philips_intellivue.polls import PollReply
from drivers.philips_intellivue.protocol import Message, Refused

ACCEPT = AssociationAccept(PollProfile())
CREATE = MdsCreateEvent(invoke_id=1, at_ticks=0, state=MonitorState())
CREATED = MdsCreateResult(1).encode()
NUMERICS, ALERTS = EXTENDED_POLLS[ObjectClass.NUMERICS], EXTENDED_POLLS[ObjectClass.ALERTS]
STEP_S = 0.125


def reply(polled: int) -> PollReply:
    return PollReply(
        invoke_id=2, extended=True, sequence=0, at_ticks=0, clock=None, object_class=polled, group=0, objects=()
    )


class Talk:
    """A conversation on a clock of its own; it keeps what was said, with the time."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.conversation = Conversation(now_s=self.now_s)
        self.said: list[tuple[float, bytes]] = []

    def hear(self, *messages: Message) -> list[bytes]:
        answers = [answer for message in messages for answer in self.conversation.hear(message, self.now_s)]
        self.said += [(self.now_s, answer) for answer in answers]
        return answers

    def run(self, seconds: float, *heard_each_second: Message) -> list[bytes]:
        """Let time pass; everything that is said in it."""
        said: list[bytes] = []
        for step in range(round(seconds / STEP_S)):
            if step and step * STEP_S % 1.0 == 0.0:
                said += self.hear(*heard_each_second)
            if self.conversation.due_s <= self.now_s:
                due = self.conversation.due(self.now_s)
                self.said += [(self.now_s, message) for message in due]
                said += due
            self.now_s += STEP_S
        return said


def polling() -> Talk:
    talk = Talk()
    talk.run(STEP_S)
    talk.hear(ACCEPT, CREATE)
    talk.said.clear()
    return talk


BOTH = (reply(ObjectClass.NUMERICS), reply(ObjectClass.ALERTS))


def test_the_bytes_that_may_leave_are_these() -> None:
    # the constant parts are those of frames 44, 45, 51 and 145 of the capture (jaj42/intellipy 092f9af4, MIT)
    head = "e10000020001002800{:02x}0007002200210000000000000000f13b001400000001{}00010008f13e00040015f900"
    single = "e10000020001001c00{:02x}000700160021000000000000" + "00000c16000800000001{}"
    association = ASSOCIATE.hex()
    assert association.startswith("0dec0508130100160102800014020002c1dc3180a0808001010000a280a003000001a48030")
    assert association.endswith("000cf00100088000000000000000" + "00" * 16)  # of the extensions only 1 s numerics
    assert {message.hex() for message in FIXED_WRITES} == {
        "0918c11661803080020101a08062808001000000000000000000",
        association,
        single.format(1, "00210000"),
        single.format(4, "00060803"),
        single.format(5, "00360801"),
        head.format(2, "00060803"),
        head.format(3, "00360801"),
    }


def test_the_association_is_asked_for_each_second_behind_one_release() -> None:
    talk = Talk()
    assert talk.run(3.0) == [RELEASE, ASSOCIATE, ASSOCIATE, ASSOCIATE]
    assert [when - 100.0 for when, _ in talk.said] == [0.0, 0.0, 1.0, 2.0]


def test_an_answer_to_the_stale_release_ends_nothing() -> None:
    talk = Talk()
    talk.run(STEP_S)
    assert talk.hear(SessionMessage(SessionKind.RELEASE_RESPONSE), SessionMessage(SessionKind.ABORT)) == []
    assert talk.conversation.phase is Phase.ASSOCIATING


def test_a_monitor_that_does_not_answer_is_given_up() -> None:
    talk = Talk()
    talk.run(ASSOCIATE_WITHIN_S + 2 * STEP_S)
    assert talk.conversation.phase is Phase.ENDED
    assert "does not answer" in talk.conversation.why_ended
    assert talk.run(5.0) == []


def test_a_refusal_is_waited_out_and_then_named() -> None:
    talk = Talk()
    said = talk.run(ASSOCIATE_WITHIN_S + 2 * STEP_S, SessionMessage(SessionKind.REFUSE))
    assert said.count(ASSOCIATE) == 10
    assert "refuses the association" in talk.conversation.why_ended


def test_the_create_event_is_answered_and_the_polls_begin() -> None:
    talk = Talk()
    talk.run(STEP_S)
    assert talk.hear(ACCEPT) == []
    assert talk.hear(CREATE) == [CREATED, NUMERICS, ALERTS]
    assert talk.hear(CREATE) == [CREATED]  # the answer was lost: the same again, and no second poll


def test_a_monitor_that_does_not_present_itself_is_released() -> None:
    talk = Talk()
    talk.run(STEP_S)
    talk.hear(ACCEPT)
    assert talk.run(CREATE_WITHIN_S + 2 * STEP_S)[-1] == RELEASE
    assert talk.conversation.phase is Phase.ENDED


def test_extended_polls_are_renewed_before_they_end() -> None:
    talk = polling()
    talk.run(RENEW_AFTER_S * 2 + 1.0, *BOTH)
    assert [when - 100.0 for when, message in talk.said if message == NUMERICS] == [
        RENEW_AFTER_S + STEP_S,
        2 * RENEW_AFTER_S + STEP_S,
    ]
    assert not [message for _, message in talk.said if message in SINGLE_POLLS.values()]


def test_the_monitor_is_asked_for_itself_often_enough_to_keep_the_association() -> None:
    talk = polling()
    assert talk.run(60.0, *BOTH).count(MONITOR_POLL) == 60.0 // KEEP_ALIVE_S - 1
    short = Talk()
    short.run(STEP_S)
    short.hear(AssociationAccept(PollProfile(min_poll_period_s=4.0)), CREATE)
    assert short.run(60.0, *BOTH).count(MONITOR_POLL) == 29


def test_an_extended_poll_without_any_answer_becomes_a_single_one_each_second() -> None:
    talk = polling()
    talk.run(2 * QUIET_S + 10.0, reply(ObjectClass.ALERTS))
    asked = [when for when, message in talk.said if message == NUMERICS]
    singles = [when for when, message in talk.said if message == SINGLE_POLLS[ObjectClass.NUMERICS]]
    assert len(asked) == 1  # once more before giving up
    assert len(singles) >= 9
    assert {round(later - earlier, 3) for earlier, later in itertools.pairwise(singles)} == {SINGLE_EVERY_S}


def test_a_refused_extended_poll_becomes_a_single_one_at_once() -> None:
    talk = polling()
    assert talk.hear(Refused(2, Refusal.NO_SUCH_ACTION)) == [SINGLE_POLLS[ObjectClass.NUMERICS]]
    assert not talk.conversation.alarms_refused


def test_alarms_that_are_refused_are_asked_for_no_more_and_the_numbers_go_on() -> None:
    talk = polling()
    talk.hear(Refused(3, Refusal.NO_SUCH_CLASS), Refused(5, Refusal.NO_SUCH_CLASS))
    assert talk.conversation.alarms_refused
    said = talk.run(200.0, reply(ObjectClass.NUMERICS))
    assert SINGLE_POLLS[ObjectClass.ALERTS] not in said
    assert NUMERICS in said


def test_numbers_that_are_refused_end_the_association() -> None:
    talk = polling()
    assert talk.hear(Refused(2, Refusal.NO_SUCH_ACTION), Refused(4, Refusal.NO_SUCH_CLASS))[-1] == RELEASE
    assert "refuses to be asked for its numbers" in talk.conversation.why_ended


def test_silence_ends_the_association() -> None:
    talk = polling()
    said = talk.run(SILENCE_S + 2 * STEP_S)
    assert said[-1] == RELEASE
    assert "silent" in talk.conversation.why_ended


@pytest.mark.parametrize("kind", [SessionKind.ABORT, SessionKind.RELEASE_REQUEST, SessionKind.REFUSE])
def test_an_end_from_the_monitors_side_is_not_answered(kind: SessionKind) -> None:
    talk = polling()
    assert talk.hear(SessionMessage(kind)) == []
    assert talk.conversation.phase is Phase.ENDED


def test_leaving_releases_once() -> None:
    talk = polling()
    assert talk.conversation.leave() == [RELEASE]
    assert talk.conversation.leave() == []
    assert Talk().conversation.leave() == []


def test_on_a_fast_clock_no_silence_counts_sooner_than_a_real_second() -> None:
    conversation = Conversation(now_s=0.0, shortest_s=60.0)
    conversation.due(0.0)
    conversation.hear(ACCEPT, 0.0)
    assert conversation.due_s == 60.0
