"""The forms by name."""

from actions import advising, axes, committing, correcting, declaring, joining
from actions.steps import Form

_ALL = (joining.FORM, axes.FORM, declaring.FORM, committing.FORM, correcting.FORM, advising.FORM)
FORMS: dict[str, Form] = {form.name: form for form in _ALL}
