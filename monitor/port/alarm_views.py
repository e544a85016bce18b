"""Alarms, sound, suspensions and own limits as a screen may know them. Reads the room, changes nothing."""

from monitor.alarms.pressure_bank import reading_text
from monitor.domain.time import seconds
from monitor.port.messages import least_message, message, short_message
from monitor.port.snapshot import AlarmView, AudioView, OwnLimitView, SuspensionView
from monitor.room.attention import NEVER
from monitor.room.board import AlarmRecord
from monitor.room.room import Room


def alarm_view(room: Room, record: AlarmRecord) -> AlarmView:
    """One condition that stands, with the words for it and what people have done about it."""
    attention, behind = record.attention, [other.rule for other in room.board.behind(record)]
    ends = attention.acknowledged_until
    reading_age_s = _reading_age_s(room, record)
    return AlarmView(
        alarm_id=record.alarm_id,
        place_id=record.place_id or "",
        rule=record.rule,
        kind=record.kind,
        priority=record.priority,
        state=record.state,
        raised=room.ledger.instant(record.raised_tick),
        since_s=seconds(room.tick - record.raised_tick),
        message=message(record, behind, reading_age_s=reading_age_s),
        short_message=short_message(record, reading_age_s=reading_age_s),
        least_message=least_message(record),
        silent=room.board.is_silent(record),
        acknowledged_by=record.acknowledged_by,
        acknowledged_for_s=None if ends == NEVER else seconds(ends - room.tick),
        level=attention.loudness,
        going_by=attention.going_by,
        going_remote=attention.going_remote,
        reminding=attention.reminding,
        suspended=room.board.is_suspended(record),
        behind=room.board.is_behind(record),
    )


def _reading_age_s(room: Room, record: AlarmRecord) -> float | None:
    """How old the pressure is that an alarm shows; None where it shows none that is on record."""
    session = room.sessions.get(record.session_id or 0)
    readings = [] if session is None else session.trend.readings
    for reading in reversed(readings):
        diastolic = float("nan") if reading.diastolic is None else reading.diastolic
        if reading_text(reading.systolic, diastolic) == record.shown:
            return seconds(room.tick - reading.measured_tick)
    return None


def audio_view(room: Room) -> AudioView:
    """What should be heard now, how loud, and whether the room is paused."""
    pause, leading, test = room.board.pause_of(None), room.board.leading(), room.sound_test
    return AudioView(
        sounding=None if leading is None else leading.priority,
        alarm_id=None if leading is None else leading.alarm_id,
        volume_step=room.board.loudness(),
        room_paused_by="" if pause is None else pause.actor.name,
        room_paused_for_s=None if pause is None else seconds(pause.until_tick - room.tick),
        category=room.board.sounding_category(),
        tests_played=test.played,
        test_answered_tick=test.answered_tick,
        test_heard=test.heard,
        test_due=test.is_due(room.tick),
    )


def suspensions_of(room: Room, session_id: int | None) -> tuple[SuspensionView, ...]:
    """The rules suspended for a patient."""
    return tuple(
        SuspensionView(
            rule=item.rule, ends_in_s=seconds(item.until_tick - room.tick), reason=item.reason, by=item.actor.name
        )
        for item in room.board.silences.suspensions
        if item.session_id == session_id
    )


def own_limits_of(room: Room, session_id: int | None) -> tuple[OwnLimitView, ...]:
    """The limits of a patient's own."""
    return tuple(
        OwnLimitView(
            rule=item.rule,
            limit=item.limit,
            former=item.former,
            set_utc_ms=room.ledger.instant(item.set_tick).utc_ms,
            reason=item.reason,
            by=item.actor.name,
        )
        for item in room.own_limits.of(session_id).values()
    )
