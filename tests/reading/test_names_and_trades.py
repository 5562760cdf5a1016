"""Who is named in a sentence: people, organisations, quarters; and what trades."""

import pytest

from reading.names.given import given_names
from reading.names.reader import read_person_name
from reading.organisations.reader import read_organisation, read_organisations
from reading.places.gazetteer import gazetteer, name_key
from reading.places.qpv import read_qpv_code, read_qpv_names
from reading.trades.reader import read_trades
from reading.wordlists import lines_of
from reading.words import fold


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Je m'appelle Hélène Garnier", "Hélène Garnier"),
        ("moi c nadia benali", "nadia benali"),
        ("moi c'est Nadia, la gérante", "Nadia"),
        ("my name c'est Inès", "Inès"),
        ("I'm called Helen Garner", "Helen Garner"),
        ("je suis Karim Haddad, gérant", "Karim Haddad"),
        ("Nadia Benali", "Nadia Benali"),
        ("moi c'est le patron", None),
        ("je suis plombier", None),
        ("inscri moi com presta", None),
        ("référencez-moi comme fournisseur", None),
        ("Le contact, c'est désormais Solène Vandewalle", "Solène Vandewalle"),
        ("contact : c'est maintenant Mme Vasseur", "Vasseur"),
        ("Evening all, Declan here from the garage", "Declan"),
        ("moi cé mehdi azzouz", "mehdi azzouz"),
        ("moi, ce sont les apprentis", None),
        ("It's Mr Okafor from now on", "Okafor"),
        ("est-ce que quelqu'un peut m'appeler ?", None),
        ("ah non, moi c'est l'autre garage", None),
        ("C'EST N'IMPORTE QUOI", None),
        ("we'll carry on with Karine on Monday", "Karine"),
        ("Is it you, Nathalie, or the assistant?", "Nathalie"),
        ("Ma collègue Yasmina Orsini avait demandé", "Yasmina Orsini"),
        ("C'est Mme Ourdia Kessaci, des achats", "Ourdia Kessaci"),
        ("put Léa Montagnier in place of Mr Cazals", "Léa Montagnier"),
        ("it's me again from the bakery", None),
        ("ma fille Inès cherche un stage", None),
        ("le salon Karine Coiffure", None),
    ],
)
def test_a_person_says_their_name(text: str, name: str | None) -> None:
    assert read_person_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "trois élèves de Victor Hugo",
        "our talk at Louise Michel high school",
        "la rue Simone Veil, le collège Simone Veil",
        "Sophia Antipolis, plutôt le soir",
        "find me some places in Sofia",
        "lycée pro Rosa Parks de Béthune",
    ],
)
def test_what_bears_a_given_name_is_nobody(text: str) -> None:
    assert read_person_name(text, capitals=False) is None


@pytest.mark.parametrize(
    ("text", "value", "bare"),
    [
        ("trois élèves du collège Jean-Jaurès à Sarcelles", "collège Jean-Jaurès", "Jean-Jaurès"),
        ("college jean jaures a sarcelles cherche 3 stages", "college jean jaures", "jean jaures"),
        ("deux élèves de 3e de Jean-Jaurès en mars", "Jean-Jaurès", "Jean-Jaurès"),
        ("le lycée Marie Curie de Nanterre", "lycée Marie Curie", "Marie Curie"),
        ("avec tous en stage", "tous en stage", "tous en stage"),
        ("pour le collège Les Deux-Rives", "collège Les Deux-Rives", "Les Deux-Rives"),
        ("2 places chez Renault", "Renault", "Renault"),
        ("ma société Durand & Fils veut adhérer", "Durand & Fils", "Durand & Fils"),
        ("le resto s'appelle le Mistral", "le Mistral", "le Mistral"),
        ("our company is called Bright Paints", "Bright Paints", "Bright Paints"),
        ("notre enseigne : « Au bon pain »", "Au bon pain", "Au bon pain"),
    ],
)
def test_an_organisation_is_named_in_a_sentence(text: str, value: str, bare: str) -> None:
    found = read_organisation(text)
    assert found is not None
    assert (found.value, found.name) == (value, bare)


