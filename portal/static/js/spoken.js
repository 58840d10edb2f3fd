// What a voice says for what stands written, where sentences end, and which voice may read.
// Nothing here knows of the page; tests/portal/test_spoken.py tries it with node.

const base = (tag) => tag.toLowerCase().split(/[-_]/)[0];

// The two forms of Norwegian can read each other; phones call either of them "no" too.
const ALIKE = { nb: ["nb", "no", "nn"], nn: ["nn", "nb", "no"], fa: ["fa", "prs"] };

// A voice that is not of this machine would send the text to a company: it is never taken.
export const chooseVoice = (voices, lang) => {
  let isRemote = false;
  for (const wanted of ALIKE[base(lang)] ?? [base(lang)]) {
    const fitting = voices.filter((voice) => base(voice.lang) === wanted);
    const local = fitting.filter((voice) => voice.localService);
    if (local.length) return { voice: local.find((voice) => voice.default) ?? local[0] };
    isRemote ||= fitting.length > 0;
  }
  return { fault: isRemote ? "remote" : "none" };
};

const NORWEGIAN = [
  [/\bkl\.\s*(?=\d)/gi, "klokka "],
  [/\bf\.\s?eks\./gi, "for eksempel"],
  [/\bbl\.\s?a\./gi, "blant annet"],
  [/\bd\.?v\.?s\./gi, "det vil si"],
  [/\bo\.?s\.?v\./gi, "og så videre"],
  [/\bm\.\s?m\./gi, "med mer"],
  [/\bca\./gi, "cirka"],
  [/\bevt\./gi, "eventuelt"],
  [/\bnr\.\s*(?=\d)/gi, "nummer "],
  [/\btlf\./gi, "telefon"],
  [/\bjf\./gi, "jamfør"],
  [/\binkl\./gi, "inkludert"],
  [/\bmill\./gi, "millioner"],
  [/§§\s*/g, "paragrafene "],
  [/§\s*/g, "paragraf "],
  [/\bIMDi\b/g, "Imdi"],
];
// A name that is said as a word would be spelt out letter by letter.
const LATIN = [[/\bNAV(?=s?\b)/g, "Nav"]];
const RULES = { nb: [...NORWEGIAN, ...LATIN], nn: [...NORWEGIAN, ...LATIN] };
for (const lang of ["en", "pl", "so", "tr", "lt"]) RULES[lang] = LATIN;

const TO = {
  nb: "til", nn: "til", en: "to", pl: "do", uk: "до", ru: "до", ar: "إلى", so: "ilaa",
  ti: "ክሳብ", fa: "تا", tr: "ile", lt: "iki",
};

const DIGIT = "[0-9٠-٩۰-۹]";
const NUMBER = new RegExp(
  `(?<![\\p{L}\\p{Nd}]|\\p{Nd}[.,:/–-])\\+?${DIGIT}+(?:[ \\u00a0\\u202f]${DIGIT}+)*(?![\\p{L}\\p{Nd}]|[.,:/-]\\p{Nd})`,
  "gu",
);
const MONEY_BEFORE = /(?:\b(?:kr|nok|eur)\b\.?|€)\s*$/iu;
const UNIT_AFTER = /^[\s\u00a0]*(?:,-|%|€|nok|kr\b|kron|koron|k[ao]roon|крон|كرون|کرون|ክሮነ|prosent|percent|mill|euro)/iu;
const SHORT = /^[1١۱][1١۱][0٠۰2٢۲3٣۳]$/;

const oneByOne = (groups) => groups.map((group) => [...group].join(" ")).join(", ");

const isThousands = (groups) =>
  groups[0].length <= 3 && groups.slice(1).every((group) => group.length === 3);

const sayNumber = (run, before, after) => {
  const groups = run.replace("+", "").split(/[ \u00a0\u202f]/);
  const digits = groups.join("");
  const plus = run.startsWith("+") ? "+ " : "";
  if (MONEY_BEFORE.test(before) || UNIT_AFTER.test(after)) {
    return isThousands(groups) ? digits : run;
  }
  if (plus) return plus + oneByOne(groups);
  if (groups.length === 1) return digits.length > 4 || SHORT.test(digits) ? oneByOne(groups) : run;
  // European help numbers, 116 111 and its like, are written as thousands are.
  if (groups.length === 2 && /^[1١۱]{2}[6٦۶]$/.test(groups[0])) return oneByOne(groups);
  if (isThousands(groups)) return digits.length < 9 ? digits : oneByOne(groups);
  return digits.length >= 8 ? oneByOne(groups) : run;
};

// The words to give to a voice: numbers to dial digit by digit, amounts and years as they are.
export const spokenText = (sentence, lang) => {
  const code = base(lang);
  let text = sentence.replace(/[\u200e\u200f\u2066-\u2069]/g, "");
  text = text.replace(NUMBER, (run, at, whole) =>
    sayNumber(run, whole.slice(Math.max(0, at - 8), at), whole.slice(at + run.length)));
  text = text.replace(/(\p{Nd})\s?[–—]\s?(?=\p{Nd})/gu, `$1 ${TO[code] ?? "–"} `);
  if (code === "nb" || code === "nn" || code === "en") {
    text = text.replace(/\b(?:kr\b\.?|NOK)[\s\u00a0]*([\d.,]*\d)/gi, "$1 kroner");
    text = text.replace(/(\d)[\s\u00a0]*(?:kr\b\.?(?!\s+\d)|NOK\b|,-)/gi, "$1 kroner");
  }
  for (const [pattern, words] of RULES[code] ?? []) text = text.replace(pattern, words);
  return text.replace(/[\s\u00a0]+/g, " ").trim();
};

// A full stop after one of these, or after a number before a small letter, ends no sentence.
const SHORTENED = /(?:^|[\s(])(?:kl|kr|ca|nr|tlf|jf|evt|inkl|mill|f\.\s?eks|bl\.\s?a|ul|np|tzw|напр|ст|т\.\s?е|pvz|vol|no|art|e\.g|i\.e|Dr|Mr|Mrs|örn|vb)\.\s*$/iu;

const cut = (text, lang) => {
  if (typeof Intl !== "undefined" && Intl.Segmenter) {
    const segmenter = new Intl.Segmenter(lang, { granularity: "sentence" });
    return [...segmenter.segment(text)].map((part) => part.segment);
  }
  return text.match(/[^.!?؟።፧…]+(?:[.!?؟።፧…]+["»”)]*\s*|$)/gu) ?? [text];
};

// Where the sentences of a text begin and end: pairs of offsets, white space left out.
export const sentences = (text, lang) => {
  const found = [];
  let at = 0;
  let goesOn = false;
  for (const part of cut(text.replace(/\s/g, " "), lang)) {
    const isSame = goesOn && (goesOn === "always" || /^[\p{Ll}\p{Nd}]/u.test(part));
    if (isSame) found.at(-1)[1] = at + part.length;
    else found.push([at, at + part.length]);
    at += part.length;
    const whole = text.slice(found.at(-1)[0], at);
    goesOn = SHORTENED.test(whole) ? "always" : /\p{Nd}\.\s*$/u.test(whole) && "before-small";
  }
  return found
    .map(([start, end]) => {
      const inner = text.slice(start, end);
      return [start + inner.length - inner.trimStart().length, start + inner.trimEnd().length];
    })
    .filter(([start, end]) => end > start);
};
