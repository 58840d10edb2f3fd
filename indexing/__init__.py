"""From articles to answers: passages, vectors, words, and the road of a question. No web."""
