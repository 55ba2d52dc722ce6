"""What is learned from the record: factors of many listeners, embeddings of content, a listener's own ranker."""
