"""What a language model says is held to what tools returned: sentence by sentence, before anybody reads it."""
