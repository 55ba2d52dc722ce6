"""The content space: 128 numbers for a recording, made from what is known of it and from nothing that anybody did."""
