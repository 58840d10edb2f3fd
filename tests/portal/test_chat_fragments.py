"""The part of an address that leads a browser to quoted words."""

from urllib.parse import unquote

import pytest

from knowledge.expanding import expand_plain
from knowledge.loading import Knowledge
from portal.chat.fragments import text_fragment


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("Ring 113 nå.", ":~:text=Ring%20113%20n%C3%A5."),
        ("Ja, nei - og & så", ":~:text=Ja%2C%20nei%20%2D%20og%20%26%20s%C3%A5"),
        (
            "en to tre fire fem seks sju åtte ni ti elleve tolv tretten",
            ":~:text=en%20to%20tre%20fire%20fem%20seks,"
            "%C3%A5tte%20ni%20ti%20elleve%20tolv%20tretten",
        ),
        ("Du trenger:\n\nPass\nSkjema og penger", ":~:text=Du%20trenger%3A,Skjema%20og%20penger"),
        ("Barn – 0 kroner\nVoksne – 300 kroner", ":~:text=Barn,300%20kroner"),
        ("Ring \u2066116 111\u2069.", ":~:text=Ring%20116%20111."),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_a_text_is_named_by_its_beginning_and_its_end(text: str, fragment: str) -> None:
    assert text_fragment(text) == fragment


def test_every_text_that_ships_is_named_by_words_of_its_own(all_knowledge: Knowledge) -> None:
    for (_, slug, lang), article in all_knowledge.articles.items():
        if lang not in {"nb", "ar", "ti"}:
            continue
        for section in article.sections:
            text = expand_plain(section.markdown, lang, all_knowledge.facts)
            named = text_fragment(text).removeprefix(":~:text=")
            assert named.count(",") <= 1 and "-" not in named, slug
            for words in named.split(","):
                plain = text.replace("\u2066", "").replace("\u2069", "")
                assert unquote(words) in " ".join(plain.split()), (slug, words)
