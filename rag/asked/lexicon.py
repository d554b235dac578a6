"""Words of questions: of speech, of office, and those that name a class or a measure."""

from __future__ import annotations

from ingest.text.terms import stem

# Verbs that may stand before the subject of a question, as a pattern.
AUXILIARY = (
    r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|may|might|must)"
)
# "What did X say": the turn has to be one by X. Other verbs may be told of X by anyone.
SPEECH = frozenset(
    map(
        stem,
        """
        say says said tell told think thinks thought believe believes believed announce announced
        mention mentions mentioned claim claims claimed argue argues argued answer answered
        answers reply replied respond responded explain explains explained describe describes
        described promise promised promises ask asks asked suggest suggested suggests propose
        proposed proposes call called calls state stated stress stressed emphasize emphasized warn
        warned acknowledge acknowledged admit admitted deny denied denies confirm confirmed insist
        insisted concede conceded recommend recommended express expressed comment commented
        criticize criticized praise praised thank thanked thanks talk talked talks speak spoke
        speaks discuss discussed opinion view stance position attitude feel feels felt
        """.split(),
    )
)
# Kinds of speech that are claims of their own ("announce sanctions"): the act has to be there too.
ACTS = frozenset(map(stem, "announce promise deny confirm admit warn propose recommend".split()))
# Words that name the class of the answer or the act of telling; they need not stand in it.
GENERIC = SPEECH | frozenset(
    map(
        stem,
        """
        thing things kind kinds type types sort way ways name names named reason reasons share
        percentage percent proportion number amount figure total year date time place people
        person someone anyone everybody everyone anything everything something question questions
        topic topics issue issues point points detail details word words example examples record
        transcript meeting conference hearing interview press episode discussion conversation
        debate session call opinion view views stance position attitude idea ideas happen happens
        happened according regarding concerning respect regard organisation organization agency
        company institution study compared compare currently want wants wanted plan plans long
        large big high deep tall heavy wide fast far old exactly rate level size length height
        width depth weight speed value behalf cost costs price money summarize summarise summary
        main part role
        """.split(),
    )
)
# What is measured, not counted: "how much money", "what number of".
MEASURES = frozenset(map(stem, "money number amount figure total percentage percent long".split()))
# Words before or for a name that are no name themselves.
TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor president secretary senator sen rep representative governor
    gov justice judge chief general minister prime sir lady lord hon ambassador councillor
    councilor councilmember commissioner director chair chairman chairwoman chairperson mayor
    captain officer sergeant colonel admiral dame reverend rev king queen prince princess the of
    member dean chancellor attorney deputy vice moderator host
    """.split()
)
