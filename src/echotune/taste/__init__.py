"""What is concluded from the record: labels, memory, the listener's model, the readable profile, corrections."""
