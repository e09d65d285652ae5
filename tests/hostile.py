"""Fifty strings that try to act in Markdown, kramdown, Liquid, HTML, YAML, JSON-LD, a terminal or a file name, by name.

`attacked` gives contents of every kind of fact with such a string in each of its text fields, found from the models themselves: a new
kind or field is attacked without a change here.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from workbench.escape import is_unseen
from workbench.facts.kinds import KINDS, Content

HOSTILE: dict[str, str] = {
    "liquid output": "{{ site.github.token }}",
    "liquid tag": "{% include secrets.html %}",
    "liquid raw": "{% raw %}{{ x }}{% endraw %}{{ page.url }}",
    "liquid split over fields": "{{ 'a' | append: \"b\" }}",
    "liquid braces with spaces": "{ { x } } {%- assign a = 1 -%}",
    "liquid in entities": "&#123;&#123; x &#125;&#125;",
    "script": "<script>alert(1)</script>",
    "script in mixed case": "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "end of script": "</script><script>alert(1)</script>",
    "json-ld": '"}]}</script><script type="application/ld+json">{"@context":"x"}',
    "image with handler": "<img src=x onerror=alert(1)>",
    "svg with handler": "<svg/onload=alert(1)>",
    "iframe": '<iframe src="javascript:alert(1)"></iframe>',
    "style": "<style>*{display:none}</style>",
    "end of the form's block": "</div></main></body>",
    "form's own block": '<div class="key-takeaway" markdown="1">',
    "form's own span": '<span class="data-highlight">9 件</span>',
    "comment": "<!-- hidden --> --> <!--",
    "processing instruction": "<?php echo 1 ?><![CDATA[x]]>",
    "attribute breakout": "\" onmouseover=alert(1) x='` onfocus=alert(2) autofocus",
    "attribute list": '{: onclick="alert(1)" .evil #id}',
    "attribute list on a line": "甲\n{: .evil onclick='x'}\n",
    "span attribute list": "*甲*{: style='position:fixed'}",
    "attribute definition": "{:evil: onclick='x'}",
    "kramdown comment": "{::comment}藏{:/comment}",
    "kramdown nomarkdown": "{::nomarkdown}<b onclick=x>{:/}",
    "kramdown options": '{::options parse_block_html="true" /}',
    "kramdown contents": "* 目錄\n{:toc}",
    "footnote": "註[^1]\n\n[^1]: <b>註</b>",
    "reference link": '[點][1]\n\n[1]: javascript:alert(1) "x"',
    "abbreviation": "*[HTML]: 偽",
    "javascript link": "[點我](javascript:alert(1))",
    "javascript link in entities": "[點我](&#106;avascript&colon;alert(1))",
    "data link": "[點我](data:text/html;base64,PHNjcmlwdD4=)",
    "picture": "![圖](http://evil.example/x.png)",
    "autolink": "<http://evil.example> <javascript:alert(1)> www.evil.example a@evil.example",
    "address with credentials": "https://user:pass@evil.example/",
    "table row": "甲 | 乙 |\n| --- | --- |\n| 偽 | 列 |",
    "escaped pipe": "甲 \\| 乙 \\\\| 丙",
    "heading": "甲\n\n## 偽標題\n\n偽標題\n===",
    "task and rule": "- [x] 完成\n\n---\n\n> 引文\n\n    程式",
    "code fence": "```\n甲\n~~~\n`乙`",
    "math": "$$\\href{javascript:alert(1)}{x}$$ $x$",
    "front matter": "---\nlayout: evil\n---\n!!python/object/apply:os.system ['id']",
    "yaml quotes": "\": x\\n'evil: &a [*a] # %YAML",
    "bidi": "甲\u202e乙\u2066丙\u2069\u200f\u061c丁",
    "zero width": "零\u200b寬\u200d\u2060\ufeff\u00ad\u180e\u3164\u115f\u2800\ufe0f\U000e0041",
    "ansi": "\x1b[2J\x1b[31m紅\x1b[0m\x9b1;31m\x07\x08\x7f",
    "osc": "\x1b]0;title\x07\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\\x1bPq\x1b\\",
    "forged lines": "甲\r\nError: 偽\n$ rm -rf /\x0b\x0c\x85\u2028偽\u2029行",
    "rich markup": "[bold red]紅[/] [link=http://evil.example]點[/link] [@click=app.quit]x[/]",
    "path": "../../../../etc/passwd\x00.md",
    "windows path": '..\\..\\CON:evil|?*"<>.html',
    "very long word": "a" * 5_000,
    "combining marks": "e" + "\u0301\u0489" * 200,
}
LINK = 'https://h.example/)|{{x}}"onclick=x'
"""An address that is one, and tries to leave its link."""
KEY = "MOFCOM/announcement/2025/58"

_MEANT = {"section": "summary"}
"""Text that is a name of the program's own: what is not one of these is refused where it comes in."""
_CONSISTENT: dict[str, dict[str, Any]] = {"threshold": {"upper": None, "comparator": "ge"}}


def attacked(text: str) -> Iterator[Content]:
    """Contents of every kind with `text` in all their text fields: once about a numbered act of China, once about an act
    that `text` names, once of a jurisdiction that `text` names; with the first, second and last choice of what has choices.
    """
    for kind, model in KINDS.items():
        fixed = _MEANT | _CONSISTENT.get(kind, {})
        variants: list[tuple[int, dict[str, Any]]] = [
            (0, {"instrument": KEY, "actor": "CN"}),
            (1, {"actor": "CN"}),
            (-1, {"instrument": KEY}),
        ]
        for choice, chosen in variants:
            given = {name: value for name, value in (chosen | fixed).items() if name in model.model_fields}
            yield model(**(_filled(model, text, choice) | given))


def text_fields(model: type[BaseModel]) -> set[str]:
    """Names of the fields of a kind that hold text, nested ones included."""
    return {name for name, field in model.model_fields.items() if _holds_text(field.annotation)}


def _filled(model: type[BaseModel], text: str, choice: int) -> dict[str, Any]:
    fields = dict[str, Any]()
    for name, field in model.model_fields.items():
        value = _value(field.annotation, text, choice)
        if name != "kind" and value is not None:
            fields[field.alias or name] = value
    return fields


def _holds_text(annotation: Any) -> bool:
    if annotation is str:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(text_fields(annotation))
    if typing.get_origin(annotation) is typing.Literal:
        return False
    return any(_holds_text(inner) for inner in typing.get_args(annotation))


def _value(annotation: Any, text: str, choice: int) -> Any:
    """A value of an annotation with `text` wherever it takes text; a choice of a literal, 3 for a number."""
    origin = typing.get_origin(annotation)
    if annotation is str:
        return text
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _filled(annotation, text, choice)
    if origin is typing.Literal:
        choices = typing.get_args(annotation)
        return choices[min(choice, len(choices) - 1)]
    if origin is tuple:
        return (_value(typing.get_args(annotation)[0], text, choice),)
    if origin is typing.Annotated:
        return _value(typing.get_args(annotation)[0], text, choice)
    if origin in {typing.Union, types.UnionType}:
        return next(
            (value for inner in typing.get_args(annotation) if (value := _value(inner, text, choice)) is not None), None
        )
    named = getattr(annotation, "__name__", "")
    return {"int": 3, "bool": False, "date": "2025-11-08", "Decimal": "3"}.get(named)


def unseen_in(text: str) -> set[str]:
    """The characters of a text that act or hide; line ends and tabs are none."""
    return {char for char in set(text) - {"\n", "\t"} if is_unseen(char)}
