"""Axes, company sizes and action types told in the person's own words."""

import pytest

from reading.action_types import action_codes, read_action_type
from reading.axes import AXES, axes_left_out, read_axes
from reading.size import SIZE_BANDS, read_own_headcount, read_size_band, size_band

R, T, H, B = AXES


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("sensibiliser et former", {R, T}),
        ("SENSIBILISER", {R}),
        ("sensibilisr", {R}),
        ("le recrutment", {H}),
        ("montrer notre cuisine à une classe", {R}),
        ("faire visiter l'atelier", {R}),
        ("prendre un élève en stage de 3e", {R}),
        ("des stagiaires de troisième", {R}),
        ("on peut prendre un apprenti", {T}),
        ("deux apprentis", {T}),
        ("prendre des jeunes en alternance", {T}),
        ("embaucher en CDI", {H}),
        ("trouver un traiteur du quartier", {B}),
        ("hire and train", {H, T}),
        ("raise awareness and buy", {R, B}),
        ("1 et 3", {R, H}),
        ("1,2", {R, T}),
        ("axe 2", {T}),
        ("le 3", {H}),
        ("la troisième", {H}),
        ("le premier et le dernier", {R, B}),
        ("les deux premiers", {R, T}),
        ("les trois derniers", {T, H, B}),
        ("les quatre", set(AXES)),
        ("all four", set(AXES)),
        ("le recrutement, enfin non, la formation", {T}),
        ("oui", set()),
        ("je sais pas", set()),
        ("tout le monde", set()),
        ("raise_awareness", {R}),
    ],
)
def test_axes_are_chosen(text: str, chosen: set[str]) -> None:
    reading = read_axes(text)
    assert reading.chosen == chosen
    assert not reading.excluded


@pytest.mark.parametrize(
    ("text", "chosen", "excluded"),
    [
        ("les quatre, moins le recrutement", {R, T, B}, {H}),
        ("tous sauf acheter", {R, T, H}, {B}),
        ("everything except hiring", {R, T, B}, {H}),
        ("pas d'achats, le reste oui", {R, T, H}, {B}),
        ("on n'achète pas mais on veut bien former", {T}, {B}),
        ("former et recruter mais pas acheter", {T, H}, {B}),
        ("ni acheter ni recruter", set(), {B, H}),
        ("sans le recrutement", set(), {H}),
        ("aucun", set(), set(AXES)),
        ("embaucher, sûrement pas ; sensibiliser, oui", {"raise_awareness"}, {"recruit"}),
        ("recruter oui, former non", {"recruit"}, {"train"}),
        ("zéro formation, on embauche", {"recruit"}, {"train"}),
        ("we'll take training and leave out awareness", {"train"}, {"raise_awareness"}),
        ("everything but hiring", {"raise_awareness", "train", "buy"}, {"recruit"}),
        ("please take us off the training axis", set(), {"train"}),
        ("awareness yes, but nothing about hiring", {"raise_awareness"}, {"recruit"}),
        ("former, ça oui, mais acheter non merci", {"train"}, {"buy"}),
        ("hiring, no sorry, training", {"train"}, set()),
        ("awareness, as we chose last year", {"raise_awareness"}, set()),
        ("vire recruter de ma liste", set(), {"recruit"}),
        ("take the buying axis off our list", set(), {"buy"}),
        ("forget about the hiring axis", set(), {"recruit"}),
        ("train, we can't hire", {"train"}, {"recruit"}),
        ("je comprends pas bien recruter et former", {"recruit", "train"}, set()),
        ("at the last board meeting we kept training", {"train"}, set()),
        (
            "le recrutement sans discrimination et les achats, mais pas sur l'apprentissage",
            {"recruit", "buy"},
            {"train"},
        ),
        ("je suis pas sûr pour acheter", {"buy"}, set()),
        ("pa les achats, les 3 autres oui", {"raise_awareness", "train", "recruit"}, {"buy"}),
        ("la formation et l'achat, nous laissons de côté le recrutement", {"train", "buy"}, {H}),
        ("keep buying, and leave training aside for now", {"buy"}, {"train"}),
        ("train and recruit, the other two no", {"train", "recruit"}, {"raise_awareness", "buy"}),
        ("acheter, pas les trois autres", {"buy"}, {"raise_awareness", "train", "recruit"}),
    ],
)
def test_axes_are_left_out(text: str, chosen: set[str], excluded: set[str]) -> None:
    reading = read_axes(text)
    assert reading.chosen == chosen
    assert reading.excluded == excluded


