import { basename } from 'node:path'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { openAgentKey } from './agent.js'
import type { AgentAddress } from './agent-socket.js'
import { toSeedSigner } from './ed25519-key.js'
import { isOpenSsh, parseOpenSsh } from './openssh.js'
import { obtainPassphrase, openToOthers, type PassphraseSource } from './passphrase.js'
import { kindOfPkcs8, parseEncryptedPkcs8, parsePlainPkcs8 } from './pkcs8.js'
import { readSmallFile } from './read-small-file.js'
import type { Signer } from './signer.js'
import { parsePublicKeyFile } from './ssh-public-key.js'

/** A key file has some hundred bytes; comments may add to it. */
const maxKeyFileBytes = 64 * 1024

export interface KeyWorld {
  readonly agent: AgentAddress
  readonly passphrase: PassphraseSource
}

/** Decides by its first line what a key file is, and reads it. */
async function readSeed(
  text: string,
  path: string,
  passphrase: PassphraseSource,
): Promise<Result<Uint8Array>> {
  const at = { source: path }
  if (isOpenSsh(text)) return parseOpenSsh(text, at)
  const kind = kindOfPkcs8(text)
  if (kind === 'plain') return parsePlainPkcs8(text, at)
  if (kind === 'encrypted') {
    const given = await obtainPassphrase(passphrase, basename(path))
    if (!given.ok) return given
    const seed = parseEncryptedPkcs8(text, given.value, at)
    return seed.ok ? succeed(seed.value, given.findings) : seed
  }
  const [first = ''] = text.split('\n', 1)
  if (/^-----BEGIN (RSA|EC|DSA) PRIVATE KEY-----/.test(first)) {
    return fail(cliProblem('cli/key-not-ed25519', `expected an Ed25519 key, found "${first.trim()}"`, at))
  }
  const isPublic = first.startsWith('ssh-') || first.startsWith('-----BEGIN PUBLIC KEY-----')
  const found = text === '' ? 'an empty file' : isPublic ? 'a public key' : 'something else'
  return fail(cliProblem('cli/key-malformed', `expected a private key in PEM, found ${found}`, at))
}

async function openKeyFile(path: string, passphrase: PassphraseSource): Promise<Result<Signer>> {
  const file = await readSmallFile(path, maxKeyFileBytes)
  if (!file.ok) return file
  const seed = await readSeed(Buffer.from(file.value.bytes).toString('latin1').trim(), path, passphrase)
  if (!seed.ok) return seed
  const warnings: readonly CliProblem[] = file.value.isOpenToOthers
    ? [openToOthers('cli/key-readable-by-others', path)]
    : []
  return succeed(toSeedSigner(seed.value, `key file ${path}`), [...warnings, ...seed.findings])
}

async function openPublicKeyFile(path: string, agent: AgentAddress): Promise<Result<Signer>> {
  const file = await readSmallFile(path, maxKeyFileBytes)
  if (!file.ok) return file
  const key = parsePublicKeyFile(Buffer.from(file.value.bytes).toString('latin1'), { source: path })
  return key.ok ? openAgentKey(agent, key.value.fingerprint, `ssh-add ${path.slice(0, -'.pub'.length)}`) : key
}

/**
 * Opens what `--key` names: `agent:SHA256:…` for a key in the ssh-agent, `PATH.pub` for the same by its public half,
 * any other path for a private key file, PKCS#8 or OpenSSH. A passphrase is asked for only where the file needs one.
 *
 * @returns The signer, with warnings on files open to others, or the problem of whatever was tried: codes
 *   `cli/file-…`, `cli/not-a-file`, `cli/key-…`, `cli/passphrase-…`, `cli/wrong-passphrase`, `cli/agent-…`. Whether
 *   the key belongs to the publisher is not checked.
 */
export async function openKey(source: string, world: KeyWorld): Promise<Result<Signer>> {
  if (source.startsWith('agent:')) {
    const fingerprint = source.slice('agent:'.length)
    if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(fingerprint)) return openAgentKey(world.agent, fingerprint)
    const what = 'expected agent:SHA256: and 43 characters, found another fingerprint'
    const mend = 'take the fingerprint that ssh-add -l prints'
    return fail(cliProblem('cli/key-malformed', what, { source }, mend))
  }
  return source.endsWith('.pub')
    ? openPublicKeyFile(source, world.agent)
    : openKeyFile(source, world.passphrase)
}
