"""The table forms in which a plan can be printed, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.forms import (
    evaluasi,
    in_prose,
    merah,
    nocodes,
    perubahan,
    renstra,
    rka,
    rkpd,
    sipd_ri,
    tabel41,
    tc31,
    tc33,
    unruled,
)

if TYPE_CHECKING:
    from generator.forms.base import Form

_MODULES = (
    tc33,
    sipd_ri,
    tabel41,
    merah,
    perubahan,
    tc31,
    evaluasi,
    nocodes,
    unruled,
    rkpd,
    renstra,
    rka,
    in_prose,
)
FORMS: dict[str, Form] = {module.FORM.name: module.FORM for module in _MODULES}
