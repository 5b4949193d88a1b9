"""Has an older securesystemslib, without DSSE, verify signatures over bytes: verify_pae.py BYTES (KEY_HEX SIGNATURE_HEX)..."""
import hashlib, sys
from importlib.metadata import version
from securesystemslib.signer import Signature, SSlibKey

if sys.argv[1] == "--version":
    print(version("securesystemslib"))
    sys.exit()

form = '{"keytype":"ed25519","keyval":{"public":"%s"},"scheme":"ed25519"}'
with open(sys.argv[1], "rb") as file:
    signed = file.read()
pairs = sys.argv[2:]
for key, signature in zip(pairs[::2], pairs[1::2]):
    keyid = hashlib.sha256((form % key).encode()).hexdigest()
    SSlibKey(keyid, "ed25519", "ed25519", {"public": key}).verify_signature(Signature(keyid, signature), signed)
print("verified")
