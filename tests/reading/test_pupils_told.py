"""Pupils told by their given names and by their health, and sentences that tell of none."""

import pytest

from reading.personal.redaction import MASK, redact_names, redact_pupil_data

TOLD = {
    "Ils viennent en bus. Il y aura Adam qui est diabétique et Lina 06 11 22 33 44": (
        f"Ils viennent en bus. Il y aura {MASK} qui est {MASK} et {MASK} {MASK}"
    ),
    "trois: Lina Bouchra, Adam Ndiaye et Inès qui est asthmatique": (
        f"trois: {MASK}, {MASK} et {MASK} qui est {MASK}"
    ),
    "c'est pour Adam, il est diabétique, il faut qu'il puisse manger à midi": (
        f"c'est pour {MASK}, il est {MASK}, il faut qu'il puisse manger à midi"
    ),
    "Mon élève Kevin Durand, né le 12/03/2012, est autiste": (
        f"Mon élève {MASK}, né le {MASK}, est {MASK}"
    ),
    "mon fils Yanis est allergique aux arachides et au gluten": f"mon fils {MASK} est {MASK}",
    "il est diabétique": f"il est {MASK}",
    "elle est en fauteuil roulant": f"elle est {MASK}",
    "Adam vient lundi. Il est diabétique.": f"{MASK} vient lundi. Il est {MASK}.",
    "j'ai accueilli Lucas et Inès": f"j'ai accueilli {MASK} et {MASK}",
    "adam est épileptique": f"{MASK} est {MASK}",
    "c’est pour adam, il est asthmatique": f"c’est pour {MASK}, il est {MASK}",
    "ADAM EST DIABÉTIQUE": f"{MASK} EST {MASK}",
    "Adam (asthmatique) et Lina viendront": f"{MASK} ({MASK}) et {MASK} viendront",
    "Lina, allergique aux noix, mange à midi": f"{MASK}, {MASK}, mange à midi",
    "Inès a de l'asthme": f"{MASK} a de l'{MASK}",
    "Inès a un PAI et fait des crises d'épilepsie": f"{MASK} a un PAI et fait des {MASK}",
    "Mon élève est dyslexique": f"Mon élève est {MASK}",
    "l'élève est sourde": f"l'élève est {MASK}",
    "l’élève est malvoyant": f"l’élève est {MASK}",
    "Karim est TDAH, il faut le bouger": f"{MASK} est {MASK}, il faut le bouger",
    "Adam est dys": f"{MASK} est {MASK}",
    "Il a un handicap": f"Il a un {MASK}",
    "Adam souffre d'épilepsie": f"{MASK} souffre d'{MASK}",
    "Lina est malentendante et porte un appareil": f"{MASK} est {MASK} et porte un appareil",
    "Adam est autiste Asperger": f"{MASK} est {MASK} Asperger",
    "Mohamed, lui, est handicapé": f"{MASK}, lui, est {MASK}",
    "Yanis est en situation de handicap": f"{MASK} est {MASK}",
    "Adam est très allergique au lait": f"{MASK} est très {MASK}",
    "Prévoyez un repas pour Inès car elle est cœliaque": (
        f"Prévoyez un repas pour {MASK} car elle est {MASK}"
    ),
    "Fatou et Mamadou sont dyspraxiques": f"{MASK} et {MASK} sont {MASK}",
    "Le troisième, c'est pour Yanis": f"Le troisième, c'est pour {MASK}",
    "c'est pour Adam": f"c'est pour {MASK}",
    "C’est pour Lina et Inès": f"C’est pour {MASK} et {MASK}",
    "ce sera pour Mamadou Diallo": f"ce sera pour {MASK}",
    "3 places : Tom, Emma et Jules": f"3 places : {MASK}, {MASK} et {MASK}",
    "deux élèves : Fatou Sarr et Yanis Benali": f"deux élèves : {MASK} et {MASK}",
    "2 : Chloé et Enzo": f"2 : {MASK} et {MASK}",
    "Je cherche un stage pour Adam": f"Je cherche un stage pour {MASK}",
    "2 places pour Lina et Adam": f"2 places pour {MASK} et {MASK}",
    "il faudrait une place pour Inès Benali": f"il faudrait une place pour {MASK}",
    "on a reçu Adam en stage": f"on a reçu {MASK} en stage",
    "on a pris Lucas et Inès en stage d'observation": (
        f"on a pris {MASK} et {MASK} en stage d'observation"
    ),
    "nous accueillons Yanis la semaine prochaine": f"nous accueillons {MASK} la semaine prochaine",
    "there will be Adam, who is diabetic, and Lina": (
        f"there will be {MASK}, who is {MASK}, and {MASK}"
    ),
    "it's for Adam, he is autistic": f"it's for {MASK}, he is {MASK}",
    "it’s for Emma": f"it’s for {MASK}",
    "3 places: Tom Brown, Emma and Jack": f"3 places: {MASK}, {MASK} and {MASK}",
    "three: Tom, Emma and Jack": f"three: {MASK}, {MASK} and {MASK}",
    "Adam has asthma": f"{MASK} has {MASK}",
    "she's allergic to nuts": f"she's {MASK}",
    "she is allergic to nuts": f"she is {MASK}",
    "my son is in a wheelchair": f"my son is {MASK}",
    "the pupil uses a wheelchair": f"the pupil uses a {MASK}",
    "Emma suffers from epilepsy": f"{MASK} suffers from {MASK}",
    "we hosted Emma and Jack last week": f"we hosted {MASK} and {MASK} last week",
    "Jack is deaf": f"{MASK} is {MASK}",
    "he has ADHD": f"he has {MASK}",
    "our pupil is dyslexic": f"our pupil is {MASK}",
    "we had Emma here on work experience": f"we had {MASK} here on work experience",
    "la stagiaire est asthmatique": f"la stagiaire est {MASK}",
    "Adam prend de la ventoline": f"{MASK} prend de la {MASK}",
    "Lina Bouchra, Adam Ndiaye et Inès": f"{MASK}, {MASK} et {MASK}",
    "Pour Tom, Emma et Jules.": f"Pour {MASK}, {MASK} et {MASK}.",
    "a place for Emma please": f"a place for {MASK} please",
    "two internships for Emma and Jack": f"two internships for {MASK} and {MASK}",
}

