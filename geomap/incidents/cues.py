"""The words around a name that say whether an event happened there: patterns for `scene`."""

from __future__ import annotations

import re

# Prepositions that put an event at the name that follows, and such that only say where something came from or goes.
AT = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across|throughout|on|off|over|along|within|rocks?|rocked|hits?|"
    r"hitting|struck|strikes|shook|shakes)\s+(?:the\s+|downtown\s+|central\s+|nearby\s+|an?\s+)?(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
FROM = re.compile(r"\b(?:from|by|with|for|than|like|of|about|against)\s+(?:the\s+)?$", re.IGNORECASE)
# The other side of a border, and what is only told aside of somebody ("whose offices are in Mexico, says").
BORDER_WITH = re.compile(r"\b(?:border|frontier|boundary)\s+with\s+(?:the\s+)?$", re.IGNORECASE)
ASIDE = re.compile(r"\b(?:whose|which|who)\b[^,]*$", re.IGNORECASE)
AT_TOWN_OF = re.compile(
    r"\b(?:in|at|near|outside|around|on)\s+(?:the\s+)?(?:[\w-]+\s+)?(?:city|town|village|province|state|district|"
    r"department|region|port|island)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
EPICENTRE = re.compile(r"\bepicent(?:re|er)\b[^.]*$", re.IGNORECASE)
RIGHT_AFTER = re.compile(
    r"\s+(?:(?:occurred|happened|took place|was)\s+)?(?:in|at|near|on|outside|around)\s+(?:the\s+)?"
    r"(?:(?:city|town|village|province|district)\s+of\s+)?",
    re.IGNORECASE,
)
TOWARDS = re.compile(r"\b(?:to|into|toward|towards|onto)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE)
WHERE = re.compile(r",? where\b", re.IGNORECASE)
FRONTED = re.compile(r"\W*(?:[\w’'-]+ ){0,2}(?:in|at|near|outside|across|on)\s+(?:[\w’'-]+\s+){0,5}", re.IGNORECASE)
# "a court in The Hague will give its verdict on the killing": the place is the court's, not the killing's.
SPOKEN_OF = re.compile(
    r"\b(?:verdict|trial|ruling|inquiry|investigation|report|hearing|case|film|book|debate|resolution|charges?|"
    r"convict\w*|sentenced?|jailed|wanted|accused|condemn\w*)\s+(?:on|into|over|about|for|of|in|by)\s+(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
# The seat of a court: it rules there, and what it rules on was done elsewhere.
_COURT = r"(?:courts?|courthouse|tribunal|judges?|jury|magistrates?(?:[’']s?)?)"
_KIND_OF_COURT = (
    r"(?:county|city|district|superior|supreme|high|crown|federal|criminal|civil|circuit|appeals?|appellate|military|"
    r"special|provincial|regional|municipal|state|common|pleas|magistrates?[’']?|sessions|juvenile)"
)
# Something happens at the court itself: "a bomb exploded outside a court in Lahore".
_AT_COURT = r"(?<!\boutside )(?<!\bnear )(?<!\binside )(?<!\bon )(?<!\bagainst )"
COURT_IN = re.compile(
    rf"{_AT_COURT}\b(?:(?:an?|the)\s+)?(?:{_KIND_OF_COURT}\s+)*{_COURT}\s+(?:in|at|of|near)\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}$",
    re.IGNORECASE,
)
COURT_AFTER = re.compile(rf"(?:[’'‘]s)?\s+(?:{_KIND_OF_COURT}\s+){{0,3}}{_COURT}\b", re.IGNORECASE)
# What is called after a country and does not speak for it: "US flags", "Korean food".
NO_SPEAKER = re.compile(
    r"(?:[’'‘]s)?\s+(?:flags?|food|soil|language|passports?|borders?|border|coast|imports?|exports?|goods|market|"
    r"territory|waters|airspace|cuisine|culture|descent|origin|heritage)\b",
    re.IGNORECASE,
)
QUOTE_MARK = re.compile(r"[\"“”]")
# What a town or a county has and a country is not called by.
LOCAL_BODY = re.compile(
    r"(?:[’'‘]s)?\s+(?:(?:county|city|town|township|parish|borough|district|metro|area|fire|public|school)\s+)*"
    r"(?:police|sheriff(?:[’']?s)?|council(?:lors?)?|commission(?:ers)?|county|firefighters|detectives|deputies|mayor|"
    r"coroner|district attorney|department|board|authorities)\b",
    re.IGNORECASE,
)
# What may stand between a place and what is of it: "Iraq's parliamentary elections", "the Karnataka state vote".
MODIFIES = re.compile(r"(?:[’'‘]s)?\s+(?:[\w-]+\s+){0,3}")
STANDS_BEFORE = re.compile(r"(?:[’'‘]s)?\s+(?:[\w-]+(?:al|ary|wide|by)\s+|state\s+){0,2}")
FINITE = re.compile(r"\b(?:was|were|is|are|has|had|have|will|would|gave|told|called|vowed|ordered)\b", re.IGNORECASE)
# What stands between two events or two speakers in one sentence.
CLAUSE_BREAK = re.compile(
    r";|:| — | – |\b(?:said|says|told|after|before|while|which|who|whose|when|where|but|although|because|since|"
    r"following|amid|as)\b",
    re.IGNORECASE,
)
# Words before a name that keep it from being who speaks: "leaders loyal to Iran condemned", but "the king of Jordan".
NO_SUBJECT = re.compile(
    r"(?<!minister )(?<!ministry )(?<!president )(?<!king )(?<!leader )(?<!government )(?<!spokesman )(?<!chancellor )"
    r"\b(?:to|of|in|from|with|against|by|for|on|near|at|into|over|between|about|inside|outside|toward|towards|than)"
    r"\s+(?:the\s+|neighbou?ring\s+)?$",
    re.IGNORECASE,
)
LIST_JOINT = re.compile(r"^(?:,|,? and|,? or|;|,? as well as)\s+(?:the\s+|in\s+|near\s+|at\s+)?$", re.IGNORECASE)
