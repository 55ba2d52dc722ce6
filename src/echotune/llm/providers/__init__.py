"""One file a provider. Only these import a vendor's library, and only when a model is made."""
