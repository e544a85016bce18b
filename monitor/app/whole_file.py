"""Writes a file that is there whole or not at all, and never takes the place of one that is there already."""

import errno
import os
from collections.abc import Callable
from pathlib import Path


def write_whole(path: Path, text: str, *, check: Callable[[Path], object] | None = None) -> None:
    """Write `text` as UTF-8 beside `path`, and give it that name once it is whole.

    Args:
        path: the new file; its folder is there.
        text: what it holds, line ends as they are.
        check: looks at the written file before it gets its name; what it raises leaves nothing behind.

    Raises:
        FileExistsError: `path` is there already; its `filename` is `path`.
        OSError: it cannot be written.

    """
    if path.exists():
        raise _there_already(path)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(text.encode())
        if check is not None:
            check(part)
        _name(part, path)
    finally:
        part.unlink(missing_ok=True)


def _name(part: Path, path: Path) -> None:
    """A link refuses a name that is taken in one step, where a rename would replace the file."""
    try:
        os.link(part, path)
    except FileExistsError as error:
        raise _there_already(path) from error
    except OSError:  # file systems of memory sticks know no links
        if path.exists():
            raise _there_already(path) from None
        part.rename(path)


def _there_already(path: Path) -> FileExistsError:
    return FileExistsError(errno.EEXIST, "is there already, and is never replaced", str(path))
