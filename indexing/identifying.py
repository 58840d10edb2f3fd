"""Tell which of our languages a question is written in, and which to answer in.

The script decides first: Ge'ez letters are Tigrinya here, and a Cyrillic text with a letter
that only Ukrainian or only Russian has needs no statistics. The rest is a linear model over
character n-grams, trained by indexing.training from the same texts as the embedding model.

Questions are short, and Norwegian words stand in all of them, so the page's language counts
as a hint; a text of a word or two does not outvote it unless its script does. A language that
is not one of ours still gets one of our codes, with a confidence near nothing, and is
answered in the language of the page. Any string has an answer here; none raises.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import BUNDLED_MODEL_DIR
from indexing.errors import ModelMissing
from indexing.values import Identified, Question
from knowledge.languages import SOURCE_LANG, languages

MODEL_FILE = "identifying.npz"
OTHER = "other"  # the class of the languages that are not ours
N_BUCKETS = 1 << 15

# What stands beyond this adds no certainty, and a question of ten megabytes costs no more.
_CHARS_READ = 400
_FEWEST_CHARS = 15
# The reader's own page makes its language e^1.5 = 4.5 times as likely as any other.
_PAGE_HINT = 1.5
_CONFIDENT = 0.6
# Norwegian names and terms are written in Latin letters in every language, so a third of
# another script is enough to be written in it.
_OTHER_SCRIPT_SHARE = 0.3

_SCRIPT_RANGES = (
    (0x0041, 0x024F, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1200, 0x139F, "Ethi"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x2D80, 0x2DDF, "Ethi"),
    (0x3040, 0x30FF, "Jpan"),
    (0x3400, 0x9FFF, "Hani"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFF, "Arab"),
)
_UNKNOWN_SCRIPT = "Zyyy"
_STARTS = np.array([start for start, _, _ in _SCRIPT_RANGES])
_ENDS = np.array([end for _, end, _ in _SCRIPT_RANGES])

# Letters that one language of the script writes and the other never does.
_OWN_LETTERS = {"uk": frozenset("іїєґ"), "ru": frozenset("ыэёъ")}
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
_SURELY_NYNORSK = 0.75

_MULTIPLIERS = np.array([0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F], dtype=np.uint32)
_STEP = np.uint32(0x01000193)
_BUCKET_SHIFT = np.uint32(32 - 15)


def identify(question: Question, *, model_dir: Path = BUNDLED_MODEL_DIR) -> Identified:
    """Return the language of the question, how sure that is, and the language to answer in.

    `confidence` was held against held-out sentences cut to five to eight words: of those
    identified with about 0.75, 83 of 100 were right, with 0.9 and more 99.

    :param model_dir: where the model lies, read once.
    :raises ModelMissing: if it cannot be read.
    """
    model = _read_model(model_dir)
    text = question.text[:_CHARS_READ].lower()
    page = question.page_lang if question.page_lang in languages() else None
    script = find_script(text)
    candidates = [code for code, entry in languages().items() if entry.script == script]
    if not candidates:
        lang, confidence = page or SOURCE_LANG, 0.0
    else:
        chances = _chances(model, text, candidates, page)
        short = len(text.strip()) < _FEWEST_CHARS and page in candidates and script == "Latn"
        lang = max(candidates, key=chances.__getitem__)
        if short and page is not None and not _shows_another(text, page):
            lang = page
        confidence = chances[lang]
        if not _FOREIGN_LETTERS.isdisjoint(text):
            confidence = min(confidence, _FOREIGN_CONFIDENCE)
    reply = lang if confidence >= _CONFIDENT else page or SOURCE_LANG
    if page is None and reply == "nn" and confidence < _SURELY_NYNORSK:
        reply = SOURCE_LANG  # most Norwegian is Bokmål, and many a sentence is both
    return Identified(lang, round(min(confidence, 1.0), 4), reply, script)


def _shows_another(text: str, page: str) -> bool:
    """Is there a letter that another of our languages writes, and the page's does not?"""
    usual = _MARKED_LETTERS.get(page, frozenset())
    letters = set(text) - usual
    return any(letters & marked for lang, marked in _MARKED_LETTERS.items() if lang != page)


