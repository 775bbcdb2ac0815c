"""News agencies by name: which ones there are, and what a dateline or a copyright line calls them.

General knowledge, not a list of outlets: an agency's copy is printed by others, so its name in a text may
say whose words they are rather than who printed them.
"""

from __future__ import annotations

import re

# Short name as it is shown, then everything else that it is called.
_NAMES = """
AAP: Australian Associated Press
AFP: Agence France-Presse, Agence France Presse
AGI: Agenzia Giornalistica Italia
ANI: Asian News International
ANSA: Agenzia Nazionale Stampa Associata
Anadolu: AA, Anadolu Agency, Anadolu Ajansi, Anadolu Ajansı
ANTARA: Antara News
AP: Associated Press, The Associated Press, A.P.
APA: Austria Presse Agentur, Austria Press Agency
Belga: Belga News Agency
Bernama:
Bloomberg: Bloomberg News
BTA: Bulgarian News Agency
Canadian Press: The Canadian Press, CP
CNA: Central News Agency, Focus Taiwan
CNS: China News Service
CTK: ČTK, Czech News Agency
DPA: dpa, Deutsche Presse-Agentur, Deutsche Presse Agentur, dpa International
EFE: Agencia EFE, Agencia Efe
Europa Press:
IANS: Indo-Asian News Service
Interfax: Interfax News Agency
IRNA: Islamic Republic News Agency
Jiji Press: Jiji
JTA: Jewish Telegraphic Agency
KCNA: Korean Central News Agency
Kyodo: Kyodo News
Lusa: Lusa News Agency
MTI: Magyar Távirati Iroda
NAN: News Agency of Nigeria
Newsis:
NTB: Norsk Telegrambyrå
PA: PA Media, Press Association, PA News Agency, The Press Association
PAP: Polish Press Agency, Polska Agencja Prasowa
Petra: Jordan News Agency
PTI: Press Trust of India
Reuters: Thomson Reuters, Reuters News
RIA Novosti: RIA
Ritzau:
SANA: Syrian Arab News Agency
SPA: Saudi Press Agency
Sputnik: Sputnik News
States News Service:
STT: Finnish News Agency
TASS: ITAR-TASS, Itar-Tass, Tass News Agency
TT: TT News Agency
Ukrinform:
UNB: United News of Bangladesh
UNI: United News of India
UPI: United Press International
VNA: Vietnam News Agency
WAFA: Wafa News Agency
Xinhua: Xinhua News Agency
Yonhap: Yonhap News Agency, Yonhap News
"""


def fold_name(name: str) -> str:
    """Fold an outlet's or agency's name for comparing: lower case, no leading "the", no edge punctuation."""
    folded = re.sub(r"\s+", " ", name.casefold()).strip(" .,;:|/-–—()[]\"'“”’©")
    return folded.removeprefix("the ")


def _read_names() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _NAMES.strip().splitlines():
        short, _, others = line.partition(":")
        for name in (short, *others.split(",")):
            if name.strip():
                table[fold_name(name)] = "dpa" if short == "DPA" else short
    return table


_TABLE = _read_names()
# Read in lower case these are ordinary words or initials of many things: they count in capitals only.
_CAPITALS_ONLY = frozenset(name for name in _TABLE if len(name) <= 3 and name != "dpa")


def agency_name(name: str) -> str | None:
    """Give the short name of a news agency, whatever it is called, or None for what is no agency.

    >>> agency_name("The Associated Press"), agency_name("Deutsche Presse-Agentur"), agency_name("Gazette")
    ('AP', 'dpa', None)
    """
    folded = fold_name(name)
    if folded in _CAPITALS_ONLY and not any(c.isupper() for c in name):
        return None
    return _TABLE.get(folded)


def agency_names(name: str) -> tuple[str, ...]:
    """Give everything that the agency of this name is called, lower case; nothing for what is no agency.

    >>> agency_names("AP")
    ('ap', 'associated press', 'a.p')
    """
    short = agency_name(name)
    return tuple(known for known, agency in _TABLE.items() if agency == short) if short else ()


def same_name(left: str | None, right: str | None) -> bool:
    """Tell whether two names mean one outlet or agency, as far as spelling shows it."""
    if not left or not right:
        return False
    return (agency_name(left) or fold_name(left)) == (agency_name(right) or fold_name(right))
