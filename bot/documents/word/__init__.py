"""A file for Word in the making: its styles and bytes, its paragraphs, its pictures. Loads python-docx, lxml and resvg,
which only a document for Word needs (`pip install 'palabre[documents]'`)."""
