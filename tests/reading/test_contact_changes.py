"""« Mon numéro a changé »: whose details change, and what they become."""

import pytest

from reading.personal.contact_changes import read_contact_change, read_contact_details

NEW = "+33612345678"


@pytest.mark.parametrize(
    ("said", "phone", "email", "name"),
    [
        ("mon numéro a changé, c’est le 06 12 34 56 78", NEW, None, None),
        ("j'ai changé de numéro : 06 12 34 56 78", NEW, None, None),
        ("J'ai un nouveau numéro, le 06 12 34 56 78", NEW, None, None),
        ("my phone number has changed, it is now 06 12 34 56 78", NEW, None, None),
        ("remplacez mon numéro 06 11 22 33 44 par le 06 12 34 56 78", NEW, None, None),
        ("mon numéro n’est plus le 06 11 22 33 44 mais le 06 12 34 56 78", NEW, None, None),
        ("je me suis trompé de numéro, le bon c'est 06 12 34 56 78", NEW, None, None),
        ("you have the wrong number for me, it's 06 12 34 56 78", NEW, None, None),
        ("mon mail a changé, c'est contact@fournil.fr", None, "contact@fournil.fr", None),
        ("my email is wrong, it's paul@bakery.fr", None, "paul@bakery.fr", None),
        ("change my email from a@b.fr to c@d.fr", None, "c@d.fr", None),
        ("notre e-mail n'est plus valide, c'est stage@fournil.fr", None, "stage@fournil.fr", None),
        ("le contact c'est maintenant Mme Diallo", None, None, "Mme Diallo"),
        ("le nouveau contact est Fatou Diallo", None, None, "Fatou Diallo"),
        ("the contact is now Mrs Diallo", None, None, "Mrs Diallo"),
        ("Mme Diallo remplace M. Petit", None, None, "Mme Diallo"),
        ("C’est Mme Diallo qui remplace M. Petit", None, None, "Mme Diallo"),
        ("M. Petit est remplacé par Fatou Diallo", None, None, "Fatou Diallo"),
        ("Fatou Diallo prend la suite de Karim Petit", None, None, "Fatou Diallo"),
        ("Mrs Diallo is replacing Mr Petit", None, None, "Mrs Diallo"),
        ("Mr Petit has been replaced by Fatou Diallo", None, None, "Fatou Diallo"),
        ("mon nom est mal écrit, c'est Diallo", None, None, "Diallo"),
    ],
)
def test_what_is_new_is_read(
    said: str, phone: str | None, email: str | None, name: str | None
) -> None:
    found = read_contact_change(said)
    assert found is not None
    assert (found.phone, found.email, found.name) == (phone, email, name)


@pytest.mark.parametrize(
    "said",
    [
        "my email is wrong",
        "corrigez mon adresse mail",
        "mettez à jour mes coordonnées",
        "je veux rectifier mes données",
        "j’exerce mon droit de rectification",
        "I'd like to update my contact details",
    ],
)
def test_a_change_is_heard_before_it_is_told(said: str) -> None:
    found = read_contact_change(said)
    assert found is not None
    assert not found.told


@pytest.mark.parametrize(
    ("said", "unread"),
    [("mon numéro a changé : 06 12 34", "phone"), ("mon email a changé : paul@", "email")],
)
def test_what_is_no_number_and_no_address_is_known_as_such(said: str, unread: str) -> None:
    found = read_contact_change(said)
    assert found is not None
    assert found.unread == unread


@pytest.mark.parametrize(
    "said",
    [
        "mon numéro n'a pas changé",
        "Mme Diallo remplace M. Petit pour accueillir les stagiaires",
        "Cergy remplace Pontoise",
        "la semaine du 8 remplace celle du 15",
        "votre numéro a changé ?",
        "mon numéro de siret a changé",
        "je veux changer le nombre d'élèves",
        "the number of pupils is wrong",
        "je me suis trompé, c'était 12 élèves",
        "je me suis trompé de bouton",
        "modifier mon offre",
        "le contact pour les stagiaires c'est maintenant Mme Diallo",
        "appelez-moi maintenant sur mon portable 06 12 34 56 78",
        "quel est le contact en préfecture maintenant ?",
        "supprimez mon numéro",
        "mon mail est paul@fournil.fr",
        "mon adresse a changé, 3 rue des Lilas",
        "corrigez mon action",
        "une copie de mes données",
        "je veux changer mes axes",
        "we have a new apprentice, Fatou Diallo",
        "can I get a new code by email",
    ],
)
def test_other_changes_are_none_of_these(said: str) -> None:
    assert read_contact_change(said) is None


def test_asked_what_changes_a_value_alone_is_the_answer() -> None:
    phone, name = read_contact_details("06 12 34 56 78"), read_contact_details("Fatou Diallo")
    assert phone is not None and phone.phone == NEW
    assert name is not None and name.name == "Fatou Diallo"
    assert read_contact_details("merci") is None
