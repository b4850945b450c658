"""The one table of everything a person can do.

Menus, shortcuts, the single-key dispatcher, the palette, the shortcut page and the help are
all made from it.  What each action does is registered by id (see ``ui.actions``).
"""

from typing import Final

from juseok.ui.action_spec import ActionSpec, Context
from juseok.ui.action_table_team import COMPARE, REVIEW, TEAM
from juseok.ui.i18n import mark

_G, _T, _C, _S = Context.GLOBAL, Context.TEXT, Context.CLAIM, Context.SUGGEST
_P = Context.PAIRS
_A = ActionSpec

_FILE: Final = (
    _A("project.new", mark("New project…"), ("Ctrl+Shift+N",), _G, "file/project"),
    _A("project.open", mark("Open project…"), ("Ctrl+O",), _G, "file/project", icon="open"),
    _A("project.starter", mark("Open the starter project"), ("Ctrl+G",), _G, "file/project"),
    _A("project.import", mark("Import articles…"), ("Ctrl+I",), _G, "file/data",
       mark("Text files, folders, JSONL and CSV; with a preview."), "import"),
    _A("project.documents", mark("Import annotations…"), ("Alt+I",), _G, "file/data",
       mark("Files that other tools annotated, with what their labels become."), "import"),
    _A("project.export", mark("Export…"), ("Ctrl+E",), _G, "file/data",
       mark("Writes labelled data for other tools."), "export"),
    _A("project.releases", mark("Releases…"), ("Alt+V",), _G, "file/data",
       mark("Freezes the project under a name, and tells what differs between two."), "lock"),
    _A("exchange.send", mark("Send a working copy…"), ("Ctrl+Shift+U",), _G, "file/team",
       mark("One person’s articles, scheme and guidelines as one file."), "export"),
    _A("exchange.bring", mark("Bring back…"), ("Ctrl+Shift+I",), _G, "file/team",
       mark("Merges colleagues’ files, after showing what they bring."), "import"),
    _A("exchange.share", mark("Share by folder…"), ("Shift+F5",), _G, "file/team",
       mark("A folder that a sync tool carries to everybody.")),
    _A("exchange.sync", mark("Look into the shared folder"), ("F5",), _G, "file/team",
       mark("Writes what is own, reads what others wrote.")),
    _A("project.save", mark("What is saved?"), ("Ctrl+S",), _G, "file/save",
       mark("Everything is saved as you work; this says when."), "save"),
    _A("project.copy", mark("Save a copy…"), ("Ctrl+Shift+S",), _G, "file/save", icon="copy"),
    _A("project.retry", mark("Save again"), ("Alt+S",), _G, "file/save",
       mark("Tries once more to write what could not be saved.")),
    _A("scheme.edit", mark("Edit the scheme…"), ("Ctrl+Shift+T",), _G, "file/setup",
       mark("Types, colours, keys, attributes and constraints."), "layers"),
    _A("scheme.migrate", mark("Work under an older scheme…"), ("Ctrl+R",), _G, "file/setup",
       mark("What becomes of retired types and values in your work, each place shown first."),
       "arrow-left-right"),
    _A("app.settings", mark("Settings…"), ("Ctrl+,",), _G, "file/setup", icon="settings"),
    _A("app.quit", mark("Quit"), ("Ctrl+Q",), _G, "file/quit"),
)  # fmt: skip

