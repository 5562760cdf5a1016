"""Words that stand around the name of a place and name none: « notre boutique est à … »."""

from __future__ import annotations

from reading.words import word_set

AROUND = word_set(
    "je j suis nous on est sommes c ma mon notre nos la le les l boite entreprise societe boutique "
    "magasin restaurant boulangerie atelier siege bureau locaux base basee bases situe situee "
    "situes installe installee installes trouve se a au aux en dans de du d des sur ville commune "
    "bah ben bon alors euh oui donc i m we re are is it s in at the my our company shop based "
    "located town city of from near vers pres cote voila plutot et habite habitons travaille "
    "implante implantee"
)
