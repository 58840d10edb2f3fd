"""Imports run one way: portal -> indexing -> knowledge. Only portal knows Flask."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "knowledge": {"knowledge"},
    "indexing": {"indexing", "knowledge"},
    "portal": {"portal", "indexing", "knowledge"},
}
OURS = set(MAY_IMPORT)
WEB = {"flask", "werkzeug", "jinja2", "granian"}
HEAVY = {"torch", "sentence_transformers", "transformers", "sklearn"}


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, top-level package) of every import in a file, nested ones included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, (node.module or "").partition(".")[0]
            assert node.level == 0, f"{path}:{node.lineno}: import by the full name"


@pytest.mark.parametrize("package", sorted(OURS))
def test_no_module_imports_from_a_package_above_its_own(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for line, name in imports_of(path)
        if (name in OURS and name not in MAY_IMPORT[package])
        or (name in WEB and package != "portal")
    ]
    assert wrong == []


def test_the_rule_sees_an_arrow_that_is_turned_round(tmp_path: Path) -> None:
    turned = tmp_path / "turned.py"
    turned.write_text("def f():\n    from portal.settings import Settings\n")
    assert list(imports_of(turned)) == [(2, "portal")]


def test_no_package_below_the_portal_imports_a_heavy_library_at_its_top_level() -> None:
    wrong = []
    for path in sorted(p for package in OURS for p in (ROOT / package).rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            wrong += [
                f"{path.relative_to(ROOT)}:{node.lineno} imports {name}"
                for name in names
                if name.partition(".")[0] in HEAVY and "training" not in path.parts
            ]
    assert wrong == []


def test_no_import_cycle_between_modules() -> None:
    """Every module can be imported first in a fresh process, so no order is needed."""
    modules = [
        str(path.relative_to(ROOT).with_suffix("")).replace("/", ".").removesuffix(".__init__")
        for package in sorted(OURS)
        for path in sorted((ROOT / package).rglob("*.py"))
        if not {"training", "models"} & set(path.parts) and path.name != "__main__.py"
    ]
    code = (
        "import importlib, sys\n"
        "clean = set(sys.modules)\n"
        "for name in sys.argv[1:]:\n"
        "    for loaded in [m for m in sys.modules if m.partition('.')[0] in "
        "{'knowledge', 'indexing', 'portal'}]: del sys.modules[loaded]\n"
        "    importlib.import_module(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *modules], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
