"""What somebody typed is gone from memory once it has been answered: no cache holds its words."""

import gc
import subprocess
import sys

from indexing.embedding import load_embedder
from indexing.identifying import identify
from indexing.safety import find_danger
from indexing.slots import find_interpreter_request
from indexing.smalltalk import find_smalltalk
from indexing.values import Question

# Written backwards, so that this file itself does not hold the word that is looked for.
_MARK = "domirtalin"


def _ask() -> None:
    text = f"jeg heter {_MARK[::-1]} og vil ikke lve mer, trenger tolk"
    question = Question(text)
    find_danger(text)
    identify(question)
    find_interpreter_request(question, "nb")
    find_smalltalk(text)
    load_embedder().embed_queries([text])


def _kept() -> list[str]:
    # The table inside a cache is not known to the collector itself, only through its owner.
    held = gc.get_referents(*gc.get_objects())
    tables = [table for table in held if isinstance(table, dict) and not gc.is_tracked(table)]
    held += gc.get_referents(*tables)
    return [text for text in held if isinstance(text, str) and _MARK in text[::-1]]


def test_no_word_of_a_question_stays_in_memory() -> None:
    """In a process of its own: a test runner keeps much that a worker does not."""
    done = subprocess.run(
        [sys.executable, __file__], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


if __name__ == "__main__":
    find_danger("hei")  # what is read at first use would push a word out of a cache again
    _ask()
    gc.collect()
    sys.stdout.write(f"{_kept()}\n")