@pytest.mark.parametrize(
    ("text", "band"),
    [
        *((band, band) for band in SIZE_BANDS),
        ("on est six", "0-9"),
        ("seul", "0-9"),
        ("ma femme et moi", "0-9"),
        ("je suis auto-entrepreneur", "0-9"),
        ("just me", "0-9"),
        ("TPE", "0-9"),
        ("zéro salarié", "0-9"),
        ("pas de salarié", "0-9"),
        ("deux salariés et un apprenti", "0-9"),
        ("moins de dix", "0-9"),
        ("une quinzaine de salariés", "10-49"),
        ("we are twelve", "10-49"),
        ("10 à 49 salariés", "10-49"),
        ("moins de 50", "10-49"),
        ("une centaine", "50-249"),
        ("250", "250-4999"),
        ("plus de 250", "250-4999"),
        ("4 999", "250-4999"),
        ("ETI", "250-4999"),
        ("plus de 5000", "5000+"),
        ("5 000 et plus", "5000+"),
        ("grand groupe", "5000+"),
        ("eight, no, nine of us", "0-9"),
        ("3 élèves de 3e", None),
        ("un apprenti depuis lundi", None),
        ("PME", None),
        ("oui", None),
        ("-5", None),
        ("12k€", None),
        ("", None),
        ("On est entre dix et quinze, selon la saison", "10-49"),
        ("sumwhere btwn 50 n 249 ppl", "50-249"),
        ("une TPE de trois personnes", "0-9"),
        ("je suis carreleur à Vitry et on est quatre", "0-9"),
        ("a 30-strong plumbing firm", "10-49"),
        ("si je libère un employé cinq jours", None),
        ("too much for a firm of seven", "0-9"),
        ("were 14 ppl", "10-49"),
        ("a bakery in Lens with about twenty people", "10-49"),
        ("un cabinet d'avocats de huit personnes", "0-9"),
        ("drh d'un groupe de 7 100 personnes", "5000+"),
    ],
)
def test_a_size_is_read(text: str, band: str | None) -> None:
    assert read_size_band(text) == band


def test_bands_meet_at_their_borders() -> None:
    heads = (0, 9, 10, 49, 50, 249, 250, 4999, 5000)
    assert [SIZE_BANDS.index(size_band(n)) for n in heads] == [0, 0, 1, 1, 2, 2, 3, 3, 4]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("deux élèves de 3e de Jean-Jaurès en mars", "internship_3e"),
        ("stage collectif de 3e", "internship_3e_group"),
        ("stagiaire bac pro", "internship_voc"),
        ("stagiaire de seconde", "internship_2nde"),
        ("intervention dans un collège", "class_talk"),
        ("on a fait visiter l'atelier à une classe", "company_visit"),
        ("on a parrainé un jeune", "mentoring"),
        ("mécénat de compétences", "skills_sponsorship"),
        ("on a donné des ordinateurs", "in_kind_sponsorship"),
        ("atelier CV", "coaching_event"),
        ("un apprenti du quartier depuis lundi", "apprenticeship"),
        ("contrat de pro", "professionalisation"),
        ("visite du CFA", "cfa_visit"),
        ("PMSMP", "immersion"),
        ("taxe d'apprentissage", "apprenticeship_tax"),
        ("on a embauché quelqu'un en CDI", "hire_qpv_cdi"),
        ("we hired one person", "hire_qpv_cdi"),
        ("un CDD de 6 mois", "hire_qpv_cdd"),
        ("notre apprenti est passé en CDI", "alt_to_cdi"),
        ("job dating à Sevran", "job_dating"),
        ("formation des managers sur les biais", "bias_training"),
        ("charte de la diversité", "charter"),
        ("12k€ d'achats dans le quartier", "buy_qpv"),
        ("achats à un ESAT", "buy_adapted"),
        ("heures d'insertion", "insertion_clause_hours"),
        ("nouveau fournisseur référencé", "new_supplier"),
        ("on paie à 30 jours au lieu de 60", "payment_terms"),
        ("on a prêté une salle", "premises"),
        ("company_visit", "company_visit"),
        ("3 jeunes de seconde sont restés dix jours", "internship_2nde"),
        ("done a talk at a collège", "class_talk"),
        ("three groups came round our works", "company_visit"),
        (
            "on a versé 1,2k de taxe d'apprentissage à une école de la deuxième chance",
            "apprenticeship_tax",
        ),
        ("des plateaux repas d'un ESAT", "buy_adapted"),
        ("jé signé un contra daprentissage", "apprenticeship"),
        ("we had ten youngsters round the workshop", "company_visit"),
        ("the workshop on CVs went well", "coaching_event"),
    ],
)
def test_an_action_type_is_recognised_first(text: str, code: str) -> None:
    assert read_action_type(text)[0] == code


