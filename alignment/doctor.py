"""What is installed, what is missing, and how to get it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec

from alignment.resources import DEFAULT_MISSIONS, DEFAULT_MODEL, resource

_OLDEST, _NEWEST = (3, 11), (3, 13)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked for: whether it is there, whether a run needs it, and what to do."""

    name: str
    present: bool
    required: bool
    note: str


def examine() -> list[Finding]:
    """Looks for the interpreter, the shipped files, and what OCR and other encoders need."""
    return [_python(), *_shipped(), *_packages(), _tesseract()]


def _python() -> Finding:
    version = sys.version_info[:2]
    note = f"{version[0]}.{version[1]}; 3.11 to 3.13 are tested"
    return Finding("Python", _OLDEST <= version <= _NEWEST, required=True, note=note)


def _shipped() -> list[Finding]:
    wanted = {
        "the model": f"{DEFAULT_MODEL}/manifest.json",
        "the missions": DEFAULT_MISSIONS,
        "the themes": "corpus/themes/themes.csv",
    }
    return [
        Finding(name, resource(path).is_file(), required=True, note=f"shipped as {path}")
        for name, path in wanted.items()
    ]


def _packages() -> list[Finding]:
    wanted = {
        "pypdfium2": (True, "reads PDFs"),
        "onnxruntime": (True, "runs the shipped encoder"),
        "spacy": (True, "checks the governor's directives"),
        "xlsxwriter": (True, "writes workbooks"),
        "docxtpl": (True, "writes letters (docx)"),
        "pyarrow": (False, "writes Parquet; pip install '.[parquet]'"),
        "sentence_transformers": (
            False,
            "runs any other encoder; pip install sentence-transformers",
        ),
        "pytesseract": (False, "reads scans; pip install '.[ocr]'"),
        "rapidocr": (
            False,
            "reads scans of small print, or all without tesseract; pip install '.[ocr-hard]'",
        ),
    }
    return [
        Finding(name, find_spec(name) is not None, required=required, note=note)
        for name, (required, note) in wanted.items()
    ]


def _tesseract() -> Finding:
    name = "tesseract with Indonesian (ind)"
    program = shutil.which("tesseract")
    if program is None:
        note = "reads scans; install tesseract and its language data 'ind'"
        return Finding(name, present=False, required=False, note=note)
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603  a fixed command
    present = "ind" in listed.stdout.split()
    return Finding(name, present, required=False, note="reads scans" if present else "add 'ind'")
