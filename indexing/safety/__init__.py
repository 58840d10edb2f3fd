"""Danger first: find messages that tell of danger, in any of our languages, before all else.

No model and no language identification: rules in `rules/`, read by rules.py, matched by
matching.py, weighed by finding.py; lines.toml says which helplines are shown.
"""

from indexing.safety.finding import Signal, find_danger, find_signals

__all__ = ["Signal", "find_danger", "find_signals"]
