"""Numbers of a what-if: within bounds, with their clear values, refused where they do not go together."""

import pytest

from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rules import Profile
from monitor.app.review_rules import RulesError, changed, knobs_of
from monitor.port.review_port import Change

SHIPPED = Profile(name="shipped")
LOOSER = (Change(rule="BP-MOD", key="limit", value=170.0), Change(rule="O2-LO", key="delay_s", value=15.0))


def rule(profile: Profile, name: str) -> PressureRule:
    found = next(one for one in profile.rules if one.rule == name)
    assert isinstance(found, PressureRule)
    return found


def test_every_number_can_be_set_to_both_its_bounds() -> None:
    for knob in knobs_of(SHIPPED):
        assert knob.low <= knob.value <= knob.high, knob
        assert knob.words, knob


def test_a_clear_value_moves_with_its_limit() -> None:
    before, after = rule(SHIPPED, "BP-MOD"), rule(changed(SHIPPED, LOOSER), "BP-MOD")
    assert before.limit is not None
    assert before.clear is not None
    assert after.limit == 170
    assert after.clear == before.clear + 170 - before.limit


def test_numbers_that_no_profile_could_have_are_refused_in_words() -> None:
    with pytest.raises(RulesError, match="BP-MOD limit must be less than"):
        changed(SHIPPED, (Change(rule="BP-MOD", key="limit", value=199.0),))
    with pytest.raises(RulesError, match="no wish"):
        changed(SHIPPED, (Change(rule="BP-MOD", key="wish", value=1.0),))
