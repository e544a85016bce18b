"""The native MQTT schema: nothing makes the decoder raise, and what is sent comes back."""

import json
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from mqtt_samples import BIRTH, EVENT, PREFIX, PRESSURE, SPO2

from drivers.mqtt.fields import LARGEST_INTEGER
from drivers.mqtt.payloads import (
    NUMERIC_KINDS,
    BirthMessage,
    CuffState,
    EventMessage,
    Kind,
    Message,
    NumericMessage,
    PressureMessage,
    Rejected,
    SignalQuality,
    decode,
)
from drivers.observations import NoticeKind, NoticePriority, Provenance

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=8), children, max_size=3),
    max_leaves=5,
)
kinds = st.sampled_from(sorted(Kind))


@given(topic=st.text(max_size=60), payload=st.binary(max_size=300), retained=st.booleans())
def test_decode_never_raises_on_arbitrary_topics(topic: str, payload: bytes, retained: bool) -> None:  # noqa: FBT001
    assert isinstance(decode(topic, payload, retained=retained), Message | Rejected)


@given(kind=kinds, payload=st.binary(max_size=300))
def test_decode_refuses_arbitrary_bytes(kind: str, payload: bytes) -> None:
    assert isinstance(decode(f"{PREFIX}/{kind}", payload, retained=False), Rejected)


@given(
    kind=kinds,
    base=st.sampled_from([SPO2, PRESSURE, BIRTH, EVENT]),
    changes=st.dictionaries(st.sampled_from(sorted({*SPO2, *PRESSURE, *BIRTH, *EVENT})), json_values, max_size=3),
)
def test_decode_never_raises_on_damaged_messages(
    kind: str, base: dict[str, object], changes: dict[str, object]
) -> None:
    answer = decode(f"{PREFIX}/{kind}", json.dumps(base | changes).encode(), retained=False)
    assert isinstance(answer, Message | Rejected)
    if isinstance(answer, NumericMessage) and answer.value is not None:
        facts = NUMERIC_KINDS[answer.kind]
        assert facts.low <= answer.value <= facts.high


zones = st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(2001, 1, 1), datetime(2098, 1, 1), timezones=zones)  # noqa: DTZ001, zones are drawn
sequence_numbers = st.integers(0, LARGEST_INTEGER)
words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(kind=st.sampled_from(sorted(NUMERIC_KINDS)), seq=sequence_numbers, moment=moments, share=st.floats(0, 1))
def test_numerics_come_back_as_they_were_sent(kind: Kind, seq: int, moment: datetime, share: float) -> None:
    facts = NUMERIC_KINDS[kind]
    sent = NumericMessage(
        prefix=PREFIX,
        kind=kind,
        seq=seq,
        measured=moment,
        received=moment,
        code=facts.codes[-1],
        value=facts.low + share * (facts.high - facts.low),
        quality=SignalQuality.POOR,
        why="movement",
    )
    topic, payload = sent.encode()
    assert decode(topic, payload, retained=False) == sent


@given(seq=sequence_numbers, moment=moments, why=words, active=st.booleans())
def test_states_come_back_as_they_were_sent(seq: int, moment: datetime, why: str, active: bool) -> None:  # noqa: FBT001
    event = EventMessage(
        prefix=PREFIX,
        seq=seq,
        measured=moment,
        received=moment,
        event="spo2_low",
        notice=NoticeKind.PHYSIOLOGICAL,
        why=why,
        active=active,
        priority=NoticePriority.HIGH,
    )
    failed = PressureMessage(
        prefix=PREFIX, seq=seq, measured=moment, received=moment, cuff_state=CuffState.FAILED, why=why
    )
    birth = BirthMessage(
        prefix=PREFIX,
        seq=seq,
        received=moment,
        model=why,
        driver=why,
        codes=(150456, 149530),
        period_s=0.5,
        provenance=Provenance.REPLAYED,
    )
    for sent in (event, failed, birth):
        topic, payload = sent.encode()
        assert decode(topic, payload, retained=False) == sent
