"""`python -m indexing.safety.gathering FOLDER`: gather the real words beside the rule words.

Reads running text (`*.tsv.gz`, any number of texts a line) and writes words.tsv: every word
that stands in it several times and is one slip away from a word of the rules without being one.
indexing.safety.spelling never corrects those. Run it again when the rules have many new words.
"""

import gzip
import re
import sys
from collections import Counter
from pathlib import Path

from indexing.safety.folding import fold_word
from indexing.safety.machine import machine
from indexing.safety.spelling import Speller

WORDS_FILE = Path(__file__).with_name("words.tsv")
_LEAST_TIMES = 3
_WORD = re.compile(r"[^\W\d_]{3,20}")
_APOSTROPHES = re.compile("['’‘ʼʻ`´]")
_HEAD = """\
# Real words that stand one slip of the finger away from a word of the rules, folded; they are
# never corrected. Gathered from running text by indexing.safety.gathering: see there.
"""


def count_words(folder: Path) -> Counter[str]:
    """Return how often each folded word stands in the texts of a folder."""
    raw: Counter[str] = Counter()
    for path in sorted(folder.glob("*.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                raw.update(_WORD.findall(_APOSTROPHES.sub("", line.lower())))
    folded: Counter[str] = Counter()
    for word, times in raw.items():
        folded[fold_word(word)] += times
    return folded


def neighbours(counts: Counter[str]) -> list[str]:
    """Return the words that would be corrected though they are real, in order."""
    vocabulary = machine().vocabulary
    speller = Speller(*vocabulary.words(), real=frozenset())
    return sorted(
        word
        for word, times in counts.items()
        if times >= _LEAST_TIMES and not vocabulary.knows(word) and speller.correct(word)
    )


def main() -> None:
    """Write words.tsv."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Name the folder with the texts: python -m indexing.safety.gathering FOLDER")
    words = neighbours(count_words(Path(sys.argv[1])))
    lines = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
    WORDS_FILE.write_text(_HEAD + "\n".join(lines) + "\n", "utf-8")
    sys.stdout.write(f"{WORDS_FILE}: {len(words):,} words\n")


if __name__ == "__main__":
    main()
