"""Boilerplate: lines that stand on many pages of a site: buttons, paths, tags, notices, mail headers."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.labels.agencies import agency
from bulletin.readers.labels.plain import has_any, mentions, plain_line, plain_pattern
from bulletin.readers.labels.site import is_root
from bulletin.readers.wordlists import any_of, verbose

# Each line of the patterns below has one of these in it: a cheap look before a pattern that takes long to compile.
_SIGNS = (
    "#",
    "_",
    "(",
    "[",
    "@",
    "release",
    "रिलीज",
    "विज्ञप्ति",
    "होम",
    "home",
    "©",
    "(c)",
    "copyright",
    "कॉपीराइट",
    "सर्वाधिकार",
    "rights",
)
_PROMISES = (
    "latest",
    "ट्रैक",
    "अपडेट",
    "टूडेट",
    "टू डेट",
    "टू-डेट",
    "पढें",
    "पढते",
    "रहें",
    "रहिए",
    "देखें",
    "विश्वसनीय",
    "भरोसेमंद",
)
_NOTICES = (
    "समय",
    "time",
    "read",
    "पढें",
    "by",
    "फीड",
    "संपाद",
    "ली गई",
    "लिया गया",
    "प्रकाशित",
    "अपडेट",
    "लोड",
    "सेकंड",
    "loading",
    "first",
    "और भी",
    "दबाएं",
    "प्रेस करें",
    "पेज",
    "पृष्ठ",
    "next",
    "कैस",
    "सबसे",
    "मिनट",
    "रेट",
    "/5",
    "पसंद",
    "राय",
    "टिप्पणी",
    "प्रतिक्रिया",
    "फॉन्ट",
    "फोंट",
    "अक्षर",
    "font",
    "story",
    "article",
    "copy",
    "विज्ञापन",
    "views",
    "previous",
    "जानकारी",
    "तस्वीर",
    "ग्राफिक",
    "ब्लॉग",
    "व्यूज",
    "पटल",
    "counter",
)

FEWEST_STEPS = 2
"""Signs between the steps of a path; a double one stands before points of a report as well."""

_PATH = re.compile(r"\s*(?P<root>[^>»›/|]{2,20}?)\s*[>»›/|]\s*\S.*")


def is_path(line: str) -> bool:
    """Whether a line is the path to the page: "होम / खेल"."""
    if line.count("›") >= FEWEST_STEPS and not line.lstrip().startswith("›"):
        return True
    path = _PATH.fullmatch(line)
    return is_root(line) or (path is not None and is_root(path["root"]))


def is_boilerplate(line: str) -> bool:
    """Whether a whole line is known boilerplate by its first or last words."""
    return _may_be_boilerplate(line) and _boilerplate().match(line) is not None


def is_promise(line: str) -> bool:
    """Whether a whole line is what a site promises: the latest news, here."""
    return has_any(line, *_PROMISES) and _promise().match(line) is not None


def is_notice(line: str) -> bool:
    """Whether a whole line tells how long it takes to read, who paid, or that nobody edited it."""
    return has_any(line, *_NOTICES) and _notice().fullmatch(plain_line(line)) is not None


def _may_be_boilerplate(line: str) -> bool:
    return mentions(line, "labels", "tags", "notice") or has_any(line, *_SIGNS)


@cache
def _boilerplate() -> re.Pattern[str]:
    return verbose(
        rf"""
        ^[\s(\[]*(?:{any_of("labels", "tags")}|{any_of("labels", "notice")})\s*[:：\-–|].*$  # Tags: …
        | ^\#[A-Za-z][A-Za-z0-9\ ]{{1,60}}$
        | ^\s*[a-z0-9]{{2,20}}(?:_[a-z0-9]{{2,20}}){{1,4}}\s*$  # a name inside the site's software
        | ^\s*(?:from|to|cc|bcc|sent|reply-to)\s*:\s.{{0,80}}@.{{0,80}}$  # a mail's header
        | ^\s*\(?(?:रिलीज़?|release)\s(?:आईडी|id)\s*[:：].*$  # a press office's number and languages
        | ^\s*[(\[][^()\[\]]{{0,60}}(?:रिपीट|(?:दोबारा|पुनः|फिर\sसे)\sजारी
            |(?:पैरा|पैराग्राफ|शीर्षक|इंट्रो)\sमें\s(?:\S+\s){{0,4}}(?:सुधार|संशोधन|बदलाव)\sके\sसाथ)\s*[)\]]\s*$  # a desk's note
        | ^\s*(?:इस\sविज्ञप्ति\sको|read\sthis\srelease\sin)\s?.{{0,200}}$
        | ^\s*होम  # a path whose signs were lost: होमदेशराजनीति, but not the words that begin alike
            (?!गार्ड|वर्क|लोन|स्टे|टाउन|मेड|मेकर|मिनिस्टर|ग्राउंड|बायर|डिलीवरी|कमिंग|क्वारंट|आइसोल|लैंड)
            [\u0904-\u0939][\u0900-\u097f]{{5,}}\s*$
        | ^\s*होम\S.{{0,40}}न्यूज़?\s*$
        | ^\s*home(?:auto|tech|business|sports?|cricket|india|nation|news|world|states?|city|entertainment
            |lifestyle|education|career|jobs|health|dharm|religion|photos?|videos?)\s*$
        | ^\s*(?:©|\(c\)\s|copyright\b|कॉपीराइट).*$
        | ^.{{0,80}}(?:all\ rights\ reserved|सर्वाधिकार\ सुरक्षित)[.।]?\s*$
        """
    )


@cache
def _promise() -> re.Pattern[str]:
    return verbose(
        r"""
        ^\s*latest\s[a-z ]{2,30}news\s*$
        | ^.{2,60}\sसे\sजुड़?ी\s(?:ताज़?ा|लेटेस्ट|सभी|हर)\s(?:ख़?बरें|ख़?बर|न्यूज़?|समाचार)\s(?:\S+\s){0,3}(?:पढ़?ें|देखें)[।.!]?\s*$
        | ^\s*सबसे\s(?:विश्वसनीय|भरोसेमंद)\s.{0,40}(?:वेबसाइट|पोर्टल)\s.{1,40}\s(?:पर|में)\s(?:पढ़?ें|देखें)\s
        | ^.{0,160}(?:ख़?बर|न्यूज़?).{0,80}अप[-\s]?टू[-\s]?डेट[।.!]?.{0,80}$
        | ^.{0,160}(?:ख़?बरें|समाचार)\sपढ़?ें\s(?:यहां|यहाँ)[।.!]?\s*$
        | ^.{0,60}(?:ख़?बर|अपडेट|न्यूज़?)\S*\sके\sलिए\s(?:बने|जुड़े)\s(?:रहिए|रहें)\s.{1,40}\s(?:के\sसाथ|से)[।.!]?\s*$
        | ^.{0,40}\s(?:ताज़?ा|लेटेस्ट|ब्रेकिंग)\S{0,6}\s(?:ख़?बर|न्यूज़?|समाचार|अपडेट)\S*\s(?:को\s)?ट्रैक\sकरें.{0,160}$
        | ^.{0,60}(?:ख़?बर|अपडेट|न्यूज़?).{0,40}\sके\sलिए\s.{1,40}\sके\sसाथ\s(?:बने|जुड़े)\s(?:रहिए|रहें)[।.!]?\s*$
        | ^\s*रहें\s.{0,40}अपडेट\b.{0,120}$
        | ^.{0,60}(?:ब्रेकिंग|ताज़?ा|लेटेस्ट)\s(?:न्यूज़?|ख़?बर).{0,60}पढ़?ें\s.{1,40}\sपर(?:[।.!]?\s*$|[।.!|]\s)
        | ^\s*(?:देश|दुनिया|ताज़?ा|लेटेस्ट|अन्य|ऐसी|latest|more)\S*\s.{0,80}
            (?:ख़?बर|अपडेट|समाचार)\S*\s.{0,60}(?:पढ़?ें|पढ़?ते\ रहें|बने\ रहें|जुड़?े\ रहें|देखें)[।.!]?\s*$
        """
    )


@cache
def _notice() -> re.Pattern[str]:
    return plain_pattern(
        rf"""
        पढ़ने\s+का\s+समय(?![\u0900-\u097f]).{{0,20}} | (?:reading|read)\s+time\b.{{0,20}}
        | \d{{1,2}}\s?(?:min|mins|minute|minutes|मिनट)\s+(?:read|(?:में\s+)?पढ़ें)
        | (?:\d{{1,3}}\s)?(?:नए|नई|नयी|पुरान[ीे])\s(?:अपडेट|पोस्ट)(?:स|्स)?\s(?:देखें|पढ़ें|पहले)
        | (?:\d{{1,3}}\s){{2,}}(?:अगला|next)(?:\s(?:पेज|पृष्ठ|page))? | (?:अगला|पिछला)\s(?:पेज|पृष्ठ)
        | (?:आपको\s)?(?:यह|ये)\s(?:खबर|लेख|जानकारी|स्टोरी|आर्टिकल)\s(?:आपको\s)?कैस[ीा]\sलग[ीा](?:\W.{{0,50}}(?:बताएं|बताइए|लिखें|दें))?
        | (?=.{{0,120}}(?:चैनल|सब्सक्राइब)).{{0,120}}\s(?:बेल|घंटी)\s(?:के\s)?(?:आइकन|आइकॉन|बटन)\s(?:को\s)?(?:दबाएं|प्रेस\sकरें)
        | \d{{1,2}}\sमिनट\s(?:का|की)\s(?:लेख|पाठ|पढ़ाई)
        | (?:इस\s)?(?:लेख|खबर)\sको\s(?:रेटिंग|रेट)\s(?:दें|करें) | \d(?:\.\d)?/5\s?\(\d{{1,6}}\s(?:वोट|votes?|ratings?)
        | (?:वीडियो|ऑडियो)\s(?:देखने|सुनने)\sके\sलिए\s.{{0,30}}(?:दबाएं|क्लिक\sकरें)
        | (?:क्या\s)?आपको\s(?:यह|ये|हमारा|हमारी)\s(?:खबर|वीडियो|लेख|स्टोरी|जानकारी)\sपसंद\sआ(?:या|ई|यी)
        | [^।]{{0,60}}विज्ञापन(?:ों)?\s(?:(?:देने|छपवाने|प्रकाशन|(?:और|एवं|व)\s\S+)\s)?(?:के\sलिए|हेतु)\s  # a site's telephone
            [^।]{{0,40}}(?:संपर्क|सम्पर्क)\s(?:करें|कीजिए|नंबर|सूत्र)\W{{0,6}}[\d\s,/+–-]{{9,70}}
        | खबरें\sऔर\sभी\sहैं | सबसे\s(?:नया|नए|नई|पुराना|पुराने)\sपहले
        | (?:इस\s)?(?:खबर|लेख)\sपर\s(?:अपनी\s)?(?:राय|टिप्पणी|प्रतिक्रिया)\s(?:दें|लिखें|करें)
        | (?:फॉन्ट|फोंट|अक्षर)\s?(?:का\s)?(?:साइज|आकार)(?:\s?:?\s(?:छोटा|मध्यम|सामान्य|बड़ा|\d+%?)){{0,4}}
        | (?:except\sfor\sthe\sheadline,?\s)?this\s(?:story|article|report|copy)\s(?:has|was|is)\s[^\u0900-\u097f]{{0,80}}
            \b(?:feed|staff|syndicated|agency|auto-generated)\b[^\u0900-\u097f]{{0,80}}
        | (?:newest|latest|oldest)\s(?:updates?\s)?first | load(?:ing)?\s(?:next|more)\s.{{1,30}}
        | (?:वीडियो|ऑडियो|पेज)\sलोड\sहो\sरह[ीा]\sहै | पेज\s\d{{1,3}}\sसेकंड\sमें\sअपने\sआप\s\S+\sहोगा
        | (?:अगली|अगला|और)\s(?:खबर|खबरें|लेख|स्टोरी|वीडियो|अपडेट)\sलोड\s(?:हो\sरही|हो\sरहा|की\sजा\sरही|करें).{{0,6}}
        | (?:sponsored|promoted|recommended|powered|presented)\s(?:\S+\s){{0,2}}by\s.{{1,30}}
        | (?:(?:हेडलाइन|शीर्षक)\s(?:के\sअलावा|को\sछोड़कर),?\s)?
            (?:यह|इस)\s+(?:खबर|समाचार|लेख|रिपोर्ट|स्टोरी|कहानी)\s.{{0,80}}  # यह खबर एजेंसी फीड से ली गई है
            (?:फीड\s+से\s.{{0,40}}(?:ली|लिया|प्रकाशित|पब्लिश)|(?:संपादित|संपादन)\s+नहीं)\s.{{1,80}}
        | (?:यह|ये)\s(?:खबर|समाचार|लेख|रिपोर्ट|स्टोरी|कहानी)\s.{{0,40}}फीड\sसे\sहै
        | (?:यह|इस)\s+(?:खबर|समाचार|लेख|रिपोर्ट)\s.{{0,40}}{agency()}\s
            .{{0,40}}(?:ली\s+गई|लिया\s+गया|प्रकाशित).{{0,120}}
        | (?=.{{0,80}}(?:बीबीसी|न्यूज|समाचार|मीडिया|\sके\sलिए\s)).{{0,80}}(?:की\s+ओर\s+से|द्वारा)\s+प्रकाशित
        | (?:क्या\s)?आपको\s(?:यह|ये)\s(?:रिपोर्ट|लेख|खबर|आलेख)\sपसंद\sआ(?:या|ई|यी)\W.{{0,200}}  # and what it asks for
        | अगर\sआपको\s(?:यह|ये|हमारी|हमारा)\s(?:जानकारी|खबर|लेख|स्टोरी|पोस्ट|वीडियो).{{0,40}}\s(?:लगी|लगा|आई|आया)\s
            .{{0,60}}(?:शेयर|लाइक|फॉलो)\sकरें.{{0,100}}
        | \d(?:\.\d)?/5\s-?\s?\(\d{{1,6}}\s(?:वोट|votes?|ratings?)\)?
        | previous\s?article.{{2,200}}next\s?article.{{0,200}}
        | (?:सबसे\sपहले|ग्राफिक्स?\sमें|तस्वीरों\sमें)\s[^।.!?]{{0,60}}
            (?:तस्वीरें|तस्वीर|फोटो|फुटेज|ग्राफिक्स?|देखिए|देखें|समझिए|समझें)(?:\s(?:देखिए|देखें))?  # over pictures
        | [^।.!?]{{2,60}}अपडेट(?:्?स)?\s(?:के\sलिए|जानने\sके\sलिए)\s.{{0,20}}(?:ब्लॉग|पेज)\s(?:को\s|से\s|पर\s)?
            (?:पढ़ें|पढ़िए|गुजर\sजाइए|जाएं|देखें)
        | (?:post\s)?views\s?:?(?:\s[\d,.]{{1,9}}[km]?)? | (?:आगंतुक\sपटल|visitor\scounter|कुल\sव्यूज)\s?:?\s?[\d,]{{1,9}}
        """
    )
