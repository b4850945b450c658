"""What things are: text, spans, records, scheme, operations and messages. No Qt, no SQL."""
