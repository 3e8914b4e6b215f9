"""The lines of the site around a review: the one table of them (spec, "Boilerplate").

A pattern, in lower case, is matched against a whole line in lower case, of at most 160
characters.
`EDGE` holds words that a review could use for a heading of its own: they are the site's only
after the verdict (before the title, every line is). Configuration adds to ANYWHERE,
in any case.
"""

from __future__ import annotations

REPLY: tuple[str, ...] = (
    r"(?:log ?in to )?(?:leave|post|write|add) (?:a|your) (?:comment|reply)"
    r"(?:(?: cancel reply| below)?(?:[.:!…]|\.{3}| ?[»›])?| (?:to|on) .{0,79}[^.])",
    r"cancel reply",
)
"""The line that opens the readers' comments: all after it is the site's."""

COUNT: tuple[str, ...] = (
    r"(?:\d{1,6}|no|one) (?:comments?|replies|responses?)(?: yet)?",
    r"comments? ?\(\d{1,6}\)",
)
"""A count of comments: below the verdict it opens them, above it stands for itself."""

TALK: tuple[str, ...] = (
    r"(?:\d{1,6}|one) (?:comments?|replies|responses?|thoughts?) (?:to|on) .{1,120}",
    r"\d{1,6} thoughts?",
    r"join the (?:discussion|conversation)[.!]?",
    r"(?:comments?|replies|responses|discussion(?: ?\(\d{1,6}\))?):?",
)
"""What opens the comments below the verdict, and above it may be a heading or prose."""

ANYWHERE: tuple[str, ...] = (
    # invitations
    r"feel free to (?:check out|share (?:this|your)|leave (?:a|your|us)\b|comment\b).*",
    r"(?:check out|read|see) (?:more of )?(?:our|my) (?:other )?(?:[\w-]+ ){0,4}reviews?(?: here)?[.!]?",
    r"(?:you (?:may|might)|we think you(?:'|’)ll) also (?:like|enjoy)(?: [^.!?]{0,60})?[:…]?",
    r"(?:subscribe|sign up)(?: (?:to|for) (?:our|my|the) .{1,60})?[.!]?",
    r"(?:follow|find|like) (?:us|me) on [^.!?]{1,80}!?",
    r"(?:write|submit|add|post) (?:a|your) (?:own )?review",
    r"thanks? (?:you )?for (?:reading|watching|stopping by)[.!]*",
    # share rows
    r"share(?: (?:this|on|via|with)\b[^.!?]{0,60})?[:!]?",
    r"(?:like this:?|loading(?:\.{3}|…)?|like loading(?:\.{3}|…)?)",
    r"(?:(?:click to )?(?:share|tweet|pin it|email|print|facebook|twitter|x|pinterest|reddit|whatsapp|tumblr"
    r"|linkedin|telegram|pocket|bluesky|mastodon|instagram|youtube|rss)(?:[ ,|/·•]+|$)){2,}",
    r"(?:facebook|twitter|pinterest|reddit|whatsapp|tumblr|linkedin|telegram|bluesky|mastodon)",
    # other posts
    r"related(?: posts?| articles?| reviews?| content)?:",
    r"(?:related|more|recent|popular|latest|trending) (?:posts?|articles?|reviews?|stories)(?: from (?:this|the same|our) .{1,40})?:?",
    r"(?:[←«‹]|<<?-?) ?(?:previous|older|prev|back)\b.{0,120}",
    r"(?:next|newer)\b.{0,120}(?:[→»›]|->)",
    r"← .{1,120}",
    r"(?:previous|next|older|newer) (?:post|article|review|entry|entries|posts)s?(?::.{0,100}|\b[^.!?]{0,100})",
    r"(?:read|see|view) more:? [^.!?]{0,100}",
    # the form below
    r"your email address will not be published.*",
    r"required fields are marked.*",
    r"save my name, e-?mail.*",
    r"notify me of (?:new|follow).*",
    r"(?:name|e-?mail|website|comment) ?\*",
    r"(?:log ?in|sign in|register) (?:to|with) .{1,60}",
    # menus and notices
    r"skip to (?:main )?(?:content|navigation)",
    r"(?:main |primary |navigation |toggle )?(?:menu|navigation)",
    r"(?:home|about|contact|blog|news|reviews)(?: ?[|·•»›>/] ?[\w &'’-]{1,40}){1,12} ?\|?",
    r"(?:posted|filed|tagged|categori[sz]ed) (?:in|on|by|under|with|as)\b[^.!?]{0,100}",
    r"advertisements?|sponsored(?: content)?",
    r"(?:copyright )?(?:©|\(c\)) .{1,100}|copyright \d{4}.{0,100}",
    r"all rights reserved\.?",
    r"(?:privacy policy|terms of (?:use|service)|cookie policy)(?: ?[|·•] ?.{1,60})?",
    r"(?:proudly )?powered by [^.,!?]{1,40}\.?",
    r"report this ad",
)

EDGE: tuple[str, ...] = (
    r"related|home|menu|search|about|contact|archives?|categories|tags?|share|tweet|print",
    r"(?:previous|next)(?:: .{1,120})?",
    r"back to top",
    r"advert.{0,40}",
)
