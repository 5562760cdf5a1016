"""The forms by name."""

from actions import advising, axes
from actions.committing import form as committing
from actions.correcting import form as correcting
from actions.declaring import form as declaring
from actions.internships import relaying
from actions.internships.offering import form as offering
from actions.internships.registering import form as registering
from actions.internships.registering import verifying
from actions.internships.requesting import form as requesting
from actions.internships.searching import form as searching
from actions.joining import form as joining
from actions.steps import Form

_ALL = (
    joining.FORM,
    axes.FORM,
    declaring.FORM,
    committing.FORM,
    correcting.FORM,
    advising.FORM,
    registering.FORM,
    offering.FORM,
    searching.FORM,
    requesting.FORM,
    relaying.FORM,
    verifying.FORM,
)
FORMS: dict[str, Form] = {form.name: form for form in _ALL}
