import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { keyIdOf } from '../../src/keys/key-id.js'
import { openKey } from '../../src/keys/open-key.js'
import { toEncryptedPkcs8 } from '../../src/keys/pkcs8.js'
import {
  codeOf,
  findingsOf,
  isSignature,
  makeFolder,
  makeKey,
  message,
  needs,
  problemOf,
  put,
  runOrThrow,
  valueOf,
} from './workbench.js'

const folder = makeFolder()
const key = makeKey()
const pathOf = (name: string): string => join(folder, name)
const agent = { socket: undefined }
const nowhere = { agent, passphrase: {} }
const withFile = (name: string) => ({ agent, passphrase: { file: pathOf(name) } })

beforeAll(async () => {
  put(pathOf('plain.pem'), key.pem)
  put(pathOf('secret'), 'secret\n')
  put(pathOf('wrong'), 'guess\n')
  put(pathOf('encrypted.pem'), await toEncryptedPkcs8(key.seed, Buffer.from('secret')))
})

describe('--key PATH', () => {
  test('opens a plain key without asking for a passphrase, and signs with it', async () => {
    const opened = await openKey(pathOf('plain.pem'), withFile('no-such-file'))
    const signer = valueOf(opened)
    expect([signer.publicKey, signer.keyid]).toEqual([key.publicKey, keyIdOf(key.publicKey)])
    expect([signer.describes, findingsOf(opened)]).toEqual([`key file ${pathOf('plain.pem')}`, []])
    expect(isSignature(key.publicKey, message, valueOf(await signer.sign(message)))).toBe(true)
  })

  test('opens a key with CRLF line ends and blank lines around it', async () => {
    const path = put(pathOf('crlf.pem'), `\r\n${key.pem.replaceAll('\n', '\r\n')}\r\n`)
    expect(valueOf(await openKey(path, nowhere)).publicKey).toEqual(key.publicKey)
  })

  test('opens an encrypted key by its passphrase file, and by no other', async () => {
    expect(valueOf(await openKey(pathOf('encrypted.pem'), withFile('secret'))).publicKey).toEqual(
      key.publicKey,
    )
    const refused = problemOf(await openKey(pathOf('encrypted.pem'), withFile('wrong')))
    expect([refused.code, refused.at]).toEqual(['cli/wrong-passphrase', { source: pathOf('encrypted.pem') }])
    expect(codeOf(await openKey(pathOf('encrypted.pem'), nowhere))).toBe('cli/passphrase-needed')
    expect(codeOf(await openKey(pathOf('encrypted.pem'), withFile('none')))).toBe('cli/file-missing')
  })

  test('warns of a key that others can read or change, and of their passphrase files, and signs all the same', async () => {
    for (const mode of [0o640, 0o604, 0o620, 0o602]) {
      const path = put(pathOf('open.pem'), key.pem)
      chmodSync(path, mode)
      const opened = await openKey(path, nowhere)
      expect(findingsOf(opened), mode.toString(8)).toEqual(['cli/key-readable-by-others'])
      expect(opened.ok && opened.findings[0]?.mend).toBe(`chmod 600 ${path}`)
    }
    for (const mode of [0o600, 0o400, 0o700, 0o711]) {
      chmodSync(pathOf('open.pem'), mode)
      expect(findingsOf(await openKey(pathOf('open.pem'), nowhere)), mode.toString(8)).toEqual([])
    }
    const secret = put(pathOf('open-secret'), 'secret')
    chmodSync(secret, 0o644)
    expect(findingsOf(await openKey(pathOf('encrypted.pem'), withFile('open-secret')))).toEqual([
      'cli/passphrase-readable-by-others',
    ])
  })

  test('follows a symbolic link, and judges the file behind it', async () => {
    symlinkSync('plain.pem', pathOf('link.pem'))
    symlinkSync('no-such-file', pathOf('dangling.pem'))
    expect(findingsOf(await openKey(pathOf('link.pem'), nowhere))).toEqual([])
    expect(codeOf(await openKey(pathOf('dangling.pem'), nowhere))).toBe('cli/file-missing')
  })

  test.each([
    ['nothing', 'cli/file-missing', () => pathOf('none.pem')],
    ['a file where a folder is expected', 'cli/file-missing', () => join(pathOf('plain.pem'), 'x')],
    ['a folder', 'cli/not-a-file', () => folder],
    ['a device', 'cli/not-a-file', () => '/dev/zero'],
    ['a loop of links', 'cli/file-unreadable', () => (symlinkSync('loop', pathOf('loop')), pathOf('loop'))],
    ['a zero byte in the path', 'cli/file-unreadable', () => 'a\0b'],
    ['an empty file', 'cli/key-malformed', () => put(pathOf('empty'), '')],
    ['a text', 'cli/key-malformed', () => put(pathOf('text'), 'hello')],
    ['a list', 'cli/key-malformed', () => put(pathOf('list'), '{"signatures":[]}')],
    ['bytes', 'cli/key-malformed', () => put(pathOf('bytes'), Buffer.alloc(64, 255))],
    ['65536 bytes', 'cli/key-malformed', () => put(pathOf('full'), Buffer.alloc(65_536))],
    ['65537 bytes', 'cli/file-too-large', () => put(pathOf('large'), Buffer.alloc(65_537))],
  ])('refuses %s as %s', async (_what, code, path) => {
    const source = path()
    const refused = problemOf(await openKey(source, nowhere))
    expect([refused.code, refused.at]).toEqual([code, { source }])
  })

  test('refuses a pipe at once, though nobody writes to it', async () => {
    runOrThrow('mkfifo', [pathOf('pipe')])
    const refused = problemOf(await openKey(pathOf('pipe'), nowhere))
    expect([refused.code, refused.what]).toEqual(['cli/not-a-file', 'expected a file, found a pipe'])
  })

  test('refuses a socket', async () => {
    const server = createServer().listen(pathOf('socket'))
    await new Promise((resolve) => server.once('listening', resolve))
    expect(problemOf(await openKey(pathOf('socket'), nowhere)).what).toBe('expected a file, found a socket')
    server.close()
  })

  test('refuses public keys, saying what they are', async () => {
    const { publicKey } = generateKeyPairSync('ed25519')
    const pem = put(pathOf('public.pem'), publicKey.export({ format: 'pem', type: 'spki' }))
    const ssh = put(pathOf('public'), 'ssh-ed25519 AAAA me\n')
    for (const path of [pem, ssh]) {
      expect(problemOf(await openKey(path, nowhere)).what).toBe(
        'expected a private key in PEM, found a public key',
      )
    }
  })

  test('refuses RSA and EC keys in their own PEM and in PKCS#8', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const pems = [
      rsa.export({ format: 'pem', type: 'pkcs1' }),
      rsa.export({ format: 'pem', type: 'pkcs8' }),
      ec.export({ format: 'pem', type: 'sec1' }),
      ec.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' }),
    ]
    for (const pem of pems) {
      expect(codeOf(await openKey(put(pathOf('other.pem'), pem), withFile('secret')))).toBe(
        'cli/key-not-ed25519',
      )
    }
  })
})

const keygen = needs('ssh-keygen')

test.skipIf(keygen.isAbsent)(
  `--key PATH signs with an unencrypted key of ssh-keygen${keygen.why}`,
  async () => {
    const path = pathOf('id_ed25519')
    runOrThrow('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path])
    const signer = valueOf(await openKey(path, nowhere))
    expect(isSignature(signer.publicKey, message, valueOf(await signer.sign(message)))).toBe(true)
    runOrThrow('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'secret', '-f', path])
    expect(codeOf(await openKey(path, nowhere))).toBe('cli/key-encrypted-openssh')
  },
)
