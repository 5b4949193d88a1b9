import { toHex } from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { keygenCommand } from '../command/table/keygen.js'
import { cliProblem } from '../failure.js'
import { generateKeyFile, type Protection } from '../keys/generate-key-file.js'
import { obtainNewPassphrase, type PassphraseSource } from '../keys/passphrase.js'
import { checkVacant } from '../keys/write-new-file.js'
import { lines, say } from '../render/shown.js'
import type { World } from '../world.js'
import { passphraseSource } from '../publisher/open-signers.js'

/** Makes a key file; the private half goes nowhere else. */
export async function run({ options }: Invocation<typeof keygenCommand>, world: World): Promise<Answer> {
  const path = options.output
  if (path === undefined)
    return refusal([cliProblem('cli/option-missing', 'expected -o KEY, the file for the key')])
  if (options.plain && options['passphrase-file'] !== undefined) {
    return refusal([cliProblem('cli/option-value', '--plain and --passphrase-file do not go together')])
  }
  // Before anybody thinks up a passphrase and types it twice.
  const vacant = await checkVacant(path)
  if (!vacant.ok) return refusal(vacant.problems)
  const protection = await protect(options.plain, passphraseSource(options['passphrase-file'], world))
  if (!protection.ok) return refusal(protection.problems)
  const key = await generateKeyFile(path, protection.value)
  if (!key.ok) return refusal(key.problems)
  return summary(
    { path, keyid: key.value.keyid, public: toHex(key.value.publicKey), encrypted: !options.plain },
    (result) =>
      lines([
        say`${result.path}: ${result.encrypted ? 'an encrypted key' : 'a key that is NOT encrypted'}; keep it, nobody can make it again`,
        say`  keyid  ${result.keyid}`,
        say`  public ${result.public}`,
      ]),
    { problems: protection.findings },
  )
}

async function protect(isPlain: boolean, source: PassphraseSource) {
  if (isPlain) return { ok: true as const, value: { kind: 'plain' } as Protection, findings: [] }
  const passphrase = await obtainNewPassphrase(source, 'the new key')
  if (!passphrase.ok) return passphrase
  return { ...passphrase, value: { kind: 'passphrase', passphrase: passphrase.value } as Protection }
}
