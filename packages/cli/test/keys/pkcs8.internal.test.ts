import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tags, toDer, toDerInteger } from '../../src/keys/der.js'
import { keyIdOf } from '../../src/keys/key-id.js'
import { parseEncryptedPkcs8, parsePlainPkcs8, toEncryptedPkcs8, toPlainPkcs8 } from '../../src/keys/pkcs8.js'
import { checkProtection, oids } from '../../src/keys/pkcs8-protection.js'
import { codeOf, makeFolder, makeKey, needs, problemOf, put, runOrThrow, valueOf } from './workbench.js'

const folder = makeFolder()
const passphrase = Buffer.from('correct horse ütterly')
const openssl = needs('openssl')
const at = { source: 'k.pem' }

const encryptByNode = (cipher: string, secret: string): string =>
  generateKeyPairSync('ed25519', {
    publicKeyEncoding: { format: 'pem', type: 'spki' },
    privateKeyEncoding: { format: 'pem', type: 'pkcs8', cipher, passphrase: secret },
  }).privateKey

describe('plain PKCS#8', () => {
  test('is written byte for byte as node writes it', () => {
    const key = makeKey()
    expect(toPlainPkcs8(key.seed)).toBe(key.pem)
  })

  test('gives the seed back', () => {
    const key = makeKey()
    expect(valueOf(parsePlainPkcs8(key.pem, at))).toEqual(key.seed)
  })

  test('refuses a key of another algorithm, naming it', () => {
    const { privateKey } = generateKeyPairSync('x25519')
    const refused = problemOf(
      parsePlainPkcs8(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), at),
    )
    expect([refused.code, refused.what, refused.at]).toEqual([
      'cli/key-not-ed25519',
      'expected an Ed25519 key, found a key of type x25519',
      at,
    ])
  })

  test('refuses PEM that was cut off', () => {
    expect(codeOf(parsePlainPkcs8(makeKey().pem.slice(0, 60), at))).toBe('cli/key-malformed')
  })
})

describe('encrypted PKCS#8', () => {
  test('gives the seed back under its passphrase, and refuses another', async () => {
    const { seed } = makeKey()
    const pem = await toEncryptedPkcs8(seed, passphrase)
    expect(valueOf(parseEncryptedPkcs8(pem, passphrase, at))).toEqual(seed)
    expect(codeOf(parseEncryptedPkcs8(pem, Buffer.from('wrong'), at))).toBe('cli/wrong-passphrase')
  })

  test('is different every time', async () => {
    const { seed } = makeKey()
    expect(await toEncryptedPkcs8(seed, passphrase)).not.toBe(await toEncryptedPkcs8(seed, passphrase))
  })

  test.skipIf(openssl.isAbsent)(
    `is read by openssl with 1,000,000 iterations of SHA-256${openssl.why}`,
    async () => {
      const { seed, pem } = makeKey()
      const path = put(join(folder, 'ours.pem'), await toEncryptedPkcs8(seed, passphrase))
      const secret = put(join(folder, 'secret'), Buffer.concat([passphrase, Buffer.from('\n')]))
      expect(runOrThrow('openssl', ['pkey', '-in', path, '-passin', `file:${secret}`])).toBe(pem)
      const dump = runOrThrow('openssl', ['asn1parse', '-in', path])
      expect(dump).toMatch(/PBES2[^]*PBKDF2[^]*INTEGER +:0F4240[^]*hmacWithSHA256[^]*aes-256-cbc/)
    },
  )

  test.skipIf(openssl.isAbsent).each([
    ['PBKDF2 and AES-256', ['-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA256', '-iter', '5000']],
    ['PBKDF2 and AES-128 with SHA-512', ['-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA512']],
    ['triple DES', ['-v2', 'des3']],
    ['scrypt', ['-scrypt', '-scrypt_N', '16384', '-scrypt_r', '8', '-scrypt_p', '1']],
  ])(`of openssl with %s is read${openssl.why}`, (_name, options) => {
    const { seed, pem } = makeKey()
    const plain = put(join(folder, 'plain.pem'), pem)
    const path = join(folder, 'theirs.pem')
    runOrThrow('openssl', ['pkcs8', '-topk8', ...options, '-in', plain, '-out', path, '-passout', 'pass:abc'])
    const text = readFileSync(path, 'utf8')
    expect(valueOf(parseEncryptedPkcs8(text, Buffer.from('abc'), at))).toEqual(seed)
    expect(codeOf(parseEncryptedPkcs8(text, Buffer.from('abd'), at))).toBe('cli/wrong-passphrase')
  })

  test('of node is read', () => {
    expect(parseEncryptedPkcs8(encryptByNode('aes-256-cbc', 'abc'), Buffer.from('abc'), at).ok).toBe(true)
  })

  test('calls a passphrase wrong also where it decrypts to good padding by chance', () => {
    // One passphrase in 256 does; node's error code is another one then.
    const text = encryptByNode('aes-256-cbc', 'abc')
    const codes = Array.from({ length: 1500 }, (_, index) =>
      parseEncryptedPkcs8(text, Buffer.from(`no ${index}`), at),
    )
    expect(new Set(codes.map(codeOf))).toEqual(new Set(['cli/wrong-passphrase']))
  })

  test('takes a passphrase of 1000 bytes', async () => {
    const { seed } = makeKey()
    const long = Buffer.alloc(1000, 'x')
    expect(valueOf(parseEncryptedPkcs8(await toEncryptedPkcs8(seed, long), long, at))).toEqual(seed)
  })
})

