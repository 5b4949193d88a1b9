import type { KeyRole } from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { openCommandSigner } from '../keys/command-signer.js'
import { openKey } from '../keys/open-key.js'
import type { PassphraseSource } from '../keys/passphrase.js'
import type { Signer } from '../keys/signer.js'
import { say } from '../render/shown.js'
import type { Invocation } from '../command/command.js'
import type { World } from '../world.js'

/** Who signs, as the command line says it. */
export interface SignerOptions {
  readonly key: readonly string[]
  readonly signer: string | undefined
  readonly 'signer-key': string | undefined
  readonly 'passphrase-file': string | undefined
}

export function passphraseSource(file: string | undefined, world: World): PassphraseSource {
  if (file !== undefined) return { file }
  const terminal = world.terminal()
  return terminal === undefined ? {} : { terminal }
}

/**
 * Opens every `--key`; none at all is no fault here.
 *
 * @returns The signers in the order given, or the problems of the first that cannot be opened.
 */
export async function openKeys(options: SignerOptions, world: World): Promise<Result<readonly Signer[]>> {
  const signers: Signer[] = []
  const findings: CliProblem[] = []
  for (const source of options.key) {
    const opened = await openKey(source, {
      agent: { socket: world.env['SSH_AUTH_SOCK'] },
      passphrase: passphraseSource(options['passphrase-file'], world),
    })
    if (!opened.ok) return opened
    signers.push(opened.value)
    findings.push(...opened.findings)
  }
  return succeed(signers, findings)
}

/**
 * Opens `--signer`. Which key it signs with is known from the role, or from `--signer-key` where the role has several.
 *
 * @returns The signer, or `cli/signer-key-unknown` and what {@link openCommandSigner} gives.
 */
export function openProgram(
  command: string,
  keyid: string | undefined,
  role: KeyRole,
  world: World,
  talk: Invocation['talk'],
): Result<Signer> {
  const keyids = [...role.keys.keys()]
  const chosen = keyid ?? (keyids.length === 1 ? keyids[0] : undefined)
  const publicKey = chosen === undefined ? undefined : role.keys.get(chosen)
  if (publicKey === undefined) {
    const what = `expected --signer-key with one of ${keyids.join(', ')}, found ${chosen ?? 'none'}`
    return fail(cliProblem('cli/signer-key-unknown', what))
  }
  return openCommandSigner({
    command,
    publicKey,
    env: world.env,
    temporaryFolder: world.env['TMPDIR'] ?? '/tmp',
    tell: (text) => talk(say`${text.trimEnd()}`),
  })
}