@pytest.mark.parametrize(
    "text",
    [
        "le college cherche 3 stages",
        "chez le boulanger",
        "collège de Sarcelles",
        "je tiens une boulangerie à Cergy",
        "la société n'est pas encore immatriculée",
        "Je m'appelle Hélène Garnier",
        "face à la mairie",
        "au titre du RGPD, mes données",
        "right, shop's opening, bye",
        "le collège m'appelle tous les jours",
        'rename it, "Kitchen assistant" sounds like a job',
        "15 rue du Stade à Trappes",
        "we will take « Former » only",
        "Ma SARL fait de la peinture",
    ],
)
def test_a_word_for_an_organisation_names_none(text: str) -> None:
    assert read_organisation(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("La Forge Bouvier, à Vivier-au-Court, voudrait s'engager", ["La Forge Bouvier"]),
        ("please ask Northgate Aerospace for one pupil", ["Northgate Aerospace"]),
        ("ajoutez Couture & Cie parmi les fournisseurs", ["Couture & Cie"]),
        ("la demande au cabinet comptable Moreau-Dubois", ["Moreau-Dubois"]),
        ("Our theatre company, La Lanterne Rouge, has places", ["La Lanterne Rouge"]),
        ("ON VEUT SIGNER. TRANSPORTS LEFEBVRE ET FILS, LENS", ["TRANSPORTS LEFEBVRE ET FILS"]),
        ("2 PLACES CHEZ ELECTRICITE SCHMITT A SELESTAT", ["ELECTRICITE SCHMITT"]),
        ("ASSOCIATION LES JARDINS DE L EPEULE", ["ASSOCIATION LES JARDINS DE L EPEULE"]),
        ("FACE Loire en a placé trente", ["FACE Loire"]),
        ("effacez l'achat au traiteur Chez Mémé Lulu", ["Chez Mémé Lulu"]),
        ("ma fromagerie de Golbey du 1er au 5 février", []),
        (
            "la maison de quartier Les Flamboyants, sept places à la mairie de Matoury",
            ["maison de quartier Les Flamboyants", "mairie de Matoury"],
        ),
        ("6 places à l'hôpital de Lure", ["hôpital de Lure"]),
        ("au collège Jean-Jaurès de Lomme", ["collège Jean-Jaurès"]),
        ("quelles entreprises du Pas-de-Calais ?", []),
        ("je m'appelle Hélène Mercier", []),
        ("WE WANT ALL THE PLACES ON THE BAKERY OFFER", []),
        ("JE VEUX DEUX PLACES CHEZ LE GARAGISTE", []),
        ("we moved from Germany to Belfort", []),
        ("GARAGE BENALI CREIL 2 PLACES", ["GARAGE BENALI"]),
        ("did Lafarge reply?", ["Lafarge"]),
        ("embauche d'un cariste du Val Fourré en CDD", []),
        ("atelier de lutherie Moretti, 2 places", ["Moretti"]),
        ("le restaurant de Nîmes ne répond jamais", []),
        ("au collège Diderot d'Aubervilliers", ["collège Diderot"]),
        ("Le Lion d'Or cherche un restaurant Le Lion d'Or", ["restaurant Le Lion d'Or"]),
        ("notre mission locale cherche des places", []),
        ("my company is looking for an intern from a local school", []),
        ("we'll carry on with Karine on Monday", []),
        ("an association called Graines d'Avenir", ["Graines d'Avenir"]),
        ("As the coordinator of Cap Jeunesse in Dreux", ["Cap Jeunesse"]),
        ("seven hires for Gardiennage Forézien, please", ["Gardiennage Forézien"]),
        ("three places at Scierie Morvan and I'd like news", ["Scierie Morvan"]),
        ("on behalf of Viticulteurs de Limoux, yes", ["Viticulteurs de Limoux"]),
        ("l'assurance de la Miroiterie Bastide", ["Miroiterie Bastide"]),
        ("l'étude notariale Delcourt ouvre", ["étude notariale Delcourt"]),
        ("l'hôtel des Alizés au Grau-du-Roi", ["hôtel des Alizés"]),
        ("the association Les Deux Rives in Marseille", ["Les Deux Rives"]),
        ("Our NGO, Les Passerelles de Planoise, needs", ["Les Passerelles de Planoise"]),
        ("Mon entreprise, Les Délices de Fatou, est au cœur de", ["Les Délices de Fatou"]),
        ("notre maison de retraite Les Genêts à Pontivy", ["Les Genêts"]),
        ("la mission locale du Pays de Redon", ["mission locale du Pays de Redon"]),
        ("au centre social de Cantepau", ["centre social de Cantepau"]),
        ("A LA MISSION LOCALE DE LUNEL ON ATTEND", ["MISSION LOCALE DE LUNEL"]),
        ("LA DEMANDE DE LA MISSION LOCALE EST ACCEPTEE", ["MISSION LOCALE"]),
        ("REACTIVEZ L'OFFRE DE L'HOTEL DES QUATRE VENTS", ["HOTEL DES QUATRE VENTS"]),
        ("WE GAVE 2000 EUROS TO GREEN HANDS ASSOCIATION", ["GREEN HANDS ASSOCIATION"]),
        ("CAN AN INTERN USE THE BREAD SLICER", []),
        ("ARE YOU A COMPUTER PROGRAM", []),
        ("The SIRET is 849 150 271 00021.", []),
        ("Passerelles 13 placed fourteen pupils", ["Passerelles 13"]),
        ("ma boîte qui s'appelle Toitures Vasseur on est à Albi", ["Toitures Vasseur"]),
        ("our company is called Le Goff and we're in Lanester", ["Le Goff"]),
        ("c'est pas Nettoyage du Garlaban mais Azur Propreté", ["Azur Propreté"]),
        ("Référencez Les Couturières du Lac, à Annecy", ["Les Couturières du Lac"]),
        ("negotiated with Hôtel Mercure", ["Hôtel Mercure"]),
        ("my name is Corentin Abgrall, I'm called so", []),
        ("my restaurant is on avenue de Saint-Ouen", []),
        ("l'offre du cabinet vétérinaire Roumégoux", ["cabinet vétérinaire Roumégoux"]),
        ("au cabinet d'avocats Sainte-Rose", ["cabinet d'avocats Sainte-Rose"]),
    ],
)
def test_organisations_are_named_without_the_words_around_them(text: str, names: list[str]) -> None:
    assert [one.value for one in read_organisations(text)] == names


