"""The canonical gate and the canonical writer: spec/document.md#encoding to #characters."""

import re

from .problems import Refused

SAFE = 9007199254740991
DEPTH = 32
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]*\Z")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
LAYOUT = "\t\n\r"
# document#characters, "Visible"; U+0000 to U+001F but LF.
INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
SURROGATE = re.compile("[\ud800-\udfff]")
# The escapes of RFC 8785 that are also allowed here.
PLAIN_ESCAPES = {'"': '"', "\\": "\\", "n": "\n"}
JSON_ESCAPES = {**PLAIN_ESCAPES, "/": "/", "b": "\b", "f": "\f", "r": "\r", "t": "\t"}


def code_units(text):
    """A sort key: ascending order of UTF-16 code units."""
    return text.encode("utf-16-be", "surrogatepass")


def decode(data):
    """document#encoding"""
    if data.startswith(b"\xef\xbb\xbf"):
        raise Refused("text/byte-order-mark")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("text/not-utf8") from None


def gate(data):
    """document#canonical-text: the value of a text that passes; else Refused."""
    return gate_text(decode(data))


def gate_text(text):
    reader = _Reader(text)
    value = reader.document()
    if reader.faults:
        raise Refused(reader.faults[0])
    return value


class _Reader:
    """One pass over the original text. A broken text is json/syntax, whatever stood before;
    of other faults the first is told."""

    def __init__(self, text):
        self.text = text
        self.at = 0
        self.faults = []

    def syntax(self):
        return Refused("json/syntax")

    def skip(self):
        while self.at < len(self.text):
            c = self.text[self.at]
            if c == " ":
                self.faults.append("json/blank")
            elif c not in LAYOUT:
                return
            self.at += 1

    def document(self):
        self.skip()
        value = self.value(1)
        self.skip()
        if self.at != len(self.text):
            raise self.syntax()
        return value

    def peek(self):
        if self.at >= len(self.text):
            raise self.syntax()
        return self.text[self.at]

    def value(self, depth):
        c = self.peek()
        if c in "{[":
            if depth > DEPTH:
                raise Refused("json/too-deep")
            return self.object(depth) if c == "{" else self.array(depth)
        if c == '"':
            return self.string()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        return self.number()

    def number(self):
        match = NUMBER.match(self.text, self.at)
        if not match:
            raise self.syntax()
        self.at = match.end()
        word = match.group()
        if match.group(1) or match.group(2) or word == "-0" or len(word) > 17 or abs(int(word)) > SAFE:
            self.faults.append("json/number")
            return 0
        return int(word)

    def string(self, name=False):
        start = self.at
        self.at += 1
        out = []
        escape = False
        escaped = False
        while True:
            c = self.peek()
            self.at += 1
            if c == '"':
                break
            if c < " ":
                raise self.syntax()
            if c != "\\":
                out.append(c)
                continue
            escaped = True
            e = self.peek()
            self.at += 1
            if e == "u":
                digits = self.text[self.at : self.at + 4]
                if not re.fullmatch("[0-9A-Fa-f]{4}", digits):
                    raise self.syntax()
                self.at += 4
                out.append(chr(int(digits, 16)))
                escape = True
            elif e in JSON_ESCAPES:
                out.append(JSON_ESCAPES[e])
                escape = escape or e not in PLAIN_ESCAPES
            else:
                raise self.syntax()
        value = "".join(out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        if name:
            if escaped or not NAME.match(value) or value == "__proto__":
                self.faults.append("json/member-name")
        elif SURROGATE.search(value):
            self.faults.append("json/lone-surrogate")
        elif INVISIBLE.search(value):
            self.faults.append("json/invisible-character")
        elif escape:
            self.faults.append("json/escape")
        assert self.at > start
        return value

    def array(self, depth):
        self.at += 1
        out = []
        self.skip()
        if self.peek() == "]":
            self.at += 1
            return out
        while True:
            self.skip()
            out.append(self.value(depth + 1))
            self.skip()
            c = self.peek()
            self.at += 1
            if c == "]":
                return out
            if c != ",":
                raise self.syntax()

    def object(self, depth):
        self.at += 1
        out = {}
        last = None
        self.skip()
        if self.peek() == "}":
            self.at += 1
            return out
        while True:
            self.skip()
            if self.peek() != '"':
                raise self.syntax()
            name = self.string(name=True)
            if name in out:
                self.faults.append("json/duplicate-member")
            elif last is not None and code_units(name) < code_units(last):
                self.faults.append("json/members-unsorted")
            last = name
            self.skip()
            if self.peek() != ":":
                raise self.syntax()
            self.at += 1
            self.skip()
            out[name] = self.value(depth + 1)
            self.skip()
            c = self.peek()
            self.at += 1
            if c == "}":
                return out
            if c != ",":
                raise self.syntax()


def check_value(value, depth=0):
    """What a writer looks at before it writes: document#canonical-text, #characters."""
    if value is None or value is True or value is False:
        return
    if isinstance(value, float) and value.is_integer() and abs(value) <= SAFE and str(value) != "-0.0":
        return
    if isinstance(value, (int, float)):
        if isinstance(value, float) or abs(value) > SAFE:
            raise Refused("json/number")
        return
    if isinstance(value, str):
        if SURROGATE.search(value):
            raise Refused("json/lone-surrogate")
        if INVISIBLE.search(value):
            raise Refused("json/invisible-character")
        return
    if not isinstance(value, (list, dict)):
        raise Refused("json/not-json-value")
    if depth + 1 > DEPTH:
        raise Refused("json/too-deep")
    if isinstance(value, dict):
        for name in value:
            if not NAME.match(name) or name == "__proto__":
                raise Refused("json/member-name")
        value = value.values()
    for element in value:
        check_value(element, depth + 1)


def write(value):
    """The RFC 8785 form of a value."""
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return _quote(value)
    if isinstance(value, (int, float)):
        return str(int(value))
    if isinstance(value, list):
        return "[" + ",".join(write(e) for e in value) + "]"
    members = sorted(value, key=code_units)
    return "{" + ",".join(_quote(m) + ":" + write(value[m]) for m in members) + "}"


_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _quote(text):
    return '"' + "".join(_SHORT.get(c) or ("\\u%04x" % ord(c) if c < " " else c) for c in text) + '"'


def canonical_bytes(value):
    return write(value).encode("utf-8")


def layout(document):
    """document#layout: the one layout of writers, for a whole document."""
    signatures = _lines(document["signatures"])
    signed = write(document["signed"])
    subject = ",".join(
        _quote(m) + ":" + (_lines(v) if isinstance(v, list) else write(v))
        for m, v in sorted(document["subject"].items(), key=lambda item: code_units(item[0]))
    )
    return '{"signatures":%s,\n"signed":%s,\n"subject":{%s}}\n' % (signatures, signed, subject)


def _lines(array):
    if not array:
        return "[]"
    return "[\n" + ",\n".join(write(e) for e in array) + "\n]"
