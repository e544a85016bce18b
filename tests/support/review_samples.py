"""A reviewed session made by hand, results of a what-if, statistics. No disk, no process."""

import math
from dataclasses import replace
from typing import TypeVar

import numpy as np

from drivers.observations import Provenance
from monitor.domain.people import Actor
from monitor.domain.vocabulary import Priority
from monitor.port.review_port import (
    EpisodeRow,
    Knob,
    RiseRow,
    RuleRow,
    StatisticsRow,
    StatisticsView,
    WhatIfRequest,
    WhatIfResult,
)
from monitor.port.review_views import (
    AlarmRow,
    AnswerView,
    CourseRow,
    EnteredValue,
    FlagKind,
    FlagRow,
    PressureRow,
    ReviewMark,
    SessionRow,
    SessionView,
    SpanRow,
    TrendColumns,
)

ZERO_UTC_MS = 1_795_183_740_000  # 20 Nov 2026, 14:09 UTC
DAY_MS = 86_400_000
PHYSICIAN = Actor("Dr. F.", "physician")
T = TypeVar("T")


def session_row(number: int = 1, **changes: object) -> SessionRow:
    """One of many sessions, an hour apart."""
    labels = ("A.M. 59", "R.S. 71", "L.O. 66", "T.L. 61", "E.P. 78", "K.H. 74", "S.V. 95", "B.N. 88", "D.W. 90")
    row = SessionRow(
        session_id=number,
        label=labels[(number - 1) % len(labels)],
        clinic_id=f"C{number}",
        place=f"Chair {1 + (number - 1) % 8}",
        course=f"{1 + number % 6} of 6",
        admitted_utc_ms=ZERO_UTC_MS - 600_000 - (number - 1) * 3_600_000,
        running=False,
        high_alarms=1 if number % 5 == 1 else 0,
        medium_alarms=number % 3,
        low_alarms=number % 4,
        peak_rise=62.0 if number == 1 else 5.0 + 7 * (number % 5),
        signed_by="Dr. F." if number > 5 else "",
        provenance=Provenance.REAL,
    )
    return replace(row, **changes)  # type: ignore[arg-type]  # fields by name, given by the test


def pressure(minute: float, systolic: float, diastolic: float, **changes: object) -> PressureRow:
    row = PressureRow(
        t_s=60 * minute,
        measured_utc_ms=ZERO_UTC_MS + round(60_000 * minute),
        systolic=systolic,
        diastolic=diastolic,
        mean=round((systolic + 2 * diastolic) / 3),
        pulse=72.0,
    )
    return replace(row, **changes)  # type: ignore[arg-type]  # fields by name, given by the test


def pressures(peak: float = 62.0) -> tuple[PressureRow, ...]:
    """A rise to `peak` over 124/78 at 27 minutes, and back; one reading in doubt, one typed by a person."""
    minutes = (-10, -7, -4, -1, 4, 9, 14, 19, 24, 25, 27, 28.5, 32, 37, 42, 47, 52, 57, 65, 75, 85, 95)
    made = []
    for minute in minutes:
        rise = peak * math.exp(-((minute - 27) ** 2) / 260) if minute > 0 else 0.0
        made.append(pressure(minute, round(124 + rise), round(78 + rise * 0.56)))
    made[6] = replace(made[6], doubt="off the trend")
    made[-2] = replace(made[-2], entered=True)
    return tuple(made)


def trend() -> TrendColumns:
    t_s = np.arange(-600.0, 6000.0)
    pulse = np.round(72 + 20 * np.exp(-((t_s - 1700) ** 2) / 2e6) + np.sin(t_s / 7) * 1.5)
    spo2 = np.round(97.6 + 0.6 * np.sin(t_s / 41))
    spo2[3366:3480] = 88.0
    spo2[4000:4060] = np.nan
    doubtful = np.zeros(t_s.size, dtype=bool)
    doubtful[5000:5120] = True
    return TrendColumns(
        pulse_t_s=t_s,
        pulse=pulse,
        pulse_doubtful=doubtful,
        spo2_t_s=t_s,
        spo2=spo2,
        spo2_doubtful=np.zeros(t_s.size, dtype=bool),
    )