def test_given_names_are_written_folded_and_are_no_words_of_the_programme() -> None:
    names = given_names()
    assert {"karine", "mamadou", "jean-marie", "aminata"} <= names
    assert names.isdisjoint({"come", "forum", "hope", "said", "valence"})
    assert all(name == fold(name) for name in names)


def test_an_answer_may_be_a_name_in_capitals() -> None:
    assert read_organisation("GARAGE DES QUATRE ROUTES") is None
    found = read_organisation("GARAGE DES QUATRE ROUTES", answer=True)
    assert found is not None
    assert found.value == "GARAGE DES QUATRE ROUTES"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("QN09301M", "QN09301M"),
        ("c'est le qn 093 01 m", "QN09301M"),
        ("Le code QP069025 désigne quel quartier ?", "QP069025"),
        ("QP02B002", "QP02B002"),
        ("un QPV", None),
        ("le code q n zéro quatre neuf zéro un m", "QN04901M"),
        ("QN12", None),
    ],
)
def test_a_quarter_has_a_code(text: str, code: str | None) -> None:
    assert read_qpv_code(text) == code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("le quartier des Aubiers figure-t-il parmi les QPV ?", "Aubiers"),
        ("la cité des Bosquets c'est compté dedans ?", "Bosquets"),
        ("la Grande Borne est en QPV ?", "la Grande Borne"),
        ("le quartier de Cergy", None),
        ("La Courneuve est en QPV ?", None),
        ("does La Noue count as a QPV or are we stuffed?", "La Noue"),
        ("un quartier prioritaire", None),
        ("mon adresse est en QPV ?", None),
    ],
)
def test_a_quarter_has_a_name(text: str, name: str | None) -> None:
    assert read_qpv_names(text) == (() if name is None else (name,))


def test_a_trade_is_a_word_with_its_section_and_whether_a_field_is_meant() -> None:
    (trade,) = read_trades("plutôt en Menuiserie")
    assert (trade.value, trade.section, trade.industry, trade.led) == (
        "Menuiserie",
        "C",
        False,
        True,
    )
    (industry,) = read_trades("le BTP recrute")
    assert (industry.section, industry.industry, industry.led) == ("F", True, False)
    assert [one.value for one in read_trades("un traiteur et des fleuristes")] == [
        "traiteur",
        "fleuristes",
    ]
    assert read_trades("trois élèves de 3e") == ()
    assert [one.value for one in read_trades("jcherch 1 presta pr le gardienage")] == ["gardienage"]


