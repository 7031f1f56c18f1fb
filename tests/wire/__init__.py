"""Two servers, one speaking the old wire and one the new, with the same scripted model behind both."""
