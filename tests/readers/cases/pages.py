"""Short pages with the furniture of real ones; each with what must be left out, and all else must be read."""

HEAD = "शहर में बिछेगी नई पाइपलाइन"
FIRST = "नगर निगम ने सोमवार को नई पाइपलाइन का काम शुरू किया। पहले चरण में बारह वार्ड लिए जाएंगे।"
SECOND = "आयुक्त ने कहा कि काम तीन महीने में पूरा होगा। इस दौरान टैंकर से पानी पहुंचाया जाएगा।"
THIRD = "निवासियों ने कहा कि उन्हें लंबे समय से इसका इंतजार था। अब पानी रोज आएगा।"


def _within(part: str) -> str:
    """A report with this between its paragraphs."""
    return f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\n{part}\n\n{THIRD}\n"


_MENU = "होम\nदेश\nखेल\nमेरा गांव\nहमारी पंचायत\nLive TV\nSign in\n"
_OTHER = "हॉकी टीम ने लगातार चौथा मैच जीता"
_ENTRIES = [
    "path-to-page: होम", "menu-on-top: देश", "menu-on-top: खेल", "menu-on-top: मेरा गांव", "menu-on-top: हमारी पंचायत",
    "button: Live TV", "button: Sign in",
]  # fmt: skip


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
    "counters under a dash": (f"{HEAD}\n\n-\n0\n1432\n\n{FIRST}\n\n{SECOND}\n", ["counter: 0", "counter: 1432"]),
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
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nComments\nझील में खिले कमल\nView All\n",
        ["button: Comments", "foot-of-page: झील में खिले कमल", "button: View All"],
    ),
    "the writer's name over the report": (
        f"{HEAD} और सड़क\nReported by: नीरज सालवी\nनीरज सालवी, बेलवाड़ी:\n{FIRST}\n\n{SECOND}\n",
        ["writer-byline: Reported by: नीरज सालवी", "name-again: नीरज सालवी, बेलवाड़ी:"],
    ),
    "the writer's name between dek and report": (
        f"{HEAD} और सड़क\nReported by: नीरज सालवी\n{FIRST}\nनीरज सालवी, बेलवाड़ी:\n{SECOND}\n\n{THIRD}\n",
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
    "the writer's name under the headline and over the life": (
        f"{HEAD} और सड़क\nमाधुरी वैद्य\n{FIRST}\n\n{SECOND}\n\nलेखक परिचय\nमाधुरी वैद्य\nमाधुरी वैद्य पानी पर लिखती हैं।\nShare\n",
        [
            "name-of-life: माधुरी वैद्य", "about-author: लेखक परिचय", "about-author: माधुरी वैद्य",
            "about-author: माधुरी वैद्य पानी पर लिखती हैं।", "button: Share",
        ],
    ),
    "tags in rows under what asks to follow": (
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nFollow Us:\nपाइपलाइन\nसोनपुरवा नगर\nShow full article\n",
        ["button: Follow Us:", "tags-at-foot: पाइपलाइन", "tags-at-foot: सोनपुरवा नगर", "button: Show full article"],
    ),
    "another story's title over the path and the headline": (
        f"{_MENU}{_OTHER}\nटीम को झटका, चोटिल हुआ ओपनर\nHindi News\nदेश\n{HEAD} में\n\n{FIRST}\n\n{SECOND}\n",
        [
            *_ENTRIES, f"title-over-headline: {_OTHER}", "title-over-headline: टीम को झटका, चोटिल हुआ ओपनर",
            "path-to-page: Hindi News", "title-over-headline: देश",
        ],
    ),
    "another story's title over a town and the headline": (
        f"{_MENU}{_OTHER}\nसोनपुरवा\n\n{HEAD} में\n\n{FIRST}\n\n{SECOND}\n\nHindi News / Sonpurwa / {HEAD} में\n",
        [
            *_ENTRIES, f"title-over-headline: {_OTHER}", "title-over-headline: सोनपुरवा",
            f"path-to-page: Hindi News / Sonpurwa / {HEAD} में",
        ],
    ),
    "a headline that its report does not speak of, over a section and a subtitle": (
        f"{_MENU}प्यासे शहर की आखिरी उम्मीद जागी\nसोनपुरवा\n\n{HEAD}, बारह वार्ड पहले चरण में।\n\n{FIRST}\n\n{SECOND}\n",
        _ENTRIES,
    ),
    "a headline that its report does not speak of, over a section and words without a stop": (
        f"{_MENU}बुझ गई बरसों पुरानी प्यास अब\nसोनपुरवा\n\n{HEAD}, बारह वार्ड पहले चरण में\n\n{FIRST}\n\n{SECOND}\n",
        _ENTRIES,
    ),
    "a heading of common words between a button and the day": (
        f"{HEAD} में\n\n2 min read\nकाम की शुरुआत\nMar 14, 2026\nफोटो: नगर वार्ता\n\n{FIRST}\n\n{SECOND}\n",
        ["site-notice: 2 min read", "page-stamp: Mar 14, 2026", "picture-words: फोटो: नगर वार्ता"],
    ),
    "a headline under a menu, over its dek": (
        f"{_MENU}प्यासे शहर की आखिरी उम्मीद जागी\n{HEAD} में बारह वार्ड\n\n{FIRST}\n\n{SECOND}\n", _ENTRIES,
    ),
    "what a picture shows over its source": (
        f"{HEAD} में\n\nFollow us on\nखुदाई के लिए लाई गई मशीन\nImage Source : REPORTER\n\n{FIRST}\n\n{SECOND}\n",
        ["button: Follow us on", "caption-over-source: खुदाई के लिए लाई गई मशीन", "picture-words: Image Source : REPORTER"],
    ),
    "a heading under a button, over a picture in the report": (
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nAdvertisement\nकब आएगा पानी\nImage Source : REPORTER\n{THIRD}\n",
        ["button: Advertisement", "picture-words: Image Source : REPORTER"],
    ),
    "a dek without a stop between the day and a picture": (
        f"{HEAD} में\nUpdated: 30 Nov 2025\nपहले चरण में बारह वार्ड\nImage Source : REPORTER\n\n{FIRST}\n\n{SECOND}\n",
        ["stamp-label: Updated: 30 Nov 2025", "picture-words: Image Source : REPORTER"],
    ),
    "a site's name and region in brackets": (
        _within("खुदाई करते मजदूर (ETV Bharat Bihar)"), ["picture-of-site: खुदाई करते मजदूर (ETV Bharat Bihar)"],
    ),
    "the writer's name between a button and the day": (
        f"{HEAD} में\n\n2 min read\nसुलोचना बारहठ\nMar 14, 2026\nफोटो: नगर वार्ता\n\n{FIRST}\n\n{SECOND}\n",
        ["site-notice: 2 min read", "name-over-stamp: सुलोचना बारहठ", "page-stamp: Mar 14, 2026", "picture-words: फोटो: नगर वार्ता"],
    ),
    "a short headline between a button and the day": (
        f"Live TV\nपाइपलाइन बिछेगी\nMar 14, 2026\nफोटो: नगर वार्ता\n\n{FIRST}\n\n{SECOND}\n", ["button: Live TV", "page-stamp: Mar 14, 2026", "picture-words: फोटो: नगर वार्ता"],
    ),
    "a heading between a button and a day in the report": (
        f"{HEAD} में\n\n{FIRST}\n\n{SECOND}\n\nAdvertisement\nकाम की शुरुआत\n14 Mar 2026\nफोटो: नगर वार्ता\n{THIRD}\n",
        ["button: Advertisement", "page-stamp: 14 Mar 2026", "picture-words: फोटो: नगर वार्ता"],
    ),
    "Latin tags between a promise and a button": (
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nLatest India News\n\nWater Supply\nPipe Work\nFollow us\n",
        [
            "promise-of-news: Latest India News", "tags-at-foot: Water Supply", "tags-at-foot: Pipe Work",
            "button: Follow us",
        ],
    ),
    "the place of a page under its label": (
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nLocation :\nSonpurwa,Bihar\nFirst Published :\nNovember 23, 2026, 17:41 IST\n",
        [
            "button: Location :", "between-furniture: Sonpurwa,Bihar", "label-of-stamp: First Published :",
            "stamp-under-label: November 23, 2026, 17:41 IST",
        ],
    ),
    "Latin items between an advertisement and a button": (
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nAdvertisement\n\nWater Supply\nPipe Work\nFollow us\n",
        ["button: Advertisement", "button: Follow us"],
    ),
    "another story's title that breaks off, under latest news": (
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nलेटेस्ट न्यूज\nनन्हे हिरण को गोद में उठाकर घर ले आया किसान, फिर जो हुआ उसे देखकर...\nझील में खिले कमल\nAbout us\n",
        [
            "button: लेटेस्ट न्यूज",
            "foot-of-page: नन्हे हिरण को गोद में उठाकर घर ले आया किसान, फिर जो हुआ उसे देखकर...", "foot-of-page: झील में खिले कमल",
            "button: About us",
        ],
    ),
    "a sentence of the report that breaks off under latest news": (
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nलेटेस्ट न्यूज\nआयुक्त ने कहा कि पानी का इंतजार अब खत्म होगा और हर घर में नल लगेगा...\nAbout us\n",
        ["button: लेटेस्ट न्यूज", "button: About us"],
    ),
    "a kind of piece with an adjective before a headline": (
        f"बड़ी खबर | {HEAD}\n\n{FIRST}\n\n{SECOND}\n", ["headline-kicker: बड़ी खबर |"],
    ),
    "a sentence of the report under latest news": (
        f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nलेटेस्ट न्यूज\n{THIRD}\nAbout us\n", ["button: लेटेस्ट न्यूज", "button: About us"],
    ),
}  # fmt: skip

READ: dict[str, str] = {
    "a last paragraph that breaks off": f"{HEAD}\n\n{FIRST}\n\nआयुक्त ने कहा कि पानी का इंतजार अब खत्म होगा और हर घर में नल लगेगा...\n",
    "a heading with a party in brackets": _within("क्या बोले पार्षद (जनदल)"),
    "a sentence with a site's name in brackets": _within("यह बात सबसे पहले एक रिपोर्ट में आई थी (ETV Bharat)"),
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
    "headlines that end a round-up": f"{HEAD}\n\n{FIRST}\n\n{SECOND}\n\nबड़ी खबरें\nझील में खिले कमल\nनहर में पानी छोड़ा गया\n",
    "a heading that is a place": f"{HEAD}\n\n{FIRST}\n\nबेलवाड़ी:\n\n{SECOND}\n\nसोनपुरवा:\n\n{THIRD}\n",
    "a heading about an author": _within("लेखक के बारे में\n" + f"{SECOND}\n" * 12),
    "a list between commas": _within("गांधी वार्ड, नेहरू वार्ड, पटेल वार्ड"),
    "a sentence that opens with a day": _within("भोपाल, सात मार्च को मेला लगेगा। सब आएंगे।"),
}
