"""How the committed model and lexicons were made, rerunnable from the corpora's folder."""
