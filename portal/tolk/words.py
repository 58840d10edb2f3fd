"""What the tools for public bodies say: message ids by the names of duty.toml and law.toml.

Every sentence on the law is one that our articles hold; whoever changes one looks up the article
that law.toml names. Values in the sentences are figures of the guidance.
"""

from collections.abc import Mapping

from portal.i18n import N_

QUESTIONS: Mapping[str, str] = {
    "who": N_("Who do you work for?"),
    "language": N_("Can you communicate safely without an interpreter?"),
    # Translators: the answer is one of: rights, help, another Act, a simple message
    "about": N_("What is the conversation about?"),
    "helper": N_("Who is to interpret?"),
    "wait": N_("Can the conversation wait for a qualified interpreter?"),
    "emergency": N_("Is it an emergency?"),
    "child": N_("Is a child to pass on the message?"),
}

HINTS: Mapping[str, str] = {
    "language": N_(
        "You judge this, not the person. Somebody may manage everyday Norwegian and still need an "
        "interpreter when technical terms, stress or illness come in."
    ),
    "about": N_("Choose the first that fits."),
    "wait": N_("By phone or on screen, an interpreter may be available sooner."),
}

ANSWERS: Mapping[tuple[str, str], str] = {
    ("who", "public"): N_("A municipality, a county, the state or another public body"),
    ("who", "named"): N_(
        "The police, the prosecuting authority, a court, the immigration administration, the "
        "prison and probation service, the Criminal Cases Review Commission, the child welfare and "
        "health tribunal, or the mediation service in a criminal case"
    ),
    ("who", "behalf"): N_(
        "A private party that acts for a public body, or an approved private kindergarten or school"
    ),
    ("who", "none"): N_("Somebody else"),
    ("language", "no"): N_("No, or I am not sure"),
    ("language", "signs"): N_("The person is deaf, hard of hearing or deafblind"),
    ("language", "yes"): N_("Yes, we share a language that both know well enough"),
    ("about", "rights"): N_(
        "Rights, duties or legal safeguards, such as a decision, an appeal or a police interview"
    ),
    ("about", "help"): N_(
        "Proper help or service, such as health assessment, consent to treatment, child welfare or "
        "a serious matter at school or kindergarten"
    ),
    ("about", "act"): N_(
        "Something where another Act or regulation requires interpreting, such as a court hearing, "
        "an asylum interview or a crisis centre"
    ),
    ("about", "simple"): N_(
        "A simple message, such as an address, opening hours or an appointment"
    ),
    ("helper", "interpreter"): N_("An interpreter, or nobody has been found yet"),
    ("helper", "child"): N_("A child under %(age)s"),
    ("helper", "adult"): N_(
        "A relative or a friend of the person, or an employee who speaks the language"
    ),
    ("helper", "machine"): N_("A translation app or another machine"),
    ("wait", "yes"): N_("Yes"),
    ("wait", "nobody"): N_("Yes, but we find no qualified interpreter in the language"),
    ("wait", "urgent"): N_("No, it is not justifiable to wait"),
    ("wait", "emergency"): N_("No, it is an emergency"),
    ("emergency", "no"): N_("No"),
    ("emergency", "yes"): N_("Yes"),
    ("child", "no"): N_("No"),
    ("child", "yes"): N_("Yes"),
}

OUTCOMES: Mapping[str, str] = {
    "not-covered": N_("The Interpreting Act does not apply to you. The register is open to all."),
    "safe": N_(
        "You do not have to use an interpreter as long as you communicate safely, unless another "
        "Act or regulation requires it."
    ),
    "should": N_("You should consider an interpreter."),
    # As long as the exemption lasts, and after it.
    "must-exempt": N_(
        "You must use an interpreter. The interpreter should be qualified: the exemption from that "
        "requirement ends after %(day)s."
    ),
    "must": N_("You must use an interpreter, and the interpreter must be qualified."),
    "must-act": N_("You must use an interpreter. The other Act or regulation comes first."),
    "nobody": N_(
        "You must use an interpreter. Use one who is not qualified only if you cannot get hold of "
        "one who is, and write down the reason."
    ),
    "urgent": N_(
        "You must use an interpreter, but you may use one who is not qualified, because it is not "
        "justifiable to wait."
    ),
    "emergency-help": N_(
        "In an emergency somebody else may help with the language, as far as necessary and until "
        "an interpreter is on the line."
    ),
    "adult": N_("You must use an interpreter. Relatives and friends cannot replace one."),
    "machine": N_("You must use an interpreter. A machine cannot replace one."),
    "child-ban": N_("A child must not interpret. You must use an interpreter."),
    "child-emergency": N_(
        "In an emergency the child may help with the language, as far as necessary and until an "
        "interpreter is on the line."
    ),
    "child-message": N_(
        "A child must not pass on the message, unless that is proper considering the child and the "
        "circumstances."
    ),
}

