"""Two servers, one speaking the old wire and one the new, with the same scripted model behind both.

`run.assert_same` is what most tests want: it runs a program before and after its migration and says in what they
differ. `old_server` and `new_server` serve the wires; `old_logical` and `new_logical` read their requests into what
they mean, and `script` answers that. `data/` has what a real server of the new kind declares (its schemas) and what it
answered; the new server is held against both.
"""
