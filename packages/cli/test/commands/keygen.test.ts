import { mkdirSync, statSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { Terminal } from '../../src/keys/ask-without-echo.js'
import { bothForms, done, refused, workshop } from './workshop.js'

const secret = (text: string) => text.replace(/[0-9a-f]{64}/g, 'HEX')

/** Somebody at a terminal who types these lines, each as soon as it is asked for. */
function typist(answers: readonly string[]): {
  readonly terminal: () => Terminal
  readonly shown: () => string
} {
  const input = Object.assign(new PassThrough(), { setRawMode: () => input, isRaw: false, isTTY: true })
  const output = new PassThrough()
  let shown = ''
  const left = [...answers]
  output.on('data', (piece: Buffer) => {
    shown += piece.toString()
    if (/: $/.test(piece.toString())) input.write(`${left.shift() ?? '\u0003'}\r`)
  })
  return { terminal: () => ({ input, output }), shown: () => shown }
}

describe('keygen', () => {
  test('writes a plain key for CI and says so', async () => {
    const told = await bothForms(
      () => undefined,
      (shop) => ['keygen', '--plain', '-o', shop.at('ci.key')],
    )
    expect(secret(told)).toMatchSnapshot()
  })

  test('writes an encrypted key that nobody else can read, and that signs', async () => {
    const shop = workshop()
    shop.put('pass', 'a long passphrase\n')
    const words = ['--passphrase-file', shop.at('pass')]
    const made = (await done(shop, 'keygen', '-o', shop.at('root.key'), ...words, '--json')).json()
    expect(made.result).toMatchObject({ encrypted: true })
    expect(statSync(shop.at('root.key')).mode & 0o777).toBe(0o600)
    expect(shop.take('root.key')).toContain('BEGIN ENCRYPTED PRIVATE KEY')
    shop.put('a/identity.yaml', 'trustlist: "1.0"\npublisher: a\nabout: { title: A }\n')
    await refused(shop, ['identity', 'create', 'a', '--key', shop.at('root.key')], {
      exit: 2,
      code: 'cli/passphrase-needed',
      mend: 'give --passphrase-file FILE',
    })
    shop.put('wrong', 'another\n')
    await refused(
      shop,
      ['identity', 'create', 'a', '--key', shop.at('root.key'), '--passphrase-file', shop.at('wrong')],
      { exit: 3, code: 'cli/wrong-passphrase' },
    )
    const shown = (
      await done(shop, 'identity', 'create', 'a', '--key', shop.at('root.key'), ...words, '--json')
    ).json()
    expect(shown.result).toMatchObject({ signedBy: [made.result!['keyid']] })
  })

  test('asks twice at a terminal, and shows nothing of what is typed', async () => {
    const typed = typist(['correct horse', 'correct horse'])
    const shop = workshop({ terminal: typed.terminal })
    await done(shop, 'keygen', '-o', shop.at('root.key'))
    expect(typed.shown()).toContain('New passphrase for the new key: ')
    expect(typed.shown()).not.toContain('horse')
  })

  test('asks for no passphrase where the key cannot be written', async () => {
    const typed = typist(['unwanted', 'unwanted'])
    const shop = workshop({ terminal: typed.terminal })
    shop.put('root.key', 'something dear')
    await refused(shop, ['keygen', '-o', shop.at('root.key')], {
      exit: 4,
      code: 'cli/file-exists',
      place: 'DIR/root.key',
    })
    expect(typed.shown()).toBe('')
  })

  test.each([
    [['keygen'], { exit: 2, code: 'cli/option-missing' }],
    [
      ['keygen', '-o', 'DIR/k', '--plain', '--passphrase-file', 'DIR/pass'],
      { exit: 2, code: 'cli/option-value' },
    ],
    [['keygen', '-o', 'DIR/k', '--passphrase-file', 'DIR/none'], { exit: 4, code: 'cli/file-missing' }],
    [
      ['keygen', '-o', 'DIR/k', '--passphrase-file', 'DIR/empty'],
      { exit: 3, code: 'cli/passphrase-refused' },
    ],
    [['keygen', '-o', 'DIR/none/k', '--plain'], { exit: 4, code: 'cli/file-not-written' }],
    [['keygen', '-o', 'DIR/folder', '--plain'], { exit: 4, code: 'cli/file-exists' }],
    [['keygen', '-o', 'DIR/k'], { exit: 2, code: 'cli/passphrase-needed' }],
  ] as const)('is refused as %j', async (words, expected) => {
    const shop = workshop()
    mkdirSync(shop.at('folder'))
    shop.put('empty', '')
    shop.put('pass', 'x')
    await refused(
      shop,
      words.map((word) => word.replace('DIR', shop.folder)),
      expected,
    )
  })
})
