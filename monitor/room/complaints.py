"""Complaints that go with a faint: noted a short time ago, they make a doubtful low pressure worth a sound."""

from typing import Final

from monitor.domain.entries import SideEffect, SideEffectNoted
from monitor.domain.time import ticks
from monitor.room.session import Session

BEFORE_A_FAINT: Final = frozenset(
    {SideEffect.NAUSEA, SideEffect.VOMITING, SideEffect.DIZZINESS, SideEffect.FAINT, SideEffect.UNRESPONSIVE}
)
COUNTS_TICKS: Final = ticks(600.0)  # a vasovagal reaction follows its first complaint within minutes


def is_unwell(session: Session | None, tick: int) -> bool:
    """Whether such a complaint was noted in the ten minutes before `tick`."""
    if session is None:
        return False
    return any(
        noted.effect in BEFORE_A_FAINT and kept.tick > tick - COUNTS_TICKS
        for kept, noted in session.book.of(SideEffectNoted)
    )
