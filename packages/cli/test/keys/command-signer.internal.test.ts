import { sign } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openCommandSigner, type CommandSignerOptions } from '../../src/keys/command-signer.js'
import { splitWords } from '../../src/keys/command-words.js'
import { keyIdOf } from '../../src/keys/key-id.js'
import {
  codeOf,
  isSignature,
  makeFolder,
  makeKey,
  message,
  needs,
  problemOf,
  put,
  valueOf,
} from './workbench.js'

const folder = makeFolder()
const temporaryFolder = join(folder, 'a folder for scratch')
const key = makeKey()
const keyFile = join(folder, 'key.pem')

beforeAll(async () => {
  await mkdir(temporaryFolder)
  put(keyFile, key.pem)
})

/** A signer that runs this JavaScript; the key's PEM is in `pem`, the bytes on standard input in `input`. */
function script(
  body: string,
  options: Partial<CommandSignerOptions> = {},
): ReturnType<typeof openCommandSigner> {
  const start = `const { sign } = require('node:crypto'), fs = require('node:fs'), env = process.env
    const pem = fs.readFileSync(${JSON.stringify(keyFile)}), input = fs.readFileSync(0)\n`
  const command = [process.execPath, '-e', start + body] as const
  return openCommandSigner({
    command,
    publicKey: key.publicKey,
    env: process.env,
    temporaryFolder,
    ...options,
  })
}

const signBy = async (body: string, options: Partial<CommandSignerOptions> = {}) =>
  valueOf(script(body, options)).sign(message)

describe('a program that signs', () => {
  test.each([
    ['raw, in the file $TL_SIG', 'fs.writeFileSync(env.TL_SIG, sign(null, input, pem))'],
    [
      'in base64, in the file $TL_SIG',
      'fs.writeFileSync(env.TL_SIG, sign(null, input, pem).toString("base64"))',
    ],
    ['raw, on its standard output', 'process.stdout.write(sign(null, input, pem))'],
    ['in base64, on its standard output', 'console.log(sign(null, input, pem).toString("base64"))'],
    ['in hex, on its standard output', 'console.log(sign(null, input, pem).toString("hex"))'],
    [
      'what is in the file $TL_TBS',
      'console.log(sign(null, fs.readFileSync(env.TL_TBS), pem).toString("hex"))',
    ],
    [
      'into the file, and talks on its standard output',
      'fs.writeFileSync(env.TL_SIG, sign(null, input, pem)); console.log("done")',
    ],
  ])('%s, is taken', async (_how, body) => {
    const signature = valueOf(await signBy(body))
    expect(isSignature(key.publicKey, message, signature)).toBe(true)
    expect(readdirSync(temporaryFolder)).toEqual([])
  })

  test('is told the key, the payload type and the files, and keeps the environment of the user', async () => {
    const seen = join(folder, 'seen.json')
    const body = `const { mode } = fs.statSync(require('node:path').dirname(env.TL_TBS))
      fs.writeFileSync(env.SEEN, JSON.stringify({ keyid: env.TL_KEYID, type: env.TL_PAYLOAD_TYPE, mode: mode & 0o777,
        fileMode: fs.statSync(env.TL_TBS).mode & 0o777, hasSig: fs.existsSync(env.TL_SIG), argv: process.argv.slice(1) }))
      process.stdout.write(sign(null, input, pem))`
    expect((await signBy(body, { env: { ...process.env, SEEN: seen } })).ok).toBe(true)
    expect(JSON.parse(readFileSync(seen, 'utf8'))).toEqual({
      keyid: keyIdOf(key.publicKey),
      type: 'application/vnd.trustlist.list.v1+json',
      mode: 0o700,
      fileMode: 0o600,
      hasSig: false,
      argv: [],
    })
  })

  test('gets the four names filled in where its arguments hold them, and no others', async () => {
    const seen = join(folder, 'argv.json')
    const body = `require('node:fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.argv.slice(1)))`
    const words = [
      '--in=${TL_TBS}',
      '$TL_SIG',
      '$TL_SIGNER',
      '$HOME',
      '$TL_KEYID/$TL_PAYLOAD_TYPE',
      '${TL_OTHER}',
    ]
    await valueOf(script('', { command: [process.execPath, '-e', body, '--', ...words] })).sign(message)
    const [tbs, sig, ...rest] = JSON.parse(readFileSync(seen, 'utf8')) as string[]
    expect(tbs).toMatch(/^--in=.*a folder for scratch.*message$/)
    expect(sig).toMatch(/a folder for scratch.*signature$/)
    const typed = `${keyIdOf(key.publicKey)}/application/vnd.trustlist.list.v1+json`
    expect(rest).toEqual(['$TL_SIGNER', '$HOME', typed, '${TL_OTHER}'])
  })

  test('may leave its standard input unread', async () => {
    const command = [
      process.execPath,
      '-e',
      'process.stdin.destroy(); console.log(process.argv[1])',
      sign(null, message, key.pem).toString('hex'),
    ] as const
    expect((await valueOf(script('', { command })).sign(message)).ok).toBe(true)
  })

  test.each([
    ['ends with 3', 'process.exitCode = 3', 'cli/signer-failed', 'ended with 3'],
    [
      'ends with 3 after it signed',
      'process.stdout.write(sign(null, input, pem)); process.exitCode = 3',
      'cli/signer-failed',
      'ended with 3',
    ],
    [
      'is killed',
      'process.kill(process.pid, "SIGTERM"); setTimeout(() => 0, 5000)',
      'cli/signer-failed',
      'SIGTERM',
    ],
    [
      'complains',
      'console.error("token not present"); process.exitCode = 1',
      'cli/signer-failed',
      'it said: token not present',
    ],
    [
      'writes without end',
      'for (;;) fs.writeSync(1, Buffer.alloc(4096))',
      'cli/signer-failed',
      'wrote more than 16384 bytes',
    ],
    [
      'writes a large file',
      'fs.writeFileSync(env.TL_SIG, Buffer.alloc(20000))',
      'cli/file-too-large',
      'at most 16384',
    ],
    ['makes a folder of the file', 'fs.mkdirSync(env.TL_SIG)', 'cli/not-a-file', 'a directory'],
    ['says nothing', '', 'cli/signature-malformed', 'found 0 bytes'],
    [
      'writes 63 bytes',
      'process.stdout.write(sign(null, input, pem).subarray(1))',
      'cli/signature-malformed',
      'found 63 bytes',
    ],
    [
      'signs a hash',
      'process.stdout.write(sign(null, require("node:crypto").createHash("sha512").update(input).digest(), pem))',
      'cli/signature-wrong',
      'does not verify',
    ],
    [
      'signs with another key',
      'process.stdout.write(sign(null, input, require("node:crypto").generateKeyPairSync("ed25519").privateKey))',
      'cli/signature-wrong',
      keyIdOf(key.publicKey),
    ],
  ])('and %s, is found out, and nothing stays behind', async (_how, body, code, found) => {
    const refused = problemOf(await signBy(body))
    expect([refused.code, refused.at]).toEqual([code, expect.anything()])
    expect(refused.what).toContain(found)
    expect(readdirSync(temporaryFolder)).toEqual([])
  })

  test('and takes too long, is stopped, though a child of it holds its output open', async () => {
    const pidFile = join(folder, 'pid')
    const body = `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => 0, 8000)'], { stdio: 'inherit' })
      fs.writeFileSync(${JSON.stringify(pidFile)}, String(child.pid)); setTimeout(() => 0, 8000)`
    const started = performance.now()
    const refused = problemOf(await signBy(body, { timeoutMs: 1500 }))
    expect(refused.code).toBe('cli/signer-failed')
    expect(refused.what).toContain('took longer than 1.5 s')
    expect(performance.now() - started).toBeLessThan(6000)
    process.kill(Number(readFileSync(pidFile, 'utf8')))
  })

  test('is heard on its standard error while it runs', async () => {
    let said = ''
    const tell = (text: string): void => void (said += text)
    await signBy('console.error("PIN, please: \\u001b[31m"); process.stdout.write(sign(null, input, pem))', {
      tell,
    })
    expect(said).toBe('PIN, please: \u001b[31m\n')
  })

  test('and is not there, is told from one that fails', async () => {
    const signer = valueOf(script('', { command: join(folder, 'no-such-program') }))
    expect(problemOf(await signer.sign(message)).what).toContain('did not start (ENOENT)')
  })

  test('cannot be run where its files find no room', async () => {
    expect(codeOf(await signBy('', { temporaryFolder: join(folder, 'no-such-folder') }))).toBe(
      'cli/file-not-written',
    )
    expect((await signBy('process.stdout.write(sign(null, input, pem))')).ok).toBe(true)
  })

  test('is never given anything but the signed bytes of a document', async () => {
    await expect(valueOf(script('')).sign(Buffer.from('rm -rf'))).rejects.toThrow(
      'pre-authentication encoding',
    )
    expect(readdirSync(temporaryFolder)).toEqual([])
    expect(statSync(temporaryFolder).isDirectory()).toBe(true)
  })
})

