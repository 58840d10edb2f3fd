"""Imports run one way: portal -> indexing -> knowledge. Only portal knows Flask."""

import ast
import subprocess
import sys
from collections.abc import Container, Iterable, Iterator
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


def named_at_import(nodes: Iterable[ast.AST], modules: Container[str]) -> Iterator[str]:
    """Yield the modules of ours that are named by what runs when a file is imported."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or (
            isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        ):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module in modules:
            parts = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (part if part in modules else node.module for part in parts)
        yield from named_at_import(ast.iter_child_nodes(node), modules)


def packages_of(module: str) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[:count]) for count in range(1, len(parts))}


def in_circles(root: Path) -> list[str]:
    """Return the modules that lead to themselves by what they import, their packages included.

    The packages of a module have begun before it, so only what others say in it leads to them.
    """
    files = {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for package in sorted(OURS)
        for path in sorted((root / package).rglob("*.py"))
    }
    leads_to: dict[str, set[str]] = {}
    for module, path in files.items():
        named = set(named_at_import(ast.parse(path.read_text("utf-8")).body, files))
        begun = {package for other in named for package in packages_of(other)}
        leads_to[module] = named | (begun - packages_of(module) - {module})

    def reached(module: str) -> set[str]:
        found: set[str] = set()
        waiting = {module}
        while waiting:
            new = leads_to[waiting.pop()] - found
            found |= new
            waiting |= new
        return found

    return [module for module in files if module in reached(module)]


def test_no_import_cycle_between_modules() -> None:
    """Every module can be imported first in a fresh process, so no order is needed.

    Those that no circle goes through can; each of the others is tried.
    """
    code = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    for loaded in [m for m in sys.modules if m.partition('.')[0] in "
        "{'knowledge', 'indexing', 'portal'}]: del sys.modules[loaded]\n"
        "    importlib.import_module(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *in_circles(ROOT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize(
    "said", ["from portal.b import y", "import portal.b", "from portal import b"]
)
def test_a_circle_is_seen_and_what_is_imported_late_makes_none(tmp_path: Path, said: str) -> None:
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal/__init__.py").write_text("import portal.late\n")
    (tmp_path / "portal/a.py").write_text(f"{said}\n")
    (tmp_path / "portal/b.py").write_text("if True:\n    from portal.a import x\n")
    (tmp_path / "portal/late.py").write_text("def f():\n    from portal.late import f\n")
    assert in_circles(tmp_path) == ["portal.a", "portal.b"]
