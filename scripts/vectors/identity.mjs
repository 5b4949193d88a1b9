// Vectors of following an identity from version to version. The verdicts are written by hand; see identity.md.
import { digestOf, edit, identity, keyid, list, now, signature } from './documents.mjs'

const version = (n, parts = {}) => identity({ ...parts, head: { version: n, ...parts.head } })
const of = (keys, threshold) => ({ keys, threshold })
/** Key 4 hands over to key 5. */
const handedOver = version(2, { root: of([5], 1), by: [4, 5] })
const untilThree = [
  [2, handedOver],
  [3, version(3, { root: of([5], 1) })],
]
/**
 * `verdict`: the number of the newest version, with the codes of findings where there are any; or the codes of a refusal.
 */
const follow = (title, rule, why, offered, verdict, { from = identity(), at = now, findings = [] } = {}) => {
  const newest = typeof verdict === 'number' ? (offered.find(([n]) => n === verdict)?.[1] ?? from) : ''
  return {
    title,
    rule: `identity#${rule}`,
    operation: 'follow-identities',
    why,
    input: {
      trusted: from,
      offered: offered.map(([number, document]) => ({ version: number, document })),
      now: at,
    },
    expect:
      typeof verdict === 'number'
        ? { accepted: { version: verdict, fingerprint: `sha256:${digestOf(newest)}`, findings } }
        : { refused: [verdict].flat() },
  }
}
const twin = 'the twin of the refusals below'
const threeOfFive = of([4, 5, 6, 7, 8], 3)

