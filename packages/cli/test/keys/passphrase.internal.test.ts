import { spawn } from 'node:child_process'
import { PassThrough } from 'node:stream'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Terminal } from '../../src/keys/ask-without-echo.js'
import { obtainNewPassphrase, obtainPassphrase, readPassphraseFile } from '../../src/keys/passphrase.js'
import { bundle } from './bundle.js'
import { codeOf, findingsOf, makeFolder, needs, problemOf, put, runOrThrow, valueOf } from './workbench.js'

const folder = makeFolder()
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

describe('a passphrase file', () => {
  test.each([
    ['one line', 'secret\n', 'secret'],
    ['no line end', 'secret', 'secret'],
    ['CRLF', 'secret\r\n', 'secret'],
    ['blanks, which belong to it', ' my secret  \n', ' my secret  '],
    ['letters beyond ASCII', 'pässwörd 🔑\n', 'pässwörd 🔑'],
    ['1000 bytes', 'x'.repeat(1000) + '\r\n', 'x'.repeat(1000)],
  ])('with %s is read', async (_what, contents, expected) => {
    const read = await readPassphraseFile(put(join(folder, 'good'), contents))
    expect([textOf(valueOf(read)), findingsOf(read)]).toEqual([expected, []])
  })

  test.each([
    ['nothing', '', 'nothing'],
    ['a line end alone', '\n', 'nothing'],
    ['two line ends', 'secret\n\n', 'control character'],
    ['two lines', 'secret\nmore\n', 'control character'],
    ['a zero byte', 'sec\0ret\n', 'control character'],
    ['a byte order mark', '\ufeffsecret\n', 'byte order mark'],
    ['bytes that are not UTF-8', Buffer.from([0x73, 0xff, 0x0a]), 'not UTF-8'],
    ['1001 bytes', 'x'.repeat(1001) + '\n', 'more than 1000 bytes'],
    ['a megabyte', 'x'.repeat(1_000_000), 'more than 1000 bytes'],
  ])('with %s is refused', async (_what, contents, found) => {
    const refused = problemOf(await readPassphraseFile(put(join(folder, 'bad'), contents)))
    expect([refused.code, refused.what]).toEqual(['cli/passphrase-refused', expect.stringContaining(found)])
  })

  test('that others can read is used, with a warning that says how to mend it', async () => {
    const path = put(join(folder, 'open'), 'secret\n')
    runOrThrow('chmod', ['644', path])
    const read = await readPassphraseFile(path)
    expect(textOf(valueOf(read))).toBe('secret')
    expect(read.ok && read.findings).toMatchObject([
      { code: 'cli/passphrase-readable-by-others', severity: 'warning', mend: `chmod 600 ${path}` },
    ])
  })

  test('may be a pipe, also one that is written to late; a pipe without a writer is empty', async () => {
    const pipe = join(folder, 'pipe')
    runOrThrow('mkfifo', ['-m', '600', pipe])
    expect(codeOf(await readPassphraseFile(pipe))).toBe('cli/passphrase-refused')
    const writer = spawn('sh', [
      '-c',
      'exec 3<>"$0"; echo ready; sleep 0.3; echo secret >&3; sleep 0.3',
      pipe,
    ])
    await new Promise((resolve) => writer.stdout.once('data', resolve))
    expect(textOf(valueOf(await readPassphraseFile(pipe)))).toBe('secret')
  })

  test('that is missing or a folder is refused', async () => {
    expect(codeOf(await readPassphraseFile(join(folder, 'none')))).toBe('cli/file-missing')
    expect(codeOf(await readPassphraseFile(folder))).toBe('cli/not-a-file')
  })
})

/** A terminal that a test types at. */
function makeTerminal(): {
  terminal: Terminal
  type: (keys: string) => void
  shown: () => string
  raw: boolean[]
} {
  const raw: boolean[] = []
  const input = Object.assign(new PassThrough(), { setRawMode: (isRaw: boolean) => void raw.push(isRaw) })
  let shown = ''
  const terminal = { input, output: { write: (text: string) => void (shown += text) } }
  return { terminal, type: (keys) => void input.write(keys), shown: () => shown, raw }
}

