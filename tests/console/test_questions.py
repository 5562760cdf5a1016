"""Forms and questions have names that a referent knows, all of them."""

from pathlib import Path

import yaml

from console.questions import FORMS, QUESTIONS, form_label, question_label
from paqte.i18n import speech

DOMAIN = yaml.safe_load(Path("domain.yml").read_text(encoding="utf-8"))


def test_every_form_and_question_of_the_bot_has_a_name_and_no_other_has() -> None:
    forms = DOMAIN["forms"]
    assert set(FORMS) == set(forms)
    assert set(QUESTIONS) == {slot for form in forms.values() for slot in form["required_slots"]}


def test_they_are_told_in_both_languages_and_an_unknown_one_by_its_name() -> None:
    french, english = speech("fr"), speech("en")
    assert form_label("join_form", french) == "Inscription de l’entreprise"
    assert form_label("join_form", english) == "Joining of the company"
    assert question_label("join_trade", french) == "métier"
    assert question_label("join_trade", english) == "trade"
    assert form_label("some_form", french) == "some_form"
    assert question_label("some_slot", french) == "some_slot"
