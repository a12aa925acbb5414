"""The offline HTML page of a report, written from its JSON document."""
