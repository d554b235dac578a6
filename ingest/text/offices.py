"""Offices and titles: the words for people who are named by what they do, or not at all."""

from __future__ import annotations

from functools import lru_cache

# Words for people who are named by what they do; a label that holds one needs no other sign.
ROLES = frozenset(
    """
    all announcer answer attorney audience both caller chair chairman chairperson chairwoman
    clerk coordinator counsel court crowd doctor everyone examiner facilitator female girl boy
    guest host interpreter interviewee interviewer investigator journalist judge juror justice
    leader lawyer male man member minister moderator narrator nurse officer operator panelist
    participant patient person president presenter professor prosecutor question questioner
    recorder reporter representative researcher respondent secretary senator speaker student
    teacher translator treasurer unidentified unknown various voice voiceover voices witness
    voorzitter président présidente presidente presidenta präsident präsidentin vizepräsident
    vizepräsidentin vorsitzende vorsitzender interviewerin intervieweur intervieweuse
    entrevistador entrevistadora entrevistado entrevistada befragter befragte moderatorin
    moderador moderadora moderatore ministre ministro ministra ministerin député députée diputado
    diputada deputado deputada deputato deputata senador senadora sénateur sénatrice senatore
    relator relatora rapporteur secrétaire secretario secretaria secretário secretária
    woman mayor governor commissioner councilmember councillor councilor delegate director
    ambassador general admiral captain congressman congresswoman
    """.split()
)
# Further words that say what somebody does, not who it is; nobody's first name ("Lee, Editor").
POSTS = frozenset(
    """
    accountant activist actor actress advisor agent analyst analytics anchor architect artist
    assistant author business ceo cfo chief consultant contributor correspondent critic cto
    customer data design designer developer development doctoral economist editor engineer
    engineering executive expert farmer fellow finance financial founder grad graduate head
    historian industrial interface interim legal manager marketing moderator operations owner
    phd postdoc producer product programmer project research resident sales scientist senior
    service software specialist spokesman spokesperson spokeswoman support team technical user
    writer
    """.split()
)
HONORIFICS = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady hon rev sen rep gov gen col maj capt
    lt sgt adm cmdr amb sec pres judge justice senator representative congressman congresswoman
    president secretary minister chairman chairwoman chair governor mayor ambassador general
    admiral captain colonel major sergeant officer detective inspector king queen prince
    princess pope bishop father sister brother reverend rabbi imam sheikh don doña señor señora
    dona senor senora sr sra herr frau monsieur madame mme mlle m councilmember councillor
    councilor commissioner director attorney chancellor premier vice deputy acting right
    honourable honorable baroness baron viscount viscountess earl countess duke duchess marquess
    lords heer mevrouw meneer
    """.split()
)
# How many of them: "Several speakers" talk at once, and head no list.
QUANTITIES = frozenset(
    "both few many more most multiple numerous other others several some".split()
)
# What stands before the office of somebody who is not named ("A noble Lord", "Varios diputados").
ARTICLES = QUANTITIES | frozenset(
    """
    a an another one some ein eine einige einer mehrere viele un une des plusieurs quelques certains
    una uno unos unas varios varias algunos algunas muchos otro otra um uma uns umas vários várias
    alguns algumas outro outra vari varie alcuni alcune diversi een enkele meerdere verschillende
    en ett några et noen nogle
    """.split()
)
# Offices that only such labels hold; nobody is named by them.
MEMBERS = frozenset(
    """
    abgeordnete abgeordneter abgeordneten mitglied mitglieder député députés députée députées
    sénateurs sénatrices diputados diputadas senadores senadoras diputado diputada deputados
    deputadas deputati deputate senatori senatrici leden lid kamerlid kamerleden stimme stimmen voix
    voces voz vozes voce voci stem stemmen zuruf zurufe peer peers prelate
    """.split()
)
SOMEBODY = frozenset(
    """
    somebody someone jemand alguien alguém qualcuno iemand någon nogen noen quelqu'un quelqu’un
    """.split()
)
BEFORE_PLACES = frozenset(
    """
    at from in of on aus bei der im in vom von de dans depuis des du del desde en da dal dalla dei
    della di nel nella do no na uit van från i fra à au aux
    """.split()
)
# What somebody says ("A question:", "One answer:"), not who.
SAID = frozenset("question questions answer".split())
# Titles and offices cut short, before a name or behind it; only with their stop are they these.
SHORT = frozenset(
    """
    abg adjt agr akad ald alderm apl apost arch archbp archd asoc assemb assemblym assist assoc
    asst atty avv bgdr brig bürgerm cand cav cdr chairm chanc cllr cmdt comdt comiss comm commr
    const constr coord counc couns cpl csc cum deleg dent dep desemb dip dipl diput disp dott dr
    dra drs dtr ehem em emer emerit eng excmo exma exmo fils frl geschf gew gob gobern gouv
    gouvern greff hab habil hist ilma ilmo ing insp inst intend inż jnr jud jun jur kard kath
    komis komm kons leit lic licda licdo lieut lt magg maj marsh mdme med mgr minist mjr ml mons
    mtra mtro mł oec onor ord parl phar pharm phil pol prem presid profa provinc präs prés pte päd
    rapp rapport refer regr rep repres rer resp ret revdo rt rtd secr secret sekr sen senat sgt
    sig signa sigra snr sottoseg sottosegr spr sr sra sres srta st staatsmin staatssekr stadtr
    stadtv starš stellv stud stv subsecr subst supdt superint supl supt theol titul undersec univ
    unterstaatssekr vertr vet vicemin vicepres vicepresid viceprim visc viz vizepr vizepräs vors
    wiss zast
    """.split()
)


@lru_cache(4096)
def cut_words(label: str) -> frozenset[str]:
    """The words with a full stop that are no title cut short, as far as is known.

    A sentence may end there.
    """
    closed = [w[:-1].lstrip("(") for w in label.split() if w.endswith(".")]
    return frozenset(
        w
        for w in closed
        if w.casefold() not in HONORIFICS | SHORT
        and "." not in w
        and (len(w) > 4 or (w[:1].islower() and len(w) > 1))  # "Dr. h. c. Lee"
    )


def is_short(word: str) -> bool:
    """A title that is cut short, with its stop: "med.", "Sottosegr."."""
    return word.endswith(".") and word[:-1].lstrip("(").casefold() in SHORT