export const identityVectors = {
  'nothing-newer': follow(
    'where nothing newer is offered the trusted identity is the newest',
    'following',
    twin,
    [[1, identity()]],
    1,
  ),
  chain: follow('a chain is followed to its end', 'following', twin, untilThree, 3),
  'one-key-of-five-exchanged': follow(
    'three of five old keys and three of five new ones may be the same three',
    'following',
    twin,
    [[2, version(2, { root: of([4, 5, 7, 8, 9], 3), by: [4, 5, 7] })]],
    2,
    { from: identity({ root: threeOfFive }) },
  ),
  'all-keys-exchanged': follow(
    'every root key may change in one step that both thresholds sign',
    'following',
    twin,
    [[2, version(2, { root: of([9, 10], 2), by: [4, 6, 8, 9, 10] })]],
    2,
    { from: identity({ root: threeOfFive }) },
  ),
  'not-signed-by-the-old-key': follow(
    'a version that only its own key signed is refused',
    'following',
    'anybody who can place a file would become the publisher',
    [[2, version(2, { root: of([5], 1), by: [5] })]],
    ['key/previous-threshold-not-met', 'key/unknown-keyid'],
  ),
  'not-signed-by-the-new-key': follow(
    'a version that only the old key signed is refused',
    'following',
    'a publisher could hand itself to a key that nobody holds',
    [[2, version(2, { root: of([5], 1), by: [4] })]],
    ['key/threshold-not-met', 'key/unknown-keyid'],
  ),
  'below-the-old-threshold': follow(
    'two of five old keys cannot lower the threshold to two',
    'following',
    'thieves of fewer keys than the threshold would lower it to what they have',
    [[2, version(2, { root: of([4, 5, 6, 7, 8], 2), by: [4, 5] })]],
    'key/previous-threshold-not-met',
    { from: identity({ root: threeOfFive }) },
  ),
  'below-the-new-threshold': follow(
    'a raised threshold holds for the version that raises it',
    'following',
    'a threshold that cannot be reached would be noticed too late',
    [[2, version(2, { root: of([4, 5], 2), by: [4] })]],
    'key/threshold-not-met',
    { from: identity({ root: of([4, 5], 1) }) },
  ),
  'list-keys-sign-no-identity': follow(
    'keys of the role list change no identity',
    'following',
    'a stolen list key in CI would take over the publisher',
    [[2, version(2, { by: [1, 2, 3] })]],
    ['key/previous-threshold-not-met', 'key/unknown-keyid'],
  ),
  'old-key-two-versions-later': follow(
    'a key that was exchanged has no say in the version after',
    'following',
    'a removed key could be used to take the publisher back',
    [
      [2, handedOver],
      [3, version(3, { root: of([4], 1), by: [4] })],
    ],
    ['key/previous-threshold-not-met', 'key/unknown-keyid'],
  ),
  'old-key-listed-twice-in-the-signatures': follow(
    'a keyid that stands twice among the signatures refuses the document',
    'following',
    'one old key could be counted twice',
    [[2, version(2, { root: of([4, 5], 2), by: [4, 4, 5] })]],
    'key/duplicate-keyid',
    { from: identity({ root: of([4, 5], 2) }) },
  ),
  'another-publisher': follow(
    'the next identity of another publisher is refused, though the same key signed it',
    'following',
    'whoever keeps two publishers with one key could have one take the place of the other',
    [[2, version(2, { head: { publisher: 'other-tre' } })]],
    'key/other-publisher',
  ),
  'same-version-again': follow(
    'version 1 in the place of version 2 is refused',
    'following',
    'a chain could be held up by its own past',
    [[2, identity()]],
    'key/other-version',
  ),
  'version-left-out': follow(
    'version 3 in the place of version 2 is refused',
    'following',
    'a version that revokes a key could be jumped over',
    [[2, version(3)]],
    'key/other-version',
  ),
  'list-in-its-place': follow(
    'a list in the place of an identity is refused',
    'following',
    'one kind of document could pass for the other',
    [[2, list({ by: [4] })]],
    'document/other-type',
  ),
  'a-day-ahead': follow(
    'a version may be dated a day ahead',
    'following',
    'clocks differ; the twin of the refusal below',
    [[2, version(2, { head: { issued: '2026-11-23T00:00:00Z' } })]],
    2,
  ),
  'issued-in-the-future': follow(
    'a version that is dated a day and a second ahead is refused',
    'following',
    'a date far ahead would be remembered as seen, and stop every honest document after it',
    [[2, version(2, { head: { issued: '2026-11-23T00:00:01Z' } })]],
    'key/issued-in-future',
  ),
  'epoch-raised': follow(
    'an epoch may rise by any number and stay there',
    'following',
    twin,
    [
      [2, version(2, { head: { epoch: 7 } })],
      [3, version(3, { head: { epoch: 7 } })],
    ],
    3,
  ),
  'epoch-lowered': follow(
    'an epoch never falls',
    'following',
    'lists that were revoked would be good again',
    [
      [2, version(2, { head: { epoch: 2 } })],
      [3, version(3, { head: { epoch: 1 } })],
    ],
    'key/epoch-lowered',
  ),
  'subject-edited': follow(
    'a version whose keys were changed after it was signed is refused',
    'following',
    'a mirror could add a key of its own',
    [[2, edit(version(2), 'Example TRE', 'Example TRX')]],
    'key/subject-digest',
  ),
  'foreign-signature': follow(
    'a signature by a key of neither version is reported, one by a key of either is not',
    'following',
    'a notice at every change of keys would teach people to pass over it',
    [[2, version(2, { root: of([5], 1), by: [4, 5, 9] })]],
    2,
    { findings: ['key/unknown-keyid'] },
  ),
  'broken-signature': follow(
    'an invalid signature by a key of both versions is reported once, and does no harm beside enough others',
    'following',
    'one faulty signer could stop all',
    [
      [
        2,
        version(2, {
          root: of([4, 5], 1),
          by: [4],
          signatures: [{ keyid: keyid(5), sig: signature(5, Buffer.from('another text')) }],
        }),
      ],
    ],
    2,
    { from: identity({ root: of([4, 5], 1) }), findings: ['key/signature-invalid'] },
  ),
  'missing-in-the-middle': follow(
    'a missing version is refused where a later one is there',
    'what-is-offered',
    'the version that revokes a key could be withheld alone',
    [
      [2, handedOver],
      [4, version(4, { root: of([5], 1) })],
    ],
    'key/identity-missing',
  ),
  'missing-1024-before': follow(
    'a missing version is refused where one 1,024 versions later is there',
    'what-is-offered',
    'two readers must agree how far to look',
    [[1026, version(1026)]],
    'key/identity-missing',
  ),
  'missing-1025-before': follow(
    'behind 1,024 missing versions nothing is looked for',
    'what-is-offered',
    'a number without end would cost time without end; the twin of the refusal above',
    [[1027, version(1027)]],
    1,
  ),
  'expired-between': follow(
    'an expired version leads from an expired one to the newest',
    'expiry',
    'a reader who was away for two years would have to pin anew',
    [
      [2, version(2, { head: { expires: '2027-12-01T00:00:00Z' } })],
      [3, version(3, { head: { issued: '2028-10-01T00:00:00Z', expires: '2030-01-01T00:00:00Z' } })],
    ],
    3,
    { at: '2028-11-22T00:00:00Z' },
  ),
}
