"""The site as a library: sheets and templates in, HTML, search and exports out; no MkDocs."""
