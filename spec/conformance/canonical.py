"""The canonical gate and the canonical writer: spec/document.md#encoding to #characters."""

import re

from .problems import Refused

SAFE = 9007199254740991
DEPTH = 32
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]*\Z")
DIGITS = re.compile("[0-9]*")
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


def gate(data):
    """document#canonical-text: the value of a text that passes; else Refused."""
    if data.startswith(b"\xef\xbb\xbf"):
        raise Refused("text/byte-order-mark")
    try:
        return _Reader(data.decode("utf-8")).document()
    except UnicodeDecodeError as wrong:
        # "The first fault": what stands before the bytes that are no UTF-8 is looked at first.
        return _Reader(data[: wrong.start].decode("utf-8"), "text/not-utf8").document()


def gate_text(text):
    return _Reader(text).document()


class _Reader:
    """One pass over the original text; the first fault ends it."""

    def __init__(self, text, behind=None):
        self.text = text
        self.at = 0
        self.end = behind or "json/syntax"  # what the text breaks off with
        self.broken = behind is not None

    def syntax(self):
        if self.at >= len(self.text):
            return Refused(self.end)
        return Refused("json/blank" if self.text[self.at] == " " else "json/syntax")

    def skip(self):
        while self.at < len(self.text) and self.text[self.at] in LAYOUT:
            self.at += 1

    def document(self):
        self.skip()
        value = self.value(1)
        self.skip()
        if self.at != len(self.text) or self.broken:
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
            if c == word[0]:
                for letter in word:
                    if self.peek() != letter:
                        raise self.syntax()
                    self.at += 1
                return value
        return self.number()

    def number(self):
        """Digits decide; what JSON would take and this format does not is json/number."""
        minus = self.peek() == "-"
        self.at += minus
        digits = DIGITS.match(self.text, self.at).group()
        if not digits:
            raise self.syntax()
        self.at += len(digits)
        if len(digits) > 1 and digits[0] == "0":
            raise Refused("json/syntax")
        following = self.text[self.at : self.at + 1]
        if following and following in ".eE" or minus and digits == "0" or len(digits) > 16 or int(digits) > SAFE:
            raise Refused("json/number")
        return -int(digits) if minus else int(digits)

    def string(self, name=False):
        self.at += 1
        out = []
        escaped = False
        while True:
            c = self.peek()
            if c == '"':
                self.at += 1
                break
            if c == "\\":
                out.append(self.escape(name))
                escaped = True
                continue
            if c < " ":
                raise Refused("json/syntax")
            if SURROGATE.match(c):
                raise Refused("json/lone-surrogate")
            if INVISIBLE.match(c):
                raise Refused("json/invisible-character")
            out.append(c)
            self.at += 1
        value = "".join(out)
        if name and (escaped or not NAME.match(value) or value == "__proto__"):
            raise Refused("json/member-name")
        return value

    def escape(self, name):
        """The character of an escape that is allowed. In a name none is, and no other is told as an escape."""
        e = self.text[self.at + 1 : self.at + 2]
        if e and e in PLAIN_ESCAPES:
            self.at += 2
            return PLAIN_ESCAPES[e]
        if e == "u":
            units = []
            for start in (self.at + 2, self.at + 8):
                digits = self.text[start : start + 4]
                if not re.fullmatch("[0-9A-Fa-f]{4}", digits) or units and self.text[start - 2 : start] != "\\u":
                    break
                units.append(int(digits, 16))
                if not 0xD800 <= units[0] <= 0xDBFF:
                    break
            if not units:
                raise Refused("json/syntax" if e else self.end)
            character = chr(units[0])
            if len(units) == 2 and 0xDC00 <= units[1] <= 0xDFFF:
                character = chr(0x10000 + ((units[0] - 0xD800) << 10) + units[1] - 0xDC00)
            if SURROGATE.match(character):
                raise Refused("json/lone-surrogate")
        elif e and e in JSON_ESCAPES:
            character = JSON_ESCAPES[e]
        else:
            raise Refused("json/syntax" if e else self.end)
        if INVISIBLE.match(character):
            raise Refused("json/invisible-character")
        raise Refused("json/member-name" if name else "json/escape")

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
            if c not in "],":
                raise self.syntax()
            self.at += 1
            if c == "]":
                return out

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
                raise Refused("json/duplicate-member")
            if last is not None and code_units(name) < code_units(last):
                raise Refused("json/members-unsorted")
            last = name
            self.skip()
            if self.peek() != ":":
                raise self.syntax()
            self.at += 1
            self.skip()
            out[name] = self.value(depth + 1)
            self.skip()
            c = self.peek()
            if c not in "},":
                raise self.syntax()
            self.at += 1
            if c == "}":
                return out


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
