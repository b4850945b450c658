"""The part of the table of actions that is about several annotators: review and campaigns."""

from typing import Final

from juseok.ui.action_spec import ActionSpec, Context
from juseok.ui.i18n import mark

_G, _R, _M = Context.GLOBAL, Context.REVIEW, Context.COMPARE
_A = ActionSpec

REVIEW: Final = (
    _A("review.begin", mark("Review the annotators' work"), ("Ctrl+Shift+V",), _G, "review/begin",
       mark("What differs, item by item; what is right goes into gold. The key again ends it."),
       "list", True),
    _A("panel.review", mark("Review"), ("Ctrl+6",), _G, "review/begin", icon="list"),
    _A("review.next", mark("Next item"), ("J",), _R, "review/go"),
    _A("review.previous", mark("Previous item"), ("K",), _R, "review/go"),
    _A("review.next_article", mark("Next article of the review"), ("Shift+J",), _R, "review/go"),
    _A("review.previous_article", mark("Previous article of the review"), ("Shift+K",), _R,
       "review/go"),
    *(
        _A(f"review.take{n}", mark("Take version {n}"), (str(n),), _R,
           "review/take" if n < 3 else "", handler="review.take", argument=str(n),
           args=(("n", str(n)),))
        for n in range(1, 10)
    ),
    *(
        _A(f"review.everything{n}", mark("Everything of annotator {n} here"), (f"Shift+{n}",), _R,
           "review/take" if n < 3 else "", mark("What is not judged yet, in this article."),
           handler="review.everything", argument=str(n), args=(("n", str(n)),))
        for n in range(1, 10)
    ),
    _A("review.agreed", mark("Accept all agreed"), ("A",), _R, "review/decide",
       mark("In this article; one undo takes all back."), "check"),
    _A("review.premerge", mark("Accept what agrees, everywhere…"), ("Shift+A",), _R,
       "review/decide", mark("By a rule, in all articles; first it says how much. Ties are left."),
       "check"),
    _A("review.fix", mark("Fix a copy"), ("F",), _R, "review/decide",
       mark("Takes the first version into gold and edits it there; Esc comes back."), "edit"),
    _A("review.reject", mark("Reject…"), ("R",), _R, "review/decide",
       mark("With a reason; nothing of it goes into gold.")),
    _A("review.why", mark("Why one version is not right…"), ("Shift+R",), _R, "review/decide",
       mark("Its annotator reads it; what is decided on the item stays.")),
    _A("review.none", mark("None is right"), ("N",), _R, "review/decide",
       mark("Something belongs here, but no version is it.")),
    _A("review.defer", mark("Put off"), ("D",), _R, "review/decide"),
    _A("review.done", mark("Reviewed, and next article"), ("Shift+Enter",), _R, "review/decide",
       mark("Says how many items still wait, and does not stop you."), "check"),
    _A("review.comment", mark("Comment"), ("C",), _R, "review/decide",
       mark("On the item in hand; @name tells somebody. Comments never count."), "note"),
    _A("review.settle", mark("Settle the comment, or open it again"), ("Shift+C",), _R,
       "review/decide"),
    _A("review.comments", mark("Open comments…"), ("Ctrl+D",), _G, "review/go",
       mark("Of all articles; choosing one goes there.")),
    _A("review.lots", mark("Lots of one annotator…"), ("Ctrl+B",), _G, "review/decide",
       mark("How many of the judged items were wrong; the rest is accepted or returned.")),
    _A("review.phrase", mark("The same everywhere…"), ("P",), _R, "review/decide",
       mark("One decision for every item with these words that nobody has judged."), "files"),
    _A("review.undo", mark("Undo decision"), ("U",), _R, "review/decide", icon="undo"),
    _A("review.layers", mark("Show or hide the annotators' versions"), ("Space",), _R,
       "review/look", checkable=True),
    _A("review.anonymous", mark("Anonymous review"), ("Ctrl+Shift+Y",), _G, "review/look",
       mark("No names; letters, colours and patterns change from article to article."),
       "eye-off", True),
    _A("review.text", mark("To the text"), ("Esc",), _R, "review/look"),
    _A("review.back", mark("Back to the items of the review"), ("Esc",), Context.FIXING,
       "review/look"),
)  # fmt: skip

COMPARE: Final = (
    _A("compare.article", mark("Compare side by side…"), ("F12",), _G, "review/compare",
       mark("Two or three annotators, gold, or one layer at two times; what differs, in a list."),
       "columns"),
    _A("compare.next", mark("Next difference"), ("J",), _M),
    _A("compare.previous", mark("Previous difference"), ("K",), _M),
    _A("compare.jump", mark("All columns to the difference"), ("Enter",), _M),
    _A("compare.next_article", mark("Next article that differs"), ("Shift+J",), _M, "",
       mark("Of those that were looked for; else the next of the list.")),
    _A("compare.previous_article", mark("Previous article that differs"), ("Shift+K",), _M),
    _A("compare.equal", mark("Also what is the same"), ("E",), _M),
    _A("compare.in_step", mark("Scroll together"), ("S",), _M, "",
       mark("By the place in the text, so that the columns stay in step."), "link", True),
    _A("compare.third", mark("Third column"), ("T",), _M, "", "", "columns", True),
    _A("compare.swap", mark("Exchange the columns"), ("X",), _M, "", "", "arrow-left-right"),
    _A("compare.articles", mark("Differences, or articles that differ"), ("L",), _M),
    _A("compare.look_through", mark("Look through all articles"), ("A",), _M, "",
       mark("Which articles differ between these sides; can be stopped."), "search"),
    _A("compare.go", mark("Show the place in the main window"), ("G",), _M, "", "", "file-text"),
)  # fmt: skip

TEAM: Final = (
    _A("panel.campaign", mark("Campaign"), ("Ctrl+7",), _G, "team/campaign",
       mark("Who annotates which articles, and how far everybody is."), "users"),
    _A("campaign.finish_pass", mark("Finish one pass…"), ("Ctrl+Shift+A",), _G, "team/campaign",
       mark("Says of mentions, claims or relationships that nothing is left to find here.")),
    _A("campaign.training", mark("How training went…"), ("Ctrl+T",), _G, "team/campaign",
       mark("The score on training articles, and each place that differs from gold."),
       "check"),
    _A("panel.guidelines", mark("Guidelines"), ("Ctrl+8",), _G, "team/campaign",
       mark("How to annotate, beside the text; at the section of the type under the caret."),
       "book-open"),
    _A("question.answer", mark("Answer a question…"), ("Ctrl+Shift+W",), _G, "team/lead",
       mark("A parked question becomes a numbered ruling, shown wherever its words stand."),
       "question"),
    _A("register.proposals", mark("Proposed entities…"), ("Ctrl+M",), _G, "team/lead",
       mark("What annotators made comes into the register: in bulk, or persons one by one."),
       "merge"),
    _A("campaign.make", mark("New campaign…"), ("Ctrl+N",), _G, "team/lead",
       mark("Which articles, what is looked for, who does it, blind or open."), "plus"),
    _A("campaign.manage", mark("Change a campaign…"), ("Ctrl+Shift+Q",), _G, "team/lead",
       mark("Assign, reassign, return an article, open or close it.")),
    _A("people.edit", mark("Annotators…"), ("Ctrl+U",), _G, "team/lead",
       mark("Names, looks and roles."), "users"),
    _A("team.agreement", mark("Agreement…"), ("Ctrl+Shift+C",), _G, "team/look",
       mark("How far annotators agree: figures with intervals, pictures, a report."), "table"),
)  # fmt: skip