def find_script(text: str) -> str:
    """Return the ISO 15924 code of the script; "Zyyy" if there is no letter we can place."""
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else _UNKNOWN_SCRIPT
    codes = _code_points("".join(filter(str.isalpha, text)))
    places = np.searchsorted(_STARTS, codes, side="right") - 1
    known = (places >= 0) & (codes <= _ENDS[places])
    if not known.any():
        return _UNKNOWN_SCRIPT
    counts: dict[str, int] = {}
    for place, count in enumerate(np.bincount(places[known])):
        if count:
            script = _SCRIPT_RANGES[place][2]
            counts[script] = counts.get(script, 0) + int(count)
    others = {script: n for script, n in counts.items() if script != "Latn"}
    if others and sum(others.values()) >= _OTHER_SCRIPT_SHARE * int(known.sum()):
        return max(others, key=others.__getitem__)
    return "Latn"


def hash_ngrams(text: str) -> NDArray[np.int64]:
    """Return the bucket of every run of one to four characters, word ends included.

    Only letters count: digits and marks say nothing about the language.

    >>> len(hash_ngrams("ja"))   # " ", j, a, " "; " j", ja, "a "; " ja", "ja "; " ja "
    10
    """
    letters = "".join(c if c.isalpha() or c in "'’ʼ" else " " for c in text.lower())
    codes = _code_points(f" {' '.join(letters.split())} ").astype(np.uint32)
    state = np.zeros(len(codes), dtype=np.uint32)
    buckets = []
    for n, multiplier in enumerate(_MULTIPLIERS[: len(codes)]):
        # The state of n characters is that of n - 1, one place to the left, and one more.
        state = state[: len(codes) - n] * _STEP + codes[n:] * multiplier
        buckets.append((state * _MULTIPLIERS[0] ^ (state >> np.uint32(13))) >> _BUCKET_SHIFT)
    return np.concatenate(buckets).astype(np.int64)


def pool_ngrams(buckets: NDArray[np.int64], rows: NDArray[np.int8]) -> NDArray[np.float32]:
    """Return the sum of the rows over the root of their number: a longer text is surer."""
    total = rows[buckets].sum(axis=0, dtype=np.float32)
    return np.asarray(total / np.sqrt(np.float32(max(len(buckets), 1))), dtype=np.float32)


def _code_points(text: str) -> NDArray[np.int64]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Model:
    """rows: (N_BUCKETS, classes) int8; scales, bias: (classes,)."""

    labels: dict[str, int]
    rows: NDArray[np.int8]
    scales: NDArray[np.float32]
    bias: NDArray[np.float32]


@cache
def _read_model(folder: Path) -> _Model:
    path = folder / MODEL_FILE
    try:
        with np.load(path, allow_pickle=False) as file:
            labels = {str(label): n for n, label in enumerate(file["labels"])}
            return _Model(labels, file["rows"], file["scales"], file["bias"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelMissing(
            f"{path}: the language model cannot be read ({error}). Restore the file, or run "
            "`veiviser model train`."
        ) from None


def _chances(model: _Model, text: str, candidates: list[str], page: str | None) -> dict[str, float]:
    """Return how likely each candidate is; together with the languages not ours they make 1."""
    if len(candidates) == 1:
        return {candidates[0]: 1.0}
    scores = pool_ngrams(hash_ngrams(text), model.rows) * model.scales + model.bias
    known = [code for code in candidates if code in model.labels]
    if not known:
        return dict.fromkeys(candidates, 0.0)  # languages added since the training
    chosen = [float(scores[model.labels[code]]) for code in known]
    for n, code in enumerate(known):
        if code == page:
            chosen[n] += _PAGE_HINT
        # Each such letter is worth a certainty of e^4 to one.
        chosen[n] += 4.0 * sum(text.count(letter) for letter in _OWN_LETTERS.get(code, ()))
    if OTHER in model.labels and "Latn" in {languages()[code].script for code in known}:
        chosen.append(float(scores[model.labels[OTHER]]))
    odds = np.exp(np.array(chosen) - max(chosen))
    shares = (odds / odds.sum()).tolist()
    return dict.fromkeys(candidates, 0.0) | dict(zip(known, shares, strict=False))
