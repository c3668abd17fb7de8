"""Pushing a changed region of a page to everyone who has it open.

Owns the regions that can be watched, their audiences, the announcements after a commit and the event stream. It does
not own what a region shows: later rooms register a renderer for each. What is announced may be lost; the version in
every ping mends that.
"""
