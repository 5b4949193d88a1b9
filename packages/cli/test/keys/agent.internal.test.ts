import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { sign } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { listAgentKeys, openAgentKey } from '../../src/keys/agent.js'
import { openKey } from '../../src/keys/open-key.js'
import { fingerprintOf, parsePublicKeyFile } from '../../src/keys/ssh-public-key.js'
import { toSshString, toUint32 } from '../../src/keys/ssh-wire.js'
import {
  codeOf,
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
const programs = needs('ssh-agent', 'ssh-add', 'ssh-keygen')

describe.skipIf(programs.isAbsent)(`a real ssh-agent${programs.why}`, () => {
  const socket = join(folder, 'agent')
  const env = { ...process.env, SSH_AUTH_SOCK: socket }
  const world = { agent: { socket }, passphrase: {} }
  const pathOf = (name: string): string => join(folder, name)
  const fingerprint = (name: string): string =>
    valueOf(parsePublicKeyFile(readFileSync(pathOf(`${name}.pub`), 'utf8'), {})).fingerprint
  let agent: ChildProcess

  beforeAll(async () => {
    agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
    for (let tries = 0; tries < 200 && !existsSync(socket); tries++) await setTimeout(25)
    for (const [name, type] of [
      ['held', 'ed25519'],
      ['absent', 'ed25519'],
      ['ecdsa', 'ecdsa'],
    ] as const) {
      runOrThrow('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', `${name}@example`, '-f', pathOf(name)])
    }
    runOrThrow('ssh-add', ['-q', pathOf('held')], env)
    runOrThrow('ssh-add', ['-q', pathOf('ecdsa')], env)
  })

  afterAll(async () => {
    agent.kill()
    await once(agent, 'exit')
  })

  test('lists its keys of every type, with the fingerprints that ssh-add prints', async () => {
    const keys = valueOf(await listAgentKeys({ socket }))
    expect(keys.map((key) => [key.type, key.comment])).toEqual([
      ['ssh-ed25519', 'held@example'],
      ['ecdsa-sha2-nistp256', 'ecdsa@example'],
    ])
    const printed = runOrThrow('ssh-add', ['-l'], env)
    for (const key of keys) expect(printed).toContain(key.fingerprint)
  })

  test.each([
    ['fingerprint', () => `agent:${fingerprint('held')}`],
    ['public file', () => pathOf('held.pub')],
  ])('signs with the key found by its %s, and node verifies the raw signature', async (_how, source) => {
    const signer = valueOf(await openKey(source(), world))
    const signature = valueOf(await signer.sign(message))
    expect(signature).toHaveLength(64)
    expect(isSignature(signer.publicKey, message, signature)).toBe(true)
    expect(isSignature(signer.publicKey, Buffer.concat([message, message]), signature)).toBe(false)
  })

  test('refuses a key it does not hold, and names those it does', async () => {
    const refused = problemOf(await openKey(`agent:${fingerprint('absent')}`, world))
    expect(refused.code).toBe('cli/agent-key-missing')
    expect(refused.what).toContain(`${fingerprint('held')} held@example`)
    const byFile = problemOf(await openKey(pathOf('absent.pub'), world))
    expect([byFile.code, byFile.mend]).toEqual(['cli/agent-key-missing', `ssh-add ${pathOf('absent')}`])
  })

  test('refuses its ECDSA key, by fingerprint and by file', async () => {
    expect(codeOf(await openAgentKey({ socket }, fingerprintOfEcdsa()))).toBe('cli/key-not-ed25519')
    expect(codeOf(await openKey(pathOf('ecdsa.pub'), world))).toBe('cli/key-not-ed25519')
  })

  const fingerprintOfEcdsa = (): string => {
    const base64 = readFileSync(pathOf('ecdsa.pub'), 'utf8').split(' ')[1]!
    return fingerprintOf(Buffer.from(base64, 'base64'))
  }

  test('that was locked after the key was opened refuses to sign, and signs when it is unlocked', async () => {
    const signer = valueOf(await openKey(pathOf('held.pub'), world))
    const answer = put(pathOf('askpass'), '#!/bin/sh\necho lock\n', 0o700)
    const askpass = { ...env, SSH_ASKPASS: answer, SSH_ASKPASS_REQUIRE: 'force' }
    expect(spawnSync('ssh-add', ['-x'], { env: askpass, stdio: 'ignore' }).status).toBe(0)
    expect(codeOf(await signer.sign(message))).toBe('cli/agent-refused')
    expect(spawnSync('ssh-add', ['-X'], { env: askpass, stdio: 'ignore' }).status).toBe(0)
    expect((await signer.sign(message)).ok).toBe(true)
  })
})

