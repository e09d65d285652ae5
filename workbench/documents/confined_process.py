"""The other end of `confined`: limits itself, reads one file from its standard input, answers one JSON object."""

from __future__ import annotations

import contextlib
import json
import sys

from workbench.documents.confined import MOST_CHARACTERS, Unreadable


def _bound_this_process(seconds: int, memory: int) -> None:
    with contextlib.suppress(
        ImportError, ValueError, OSError
    ):  # where the system has no such limits, the time limit applies
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # a reader writes no file
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(task: str, data: bytes) -> dict[str, object]:
    try:
        if task == "pdf":
            from workbench.documents.pdf_pages import read_pages

            text, remarks = read_pages(data, MOST_CHARACTERS)
        else:
            from workbench.documents.word_text import read_word

            text, remarks = read_word(data, MOST_CHARACTERS), {}
    except Unreadable as fault:
        return {"fault": str(fault)}
    except (MemoryError, RecursionError):
        return {"fault": "bounds"}
    except Exception:
        return {"fault": "damaged"}
    return {"text": text, "remarks": remarks}


if __name__ == "__main__":
    _bound_this_process(int(sys.argv[2]), int(sys.argv[3]))
    answer = _answer(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))
