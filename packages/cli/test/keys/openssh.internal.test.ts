import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseOpenSsh } from '../../src/keys/openssh.js'
import { parsePublicKeyFile } from '../../src/keys/ssh-public-key.js'
import { SshReader, toSshString, toUint32 } from '../../src/keys/ssh-wire.js'
import { codeOf, makeFolder, makeKey, needs, problemOf, runOrThrow, valueOf } from './workbench.js'

const at = { source: 'id' }
const magic = Buffer.from('openssh-key-v1\0')

interface Parts {
  seed: Uint8Array
  publicKey: Uint8Array
  outerPublicKey?: Uint8Array
  secretPublicKey?: Uint8Array
  checks?: readonly [number, number]
  padding?: readonly number[]
  keys?: number
  type?: string
  after?: Uint8Array
}

/** The writer of the tests: openssh-portable PROTOCOL.key, with every part open to change. */
function toOpenSsh(parts: Parts): string {
  const type = parts.type ?? 'ssh-ed25519'
  const blob = Buffer.concat([toSshString(type), toSshString(parts.outerPublicKey ?? parts.publicKey)])
  const secret = Buffer.concat([parts.seed, parts.secretPublicKey ?? parts.publicKey])
  const [first, second] = parts.checks ?? [7, 7]
  const content = [toUint32(first), toUint32(second), toSshString(type), toSshString(parts.publicKey)]
  const unpadded = Buffer.concat([...content, toSshString(secret), toSshString('me@example')])
  const padding =
    parts.padding ?? Array.from({ length: (8 - (unpadded.length % 8)) % 8 }, (_, index) => index + 1)
  const file = Buffer.concat([
    magic,
    toSshString('none'),
    toSshString('none'),
    toSshString(''),
    toUint32(parts.keys ?? 1),
    toSshString(blob),
    toSshString(Buffer.concat([unpadded, Buffer.from(padding)])),
    parts.after ?? Buffer.alloc(0),
  ])
  return armour(file)
}

const armour = (bytes: Buffer): string =>
  `-----BEGIN OPENSSH PRIVATE KEY-----\n${bytes.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`

const key = makeKey()
const other = makeKey()

describe('an OpenSSH private key', () => {
  test('gives its seed', () => {
    expect(valueOf(parseOpenSsh(toOpenSsh(key), at))).toEqual(key.seed)
  })

  test('gives its seed with CRLF line ends', () => {
    expect(valueOf(parseOpenSsh(toOpenSsh(key).replaceAll('\n', '\r\n'), at))).toEqual(key.seed)
  })

  test.each([
    ['outside', { outerPublicKey: other.publicKey }],
    [
      'inside',
      { publicKey: other.publicKey, outerPublicKey: other.publicKey, secretPublicKey: other.publicKey },
    ],
    ['beside the seed', { secretPublicKey: other.publicKey }],
  ])(
    'is refused with a foreign public half %s, since signing with one gives the key away',
    (_where, change) => {
      expect(codeOf(parseOpenSsh(toOpenSsh({ ...key, ...change }), at))).toBe('cli/key-inconsistent')
    },
  )

  test.each([
    ['check numbers that differ', { checks: [7, 8] as const }],
    ['wrong padding', { padding: [1, 2, 3, 4, 5, 6, 6, 8] }],
    ['no padding', { padding: [] }],
    ['two keys', { keys: 2 }],
    ['no key', { keys: 0 }],
    ['bytes after it', { after: Buffer.from('x') }],
    ['a seed that is short', { seed: key.seed.subarray(1) }],
    ['a public half that is short', { publicKey: key.publicKey.subarray(1) }],
  ])('is refused with %s', (_what, change) => {
    expect(codeOf(parseOpenSsh(toOpenSsh({ ...key, ...change }), at))).toBe('cli/key-malformed')
  })

  test('of another type is refused, naming the type', () => {
    const refused = problemOf(parseOpenSsh(toOpenSsh({ ...key, type: 'ecdsa-sha2-nistp256' }), at))
    expect(refused.code).toBe('cli/key-not-ed25519')
    expect(refused.what).toContain('ecdsa-sha2-nistp256')
  })

  test.each([
    ['no end line', toOpenSsh(key).split('-----END')[0]!],
    ['text after its end line', `${toOpenSsh(key)}more`],
    ['text that is not base64', toOpenSsh(key).replace('AAAA', 'A!AA')],
    ['another format inside', armour(Buffer.from('openssh-key-v2\0'))],
    ['nothing inside', armour(Buffer.alloc(0))],
  ])('is refused with %s', (_what, text) => {
    expect(codeOf(parseOpenSsh(text, at))).toBe('cli/key-malformed')
  })

  test('cut at any byte is refused, and none of the lengths in it is believed', () => {
    const bytes = Buffer.from(toOpenSsh(key).split('\n')[1]!, 'base64')
    for (let cut = 0; cut < bytes.length; cut++) {
      expect(parseOpenSsh(armour(bytes.subarray(0, cut)), at).ok, `cut at ${cut}`).toBe(false)
    }
    const outcomes = { accepted: 0, refused: 0 }
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const changed = Buffer.from(bytes)
        changed[index] = changed[index]! ^ change
        const result = parseOpenSsh(armour(changed), at)
        outcomes[result.ok ? 'accepted' : 'refused']++
        // Only the comment is free.
        if (result.ok) expect(result.value).toEqual(key.seed)
      }),
      { numRuns: 3000 },
    )
    expect(outcomes.refused).toBeGreaterThan(outcomes.accepted)
  })
})

