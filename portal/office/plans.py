"""Keep what a file would do, beside the file: whoever works it out is another than who shows it."""

from dataclasses import asdict
from typing import Any

import orjson

from knowledge.register.comparing import Change
from knowledge.register.faults import Message, RowFault
from knowledge.register.planning import ImportPlan
from portal.office.staging import Staging


def keep_plan(staging: Staging, token: str, plan: ImportPlan) -> None:
    """Keep a plan for as long as the file waits."""
    staging.write(token, "plan", orjson.dumps(asdict(plan)))


def read_plan(staging: Staging, token: str) -> ImportPlan | None:
    """Return the plan that was kept, None if it is gone."""
    kept = staging.read(token, "plan")
    if kept is None:
        return None
    told: dict[str, Any] = orjson.loads(kept)
    return ImportPlan(
        **told
        | {
            "change": Change.from_json(orjson.dumps(told["change"]).decode()),
            "faults": tuple(map(_fault, told["faults"])),
            "warnings": tuple(map(_fault, told["warnings"])),
            "headings": tuple((text, column) for text, column in told["headings"]),
        }
    )


def _fault(one: dict[str, Any]) -> RowFault:
    return RowFault(**one | {name: _message(one[name]) for name in ("fault", "remedy")})


def _message(one: dict[str, Any]) -> Message:
    template, values = one["template"], one["values"].items()
    kept = {name: tuple(value) if isinstance(value, list) else value for name, value in values}
    return Message(template, kept)
