import type { Place } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { readDer, readInteger, readSequence, tags, toDer, type DerValue } from './der.js'

const oid = (hex: string): Buffer => toDer(tags.objectIdentifier, Buffer.from(hex, 'hex'))

/** RFC 8018 appendix C, RFC 7914 section 7, RFC 3565 section 4. */
export const oids = {
  pbes2: oid('2a864886f70d01050d'),
  pbkdf2: oid('2a864886f70d01050c'),
  hmacWithSha256: oid('2a864886f70d0209'),
  scrypt: oid('2b06010401da47040b'),
  aes128Cbc: oid('608648016503040102'),
  aes192Cbc: oid('608648016503040116'),
  aes256Cbc: oid('60864801650304012a'),
  tripleDes: oid('2a864886f70d0307'),
} as const

const readCiphers = [oids.aes128Cbc, oids.aes192Cbc, oids.aes256Cbc, oids.tripleDes]

/** Some seconds of work; ten times what keygen writes. */
const maxIterations = 10_000_000
/** OpenSSL gives scrypt 32 MiB and no more, which N = 2^14 with r = 8 stays under. */
const maxScryptBytes = 32 * 1024 * 1024

const mend =
  'write it anew with: openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 1000000 -in KEY -out NEWKEY'

function isOid(value: DerValue | undefined, expected: Buffer): boolean {
  return value?.tag === tags.objectIdentifier && expected.subarray(2).equals(value.content)
}

function faultOfDerivation(derivation: readonly DerValue[]): string | undefined {
  const parameters = readSequence(derivation[1])
  if (isOid(derivation[0], oids.pbkdf2)) {
    const iterations = readInteger(parameters?.[1])
    if (iterations === undefined || iterations < 1) return 'PBKDF2 without a number of iterations'
    return iterations > maxIterations ? `${iterations} iterations of PBKDF2` : undefined
  }
  if (isOid(derivation[0], oids.scrypt)) {
    const [cost, blockSize, parallel] = [1, 2, 3].map((index) => readInteger(parameters?.[index]))
    if (cost === undefined || blockSize === undefined || parallel === undefined)
      return 'scrypt without its numbers'
    const isWithin =
      128 * blockSize * (cost + 2) <= maxScryptBytes && 128 * blockSize * parallel <= maxScryptBytes
    return isWithin && parallel <= 16
      ? undefined
      : `scrypt with N = ${cost}, r = ${blockSize}, p = ${parallel}`
  }
  return 'another key derivation'
}

function faultOf(der: Uint8Array): string | undefined {
  const [algorithm] = readSequence(readDer(der)?.[0]) ?? []
  const [scheme, parameters] = readSequence(algorithm) ?? []
  if (scheme === undefined) return 'bytes that are not PKCS#8'
  if (!isOid(scheme, oids.pbes2)) return 'an encryption older than PBES2'
  const [derivation, encryption] = readSequence(parameters) ?? []
  const cipher = readSequence(encryption)?.[0]
  if (!readCiphers.some((each) => isOid(cipher, each))) return 'another cipher'
  return faultOfDerivation(readSequence(derivation) ?? [])
}

/**
 * Looks at how an encrypted PKCS#8 PEM file is protected, without trying a passphrase.
 *
 * @returns Nothing, or `cli/key-malformed` where the file is none or its protection is beyond what is read: other
 *   schemes than PBES2 with AES-CBC or triple DES, more than 10,000,000 iterations of PBKDF2, scrypt beyond 32 MiB.
 */
export function checkProtection(pem: string, at: Place): Result<undefined> {
  const [, base64 = ''] = pem.split(/-----[A-Z ]{1,40}-----/, 2)
  const fault = faultOf(Buffer.from(base64, 'base64'))
  if (fault === undefined) return succeed(undefined)
  const what = `expected a key encrypted by PBES2, with PBKDF2 up to ${maxIterations} iterations or scrypt up to 32 MiB, found ${fault}`
  return fail(cliProblem('cli/key-malformed', what, at, mend))
}
