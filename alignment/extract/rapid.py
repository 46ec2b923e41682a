"""The words of a picture by RapidOCR: it reads small print, and takes its time for it.

Nothing is fetched: the engine is given the models that its own package carries, by name.
"""

from __future__ import annotations

import functools
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from alignment.extract.ocr_text import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from alignment.extract.page import Floats

_FINDER, _READER = "*_det_*.onnx", "*_rec_*.onnx"  # of lines on a page; of the letters of a line
_FINDER_PX = 1760  # the longer side of what lines are found on: more takes memory and finds none
_SURE = 0.5
_INK = 205  # of 255
_LEAST_INK_PX = 3  # across: less is the rim of the neighbour's letter
_HALF_RULE_PX = 2
_RIM = 0.1  # of the height of a line as it is found: blank, above its letters and below


@functools.cache
def is_installed() -> bool:
    """Whether the engine and the models of its package are here."""
    return _models() is not None


def words_of(grey: NDArray[np.uint8], vertical: Floats) -> Iterator[Word]:
    """The lines of a picture, cut where one of its ``vertical`` rules crosses them.

    ``vertical`` is n x 3 in pixels: top, bottom, x. Blanks are part of a line's text.
    """
    found = _engine()(_coloured(grey), use_det=True, use_cls=False, use_rec=False)
    for corners in found.boxes if found.boxes is not None else ():
        left, top = np.maximum(0, np.floor(np.min(corners, axis=0))).astype(int).tolist()
        right, bottom = np.ceil(np.max(corners, axis=0)).astype(int).tolist()
        for start, end in _pieces(grey[top:bottom], left, right, _crossing(vertical, top, bottom)):
            text = _text_of(grey[top:bottom, start:end])
            if text:
                rim = _RIM * (bottom - top)
                yield Word(text, start, top + rim, end, bottom - rim)


def figures_of(crops: Sequence[NDArray[np.uint8]]) -> list[str]:
    """The text of each crop, which is cut to its ink."""
    return [_text_of(np.pad(crop, crop.shape[0] // 4, constant_values=255)) for crop in crops]


def _crossing(vertical: Floats, top: float, bottom: float) -> list[int]:
    """Where rules cross the middle of a line."""
    middle = (top + bottom) / 2
    crossed = vertical[(vertical[:, 0] < middle) & (vertical[:, 1] > middle), 2]
    return sorted({round(x) for x in crossed.tolist()})


def _pieces(
    line: NDArray[np.uint8], left: int, right: int, rules: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The parts of a line between rules that hold ink: start and end of each."""
    inner = [x for x in rules if left < x < right]
    starts = [left, *(x + _HALF_RULE_PX for x in inner)]
    ends = [*(x - _HALF_RULE_PX for x in inner), right]
    for start, end in zip(starts, ends, strict=True):
        ink = (line[:, max(0, start) : max(0, end)] < _INK).any(axis=0)
        if ink.sum() >= _LEAST_INK_PX:
            yield start, end


def _text_of(crop: NDArray[np.uint8]) -> str:
    if not (crop < _INK).any():
        return ""
    read = _engine()(_coloured(crop), use_det=False, use_cls=False, use_rec=True)
    if not read.txts or read.scores[0] < _SURE:
        return ""
    return str(read.txts[0]).strip()


def _coloured(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.repeat(grey[:, :, None], 3, axis=2)


def _models() -> tuple[str, str] | None:
    """The files of the two models; None where the package or one of them is missing."""
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None or find_spec("cv2") is None:
        return None
    folder = Path(spec.origin).parent / "models"
    found = [sorted(folder.glob(pattern)) for pattern in (_FINDER, _READER)]
    return (str(found[0][-1]), str(found[1][-1])) if all(found) else None


@functools.cache
def _engine() -> Any:  # noqa: ANN401 - of a library that is an extra
    """The engine, loaded once a process: one thread, lines one by one, for the memory's sake."""
    from rapidocr import RapidOCR

    models = _models()
    if models is None:
        raise RuntimeError("RapidOCR is asked for where it is not installed")
    import cv2

    cv2.setNumThreads(1)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.use_preprocess_img": False,
            "Global.use_vertical_padding": False,
            "Global.text_score": _SURE,
            "Det.model_path": models[0],
            "Det.limit_type": "max",
            "Det.limit_side_len": _FINDER_PX,
            "Rec.model_path": models[1],
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
