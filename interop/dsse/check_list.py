"""Checks a signed list with nothing but Python: check_list.py LIST THRESHOLD KEY_HEX..."""
import hashlib, json, sys
from base64 import b64decode
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

def refuse(why, *_):
    sys.exit(f"refused: {why}")

def members(pairs):
    names = [name for name, _ in pairs]
    return dict(pairs) if names == sorted(set(names)) else refuse("members unsorted or twice")

def canonical(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()

def verifies(key, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(b64decode(signature, validate=True), message)
        return True
    except InvalidSignature:
        return False

path, threshold, *keys = sys.argv[1:]
raw = open(path, "rb").read()
number = lambda text: refuse(f"the number {text}")
document = json.loads(raw.decode(), object_pairs_hook=members, parse_float=number, parse_constant=number)
if canonical(document) != raw.translate(None, b"\t\r\n"):
    refuse("not canonical")
head = canonical(document["signed"])
if hashlib.sha256(canonical(document["subject"])).hexdigest() != document["signed"]["subjectSha256"]:
    refuse("the subject is not what was signed")
kind = f"application/vnd.trustlist.{document['signed']['type']}.v1+json"
message = f"DSSEv1 {len(kind)} {kind} {len(head)} ".encode() + head
form = '{"keytype":"ed25519","keyval":{"public":"%s"},"scheme":"ed25519"}'
by_keyid = {hashlib.sha256((form % key).encode()).hexdigest(): key for key in keys}
valid = {s["keyid"] for s in document["signatures"] if s["keyid"] in by_keyid and verifies(by_keyid[s["keyid"]], s["sig"], message)}
print(hashlib.sha256(head).hexdigest()) if len(valid) >= int(threshold) else refuse(f"{len(valid)} of {threshold} signatures")
