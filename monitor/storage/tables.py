"""The tables as today's program reads and writes them. How an older file comes to look so is the migrations' business.

Types are chosen so that PostgreSQL takes the same statements: 64-bit numbers, text, bytes; no JSON operators.
"""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

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
    Column("batch_seq", KEY, nullable=False),  # no foreign key: events outlive the batches they came with
    Column("tick", BigInteger, nullable=False),
    Column("utc_ms", BigInteger, nullable=False),
    Column("type", Text, nullable=False),
    Column("place_id", Text),
    Column("left_place_id", Text),  # where a moved patient came from
    Column("session_id", BigInteger),
    Column("rule", Text),
    Column("priority", Integer),
    Column("payload", Text, nullable=False),  # monitor.domain.codec.encode_event; empty: the session was retired
    Column("previous_digest", LargeBinary, nullable=False),  # of the row before; `monitor.storage.chain`
    Column("digest", LargeBinary, nullable=False),  # over the previous digest and all columns above
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

sessions = Table(
    "sessions",  # one row a stay: what people search by, so that nobody has to read events for a list
    metadata,
    Column("session_id", KEY, primary_key=True, autoincrement=False),
    Column("label", Text, nullable=False),
    Column("clinic_id", Text, nullable=False),  # "" where nobody said
    Column("course", Text, nullable=False),
    Column("place_id", Text, nullable=False),  # the last one
    Column("provenance", Text, nullable=False),  # "real" only where the room is and no packed value says otherwise
    Column("admitted_tick", BigInteger, nullable=False),
    Column("admitted_utc_ms", BigInteger, nullable=False),
    Column("infusion_start_utc_ms", BigInteger),
    Column("infusion_end_utc_ms", BigInteger),
    Column("discharged_tick", BigInteger),
    Column("discharged_utc_ms", BigInteger),
    Column("first_batch_seq", BigInteger, nullable=False),  # of the admission
    Column("last_batch_seq", BigInteger),  # of the discharge
    Column("packed", Integer, nullable=False),  # 1: samples stand in packed_parts, and the figures below are final
    Column("high_alarms", Integer, nullable=False),
    Column("medium_alarms", Integer, nullable=False),
    Column("low_alarms", Integer, nullable=False),
    Column("baseline_systolic", Float),  # mmHg; None: there was none
    Column("peak_systolic", Float),  # mmHg, of the valid readings since the infusion's start
    Column("lowest_spo2", Float),  # per cent, of the valid samples since admission
    Column("sample_count", BigInteger),
    Column("packed_bytes", BigInteger),
    Column("profile_digest", Text, nullable=False, server_default=""),  # of the limits in force at the admission
)
Index("sessions_by_time", sessions.c.admitted_utc_ms, sessions.c.session_id)
Index("sessions_by_label", sessions.c.label, sessions.c.admitted_utc_ms)
Index("sessions_by_clinic_id", sessions.c.clinic_id, sessions.c.admitted_utc_ms)
Index("sessions_by_place", sessions.c.place_id, sessions.c.admitted_utc_ms)
Index("sessions_by_packed", sessions.c.packed, sessions.c.first_batch_seq)

accepted_profiles = Table(
    "accepted_profiles",  # the newest row judges; the events tell the same
    metadata,
    Column("seq", KEY, primary_key=True, autoincrement=False),  # of the event
    Column("utc_ms", BigInteger, nullable=False),
    Column("digest", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),  # monitor.alarms.profile_text
    Column("approved_by", Text, nullable=False),  # as the file says
    Column("approved_on", Text, nullable=False),
    Column("accepted_by", Text, nullable=False),
    Column("first", Integer, nullable=False),  # 1: taken as shipped, because this record had none
)

stays = Table(
    "stays",  # which patient was at which place, in ticks, from inclusive, to exclusive
    metadata,
    Column("session_id", KEY, primary_key=True, autoincrement=False),
    Column("from_tick", BigInteger, primary_key=True),
    Column("to_tick", BigInteger),  # None: still there
    Column("place_id", Text, nullable=False),
)
Index("stays_by_place", stays.c.place_id, stays.c.from_tick)

