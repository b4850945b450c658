"""The article view: a text with its annotations, laid out lazily, drawn and selected by us.

Pure modules (no Qt): document, blocks, fenwick, scroll, index, plan, caret,
interaction, style.  Qt modules: fonts, typeset, page, painter, arcs, accessible, view.
"""
