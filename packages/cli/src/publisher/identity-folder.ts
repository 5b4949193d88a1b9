import { join } from 'node:path'
import { openIdentity, type PublisherIdentity } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { readInput } from '../files/read-input.js'
import type { World } from '../world.js'

/** An identity document is some kilobytes; 64 keys fit many times. */
const maxIdentityBytes = 1024 * 1024

/** `<publisher>/identity/<version>.json` */
export function identityPath(folder: string, version: number): string {
  return join(folder, `${version}.json`)
}

/**
 * Opens the identity in a folder of identity versions.
 *
 * @param folder - With `1.json`.
 * @param pin - The fingerprint it must have.
 * @returns The identity, or `cli/identity-missing`, `cli/identity-version`, and what reading and opening give.
 */
export async function readIdentity(
  folder: string,
  pin: string | undefined,
  world: World,
): Promise<Result<PublisherIdentity>> {
  const path = identityPath(folder, 1)
  const bytes = await readInput(world, path, maxIdentityBytes)
  if (!bytes.ok) {
    if (bytes.problems[0].code !== 'cli/file-missing') return bytes
    return fail(cliProblem('cli/identity-missing', `expected ${path}, found nothing`, { source: folder }))
  }
  const identity = openIdentity(bytes.value, { source: path, ...(pin === undefined ? {} : { pin }) })
  if (identity.ok && identity.value.version !== 1) {
    const what = `expected version 1, found version ${identity.value.version}`
    return fail(cliProblem('cli/identity-version', what, { source: path }))
  }
  return identity.ok ? succeed(identity.value, identity.findings) : identity
}
