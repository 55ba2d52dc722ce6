"""A listener's own ranker: fitted on their own earlier weeks, and used only where it did better on weeks it had not seen."""