RULES: Mapping[str, str] = {
    "scope": N_(
        "The Act applies to bodies under the Public Administration Act, the courts and the "
        "prosecuting authority, private parties that make individual decisions or deliver services "
        "on behalf of a public body, and approved private kindergartens and schools."
    ),
    "other-act": N_(
        "If another Act says something different from the Interpreting Act, it comes first."
    ),
    "must": N_(
        "An interpreter must be used when another Act or regulation requires it, or when it is "
        "needed for legal safeguards or proper help and service."
    ),
    "weigh": N_(
        "What counts most is whether you can communicate safely without an interpreter, and how "
        "serious the matter is and what kind it is."
    ),
    "should": N_(
        "In other contact with people who cannot communicate in Norwegian, an interpreter should "
        "be considered."
    ),
    "qualified": N_(
        "The interpreter must be qualified when interpreting is needed for legal safeguards or "
        "proper help and service."
    ),
    "categories": N_(
        "A qualified interpreter meets the requirements for the register, in category A, B, C, D "
        "or E. Someone who is not listed may still be qualified."
    ),
    "dispensation": N_(
        "Up to and including %(day)s the Act gives an exemption from the requirement for a "
        "qualified interpreter. The Government can extend it, so check the Act. IMDi advises you "
        "to use a qualified interpreter now."
    ),
    "dispensation-over": N_(
        "The exemption from the requirement for a qualified interpreter lasted up to and including "
        "%(day)s, unless the Government has extended it: check the Act."
    ),
    "exceptions": N_(
        "An interpreter who is not qualified may be used when it is not justifiable to wait, when "
        "it is necessary in an emergency, or when there are other strong reasons."
    ),
    "child": N_(
        "Children under %(age)s must not be used to interpret or to pass on information in other "
        "ways."
    ),
    "child-emergency": N_("A child may be used when that is necessary in an emergency."),
    "child-proper": N_(
        "A child may be used when that is proper, considering the child and the circumstances: "
        "look at age, maturity and how simple the message is."
    ),
    "relatives": N_(
        "Relatives and friends are as a rule neither qualified nor impartial, and they have no "
        "professional duty of confidentiality."
    ),
    "staff": N_(
        "An employee may talk directly with the person in a language that both master. If the "
        "employee is to interpret for others, the ordinary requirements apply as a main rule."
    ),
    "machine": N_(
        "In IMDi's view only a qualified interpreter, a human being, fulfils the duty. Machine "
        "translation and artificial intelligence do not."
    ),
    "find": N_(
        "Search the register for the language, and choose the highest category that is available: "
        "A, then B, C, D and E."
    ),
    "impartial": N_(
        "Ask whether anything makes the interpreter disqualified, such as being a party to the "
        "case or close family of one."
    ),
    "confidential": N_("Make sure that the interpreter knows the duty of confidentiality."),
    "remote": N_(
        "If the interpreter is on the phone or on screen, ensure good enough technology, training "
        "of staff and protection of privacy."
    ),
    "certificate": N_(
        "To interpret for the bodies that section 10 names, an interpreter must show a police "
        "certificate. That may be waived when the situation does not allow it, or for other strong "
        "reasons."
    ),
    "signs": N_(
        "The Act covers sign language, tactile and speech-to-text interpreting too. Anyone can "
        "book such an interpreter through NAV's interpreting service."
    ),
    "doubt": N_("Book an interpreter if you are in doubt."),
    "stop": N_(
        "Stop and get an interpreter if the matter becomes serious, or if you do not understand "
        "each other."
    ),
    "tool": N_(
        "Use a translation tool only if your organisation has approved it, no rights are at stake "
        "and you understand each other."
    ),
    "first-help": N_(
        "If life or health is in danger, call the emergency number at once. Do not wait for an "
        "interpreter."
    ),
    "until": N_(
        "Let a child or somebody who is not qualified help only as far as necessary, and stop as "
        "soon as an interpreter is on the line."
    ),
    "no-family": N_(
        "Never let anyone in the family interpret for somebody who is exposed to violence in the "
        "family."
    ),
    "repeat": N_(
        "Afterwards, give the important information again with a qualified interpreter, and check "
        "that it was understood."
    ),
    "write-down": N_(
        "Write down the language, what you tried and when, the reason and who decided."
    ),
    "try-remote": N_(
        "Try an interpreter by phone or on screen, from another part of the country too."
    ),
    "advice": N_(
        "Ask your interpreting service or IMDi for advice, and ask whether the person speaks "
        "another language well enough."
    ),
    "stop-child": N_(
        "Stop the conversation, thank the child, and let the child do something else in a safe "
        "place."
    ),
    "call-now": N_("Call an interpreter at once, or make a new appointment with an interpreter."),
}

