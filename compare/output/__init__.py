"""What a run is shown as: text for a terminal, Markdown, or one JSON document."""
