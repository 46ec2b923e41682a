"""A real browser, driven from outside: the page it makes, its console, and what it asks for."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--allow-file-access-from-files",
    "--virtual-time-budget=3000",
    "--enable-logging=stderr",
)

BROWSER = next((path for name in _NAMES if (path := shutil.which(name))), None)

needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of opening a page."""

    dom: str
    console: list[str]
    asked_for: set[str]


def visit(page: Path, *options: str) -> Visit:
    """Opens ``page``, lets its scripts run, and tells the resulting document."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        log = Path(folder) / "net.json"
        done = _run("--dump-dom", f"--log-net-log={log}", *options, page.as_uri(), folder=folder)
        asked_for = _addresses(log)
    console = [line for line in done.stderr.splitlines() if ":CONSOLE:" in line]
    return Visit(done.stdout, console, asked_for)


def print_page(page: Path, pdf: Path) -> None:
    """Prints ``page`` to ``pdf``."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        options = ("--no-pdf-header-footer", f"--print-to-pdf={pdf}")
        _run(*options, page.as_uri(), folder=folder)


def _run(*arguments: str, folder: str) -> subprocess.CompletedProcess[str]:
    assert BROWSER is not None
    command = [BROWSER, *_QUIET, f"--user-data-dir={folder}/profile", *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", timeout=90, check=True
    )


def _addresses(log: Path) -> set[str]:
    """The addresses in the browser's own log of the network, its house-keeping included."""
    text = log.read_text(encoding="utf-8", errors="replace")
    try:
        events = json.loads(text)["events"]
    except json.JSONDecodeError:  # a log that was not closed
        events = json.loads(text.rstrip().rstrip(",") + "]}")["events"]
    urls = (event.get("params", {}).get("url", "") for event in events)
    return {url for url in urls if url.startswith(("http:", "https:", "ws:", "wss:"))}