const keygen = needs('ssh-keygen')

describe.skipIf(keygen.isAbsent)(`keys of ssh-keygen${keygen.why}`, () => {
  const folder = makeFolder()
  const make = (name: string, type: string, passphrase = ''): string => {
    const path = join(folder, name)
    runOrThrow('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'a comment', '-f', path])
    return path
  }
  const read = (path: string): string => readFileSync(path, 'utf8')

  beforeAll(() => {
    make('plain', 'ed25519')
    make('encrypted', 'ed25519', 'secret')
    make('rsa', 'rsa')
  })

  test('an unencrypted one is read, and its public file is the same key', () => {
    expect(parseOpenSsh(read(join(folder, 'plain')), at).ok).toBe(true)
    const key = valueOf(parsePublicKeyFile(read(join(folder, 'plain.pub')), at))
    expect(runOrThrow('ssh-keygen', ['-lf', join(folder, 'plain.pub')])).toContain(` ${key.fingerprint} `)
  })

  test('an encrypted one is refused, and the mend names the file and its fingerprint', () => {
    const source = join(folder, 'encrypted')
    const refused = problemOf(parseOpenSsh(read(source), { source }))
    const { fingerprint } = valueOf(parsePublicKeyFile(read(`${source}.pub`), at))
    expect(refused.code).toBe('cli/key-encrypted-openssh')
    expect(refused.mend).toContain(`ssh-add ${source}`)
    expect(refused.mend).toContain(`--key agent:${fingerprint}`)
  })

  test('an RSA key is refused, private and public', () => {
    expect(codeOf(parseOpenSsh(read(join(folder, 'rsa')), at))).toBe('cli/key-not-ed25519')
    expect(codeOf(parsePublicKeyFile(read(join(folder, 'rsa.pub')), at))).toBe('cli/key-not-ed25519')
  })
})

describe('a .pub file', () => {
  const line = (type: string, ...parts: readonly Uint8Array[]): string =>
    `${type} ${Buffer.concat([toSshString(type), ...parts.map(toSshString)]).toString('base64')} a comment\n`

  test('may hold blank lines and comments around its key', () => {
    const text = `# for signing\r\n\r\n${line('ssh-ed25519', key.publicKey)}\n`
    expect(valueOf(parsePublicKeyFile(text, at)).publicKey).toEqual(key.publicKey)
  })

  test.each([
    ['no key', '\n'],
    ['two keys', line('ssh-ed25519', key.publicKey).repeat(2)],
    ['one word', 'ssh-ed25519\n'],
    ['no base64', 'ssh-ed25519 !!!!\n'],
    ['a key that is short', line('ssh-ed25519', key.publicKey.subarray(1))],
    ['bytes after the key', line('ssh-ed25519', key.publicKey, key.publicKey)],
    ['another type before the key', line('ssh-ed25519', key.publicKey).replace('ssh-ed25519', 'ssh-rsa')],
    ['bytes that name no type', 'ssh-ed25519 AAAA\n'],
  ])('is refused with %s', (_what, text) => {
    expect(codeOf(parsePublicKeyFile(text, at))).toBe('cli/key-malformed')
  })

  test.each([
    ['a key on a FIDO token', 'sk-ssh-ed25519@openssh.com', 'a FIDO token signs its counter'],
    ['a certificate', 'ssh-ed25519-cert-v01@openssh.com', 'found the certificate'],
    ['an ECDSA key', 'ecdsa-sha2-nistp256', 'found ecdsa-sha2-nistp256'],
  ])('is refused with %s, and the reason is said', (_what, type, reason) => {
    const refused = problemOf(parsePublicKeyFile(line(type, key.publicKey), at))
    expect(refused.code).toBe('cli/key-not-ed25519')
    expect(refused.what).toContain(reason)
  })
})

test('a reader that ran past the end gives nothing more, though shorter values would fit', () => {
  const reader = new SshReader(Buffer.from([0, 0, 0, 9, 1, 2, 3, 4]))
  expect(reader.bytes()).toBeUndefined()
  expect(reader.take(1)).toBeUndefined()
  expect(reader.isDone()).toBe(false)
})