device_places = Table(
    "device_places",  # which device served which place from a tick on, as the room file said
    metadata,
    Column("device_id", Text, primary_key=True),
    Column("from_tick", BigInteger, primary_key=True),
    Column("place_id", Text),  # None: taken out of the room file
)

alarms = Table(
    "alarms",  # one row an alarm, from raised to cleared; the edges stand in events
    metadata,
    Column("alarm_id", KEY, primary_key=True, autoincrement=False),
    Column("raised_seq", BigInteger, nullable=False),
    Column("raised_utc_ms", BigInteger, nullable=False),
    Column("place_id", Text, nullable=False),
    Column("session_id", BigInteger),
    Column("rule", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("priority", Integer, nullable=False),  # the highest it reached
    Column("parameter", Text, nullable=False),
    Column("value", Float),  # at the raising
    Column("limit_value", Float),
    Column("shown", Text, nullable=False),
    Column("acknowledged_utc_ms", BigInteger),
    Column("acknowledged_by", Text),
    Column("cleared_utc_ms", BigInteger),
)
Index("alarms_by_time", alarms.c.raised_utc_ms, alarms.c.alarm_id)
Index("alarms_by_session", alarms.c.session_id, alarms.c.raised_utc_ms, alarms.c.alarm_id)
# the priority stands behind the order, so that a question for HIGH alone need not look at each row itself
Index("alarms_by_place", alarms.c.place_id, alarms.c.raised_utc_ms, alarms.c.alarm_id, alarms.c.priority)
Index("alarms_by_rule", alarms.c.rule, alarms.c.raised_utc_ms, alarms.c.alarm_id, alarms.c.priority)
Index("alarms_by_place_and_rule", alarms.c.place_id, alarms.c.rule, alarms.c.raised_utc_ms, alarms.c.alarm_id)
Index("alarms_by_priority", alarms.c.priority, alarms.c.raised_utc_ms, alarms.c.alarm_id)

packed_parts = Table(
    "packed_parts",  # a finished session's inputs, an hour a row
    metadata,
    Column("session_id", KEY, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True),
    Column("from_tick", BigInteger, nullable=False),
    Column("to_tick", BigInteger, nullable=False),
    Column("sample_count", BigInteger, nullable=False),
    Column("payload", LargeBinary, nullable=False),  # monitor.storage.packing
)

packed_minutes = Table(
    "packed_minutes",  # lowest and highest value of each minute of a finished session
    metadata,
    Column("session_id", KEY, primary_key=True, autoincrement=False),
    Column("payload", LargeBinary, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("pin_hash", Text, nullable=False),  # argon2id
    Column("active", Integer, nullable=False),
    Column("wrong_pins", Integer, nullable=False),  # in a row
    Column("locked_until_utc_ms", BigInteger, nullable=False),
    Column("created_utc_ms", BigInteger, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("changed_utc_ms", BigInteger, nullable=False),
    Column("changed_by", Text, nullable=False),
)

signatures = Table(
    "signatures",
    metadata,
    Column("id", KEY, primary_key=True, autoincrement=False),
    Column("session_id", BigInteger, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("utc_ms", BigInteger, nullable=False),
    Column("comment", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),  # over what was signed, reviewer, time and comment
)
Index("signatures_by_session", signatures.c.session_id)

addenda = Table(
    "addenda",  # what is said after the signature; the signed record itself never changes
    metadata,
    Column("id", KEY, primary_key=True, autoincrement=False),
    Column("session_id", BigInteger, nullable=False),
    Column("author", Text, nullable=False),
    Column("utc_ms", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
)
Index("addenda_by_session", addenda.c.session_id)

marks = Table(
    "marks",  # whether an alarm was useful or an artefact, as a reviewer says; the newest counts
    metadata,
    Column("id", KEY, primary_key=True, autoincrement=False),
    Column("alarm_id", BigInteger, nullable=False),
    Column("mark", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("utc_ms", BigInteger, nullable=False),
)
Index("marks_by_alarm", marks.c.alarm_id)

retirements = Table(
    "retirements",  # sessions whose content was deleted after the time that the clinic keeps records
    metadata,
    Column("session_id", KEY, primary_key=True, autoincrement=False),
    Column("utc_ms", BigInteger, nullable=False),
    Column("event_count", BigInteger, nullable=False),
    Column("signed_digest", LargeBinary, nullable=False),
)
