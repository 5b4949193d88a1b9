import type { LockFault } from '@trustlist/schema'
import type { DocumentHead } from '../document/document-head.js'
import type { LockList } from './lock.js'
import { comparePositions } from './quarantine.js'

export type ListFaultCode = Extract<LockFault['code'], 'lock/rollback' | 'lock/equivocation' | 'lock/fork'>

/** How a signed head does not follow the version that was accepted last, and in words. */
export interface Departure {
  readonly code: ListFaultCode
  readonly what: string
}

/**
 * Compares a head that enough keys signed with the version that was accepted last.
 *
 * @spec freshness#compare-with-the-accepted-version
 * @returns Undefined where it is the same or follows.
 */
export function findDeparture(
  { signed, digest }: DocumentHead<'list'>,
  locked: LockList,
): Departure | undefined {
  const before = { epoch: locked.epoch!, version: locked.version! }
  const order = comparePositions(signed, before)
  const offered = `epoch ${signed.epoch}, version ${signed.version}`
  const accepted = `epoch ${before.epoch}, version ${before.version}`
  if (order < 0)
    return { code: 'lock/rollback', what: `accepted was ${accepted}; offered is ${offered}, which is older` }
  if (order === 0) {
    if (digest === locked.digest) return undefined
    const what = `accepted was ${accepted} with the digest ${locked.digest}; offered is another one with ${digest}`
    return { code: 'lock/equivocation', what }
  }
  if (signed.epoch !== before.epoch || signed.version !== before.version + 1) return undefined
  if (signed.previousSha256 === locked.digest) return undefined
  const named = signed.previousSha256 ?? 'none'
  const what = `${offered} names ${named} as the version before; accepted was ${locked.digest}`
  return { code: 'lock/fork', what }
}
