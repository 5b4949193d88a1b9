import { spawn } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openCommandSigner } from '../../packages/cli/src/keys/command-signer.js'
import { bundle } from '../../packages/cli/test/keys/bundle.js'
import {
  isSignature,
  makeFolder,
  makeKey,
  message,
  needs,
  problemOf,
  put,
  runOrThrow,
  valueOf,
} from '../../packages/cli/test/keys/workbench.js'

const module = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
].find(existsSync)
const programs = needs('softhsm2-util', 'pkcs11-tool', 'script')
const isAbsent = programs.isAbsent || module === undefined
const why = isAbsent ? ` [skipped: run interop/install-tools.sh${programs.why}]` : ''

describe.skipIf(isAbsent)(`a PKCS#11 token through --signer${why}`, () => {
  const folder = makeFolder()
  const scratch = join(folder, 'scratch')
  const env = { ...process.env, SOFTHSM2_CONF: join(folder, 'softhsm.conf'), TOKEN_PIN: '4711' }
  const tool = (...args: readonly string[]): string =>
    runOrThrow('pkcs11-tool', ['--module', module ?? '', '-l', '--pin', 'env:TOKEN_PIN', ...args], env)
  const sign = `pkcs11-tool --module ${module ?? ''} -l --sign --mechanism EDDSA --id 01 --input-file $TL_TBS --output-file $TL_SIG`
  let publicKey: Uint8Array

  beforeAll(() => {
    for (const name of ['tokens', 'scratch']) mkdirSync(join(folder, name))
    put(env.SOFTHSM2_CONF, `directories.tokendir = ${join(folder, 'tokens')}\nlog.level = ERROR\n`)
    const token = ['--init-token', '--free', '--label', 'test', '--pin', '4711', '--so-pin', '4711']
    runOrThrow('softhsm2-util', token, env)
    tool('--keypairgen', '--key-type', 'EC:edwards25519', '--id', '01')
    const pem = join(folder, 'public.pem')
    tool('--read-object', '--type', 'pubkey', '--id', '01', '--output-file', pem)
    const spki = createPublicKey(readFileSync(pem)).export({ format: 'der', type: 'spki' })
    publicKey = new Uint8Array(spki.subarray(-32))
  })

  const signBy = async (command: string, signed: Uint8Array = message, declared: Uint8Array = publicKey) =>
    valueOf(openCommandSigner({ command, publicKey: declared, env, temporaryFolder: scratch })).sign(signed)

  test('signs, and node verifies', async () => {
    const signature = valueOf(await signBy(`${sign} --pin env:TOKEN_PIN`))
    expect(isSignature(publicKey, message, signature)).toBe(true)
    expect(readdirSync(scratch)).toEqual([])
  })

  test('signs 1024 bytes, the most that a document has, and no more', async () => {
    const start = 'DSSEv1 41 application/vnd.trustlist.list.v1+json '
    const pae = (length: number): Buffer => Buffer.from(`${start}${length} ${'x'.repeat(length)}`)
    const longest = 1024 - start.length - 4
    expect(pae(longest)).toHaveLength(1024)
    expect((await signBy(`${sign} --pin env:TOKEN_PIN`, pae(longest))).ok).toBe(true)
    const refused = problemOf(await signBy(`${sign} --pin env:TOKEN_PIN`, pae(longest + 1)))
    expect([refused.code, refused.what]).toEqual(['cli/signer-failed', expect.stringContaining('CKR_')])
  })

  test('with a wrong PIN is said to have failed, in its own words', async () => {
    const refused = problemOf(await signBy(`${sign} --pin 0000`))
    expect([refused.code, refused.what]).toEqual([
      'cli/signer-failed',
      expect.stringContaining('CKR_PIN_INCORRECT'),
    ])
  })

  test('with another key than the one declared is found out', async () => {
    const refused = problemOf(await signBy(`${sign} --pin env:TOKEN_PIN`, message, makeKey().publicKey))
    expect(refused.code).toBe('cli/signature-wrong')
  })

  test('asks for its PIN at the terminal, through a script that gives it the terminal back', async () => {
    // pkcs11-tool reads the PIN from its standard input and asks on its standard output; both are the hook's.
    const wrapper = put(join(folder, 'sign-by-token'), `#!/bin/sh\nexec ${sign} </dev/tty >/dev/tty\n`, 0o700)
    const address = await bundle('packages/cli/src/keys/command-signer.ts', folder)
    const program = join(folder, 'sign.mjs')
    const options = { command: wrapper, temporaryFolder: scratch }
    writeFileSync(
      program,
      `import { openCommandSigner } from ${JSON.stringify(address)}
       const publicKey = Buffer.from('${Buffer.from(publicKey).toString('hex')}', 'hex')
       const signer = openCommandSigner({ ...${JSON.stringify(options)}, publicKey, env: process.env })
       const signed = await signer.value.sign(Buffer.from(${JSON.stringify(message.toString())}))
       console.log(signed.ok ? 'signed ' + signed.value.length : JSON.stringify(signed.problems))`,
    )
    const child = spawn('script', ['-qec', `'${process.execPath}' '${program}'`, '/dev/null'], { env })
    let shown = ''
    child.stdout.on('data', (chunk: Buffer) => {
      if (!shown.includes('PIN: ') && (shown + chunk.toString()).includes('PIN: '))
        child.stdin.write('4711\r')
      shown += chunk.toString()
    })
    await new Promise((resolve) => child.on('close', resolve))
    expect(shown).toContain('signed 64')
    expect(shown).not.toContain('4711')
  })
})
