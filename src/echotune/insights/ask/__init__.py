"""Questions about one's own listening: a typed plan, the SQL of its parts, the sentence and the drawing that answer it."""
