import { basename, dirname, join } from 'node:path'
import type { CliProblem } from '../failure.js'
import { openForHead } from '../files/read-input.js'
import { createOutput } from '../files/write-output.js'
import type { Processes, ProcessMark, World } from '../world.js'

/** What a run writes into a file to say that it holds the operator's files. */
export interface Claim extends ProcessMark {
  /** Unpredictable, so that no two claims are taken for one. */
  readonly token: string
  readonly command: string
  readonly since: string
}

/** The claims that lead to this run's own: those before it are of processes that have ended. */
export interface Holding {
  readonly chain: readonly { readonly path: string; readonly token: string }[]
}

export type Taken =
  | { readonly kind: 'taken'; readonly holding: Holding }
  /** `by` is undefined where the file does not say whose it is. */
  | { readonly kind: 'held'; readonly by: Claim | undefined; readonly path: string }
  | { readonly kind: 'fault'; readonly problem: CliProblem }

const maxClaimBytes = 4096
const tokenForm = /^[0-9a-f]{16}$/

export function newClaim(command: string, processes: Processes, world: World): Claim {
  const token = Array.from(world.random(8), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { token, command, since: world.now(), ...processes.self() }
}

/**
 * Tries once to take the operator's files.
 *
 * The claim of an ended process is not removed: of two runs that found it at once, the second would remove the first's new
 * one. Instead a claim is laid behind it, under a name made of its token, which only one run can do. Whoever comes later
 * follows the claims to the last. Its holder removes the first claim first, and with it all that hang on it.
 *
 * Node gives no lock of the system that ends with its process, hence files.
 */
export function takeClaim(root: string, claim: Claim, processes: Processes, world: World): Taken {
  const chain: { readonly path: string; readonly token: string }[] = []
  let path = root
  for (;;) {
    const found = readClaim(path, world)
    if (found === 'unreadable') return { kind: 'held', by: undefined, path }
    if (found === undefined) {
      const created = createOutput(world, path, new TextEncoder().encode(`${JSON.stringify(claim)}\n`))
      if (created.ok) {
        chain.push({ path, token: claim.token })
        // Between reading the first claim and writing ours, others may have finished with the whole chain.
        if (findClaim(root, world)?.token === chain[0]!.token) return { kind: 'taken', holding: { chain } }
        tryToRemove(path, world)
      } else if (created.problems[0].code !== 'cli/file-exists') {
        return { kind: 'fault', problem: created.problems[0] }
      }
      return { kind: 'held', by: findClaim(root, world), path: root }
    }
    const isLoop = chain.some((each) => each.path === `${root}.${found.token}`)
    if (isLoop || processes.find(found) !== 'ended') return { kind: 'held', by: found, path }
    chain.push({ path, token: found.token })
    path = `${root}.${found.token}`
  }
}

/** The claim in a file, where there is one that can be read. */
export function findClaim(path: string, world: World): Claim | undefined {
  const found = readClaim(path, world)
  return found === 'unreadable' ? undefined : found
}

/** Lets go. What cannot be removed is found to be of an ended process, and taken over. */
export function releaseClaims({ chain }: Holding, world: World): void {
  // The first link first: as long as it stands, whoever follows the chain must find its end taken.
  for (const { path, token } of chain) {
    if (findClaim(path, world)?.token === token) tryToRemove(path, world)
  }
}

/** Removes claims that runs left behind which were killed while they let go: nothing leads to them. */
export function sweepClaims({ chain }: Holding, world: World): void {
  const root = chain[0]!.path
  const prefix = `${basename(root)}.`
  const own = new Set(chain.map(({ path }) => basename(path)))
  let names: readonly string[]
  try {
    names = world.files.namesIn(dirname(root))
  } catch {
    return
  }
  for (const name of names) {
    const isClaim = name.startsWith(prefix) && tokenForm.test(name.slice(prefix.length))
    if (isClaim && !own.has(name)) tryToRemove(join(dirname(root), name), world)
  }
}

function readClaim(path: string, world: World): Claim | undefined | 'unreadable' {
  const opened = openForHead(world.files, path, maxClaimBytes)
  const bytes = opened.ok ? opened.value.readAll() : opened
  if (!bytes.ok) return bytes.problems[0].code === 'cli/file-missing' ? undefined : 'unreadable'
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes.value))
    return isClaim(value) ? value : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

function isClaim(value: unknown): value is Claim {
  if (typeof value !== 'object' || value === null) return false
  const { token, pid, ...texts } = value as Partial<Claim>
  const isText = Object.values(texts).every((each) => typeof each === 'string')
  const names = ['host', 'command', 'since'].every((name) => name in texts)
  // The token becomes a part of a file name; 0 and below are groups of processes to the system.
  return (
    typeof token === 'string' && tokenForm.test(token) && Number.isInteger(pid) && pid! > 0 && isText && names
  )
}

function tryToRemove(path: string, world: World): void {
  try {
    world.files.remove(path)
  } catch {
    // Somebody else did, or it cannot be; it is in nobody's way.
  }
}