@pytest.mark.parametrize(
    "text",
    [
        "embauché un apprenti",
        "on a embauché deux alternants du quartier",
        "recruté un apprenti du quartier",
        "notre entreprise a embauché un apprenti",
    ],
)
def test_an_apprentice_who_is_hired_is_an_apprenticeship_alone(text: str) -> None:
    assert read_action_type(text) == ("apprenticeship",)


@pytest.mark.parametrize(
    "text",
    [
        "embauché un apprenti en CDI",
        "on a embauché un apprenti à la fin de son contrat",
        "on a embauché notre apprentie",
    ],
)
def test_an_apprentice_who_is_kept_on_may_be_a_hire(text: str) -> None:
    assert read_action_type(text)[0] == "alt_to_cdi"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("on est onze personnes", 11),
        ("a firm of about forty", 40),
        ("a salon in Rodez with two employees", 2),
        ("nous avons formé douze salariés", None),
        ("our group, 900 employees, buys nothing there", 900),
        ("une maison de 6 500 salariés comme la nôtre", 6500),
        ("nous sommes six au salon", 6),
        ("on est fournisseur, SIREN 800 000 010", None),
        ("une boulangerie qui emploie neuf femmes", 9),
        ("is it for us, 700 staff?", 700),
        ("nous sommes à Lille, 59000", None),
        ("I came with six employees", None),
        ("a firm of fewer than fifty people", None),
        ("we are 12 people to pay for", None),
        ("a firm of 12 years", None),
        ("with six employees I went to the school", None),
    ],
)
def test_a_company_s_own_people_are_told_by_the_way(text: str, people: int | None) -> None:
    assert read_own_headcount(text) == people


@pytest.mark.parametrize(
    ("text", "axes"),
    [
        ("everything except purchasing", {B}),
        ("tout sauf les achats", {B}),
        ("côté formation, hors apprentissage", set()),
        ("côté sensibilisation, à part les stages", set()),
    ],
)
def test_an_axis_is_left_out_by_its_own_name(text: str, axes: set[str]) -> None:
    assert axes_left_out(text) == axes


@pytest.mark.parametrize("text", ["", "oui", "bonjour", "12"])
def test_no_action_type_is_invented(text: str) -> None:
    assert read_action_type(text) == ()


def test_every_action_type_has_words() -> None:
    codes = action_codes()
    assert len(codes) == len(set(codes)) == 48


@pytest.mark.parametrize("said", ["Bonjour à toutes et à tous", "slt cv", "bonsoir à tous !"])
def test_a_greeting_names_no_axis(said: str) -> None:
    assert read_axes(said).chosen == frozenset()
