import { join, resolve } from 'node:path'
import { cliProblem, fail, succeed, type Failed, type Result } from '../../failure.js'
import { faultText, isFault } from '../../files/fault.js'
import { maxDocumentBytes } from '../../files/read-input.js'
import type { World } from '../../world.js'
import { aloneWith } from './alone-with.js'
import type { GitCache } from './git-cache.js'
import type { GitProtocol } from './git-environment.js'
import {
  digest,
  dropMirror,
  canGrow,
  hasHistory,
  hasMirror,
  makeMirror,
  mirrorPath,
  mirrorRef,
  replaceMirror,
  watchSize,
} from './git-mirror.js'
import { notCached, readCommit, readMirror } from './git-reader.js'
import type { Fetched } from './read-objects.js'
import { sourceMemory } from './source-memory.js'
import type { PublisherSource } from './publisher-source.js'
import { runGit } from './run-git.js'
import type { BundlePlace, GitPlace } from './source-place.js'

export interface GitSettings {
  readonly cache: GitCache
  /** Nothing is asked or fetched over a protocol; bundles lie here and are read as always. */
  readonly isOffline: boolean
  /** Everything that led to what is offered now is fetched too, for past states. */
  readonly isWhole: boolean
  readonly timeoutMs: number
}

const askingTimeoutMs = 60_000
/** By which git means: as deep as it goes. */
const wholeDepth = 0x7fffffff
/** A bundle is read as a whole before anything in it is known. */
const maxBundleBytes = 1024 * 1024 * 1024

/**
 * A git repository, or a git bundle, which is one in a file. It is never checked out: what is needed is fetched into a
 * bare mirror, without history where none is asked for, and read from there object by object.
 */
export function gitSource(
  from: string,
  place: GitPlace | BundlePlace,
  settings: GitSettings,
  world: World,
): PublisherSource {
  const { cache, isOffline } = settings
  const isLive = place.kind === 'bundle' || !isOffline
  const url = addressOf(place, world)
  const remote: Remote = {
    url,
    ref: place.ref,
    protocol: place.kind === 'bundle' ? 'file' : place.protocol,
    isBundle: place.kind === 'bundle',
    isWhole: settings.isWhole,
    mirror: mirrorPath(cache.folder, url),
    source: from,
    cache,
    timeoutMs: settings.timeoutMs,
  }
  const fetched = { repository: remote.mirror, ref: place.ref, folder: place.folder, source: from }
  const ask = async (): Promise<Result<Head>> => {
    const asking = cache.once(`ask ${url} ${place.ref}`, () =>
      isLive ? askHead(remote, world) : cached(fetched, world),
    )
    const usable = await cache.usable
    return usable.ok ? asking : usable
  }
  const bring = async (): Promise<Result<undefined>> => {
    if (!isLive) return hasMirror(remote.mirror, world) ? succeed(undefined) : notCached(fetched)
    const head = await ask()
    if (!head.ok) return head
    return cache.once(`bring ${url} ${place.ref}`, () =>
      cache.inTurn(remote.mirror, () =>
        aloneWith(remote.mirror, remote.timeoutMs, world, () => fetchHead(remote, head.value, world)),
      ),
    )
  }
  return {
    isComplete: () => !isLive || !settings.isWhole || hasHistory(remote.mirror, world),
    memory: sourceMemory(join(cache.notes, `${digest(`${url} ${place.ref}:${place.folder}`)}.json`), world),
    ask: async () => {
      const head = await ask()
      return head.ok ? succeed(head.value.commit) : head
    },
    bring,
    read: async (wanted) => {
      const brought = await bring()
      return brought.ok ? readMirror(fetched, wanted, world) : brought
    },
  }
}

interface Remote {
  readonly url: string
  readonly ref: string
  readonly protocol: Exclude<GitProtocol, 'none'>
  readonly isBundle: boolean
  readonly isWhole: boolean
  readonly mirror: string
  /** As the trust configuration has it, for problems. */
  readonly source: string
  readonly cache: GitCache
  readonly timeoutMs: number
}

/** Where a ref of a source stands. */
interface Head {
  readonly commit: string
  /** The name under which the source has it. */
  readonly ref: string
}

async function cached(fetched: Fetched, world: World): Promise<Result<Head>> {
  const commit = hasMirror(fetched.repository, world) ? await readCommit(fetched, world) : succeed(undefined)
  if (!commit.ok) return commit
  if (commit.value !== undefined) return succeed({ commit: commit.value, ref: fetched.ref })
  return notCached(fetched)
}

