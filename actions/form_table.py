"""The forms by name."""

from actions import axes, declaring, joining
from actions.steps import Form

FORMS: dict[str, Form] = {form.name: form for form in (joining.FORM, axes.FORM, declaring.FORM)}
