"""Keep the rivals on this machine: nothing is reported, nothing is fetched.

Each is told so by the setting that it documents; what tries all the same is refused a
connection, and fails where one can see it.
"""

import os

from pytest_socket import socket_allow_hosts

_SETTINGS = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "TRANSFORMERS_OFFLINE": "1",
}


def stay_offline() -> None:
    """Say so to all rivals, before the first is imported, and refuse every other machine."""
    os.environ.update(_SETTINGS)
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
