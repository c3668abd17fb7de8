"""The look: what every template may use, the prepared assets, and a page for developers that shows every component.

Owns no page that a user needs.
"""
