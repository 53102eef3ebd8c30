"""Read Python source without what a formatter, or another Python, may change."""

import io
import re
import textwrap
import tokenize

# What stands for the tokens that are layout: a block begins, ends, a line ends.
MARKS = {
    tokenize.INDENT: "{",
    tokenize.DEDENT: "}",
    tokenize.NEWLINE: ";",
    tokenize.NL: "",
    tokenize.COMMENT: "",
    tokenize.ENDMARKER: "",
}
# From Python 3.12 on an f-string is read in pieces, from its start to its end.
F_STRING = [
    getattr(tokenize, name)
    for name in ("FSTRING_START", "FSTRING_END")
    if hasattr(tokenize, name)
]


def normalize(source):
    """Return Python source without what a formatter may change.

    Comments, blank space and line breaks inside a statement, and a comma before a
    closing bracket are gone; blocks and the ends of statements are marked.

    Args:
        source: a string of Python code; incomplete statements are allowed.

    Returns:
        The remaining characters in order.

    Example:

    >>> normalize("x = [1, 2,]  # a list")
    'x=[1,2];'
    """
    kept, brackets = [], []
    try:
        for kind, text in _read_tokens(textwrap.dedent(source)):
            word = MARKS.get(kind, text)
            if word in ("(", "[", "{"):
                call = word == "(" and kept and re.match(r"[\w\])]", kept[-1][-1:])
                brackets.append([word == "(" and not call, 0])
            elif word == "," and brackets:
                brackets[-1][1] += 1
            elif word in (")", "]", "}") and brackets:
                tuple_of, commas = brackets.pop()
                if kept[-1] == "," and not (tuple_of and commas == 1):
                    kept.pop()
            kept += [word] if word else []
    except (tokenize.TokenError, SyntaxError):
        pass  # a lambda cut out of a longer statement
    return "".join(kept)


def _read_tokens(source):
    """Yield type and text of each token, an f-string as one, as before Python 3.12."""
    lines, begin, inside = source.splitlines(keepends=True), (1, 0), 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in F_STRING[:1]:
            begin, inside = begin if inside else token.start, inside + 1
        elif token.type in F_STRING[1:]:
            inside -= 1
            if not inside:
                (first, left), (last, right) = begin, token.end
                part = lines[first - 1 : last]
                part[-1] = part[-1][:right]
                part[0] = part[0][left:]
                yield tokenize.STRING, "".join(part)
        elif not inside:
            yield token.type, token.string
