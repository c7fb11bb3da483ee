"""Letters: their numbers, their words, their pages, and the public page that vouches for them."""
