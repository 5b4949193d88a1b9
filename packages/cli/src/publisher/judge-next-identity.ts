import { followIdentities, maxSignatures, type Instant, type KeyRole, type KeyRoles } from '@trustlist/core'
import { cliProblem, type CliProblem, type Result } from '../failure.js'
import { draftPathOf, type OwnPublisher } from './own-publisher.js'

/**
 * Why an identity with these roles should not be made, although each role holds together: nobody could sign it, or the clock
 * is wrong.
 */
export function findUnfit({ newest }: OwnPublisher, { root }: KeyRoles, at: Instant): CliProblem | undefined {
  const needed = leastSignatures(newest.roles.root, root)
  if (needed > maxSignatures) {
    const what = `expected old and new root keys to need at most ${maxSignatures} signatures together, found ${needed}`
    return cliProblem('cli/too-many-signatures', what)
  }
  if (at >= newest.issued) return undefined
  const what = `expected a time after version ${newest.version} was issued, ${newest.issued}, found ${at}`
  return cliProblem('cli/clock-behind', what)
}

/** A key that is in both roles signs once for both. */
function leastSignatures(old: KeyRole, own: KeyRole): number {
  const shared = [...own.keys.keys()].filter((keyid) => old.keys.has(keyid)).length
  return own.threshold + old.threshold - Math.min(own.threshold, old.threshold, shared)
}

/** Nobody is to learn from peers that the own identity cannot be followed. */
export function checkFollows({ newest }: OwnPublisher, bytes: Uint8Array, now: Instant): Result<unknown> {
  return followIdentities(newest, (version) => (version === newest.version + 1 ? bytes : undefined), { now })
}

/** A root role that cannot lose a key any more. Told when it comes to be so, not each time. */
export function findNoSpare(own: OwnPublisher, { root }: KeyRoles): readonly CliProblem[] {
  const hasSpare = ({ keys, threshold }: KeyRole) => keys.size > threshold
  if (hasSpare(root) || !hasSpare(own.newest.roles.root)) return []
  const what = `every one of the ${root.keys.size} root keys must sign from now on`
  return [cliProblem('cli/no-spare-root-key', what, { source: draftPathOf(own) })]
}
