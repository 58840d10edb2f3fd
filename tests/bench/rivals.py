"""The rivals, with the same passages and the same vectors as ours.

They are optional packages; what is not installed is left out of the table and named.
"""

from collections.abc import Callable, Sequence

from indexing.embedding import Embedder

Search = Callable[[str], object]


def txtai_hybrid(texts: Sequence[str], embedder: Embedder) -> Search:
    """txtai's hybrid search (FAISS and its own BM25), texts kept beside it.

    :raises ImportError: if txtai is not installed.
    """
    from txtai import Embeddings  # noqa: PLC0415 - an optional package

    index = Embeddings(
        {
            "method": "external",
            "transform": lambda batch: embedder.embed_passages(list(batch)),
            "content": True,
            "hybrid": True,
        }
    )
    index.index((i, text, None) for i, text in enumerate(texts))

    def search(question: str) -> object:
        return index.search(question, 10)

    return search


def bm25s_words(texts: Sequence[str], embedder: Embedder) -> Search:
    """bm25s: eager BM25 over words, the fastest pure-Python lexical search we know.

    :raises ImportError: if bm25s is not installed.
    """
    del embedder  # words alone
    import bm25s  # noqa: PLC0415 - an optional package

    index = bm25s.BM25()
    words = bm25s.tokenize(list(texts), stopwords=None, show_progress=False)
    index.index(words, show_progress=False)

    def search(question: str) -> object:
        words = bm25s.tokenize([question], stopwords=None, show_progress=False)
        return index.retrieve(words, k=10, show_progress=False)

    return search


RIVALS = {"txtai hybrid": txtai_hybrid, "bm25s (words only)": bm25s_words}
