"""Has securesystemslib verify a DSSE envelope: verify_envelope.py ENVELOPE THRESHOLD KEY_HEX..."""
import hashlib, json, sys
from importlib.metadata import version
from securesystemslib.dsse import Envelope
from securesystemslib.signer import Key

if sys.argv[1] == "--version":
    print(version("securesystemslib"))
    sys.exit()

path, threshold, *keys = sys.argv[1:]
form = '{"keytype":"ed25519","keyval":{"public":"%s"},"scheme":"ed25519"}'
known = [
    Key.from_dict(hashlib.sha256((form % key).encode()).hexdigest(), json.loads(form % key)) for key in keys
]
with open(path) as file:
    envelope = Envelope.from_dict(json.load(file))
accepted = envelope.verify(known, int(threshold))
print(json.dumps({"payloadType": envelope.payload_type, "accepted": sorted(accepted)}))
