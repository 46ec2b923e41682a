"""Where the real documents and labels lie that are not in the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="real documents and labels (../shared) are not here"
)
