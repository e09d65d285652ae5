"""What a screen of the review shows, read back from what it drew."""


def drawn_lines(app):
    """The rows of the screen on top."""
    return ["".join(part.text for part in strip) for strip in app.screen._compositor.render_strips()]


def drawn_text(app):
    """The screen on top as one text."""
    return "\n".join(drawn_lines(app))


def plain_text(rows):
    """Rows of a pane without their tones."""
    return "\n".join("".join(text for text, _tone in row) for row in rows)