POINTS: Mapping[str, str] = {
    "booking": N_("Routines for booking an interpreter"),
    "must": N_("Situations where an interpreter must be used"),
    "using": N_("Guidance on using an interpreter"),
    "remote": N_("Guidance on remote interpreting"),
    "fitted": N_("Fitted to size, tasks and risk"),
    "should": N_("Situations where an interpreter should be considered"),
    "owner": N_("A person in charge, and a review each year"),
    "language": N_("How staff find the right language and dialect"),
    "qualified": N_("Which qualifications are required, and what staff do when they find nobody"),
    "children": N_("That children are not used to interpret"),
    "urgent": N_("What staff do when it is urgent"),
    "trust": N_("Impartiality, confidentiality and police certificate"),
    "paying": N_("Who pays, and what happens when the user does not come"),
    "reports": N_("Where staff send deviations, complaints and reports to IMDi"),
    "machine": N_("Limits for machine translation"),
    "training": N_("Training of everyone who talks with users"),
}

# What a draft says of a point, beside the rules that it cites.
DRAFTS: Mapping[str, str] = {
    "using": N_(
        "Look at the person, not at the interpreter. Speak in short units. Have the person say in "
        "their own words what was agreed."
    ),
    "language": N_(
        "Ask which language and dialect the person speaks best. The country does not tell. Write "
        "the answer in the case file."
    ),
    "paying": N_("We pay for the interpreter. The user pays nothing."),
    "reports": N_(
        "Anyone can report to IMDi an interpreter who breaks the rules on good interpreting "
        "practice, confidentiality or impartiality."
    ),
    "training": N_(
        "Everyone who talks with users knows these guidelines and has practised booking an "
        "interpreter."
    ),
}

# What is to be filled in by hand; each stands before a line.
BLANKS: Mapping[str, str] = {
    # Translators: these stand before a line to write on, in guidelines that are printed
    "through": N_("We book through"),
    "daytime": N_("Phone in the daytime"),
    "night": N_("Phone in the evening, at night and at weekends"),
    "here": N_("With us this applies to"),
    "platform": N_("Approved platform"),
    "size": N_("Our size, our tasks and our risk"),
    "position": N_("Position in charge"),
    "review": N_("Next review"),
    "fee": N_("Fee if the user does not come, and how we tell of it"),
    "deviations": N_("Deviations and complaints are sent to"),
    "tool": N_("Approved translation tool"),
    "practice": N_("How and when we train"),
}

MARKS: Mapping[str, str] = {
    # Translators: a point of an organisation's guidelines is in place, partly there, or missing
    "y": N_("In place"),
    "p": N_("Partly"),
    "n": N_("Missing"),
}
