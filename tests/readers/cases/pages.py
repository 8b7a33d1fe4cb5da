"""Short pages with the furniture of real ones; each with what must be left out, and all else must be read."""

HEAD = "शहर में बिछेगी नई पाइपलाइन"
FIRST = "नगर निगम ने सोमवार को नई पाइपलाइन का काम शुरू किया। पहले चरण में बारह वार्ड लिए जाएंगे।"
SECOND = "आयुक्त ने कहा कि काम तीन महीने में पूरा होगा। इस दौरान टैंकर से पानी पहुंचाया जाएगा।"
THIRD = "निवासियों ने कहा कि उन्हें लंबे समय से इसका इंतजार था। अब पानी रोज आएगा।"


def _within(part: str) -> str:
    """A report with this between its paragraphs."""
    return f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\n{part}\n\n{THIRD}\n"


LEFT_OUT: dict[str, tuple[str, list[str]]] = {
    "a button behind a cut paragraph": (
        f"{HEAD}\n\n{FIRST}\n\nआयुक्त ने कहा कि सूचना दी जाएगी। पानी पहुंचाया जाएगा… Read More\n",
        ["read-more-tail: Read More"],
    ),
    "the paper above the headline": (
        f"सोनपुर दर्पण\n\n{HEAD}, तीन महीने में पूरा होगा काम\n\n{FIRST}\n\n{SECOND}\n",
        ["masthead: सोनपुर दर्पण"],
    ),
    "the site behind the headline": (
        f"{HEAD} - Nagar Darpan - Latest News in Hindi, Breaking News, हिंदी समाचार\n\n{FIRST}\n\n{SECOND}\n",
        ["headline-tail: - Nagar Darpan - Latest News in Hindi, Breaking News, हिंदी समाचार"],
    ),
    "junk round the headline": (
        f"Connect with us\n\nBlog\n\n{HEAD}\n\nPublished\n\non\n\n{FIRST}\n\n{SECOND}\n",
        ["button: Connect with us", "section-on-top: Blog", "label-of-stamp: Published", "word-under-headline: on"],
    ),
    "a writer's name": (_within("सुरेश कनौजिया"), ["name-in-text: सुरेश कनौजिया"]),
    "a writer's name behind a dash": (_within("– सुरेश कनौजिया"), ["name-in-text: – सुरेश कनौजिया"]),
    "a dateline with an agency's letter": (
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nभोपाल,18 मार्च 2026(ए) {THIRD}\n",
        ["reporter-dateline: भोपाल,18 मार्च 2026(ए)"],
    ),
    "a dateline with its day in words": (
        f"{HEAD}\n\nभोपाल, सात मार्च (भाषा) {FIRST}\n\n{SECOND}\n",
        ["paragraph-dateline: भोपाल, सात मार्च (भाषा)"],
    ),
    "a button behind a sentence that was cut": (
        f"{HEAD}\n\n{FIRST}\n\nआयुक्त ने कहा कि पानी पहुंचाया जाएगा और सूचना दी जाएगी Read more...\n",
        ["read-more-tail: Read more..."],
    ),
    "a dateline without a comma": (
        f"{HEAD}\n\nजयपुर 12 मार्च। {FIRST}\n\n{SECOND}\n",
        ["paragraph-dateline: जयपुर 12 मार्च।"],
    ),
    "counters": (f"{HEAD}\n\n0\n1432\n\n{FIRST}\n\n{SECOND}\n", ["counter: 0", "counter: 1432"]),
    "words of a template": (
        _within("author-image\nSuresh Kanojia\nNew Update\npipeline work."),
        [
            "writer-byline: author-image", "between-furniture: Suresh Kanojia", "button: New Update",
            "latin-scrap: pipeline work.",
        ],
    ),
    "an agency's editors": (
        f"{HEAD}\n\n{FIRST}\n\nआयुक्त ने कहा कि पहले सूचना दी जाएगी। भाषा अविनाश माधव\nमाधव\n",
        ["sign-off-tail: भाषा अविनाश माधव", "name-after-sign-off: माधव"],
    ),
    "an agency's code under its copy": (
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nअनुवाद शिखा मयंक\nमयंक\n\n0302 1415 मुकुंदपुर\n",
        ["agency-sign-off: अनुवाद शिखा मयंक", "agency-sign-off: मयंक", "wire-code: 0302 1415 मुकुंदपुर"],
    ),
    "a stamp of a live page": (
        _within("Wed, Mar 4, 2026, 9:12 AM IST\nपानी की आपूर्ति शुरू"),
        ["page-stamp: Wed, Mar 4, 2026, 9:12 AM IST"],
    ),
    "the menu and the path over a headline": (
        f"Live TV\nताज़ातरीन\nमेरा जिला\nखेत खलिहान\nगांव चौपाल\nहोम देश {HEAD} और सड़क\n{HEAD} और सड़क\n\n{FIRST}\n\n{SECOND}\n",
        [
            "button: Live TV", "menu-on-top: ताज़ातरीन", "menu-on-top: मेरा जिला", "menu-on-top: खेत खलिहान",
            "menu-on-top: गांव चौपाल", f"path-to-headline: होम देश {HEAD} और सड़क",
        ],
    ),
    "what a page offers under its report": (
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nComments\nझील में खिले कमल\n",
        ["button: Comments", "foot-of-page: झील में खिले कमल"],
    ),
    "the writer's name over the report": (
        f"{HEAD} और सड़क\nReported by: नीरज सालवी\nनीरज सालवी, बेलवाड़ी:\n{FIRST}\n\n{SECOND}\n",
        ["writer-byline: Reported by: नीरज सालवी", "name-again: नीरज सालवी, बेलवाड़ी:"],
    ),
    "a town that no table has": (
        f"{HEAD}\n\nबेलवाड़ी:\n\nबेलवाड़ी गांव में नगर निगम ने काम शुरू किया। सब खुश हैं।\n\n{SECOND}\n",
        ["town-line: बेलवाड़ी:"],
    ),
    "words between commas at the foot": (
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nShare\nपाइपलाइन, नगर निगम, टैंकर\nShow full article\n",
        ["button: Share", "tags-at-foot: पाइपलाइन, नगर निगम, टैंकर", "button: Show full article"],
    ),
}  # fmt: skip

