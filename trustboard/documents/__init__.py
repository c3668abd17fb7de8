"""Files that are kept and files that are made: uploads checked by their content, PDFs typeset in bounds.

Owns how a file is checked, kept under its SHA-256, typeset and sent. It does not own what a document says nor who may
read it.
"""
