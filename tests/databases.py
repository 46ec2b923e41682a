"""Stores to test with: SQLite always, PostgreSQL where Debian's binaries are there.

A temporary cluster is started as an unprivileged user, listening on a socket only; nothing depends
on a service that runs already.
"""

from __future__ import annotations

import os
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
    import pwd

    for name in _UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return ["setpriv", f"--reuid={user.pw_uid}", "--clear-groups"], user.pw_uid
    return [], None


class Cluster:
    """A PostgreSQL of our own, reached through a socket in ``folder``."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._prefix, owner = _as_user()
        # Not pytest's folder: a socket's path must stay short, and open to another user.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        if owner is not None:
            os.chown(self.folder, owner, -1)
        form = ("-A", "trust", "-U", "alignment", "-E", "UTF8", "--no-sync")
        self._call("initdb", "-D", str(self.folder / "data"), *form)
        self.start()

    def _call(self, program: str, *arguments: str) -> None:
        command = [*self._prefix, str(self._binaries / program), *arguments]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL)

    def _control(self, *arguments: str) -> None:
        self._call("pg_ctl", "-D", str(self.folder / "data"), *arguments)

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        self._control("-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, *, wait: bool = True) -> None:
        self._control("-w" if wait else "-W", "-m", "immediate", "stop")

    def restart(self) -> None:
        self.stop()
        self.start()

    def new_database(self) -> str:
        """The URL of a fresh one."""
        import psycopg

        name = f"t{uuid.uuid4().hex}"
        address = f"host={self.folder} user=alignment dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://alignment@/{name}?host={self.folder}"


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """A running cluster; skips where PostgreSQL is not installed."""
    pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    cluster = Cluster(binaries)
    yield cluster
    cluster.stop(wait=False)
    shutil.rmtree(cluster.folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty store, in SQLite and in PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'toko.db'}"
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    return cluster.new_database()
