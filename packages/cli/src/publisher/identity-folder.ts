import { join } from 'node:path'
import {
  addSeconds,
  clockToleranceSeconds,
  followIdentities,
  maxRotations,
  openIdentity,
  readHead,
  type Instant,
  type PublisherIdentity,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { faultText, isFault } from '../files/fault.js'
import { openForHead } from '../files/read-input.js'
import type { World } from '../world.js'

/** An identity document is some kilobytes; 64 keys fit many times. */
const maxIdentityBytes = 1024 * 1024

/** `<publisher>/identity/<version>.json` */
export function identityPath(folder: string, version: number): string {
  return join(folder, `${version}.json`)
}

/** Identity versions of one folder, each of which was followed from the one before. */
export interface IdentityChain {
  /** From where it starts (the pinned version; without a pin the oldest in the folder) to the newest. */
  readonly versions: readonly PublisherIdentity[]
  readonly newest: PublisherIdentity
  /** The file of `newest`. */
  readonly newestBytes: Uint8Array
}

export interface ReadChainOptions {
  readonly at: Instant
  /** The fingerprint of the version that is trusted. */
  readonly pin?: string | undefined
  /** The question is about another time than now: versions dated after `at` were not there yet. */
  readonly isPast?: boolean
  /** A document that is taken for the file of its version, wherever it stands; no version after it is looked at. */
  readonly last?: { readonly version: number; readonly bytes: Uint8Array; readonly source: string }
}

/**
 * Follows the identity in a folder of identity versions to its newest.
 *
 * @param folder - With `1.json`, `2.json` and so on; other names are left alone.
 * @returns The chain, or `cli/identity-missing`, `cli/identity-version`, and what reading, opening and following give.
 */
export function readIdentityChain(
  folder: string,
  options: ReadChainOptions,
  world: World,
): Result<IdentityChain> {
  const found = versionFiles(folder, options.last, world)
  if (!found.ok) return found
  const files = found.value
  const { pin, at } = options
  const start =
    pin === undefined ? files.numbers[0] : files.numbers.find((each) => isPinned(each, files, pin))
  const first = start ?? files.numbers.at(-1)
  if (first === undefined) {
    const what = `expected ${identityPath(folder, 1)}, found nothing`
    return fail(cliProblem('cli/identity-missing', what, { source: folder }))
  }
  const opened = openVersion(first, files, pin)
  if (!opened.ok) return opened
  const offered = readOffered(first, files, options)
  if (!offered.ok) return offered
  const followed = followIdentities(opened.value.identity, (version) => offered.value.get(version), {
    now: at,
    source: files.sourceOf,
  })
  if (!followed.ok) return followed
  const { identity: newest, passed } = followed.value
  return succeed(
    {
      versions: [opened.value.identity, ...passed],
      newest,
      newestBytes: offered.value.get(newest.version) ?? opened.value.bytes,
    },
    [...opened.findings, ...followed.findings],
  )
}

/** The newest identity alone. */
export function readIdentity(
  folder: string,
  options: ReadChainOptions,
  world: World,
): Result<PublisherIdentity> {
  const chain = readIdentityChain(folder, options, world)
  return chain.ok ? succeed(chain.value.newest, chain.findings) : chain
}

interface VersionFiles {
  /** Ascending. */
  readonly numbers: readonly number[]
  readonly sourceOf: (version: number) => string
  readonly read: (version: number) => Result<Uint8Array>
}

function versionFiles(folder: string, last: ReadChainOptions['last'], world: World): Result<VersionFiles> {
  const named = versionsIn(folder, world)
  if (!named.ok) return named
  const earlier = last === undefined ? named.value : named.value.filter((each) => each < last.version)
  const sourceOf = (version: number) =>
    version === last?.version ? last.source : identityPath(folder, version)
  return succeed({
    numbers: last === undefined ? earlier : [...earlier, last.version],
    sourceOf,
    read: (version) => {
      if (version === last?.version) return succeed(last.bytes)
      const file = openForHead(world.files, sourceOf(version), maxIdentityBytes)
      return file.ok ? file.value.readAll() : file
    },
  })
}

/** The versions that a folder has files for, ascending; none where there is no such folder. */
function versionsIn(folder: string, world: World): Result<readonly number[]> {
  try {
    const names = world.files.namesIn(folder).filter((name) => /^[1-9][0-9]{0,14}\.json$/.test(name))
    return succeed(names.map((name) => Number(name.slice(0, -'.json'.length))).sort((a, b) => a - b))
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
    if (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR') return succeed([])
    const what = `expected a folder of identity versions: ${faultText(thrown)}`
    return fail(cliProblem('cli/file-unreadable', what, { source: folder }))
  }
}

function isPinned(version: number, files: VersionFiles, pin: string): boolean {
  const bytes = files.read(version)
  if (!bytes.ok) return false
  const head = readHead(bytes.value)
  return head.ok && `sha256:${head.value.digest}` === pin
}

function openVersion(
  version: number,
  { read, sourceOf }: VersionFiles,
  pin: string | undefined,
): Result<{ readonly identity: PublisherIdentity; readonly bytes: Uint8Array }> {
  const source = sourceOf(version)
  const bytes = read(version)
  if (!bytes.ok) return bytes
  const opened = openIdentity(bytes.value, { source, ...(pin === undefined ? {} : { pin }) })
  if (!opened.ok) return opened
  if (opened.value.version === version) {
    return succeed({ identity: opened.value, bytes: bytes.value }, opened.findings)
  }
  const what = `expected version ${version}, found version ${opened.value.version}`
  return fail(cliProblem('cli/identity-version', what, { source }))
}

/** What stands behind the first version. Behind a gap nothing is read: that there is something is enough to know. */
function readOffered(
  first: number,
  files: VersionFiles,
  { at, isPast }: ReadChainOptions,
): Result<ReadonlyMap<number, Uint8Array>> {
  const offered = new Map<number, Uint8Array>()
  for (const version of files.numbers) if (version > first) offered.set(version, new Uint8Array())
  for (let version = first + 1; offered.has(version) && version <= first + maxRotations + 1; version++) {
    const bytes = files.read(version)
    if (!bytes.ok) return bytes
    if (isPast === true && isLater(bytes.value, at)) {
      return succeed(new Map([...offered].filter(([each]) => each < version)))
    }
    offered.set(version, bytes.value)
  }
  return succeed(offered)
}

function isLater(bytes: Uint8Array, at: Instant): boolean {
  const head = readHead(bytes)
  return head.ok && head.value.signed.issued > addSeconds(at, clockToleranceSeconds)
}
