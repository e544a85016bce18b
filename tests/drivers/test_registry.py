"""The table of device kinds."""

import pytest

from drivers.errors import UnknownDeviceKindError
from drivers.observations import Parameter
from drivers.registry import KINDS, kind_named


def test_kinds_are_found_by_their_own_name() -> None:
    assert {name: kind.name for name, kind in KINDS.items()} == {name: name for name in KINDS}
    assert {"masimo_ascii1", "ge_dinamap", "mqtt_native"} <= set(KINDS)


def test_what_the_room_may_expect() -> None:
    masimo, dinamap = kind_named("masimo_ascii1"), kind_named("ge_dinamap")
    assert (masimo.has_cuff, masimo.can_start_cuff, masimo.reports_alarms) == (False, False, True)
    assert (dinamap.has_cuff, dinamap.can_start_cuff, dinamap.reports_alarms) == (True, True, False)
    assert Parameter.SPO2 in masimo.parameters & dinamap.parameters
    assert "ASCII 2" in masimo.nothing_parses_hint


@pytest.mark.parametrize(
    ("name", "hint"), [("masimo", "expected one of"), ("ge_dinamapp", "did you mean 'ge_dinamap'")]
)
def test_an_unknown_kind_is_refused_with_the_known_ones(name: str, hint: str) -> None:
    with pytest.raises(UnknownDeviceKindError) as caught:
        kind_named(name)
    assert hint in str(caught.value)
    assert "masimo_ascii1" in str(caught.value)
