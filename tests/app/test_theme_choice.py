"""The theme of one station: the room file's, until somebody at the station chooses."""

from pathlib import Path

import pytest

from monitor.app.theme_choice import ThemeChoice


def test_the_room_file_decides_until_somebody_chooses(tmp_path: Path) -> None:
    file = tmp_path / "room.db.theme"
    assert ThemeChoice(file, light=True).light
    choice = ThemeChoice(file, light=False)
    shown = [choice.light]
    choice.choose(light=True)
    shown.append(choice.light)
    assert shown == [False, True]
    assert ThemeChoice(file, light=False).light
    choice.choose(light=False)
    assert not ThemeChoice(file, light=True).light


@pytest.mark.expect_log
def test_what_cannot_be_read_or_written_leaves_the_room_file_in_force(tmp_path: Path) -> None:
    file = tmp_path / "room.db.theme"
    file.write_text("purple")
    assert ThemeChoice(file, light=True).light
    nowhere = ThemeChoice(tmp_path / "missing" / "theme", light=False)
    nowhere.choose(light=True)
    assert nowhere.light  # while it runs


def test_a_demo_keeps_nothing() -> None:
    choice = ThemeChoice(None, light=True)
    choice.choose(light=False)
    assert not choice.light
