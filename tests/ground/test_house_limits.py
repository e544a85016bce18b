"""Limits of the house that no linter holds: sizes of files and functions, and what no file may name."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE, LONGEST_FUNCTION = 400, 70
TEXT_SUFFIXES = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".cfg",
    ".ini",
    ".sh",
    ".conf",
    ".service",
    ".csv",
    ".json",
    ".html",
    ".mako",
}
# Paths of one machine, and addresses to fetch from, which pins and instructions leave to each machine's own settings.
# Split, so that this file does not name them itself.
FORBIDDEN = [
    "".join(parts)
    for parts in (
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/ho", "me/"),
        ("C:\\", "Users"),
        ("py", "pi.org"),
        ("pythonho", "sted.org"),
        ("deb.", "debian.org"),
        ("registry.", "npmjs"),
        ("index-", "url"),
    )
]


def tracked_files() -> list[Path]:
    """Everything that is or would be committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def python_files() -> list[Path]:
    return [file for file in tracked_files() if file.suffix == ".py"]


def functions_of(source: str) -> Iterator[tuple[str, int]]:
    """Yield name and length in lines, decorators not counted, of each function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_the_tree_is_seen() -> None:
    names = {file.relative_to(ROOT).as_posix() for file in tracked_files()}
    assert {"run.py", "pyproject.toml", "drivers/observations.py", "tests/ground/test_house_limits.py"} <= names


def test_files_stay_short() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in python_files()
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_stay_short() -> None:
    long = [
        f"{file.relative_to(ROOT)}: {name} has {lines} lines"
        for file in python_files()
        for name, lines in functions_of(file.read_text(encoding="utf-8"))
        if lines > LONGEST_FUNCTION
    ]
    assert long == []


def test_length_is_counted() -> None:
    assert list(functions_of("@d\nasync def f():\n    def g():\n        pass\n    return g\n")) == [("f", 4), ("g", 2)]


def test_every_module_says_what_it_is_for() -> None:
    mute = [
        str(file.relative_to(ROOT)) for file in python_files() if not ast.get_docstring(ast.parse(file.read_bytes()))
    ]
    assert mute == []


def test_no_file_names_a_private_path_or_a_registry() -> None:
    texts = [file for file in tracked_files() if file.suffix in TEXT_SUFFIXES or file.parent.name == ".ci"]
    found = [
        f"{file.relative_to(ROOT)} names {word}"
        for file in texts
        for word in FORBIDDEN
        if word in file.read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []


def test_run_py_needs_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = {alias.name for node in imports for alias in node.names} | {node.module or "" for node in froms}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_run_py_parses_on_python_3_6() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    assert ast.parse(source, feature_version=(3, 6)).body
    with pytest.raises(SyntaxError):
        ast.parse("if (x := 1): pass", feature_version=(3, 6))  # else the line above would prove nothing
