import { cliProblem, type CliProblem } from '../failure.js'
import type { SignerOptions } from './open-signers.js'

/** How a document is to get its signatures, as the command line says it. */
export interface SealingOptions extends SignerOptions {
  readonly prepare: string | undefined
  readonly attach: string | undefined
  readonly keyid: string | undefined
}

/** Options that do not go together, or too few of them. Asked before any file is read or any passphrase is typed. */
export function findMisuse(options: SealingOptions): CliProblem | undefined {
  const wrong = (what: string) => cliProblem('cli/option-value', what)
  const hasSigner = options.key.length > 0 || options.signer !== undefined
  if (options.prepare !== undefined && (hasSigner || options.attach !== undefined)) {
    return wrong('--prepare goes with neither --key, --signer nor --attach')
  }
  if (options.attach !== undefined && hasSigner) return wrong('--attach goes with neither --key nor --signer')
  if (options.keyid !== undefined && options.attach === undefined) return wrong('--keyid goes with --attach')
  if (options['signer-key'] !== undefined && options.signer === undefined) {
    return wrong('--signer-key goes with --signer')
  }
  if (!hasSigner && options.prepare === undefined && options.attach === undefined) {
    const what = 'expected --key KEY, --signer CMD, --prepare FILE or --attach FILE'
    return cliProblem('cli/option-missing', what)
  }
  return undefined
}
