"""Nobody waits for what is loaded once."""

from actions import languages
from actions.warming import warm_up
from reading.places import gazetteer


def test_what_is_loaded_once_is_loaded_before_the_first_person() -> None:
    languages._identifier.cache_clear()
    gazetteer.gazetteer.cache_clear()
    warm_up()
    for loaded in (languages._identifier, gazetteer.gazetteer):
        before = loaded.cache_info()
        assert before.currsize == 1
        loaded()
        assert loaded.cache_info().misses == before.misses