describe('where no agent answers', () => {
  const fingerprint = `SHA256:${'A'.repeat(43)}`

  test.each([
    ['SSH_AUTH_SOCK is unset', undefined, 'unset'],
    ['SSH_AUTH_SOCK is empty', '', 'unset'],
    ['the socket is gone', join(folder, 'gone'), 'ENOENT'],
    ['a file is there', import.meta.filename, 'ENOTSOCK|ECONNREFUSED'],
  ])('because %s, that is said', async (_why, socket, found) => {
    const refused = problemOf(await openAgentKey({ socket }, fingerprint))
    expect(refused.code).toBe('cli/agent-unreachable')
    expect(refused.what).toMatch(new RegExp(found))
  })

  test.each(['agent:', 'agent:SHA256:short', 'agent:MD5:00:11', `agent:${fingerprint}=`])(
    'the key %s is refused before one is looked for',
    async (source) => {
      expect(codeOf(await openKey(source, { agent: { socket: undefined }, passphrase: {} }))).toBe(
        'cli/key-malformed',
      )
    },
  )
})

describe('something that pretends to be an agent', () => {
  const key = makeKey()
  const blob = Buffer.concat([toSshString('ssh-ed25519'), toSshString(key.publicKey)])
  const skBlob = Buffer.concat([toSshString('sk-ssh-ed25519@openssh.com'), toSshString(key.publicKey)])
  const framed = (...parts: readonly Uint8Array[]): Buffer => toSshString(Buffer.concat(parts))
  const keys = (count: number, ...blobs: readonly Uint8Array[]): Buffer =>
    framed(
      Buffer.from([12]),
      toUint32(count),
      ...blobs.flatMap((each) => [toSshString(each), toSshString('c')]),
    )
  const signed = (type: string, signature: Uint8Array): Buffer =>
    framed(Buffer.from([14]), toSshString(Buffer.concat([toSshString(type), toSshString(signature)])))
  const socket = join(folder, 'pretender')
  let server: Server | undefined
  const sockets = new Set<Socket>()

  /** Answers the list request with the first, the sign request with the second; undefined: silence. */
  async function pretend(list: Buffer | undefined, signature?: Buffer): Promise<void> {
    server = createServer((connection) => {
      sockets.add(connection)
      connection.on('error', () => undefined)
      connection.on('data', (request) => {
        const answer = request[4] === 11 ? list : signature
        // Byte by byte at first, as a slow socket may give it.
        if (answer !== undefined)
          [answer.subarray(0, 3), answer.subarray(3)].forEach((part) => connection.write(part))
        if (answer?.length === 0) connection.end()
      })
    }).listen(socket)
    await once(server, 'listening')
  }

  afterEach(async () => {
    sockets.forEach((each) => each.destroy())
    sockets.clear()
    server?.close()
    if (server !== undefined) await once(server, 'close')
    server = undefined
  })

  const address = { socket, listTimeoutMs: 300, signTimeoutMs: 300 }
  const open = (): ReturnType<typeof openAgentKey> => openAgentKey(address, fingerprintOf(blob))

  test('is believed where it answers rightly', async () => {
    await pretend(keys(2, skBlob, blob), signed('ssh-ed25519', sign(null, message, key.pem)))
    const signer = valueOf(await open())
    expect(isSignature(key.publicKey, message, valueOf(await signer.sign(message)))).toBe(true)
  })

  test.each([
    ['nothing and hangs up', Buffer.alloc(0), 'cli/agent-answer-broken'],
    ['nothing and waits', undefined, 'cli/agent-unreachable'],
    ['a length of 4 GiB', Buffer.from([255, 255, 255, 255]), 'cli/agent-answer-broken'],
    ['a length of 0', Buffer.from([0, 0, 0, 0]), 'cli/agent-answer-broken'],
    ['a refusal', framed(Buffer.from([5])), 'cli/agent-answer-broken'],
    ['two answers', Buffer.concat([keys(1, blob), keys(1, blob)]), 'cli/agent-answer-broken'],
    ['4 billion keys', keys(0xffffffff, blob), 'cli/agent-answer-broken'],
    ['fewer keys than it counts', keys(2, blob), 'cli/agent-answer-broken'],
    ['more keys than it counts', keys(1, blob, blob), 'cli/agent-answer-broken'],
    ['no keys', keys(0), 'cli/agent-key-missing'],
  ])('is found out when asked for its keys and giving %s', async (_what, list, code) => {
    await pretend(list)
    expect(codeOf(await open())).toBe(code)
  })

  test('is refused a key on a FIDO token, and the reason is said', async () => {
    await pretend(keys(1, skBlob))
    const refused = problemOf(await openAgentKey(address, fingerprintOf(skBlob)))
    expect(refused.code).toBe('cli/key-not-ed25519')
    expect(refused.what).toContain('a FIDO token signs its counter')
  })

  test.each([
    ['silence', undefined, 'cli/agent-unreachable'],
    ['a refusal', framed(Buffer.from([5])), 'cli/agent-refused'],
    ['another message', keys(0), 'cli/agent-answer-broken'],
    ['a signature of another type', signed('ssh-rsa', Buffer.alloc(64)), 'cli/agent-answer-broken'],
    ['a signature of 63 bytes', signed('ssh-ed25519', Buffer.alloc(63)), 'cli/signature-malformed'],
    ['a signature that does not verify', signed('ssh-ed25519', Buffer.alloc(64, 1)), 'cli/signature-wrong'],
  ])('is found out when asked for a signature and giving %s', async (_what, signature, code) => {
    await pretend(keys(1, blob), signature)
    expect(codeOf(await valueOf(await open()).sign(message))).toBe(code)
  })
})
