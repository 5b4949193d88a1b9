import { spawnSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { CliProblem, Result } from '../../src/failure.js'

/** What a list's head gives the signer: a DSSE pre-authentication encoding. */
export const message = Buffer.from('DSSEv1 41 application/vnd.trustlist.list.v1+json 13 {"version":1}')

export function has(program: string): boolean {
  return spawnSync(program, ['--help'], { stdio: 'ignore' }).error === undefined
}

/** The name of a test, with the reason where it cannot run here. */
export function needs(...programs: readonly string[]): { readonly isAbsent: boolean; readonly why: string } {
  const absent = programs.filter((program) => !has(program))
  return {
    isAbsent: absent.length > 0,
    why: absent.length > 0 ? ` [skipped: no ${absent.join(', ')} here]` : '',
  }
}

/** A folder for the tests of one file. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trustlist-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function runOrThrow(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): string {
  const run = spawnSync(program, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] })
  if (run.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${run.stderr}`)
  return run.stdout
}

export function put(path: string, contents: string | Uint8Array, mode = 0o600): string {
  writeFileSync(path, contents, { mode })
  return path
}

/** A throw-away key: its seed, its public half and its plain PKCS#8 PEM as node writes it. */
export function makeKey(): { seed: Uint8Array; publicKey: Uint8Array; pem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    seed: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)),
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)),
    pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}

/** node:crypto, asked directly and not through the code under test. */
export function isSignature(publicKey: Uint8Array, signed: Uint8Array, signature: Uint8Array): boolean {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey])
  return verify(null, signed, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature)
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2))
  return result.value
}

export function problemOf(result: Result<unknown>): CliProblem {
  if (result.ok) throw new Error('expected a refusal, found success')
  return result.problems[0]
}

export const codeOf = (result: Result<unknown>): string => problemOf(result).code
export const findingsOf = (result: Result<unknown>): readonly string[] =>
  result.ok ? result.findings.map((finding) => finding.code) : []
