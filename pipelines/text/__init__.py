"""Text as it is: one spelling per word, tokens, sentences, and the way back to the raw words."""
