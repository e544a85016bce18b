"""The tables as today's program reads and writes them. How an older file comes to look so is the migrations' business.

Types are chosen so that PostgreSQL takes the same statements: 64-bit numbers, text, bytes; no JSON operators.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

# SQLite makes a column the row's own key, without a second index, only where its type is spelt INTEGER.
KEY = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData()

room = Table(
    "room",
    metadata,
    Column("id", Integer, primary_key=True),  # always 1: one room per database
    Column("name", Text, nullable=False),
    Column("provenance", Text, nullable=False),
    Column("epoch_tick", BigInteger, nullable=False),
    Column("epoch_utc_ms", BigInteger, nullable=False),
)

rule_sets = Table(
    "rule_sets",  # under which numbers and which program the inputs were judged
    metadata,
    Column("id", Integer, primary_key=True),
    Column("profile_digest", Text, nullable=False),
    Column("rules_version", Integer, nullable=False),
)

input_batches = Table(
    "input_batches",
    metadata,
    Column("seq", KEY, primary_key=True, autoincrement=False),
    Column("tick", BigInteger, nullable=False),
    Column("utc_ms", BigInteger, nullable=False),
    Column("first_input_seq", BigInteger, nullable=False),  # inputs are numbered through the database's whole life
    Column("last_input_seq", BigInteger, nullable=False),  # one less than the first where the step had no inputs
    Column("rule_set_id", Integer, ForeignKey("rule_sets.id"), nullable=False),
    Column("payload", LargeBinary, nullable=False),  # monitor.domain.codec.encode_inputs
)

events = Table(
    "events",
    metadata,
    Column("seq", KEY, primary_key=True, autoincrement=False),  # the event's own number
    Column("batch_seq", KEY, ForeignKey("input_batches.seq"), nullable=False),
    Column("tick", BigInteger, nullable=False),
    Column("utc_ms", BigInteger, nullable=False),
    Column("type", Text, nullable=False),
    Column("place_id", Text),
    Column("left_place_id", Text),  # where a moved patient came from
    Column("session_id", BigInteger),
    Column("rule", Text),
    Column("priority", Integer),
    Column("payload", Text, nullable=False),  # monitor.domain.codec.encode_event
)
Index("events_by_time", events.c.utc_ms)
Index("events_by_batch", events.c.batch_seq)
Index("events_by_session", events.c.session_id, events.c.utc_ms)
Index("events_by_place", events.c.place_id, events.c.utc_ms)
Index("events_by_left_place", events.c.left_place_id, events.c.utc_ms)
Index("events_by_rule", events.c.rule, events.c.utc_ms)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("id", KEY, primary_key=True, autoincrement=False),
    Column("tick", BigInteger, nullable=False),
    Column("utc_ms", BigInteger, nullable=False),
    Column("batch_seq", KEY, ForeignKey("input_batches.seq"), nullable=False),  # the last batch folded into it
    Column("event_seq", BigInteger, nullable=False),  # the last event it knows; 0: none yet
    Column("payload", LargeBinary, nullable=False),
)