describe('a passphrase typed at a terminal', () => {
  const ask = async (keys: string) => {
    const desk = makeTerminal()
    const answer = obtainPassphrase({ terminal: desk.terminal }, 'root.pem')
    desk.type(keys)
    return { answer: await answer, ...desk }
  }

  test.each([
    ['as it is', 'secret\r', 'secret'],
    ['with LF', 'secret\n', 'secret'],
    ['ended by Ctrl-D', 'secret\u0004', 'secret'],
    ['with backspace', 'secrez\u007ft\r', 'secret'],
    ['with backspace over a letter of two bytes', 'secreü\bt\r', 'secret'],
    ['with more backspaces than letters', '\b\bsecret\r', 'secret'],
    ['begun again by Ctrl-U', 'wrong\u0015secret\r', 'secret'],
    ['with arrow and function keys', 'sec\u001b[D\u001bOP\u001b[15~ret\r', 'secret'],
    ['with other control keys', 'sec\u0001\tret\r', 'secret'],
    ['beyond ASCII', 'pässwörd\r', 'pässwörd'],
  ])('is taken %s, and never shown', async (_how, keys, expected) => {
    const { answer, raw, shown } = await ask(keys)
    expect(textOf(valueOf(answer))).toBe(expected)
    expect([shown(), raw]).toEqual(['Passphrase for root.pem: \n', [true, false]])
  })

  test.each([
    ['Ctrl-C', 'sec\u0003', 'cli/passphrase-cancelled'],
    ['Ctrl-C within an arrow key', 'sec\u001b[\u0003', 'cli/passphrase-cancelled'],
    ['Ctrl-D at once', '\u0004', 'cli/passphrase-cancelled'],
    ['Enter at once', '\r', 'cli/passphrase-refused'],
    ['1001 letters', 'x'.repeat(1001), 'cli/passphrase-refused'],
  ])('is refused after %s, and the terminal echoes again', async (_what, keys, code) => {
    const { answer, raw } = await ask(keys)
    expect([codeOf(answer), raw]).toEqual([code, [true, false]])
  })

  test('is given up when the terminal hangs up', async () => {
    const { terminal, raw } = makeTerminal()
    const answer = obtainPassphrase({ terminal }, 'root.pem')
    ;(terminal.input as unknown as PassThrough).end()
    expect([codeOf(await answer), raw]).toEqual(['cli/passphrase-cancelled', [true, false]])
  })

  test.each([
    ['the same twice', 'secret\r', 'secret\r', 'secret'],
    ['the same twice at once, as pasted', 'secret\rsecret\r', '', 'secret'],
    ['two different ones', 'secret\r', 'secret2\r', 'cli/passphrases-differ'],
    ['one and nothing', 'secret\r', '\r', 'cli/passphrases-differ'],
    ['one and Ctrl-C', 'secret\r', '\u0003', 'cli/passphrase-cancelled'],
    ['Ctrl-C', '\u0003', '', 'cli/passphrase-cancelled'],
  ])('for a new key is asked for twice: %s', async (_what, first, second, expected) => {
    const { terminal, type, shown } = makeTerminal()
    const answer = obtainNewPassphrase({ terminal }, 'root.pem')
    type(first)
    while (second !== '' && !shown().includes('again')) await new Promise((resolve) => setImmediate(resolve))
    type(second)
    const result = await answer
    expect(result.ok ? textOf(result.value) : codeOf(result)).toBe(expected)
  })
})

test('without a file and a terminal, the way to give a passphrase is said', async () => {
  for (const obtain of [obtainPassphrase, obtainNewPassphrase]) {
    const refused = problemOf(await obtain({}, 'root.pem'))
    expect([refused.code, refused.mend]).toEqual(['cli/passphrase-needed', 'give --passphrase-file FILE'])
    expect((await obtain({ file: put(join(folder, 'pass'), 'secret\n') }, 'root.pem')).ok).toBe(true)
  }
})

const script = needs('script')

describe.skipIf(script.isAbsent)(`a real terminal${script.why}`, () => {
  const typeAt = async (keys: string): Promise<{ shown: string; status: number | null }> => {
    const module = await bundle('packages/cli/src/keys/passphrase.ts', folder)
    const program = join(folder, 'ask.mjs')
    writeFileSync(
      program,
      `import { obtainPassphrase } from ${JSON.stringify(module)}
       const terminal = { input: process.stdin, output: process.stderr }
       const answer = await obtainPassphrase({ terminal }, 'root.pem')
       console.log(answer.ok ? 'length ' + answer.value.length : answer.problems[0].code)`,
    )
    const after = 'stty -a | grep -o -- "-*echo " | head -1'
    const child = spawn('script', ['-qec', `'${process.execPath}' '${program}'; ${after}`, '/dev/null'])
    let shown = ''
    child.stdout.on('data', (chunk: Buffer) => {
      if (!shown.includes('root.pem: ') && (shown + chunk.toString()).includes('root.pem: '))
        child.stdin.write(keys)
      shown += chunk.toString()
    })
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve))
    return { shown, status }
  }

  test('shows nothing of what is typed, and echoes again afterwards', async () => {
    const { shown } = await typeAt('hush-hush\r')
    expect(shown.split(/[\r\n]+/)).toEqual(['Passphrase for root.pem: ', 'length 9', 'echo ', ''])
  })

  test('echoes again after Ctrl-C', async () => {
    const { shown } = await typeAt('hush\u0003')
    expect(shown.split(/[\r\n]+/)).toEqual([
      'Passphrase for root.pem: ',
      'cli/passphrase-cancelled',
      'echo ',
      '',
    ])
  })
})
