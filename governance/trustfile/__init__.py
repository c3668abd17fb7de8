"""A whole trust as one YAML file: read, checked, loaded and written again.

Owns the schema of the file and its sentences about what is wrong in it. It does not own what the rows mean or who may
write them otherwise: it loads them by the steps of structure, membership and constitution. Its core (`nodes`, `parts`,
`schema`, `rows`, `contents`, `parse`, `compare`, `rules`, `constitutions`, `agreements`, `report`, `write`) knows no
Django.
"""