const openssl = needs('openssl')

test.skipIf(openssl.isAbsent)(
  `openssl pkeyutl signs as --signer, without a shell${openssl.why}`,
  async () => {
    const command = `openssl pkeyutl -sign -rawin -inkey "${keyFile}" -in $TL_TBS -out $TL_SIG`
    const signer = valueOf(script('', { command }))
    expect(signer.describes).toBe('program openssl')
    expect(isSignature(key.publicKey, message, valueOf(await signer.sign(message)))).toBe(true)
  },
)

describe('the text given to --signer', () => {
  test.each([
    ['sign --key x', ['sign', '--key', 'x']],
    ['  sign\t-k \n x ', ['sign', '-k', 'x']],
    [`'/opt/my signer' "a b" c\\ d`, ['/opt/my signer', 'a b', 'c d']],
    [`a'b'"c"d`, ['abcd']],
    [`s "" ''`, ['s', '', '']],
    [`s "a\\"b\\\\c\\d" '\\'`, ['s', 'a"b\\c\\d', '\\']],
    [`s '|;&<>()\`' "|" \\;`, ['s', '|;&<>()`', '|', ';']],
    ['s $TL_TBS * ~ #', ['s', '$TL_TBS', '*', '~', '#']],
    ['s ü', ['s', 'ü']],
  ])('%s is split as written', (command, words) => {
    expect(valueOf(splitWords(command))).toEqual(words)
  })

  test.each([
    '',
    '  ',
    '""',
    `s 'a`,
    's "a',
    's a\\',
    's a\0',
    's | t',
    's; t',
    's && t',
    's > f',
    's < f',
    's $(t)',
    's `t`',
  ])('%j is refused', (command) => {
    expect(codeOf(splitWords(command))).toBe('cli/signer-command-malformed')
    expect(codeOf(script('', { command }))).toBe('cli/signer-command-malformed')
  })
})
