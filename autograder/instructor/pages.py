"""Filters for the pages that nbgrader makes of notebooks: what students wrote is shown, and none of it runs.

nbgrader's own templates put the HTML of markdown cells into the page as it comes.
"""

import re
from typing import Any

import bleach
from bleach.css_sanitizer import CSSSanitizer
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

TAGS = (
    "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre s small span strong "
    "sub summary sup table tbody td tfoot th thead tr u ul"
).split()
STYLES = (
    "border border-collapse border-radius color font-size font-weight line-height margin max-width padding text-align vertical-align white-space"
).split()
EVERYWHERE = ("class", "title", "role", "aria-label", "align")
PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
ELSEWHERE = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)


def may_stay(tag: str, name: str, value: str) -> bool:
    """Whether an attribute is harmless: links lead to pages only, pictures are in the page itself and tell nobody that it was read."""
    if name == "href":
        return tag == "a" and bool(ELSEWHERE.match(value))
    if name == "src":
        return tag == "img" and bool(PICTURE.fullmatch(value))
    return name in EVERYWHERE or name == "style" or name == "alt" and tag == "img" or name in ("colspan", "rowspan", "start") and value.isdigit()


def clean_html(text: Any) -> str:
    """HTML with all that is shown, and nothing that does something.

    >>> clean_html('<b onclick="x()">bold</b> <script>x()</script>')
    '<b>bold</b> &lt;script&gt;x()&lt;/script&gt;'
    """
    html = text.decode(errors="replace") if isinstance(text, bytes) else str(text)
    styles = CSSSanitizer(allowed_css_properties=STYLES, allowed_svg_properties=())
    protocols = ("http", "https", "mailto", "data")
    cleaned: str = bleach.clean(html, tags=TAGS, attributes=may_stay, protocols=protocols, css_sanitizer=styles)
    return cleaned


@pass_context
def markdown_as_html(context: Context, text: str) -> str:
    """Markdown of a cell, with the pictures that were pasted into it."""
    attachments = context.get("cell", {}).get("attachments", {})
    return clean_html(MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=attachments, exclude_anchor_links=True)).render(text))


FILTERS = {"markdown2html": markdown_as_html, "clean_html": clean_html}
