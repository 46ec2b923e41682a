"""Stores to test with: SQLite always, PostgreSQL where Debian's binaries are there.

A temporary cluster is started as an unprivileged user, listening on a socket only; nothing depends
on a service that runs already.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNPRIVILEGED = ("postgres", "nobody")


def _binaries() -> Path | None:
    on_path = shutil.which("initdb")
    folders = [Path(on_path).parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in folders if (one / "initdb").exists()), None)


def _as_user() -> tuple[list[str], int | None]:
    """How to run a command unprivileged, and whom its folder must belong to."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return [], None
    for name in _UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return ["setpriv", f"--reuid={user.pw_uid}", "--clear-groups"], user.pw_uid
    return [], None


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    """The socket folder of a running cluster; skips where PostgreSQL is not installed."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    prefix, owner = _as_user()
    # Not pytest's folder: a socket's path must stay short, and open to another user.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if owner is not None:
        os.chown(folder, owner, -1)
    data = folder / "data"

    def call(program: str, *arguments: str) -> None:
        command = [*prefix, str(binaries / program), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    call("initdb", "-D", str(data), "-A", "trust", "-U", "alignment", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=50"
    log = str(folder / "log")
    call("pg_ctl", "-D", str(data), "-l", log, "-o", options, "-w", "start")
    yield folder
    call("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def new_postgres(folder: Path) -> str:
    """The URL of a fresh database."""
    import psycopg

    name = f"t{uuid.uuid4().hex}"
    address = f"host={folder} user=alignment dbname=postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://alignment@/{name}?host={folder}"


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty store, in SQLite and in PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'toko.db'}"
    return new_postgres(request.getfixturevalue("postgres_folder"))
