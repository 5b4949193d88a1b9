import type { PublisherIdentity } from '../key/publisher-identity.js'
import type { JudgedList } from './judge-list.js'
import type { LockFault } from './lock.js'
import { comparePositions } from './quarantine.js'

/**
 * The remembered faults that what is offered now does not settle. A source that had gone back has come back; a revoked
 * list was signed anew; but where two documents of one number were signed, or a chain was forked, only a later document
 * than those settles it, since showing the right one again shows nothing.
 *
 * @spec freshness#the-end-of-a-quarantine
 */
export function findHeldFaults(
  remembered: readonly LockFault[],
  identity: PublisherIdentity,
  judged: ReadonlyMap<string, JudgedList>,
): readonly LockFault[] {
  return remembered.filter((fault) => !isSettled(fault, identity, judged))
}

function isSettled(
  fault: LockFault,
  identity: PublisherIdentity,
  judged: ReadonlyMap<string, JudgedList>,
): boolean {
  if (fault.list === undefined) return identity.version > fault.version
  const isAboutOrder = fault.code === 'lock/rollback' || fault.code === 'lock/revoked'
  const list = judged.get(fault.list)
  // The operator no longer asks for it.
  if (list === undefined) return isAboutOrder
  if (list.kind !== 'same' && list.kind !== 'changed') return false
  const { epoch, version } = list.locked
  return isAboutOrder || comparePositions({ epoch: epoch!, version: version! }, fault) > 0
}
