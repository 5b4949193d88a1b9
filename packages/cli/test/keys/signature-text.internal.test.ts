import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSignatureFile } from '../../src/keys/read-signature-file.js'
import { parseSignature } from '../../src/keys/signature-text.js'
import { codeOf, makeFolder, problemOf, put, valueOf } from './workbench.js'

const folder = makeFolder()
const raw = new Uint8Array(Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 37 + 251) & 255)))
const base64 = Buffer.from(raw).toString('base64')
const hex = Buffer.from(raw).toString('hex')
const signify = (algorithm: string): string => {
  const line = Buffer.concat([Buffer.from(algorithm), Buffer.alloc(8, 7), raw]).toString('base64')
  return `untrusted comment: verify with key.pub\n${line}\n`
}

describe('a signature made elsewhere', () => {
  test.each([
    ['64 raw bytes', raw],
    ['base64', base64],
    ['base64 with a line end', `${base64}\n`],
    ['base64 with blanks and CRLF', `  ${base64}\r\n`],
    ['hex', `${hex}\n`],
    ['hex in capitals', hex.toUpperCase()],
    ['a file of signify', signify('Ed')],
    ['a file of minisign -l', `${signify('Ed')}trusted comment: x\n${base64}\n`],
  ])('is read from %s', (_form, contents) => {
    expect(valueOf(parseSignature(Buffer.from(contents), {}))).toEqual(raw)
  })

  test.each([
    ['nothing', ''],
    ['63 raw bytes', raw.subarray(1)],
    ['65 raw bytes', Buffer.concat([raw, Buffer.from([10])])],
    ['base64 of 63 bytes', Buffer.from(raw.subarray(1)).toString('base64')],
    ['base64 without padding', base64.replace('==', '')],
    ['base64 with stray bits', `${base64.slice(0, 85)}B==`],
    ['base64 in two lines', `${base64.slice(0, 44)}\n${base64.slice(44)}`],
    ['url-safe base64', base64.replaceAll('+', '-').replaceAll('/', '_').replace('A', '-')],
    ['hex of 63 bytes', hex.slice(2)],
    ['another algorithm of signify', signify('Xx')],
    ['a comment alone', 'untrusted comment: x\n'],
    ['a megabyte', Buffer.alloc(1_000_000, 'A')],
  ])('is refused from %s', (_form, contents) => {
    expect(codeOf(parseSignature(Buffer.from(contents), {}))).toBe('cli/signature-malformed')
  })

  test('is refused where minisign hashed first, with the option that does not', () => {
    expect(problemOf(parseSignature(Buffer.from(signify('ED')), {})).mend).toBe('sign with: minisign -S -l')
  })

  test('is read from a file, and a file that is too large or missing is refused', async () => {
    const good = put(join(folder, 'sig'), base64)
    expect(valueOf(await readSignatureFile(good))).toEqual(raw)
    expect(codeOf(await readSignatureFile(put(join(folder, 'large'), Buffer.alloc(20_000))))).toBe(
      'cli/file-too-large',
    )
    expect(codeOf(await readSignatureFile(join(folder, 'none')))).toBe('cli/file-missing')
  })
})
