"""As much of JSON Schema 2020-12 as packages/schema/schemas needs."""

import json
import pathlib
import re

_FOLDER = pathlib.Path(__file__).resolve().parents[2] / "packages" / "schema" / "schemas"
_SCHEMAS = {}
for _name in ("common", "list", "lock", "policy", "publisher", "trust"):
    _schema = json.loads((_FOLDER / (_name + "-1.0.schema.json")).read_text("utf-8"))
    _SCHEMAS[_schema["$id"]] = _schema
_PATTERNS = {}


def _pattern(text):
    if text not in _PATTERNS:
        # In the schemas (ECMA-262) $ is the end of the text; in Python it may stand before a last line feed.
        _PATTERNS[text] = re.compile(re.sub(r"(?<!\\)\$", r"\\Z", text))
    return _PATTERNS[text]


def follow(ref, base):
    name, _, pointer = ref.partition("#")
    root = _SCHEMAS[name or base]
    node = root
    for step in pointer.strip("/").split("/"):
        if step:
            node = node[step]
    return node, root["$id"]


def fits(value, name, definition=None, grow=False):
    """Whether a value has the shape of a schema, or of one of its definitions.

    With `grow`, what is marked x-grows takes unknown members and unknown values (list#what-a-reader-does-not-understand).
    """
    base = "urn:trustlist:schema:%s:1.0" % name
    node = _SCHEMAS[base] if definition is None else _SCHEMAS[base]["$defs"][definition]
    return _fits(value, node, (base, grow))


def members(name, definition):
    return set(_SCHEMAS["urn:trustlist:schema:%s:1.0" % name]["$defs"][definition]["properties"])


_TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool) or isinstance(v, float) and v.is_integer(),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
}


def _same(a, b):
    return type(a) is type(b) and a == b


def _fits(value, node, base):
    if node is True or node is False:
        return node
    return all(_KEYWORDS[k](value, node[k], node, base) for k in node if k in _KEYWORDS)


def _ref(value, ref, node, base):
    target, root = follow(ref, base[0])
    return _fits(value, target, (root, base[1]))


def _properties(value, properties, node, base):
    return not isinstance(value, dict) or all(_fits(value[m], s, base) for m, s in properties.items() if m in value)


def _additional(value, schema, node, base):
    if not isinstance(value, dict) or base[1] and node.get("x-grows"):
        return True
    return all(_fits(v, schema, base) for m, v in value.items() if m not in node.get("properties", {}))


def _identifier(value):
    return isinstance(value, str) and re.fullmatch("[A-Za-z_][A-Za-z0-9_.:-]{0,63}", value) is not None


def _if(value, schema, node, base):
    branch = node.get("then" if _fits(value, schema, base) else "else", True)
    return _fits(value, branch, base)


def _for(kind, check):
    return (
        lambda value, wanted, node, base: not isinstance(value, kind) or isinstance(value, bool) or check(value, wanted)
    )


_KEYWORDS = {
    "$ref": _ref,
    "type": lambda v, t, n, b: _TYPES[t](v),
    "const": lambda v, c, n, b: _same(v, c),
    "enum": lambda v, e, n, b: any(_same(v, x) for x in e) or b[1] and n.get("x-grows") and _identifier(v),
    "pattern": _for(str, lambda v, p: _pattern(p).search(v) is not None),
    "maxLength": _for(str, lambda v, m: len(v) <= m),
    "minLength": _for(str, lambda v, m: len(v) >= m),
    "minimum": _for((int, float), lambda v, m: v >= m),
    "maximum": _for((int, float), lambda v, m: v <= m),
    "minItems": _for(list, lambda v, m: len(v) >= m),
    "maxItems": _for(list, lambda v, m: len(v) <= m),
    "minProperties": _for(dict, lambda v, m: len(v) >= m),
    "maxProperties": _for(dict, lambda v, m: len(v) <= m),
    "required": _for(dict, lambda v, names: all(m in v for m in names)),
    "items": lambda v, s, n, b: not isinstance(v, list) or all(_fits(e, s, b) for e in v),
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": lambda v, s, n, b: not isinstance(v, dict) or all(_fits(m, s, b) for m in v),
    "dependentRequired": _for(dict, lambda v, d: all(x in v for m in d if m in v for x in d[m])),
    "dependentSchemas": lambda v, d, n, b: not isinstance(v, dict) or all(_fits(v, d[m], b) for m in d if m in v),
    "allOf": lambda v, all_, n, b: all(_fits(v, s, b) for s in all_),
    "anyOf": lambda v, any_, n, b: any(_fits(v, s, b) for s in any_),
    "oneOf": lambda v, one, n, b: sum(_fits(v, s, b) for s in one) == 1,
    "not": lambda v, s, n, b: not _fits(v, s, b),
    "if": _if,
}
