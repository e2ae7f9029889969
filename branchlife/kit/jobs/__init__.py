"""Work that takes longer than a page may: a queue in the database and a worker beside the web server."""
