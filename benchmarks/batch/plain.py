"""What one would write without us: `python plain.py MODEL MISSIONS.yaml PDF...`."""

from __future__ import annotations

import sys
import time

import pdfplumber
import yaml
from sentence_transformers import SentenceTransformer

model = SentenceTransformer(sys.argv[1], device="cpu")
with open(sys.argv[2], encoding="utf-8") as file:  # noqa: PTH123
    missions = [mission["text"] for mission in yaml.safe_load(file)["missions"]]
meant = model.encode(missions, normalize_embeddings=True)
for path in sys.argv[3:]:
    started = time.monotonic()
    with pdfplumber.open(path) as pdf:
        pages = len(pdf.pages)
        tables = [table for page in pdf.pages for table in page.extract_tables()]
    rows = [" ".join(cell or "" for cell in row) for table in tables for row in table]
    scores = model.encode(rows, normalize_embeddings=True) @ meant.T if rows else []
    worst = sorted(zip((max(one) for one in scores), rows, strict=True))[:20]
    print(
        f"{pages} pages, {len(rows)} rows, {len(worst)} worst, {time.monotonic() - started:.2f} s"
    )
