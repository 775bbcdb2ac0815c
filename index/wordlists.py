"""The words that every English text is full of, by what they do; lower case, as `index.words` cuts them."""

from __future__ import annotations


def word_set(listed: str) -> frozenset[str]:
    """Make a set of the words that a text lists between white space."""
    return frozenset(listed.split())


FUNCTION_WORDS = word_set(
    """a about above across after again against all almost along also although always am amid among an and
    another any are aren't around as at away back be became because been before being below between both but
    by can can't cannot could couldn't despite did didn't do does doesn't doing don't done down due during
    each either else even ever every few for from further had hadn't has hasn't have haven't having he her
    here hers herself him himself his however i i'd i'll i'm i've if in indeed instead into is isn't it it's
    its itself just least less let like many may me might mine more most much must my myself near neither
    never no nor not now of off often on once one only onto or other others our ours ourselves out over own
    per perhaps rather same shall she should shouldn't since so some still such than that the their theirs
    them themselves then there these they this those though through thus to together too toward towards under
    unless until up upon us very was wasn't we were weren't while will with within without won't would
    wouldn't yes yet you your yours yourself"""
)
QUESTION_WORDS = word_set("how what when where which who whom whose why what's who's where's when's")
# What tells who printed something and nothing of what was printed.
ATTRIBUTION_WORDS = word_set(
    """according article articles claim claimed claims cover coverage covered covers describe described
    describes detail detailed details discuss discussed discusses discussing feature featured features
    highlight highlighted highlights indicate indicated indicates indicating mention mentioned mentioning
    mentions newspaper newspapers outlet outlets piece portray portrayed portrays post posts publication
    publications publish published publishes report reported reporting reportedly reports said say saying
    says source sources state stated states story suggest suggested suggesting suggests tell telling tells
    told write writes wrote written"""
)
STOPWORDS = FUNCTION_WORDS | QUESTION_WORDS | ATTRIBUTION_WORDS

CALENDAR_WORDS = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr
    jun jul aug sep sept oct nov dec today yesterday tomorrow gmt utc est edt pst pdt et"""
)
TITLES = word_set(
    """mr mrs ms miss dr prof professor sir lord lady dame gen general maj major col colonel lt lieutenant
    capt captain sgt sergeant adm admiral president vice premier chancellor prime minister secretary senator
    sen representative rep governor gov mayor judge justice king queen prince princess pope bishop
    archbishop rev reverend father chief chairman chairwoman chair director ambassador spokesman spokeswoman
    spokesperson deputy acting former"""
)
# Words that open sentences without being names; what a text itself prints in lower case is found from it.
OPENERS = word_set(
    """according additionally analysts anyone anything asked authorities besides can't clearly consider
    considering critics currently earlier everyone everything evidently experts finally first former
    fortunately given hello hundreds last late later local maybe meanwhile members millions moreover
    name new next nobody nothing obviously officials once people perhaps please police previously
    recent recently residents second several similarly somebody someone something sometimes soon
    sources specifically thank thanks therefore third thousands three today tomorrow tonight two
    ultimately unfortunately usually whatever whenever whether witnesses workers yesterday give list
    find show explain compare describe tell summarise summarize actually allegedly apparently certainly
    eventually exactly frankly generally historically honestly hopefully importantly indeed initially instead
    interestingly luckily nearly presumably reportedly roughly sadly surely traditionally typically"""
)
CONNECTORS = word_set(
    """abu al ben bin bint da das de del della den der des di do dos du el for ibn la le of ten ter the und
    van von y"""
)
# Of these, the ones that open a family name printed without its given name: "van Dorn".
PARTICLES = word_set("al bin bint de della der di dos du el ibn la le ter van von")
