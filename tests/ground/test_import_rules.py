"""The import contracts of pyproject.toml hold, and each of them breaks where it should."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports_command as main; main()"

# file that is planted -> its import -> a word of the contract that must break
PLANTED = {
    "simulators/planted.py": ("import monitor.domain.events", "meet only on the wire"),
    "drivers/planted.py": ("import monitor.domain.events", "drivers know nothing"),
    "monitor/domain/planted.py": ("import monitor.alarms.rules", "layers of the monitor"),
    "monitor/ui/planted.py": ("import drivers.transport.base", "screen knows the port"),
    "monitor/review/planted.py": ("import monitor.settings.profile", "no way to the limits"),
    "monitor/ui/planted_plot.py": ("import pyqtgraph", "one typed module"),
    "monitor/engine/planted.py": ("import PySide6.QtCore", "Qt nowhere below"),
    "drivers/planted_device/protocol.py": ("import time", "Wire formats are pure"),
    "monitor/alarms/planted.py": ("import drivers.clock", "touches no clock"),
}


def lint(folder: Path) -> tuple[int, str]:
    command = [sys.executable, "-c", LINT, "--no-logo", "--no-cache"]
    environment = {"PYTHONPATH": str(folder), "COLUMNS": "200"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def copy_of_the_house(folder: Path) -> Path:
    for package in ("drivers", "simulators", "monitor"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_contracts_hold() -> None:
    status, printed = lint(ROOT)
    assert status == 0, printed
    assert f"{len(PLANTED)} kept, 0 broken" in printed


def test_each_contract_breaks_where_it_should(tmp_path: Path) -> None:
    house = copy_of_the_house(tmp_path)
    for name, (line, _) in PLANTED.items():
        (house / name).parent.mkdir(exist_ok=True)
        (house / name).parent.joinpath("__init__.py").touch()
        (house / name).write_text(line + "\n", encoding="utf-8")
    status, printed = lint(house)
    assert status == 1
    for _, contract in PLANTED.values():
        assert any(contract in line and "BROKEN" in line for line in printed.splitlines()), printed


def test_a_new_folder_of_the_monitor_must_find_its_layer(tmp_path: Path) -> None:
    house = copy_of_the_house(tmp_path)
    (house / "monitor/attic").mkdir()
    (house / "monitor/attic/__init__.py").touch()
    status, printed = lint(house)
    assert status == 1
    assert "attic" in printed
