import { type Place, publicKeyOf } from '@trustlist/core'
import { cliProblem, fail, succeed, type Failed, type Result } from '../failure.js'
import { parseSshPublicKey, type SshPublicKey } from './ssh-public-key.js'
import { SshReader } from './ssh-wire.js'

const begin = '-----BEGIN OPENSSH PRIVATE KEY-----'
const end = '-----END OPENSSH PRIVATE KEY-----'
const magic = Buffer.from('openssh-key-v1\0')
/** What the private part of an unencrypted key is padded to. */
const blockBytes = 8

export function isOpenSsh(text: string): boolean {
  return text.startsWith(begin)
}

function malformed(found: string, at: Place): Failed {
  return fail(
    cliProblem('cli/key-malformed', `expected an OpenSSH private key (openssh-key-v1), found ${found}`, at),
  )
}

/** The bytes between the two marker lines, or undefined. */
function readArmour(text: string): Buffer | undefined {
  const stop = text.indexOf(end)
  if (stop < 0 || text.slice(stop + end.length).trim() !== '') return undefined
  const base64 = text.slice(begin.length, stop).replace(/[\r\n]/g, '')
  const bytes = Buffer.from(base64, 'base64')
  return bytes.toString('base64') === base64 ? bytes : undefined
}

/** The private part of an unencrypted key; every length and every repetition in it is checked. */
function readPrivatePart(bytes: Uint8Array, outer: SshPublicKey, at: Place): Result<Uint8Array> {
  if (bytes.length % blockBytes !== 0) return malformed('a private part that is not padded', at)
  const reader = new SshReader(bytes)
  const checks = [reader.uint32(), reader.uint32()]
  if (checks[0] === undefined || checks[0] !== checks[1])
    return malformed('two check numbers that differ', at)
  const type = reader.text()
  const publicKey = reader.bytes()
  const secret = reader.bytes()
  const comment = reader.bytes()
  if (type !== 'ssh-ed25519' || publicKey?.length !== 32 || secret?.length !== 64 || comment === undefined) {
    return malformed('a private part that is not an Ed25519 key', at)
  }
  for (let count = 1; !reader.isDone(); count++) {
    if (count >= blockBytes || reader.take(1)?.[0] !== count) return malformed('bytes after the key', at)
  }
  const seed = new Uint8Array(secret.subarray(0, 32))
  const derived = publicKeyOf(seed)
  const isSame = [publicKey, secret.subarray(32), outer.publicKey].every((half) =>
    Buffer.from(half).equals(derived),
  )
  if (isSame) return succeed(seed)
  const what = 'expected the public half that belongs to the private half, found another'
  return fail(cliProblem('cli/key-inconsistent', what, at))
}

/**
 * Reads an unencrypted OpenSSH Ed25519 private key (openssh-portable PROTOCOL.key). The public half is made from the
 * seed and must be the one in the file, in all three places.
 *
 * @returns The 32-byte seed, or `cli/key-encrypted-openssh`, `cli/key-not-ed25519`, `cli/key-inconsistent`,
 *   `cli/key-malformed`.
 */
export function parseOpenSsh(text: string, at: Place): Result<Uint8Array> {
  const bytes = readArmour(text)
  if (bytes === undefined) return malformed('text that is not base64 between its two marker lines', at)
  if (!bytes.subarray(0, magic.length).equals(magic))
    return malformed('another format between its marker lines', at)
  const reader = new SshReader(bytes.subarray(magic.length))
  const cipher = reader.text()
  const derivation = reader.text()
  reader.bytes()
  const keys = reader.uint32()
  const publicBlob = reader.bytes()
  const privatePart = reader.bytes()
  if (publicBlob === undefined || privatePart === undefined)
    return malformed('a file that ends too early', at)
  // An encrypted key of the newer ciphers is followed by its authentication tag.
  if (keys !== 1 || (cipher === 'none' && !reader.isDone())) return malformed('more than one key', at)
  const publicKey = parseSshPublicKey(publicBlob, at)
  if (!publicKey.ok) return publicKey
  if (cipher !== 'none' || derivation !== 'none') {
    const mend = `run: ssh-add ${at.source ?? 'KEY'}    then sign with: --key agent:${publicKey.value.fingerprint}`
    return fail(
      cliProblem(
        'cli/key-encrypted-openssh',
        'expected an unencrypted OpenSSH key, found an encrypted one',
        at,
        mend,
      ),
    )
  }
  return readPrivatePart(privatePart, publicKey.value, at)
}
