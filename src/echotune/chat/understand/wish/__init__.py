"""Readers of the wish itself: each looks at one place of the sentence and takes what it understands there."""
