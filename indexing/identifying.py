"""Tell which of our languages a question is written in, and which to answer in.

The script decides first (indexing.scripts); among the languages that are written or typed in
it, a linear model over character n-grams and words, trained by indexing.training, and letters
that only one of them has. It also knows the languages that are taken for ours, such as Danish
or Urdu, and what Arabic, Persian, Russian, Ukrainian and Tigrinya look like in Latin letters.

Questions are short, and Norwegian words stand in all of them, so the page's language counts
as a hint; a text of a word or two does not outvote it unless its script does. A language that
is not one of ours still gets one of our codes, with a confidence near nothing, and is
answered in the language of the page. Any string has an answer here; none raises.
"""

import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import BUNDLED_MODEL_DIR
from indexing.errors import ModelMissing
from indexing.scripts import code_points, find_script
from indexing.values import Identified, Question
from knowledge.languages import SOURCE_LANG, languages

MODEL_FILE = "identifying.npz"
# Classes beside our languages: those of ours that are typed in Latin letters ("ar-Latn"), the
# languages that are taken for one of ours, by script, and one class for the rest.
LATIN = "-Latn"
LOOKALIKES = {
    "da": "Latn",
    "sv": "Latn",
    "az": "Latn",
    "kmr": "Latn",
    "om": "Latn",
    "ps": "Arab",
    "ur": "Arab",
    "ckb": "Arab",
    "am": "Ethi",
    "bg": "Cyrl",
    "be": "Cyrl",
}
OTHER = "other"
_BITS = 16
N_BUCKETS = 1 << _BITS

# What stands beyond this adds no certainty, and a question of ten megabytes costs no more.
_CHARS_READ = 400
_FEWEST_CHARS = 15
# The reader's own page makes its language e^1.5 = 4.5 times as likely as any other.
_PAGE_HINT = 1.5
# Few type a language in Latin letters that has letters of its own, but what looks like it on its
# own page nearly always is.
_TYPED, _TYPED_ON_PAGE = -1.3, 2.5
_CONFIDENT = 0.6
# How many languages are named that a question may be in as well, and how likely each must be.
_NEAREST, _LIKELY = 2, 0.001

# Letters that one language of the script writes and the other never does.
_OWN_LETTERS = {
    "uk": frozenset("іїєґ"),
    "ru": frozenset("ыэёъ"),
    "be": frozenset("іыэў"),
    "bg": frozenset("ъ"),
    "az": frozenset("ə"),
    OTHER: frozenset("řěůľĺŕāēģīķļņŗțșăőűëñõđơưß"),
}
# Latin letters with which a language shows itself, however short the text.
_MARKED_LETTERS = {
    "pl": frozenset("ąćęłńśźż"),
    "lt": frozenset("ąčęėįšųūž"),
    "tr": frozenset("çğışöü"),
}
# Letters of languages that share a script with ours: Sorani, Urdu and Pashto; Serbian,
# Macedonian and Belarusian.
_FOREIGN_LETTERS = frozenset("ێۆڕڵەٹڈڑںےټډړښګېۍڼ" + "ђјљњћџўѓќѕ")
_FOREIGN_CONFIDENCE = 0.2
_NORWEGIAN = ("nb", "nn")
_SURELY_NYNORSK = 0.75
# There is less Nynorsk than Bokmål to learn from, and a sentence of it is taken for Bokmål three
# times as often as the reverse; in a few words, what is both is indeed more often Bokmål.
_NYNORSK_SENTENCE, _SENTENCE_CHARS = 0.65, 60

_WORD = re.compile(r"[0-9'’ʼ]*[^\W\d_](?:[^\W_]|['’ʼ])*")
_MULTIPLIERS = np.array([0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F], dtype=np.uint32)
_WORD_WEIGHT = 4
_STEP = np.uint32(0x01000193)
_BUCKET_SHIFT = np.uint32(32 - _BITS)


def identify(
    question: Question, *, chosen: str | None = None, model_dir: Path = BUNDLED_MODEL_DIR
) -> Identified:
    """Return the language of the question, how sure that is, and the language to answer in.

    `script` is that of the letters: a language that is not written in Latin letters, with the
    script "Latn", was typed in them (indexing.romanised turns it back).
    `confidence` was held against held-out sentences cut to five to eight words: of those
    identified with about 0.75, 85 of 100 were right, and 998 of 1,000 with 0.9 and more.

    :param chosen: the language that the reader has chosen to be answered in, that of the question
        if none is given here; it wins, and is a hint to the language of the question as well.
    :param model_dir: where the model lies, read once.
    :raises ModelMissing: if it cannot be read.
    """
    model = _read_model(model_dir)
    text = question.text[:_CHARS_READ].lower()
    chosen = chosen or question.chosen_lang
    wish = chosen if chosen in languages() else None
    page = wish or (question.page_lang if question.page_lang in languages() else None)
    script = find_script(text)
    chances = _chances(model, text, script, page)
    if not chances:
        lang, confidence = page or SOURCE_LANG, 0.0
    else:
        lang = max(chances, key=chances.__getitem__)
        short = len(text.strip()) < _FEWEST_CHARS and script == "Latn"
        if short and page in chances and not _shows_another(text, page):
            lang = page
        confidence = min(chances[lang], 1.0)
    reply = wish or _language_of_answer(lang, chances, page)
    others = [code for code, chance in chances.items() if code != lang and chance >= _LIKELY]
    others.sort(key=lambda code: (-chances[code], code))
    return Identified(lang, round(confidence, 4), reply, script, tuple(others[:_NEAREST]))


