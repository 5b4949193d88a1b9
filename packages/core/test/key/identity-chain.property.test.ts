import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { followIdentities, openIdentity } from '@trustlist/core'
import { identityBytes, now, verdict } from '../seal/make-documents.js'

/** What a publisher, or somebody who would be one, puts into a version. Keys are numbered from 1 to 5. */
interface Version {
  readonly keys: readonly number[]
  readonly threshold: number
  readonly signers: readonly number[]
  readonly epoch: number
}

const keyNumber = fc.integer({ min: 1, max: 5 })
const someKeys = fc.uniqueArray(keyNumber, { minLength: 1, maxLength: 4 })
const anyVersion: fc.Arbitrary<Version> = fc
  .record({
    keys: someKeys,
    part: fc.nat(),
    signers: fc.uniqueArray(keyNumber),
    epoch: fc.constantFrom(1, 1, 1, 2),
  })
  .map(({ keys, part, signers, epoch }) => ({ keys, threshold: 1 + (part % keys.length), signers, epoch }))
/** Most chains hold for some steps: mostly everybody signs. */
const likelyVersion = fc.oneof(
  { weight: 3, arbitrary: anyVersion.map((each) => ({ ...each, signers: [1, 2, 3, 4, 5] })) },
  { weight: 1, arbitrary: anyVersion },
)

const bytesOf = ({ keys, threshold, signers, epoch }: Version, version: number) =>
  identityBytes({
    signed: { version, epoch },
    root: { keys, threshold },
    list: { keys: [20], threshold: 1 },
    by: signers,
  })

/** The rule, told again in the plainest way. */
function follows(before: Version, next: Version): boolean {
  const reaches = ({ keys, threshold }: Version) =>
    keys.filter((each) => next.signers.includes(each)).length >= threshold
  return reaches(before) && reaches(next) && next.epoch >= before.epoch
}

function trustedFrom(first: Version) {
  const opened = openIdentity(bytesOf({ ...first, signers: first.keys }, 1))
  if (!opened.ok) throw new Error(verdict(opened))
  return opened.value
}

describe('any chain of versions', () => {
  test('is followed exactly where every step has the old and the new threshold and no lower epoch', () => {
    const seen = { followed: 0, refused: 0 }
    fc.assert(
      fc.property(fc.array(likelyVersion, { minLength: 2, maxLength: 5 }), (versions) => {
        const documents = versions.map((each, index) => bytesOf(each, index + 1))
        const followed = followIdentities(trustedFrom(versions[0]!), (n) => documents[n - 1], { now })
        const expected = versions.slice(1).every((each, index) => follows(versions[index]!, each))
        expect(followed.ok).toBe(expected)
        if (followed.ok) expect(followed.value.identity.version).toBe(versions.length)
        seen[followed.ok ? 'followed' : 'refused']++
      }),
      { numRuns: 60 },
    )
    expect(Math.min(seen.followed, seen.refused)).toBeGreaterThan(5)
  })

  test('comes to the same newest version from each of its versions that is trusted', () => {
    fc.assert(
      fc.property(fc.array(anyVersion, { minLength: 2, maxLength: 4 }), fc.nat(), (versions, from) => {
        const rising = versions.map((each) => ({ ...each, epoch: 1, signers: [1, 2, 3, 4, 5] }))
        const documents = rising.map((each, index) => bytesOf(each, index + 1))
        const start = openIdentity(documents[from % documents.length]!)
        const followed = start.ok ? followIdentities(start.value, (n) => documents[n - 1], { now }) : start
        expect(followed.ok && followed.value.identity.version).toBe(versions.length)
      }),
      { numRuns: 60 },
    )
  })

  test('takes no bit of a version for another: what is changed is refused, or changes nothing', () => {
    const trusted = trustedFrom({ keys: [1, 2], threshold: 2, signers: [1, 2], epoch: 1 })
    const next = bytesOf({ keys: [2, 3], threshold: 1, signers: [1, 2], epoch: 1 }, 2)
    const intact = followIdentities(trusted, (n) => (n === 2 ? next : undefined), { now })
    const fingerprint = intact.ok ? intact.value.identity.fingerprint : ''
    expect(fingerprint).toMatch(/^sha256:/)
    let refused = 0
    fc.assert(
      fc.property(fc.nat(next.length - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const flipped = next.slice()
        flipped[at]! ^= 1 << bit
        const followed = followIdentities(trusted, (n) => (n === 2 ? flipped : undefined), { now })
        if (followed.ok) expect(followed.value.identity.fingerprint).toBe(fingerprint)
        else refused++
      }),
      { numRuns: 400 },
    )
    expect(refused).toBeGreaterThan(300)
  })
})
