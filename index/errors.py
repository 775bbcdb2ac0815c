"""The errors a user can meet, in one tree.

DatelineError            anything that Dateline itself reports; its message is one line:
 |                       what went wrong, with which file or setting, and what to do next
 +- SettingError         a setting, option or argument that cannot be used
 +- CorpusError          the corpus folder as a whole: missing, a file, empty
 +- ArticleError         one file or one line of a dump that gives no article
 |   +- FetchError           an address that gives nothing to read
 +- ArchiveError         an exported index that cannot be written, read or trusted
 +- ModelError           a model file that is missing, damaged or of another kind
 +- StateError           a file of what the bot keeps that cannot be used: damaged, read-only, foreign
 +- IndexStateError      an index that cannot be read: corrupt, newer, locked by another process
     +- OutdatedIndexError   one that a build puts right: missing, unfinished, older, of another model
     +- VectorServerError    a Chroma server that is down, slow, or refuses: words still find
"""

from __future__ import annotations


class DatelineError(Exception):
    """Root of all errors that Dateline reports; `str(error)` is one line for the user."""


class SettingError(DatelineError):
    """A setting, option or argument that cannot be used."""


class CorpusError(DatelineError):
    """The corpus folder as a whole cannot be used."""


class ArticleError(DatelineError):
    """One file, or one line of a dump, that gives no article."""


class ModelError(DatelineError):
    """A model file that is missing, damaged, or not what its name says."""


class IndexStateError(DatelineError):
    """An index that cannot be read as it is."""


class StateError(DatelineError):
    """A file of what the bot keeps that cannot be used as it is."""