def _language_of_answer(lang: str, chances: dict[str, float], page: str | None) -> str:
    """Return the language of the question, or of the page where that is not sure enough."""
    if lang in _NORWEGIAN and page not in _NORWEGIAN:
        # Many a sentence is both, and most Norwegian is Bokmål.
        if sum(chances.get(code, 0.0) for code in _NORWEGIAN) < _CONFIDENT:
            return page or SOURCE_LANG
        return lang if chances[lang] >= _SURELY_NYNORSK else SOURCE_LANG
    return lang if chances.get(lang, 0.0) >= _CONFIDENT else page or SOURCE_LANG


def _shows_another(text: str, page: str) -> bool:
    """Is there a letter that another of our languages writes, and the page's does not?"""
    usual = _MARKED_LETTERS.get(page, frozenset())
    letters = set(text) - usual
    return any(letters & marked for lang, marked in _MARKED_LETTERS.items() if lang != page)


def script_of_class(label: str) -> str:
    """Return the script of a class: ISO 15924."""
    if label in languages():
        return languages()[label].script
    return LOOKALIKES.get(label, "Latn")


def hash_ngrams(text: str) -> NDArray[np.int64]:
    """Return the bucket of every run of one to four characters, word ends included, and four
    times that of every word: "ikkje" says more than its letters do.

    Only letters count, and digits among them, which stand for letters where people type Arabic
    in Latin letters; numbers and marks say nothing about the language.

    >>> len(hash_ngrams("ja"))   # " ", j, a, " "; " j", ja, "a "; " ja", "ja "; " ja "; 4 ja
    14
    """
    words = _WORD.findall(text.lower())
    codes = code_points(f" {' '.join(words)} ").astype(np.uint32)
    state = np.zeros(len(codes), dtype=np.uint32)
    buckets = []
    for n, multiplier in enumerate(_MULTIPLIERS[: len(codes)]):
        # The state of n characters is that of n - 1, one place to the left, and one more.
        state = state[: len(codes) - n] * _STEP + codes[n:] * multiplier
        buckets.append((state * _MULTIPLIERS[0] ^ (state >> np.uint32(13))) >> _BUCKET_SHIFT)
    hashes = [crc32(word.encode("utf-8", "surrogatepass")) for word in words]
    buckets += [np.array(hashes, dtype=np.uint32) >> _BUCKET_SHIFT] * _WORD_WEIGHT
    return np.concatenate(buckets).astype(np.int64)


def pool_ngrams(buckets: NDArray[np.int64], rows: NDArray[np.int8]) -> NDArray[np.float32]:
    """Return the sum of the rows over the root of their number: a longer text is surer."""
    total = rows[buckets].sum(axis=0, dtype=np.float32)
    return np.asarray(total / np.sqrt(np.float32(max(len(buckets), 1))), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Scores:
    """The classes of one script. rows: (N_BUCKETS, classes) int8; scales, bias: (classes,)."""

    labels: tuple[str, ...]
    rows: NDArray[np.int8]
    scales: NDArray[np.float32]
    bias: NDArray[np.float32]


@cache
def _read_model(folder: Path) -> dict[str, _Scores]:
    """Return the scores of each script."""
    path = folder / MODEL_FILE
    try:
        with np.load(path, allow_pickle=False) as file:
            labels, rows = [str(label) for label in file["labels"]], file["rows"]
            if rows.shape != (N_BUCKETS, len(labels)):
                raise ValueError(f"{rows.shape} rows and classes")
            places: dict[str, list[int]] = {}
            for place, label in enumerate(labels):
                places.setdefault(script_of_class(label), []).append(place)
            return {
                script: _Scores(
                    tuple(labels[place] for place in own),
                    np.ascontiguousarray(rows[:, own]),
                    file["scales"][own],
                    file["bias"][own],
                )
                for script, own in places.items()
            }
    except (OSError, ValueError, KeyError) as error:
        raise ModelMissing(
            f"{path}: the language model cannot be read ({error}). Restore the file, or run "
            "`veiviser model train`."
        ) from None


def _chances(
    model: dict[str, _Scores], text: str, script: str, page: str | None
) -> dict[str, float]:
    """Return how likely each of our languages is that is written or typed in the script;
    together with the languages not ours they make 1."""
    ours = languages()
    # Some may have been added since the training.
    chances = {code: 0.0 for code, entry in ours.items() if entry.script == script}
    scores = model.get(script)
    if scores is None:
        return chances
    pooled = pool_ngrams(hash_ngrams(text), scores.rows) * scores.scales + scores.bias
    chosen = pooled.tolist()
    for n, label in enumerate(scores.labels):
        if label in ours:
            chosen[n] += _PAGE_HINT if label == page else 0.0
            if label == "nn" and len(text) >= _SENTENCE_CHARS:
                chosen[n] += _NYNORSK_SENTENCE
        elif label.endswith(LATIN):
            chosen[n] += _TYPED_ON_PAGE if label == f"{page}{LATIN}" else _TYPED
        letters = _OWN_LETTERS.get(label)
        if letters and not letters.isdisjoint(text):
            # Each such letter is worth a certainty of e^4 to one.
            chosen[n] += 4.0 * sum(map(text.count, letters))
    best = max(chosen)
    odds = [math.exp(score - best) for score in chosen]
    total = sum(odds)
    most = 1.0 if _FOREIGN_LETTERS.isdisjoint(text) else _FOREIGN_CONFIDENCE
    for label, share in zip(scores.labels, odds, strict=True):
        code = label.removesuffix(LATIN)
        if code in ours:
            chances[code] = min(share / total, most)
    return chances
