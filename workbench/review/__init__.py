"""The review on a terminal: facts grouped by sentence, decided by key, each decision saved at once.

Nothing is imported here: what words and wraps text is used by commands that must not wait for Textual to load.
"""