async function askHead(remote: Remote, world: World): Promise<Result<Head>> {
  const { url, ref, source, isBundle, cache, protocol } = remote
  const unfit = isBundle ? checkBundle(remote, world) : undefined
  if (unfit !== undefined) return unfit
  const told = await runGit(
    {
      // The names in a bundle are few, and one without HEAD is used by its only branch.
      words: ['ls-remote', '--quiet', '--', url, ...(isBundle ? [] : [ref])],
      folder: cache.folder,
      repository: join(cache.folder, 'none'),
      protocol,
      source,
      timeoutMs: Math.min(askingTimeoutMs, remote.timeoutMs),
    },
    world,
  )
  if (!told.ok) return told
  const heads = headsIn(told.value)
  const found =
    heads.find((each) => each.ref === ref) ?? (ref === 'HEAD' && isBundle ? only(heads) : undefined)
  if (found !== undefined) return succeed(found)
  const other = isBundle && heads.length > 0 ? `; it holds ${namesOf(heads)}` : ''
  const mend = ref === 'HEAD' ? 'name the branch behind a #, as #main' : 'check the branch in from:'
  return fail(
    cliProblem(
      'cli/source-unreachable',
      `expected ${ref} there, found none${other}`.slice(0, 300),
      { source },
      mend,
    ),
  )
}

function headsIn(output: Uint8Array): readonly Head[] {
  const heads: Head[] = []
  for (const line of Buffer.from(output).toString('utf8').split('\n')) {
    const [commit = '', ref] = line.split('\t')
    if (ref !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) heads.push({ commit, ref })
  }
  return heads
}

function namesOf(heads: readonly Head[]): string {
  return heads
    .map((each) => each.ref)
    .sort()
    .join(', ')
}

function only(heads: readonly Head[]): Head | undefined {
  return heads.length === 1 ? heads[0] : undefined
}

/** Fetches into the mirror; where that fails into a new one, since a kill may have left the mirror unusable. */
async function fetchHead(remote: Remote, head: Head, world: World): Promise<Result<undefined>> {
  const { mirror } = remote
  let failed: Failed | undefined
  // A mirror that has its history keeps it.
  const isWhole = remote.isWhole || hasHistory(mirror, world)
  const depth = isWhole ? (hasHistory(mirror, world) ? [] : [`--depth=${String(wholeDepth)}`]) : ['--depth=1']
  if (canGrow(mirror, world)) {
    const done = await fetchInto(mirror, depth, remote, head, world)
    if (done.ok || done.problems[0].code === 'cli/source-too-large') return done
    failed = done
  }
  const fresh = `${mirror}.new`
  dropMirror(fresh, world)
  const made = makeMirror(fresh, head.commit, world)
  const done = made.ok ? await fetchInto(fresh, isWhole ? [] : depth, remote, head, world) : made
  if (done.ok) return replaceMirror(mirror, fresh, world)
  dropMirror(fresh, world)
  return failed ?? done
}

async function fetchInto(
  repository: string,
  depth: readonly string[],
  remote: Remote,
  head: Head,
  world: World,
): Promise<Result<undefined>> {
  const { url, source, protocol, isBundle, cache, timeoutMs, ref } = remote
  const shallow = [...depth, '--update-shallow', `--filter=blob:limit=${String(maxDocumentBytes + 1)}`]
  // The other side of file:// runs here, and by itself would leave nothing out.
  const other = protocol === 'file' ? ['--upload-pack=git -c uploadpack.allowFilter=true upload-pack'] : []
  const run = {
    folder: cache.folder,
    repository,
    source,
    timeoutMs,
    mayGoOn: watchSize(repository, world),
  }
  const target = mirrorRef(ref)
  const done = await runGit(
    {
      ...run,
      words: [
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-recurse-submodules',
        '--no-write-fetch-head',
        '--no-auto-maintenance',
        ...(isBundle ? [] : [...shallow, ...other]),
        '--',
        url,
        `+${head.ref}:${target}`,
      ],
      protocol,
    },
    world,
  )
  if (!done.ok || !isBundle) return done.ok ? succeed(undefined) : done
  // Before git 2.46 what comes from a bundle is not checked while it is fetched.
  const words = ['fsck', '--no-dangling', '--no-reflogs', '--no-progress', target] as const
  const checked = await runGit({ ...run, words, protocol: 'none' }, world)
  return checked.ok ? succeed(undefined) : checked
}

function checkBundle({ url, source }: Remote, world: World): Failed | undefined {
  try {
    const { kind, byteCount } = world.files.factsOf(url)
    if (kind !== 'file') {
      return fail(cliProblem('cli/source-unreachable', `expected a git bundle, found a ${kind}`, { source }))
    }
    if (byteCount <= maxBundleBytes) return undefined
    const what = `expected a bundle of at most ${String(maxBundleBytes)} bytes, found ${String(byteCount)}`
    return fail(cliProblem('cli/source-too-large', what, { source }))
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
    const what = `expected a git bundle: ${faultText(thrown)}`
    return fail(cliProblem('cli/source-unreachable', what, { source }, 'check the path'))
  }
}

/** By which a mirror is named: one for one file, however its path is written. Where there is none, asking says so. */
export function addressOf(place: GitPlace | BundlePlace, world: World): string {
  if (place.kind === 'git') return place.url
  const { path } = place
  try {
    return world.files.realPath(path)
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
    return resolve(world.folder, path)
  }
}
