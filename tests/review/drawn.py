"""What a screen of the review shows, read back from what it drew."""


def drawn_lines(app):
    """The rows of the screen on top."""
    return ["".join(part.text for part in strip) for strip in app.screen._compositor.render_strips()]


def drawn_text(app):
    """The screen on top as one text."""
    return "\n".join(drawn_lines(app))
