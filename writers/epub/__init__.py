"""A blog as a book: EPUB, with ebooklib as the container."""
