"""What a reader of a PDF sees, by poppler's tools."""

import subprocess
from pathlib import Path

import numpy as np


def text_of(path: Path, page: int | None = None) -> str:
    """Return the text of a page, or of all, words apart by single blanks."""
    which = [] if page is None else ["-f", str(page), "-l", str(page)]
    done = subprocess.run(["pdftotext", "-layout", *which, str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def fonts_of(path: Path) -> list[tuple[str, bool]]:
    """Return each font with whether it is embedded."""
    done = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True)
    lines = [line.split() for line in done.stdout.splitlines()[2:]]
    return [(line[0].split("+")[-1], line[-5] == "yes") for line in lines]


def size_of(path: Path) -> str:
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)
    return next(line for line in done.stdout.splitlines() if line.startswith("Page size"))


def images_of(path: Path) -> int:
    done = subprocess.run(["pdfimages", "-list", str(path)], capture_output=True, text=True, check=True)
    return len(done.stdout.splitlines()) - 2


def share_of_colour(path: Path, page: int, colour: tuple[int, int, int]) -> float:
    """Return how much of a page has this colour, from 0 to 1."""
    words = ["pdftoppm", "-r", "40", "-f", str(page), "-l", str(page), str(path)]
    picture = subprocess.run(words, capture_output=True, check=True).stdout
    _, size, _, pixels = picture.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = np.frombuffer(pixels, np.uint8)[: width * height * 3].reshape(-1, 3).astype(int)
    return float((np.abs(rows - colour).max(axis=1) <= 2).mean())
