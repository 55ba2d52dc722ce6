"""The schema's history: hand-written SQL, one numbered file a step, each with a way up and a way down."""
