"""What documents and sentences print before a colon: words that name nobody."""

from __future__ import annotations

# What documents put before a colon that is nobody's name.
DOCUMENT = frozenset(
    """
    absent apologies
    abstract action actions added aims background changed conclusions deprecated findings fixed
    removed security design setting address agenda amount annex answers appendix args arguments
    article attachment attachments attendees attending audio author authors bcc by bye caption
    category categories caution cc chapter chapters chart citation city class client code
    comment company conclusion contact contents copyright country credit credits critical date
    dear debug definition description details directions doi duration editor email episode error
    event example examples excerpt exhibit fact facts fatal faq fax features figure file format
    from goal goals headline hint id image important info information ingredients input
    instructions interview introduction isbn issue item items keyword keywords language length
    license link links list location media meeting members method methods minutes music name nb
    note notes notice number objective objectives observation option options order output
    outline overview page panel parameters part participants phone photo photos picture place
    podcast policy posted present price problem ps publication published purpose question
    questions quote raises re read reading recap recorded recording reference references related
    reminder report requirements result results returns scene season section see sent series
    session setup share slide slides solution source sources speakers spoiler state status step
    steps street subject subtitle summary syntax table tags tel theme time timestamp tip title
    to todo topic topics total trace transcriber transcribed transcript transcription translated
    translation type update updated url usage venue verse version video volume warn warning web
    website year yes no program programme show webinar decision decisions outcome outcomes
    changes commits changelog default deprecations
    resolution witnesses appearances before docket
    adjournment ballot motion motions ordinance ordinances quorum recess vote votes
    """.split()
) - {"question"}  # "QUESTION:" is what press conferences print for a reporter
# Of these, surnames: "Larry Page" is somebody, "Page 4" is not.
SURNAMES = frozenset("case page price read street".split())
# Of these, what heads a list of people, though a word for one of them is a role.
LISTS = frozenset("attendees panelists participants speakers".split())
# Of these, what stands alone before what is added: "PS: ..."; "Voices of the PS" are a party's.
ADDED = frozenset("bcc cc nb ps re".split())
# Words that open a sentence or a remark, not a name.
STARTERS = frozenset(
    """
    a again also although dear an and any are as because but can clearly consider could do does
    every finally first firstly for fourth fifth had has have he her here his however how i if
    imagine in indeed is it its just last lastly let like look listen maybe moreover most my next
    no not
    now obviously of ok okay on once one only or our perhaps please remember right second
    secondly she should similarly simply since so some still sure thank thanks that their then
    there therefore these they third this those thus today tomorrow two three until was we well
    were what whatever when where whether which while who why will with would yeah yes yesterday
    yet you your
    """.split()
)
ANSWERS = frozenset("no ok yes".split())
GREETINGS = frozenset("bonjour ciao hallo hello hey hi hola".split())
ORDINALS = frozenset("first second third fourth fifth one two three".split())
