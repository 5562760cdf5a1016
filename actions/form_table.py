"""The forms by name."""

from actions import advising, axes, committing, correcting, declaring, joining
from actions.internships import offering, organisation, relaying, requesting, searching, verifying
from actions.steps import Form

_ALL = (
    joining.FORM,
    axes.FORM,
    declaring.FORM,
    committing.FORM,
    correcting.FORM,
    advising.FORM,
    organisation.FORM,
    offering.FORM,
    searching.FORM,
    requesting.FORM,
    relaying.FORM,
    verifying.FORM,
)
FORMS: dict[str, Form] = {form.name: form for form in _ALL}