def alarm_row(
    alarm_id: int, rule: str, words: str, priority: Priority, minutes: tuple[float, float], **changes: object
) -> AlarmRow:
    row = AlarmRow(
        alarm_id=alarm_id,
        rule=rule,
        words=words,
        priority=priority,
        technical=rule.startswith("T-"),
        start_t_s=60 * minutes[0],
        end_t_s=60 * minutes[1],
        raised_utc_ms=ZERO_UTC_MS + round(60_000 * minutes[0]),
        value="",
        limit="",
        peak="",
        silenced=None,
        going=None,
        action=None,
        mark=None,
    )
    return replace(row, **changes)  # type: ignore[arg-type]  # fields by name, given by the test


def alarms() -> tuple[AlarmRow, ...]:
    return (
        alarm_row(
            1, "BP-MOD", "Blood pressure raised", Priority.MEDIUM, (18.2, 25.1), value="164/98", limit="≥ 160",
            peak="174/104", silenced=AnswerView(by="RK", after_s=21), mark=ReviewMark.USEFUL, marked_by="Dr. F.",
        ),
        alarm_row(
            2, "BP-SEV", "Severe blood pressure", Priority.HIGH, (25.1, 33.2), value="182/108", limit="≥ 180",
            peak="186/113", silenced=AnswerView(by="RK", after_s=12), going=AnswerView(by="RK", after_s=31),
            action=AnswerView(by="RK", after_s=294, text="labetalol 10 mg IV"),
        ),
        alarm_row(
            3, "BP-MOD", "Blood pressure raised", Priority.MEDIUM, (33.2, 38.9), value="168/98", limit="≥ 160",
            peak="168/98", silenced=AnswerView(by="RK", after_s=9),
        ),
        alarm_row(
            4, "O2-LO", "SpO₂ fallen", Priority.MEDIUM, (46.2, 48.4), value="88", limit="< 90", peak="88",
            silenced=AnswerView(by="RK", after_s=14), action=AnswerView(by="RK", after_s=70, text="deep breaths"),
        ),
        alarm_row(5, "T-SPO2", "No SpO₂ value", Priority.LOW, (52.0, 53.5), limit="10 s", mark=ReviewMark.ARTEFACT),
    )  # fmt: skip


def flags() -> tuple[FlagRow, ...]:
    made = (
        (0.0, FlagKind.INFUSION, "infusion started, 62 mg/h"),
        (14.0, FlagKind.NOTE, "dissociation"),
        (25.3, FlagKind.SILENCE, "BP-SEV silenced"),
        (29.0, FlagKind.INFUSION, "infusion paused"),
        (30.0, FlagKind.DRUG, "labetalol 10 mg IV"),
        (43.0, FlagKind.INFUSION, "infusion ended"),
    )
    return tuple(
        FlagRow(t_s=60 * at, utc_ms=ZERO_UTC_MS + round(60_000 * at), kind=kind, text=text, by="RK")
        for at, kind, text in made
    )


def course_row(number: int, *, peak: float, treatments: tuple[str, ...] = ()) -> CourseRow:
    return CourseRow(
        session_id=100 + number,
        title=f"infusion {number}",
        admitted_utc_ms=ZERO_UTC_MS - (3 - number) * 7 * DAY_MS,
        baseline_systolic=124.0,
        peak_systolic=124.0 + peak,
        lowest_spo2=93.0,
        high_alarms=1 if peak > 50 else 0,
        medium_alarms=2,
        low_alarms=0,
        pressures=pressures(peak),
        treatments=treatments,
    )


