"""A device that speaks once in ten seconds: a steep fall of the rate is told, and over when the rate is back."""

import pytest
from vigil_worlds import seated
from worlds import alarms, device, plan, pulse, step


@pytest.mark.parametrize("period_s", [1, 10])
def test_a_fall_ends_with_the_rate_whatever_the_period_of_the_device(period_s: int) -> None:
    room = seated(plan=plan(1, 0, [device("1", period_s=float(period_s))]))
    changes: list[tuple[str, float]] = []
    for second in range(10, 400, period_s):
        events = step(room, second, pulse(second, 48 if 150 <= second < 200 else 70))
        changes += [(change, at_s) for at_s, _, _, change in alarms(events, "VVS")]
    assert [change for change, _ in changes if change != "pending"] == ["raised", "latched"]
    assert 230 <= changes[-1][1] <= 230 + period_s
