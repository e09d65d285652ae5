"""What the model proposes: prompts, requests, answers kept and replayed, engine and assessments.

Nothing here imports Instructor or Anthropic's SDK until a request is about to be made.
"""
