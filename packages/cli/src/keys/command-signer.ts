import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Impossible, keyIdOf } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { splitWords } from './command-words.js'
import { takeSignature } from './ed25519-key.js'
import { readSmallFile } from './read-small-file.js'
import { runProgram, type ProgramEnd } from './run-program.js'
import { maxSignatureFileBytes, parseSignature } from './signature-text.js'
import type { Signer } from './signer.js'

export interface CommandSignerOptions {
  /** Text for `splitWords`, or the program and its arguments as they are. */
  readonly command: string | readonly [string, ...string[]]
  /** Of the key that the program signs with, from the publisher's identity: 32 bytes. */
  readonly publicKey: Uint8Array
  /** The user's environment, handed on; four variables are added. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where a folder of its own, mode 0700, is made for every signature and removed after it. */
  readonly temporaryFolder: string
  /** Default 120,000: a token may wait for a touch, a person for a PIN. */
  readonly timeoutMs?: number
  /** Takes what the program writes to its standard error, as it comes. Escape it before it is shown. */
  readonly tell?: (text: string) => void
}

/** The payload type inside a DSSE pre-authentication encoding: "DSSEv1 LEN TYPE LEN BODY". */
function payloadTypeOf(message: Uint8Array): string {
  const type = /^DSSEv1 [0-9]{1,4} ([!-~]{1,256}) [0-9]{1,8} /.exec(
    Buffer.from(message.subarray(0, 300)).toString('latin1'),
  )
  if (type === null)
    throw new Impossible('a signer was given bytes that are not a DSSE pre-authentication encoding')
  return type[1]!
}

/** Puts the values in place of `$TL_TBS` and `${TL_TBS}` and the like, anywhere in a word. Other names stay as they are. */
function fillIn(word: string, values: Readonly<Record<string, string>>): string {
  return word.replace(
    /\$(?:(TL_[A-Z_]{1,20})(?![A-Z_a-z0-9])|\{(TL_[A-Z_]{1,20})\})/g,
    (whole, bare?: string, braced?: string) => {
      const name = bare ?? braced ?? ''
      return Object.hasOwn(values, name) ? values[name]! : whole
    },
  )
}

function failedProgram(program: string, end: ProgramEnd): Result<never> {
  const said = end.stderrEnd === '' ? '' : `; it said: ${end.stderrEnd}`
  return fail(
    cliProblem('cli/signer-failed', `expected ${program} to end with 0, found that it ${end.how}${said}`, {
      source: program,
    }),
  )
}

async function signInFolder(
  options: CommandSignerOptions,
  [program, ...args]: readonly [string, ...string[]],
  message: Uint8Array,
  folder: string,
): Promise<Result<Uint8Array>> {
  const values = {
    TL_KEYID: keyIdOf(options.publicKey),
    TL_PAYLOAD_TYPE: payloadTypeOf(message),
    TL_SIG: join(folder, 'signature'),
    TL_TBS: join(folder, 'message'),
  }
  await writeFile(values.TL_TBS, message, { mode: 0o600, flag: 'wx' })
  const end = await runProgram({
    program: fillIn(program, values),
    args: args.map((each) => fillIn(each, values)),
    env: { ...options.env, ...values },
    input: message,
    timeoutMs: options.timeoutMs ?? 120_000,
    maxOutputBytes: maxSignatureFileBytes,
    tell: options.tell,
  })
  if (end.how !== undefined) return failedProgram(program, end)
  const file = await readSmallFile(values.TL_SIG, maxSignatureFileBytes)
  if (!file.ok && file.problems[0].code !== 'cli/file-missing') return file
  const written = file.ok && file.value.bytes.length > 0 ? file.value.bytes : end.stdout
  const signature = parseSignature(written, { source: program })
  return signature.ok ? takeSignature(options.publicKey, message, signature.value, program) : signature
}

async function signByCommand(
  options: CommandSignerOptions,
  words: readonly [string, ...string[]],
  message: Uint8Array,
): Promise<Result<Uint8Array>> {
  let folder: string | undefined
  try {
    folder = await mkdtemp(join(options.temporaryFolder, 'trustlist-'))
    return await signInFolder(options, words, message, folder)
  } catch (error) {
    if (error instanceof Impossible) throw error
    const found = (error as NodeJS.ErrnoException).code ?? String(error)
    return fail(
      cliProblem('cli/file-not-written', `expected room for the signer's files, found ${found}`, {
        source: options.temporaryFolder,
      }),
    )
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }
}

/**
 * A key that another program holds: a PKCS#11 token, a remote service, a script. The program gets the bytes to sign on
 * its standard input and in the file `$TL_TBS`, and the variables `TL_KEYID`, `TL_PAYLOAD_TYPE` and `TL_SIG`; these
 * four names are also filled in where its arguments hold them. It ends with 0 and leaves the signature in the file
 * `$TL_SIG` or on its standard output, in a form that `parseSignature` reads.
 *
 * @returns The signer, or `cli/signer-command-malformed`. Its `sign` gives `cli/signer-failed`,
 *   `cli/signature-malformed`, `cli/signature-wrong`, `cli/file-not-written`. It signs only the messages of `seal`.
 */
export function openCommandSigner(options: CommandSignerOptions): Result<Signer> {
  const words = typeof options.command === 'string' ? splitWords(options.command) : succeed(options.command)
  if (!words.ok) return words
  return succeed({
    publicKey: options.publicKey,
    keyid: keyIdOf(options.publicKey),
    describes: `program ${words.value[0]}`,
    sign: (message) => signByCommand(options, words.value, message),
  })
}
