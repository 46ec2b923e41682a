"""The generator is a folder beside the package, so its parent joins the import path here."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "corpus"))
