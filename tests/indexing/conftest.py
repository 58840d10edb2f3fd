"""Small invented guidance, and an index of it, for the tests of the indexing package."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from indexing.build import build_index
from indexing.embedding import HashEmbedder
from indexing.opening import OpenIndex, open_index
from knowledge.articles import Article, Section, Source, Translation
from knowledge.facts import Facts


@dataclass(frozen=True)
class SmallKnowledge:
    """What an index is built from, made by hand."""

    articles: dict[tuple[str, str, str], Article]
    facts: Facts = field(default_factory=Facts)
    fiction: frozenset[tuple[str, str]] = frozenset()


MakeArticle = Callable[..., Article]
MakeKnowledge = Callable[..., SmallKnowledge]


def _make_article(
    slug: str,
    lang: str = "nb",
    *,
    title: str = "",
    summary: str = "",
    sections: Sequence[tuple[str, str]] = (),
    questions: Sequence[str] = (),
    collection: str = "ny-i-norge",
) -> Article:
    """Sections are (anchor, text); the heading is the anchor with a capital."""
    return Article(
        collection=collection,
        slug=slug,
        lang=lang,
        title=title or slug.capitalize(),
        summary=summary,
        questions=tuple(questions),
        sections=tuple(Section(a.capitalize(), a, 2, text) for a, text in sections),
        sources=(Source("Lov om prøver § 1", "https://lovdata.no/", date(2026, 11, 20)),),
        checked=date(2026, 11, 20),
        responsible="Prøvedirektoratet",
        translation=Translation("source" if lang == "nb" else "machine"),
    )


@pytest.fixture(scope="session")
def make_article() -> MakeArticle:
    """Give a function that makes an article of a few words."""
    return _make_article


@pytest.fixture(scope="session")
def make_knowledge() -> MakeKnowledge:
    """Give a function that makes knowledge of articles."""
    return lambda *articles: SmallKnowledge({(a.collection, a.slug, a.lang): a for a in articles})


@pytest.fixture(scope="session")
def guidance() -> SmallKnowledge:
    """Give six articles on four topics, in Norwegian, English, Tigrinya and Arabic."""
    articles = [
        _make_article(
            "general-practitioner",
            title="Fastlege",
            summary="Alle som er folkeregistrert i Norge har rett til en fastlege.",
            sections=[
                ("who", "Du har rett til fastlege når du er registrert som bosatt."),
                ("how", "Du velger og bytter fastlege på Helsenorge. Det er gratis."),
                ("cost", "Du betaler egenandel når du er hos legen. Barn betaler ikke."),
            ],
            questions=["Hvordan får jeg lege?", "Hvem er legen min?"],
        ),
        _make_article(
            "general-practitioner",
            "en",
            title="General practitioner",
            summary="Everyone registered in Norway has the right to a general practitioner.",
            sections=[
                ("who", "You have the right to a doctor when you are a registered resident."),
                ("how", "You choose and change your doctor on Helsenorge. It is free."),
                ("cost", "You pay a user fee when you see the doctor. Children do not pay."),
            ],
            questions=["How do I get a doctor?"],
        ),
        _make_article(
            "tax-deduction-card",
            title="Skattekort",
            summary="Du trenger skattekort før du får lønn.",
            sections=[
                ("how", "Du søker om skattekort hos Skatteetaten og viser passet ditt."),
                ("without", "Uten skattekort trekker arbeidsgiveren 50 prosent skatt av lønnen."),
            ],
            questions=["Hvordan får jeg skattekort?"],
        ),
        _make_article(
            "tax-deduction-card",
            "ti",
            title="ካርድ ግብሪ",
            summary="ደሞዝ ቅድሚ ምቕባልካ ካርድ ግብሪ የድልየካ።",
            sections=[("how", "ካርድ ግብሪ ካብ ቤት ጽሕፈት ግብሪ ትሓትት።")],
            questions=["ካርድ ግብሪ ከመይ እረክብ፧"],
        ),
        _make_article(
            "helpline",
            title="Hjelpetelefon for unge",
            summary="Du kan ringe 116 111 hele døgnet.",
            sections=[("call", "Ring 116 111 hvis du er redd hjemme. Samtalen er gratis.")],
            questions=["Hvem kan jeg ringe?"],
            collection="nora",
        ),
        _make_article(
            "settled-2019",
            title="Årsrapport 2019",
            sections=[("settled", "I 2019 ble 4 822 flyktninger bosatt i norske kommuner.")],
            collection="reports",
        ),
    ]
    return SmallKnowledge({(a.collection, a.slug, a.lang): a for a in articles})


@pytest.fixture(scope="session")
def embedder() -> HashEmbedder:
    """Give the model that needs no file."""
    return HashEmbedder()


@pytest.fixture(scope="session")
def small_index_dir(
    guidance: SmallKnowledge, embedder: HashEmbedder, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Give the folder of an index of the guidance; not to be changed."""
    folder = tmp_path_factory.mktemp("index")
    build_index(guidance, embedder, folder)
    return folder


@pytest.fixture(scope="session")
def small_index(small_index_dir: Path, embedder: HashEmbedder) -> OpenIndex:
    """Give the opened index of the guidance."""
    return open_index(small_index_dir, embedder)
