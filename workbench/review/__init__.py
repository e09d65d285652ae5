"""The review on a terminal: facts grouped by sentence, decided by key, each decision saved at once.

Nothing is imported here: modules that word and wrap text are used by commands that must not wait for Textual to load.
"""
