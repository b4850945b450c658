"""Projects of programs for qualitative research: their texts, codings and coders."""
