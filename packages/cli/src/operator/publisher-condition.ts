import {
  addDays,
  addSeconds,
  clockToleranceSeconds,
  readHead,
  type Instant,
  type LockPublisher,
  type TrustPublisher,
} from '@trustlist/core'
import { say, type Shown } from '../render/shown.js'
import type { Store } from './store.js'

/** For how many days the last good state of a publisher serves where its configuration does not say. @spec merge#missing-and-failing-publishers */
const defaultGraceDays = 14
/** So long before something ends it is told. */
const soonDays = 30

/** What lock and store tell of a publisher. */
export interface Condition {
  readonly status: 'never-accepted' | 'fresh' | 'stale' | 'lost' | 'quarantined' | 'pinned-anew'
  /** When its state was last accepted. */
  readonly lastRefreshed: string | null
  /** Until when that state serves. */
  readonly servesUntil: string | null
  readonly identity: { readonly version: number; readonly expires: string | null } | null
  readonly lists: readonly {
    readonly list: string
    readonly version: number | null
    readonly digest: string
    /** Null where nobody signs, and where the document is not in the store. */
    readonly expires: string | null
  }[]
  /** What ends within thirty days, or has ended. */
  readonly ending: readonly { readonly what: string; readonly expires: string }[]
  readonly keptDenials: number
  /** Why it is quarantined: codes with the list that they are about. */
  readonly faults: readonly string[]
  /** Digests of documents that the lock names and the store lacks. */
  readonly missing: readonly string[]
}

/** Puts together what is known of a publisher without asking its source. */
export function toCondition(
  publisher: TrustPublisher,
  element: LockPublisher | undefined,
  store: Store,
  at: Instant,
): Condition {
  if (element === undefined) return nothingKnown
  const missing: string[] = []
  const expiryOf = (digest: string): string | null => {
    const bytes = store.read(digest)
    if (bytes === undefined) missing.push(digest)
    const head = bytes === undefined ? undefined : readHead(bytes)
    return head?.ok === true ? head.value.signed.expires : null
  }
  const identity =
    element.identity === undefined
      ? null
      : { version: element.identity.version, expires: expiryOf(element.identity.digest) }
  const lists = element.lists.map(({ list, version = null, digest }) => ({
    list,
    version,
    digest,
    expires: expiryOf(digest),
  }))
  const ends = [
    ...(identity?.expires == null ? [] : [{ what: 'identity', expires: identity.expires }]),
    ...lists.flatMap(({ list, expires }) => (expires === null ? [] : [{ what: `list ${list}`, expires }])),
  ]
  const servesUntil = servingUntil(
    publisher,
    element,
    ends.map(({ expires }) => expires),
  )
  return {
    status: statusOf(element, isSamePin(publisher, element), servesUntil, at),
    lastRefreshed: element.lastRefreshed,
    servesUntil,
    identity,
    lists,
    ending: ends.filter(({ expires }) => expires <= addDays(at, soonDays)),
    keptDenials: element.keptDenials.length,
    faults: (element.quarantine?.faults ?? []).map(({ code, list }) =>
      list === undefined ? code : `${code} of ${list}`,
    ),
    missing,
  }
}

const nothingKnown: Condition = {
  status: 'never-accepted',
  lastRefreshed: null,
  servesUntil: null,
  identity: null,
  lists: [],
  ending: [],
  keptDenials: 0,
  faults: [],
  missing: [],
}

function isSamePin({ pin, unsigned }: TrustPublisher, element: LockPublisher): boolean {
  if (unsigned === undefined) return pin === element.pin
  return element.lists.some(({ digest }) => unsigned === `sha256:${digest}`)
}

/** The days of grace count from the last refresh, or from the first end of what was accepted where that was earlier. */
function servingUntil(
  publisher: TrustPublisher,
  element: LockPublisher,
  ends: readonly string[],
): string | null {
  if (publisher.unsigned !== undefined) return null
  const since = [element.lastRefreshed, ...ends].sort()[0]!
  return addDays(since, publisher.graceDays ?? defaultGraceDays)
}

function statusOf(
  element: LockPublisher,
  isPinned: boolean,
  servesUntil: string | null,
  at: Instant,
): Condition['status'] {
  if (element.quarantine !== undefined) return 'quarantined'
  if (!isPinned) return 'pinned-anew'
  if (servesUntil === null || at <= addSeconds(element.lastRefreshed, clockToleranceSeconds)) return 'fresh'
  return at <= servesUntil ? 'stale' : 'lost'
}

export function sayCondition(condition: Condition): Shown {
  const { faults, lastRefreshed, servesUntil, status } = condition
  switch (status) {
    case 'never-accepted':
      return say`nothing accepted yet: trustlist sync`
    case 'fresh':
      return say`fresh since ${lastRefreshed!}`
    case 'stale':
      return say`stale: refreshed ${lastRefreshed!}, serves until ${servesUntil!}`
    case 'lost':
      return say`LOST: refreshed ${lastRefreshed!}, its days of grace are over`
    case 'quarantined':
      return say`QUARANTINED: ${faults.join(', ')}`
    case 'pinned-anew':
      return say`pinned anew since it was accepted: trustlist sync`
  }
}
