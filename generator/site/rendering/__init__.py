"""Parts of the renderer: how dates, statements and links are put for a reader."""
