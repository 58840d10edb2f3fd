"""Make the tokenizer: which spellings count as one, where words end, which pieces there are.

What is decided here travels in `tokenizer.json`, so a reader needs none of this code. The
rules are one table per script, applied to every text alike, because a question often mixes
languages. Nothing may look across a space: indexing.embedding_static tokenises word by word.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import WordPiece
from tokenizers.trainers import WordPieceTrainer

UNKNOWN = "[UNK]"
MAX_TOKENS = 512

# Marks that readers leave out as they like: Arabic vowel signs and the stretching line, the
# joiners of Persian, the soft hyphen, and the dot that lower-casing a Turkish I leaves behind.
_STRIPPED = r"[\u064B-\u065F\u0670\u0640\u200B-\u200F\u2060\uFEFF\u00AD\u0307]"

# Letters that keyboards and habits exchange, each row with the one that stands for all.
_UNIFIED = (
    ("[أإآٱ]", "ا"),
    ("[ىی]", "ي"),
    ("ک", "ك"),
    ("[ةۀ]", "ه"),
    ("[ʼ’‘`´]", "'"),
)

# Ge'ez rows that sound alike in Tigrinya and are exchanged in spelling: seven vowels each.
_GEEZ_ROWS = (("ሠሡሢሣሤሥሦ", "ሰሱሲሳሴስሶ"), ("ፀፁፂፃፄፅፆ", "ጸጹጺጻጼጽጾ"))

# Article, prepositions and "and" are written together with the Arabic word; at least three
# letters must follow, so that short words stay whole.
_ARABIC_CLUSTER = r"^(?:وال|بال|فال|كال|لل|ال|و)(?=\p{Arabic}{3})"

# Training text per language is raised or lowered to the square root of what there is, then
# multiplied by this where words are many-formed and texts few, or where we read most.
_LANGUAGE_BOOST = {"so": 2.0, "ti": 2.0, "nb": 1.5}


def new_tokenizer(vocabulary: dict[str, int] | None = None) -> Tokenizer:
    """Return the tokenizer with its rules, and with a vocabulary if there is one."""
    tokenizer = Tokenizer(
        WordPiece(vocabulary or {}, unk_token=UNKNOWN, max_input_chars_per_word=60)
    )
    replacements = [normalizers.Replace(Regex(old), new) for old, new in _UNIFIED]
    replacements += [
        normalizers.Replace(old, new) for row in _GEEZ_ROWS for old, new in zip(*row, strict=True)
    ]
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(_STRIPPED), ""),
            *replacements,
            # Long numbers are telephone and case numbers: each is seen once, none has meaning.
            normalizers.Replace(Regex(r"\d{5,}"), "0"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Punctuation(),
            pre_tokenizers.Digits(),
            pre_tokenizers.Split(Regex(_ARABIC_CLUSTER), behavior="isolated"),
        ]
    )
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def train_tokenizer(texts: Iterable[tuple[str, str]], *, vocabulary: int, seed: int) -> Tokenizer:
    """Learn the pieces.

    :param texts: (language, text), each text once.
    :param vocabulary: number of pieces.
    """
    by_lang: dict[str, list[str]] = {}
    for lang, text in texts:
        by_lang.setdefault(lang, []).append(text)
    learner = new_tokenizer()
    letters = _letters(learner, by_lang)
    trainer = WordPieceTrainer(
        vocab_size=vocabulary,
        min_frequency=2,
        # The trainer numbers the letters it meets in the order of a hash table, another one in
        # each process, and breaks ties by number. Told them beforehand, it cannot.
        special_tokens=[UNKNOWN, *letters, *(f"##{letter}" for letter in letters)],
        show_progress=False,
    )
    learner.train_from_iterator(_balanced(by_lang, seed), trainer)
    tokenizer = new_tokenizer(learner.get_vocab())
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _letters(tokenizer: Tokenizer, by_lang: dict[str, list[str]]) -> list[str]:
    """Return every character of the texts, as the tokenizer writes it."""
    words = {word for texts in by_lang.values() for text in texts for word in text.split()}
    normalise = tokenizer.normalizer.normalize_str
    return sorted(set().union(*map(normalise, words)) - {" "})


def _balanced(by_lang: dict[str, list[str]], seed: int) -> Iterator[str]:
    """Yield each text as often as its language is to be heard."""
    rng = np.random.default_rng(seed)
    chars = {lang: sum(map(len, texts)) for lang, texts in by_lang.items()}
    largest = max(chars.values())
    for lang, texts in sorted(by_lang.items()):
        # Square root: a language with a hundredth of the text is heard a tenth as much.
        times = (largest / chars[lang]) ** 0.5 * _LANGUAGE_BOOST.get(lang, 1.0)
        counts = np.floor(times + rng.random(len(texts))).astype(int)
        for text, count in zip(texts, counts, strict=True):
            yield from [text] * int(count)


def split_pieces(vocabulary: dict[str, int], smaller: dict[str, int]) -> list[list[int]]:
    """Return, for each token in the order of its number, its pieces in a smaller vocabulary.

    Cut as WordPiece cuts a word: always the longest piece that fits, and the unknown token
    where none does.
    """
    found: list[list[int]] = [[] for _ in vocabulary]
    for token, number in vocabulary.items():
        rest, pieces = token, []
        while rest not in ("", "##"):
            end = len(rest)
            while end > 0 and rest[:end] not in smaller:
                end -= 1
            if end <= 2 * rest.startswith("##"):
                pieces = [smaller[UNKNOWN]]
                break
            pieces.append(smaller[rest[:end]])
            rest = "##" + rest[end:]
        found[number] = pieces
    return found