READ: dict[str, str] = {
    "a paragraph that breaks off": f"{HEAD}\n\n{FIRST}\n\nआयुक्त ने कहा कि पहले सूचना दी जाएगी, और पढ़ें…\n",
    "a heading that names a person of the text": _within("सुरेश शर्मा").replace("निवासियों", "सुरेश शर्मा"),
    "two headings that are names": f"{_within('सुरेश शर्मा')}\nरमेश वर्मा\n\n{SECOND}\n",
    "a telephone number at the end": f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nशिकायत के लिए 0744 2325\n",
    "a headline with a dash": f"{HEAD} - बारह वार्डों को पानी\n\n{FIRST}\n\n{SECOND}\n",
    "a headline about a paper": f"{HEAD} - ताजा समाचार बुलेटिन में खुलासा\n\n{FIRST}\n\n{SECOND}\n",
    "items that are counted": f"{HEAD}\n\n1\n{FIRST}\n\n2\n{SECOND}\n",
    "a last sentence about a language": f"{HEAD}\n\n{FIRST}\n\nयह सब जानते हैं। भाषा सबको जोड़ती है\n",
    "English words of a report": _within("pipeline work."),
    "a place and a day in a sentence": f"{HEAD}\n\nजयपुर 12 मार्च को मेला लगाएगा। सब आएंगे।\n\n{SECOND}\n",
    "a day with its weekday": _within("भोपाल, 18 मार्च (सोमवार) को मेला लगेगा। सब आएंगे।"),
    "a day with a letter": _within("भोपाल, 18 मार्च (ए) को मेला लगेगा। सब आएंगे।"),
    "a number over a figure": f"{HEAD}\n\n12\nवार्डों को पानी मिलेगा। काम शुरू हुआ।\n",
    "a short headline over short lines": f"पाइपलाइन बिछेगी\nबारह वार्ड\nतीन महीने\nकाम शुरू\n{FIRST}\n\n{SECOND}\n",
    "a list at the end": f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nइन वार्डों में काम होगा\nगांधी वार्ड\nनेहरू वार्ड\n",
    "a heading that is a place": f"{HEAD}\n\n{FIRST}\n\nबेलवाड़ी:\n\n{SECOND}\n\nसोनपुरवा:\n\n{THIRD}\n",
    "a heading about an author": _within("लेखक के बारे में\n" + f"{SECOND}\n" * 12),
    "a list between commas": _within("गांधी वार्ड, नेहरू वार्ड, पटेल वार्ड"),
    "a sentence that opens with a day": _within("भोपाल, सात मार्च को मेला लगेगा। सब आएंगे।"),
}
