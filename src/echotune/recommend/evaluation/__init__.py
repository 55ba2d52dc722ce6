"""How good the default rankings are, measured on a listener's own past by a fixed protocol."""
