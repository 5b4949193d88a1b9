import type { Instant } from '@trustlist/core'
import { sayChanges } from '../../publisher/say-changes.js'
import { lines, say, type Shown } from '../../render/shown.js'
import type { TrustPlace } from '../trust-place.js'
import type { JudgedPublisher } from './judge-publisher.js'
import type { ListChangeCounts } from './list-changes.js'

/** What came of a run of `sync`, as plain JSON. */
export type SyncResult = ReturnType<typeof toSyncResult>
type PublisherResult = SyncResult['publishers'][number]

export function toSyncResult(publishers: readonly JudgedPublisher[], place: TrustPlace, at: Instant) {
  return {
    at,
    lock: place.lock,
    publishers: publishers.map(({ publisher, standing, locked, commit, identity, rotation, lists }) => ({
      publisher,
      status: standing,
      commit: commit ?? null,
      lastRefreshed: locked?.lastRefreshed ?? null,
      identity:
        identity === undefined
          ? null
          : { version: identity.version, epoch: identity.epoch, expires: identity.expires },
      lists: (locked?.lists ?? []).map(({ list, epoch, version, digest }) => ({
        list,
        epoch: epoch ?? null,
        version: version ?? null,
        digest,
      })),
      changes: { identity: rotation ?? null, lists },
      keptDenials: locked?.keptDenials.length ?? 0,
    })),
  }
}

const standings = ['fresh', 'unsigned', 'stale', 'quarantined', 'unreachable'] as const

/** A line a publisher, what changed of it below, and a line for all. */
export function saySync({ publishers, lock }: SyncResult): Shown {
  const counts = standings.flatMap((standing) => {
    const count = publishers.filter(({ status }) => status === standing).length
    return count === 0 ? [] : [`${String(count)} ${standing}`]
  })
  return lines([
    ...publishers.flatMap((each) => [sayPublisher(each), ...sayNews(each)]),
    say`${countOf(publishers.length, 'publisher')}: ${counts.join(', ')}; ${lock}`,
  ])
}

function sayPublisher({
  publisher,
  status,
  identity,
  lastRefreshed,
  lists,
  changes,
}: PublisherResult): Shown {
  const held = lists.map(({ list, version }) => (version === null ? list : `${list} ${String(version)}`))
  const isNew = changes.identity !== null || changes.lists.length > 0
  const told = [
    ...(isNew || status === 'unreachable' ? [] : ['nothing new']),
    ...(identity === null ? [] : [`identity ${String(identity.version)}`]),
    ...held,
    ...(status === 'fresh' || status === 'unsigned' ? [] : [served(lastRefreshed)]),
  ]
  return say`  ${publisher}: ${status}; ${told.join(', ')}`
}

function served(lastRefreshed: string | null): string {
  return lastRefreshed === null ? 'never accepted' : `as accepted on ${lastRefreshed}`
}

function sayNews({ changes, keptDenials }: PublisherResult): readonly Shown[] {
  const { identity, lists } = changes
  const rotation =
    identity === null
      ? []
      : [say`identity ${identity.before}, now ${identity.after}`, ...sayChanges(identity.changes)]
  const kept = lists.some(({ denials }) => denials.kept > 0)
  const news = [
    ...rotation,
    ...lists.map(sayList),
    ...(kept
      ? [say`${countOf(keptDenials, 'denial')} vanished and stay until trust.yaml acknowledges them`]
      : []),
  ]
  return news.map((each) => say`    ${each}`)
}

function sayList({ list, before, after, expires, entries, denials }: ListChangeCounts): Shown {
  const version =
    before === null
      ? `new, version ${String(after.version)}`
      : `version ${String(before.version)}, now ${String(after.version)}`
  const epoch = before === null || before.epoch === after.epoch ? '' : `, epoch ${String(after.epoch)}`
  const counts = [
    `${String(entries.added)} added`,
    ...(entries.changed === 0 ? [] : [`${String(entries.changed)} changed`]),
    ...(entries.removed === 0 ? [] : [`${String(entries.removed)} removed`]),
  ]
  const denied = [
    ...(denials.added === 0 ? [] : [`${String(denials.added)} new`]),
    ...(denials.removed === 0 ? [] : [`${String(denials.removed)} gone`]),
  ]
  const denialText = denied.length === 0 ? '' : `; denials: ${denied.join(', ')}`
  return say`list ${list}: ${version}${epoch}; entries: ${counts.join(', ')}${denialText}; in force until ${expires}`
}

function countOf(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`
}
