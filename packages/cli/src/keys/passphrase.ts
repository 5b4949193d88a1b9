import type { Place } from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { askWithoutEcho, type Terminal } from './ask-without-echo.js'
import { readSmallFile } from './read-small-file.js'

/** Where a passphrase may come from. Never argv and never the environment: other users can list both. */
export interface PassphraseSource {
  /** `--passphrase-file`; wins over the terminal. */
  readonly file?: string
  /** Absent where nobody sits at one. */
  readonly terminal?: Terminal
}

/** OpenSSL's own limit for the passphrase of a PEM file is 1024, with its end. */
const maxPassphraseBytes = 1000

function takePassphrase(bytes: Uint8Array, at: Place): Result<Uint8Array> {
  const refused = (found: string) =>
    fail(
      cliProblem('cli/passphrase-refused', `expected a passphrase of one line of text, found ${found}`, at),
    )
  if (bytes.length === 0) return refused('nothing')
  if (bytes.length > maxPassphraseBytes) return refused(`more than ${maxPassphraseBytes} bytes`)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return refused('a byte order mark')
  if (bytes.some((byte) => byte < 0x20 || byte === 0x7f))
    return refused('a line end or another control character')
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refused('bytes that are not UTF-8')
  }
  return succeed(bytes)
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  if (bytes.at(-1) !== 0x0a) return bytes
  return bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1)
}

/**
 * Reads a passphrase file, or a pipe. One line end at its end is taken off, nothing else.
 *
 * @returns The passphrase, with the warning `cli/passphrase-readable-by-others` where it applies, or
 *   `cli/passphrase-refused`, `cli/file-missing`, `cli/file-unreadable`, `cli/not-a-file`.
 */
export async function readPassphraseFile(path: string): Promise<Result<Uint8Array>> {
  const at = { source: path }
  const file = await readSmallFile(path, maxPassphraseBytes + 2, 'read')
  if (!file.ok) {
    const isTooLarge = file.problems[0].code === 'cli/file-too-large'
    return isTooLarge ? takePassphrase(new Uint8Array(maxPassphraseBytes + 1), at) : file
  }
  const passphrase = takePassphrase(withoutLineEnd(file.value.bytes), at)
  if (!passphrase.ok || !file.value.isOpenToOthers) return passphrase
  return succeed(passphrase.value, [openToOthers('cli/passphrase-readable-by-others', path)])
}

/** The warning on a secret file that others can read or change. */
export function openToOthers(
  code: 'cli/passphrase-readable-by-others' | 'cli/key-readable-by-others',
  path: string,
): CliProblem {
  const what = 'expected a file that only its owner can read and change, found one open to other users'
  return cliProblem(code, what, { source: path }, `chmod 600 ${path}`)
}

async function ask(terminal: Terminal, prompt: string): Promise<Result<Uint8Array>> {
  const answer = await askWithoutEcho(terminal, prompt, maxPassphraseBytes)
  if (answer !== undefined) return takePassphrase(answer, {})
  return fail(cliProblem('cli/passphrase-cancelled', 'expected a passphrase, found the question cancelled'))
}

function needed(): Result<never> {
  return fail(
    cliProblem('cli/passphrase-needed', 'expected a passphrase file or a terminal to ask at, found neither'),
  )
}

/**
 * Gets the passphrase of an existing key.
 *
 * @param subject - What it opens, for the question: "root.pem".
 * @returns The passphrase, or `cli/passphrase-needed`, `cli/passphrase-refused`, `cli/passphrase-cancelled`, or what
 *   {@link readPassphraseFile} gives.
 */
export async function obtainPassphrase(
  source: PassphraseSource,
  subject: string,
): Promise<Result<Uint8Array>> {
  if (source.file !== undefined) return readPassphraseFile(source.file)
  return source.terminal === undefined ? needed() : ask(source.terminal, `Passphrase for ${subject}: `)
}

/**
 * Gets the passphrase of a new key; at a terminal it is asked for twice.
 *
 * @returns As {@link obtainPassphrase}, and `cli/passphrases-differ`.
 */
export async function obtainNewPassphrase(
  source: PassphraseSource,
  subject: string,
): Promise<Result<Uint8Array>> {
  if (source.file !== undefined) return readPassphraseFile(source.file)
  if (source.terminal === undefined) return needed()
  const first = await ask(source.terminal, `New passphrase for ${subject}: `)
  if (!first.ok) return first
  const second = await ask(source.terminal, 'The same again: ')
  if (!second.ok && second.problems[0].code === 'cli/passphrase-cancelled') return second
  if (second.ok && Buffer.from(first.value).equals(second.value)) return first
  return fail(
    cliProblem('cli/passphrases-differ', 'expected the same passphrase twice, found two different ones'),
  )
}
