"""Why an account cannot be made, opened or changed as asked."""

from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.services.staff import proving


class AccountRefusal(Refusal):
    """A field cannot be as it is; ``field`` says which."""

    field = ""


class BadEmail(AccountRefusal):
    """No address of mail."""

    message = N_("Cette adresse n’est pas complète. Écrivez-la comme « prenom.nom@gouv.fr ».")
    field = "email"


class EmailTaken(AccountRefusal):
    """Another account has it."""

    message = N_("Il y a déjà un compte à cette adresse.")
    field = "email"


class NameMissing(AccountRefusal):
    """Colleagues have to know who it is."""

    message = N_("Écrivez le prénom et le nom, en 100 caractères au plus.")
    field = "name"


class UnknownRole(AccountRefusal):
    """Not one of the three."""

    message = N_("Choisissez un rôle.")
    field = "role"


class DepartmentsMissing(AccountRefusal):
    """A coordinator has one at least."""

    message = N_(
        "Donnez les départements suivis par leur numéro, séparés par des virgules : par exemple "
        "« 95, 93, 2A »."
    )
    field = "departments"


class PasswordTooShort(AccountRefusal):
    """Twelve characters at least."""

    message = N_("Choisissez un mot de passe de {least} à {most} caractères.")
    field = "password"

    def values(self, speech: Speech) -> dict[str, object]:
        del speech
        return {"least": proving.SHORTEST, "most": proving.LONGEST}


class PasswordsDiffer(AccountRefusal):
    """Typed twice, differently."""

    message = N_("Les deux mots de passe ne sont pas les mêmes.")
    field = "again"


class WrongCode(AccountRefusal):
    """Not the code of now."""

    message = N_(
        "Ce code n’est pas le bon. Attendez le suivant dans votre application, et vérifiez l’heure "
        "du téléphone."
    )
    field = "code"


class LinkGone(Refusal):
    """Used, too old, or never given."""

    message = N_("Ce lien n’est plus valable. Demandez-en un autre à une personne de l’équipe.")


class LastAdministrator(Refusal):
    """Somebody has to be able to let others in."""

    message = N_("C’est le dernier compte d’administration : ouvrez-en un autre d’abord.")
