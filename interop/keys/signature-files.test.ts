import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSignatureFile } from '../../packages/cli/src/keys/read-signature-file.js'
import {
  isSignature,
  makeFolder,
  makeKey,
  message,
  needs,
  problemOf,
  put,
  runOrThrow,
  valueOf,
} from '../../packages/cli/test/keys/workbench.js'

const folder = makeFolder()
const at = (name: string): string => join(folder, name)
const prepared = put(at('to-sign.tbs'), message)

/** Public keys of signify and minisign: a comment, then base64 of two letters, eight bytes of key number and the key. */
const publicKeyIn = (path: string): Uint8Array => {
  const [, line = ''] = readFileSync(path, 'utf8').split('\n')
  return new Uint8Array(Buffer.from(line, 'base64').subarray(10))
}

const signify = needs('signify-openbsd')

test.skipIf(signify.isAbsent)(`--attach reads what signify signed${signify.why}`, async () => {
  runOrThrow('signify-openbsd', ['-G', '-n', '-p', at('s.pub'), '-s', at('s.sec')])
  runOrThrow('signify-openbsd', ['-S', '-s', at('s.sec'), '-m', prepared, '-x', at('s.sig')])
  expect(isSignature(publicKeyIn(at('s.pub')), message, valueOf(await readSignatureFile(at('s.sig'))))).toBe(
    true,
  )
})

const minisign = needs('minisign')

describe.skipIf(minisign.isAbsent)(`minisign${minisign.why}`, () => {
  const sign = (...options: readonly string[]): string => {
    runOrThrow('minisign', ['-G', '-f', '-W', '-p', at('m.pub'), '-s', at('m.sec')])
    runOrThrow('minisign', ['-S', ...options, '-s', at('m.sec'), '-m', prepared, '-x', at('m.sig')])
    return at('m.sig')
  }

  test('signs what --attach reads, with -l', async () => {
    const signature = valueOf(await readSignatureFile(sign('-l')))
    expect(isSignature(publicKeyIn(at('m.pub')), message, signature)).toBe(true)
  })

  test('is refused without -l, since it hashes first', async () => {
    expect(problemOf(await readSignatureFile(sign())).mend).toBe('sign with: minisign -S -l')
  })
})

const openssl = needs('openssl')

test.skipIf(openssl.isAbsent)(`--attach reads what openssl signed${openssl.why}`, async () => {
  const key = makeKey()
  const pem = put(at('o.pem'), key.pem)
  runOrThrow('openssl', ['pkeyutl', '-sign', '-rawin', '-inkey', pem, '-in', prepared, '-out', at('o.sig')])
  expect(isSignature(key.publicKey, message, valueOf(await readSignatureFile(at('o.sig'))))).toBe(true)
})
