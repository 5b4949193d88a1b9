import { cliProblem, fail, succeed, type Failed, type Result } from '../failure.js'
import { askAgent, type AgentAddress } from './agent-socket.js'
import { takeSignature } from './ed25519-key.js'
import { keyIdOf } from '@trustlist/core'
import type { Signer } from './signer.js'
import { fingerprintOf, parseSshPublicKey, refusalOfType, type SshPublicKey } from './ssh-public-key.js'
import { SshReader, toSshString, toUint32 } from './ssh-wire.js'

/** Message types of draft-ietf-sshm-ssh-agent, section 6.1. */
const messages = {
  failure: 5,
  requestIdentities: 11,
  identitiesAnswer: 12,
  signRequest: 13,
  signResponse: 14,
} as const

const maxKeys = 1024

/** One key that an agent offers, of whatever type. Type and comment are whatever was added to the agent. */
export interface AgentKey {
  readonly type: string
  readonly blob: Uint8Array
  readonly fingerprint: string
  readonly comment: string
}

function broken(what: string, socket: string): Failed {
  return fail(cliProblem('cli/agent-answer-broken', what, { source: socket }))
}

function socketOf(address: AgentAddress): Result<string> {
  if (address.socket !== undefined && address.socket !== '') return succeed(address.socket)
  return fail(
    cliProblem('cli/agent-unreachable', 'expected the path of an ssh-agent in SSH_AUTH_SOCK, found it unset'),
  )
}

function parseKeys(answer: Buffer, socket: string): Result<readonly AgentKey[]> {
  const reader = new SshReader(answer.subarray(1))
  const count = reader.uint32()
  if (answer[0] !== messages.identitiesAnswer || count === undefined) {
    return broken(
      `expected the list of the agent's keys, found a message of type ${answer[0] ?? 'none'}`,
      socket,
    )
  }
  if (count > maxKeys) return broken(`expected at most ${maxKeys} keys in the agent, found ${count}`, socket)
  const keys: AgentKey[] = []
  for (let index = 0; index < count; index++) {
    const blob = reader.bytes()
    const comment = reader.text()
    if (blob === undefined || comment === undefined) break
    keys.push({
      type: new SshReader(blob).text() ?? '',
      blob: new Uint8Array(blob),
      fingerprint: fingerprintOf(blob),
      comment,
    })
  }
  if (keys.length === count && reader.isDone()) return succeed(keys)
  return broken("expected the list of the agent's keys, found one that ends too early or too late", socket)
}

/**
 * Lists what the agent holds, keys of all types.
 *
 * @returns The keys, or `cli/agent-unreachable`, `cli/agent-answer-broken`.
 */
export async function listAgentKeys(address: AgentAddress): Promise<Result<readonly AgentKey[]>> {
  const socket = socketOf(address)
  if (!socket.ok) return socket
  const request = Buffer.from([messages.requestIdentities])
  const answer = await askAgent(socket.value, request, address.listTimeoutMs ?? 10_000)
  return answer.ok ? parseKeys(answer.value, socket.value) : answer
}

async function signByAgent(
  address: AgentAddress,
  key: SshPublicKey,
  message: Uint8Array,
  describes: string,
): Promise<Result<Uint8Array>> {
  const socket = socketOf(address)
  if (!socket.ok) return socket
  const flags = toUint32(0)
  const request = Buffer.concat([
    Buffer.from([messages.signRequest]),
    toSshString(key.blob),
    toSshString(message),
    flags,
  ])
  const answer = await askAgent(socket.value, request, address.signTimeoutMs ?? 120_000)
  if (!answer.ok) return answer
  if (answer.value[0] === messages.failure) {
    return fail(
      cliProblem('cli/agent-refused', `expected a signature of ${describes}, found a refusal`, {
        source: socket.value,
      }),
    )
  }
  const outer = new SshReader(answer.value.subarray(1))
  const signature = outer.bytes()
  if (answer.value[0] !== messages.signResponse || signature === undefined || !outer.isDone()) {
    return broken(`expected a signature, found a message of type ${answer.value[0] ?? 'none'}`, socket.value)
  }
  const inner = new SshReader(signature)
  const type = inner.text()
  const bytes = inner.bytes()
  if (type !== 'ssh-ed25519' || bytes === undefined || !inner.isDone()) {
    return broken('expected a signature of type ssh-ed25519, found another', socket.value)
  }
  return takeSignature(key.publicKey, message, new Uint8Array(bytes), describes)
}

function toAgentSigner(address: AgentAddress, key: SshPublicKey): Signer {
  const describes = `ssh-agent key ${key.fingerprint}`
  return {
    publicKey: key.publicKey,
    keyid: keyIdOf(key.publicKey),
    describes,
    sign: (message) => signByAgent(address, key, message, describes),
  }
}

function missing(fingerprint: string, keys: readonly AgentKey[], mend: string | undefined): Failed {
  const usable = keys
    .filter((key) => key.type === 'ssh-ed25519')
    .map((key) => `${key.fingerprint} ${key.comment}`)
  const found = usable.length === 0 ? 'no Ed25519 key' : `only ${usable.slice(0, 8).join(', ')}`
  return fail(
    cliProblem(
      'cli/agent-key-missing',
      `expected the ssh-agent to hold ${fingerprint}, found ${found}`,
      {},
      mend,
    ),
  )
}

/**
 * Finds a key in the agent by its fingerprint.
 *
 * @param fingerprint - As `ssh-add -l` prints it: `SHA256:` and 43 characters.
 * @param mend - What to do where the agent has not got the key; by default: ssh-add KEY.
 * @returns Its signer, or `cli/agent-unreachable`, `cli/agent-answer-broken`, `cli/agent-key-missing`,
 *   `cli/key-not-ed25519` (with the reason, for keys on FIDO tokens and for certificates), `cli/key-malformed`.
 */
export async function openAgentKey(
  address: AgentAddress,
  fingerprint: string,
  mend?: string,
): Promise<Result<Signer>> {
  const keys = await listAgentKeys(address)
  if (!keys.ok) return keys
  const found = keys.value.find((key) => key.fingerprint === fingerprint)
  if (found === undefined) return missing(fingerprint, keys.value, mend)
  const at = { source: `agent:${fingerprint}` }
  const refusal = refusalOfType(found.type, at)
  if (refusal !== undefined) return fail(refusal)
  const key = parseSshPublicKey(found.blob, at)
  return key.ok ? succeed(toAgentSigner(address, key.value)) : key
}