_EDIT: Final = (
    _A("edit.undo", mark("Undo"), ("Ctrl+Z",), _G, "edit/undo",
       mark("Without end, also after a restart. Goes to the article first."), "undo"),
    _A("edit.redo", mark("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), _G, "edit/undo", icon="redo"),
    _A("edit.copy", mark("Copy text"), ("Ctrl+C",), _T, "edit/text", icon="copy"),
    _A("edit.menu", mark("Menu of what is here"), ("Shift+F10",), _T, "edit/text",
       mark("As a right click: for the selection, or what is under the caret.")),
    _A("edit.find", mark("Find in the article"), ("/", "Ctrl+F"), _T, "edit/find", icon="search"),
    _A("edit.find_next", mark("Find next"), ("F3",), _G, "edit/find"),
    _A("edit.find_previous", mark("Find previous"), ("Shift+F3",), _G, "edit/find"),
    _A("panel.search", mark("Search"), ("Ctrl+Shift+F",), _G, "edit/find",
       mark("Looks through all articles: words, entities, types, claims, dates."), "search"),
    _A("search.next", mark("Next place found"), ("F4",), _G, "edit/find"),
    _A("search.previous", mark("Previous place found"), ("Shift+F4",), _G, "edit/find"),
    _A("search.recode", mark("Change what was found…"), ("Ctrl+Shift+R",), _G, "edit/find",
       mark("Another type, entity or value for all of one's own that the search finds."), "edit"),
    _A("edit.find_words", mark("Find whole words only"), ("Alt+W",), _G, "edit/find",
       mark("Names as such; particles may follow."), checkable=True),
    _A("list.filter", mark("Filter the article list"), ("Ctrl+L",), _G, "edit/find"),
    _A("note.add", mark("Add a note"), (";",), _T, "edit/note",
       mark("On the annotation under the caret, or on the article."), "note"),
    _A("note.question", mark("Park a question"), ("Shift+/",), _T, "edit/note",
       mark("Marks the annotation under the caret as doubtful, to be asked later."), "question"),
)  # fmt: skip

_VIEW: Final = (
    _A("app.palette", mark("Command palette"), ("Ctrl+K",), _G, "view/palette",
       mark("Everything by name; articles too."), "command"),
    _A("view.reading", mark("Reading mode: one sentence a line"), ("F9",), _G, "view/text",
       mark("Changes only how the article is shown, never its text."), "book-open", True),
    _A("view.zones", mark("Hide what is not the article"), ("Ctrl+Shift+H",), _G, "view/text",
       mark("Navigation, footers and the like; greyed when they are not hidden."),
       "eye-off", True),
    _A("view.arcs", mark("Draw all relationships"), ("Ctrl+Shift+B",), _G, "view/text",
       icon="network", checkable=True),
    _A("view.zoom_in", mark("Larger text"), ("Ctrl+=",), _G, "view/zoom", icon="zoom-in"),
    _A("view.zoom_out", mark("Smaller text"), ("Ctrl+-",), _G, "view/zoom", icon="zoom-out"),
    _A("view.zoom_reset", mark("Normal text size"), ("Ctrl+0",), _G, "view/zoom"),
    _A("view.spacing_more", mark("More line spacing"), ("Ctrl+Shift+=",), _G, "view/zoom"),
    _A("view.spacing_less", mark("Less line spacing"), ("Ctrl+Shift+-",), _G, "view/zoom"),
    _A("view.theme", mark("Light or dark"), ("Ctrl+Shift+L",), _G, "view/look", icon="moon"),
    _A("view.list", mark("Article list"), ("Ctrl+\\",), _G, "view/panes",
       icon="panel-left", checkable=True),
    _A("view.inspector", mark("Inspector"), ("Ctrl+Shift+\\",), _G, "view/panes",
       icon="panel-right", checkable=True),
    _A("view.second", mark("Second article beside"), ("Ctrl+Shift+O",), _G, "view/panes",
       mark("Opens an article in the right column, to compare and to link claims."),
       "columns", True),
    _A("second.choose", mark("Another article beside…"), ("Ctrl+Shift+P",), _G, "view/panes",
       icon="files"),
    _A("second.swap", mark("Exchange the two articles"), ("Ctrl+Shift+X",), _G, "view/panes",
       mark("The one beside comes into the middle, where it can be tagged."),
       "arrow-left-right"),
    _A("panel.entities", mark("Entities"), ("Ctrl+1",), _G, "view/tabs", icon="person"),
    _A("panel.claims", mark("Claims"), ("Ctrl+2",), _G, "view/tabs", icon="quote"),
    _A("panel.relationships", mark("Relationships"), ("Ctrl+3",), _G, "view/tabs",
       icon="network"),
    _A("panel.notes", mark("Notes"), ("Ctrl+4",), _G, "view/tabs", icon="note"),
    _A("panel.suggestions", mark("Suggestions"), ("Ctrl+5",), _G, "view/tabs", icon="sparkles"),
    _A("pane.next", mark("Next pane"), ("F6",), _G, "view/focus"),
    _A("pane.previous", mark("Previous pane"), ("Shift+F6",), _G, "view/focus"),
    _A("view.full", mark("Full screen"), ("F11",), _G, "view/focus", checkable=True),
)  # fmt: skip

_GO: Final = (
    _A("go.article", mark("Go to an article…"), ("Ctrl+P",), _G, "go/article", icon="files"),
    _A("article.next", mark("Next article"), ("Ctrl+PgDown",), _G, "go/article"),
    _A("article.previous", mark("Previous article"), ("Ctrl+PgUp",), _G, "go/article"),
    _A("article.next_open", mark("Next unfinished article"), ("Ctrl+Shift+PgDown",), _G,
       "go/article"),
    _A("sentence.next", mark("Next sentence"), (".",), _T, "go/text"),
    _A("sentence.previous", mark("Previous sentence"), (",",), _T, "go/text"),
    _A("mention.next", mark("Next mention"), ("N",), _T, "go/mention"),
    _A("mention.previous", mark("Previous mention"), ("Shift+N",), _T, "go/mention"),
    _A("mention.walk", mark("Next mention of this entity"), ("M",), _T, "go/mention",
       mark("Walks through the mentions of the entity under the caret.")),
    _A("mention.walk_back", mark("Previous mention of this entity"), ("Shift+M",), _T,
       "go/mention"),
    _A("annotation.cycle", mark("Next annotation under the caret"), ("O",), _T, "go/mention",
       mark("Cycles through annotations that overlap here.")),
    _A("claim.next", mark("Next claim"), ("J",), _T, "go/claim"),
    _A("claim.previous", mark("Previous claim"), ("Shift+J",), _T, "go/claim"),
    _A("annotation.inspect", mark("Show in the inspector"), ("I",), _T, "go/claim"),
)  # fmt: skip

_MENTION: Final = (
    _A("tag.rule", mark("Tag a date, time or number"), ("V",), _T, "mention/rule",
       mark("The type comes by rule; the key again goes to the next one.")),
    _A("tag.all", mark("Tag all like this one"), ("`",), _T, "mention/rule",
       mark("Every other place in the article with the same name; one undo takes all back.")),
    _A("tag.everywhere", mark("Tag all in the project…"), ("Shift+`",), _T, "mention/rule",
       mark("Shows every place in its context first; each can be left out."), "files"),
    _A("mention.relink", mark("Choose another entity…"), ("U",), _T, "mention/edit", icon="link"),
    _A("mention.add_piece", mark("Add the selection to this mention"), ("=",), _T,
       "mention/edit", mark("For a mention in several pieces.")),
    _A("edge.end_right", mark("End one character later"), ("]",), _T, "mention/edge"),
    _A("edge.end_left", mark("End one character earlier"), ("[",), _T, "mention/edge"),
    _A("edge.start_right", mark("Start one character later"), ("Shift+]",), _T, "mention/edge"),
    _A("edge.start_left", mark("Start one character earlier"), ("Shift+[",), _T,
       "mention/edge"),
    _A("edge.morpheme_right", mark("End one morpheme later"), ("Ctrl+]",), _T, "mention/edge",
       mark("A particle more, as in 서울에서|는.")),
    _A("edge.morpheme_left", mark("End one morpheme earlier"), ("Ctrl+[",), _T,
       "mention/edge"),
    _A("tag.snap", mark("Snap selections to names"), ("Ctrl+Shift+M",), _G, "mention/edge",
       mark("Particles and signs round a name are left out when it is tagged."), "", True),
    _A("mention.alias", mark("Take the name in the bracket, too"), ("Shift+=",), _T,
       "mention/entity", mark("세계보건기구(WHO): WHO becomes another name, and is tagged.")),
    _A("entity.rename", mark("Rename the entity…"), ("F2",), _T, "mention/entity",
       mark("Of the mention under the caret, or the one in hand in the panel."), "edit"),
    _A("entity.retype", mark("Give the entity another type…"), ("Shift+F2",), _G, "mention/entity",
       mark("With its mentions, here or everywhere.")),
    _A("entity.add_alias", mark("Add another name to the entity…"), ("Alt+A",), _G,
       "mention/entity", mark("A name that it goes by elsewhere.")),
    _A("entity.merge", mark("The same as another entity…"), ("Alt+M",), _G, "mention/entity",
       mark("The mentions keep what they were given, so it can be undone at any time."), "merge"),
    _A("entity.split", mark("Part the entity…"), ("Alt+P",), _G, "mention/entity",
       mark("Undoes a merge, or moves mentions to a new entity."), "split"),
    _A("entity.recode", mark("Change all mentions of the entity…"), ("Ctrl+Shift+E",), _G,
       "mention/entity",
       mark("Another type, another entity, or away with them; each is shown first.")),
    _A("entity.delete", mark("Delete the entity"), ("Alt+Delete",), _G, "mention/entity",
       mark("Only when nothing uses it.")),
    _A("annotation.delete", mark("Delete the annotation"), ("Delete",), _T, "mention/delete",
       icon="trash"),
    _A("tags.check", mark("Check my tags…"), ("F7",), _G, "mention/check",
       mark("Where your own tags do not agree with one another, to be mended at once."), "check"),
    _A("entity.pairs", mark("Names that may be one…"), ("Ctrl+Shift+G",), _G, "mention/pairs",
       mark("Two at a time, with a place of both: join them, or keep them apart for good."),
       "merge"),
    _A("pair.merge", mark("They are one"), ("Enter",), _P, "mention/pairs",
       mark("The mentions keep what they were given, so it can be undone at any time."), "merge"),
    _A("pair.alias", mark("Only another name"), ("A",), _P, "mention/pairs",
       mark("The first goes by it, too; where the second is an entity, the two stay two.")),
    _A("pair.apart", mark("Not the same"), ("Backspace",), _P, "mention/pairs",
       mark("The pair comes back for nobody.")),
    _A("pair.skip", mark("Next pair"), ("Space",), _P, "mention/pairs"),
    _A("pair.back", mark("Previous pair"), ("B",), _P, "mention/pairs"),
    _A("pair.show", mark("Show the place in its text"), ("G",), _P, "mention/pairs",
       mark("The first of the two; the key again shows the second.")),
    _A("pair.leave", mark("Leave the pairs"), ("Esc",), _P, "mention/pairs"),
    _A("suggest.next", mark("Next suggestion"), ("Tab",), _T, "mention/suggest",
       icon="sparkles"),
    _A("suggest.previous", mark("Previous suggestion"), ("Shift+Tab",), _T, "mention/suggest"),
    _A("suggest.accept", mark("Accept the suggestion"), ("Enter",), _S, "mention/suggest",
       mark("The key of a type accepts it as that type."), "check"),
    _A("suggest.accept_all", mark("Accept all of the same name"), ("Shift+Enter",), _S,
       "mention/suggest", mark("In this article; one undo takes all back.")),
    _A("suggest.certain", mark("Accept what is certain…"), ("Alt+Enter",), _T,
       "mention/suggest", mark("Lists what you have always decided in one way; one undo.")),
    _A("suggest.reject", mark("Reject the suggestion"), ("Backspace",), _S, "mention/suggest",
       mark("It does not come back.")),
    _A("suggest.leave", mark("Leave the suggestion undecided"), ("Esc",), _S, "mention/suggest"),
    _A("learn.train", mark("Train the model now"), ("Alt+T",), _G, "mention/suggest",
       mark("It learns from the articles that you have finished.")),
    _A("learn.use", mark("Suggest what the model has learned"), ("Alt+L",), _G, "mention/suggest",
       mark("Only where it beats the rules."), "", True),
)  # fmt: skip

_CLAIM: Final = (
    _A("claim.new", mark("New claim from the selection"), ("Z",), _T, "claim/make",
       mark("The selected text is its content."), "quote"),
    _A("claim.add_content", mark("Add content to the claim"), ("Shift+Z",), _T, "claim/make"),
    _A("claim.source", mark("Set the source"), ("X",), _T, "claim/make",
       mark("The selection or the mention under the caret. Without one: elided, then none; "
            "a source that is set asks for the key again.")),
    _A("claim.cue", mark("Set the cue"), ("C",), _T, "claim/make",
       mark("The words that report it, such as 밝혔다.")),
    _A("claim.same_speaker", mark("Same speaker as before"), ("Shift+X",), _T, "claim/make",
       mark("The next quotation inherits source and affiliation.")),
    _A("claim.certain", mark("Certain"), ("1",), _C, "claim/certainty",
       handler="claim.certainty", argument="certain"),
    _A("claim.probable", mark("Probable"), ("2",), _C, "claim/certainty",
       handler="claim.certainty", argument="probable"),
    _A("claim.possible", mark("Possible"), ("3",), _C, "claim/certainty",
       handler="claim.certainty", argument="possible"),
    _A("claim.withheld", mark("Withheld"), ("4",), _C, "claim/certainty",
       handler="claim.certainty", argument="withheld"),
    _A("claim.unknown", mark("Certainty unknown"), ("5",), _C, "claim/certainty",
       handler="claim.certainty", argument="unknown"),
    _A("claim.polarity", mark("Affirmed or negated"), ("-",), _C, "claim/certainty"),
    _A("claim.link", mark("Link to another claim…"), ("L",), _C, "claim/edit", icon="link"),
    _A("claim.similar", mark("Similar claims…"), ("Shift+L",), _C, "claim/edit",
       mark("Of any article: the same entities, numbers and words; choosing one links it.")),
    _A("claim.split", mark("Split the claim"), ("Ctrl+Shift+K",), _C, "claim/edit",
       mark("Each piece of content becomes a claim of its own."), "split"),
    _A("claim.merge", mark("Merge with the claim before"), ("Ctrl+Shift+J",), _C,
       "claim/edit", icon="merge"),
    _A("claim.close", mark("Close the claim"), ("Esc",), _C, "claim/edit"),
)  # fmt: skip

_RELATIONSHIP: Final = (
    _A("relationship.new", mark("New relationship from this mention"), ("B",), _T,
       "relationship/make",
       mark("Then choose the other end by arrow keys, click or letter."), "network"),
    _A("relationship.evidence", mark("Use the selection as evidence"), ("Shift+B",), _T,
       "relationship/make"),
    _A("relationship.turn", mark("Turn the relationship round"), ("Alt+R",), _T,
       "relationship/make", icon="arrow-left-right"),
)  # fmt: skip

_ARTICLE: Final = (
    _A("article.finish", mark("Finish and next article"), ("Ctrl+Enter",), _G,
       "article/state", mark("Lists what may be missing, and does not stop you."), "check"),
    _A("article.skip", mark("Skip with a reason…"), ("Ctrl+Shift+Enter",), _G,
       "article/state"),
    _A("article.reopen", mark("Back to in progress"), ("Ctrl+Shift+Backspace",), _G,
       "article/state"),
    _A("article.control", mark("Annotate without suggestions"), ("Alt+E",), _G, "article/state",
       mark("For everybody, to see what suggestions change; the list shows a crossed eye."),
       "eye-off", True),
    _A("article.zones", mark("Correct the zones…"), ("Ctrl+J",), _G, "article/zones",
       mark("Every line has a key for what it is; Esc leaves."), "layers", True),
    _A("sentence.split", mark("Split the sentence at the caret"), ("Shift+.",), _T,
       "article/sentences", mark("Sentences serve as evidence and for moving; the text stays.")),
    _A("sentence.join", mark("Join with the next sentence"), ("Shift+,",), _T,
       "article/sentences"),
    _A("sentence.heading", mark("This is a heading"), ("Ctrl+H",), _T, "article/sentences",
       mark("The selection, or the sentence at the caret; the key again takes it back.")),
    _A("article.about", mark("Article details…"), ("Ctrl+Shift+D",), _G, "article/zones",
       mark("Title, publisher, bylines and date."), "newspaper"),
    _A("article.rights", mark("Rights of articles…"), ("Alt+D",), _G, "article/zones",
       mark("Of one article, of those selected, or of all that the list shows."), "lock"),
    _A("history.article", mark("History of the article…"), ("F8",), _G, "article/history",
       mark("Who did what when, and the article as it was."), "history"),
    _A("history.object", mark("History of the annotation…"), ("Shift+F8",), _G, "article/history",
       mark("Of the one in hand, or under the caret."), "history"),
    _A("feedback.show", mark("My changes by review…"), ("Shift+F9",), _G, "article/history",
       mark("What reviewers decided on your work, and what you often confuse.")),
    _A("history.project", mark("History of the project…"), ("Ctrl+F8",), _G, "article/history",
       icon="history"),
)  # fmt: skip

_HELP: Final = (
    _A("help.shortcuts", mark("Keyboard shortcuts"), ("Ctrl+/",), _G, "help/help",
       icon="keyboard"),
    _A("help.guide", mark("Help"), ("F1",), _G, "help/help", icon="help-circle"),
    _A("help.about", mark("About Juseok"), ("Shift+F1",), _G, "help/about", icon="info"),
)  # fmt: skip

ACTIONS: Final[tuple[ActionSpec, ...]] = (
    *_FILE, *_EDIT, *_VIEW, *_GO, *_MENTION, *_CLAIM, *_RELATIONSHIP, *_ARTICLE, *REVIEW,
    *COMPARE, *TEAM, *_HELP,
)  # fmt: skip


def type_actions(types: tuple[tuple[str, str, str], ...]) -> tuple[ActionSpec, ...]:
    """The actions of a scheme's entity types, given as (id, name, key).

    The key tags, with Shift it lets one choose the entity.  A key that several types share,
    or that the table itself uses in the text, is left to its owner.
    """
    taken = {key for spec in ACTIONS if spec.context is Context.TEXT for key in spec.keys}
    found: list[ActionSpec] = []
    for type_id, name, key in types:
        own = key.upper() if key and key.upper() not in taken else ""
        taken.add(own)
        found.append(
            ActionSpec(
                f"tag.{type_id}", mark("Tag as {name}"), (own,) if own else (),
                Context.TEXT, "mention/types", icon="tag",
                handler="tag.type", argument=type_id, args=(("name", name),),
            )
        )  # fmt: skip
        shifted = f"Shift+{own}"
        if own and shifted not in taken:
            found.append(
                ActionSpec(
                    f"choose.{type_id}", mark("Tag as {name}, choosing the entity…"),
                    (shifted,), Context.TEXT,
                    handler="tag.choose", argument=type_id, args=(("name", name),),
                )
            )  # fmt: skip
    return tuple(found)
