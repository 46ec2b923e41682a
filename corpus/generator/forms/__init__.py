"""The table forms in which a plan can be printed, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.forms import sipd_ri, tc33

if TYPE_CHECKING:
    from generator.forms.base import Form

FORMS: dict[str, Form] = {form.name: form for form in (tc33.FORM, sipd_ri.FORM)}
