"""What the register calls its choices is understood when somebody writes it in the chat."""

import pytest

from indexing.slots import find_interpreter_request
from indexing.values import Question
from knowledge.languages import languages
from knowledge.register.spoken import spoken_name
from portal.i18n import translate
from portal.register.labels import MODES


@pytest.mark.parametrize("lang", list(languages()))
def test_every_way_to_meet_is_understood_by_its_label(lang: str) -> None:
    read = {}
    for mode, label in MODES.items():
        text = f"tolk {spoken_name('pl', lang)} {translate(lang, label)}"
        request = find_interpreter_request(Question(text), lang)
        read[mode] = request and (request.spoken, request.mode)
    assert read == {mode: ("pl", mode) for mode in MODES}
