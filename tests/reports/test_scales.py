"""The scales of the printed trend hold every value: nothing is drawn at the edge that lies beyond it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from printed_text import text_of

from drivers.observations import Parameter, Provenance
from monitor.reports.document import Document, Section, TrendPicture
from monitor.reports.pages import write_pdf
from monitor.reports.paper import Paper
from monitor.reports.scales import MOST_LINES, Scale, pressure_scale, rate_scale, saturation_scale, scale_over
from monitor.review.account import Account


def with_values(account: Account, parameter: Parameter, value: float) -> Account:
    """Return the same with ten minutes of another value."""
    columns = []
    for column in account.values:
        changed = column.value.copy()
        changed[1500:2100] = value
        columns.append(replace(column, value=changed) if column.parameter is parameter else column)
    return replace(account, values=tuple(columns))


@pytest.mark.hazard("H55")
def test_the_usual_scale_stands_where_it_holds_all(account: Account) -> None:
    assert rate_scale(account) == Scale(40, 140, 20)
    assert saturation_scale(account) == Scale(80, 100, 5)
    assert pressure_scale(account) == Scale(60, 200, 20)


@pytest.mark.hazard("H55")
@pytest.mark.parametrize(
    ("parameter", "value"), [(Parameter.SPO2, 61.0), (Parameter.PULSE, 31.0), (Parameter.PULSE, 212.0)]
)
def test_a_scale_follows_the_values(account: Account, parameter: Parameter, value: float) -> None:
    changed = with_values(account, parameter, value)
    scale = saturation_scale(changed) if parameter is Parameter.SPO2 else rate_scale(changed)
    assert 0.0 <= scale.share(value) <= 1.0
    assert scale.low <= value <= scale.high
    for column in changed.values:
        if column.parameter is parameter:
            shares = [scale.share(each) for each in column.value[~np.isnan(column.value)].tolist()]
            assert min(shares) >= 0.0
            assert max(shares) <= 1.0


@pytest.mark.hazard("H55")
def test_a_typed_pressure_beyond_the_others_is_on_the_scale(account: Account) -> None:
    typed = replace(account.counted()[0], systolic=263.0, mean=29.0, provenance=Provenance.ENTERED)
    scale = pressure_scale(replace(account, readings=(*account.readings, typed)))
    assert (scale.low <= 29.0, scale.high >= 263.0) == (True, True)


@pytest.mark.parametrize("value", [0.0, 7.5, 99.99, 100.0, 100.1, 255.0, 480.0])
def test_there_are_a_few_lines_and_both_ends_are_among_them(value: float) -> None:
    for usual in (Scale(40, 140, 20), Scale(80, 100, 5), Scale(60, 160, 20)):
        scale = scale_over([value], usual)
        assert scale.low <= min(value, usual.low)
        assert scale.high >= max(value, usual.high)
        assert 2 <= len(scale.lines) <= MOST_LINES
        assert (scale.lines[0], scale.lines[-1]) == (scale.low, scale.high)


def test_the_printed_lines_bear_the_scale_of_the_data(account: Account, fonts: Path, tmp_path: Path) -> None:
    changed = with_values(account, Parameter.SPO2, 61.0)
    section = Section(title="Trend", blocks=(TrendPicture(account=changed),))
    document = Document(title="Trend", heading="", watermark="", notice="", sections=(section,))
    write_pdf(document, tmp_path / "trend.pdf", paper=Paper.A4, fonts=fonts)
    assert {"60", "70", "90"} <= set(text_of(tmp_path / "trend.pdf").split())
