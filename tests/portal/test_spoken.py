"""What a voice says (js/spoken.js), tried with node where it is there."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import portal

SPOKEN = Path(portal.__file__).parent / "static/js/spoken.js"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(
    NODE is None, reason="node is not installed: what voices say was not tried (apt install nodejs)"
)
_CALL = """
import(process.argv[1]).then((spoken) => {
  const [name, calls] = JSON.parse(process.argv[2]);
  console.log(JSON.stringify(calls.map((call) => spoken[name](...call))));
});
"""


def calls(name: str, *arguments: list[Any]) -> list[Any]:
    """Return what a function of spoken.js gives for each list of arguments."""
    assert NODE is not None
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", _CALL, SPOKEN.as_uri(), json.dumps([name, arguments])],
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[Any] = json.loads(done.stdout)
    return found


SAID = [
    # Numbers to dial, digit by digit.
    ("nb", "Ring 116 117 eller 113.", "Ring 1 1 6, 1 1 7 eller 1 1 3."),
    ("nb", "Ring 21 07 70 00 nå", "Ring 2 1, 0 7, 7 0, 0 0 nå"),
    ("nb", "Ring 800 57 000", "Ring 8 0 0, 5 7, 0 0 0"),
    ("en", "Call 02800 or +47 22 84 29 50", "Call 0 2 8 0 0 or + 4 7, 2 2, 8 4, 2 9, 5 0"),
    ("ar", "اتصل على \u2066116 111\u2069", "اتصل على 1 1 6, 1 1 1"),
    ("fa", "۱۱۲ را بگیرید", "۱ ۱ ۲ را بگیرید"),
    ("nb", "orgnr. 974 761 076", "orgnr. 9 7 4, 7 6 1, 0 7 6"),
    ("nb", "nummeret 12345678901", "nummeret 1 2 3 4 5 6 7 8 9 0 1"),
    # Amounts, years, days and counts as they are.
    ("nb", "kr\u00a0118\u00a0620 i året", "118620 kroner i året"),
    ("nb", "fra kr 500 til 1 240 kr", "fra 500 kroner til 1240 kroner"),
    ("nb", "112 kroner", "112 kroner"),
    ("nb", "Det koster 200,- i 2026", "Det koster 200 kroner i 2026"),
    ("nb", "12 500 elever den 21.11.2026, 3,5 prosent", "12500 elever den 21.11.2026, 3,5 prosent"),
    ("en", "NOK\u00a0118,620 a year", "118,620 kroner a year"),
    ("pl", "118\u00a0620\u00a0koron", "118620 koron"),
    ("tr", "118.620\u00a0kron", "118.620 kron"),
    ("ru", "118\u00a0620\u00a0крон", "118620 крон"),
    # From one to the other, and what is written short.
    ("nb", "kl. 08.00–15.30", "klokka 08.00 til 15.30"),
    ("pl", "2023–2024", "2023 do 2024"),
    ("nb", "NAV og NAVs penger, f.eks. § 8", "Nav og Navs penger, for eksempel paragraf 8"),
    ("so", "NAV waxay", "Nav waxay"),
]  # fmt: skip


def test_numbers_and_short_forms_are_said_as_a_person_would() -> None:
    found = calls("spokenText", *[[text, lang] for lang, text, _ in SAID])
    assert found == [said for _, _, said in SAID]


CUT = [
    ("nb", "Ring kl. 10. Gratis, f.eks. her.", ["Ring kl. 10.", "Gratis, f.eks. her."]),
    ("nb", "Fri 1. januar. Ring 112. Få hjelp.", ["Fri 1. januar.", "Ring 112.", "Få hjelp."]),
    ("nb", "  En linje\nsom går videre. To! ", ["En linje\nsom går videre.", "To!"]),
    ("ti", "ሰላም። ከመይ ኣለኻ፧ ጽቡቕ።", ["ሰላም።", "ከመይ ኣለኻ፧", "ጽቡቕ።"]),
    ("ar", "مرحبا. كيف حالك؟ بخير.", ["مرحبا.", "كيف حالك؟", "بخير."]),
    ("nb", " ", []),
]  # fmt: skip


def test_texts_are_cut_where_sentences_end() -> None:
    found = calls("sentences", *[[text, lang] for lang, text, _ in CUT])
    cut = [
        [text[start:end] for start, end in places]
        for (_, text, _), places in zip(CUT, found, strict=True)
    ]
    assert cut == [wanted for _, _, wanted in CUT]


def voice(lang: str, *, is_local: bool = True, is_default: bool = False) -> dict[str, Any]:
    return {"lang": lang, "localService": is_local, "default": is_default}


def test_only_a_voice_of_the_machine_itself_is_taken() -> None:
    found = calls(
        "chooseVoice",
        [[voice("en-US", is_local=False), voice("en-GB")], "en"],
        [[voice("en-GB"), voice("en-US", is_default=True)], "en"],
        [[voice("so-SO", is_local=False)], "so"],
        [[voice("en-GB")], "ti"],
        [[], "nb"],
    )
    assert found == [
        {"voice": voice("en-GB")},
        {"voice": voice("en-US", is_default=True)},
        {"fault": "remote"},
        {"fault": "none"},
        {"fault": "none"},
    ]


def test_the_forms_of_norwegian_read_each_other_but_danish_does_not() -> None:
    found = calls(
        "chooseVoice",
        [[voice("da-DK"), voice("no_NO")], "nn"],
        [[voice("nb_NO"), voice("nn-NO")], "nn"],
        [[voice("da-DK")], "nb"],
    )
    assert found == [{"voice": voice("no_NO")}, {"voice": voice("nn-NO")}, {"fault": "none"}]
