"""The rivals, with the same texts, the same vectors and the same questions as ours.

Each is set up as its documentation shows for hybrid search: meaning and words, ten texts of
each, merged. Two depart from the plainest set-up, in their favour, as tried on 150 questions of
the half `tune`: LlamaIndex has FAISS, since its own store finds the same in 380 ms instead of 5;
LangChain has words in lower case, which puts the right topic first for 37 % instead of 25 %, and
in a quarter more time. Haystack's FAISS store asks for NumPy below 2 on our Python, so it has its
in-memory store; its other settings were not tried.

Each function here raises ImportError where its package is not installed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from indexing.embedding import Embedder, Vectors

_LIMIT = 10  # passages

# From a question to the places of what was found, best first.
Search = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Material:
    """What a rival searches: texts, the vector of each, (n_texts, dim), and what makes them."""

    texts: Sequence[str]
    vectors: Vectors
    embedder: Embedder

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question as a list, which most of them ask for."""
        vector: list[float] = self.embedder.embed_queries([text])[0].tolist()
        return vector


def txtai_hybrid(material: Material) -> Search:
    """txtai: FAISS and its own BM25, the texts kept in SQLite."""
    from txtai import Embeddings

    known = dict(zip(material.texts, material.vectors, strict=True))

    def transform(batch: Sequence[str]) -> Vectors:
        if batch[0] in known:  # while the index is built
            return np.stack([known[text] for text in batch])
        return material.embedder.embed_queries(list(batch))

    index = Embeddings(
        {"method": "external", "transform": transform, "content": True, "hybrid": True}
    )
    index.index((place, text, None) for place, text in enumerate(material.texts))

    def search(question: str) -> list[int]:
        return [int(found["id"]) for found in index.search(question, _LIMIT)]

    return search


def llama_index_fusion(material: Material) -> Search:
    """LlamaIndex: FAISS and bm25s, merged by reciprocal rank; no query is rewritten."""
    import faiss
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.llms import MockLLM
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.core.schema import TextNode
    from llama_index.retrievers.bm25 import BM25Retriever
    from llama_index.vector_stores.faiss import FaissVectorStore

    class Ours(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return material.embed_query(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return material.embed_query(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            raise NotImplementedError("every text comes with its vector")

    nodes = [
        TextNode(id_=str(place), text=text, embedding=vector.tolist())
        for place, (text, vector) in enumerate(zip(material.texts, material.vectors, strict=True))
    ]
    store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(material.embedder.dim))
    index = VectorStoreIndex(
        nodes,
        embed_model=Ours(model_name=material.embedder.name),
        storage_context=StorageContext.from_defaults(vector_store=store),
    )
    retriever = QueryFusionRetriever(
        [
            index.as_retriever(similarity_top_k=_LIMIT),
            BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=_LIMIT),
        ],
        llm=MockLLM(),  # asked nothing, but it must not look for one over the network
        num_queries=1,
        similarity_top_k=_LIMIT,
        mode="reciprocal_rerank",
        use_async=False,  # an event loop would only cost time here
    )
    return lambda question: [int(found.node.node_id) for found in retriever.retrieve(question)]


def haystack_joiner(material: Material) -> Search:
    """Haystack: its in-memory store, BM25 and vectors joined by reciprocal rank."""
    from haystack import Document, Pipeline, component
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import (
        InMemoryBM25Retriever,
        InMemoryEmbeddingRetriever,
    )
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    @component
    class Ours:
        @component.output_types(embedding=list[float])
        def run(self, text: str) -> dict[str, list[float]]:
            return {"embedding": material.embed_query(text)}

    store = InMemoryDocumentStore()
    store.write_documents(
        [
            Document(id=str(place), content=text, embedding=vector.tolist())
            for place, (text, vector) in enumerate(
                zip(material.texts, material.vectors, strict=True)
            )
        ]
    )
    pipeline = Pipeline()
    pipeline.add_component("embedder", Ours())
    pipeline.add_component("meaning", InMemoryEmbeddingRetriever(store, top_k=_LIMIT))
    pipeline.add_component("words", InMemoryBM25Retriever(store, top_k=_LIMIT))
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=_LIMIT)
    pipeline.add_component("joiner", joiner)
    pipeline.connect("embedder", "meaning")
    pipeline.connect("meaning", "joiner")
    pipeline.connect("words", "joiner")

    def search(question: str) -> list[int]:
        found = pipeline.run({"embedder": {"text": question}, "words": {"query": question}})
        return [int(document.id) for document in found["joiner"]["documents"]]

    return search


def langchain_ensemble(material: Material) -> Search:
    """LangChain: FAISS and rank_bm25, merged by reciprocal rank."""
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_community.vectorstores import FAISS
    from langchain_core.embeddings import Embeddings

    class Ours(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            raise NotImplementedError("every text comes with its vector")

        def embed_query(self, text: str) -> list[float]:
            return material.embed_query(text)

    places = [{"place": place} for place in range(len(material.texts))]
    pairs = zip(material.texts, material.vectors.tolist(), strict=True)
    meaning = FAISS.from_embeddings(pairs, Ours(), metadatas=places)
    words = BM25Retriever.from_texts(
        list(material.texts),
        metadatas=places,
        k=_LIMIT,
        preprocess_func=lambda text: re.findall(r"\w+", text.lower()),
    )
    retriever = EnsembleRetriever(
        retrievers=[words, meaning.as_retriever(search_kwargs={"k": _LIMIT})], weights=[0.5, 0.5]
    )
    return lambda question: [
        found.metadata["place"] for found in retriever.invoke(question)[:_LIMIT]
    ]


def bm25s_words(material: Material) -> Search:
    """bm25s: eager BM25 over words, the fastest pure-Python lexical search we know."""
    import bm25s

    index = bm25s.BM25()
    words = bm25s.tokenize(list(material.texts), stopwords=None, show_progress=False)
    index.index(words, show_progress=False)

    def search(question: str) -> list[int]:
        words = bm25s.tokenize([question], stopwords=None, show_progress=False)
        found: list[int] = index.retrieve(words, k=_LIMIT, show_progress=False)[0][0].tolist()
        return found

    return search
