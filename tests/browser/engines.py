"""Two engines that look for barriers in a page: axe-core and HTML_CodeSniffer.

Both are npm packages that stand in node_modules beside this file (`make engines` puts them there);
they are read into a page that is already shown, which our policy lets nobody but a debugger do.
axe names what breaks a rule and what it could not decide ("incomplete"); each of the latter must
stand in reviewed.toml with the reason why it is no barrier. HTML_CodeSniffer's warnings say only
what a person should look at on any page, so its errors alone are read.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
REVIEWED = HERE / "reviewed.toml"
HOW_TO_GET_THEM = "apt install npm, then make engines"
_SCRIPTS = {
    "axe-core": MODULES / "axe-core/axe.min.js",
    "html_codesniffer": MODULES / "html_codesniffer/build/HTMLCS.js",
}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# A change of colours may be on its way when the screen has just changed: it is brought to its end.
_SETTLE = """async () => {
  for (let n = 0; n < 5; n += 1) {
    await new Promise(requestAnimationFrame);
    const moving = document.getAnimations().filter((a) => a.playState === "running");
    if (!moving.length) return;
    moving.forEach((a) => a.effect.getTiming().iterations === Infinity ? a.cancel() : a.finish());
  }
}"""
_RUN_AXE = """async ([rules, within]) => {
  const found = await axe.run(within, {
    runOnly: rules, resultTypes: ["violations", "incomplete"],
  });
  const said = (node) => [...node.any, ...node.all, ...node.none].map((c) => c.message).join("; ");
  return ["violations", "incomplete"].flatMap((kind) => found[kind].flatMap((rule) =>
    rule.nodes.map((node) => [kind, rule.id, node.target.flat().join(" "), said(node)])));
}"""
_RUN_SNIFFER = """(within) => new Promise((done) => HTMLCS.process("WCAG2AA", within, () => done(
  HTMLCS.getMessages().filter((found) => found.type === HTMLCS.ERROR).map((found) => [
    "violations", found.code, (found.element.outerHTML || "").slice(0, 200), found.msg,
  ]))))"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What an engine found: a breach of a rule, or what it could not decide."""

    engine: str
    kind: Literal["violations", "incomplete"]
    rule: str
    target: str
    why: str

    def __str__(self) -> str:
        return f"{self.engine} {self.kind}: {self.rule} at {self.target}: {self.why}"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Something that axe cannot decide, that a person has looked at, and why it is no barrier."""

    rule: str
    target: re.Pattern[str]
    message: re.Pattern[str]
    reason: str

    def explains(self, finding: Finding) -> bool:
        """Tell whether the finding is what was looked at."""
        return (
            finding.kind == "incomplete"
            and finding.rule == self.rule
            and bool(self.target.search(finding.target))
            and bool(self.message.search(finding.why))
        )


def are_there() -> bool:
    """Tell whether both engines have been installed."""
    return all(script.exists() for script in _SCRIPTS.values())


def versions() -> dict[str, str]:
    """Return the version of each engine that is installed."""
    return {
        name: json.loads((MODULES / name / "package.json").read_text("utf-8"))["version"]
        for name in _SCRIPTS
    }


def look(page: Page, within: str = "html") -> list[Finding]:
    """Return what both engines find in a page, or within a part of it, as it is now shown.

    The engines are left in the page, so that it can be looked at again after it has changed.
    """
    if not page.evaluate("typeof axe !== 'undefined' && typeof HTMLCS !== 'undefined'"):
        for name in _SCRIPTS:
            page.evaluate(_source(name))
    page.evaluate(_SETTLE)
    found = [Finding("axe-core", *row) for row in page.evaluate(_RUN_AXE, [RULES, within])]
    part = page.evaluate_handle(
        "(part) => part === 'html' ? document : document.querySelector(part)", within
    )
    return found + [Finding("html_codesniffer", *row) for row in page.evaluate(_RUN_SNIFFER, part)]


@cache
def reviewed() -> tuple[Reviewed, ...]:
    """Return what a person has looked at, from reviewed.toml."""
    rows = tomllib.loads(REVIEWED.read_text("utf-8"))["reviewed"]
    return tuple(
        Reviewed(row["rule"], re.compile(row["target"]), re.compile(row["message"]), row["reason"])
        for row in rows
    )


def unexplained(findings: list[Finding]) -> list[Finding]:
    """Return the violations, and what could not be decided and nobody has looked at."""
    return [f for f in findings if not any(row.explains(f) for row in reviewed())]


@cache
def _source(name: str) -> str:
    return _SCRIPTS[name].read_text("utf-8")