OF_NOBODY = """
Bonjour, Camille de la boulangerie
notre tutrice Sophie Martin
fauteuil roulant : locaux accessibles
accessible aux personnes handicapées
nous embauchons des travailleurs handicapés
atelier allergènes
Chez Karim, on accueille deux élèves
C’est pour Chez Karim
collège Victor Hugo
c'est pour le collège Victor Hugo
3 places pour le lycée Rosa Parks
Mme Sophie Martin vous accueillera
M. Karim Haddad est notre directeur
il y aura Sophie pour les accueillir
Il y aura Marc et Sophie au fournil
notre référente handicap est Sophie Martin
Sophie Martin, référente handicap
Sophie Martin est notre référente handicap
les locaux sont accessibles en fauteuil roulant
un élève en fauteuil roulant peut venir
on peut accueillir une personne en fauteuil roulant
Karim, chef de cuisine, les accueille
je suis sourd
Je suis Karim, je suis diabétique
nous avons accueilli Pierre Martin, le maire
contactez Sophie ou Marc
nos salariés sont handicapés
nos employés sont sourds et nous signons
nous travaillons avec des personnes autistes
un ESAT emploie 40 travailleurs handicapés
nous avons acheté à une entreprise adaptée
c'est pour Marseille
c'est pour la mission locale de Creil
c'est pour Mme Durand
c'est pour notre directrice Sophie
ce stage est pour les 3e
2 places pour Paris
nous sommes trois : Paul, Julie et moi
il y aura une réunion
stage pour Paris
tuteur : Marc Petit
une place pour la semaine du 3
on a embauché Karim Benali en CDI
on a accueilli Karim en contrat d'apprentissage
Karim a été embauché
Rose est notre boutique
il est en retard
elle est accessible aux handicapés
elle est fermée
il y a un handicap
il y a des allergènes dans la farine
Merci Samira
Bonjour Samira, à quelle heure arrivent-ils ?
cueillette : rose, pierre, marine
la marine marchande
taille de pierre : deux places
les personnes sont allergiques au gluten ? prévenez-nous
vous êtes allergique à la farine ? ce stage n'est pas pour vous
nous formons nos managers au handicap
un salarié a un handicap
sensibilisation au handicap : 40 collaborateurs
semaine du handicap
nous avons un référent autisme
the building is wheelchair accessible
accessible to disabled people
we hire disabled workers
our employees are disabled
a workshop on allergens
Good morning, Emma from the bakery
our tutor is Jack Smith
Mrs Brown is our manager
I'm deaf, please write
ask for Emma
there will be two pupils
it's for Year 10
it's for Rosa Parks High School
3 places: kitchen, bar and hall
blind recruitment training
c'est pour Victor Hugo
Rose, Pierre et Marine
Marc et Sophie
Sophie Martin, Marc Petit
un stage pour France Travail
c'est pour Pierre Fabre
3 : rose, marine
2 : Pierre et Vacances
lundi 4 : Marc et Lucie accueillent
le 12 : Karim
tuteurs, 2 : Marc et Lucie
le restaurant de Karim a un fauteuil roulant
Karim a un fauteuil roulant à disposition
on a eu Sophie au téléphone pour le stage
Sophie accompagne des jeunes autistes
Sophie a accueilli un élève autiste
notre apprenti Karim est malentendant
on a pris Martin SARL pour le stage
We had Emma from the charity talk about internships
""".strip().splitlines()