def session_view(number: int = 1, **changes: object) -> SessionView:
    """The session of the mock-up, near enough."""
    view = SessionView(
        row=session_row(number),
        zero_utc_ms=ZERO_UTC_MS,
        from_infusion=True,
        start_t_s=-600.0,
        end_t_s=6000.0,
        dose="ketamine 0.5 mg/kg, 40 min (entered) · 41 mg given in 43 min",
        profile="closer profile (Dr. F., 2 Nov)",
        baseline_systolic=124.0,
        baseline_diastolic=78.0,
        baseline_rate=72.0,
        baseline_spo2=98.0,
        trend=trend(),
        pressures=pressures(),
        entered=(EnteredValue(t_s=5100.0, parameter="SpO₂", value=97.0),),
        alarms=alarms(),
        flags=flags(),
        spans=(
            SpanRow(words="infusion", start_t_s=0.0, end_t_s=2580.0, shade=1),
            SpanRow(words="pause", start_t_s=1740.0, end_t_s=1980.0, shade=2),
            SpanRow(words="recovery · Bay 1 from 52 min", start_t_s=2580.0, end_t_s=6000.0),
        ),
        signatures=(),
        addenda=(),
        limits_mmhg=(160.0, 180.0),
    )
    return replace(view, **changes)  # type: ignore[arg-type]  # fields by name, given by the test


KNOBS = (
    Knob(rule="BP-MOD", key="limit", words="systolic", unit="mmHg", value=160, low=120, high=200, step=1),
    Knob(rule="BP-SEV", key="limit", words="systolic", unit="mmHg", value=180, low=140, high=220, step=1),
    Knob(rule="O2-LO", key="limit", words="limit", unit="%", value=90, low=80, high=95, step=1),
    Knob(rule="O2-LO", key="delay_s", words="delay", unit="s", value=10, low=0, high=60, step=1),
    Knob(rule="HR-HI", key="limit", words="limit", unit="/min", value=120, low=90, high=180, step=1),
    Knob(rule="HR-HI", key="enabled", words="rule", unit="", value=1, low=0, high=1, step=1, is_switch=True),
)
CAUTION = "Readings as taken under the old rules; treated patients look harmless."


def episode(mark: ReviewMark | None = None, **changes: object) -> EpisodeRow:
    row = EpisodeRow(
        session_id=1,
        label="A.M. 59",
        rule="BP-MOD",
        words="Blood pressure raised",
        priority=Priority.MEDIUM,
        raised_utc_ms=ZERO_UTC_MS + 33 * 60_000,
        peak=168.0,
        peak_words="168",
        mark=mark,
    )
    return replace(row, **changes)  # type: ignore[arg-type]  # fields by name, given by the test


def result(request: WhatIfRequest, *, lost: tuple[EpisodeRow, ...] | None = None) -> WhatIfResult:
    """Loses one alarm, gains none."""
    gone = (episode(),) if lost is None else lost
    one = request.session_id is not None
    rule = RuleRow(
        rule="BP-MOD", lost=len(gone), gained=0, undetermined=1, old_count=2, new_count=1, old_per_hour=3.1,
        new_per_hour=2.6, low=None if one else -0.7, high=None if one else -0.3,
    )  # fmt: skip
    return WhatIfResult(
        old_profile="mood",
        sessions=1 if one else 212,
        sessions_treated=1 if one else 19,
        session_hours=1.8 if one else 431.0,
        lost=gone,
        gained=(),
        undetermined=1,
        not_judged=(),
        rules=(rule,),
        old_per_hour=3.1,
        new_per_hour=2.6,
        caution=CAUTION,
        changes=request.changes,
    )


def statistics() -> StatisticsView:
    def rows(*names: str) -> tuple[StatisticsRow, ...]:
        return tuple(
            StatisticsRow(
                name=name, count=120 // (index + 1), per_hour=0.6 / (index + 1), high=3 if index == 1 else 0,
                medium=40 // (index + 1), low=9, artefact_share=None if index else 0.31,
            )
            for index, name in enumerate(names)
        )  # fmt: skip

    return StatisticsView(
        sessions=212,
        session_hours=431.0,
        alarms=733,
        marked=120,
        artefact_share=0.31,
        silence_median_s=14.0,
        silence_p90_s=41.0,
        by_rule=rows("BP-MOD", "BP-SEV", "O2-LO", "T-SPO2", "HR-HI"),
        by_place=rows("Chair 1", "Chair 2", "Bay 1"),
        by_device=rows("rad8-1", "ge-2"),
        by_hour=rows("08", "09", "10", "11", "12", "13", "14"),
        rises=(
            RiseRow(infusion=1, sessions=40, median=22.0, highest=71.0),
            RiseRow(infusion=2, sessions=38, median=19.0, highest=55.0),
        ),
    )
