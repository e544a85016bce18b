"""A file is there whole or not at all, and takes the place of no other."""

import errno
import os
from pathlib import Path

import pytest

from monitor.app.whole_file import write_whole


def test_a_new_file_is_written_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    write_whole(path, "Öl\r\n")
    assert path.read_bytes() == "Öl\r\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(FileExistsError, match="never replaced"):
        write_whole(path, "new")
    assert [one.read_text(encoding="utf-8") for one in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_that_came_while_this_one_was_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    """Also on a memory stick, whose file system knows no links."""
    path = tmp_path / "new.csv"
    if not has_links:
        monkeypatch.setattr(os, "link", refuse_links)
    with pytest.raises(FileExistsError):
        write_whole(path, "new", check=lambda _part: path.write_text("quicker", encoding="utf-8"))
    assert [one.read_text(encoding="utf-8") for one in tmp_path.iterdir()] == ["quicker"]


def test_where_no_links_are_known_the_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refuse_links)
    write_whole(tmp_path / "new.csv", "new")
    assert [(one.name, one.read_text(encoding="utf-8")) for one in tmp_path.iterdir()] == [("new.csv", "new")]


def test_a_check_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def refuse(part: Path) -> None:
        raise ValueError(part.read_text(encoding="utf-8"))

    with pytest.raises(ValueError, match="new"):
        write_whole(tmp_path / "new.csv", "new", check=refuse)
    assert list(tmp_path.iterdir()) == []


def refuse_links(_part: Path, _path: Path) -> None:
    raise PermissionError(errno.EPERM, "no links here")