TO_A_COMPANY = {
    "Il y aura Adam et Lina": f"Il y aura {MASK} et {MASK}",
    "Adam arrivera à 9 h, Lina à 10 h": f"{MASK} arrivera à 9 h, {MASK} à 10 h",
    "Pouvez-vous appeler Inès Benali au 06 11 22 33 44 ?": (
        f"Pouvez-vous appeler {MASK} au {MASK} ?"
    ),
    "Bonjour Samira, Lina peut-elle venir ?": f"Bonjour Samira, {MASK} peut-elle venir ?",
    "Inès, Yanis et Mamadou viendront en bus": f"{MASK}, {MASK} et {MASK} viendront en bus",
    "There will be Emma and Jack": f"There will be {MASK} and {MASK}",
    "Jack cannot come on Monday": f"{MASK} cannot come on Monday",
    "J’accompagne Yanis lundi matin": f"J’accompagne {MASK} lundi matin",
}

TO_A_COMPANY_OF_NOBODY = """
Bonjour Samira, à quelle heure arrivent-ils ?
Ils viennent du collège Victor Hugo avec Mme Durand
Ma collègue Yasmina passera les voir
Notre CPE Julie Roux les accompagne
Je suis Karim Haddad, professeur principal
Merci beaucoup, cordialement, Karim Haddad
Samira peut-elle les recevoir à 9 h ?
Ils ont déjà fait un stage chez Karim
Ils prennent le bus à la gare de Creil
Deux élèves de 3e viendront lundi
Mrs Brown will come with them
Thanks Samira, see you on Monday
""".strip().splitlines()


@pytest.mark.parametrize(("text", "masked"), TOLD.items())
def test_a_pupil_told_by_name_or_health_is_masked(text: str, masked: str) -> None:
    assert redact_pupil_data(text).text == masked


@pytest.mark.parametrize("text", OF_NOBODY)
def test_ordinary_sentences_are_left_as_they_are(text: str) -> None:
    assert redact_pupil_data(text).text == text


@pytest.mark.parametrize(("text", "masked"), TO_A_COMPANY.items())
def test_whom_a_school_names_to_a_company_is_masked(text: str, masked: str) -> None:
    assert redact_names(text, ("Karim Haddad", "Samira Cohen")).text == masked


@pytest.mark.parametrize("text", TO_A_COMPANY_OF_NOBODY)
def test_who_writes_who_reads_and_who_works_there_is_no_pupil(text: str) -> None:
    redaction = redact_names(text, ("Karim Haddad", "Samira Cohen"))
    assert (redaction.text, redaction.found) == (text, frozenset())


def test_there_are_enough_sentences_of_both_kinds() -> None:
    assert min(len(TOLD), len(OF_NOBODY)) >= 60


def test_what_is_told_of_health_is_named_in_what_was_found() -> None:
    assert redact_pupil_data("il est diabétique").found == {"health"}
    assert redact_pupil_data("c'est pour Adam, il est sourd").found == {"name", "health"}


@pytest.mark.parametrize("text", TOLD)
def test_what_was_masked_once_stays_as_it_is(text: str) -> None:
    masked = redact_pupil_data(text).text
    assert redact_pupil_data(masked).text == masked


@pytest.mark.parametrize(
    "text", ["ok, " * 900, "Lina, " * 600, "bonjour " * 500 + "Adam", "A" * 4000]
)
def test_long_messages_are_read_to_their_end(text: str) -> None:
    assert redact_names(f"{text}. Bien à vous", ()).text.endswith("Bien à vous")
