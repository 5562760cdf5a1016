"""The forms by name."""

from actions import advising, axes
from actions.committing import form as committing
from actions.correcting import form as correcting
from actions.declaring import form as declaring
from actions.internships import offering, organisation, relaying, requesting, searching, verifying
from actions.joining import form as joining
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