@pytest.mark.parametrize(
    ("text", "trades"),
    [
        ("deux prothésistes dentaires", ["prothésistes dentaires"]),
        ("un salon de toilettage canin", ["toilettage canin"]),
        ("je suis campanologue à Revin", ["campanologue"]),
        ("une boutique de cerfs-volants à Lens", ["cerfs-volants"]),
        ("réparation de trottinettes", ["réparation de trottinettes"]),
        ("le stage dans le son ou la vidéo", ["le son", "vidéo"]),
        ("she is a conductrice de bus, une restauratrice", ["conductrice de bus", "restauratrice"]),
        ("a tulip wholesaler", ["tulip wholesaler"]),
        ("our kite company", ["kite"]),
        ("the bakeries and a butcher's", ["bakeries", "butcher's"]),
        ("ma ferme maraîchère", ["ferme maraîchère"]),
        ("boulanger-pâtissier, pas porte-garage", ["boulanger-pâtissier"]),
        ("ma boîte de rénovation de cuisines", ["rénovation de cuisines"]),
        ("ma comptable le sait, nos avocats aussi", []),
        ("je suis comptable chez un avocat", ["comptable", "avocat"]),
        ("vous êtes un logiciel ?", []),
        ("our sister company, the other shop", []),
        ("on ferme en août", []),
        ("14 rue des Tanneurs", []),
        ("l'entreprise de Lyon, une société de vingt personnes", []),
        ("qui désigne le quartier", []),
        ("fromagerie plutôt que laiterie", ["fromagerie"]),
        ("a joke about bankers", []),
        ("une blague de boulanger", []),
        ("heard on the radio", []),
        ("le stage à la radio", ["radio"]),
        ("you may keep the data", []),
        ("une startup de data", ["data"]),
        ("places in radio or film", ["radio", "film"]),
        ("I am the secretary of the association", []),
        ("the previous secretary left", []),
        ("une stagiaire secrétaire", ["secrétaire"]),
        ("secrétaire de l'association Cap", []),
        ("la collègue de la compta saurait", []),
        ("un stage en compta", ["compta"]),
        ("un programme informatique ?", []),
        ("three kids in the kitchen", []),
        ("an apprentice for our kitchen", ["kitchen"]),
        ("this number was given by the town hall", []),
        ("three pupils at the town hall in Nogent", ["town hall"]),
        ("is the pact binding in law?", []),
        ("ça coûte combien à une petite boîte d'être signataire", []),
        ("WE ARE AN IT REPAIR SHOP", ["IT REPAIR"]),
        ("we want to buy from an IT supplier", ["IT"]),
        ("two places off a mate's firm", []),
        ("three of the lads on the payroll", []),
        ("places in it companies", ["it"]),
        ("how a bodyshop works", ["bodyshop"]),
    ],
)
def test_a_trade_is_told_by_the_list_or_by_the_words_around_it(
    text: str, trades: list[str]
) -> None:
    assert [one.value for one in read_trades(text)] == trades


def test_a_word_of_everyday_use_is_a_trade_where_a_field_is_meant() -> None:
    assert read_trades("l'assurance est-elle obligatoire ?") == ()
    assert read_trades("please make it four") == ()
    assert [one.value for one in read_trades("un stage dans l'assurance")] == ["assurance"]
    assert [one.value for one in read_trades("in our IT department")] == ["IT"]
    assert [one.value for one in read_trades("cuisine")] == ["cuisine"]


def test_no_widely_known_quarter_bears_the_name_of_a_commune() -> None:
    """Else it is marked: it counts with its commune beside, or with its article."""
    communes = gazetteer()
    named = [
        name
        for name in (line.partition("\t")[0] for line in lines_of("known_quarters.txt"))
        if not name.startswith(("~", "^"))
        and communes.by_key(name_key(name))
        and not communes.is_former(name_key(name))
    ]
    assert named == []
    towns = {town for line in lines_of("known_quarters.txt") for town in _towns(line)}
    assert [town for town in towns if not gazetteer().by_key(name_key(town))] == []


def _towns(line: str) -> list[str]:
    return [town for town in line.partition("\t")[2].split("|") if town]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("une jeune de sous le bois", ("sous le bois",)),
        ("a seamstress in haute pierre", ("haute pierre",)),
        ("from Frais-Vallon or La Castellane", ("Frais-Vallon", "La Castellane")),
        ("à Castellane", ()),
        ("Our association works in Maurepas, Rennes", ("Maurepas",)),
        ("notre atelier est à Maurepas", ()),
        ("nous avons 3000 euros", ()),
        ("rue des Minguettes", ()),
        ("check the Chemin Vert, er no, La Grâce de Dieu estate in Caen", ("La Grâce de Dieu",)),
        ("My candidate lives in the Old Mills district", ("Old Mills",)),
        ("la maison de quartier Les Flamboyants", ()),
        ("the guy we hired lives in Les Coteaux", ("Les Coteaux",)),
        ("avec des jeunes de Bellevue", ("Bellevue",)),
        ("avec des jeunes de Grigny", ()),
        ("agreed for the youngsters from Villeneuve", ()),
        ("deux jeunes à l'Ehpad, dans le quartier", ()),
        ("pastries in the Cité des Fleurs", ("Cité des Fleurs",)),
        ("cinq jours pour le RSE côté quartiers", ()),
    ],
)
def test_known_quarters_need_no_word_before_them(text: str, names: tuple[str, ...]) -> None:
    assert read_qpv_names(text) == names