/** An encrypted key that says of itself to need this much work, and holds nothing. */
function protectedBy(derivation: Uint8Array, cipher = oids.aes256Cbc, scheme = oids.pbes2): string {
  const encryption = toDer(tags.sequence, cipher, toDer(tags.octetString, Buffer.alloc(16)))
  const algorithm = toDer(tags.sequence, scheme, toDer(tags.sequence, derivation, encryption))
  const der = toDer(tags.sequence, algorithm, toDer(tags.octetString, Buffer.alloc(64)))
  return `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${der.toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----\n`
}

const salt = toDer(tags.octetString, Buffer.alloc(16))
const pbkdf2 = (iterations: Uint8Array): Buffer =>
  toDer(tags.sequence, oids.pbkdf2, toDer(tags.sequence, salt, iterations))
const scrypt = (...numbers: readonly number[]): Buffer =>
  toDer(tags.sequence, oids.scrypt, toDer(tags.sequence, salt, ...numbers.map(toDerInteger)))

describe('the protection of an encrypted key', () => {
  test.each([
    ['10,000,000 iterations', protectedBy(pbkdf2(toDerInteger(10_000_000)))],
    ['scrypt in 16 MiB', protectedBy(scrypt(16384, 8, 1))],
    ['triple DES', protectedBy(pbkdf2(toDerInteger(2048)), oids.tripleDes)],
  ])('may be %s', (_name, pem) => {
    expect(checkProtection(pem, at).ok).toBe(true)
  })

  test.each([
    ['10,000,001 iterations', protectedBy(pbkdf2(toDerInteger(10_000_001))), '10000001 iterations'],
    ['2^80 iterations', protectedBy(pbkdf2(toDer(tags.integer, Buffer.alloc(11, 1)))), 'Infinity iterations'],
    ['0 iterations', protectedBy(pbkdf2(toDerInteger(0))), 'without a number'],
    [
      'negative iterations',
      protectedBy(pbkdf2(toDer(tags.integer, Buffer.from([0xff])))),
      'without a number',
    ],
    ['scrypt in 32 MiB', protectedBy(scrypt(32768, 8, 1)), 'scrypt with N = 32768'],
    ['scrypt in many rows', protectedBy(scrypt(16384, 8, 1_000_000)), 'p = 1000000'],
    ['another derivation', protectedBy(toDer(tags.sequence, oids.aes256Cbc)), 'another key derivation'],
    ['another cipher', protectedBy(pbkdf2(toDerInteger(2048)), oids.pbkdf2), 'another cipher'],
    [
      'another scheme',
      protectedBy(pbkdf2(toDerInteger(2048)), oids.aes256Cbc, oids.pbkdf2),
      'older than PBES2',
    ],
    [
      'no DER',
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----',
      'not PKCS#8',
    ],
    ['nothing', '-----BEGIN ENCRYPTED PRIVATE KEY-----', 'not PKCS#8'],
  ])('may not be %s: it is refused before any work, with the way to mend it', (_name, pem, found) => {
    const refused = problemOf(parseEncryptedPkcs8(pem, passphrase, at))
    expect(refused.code).toBe('cli/key-malformed')
    expect(refused.what).toContain(found)
    expect(refused.mend).toMatch(/^write it anew with: openssl pkcs8 -topk8/)
  })

  test('refuses or accepts whatever bytes it is given, and never throws', () => {
    const good = Buffer.from(protectedBy(pbkdf2(toDerInteger(3))).split('\n')[1]!, 'base64')
    const { length } = good
    let ran = 0
    fc.assert(
      fc.property(fc.nat(length - 1), fc.nat(255), fc.nat(length), (index, byte, cut) => {
        const bytes = Buffer.from(good)
        bytes[index] = byte
        const pem = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${bytes.subarray(0, cut).toString('base64')}\n`
        expect(typeof checkProtection(pem, at).ok).toBe('boolean')
        ran++
      }),
      { numRuns: 2000 },
    )
    expect(ran).toBeGreaterThanOrEqual(2000)
  })
})

test('a keyid is the SHA-256 of the TUF key object', () => {
  // printf '{"keytype":"ed25519","keyval":{"public":"%064d"},"scheme":"ed25519"}' 0 | sha256sum
  const expected = '7f7373360bc914a5d4a7bd87711615178beb6cf52494fcc49082ec65ba62908c'
  expect(keyIdOf(new Uint8Array(32))).toBe(expected)
})
