"""Every action the engine may call."""

from actions import (
    advising,
    answers,
    axes,
    colleagues,
    consent,
    greeting,
    knowledge,
    navigation,
    progress,
    report,
    scope,
)
from actions.base import PaqteAction
from actions.committing import committed
from actions.correcting import corrected
from actions.declaring import declared, logging_action, nudged, proving
from actions.form_table import FORMS
from actions.forms import actions_of
from actions.internships import relaying
from actions.internships.answering import deciding, outcome
from actions.internships.offering import mine, published
from actions.internships.registering import form as registering
from actions.internships.registering import verifying
from actions.internships.requesting import elsewhere, sent, standing
from actions.internships.searching import searched
from actions.joining import form as joining
from actions.runtime import Runtime

_SINGLE: tuple[type[PaqteAction], ...] = (
    joining.SubmitJoin,
    axes.SubmitAxes,
    declared.SubmitAction,
    committed.SubmitCommitment,
    logging_action.Log,
    greeting.Greet,
    greeting.Menu,
    greeting.Help,
    greeting.Fallback,
    greeting.Inform,
    navigation.NothingOpen,
    navigation.Cancel,
    navigation.Resume,
    advising.SubmitAdvice,
    advising.AskAxes,
    knowledge.AboutProgramme,
    knowledge.InternshipRules,
    scope.OutOfScope,
    report.Report,
    knowledge.Referent,
    knowledge.DataAccess,
    answers.Event,
    corrected.Correct,
    corrected.SubmitCorrection,
    progress.ShowProgress,
    progress.DeclareNothing,
    proving.Attachment,
    nudged.LogDone,
    colleagues.AcceptInvitation,
    colleagues.SwitchCompany,
    consent.Consent,
    consent.Confirm,
    answers.StopNotifications,
    registering.SubmitOrganisation,
    published.SubmitOffer,
    mine.MyOffers,
    mine.PauseOffer,
    searched.SearchSlots,
    searched.SubmitSearch,
    sent.RequestSlots,
    sent.SubmitRequest,
    deciding.AnswerRequest,
    relaying.SubmitRelay,
    standing.RequestStatus,
    standing.CancelRequest,
    outcome.ConfirmDone,
    elsewhere.DeclareOffPlatform,
    verifying.VerifyEmail,
    verifying.SubmitCode,
)


def all_actions(runtime: Runtime) -> list[PaqteAction]:
    """One of each, on ``runtime``."""
    single = [kind(runtime) for kind in _SINGLE]
    return single + [action for form in FORMS.values() for action in actions_of(form, runtime)]
