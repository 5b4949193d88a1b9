import type { LockKeptDenial } from '@trustlist/schema'

export type {
  Lock,
  LockFault,
  LockIdentity,
  LockList,
  LockPublisher,
  LockQuarantine,
} from '@trustlist/schema'

/** A denial that vanished from a list and stays until the operator acknowledges it, as the lock holds it. */
export type KeptDenial = Readonly<LockKeptDenial>
