"""Serve the portal."""

import os
import socket
from pathlib import Path

import click

from portal.settings import PREFIX, Settings


@click.command()
@click.option("--host", help="Address to listen on (127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (8000).")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes (one a core).")
@click.option(
    "--data-dir", type=click.Path(file_okay=False, path_type=Path), help="Data folder (./data)."
)
def serve(host: str | None, port: int | None, workers: int | None, data_dir: Path | None) -> None:
    """Serve the portal until it is stopped with Ctrl+C.

    An option wins over the setting of the same name. Put a proxy with TLS in front of it before
    others can reach it.
    """
    given = {"HOST": host, "PORT": port, "WORKERS": workers, "DATA_DIR": data_dir}
    # The workers are processes of their own and read the environment themselves.
    os.environ |= {PREFIX + name: str(value) for name, value in given.items() if value}
    settings = Settings.from_env(os.environ)
    _check_address(settings)
    if not (settings.index_dir / "current").exists():
        click.echo("There is no index yet: build it with `veiviser index`.", err=True)
    click.echo(f"Veiviser is at http://{_shown(settings.host)}:{settings.port}/", err=False)
    _run(settings)


def _run(settings: Settings) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    # The portal writes its own log, without addresses: the server's access log stays off.
    Server(
        "portal.wsgi:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=1,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()


def _check_address(settings: Settings) -> None:
    """Say at once that the address cannot be had, instead of workers that die one by one."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as fault:
            raise click.ClickException(
                f"cannot listen on {settings.host} port {settings.port} ({fault.strerror}). "
                "Stop what listens there, or choose another with --port."
            ) from None


def _shown(host: str) -> str:
    """Return an address as a browser on this machine can open it."""
    if host in {"0.0.0.0", "::"}:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
