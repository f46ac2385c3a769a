"""How good the reading is, on annotated text."""
