// Vectors of accepting what a publisher offers, of the lock and of past states. The verdicts are written by hand; see freshness.md.
import { digestOf, edit, entry, identity, keyid, list, now, pae, headOf, signature } from './documents.mjs'

const publisher = 'example-tre'
const version = (n, parts = {}) => identity({ ...parts, head: { version: n, ...parts.head } })
const tier = (n, parts = {}) => list({ ...parts, head: { version: n, ...parts.head } })
/** A version that names the one before. */
const after = (before, n, parts = {}) =>
  tier(n, { ...parts, head: { previousSha256: digestOf(before), ...parts.head } })
const pinOf = (document) => `sha256:${digestOf(document)}`
const twin = 'the twin of the refusals below'

const one = version(1)
const three = tier(3)
const four = after(three, 4)
const otherThree = tier(3, { entries: [entry('evil')] })
const deny = (name, members = {}) => entry(name, { decision: 'deny', reason: 'because', ...members })
const denying = tier(3, { entries: [deny('evil')] })

/** The element of the lock after tier-3 was accepted in these versions. */
const identityIn = (document) => ({
  digest: digestOf(document),
  version: Number(/"version":(\d+)/.exec(headOf(document))[1]),
})
const listIn = (document, more = {}) => ({
  digest: digestOf(document),
  epoch: Number(/"epoch":(\d+)/.exec(headOf(document))[1]),
  list: /"list":"([a-z0-9-]+)"/.exec(headOf(document))[1],
  version: Number(/"version":(\d+)/.exec(headOf(document))[1]),
  ...more,
})
const element = (by, lists, more = {}) => ({
  identity: identityIn(by),
  keptDenials: [],
  lastRefreshed: now,
  lists: lists.map((each) => (typeof each === 'string' ? listIn(each) : each)),
  pin: pinOf(one),
  publisher,
  ...more,
})
/** A proven fault about a list; `named` null: about the identity. */
const faultOf = (code, document, named = 'tier-3') => ({
  code: `lock/${code}`,
  digest: digestOf(document),
  epoch: listPosition(document).epoch,
  ...(named === null ? {} : { list: named }),
  version: listPosition(document).version,
})
const listPosition = (document) => ({
  epoch: Number(/"epoch":(\d+)/.exec(headOf(document))[1]),
  version: Number(/"version":(\d+)/.exec(headOf(document))[1]),
})
const quarantined = (...faults) => ({ quarantine: { faults, since: now } })
const refreshed = '2026-11-15T00:00:00Z'
const earlier = { lastRefreshed: refreshed }
const asBefore = Symbol('as before')
const digestsOf = (documents) => documents.map(digestOf).sort()

/**
 * One run over one publisher. `before`: its element of the lock, with the documents in the store; `offered`: identity documents from
 * version 1 on (or pairs of number and document), and lists by name or the document of tier-3.
 */
const judge = (
  title,
  rule,
  why,
  { before, kept, offered: [identities, lists], pin = pinOf(one), ...rest },
  { status, problems = [], findings = [], lock, keep = [], proof = [], vanished = [] },
) => ({
  title,
  rule: `freshness#${rule}`,
  operation: 'accept-publisher',
  why,
  input: {
    publisher,
    pin,
    ...(before === undefined ? {} : { accepted: before }),
    offered: {
      identities: identities.map((each, index) =>
        Array.isArray(each)
          ? { version: each[0], document: each[1] }
          : { version: index + 1, document: each },
      ),
      lists: (typeof lists === 'string' ? [['tier-3', lists]] : lists).map(([name, document]) => ({
        list: name,
        document,
      })),
    },
    kept: kept ?? [],
    now,
    ...rest,
  },
  expect: {
    accepted: {
      status,
      problems,
      findings,
      lock: lock === asBefore ? before : (lock ?? null),
      keep: digestsOf(keep),
      proof: digestsOf(proof),
      vanished,
    },
  },
})
/** What most cases start from: tier-3 version 3, accepted a week ago. */
const since = { before: element(one, [three], earlier), kept: [one, three] }
const stale = (problem, more = {}) => ({
  status: 'stale',
  problems: [problem].flat(),
  lock: asBefore,
  ...more,
})

const two = version(2)
const newKeys = version(2, { list: { keys: [5, 6, 7], threshold: 2 }, by: [4] })
const newEpoch = version(2, { head: { epoch: 2 }, by: [4] })
const otherTwo = version(2, { subject: { about: { title: 'Another' } }, by: [4] })
const strangers = identity({ root: { keys: [9], threshold: 1 }, list: { keys: [9], threshold: 1 } })
const strangersList = tier(1, { by: [9] })
const expiredIdentity = version(2, { head: { expires: '2026-11-10T00:00:00Z' }, by: [4] })
const withdrawn = (name) => entry(name, { decision: 'withdrawn', reason: 'no longer used' })
const keptDenial = {
  decided: '2026-10-12',
  epoch: 1,
  list: 'tier-3',
  package: 'pkg:pypi/evil',
  reason: 'because',
  version: 3,
  versions: 'vers:pypi/*',
}
/** What a reader of this minor reads as denials: a decision that it does not know, and versions that it cannot read. */
const novel = tier(3, {
  entries: [
    deny('evil', { versions: 'vers:pypi/1.x' }),
    entry('new', { decision: 'suspended', digests: [{ sha256: '1'.repeat(64) }], versions: 'vers:pypi/1.0' }),
  ],
})
const novelKept = [
  { ...keptDenial, versions: 'vers:pypi/1.x' },
  { ...keptDenial, package: 'pkg:pypi/new', reason: 'no reason was given', versions: 'vers:pypi/1.0' },
]
const tierTwo = (n, parts = {}) => tier(n, { ...parts, head: { list: 'tier-2', ...parts.head } })
const expired = { head: { expires: '2026-11-20T00:00:00Z' } }
const signedByThird = edit(
  four,
  '\n],\n"signed"',
  `,\n{"keyid":"${keyid(3)}","sig":"${signature(3, pae('list', headOf(four)))}"}\n],\n"signed"`,
)

const accepting = {
  'first-meeting': judge(
    'what the pinned identity vouches for is accepted, and goes into the lock',
    'accepting-a-publisher',
    twin,
    { offered: [[one], three] },
    { status: 'accepted', lock: element(one, [three]), keep: [one, three] },
  ),
  'next-version': judge(
    'the next version is accepted',
    'accepting-a-publisher',
    twin,
    { ...since, offered: [[one], four] },
    { status: 'accepted', lock: element(one, [four]), keep: [four] },
  ),
  unchanged: judge(
    'the same version again refreshes the publisher',
    'accepting-a-publisher',
    'a publisher that changes nothing would run out of grace',
    { ...since, offered: [[one], three] },
    { status: 'accepted', lock: element(one, [three]) },
  ),
  'clock-behind': judge(
    'with a clock more than a day before the time floor nothing is judged',
    'clock',
    'a clock that was set back makes expired documents valid',
    { ...since, offered: [[one], four], timeFloor: '2026-11-23T00:00:01Z' },
    stale('lock/clock-behind'),
  ),
  'clock-a-day-behind': judge(
    'a clock a day before the time floor is taken',
    'clock',
    twin,
    { ...since, offered: [[one], four], timeFloor: '2026-11-23T00:00:00Z' },
    { status: 'accepted', lock: element(one, [four]), keep: [four] },
  ),
  'identity-of-another-pin': judge(
    'an identity with another fingerprint than the pinned one is none',
    'trusted-identity',
    'a host could put an identity of its own in the place of the publisher',
    { offered: [[strangers], strangersList] },
    { status: 'stale', problems: ['lock/identity-lost'] },
  ),
  'identity-lost': judge(
    'the identity that the lock says is neither kept nor offered',
    'trusted-identity',
    'whoever replaces all identities could replace the publisher, if it were found by its number',
    { before: since.before, kept: [three], offered: [[strangers], strangersList] },
    stale('lock/identity-lost'),
  ),
  'identity-from-the-source': judge(
    'where the store has lost the identity, the source gives it back: its digest tells',
    'trusted-identity',
    twin,
    { before: since.before, kept: [three], offered: [[one], four] },
    { status: 'accepted', lock: element(one, [four]), keep: [one, four] },
  ),
  'identity-of-another-publisher': judge(
    'the pinned identity is of another publisher than was asked for',
    'trusted-identity',
    'two publishers of a trust configuration could be one',
    { publisher: 'other-tre', offered: [[one], three] },
    { status: 'stale', problems: ['key/other-publisher'] },
  ),
  'unsigned-before': judge(
    'what was accepted of a source that never signed is not continued by one that does',
    'trusted-identity',
    'its denials would be lost with the change',
    {
      before: {
        keptDenials: [],
        lastRefreshed: refreshed,
        lists: [{ digest: digestOf(three), list: 'tier-3' }],
        publisher,
      },
      offered: [[one], three],
    },
    stale('lock/unsigned-before'),
  ),
  'pin-along-the-chain': judge(
    'a pin to a later version of the same chain changes nothing else',
    'another-pin',
    'an operator who brings the pin up to date would lose the protection against older lists',
    { ...since, pin: pinOf(two), offered: [[one, two], tier(2)] },
    {
      status: 'quarantined',
      problems: ['lock/rollback'],
      lock: element(two, [three], {
        ...earlier,
        pin: pinOf(two),
        ...quarantined(faultOf('rollback', tier(2))),
      }),
      keep: [two],
      proof: [three, tier(2)],
    },
  ),
  'pin-back-along-the-chain': judge(
    'a pin to an earlier version of the same chain changes nothing else',
    'another-pin',
    twin,
    {
      before: element(two, [three], { ...earlier, pin: pinOf(two) }),
      kept: [two, three],
      offered: [[one, two], four],
    },
    { status: 'accepted', lock: element(two, [four]), keep: [four] },
  ),
  'pin-back-and-held-back': judge(
    'a pin to an earlier version does not begin anew where the source holds back the accepted identity',
    'another-pin',
    'an old state would be accepted, under keys that were removed, as soon as the operator pins an earlier version',
    {
      before: element(newKeys, [tier(3, { by: [5, 6] })], { ...earlier, pin: pinOf(newKeys) }),
      kept: [newKeys, tier(3, { by: [5, 6] })],
      offered: [[one], tier(2)],
    },
    {
      status: 'quarantined',
      problems: ['lock/identity-not-offered', 'lock/rollback'],
      lock: element(newKeys, [tier(3, { by: [5, 6] })], {
        ...earlier,
        ...quarantined(faultOf('rollback', tier(2))),
      }),
      proof: [tier(3, { by: [5, 6] }), tier(2)],
    },
  ),
  'pinned-anew': judge(
    'a pin to another chain begins anew; vanished denials stay',
    'another-pin',
    'a publisher that has lost its keys could never come back, or its denials would be lost on the way',
    {
      before: element(one, [denying], { ...earlier, ...quarantined(faultOf('equivocation', otherThree)) }),
      kept: [one, denying],
      pin: pinOf(strangers),
      offered: [[strangers], strangersList],
    },
    {
      status: 'accepted',
      findings: ['lock/pinned-anew'],
      lock: element(strangers, [strangersList], { pin: pinOf(strangers), keptDenials: [keptDenial] }),
      keep: [strangers, strangersList],
      vanished: [keptDenial],
    },
  ),
  'pinned-anew-without-list': judge(
    'what was accepted under the earlier chain is revoked by the new one',
    'another-pin',
    'lists of a thief would go on serving after the operator has pinned anew',
    { ...since, pin: pinOf(strangers), offered: [[strangers], three] },
    {
      status: 'quarantined',
      problems: ['key/threshold-not-met', 'key/unknown-keyid', 'lock/revoked'],
      findings: ['lock/pinned-anew'],
      lock: element(strangers, [listIn(three, { identity: identityIn(one) })], {
        ...earlier,
        pin: pinOf(strangers),
        ...quarantined(faultOf('revoked', three)),
      }),
      keep: [strangers],
      proof: [three, strangers],
    },
  ),
  'identity-not-offered': judge(
    'a source that no longer shows the accepted identity shows an earlier state',
    'what-the-source-shows',
    'a rotation that was seen could be hidden again',
    {
      before: element(two, [three], earlier),
      kept: [two, three],
      offered: [[one], three],
    },
    stale('lock/identity-not-offered'),
  ),
  'identity-replaced': judge(
    'another document under the number of the accepted identity, which its root keys did not sign',
    'what-the-source-shows',
    'a host could make a publisher look guilty, or take its place',
    {
      before: element(two, [three], earlier),
      kept: [two, three],
      offered: [[one, version(2, { root: { keys: [9], threshold: 1 } })], three],
    },
    stale('lock/identity-replaced'),
  ),
  'identity-equivocation': judge(
    'two identities of one version, both signed by the root keys, are proven',
    'what-the-source-shows',
    'a publisher could show one set of keys to some and another to others',
    {
      before: element(two, [three], earlier),
      kept: [two, three],
      offered: [[one, otherTwo], three],
    },
    {
      status: 'quarantined',
      problems: ['lock/identity-equivocation'],
      lock: element(two, [three], {
        ...earlier,
        ...quarantined(faultOf('identity-equivocation', otherTwo, null)),
      }),
      proof: [two, otherTwo],
    },
  ),
  'identity-signed-as-before': judge(
    'the accepted identity under its number, and its chain from there',
    'what-the-source-shows',
    twin,
    { ...since, offered: [[one, two], three] },
    { status: 'accepted', lock: element(two, [three]), keep: [two] },
  ),
  'identity-chain-refused': judge(
    'where the chain is refused, nothing is judged by the identity before it',
    'accepting-a-publisher',
    'the version that revokes a key could be replaced by rubbish',
    { ...since, offered: [[one, version(2, { by: [9] })], four] },
    stale(['key/previous-threshold-not-met', 'key/unknown-keyid']),
  ),
  'identity-expired': judge(
    'where the newest identity has expired, no list is judged; it goes into the lock',
    'accepting-a-publisher',
    'a source that withholds every later identity freezes the publisher',
    { ...since, offered: [[one, expiredIdentity], four] },
    {
      status: 'stale',
      problems: ['seal/identity-expired'],
      lock: element(expiredIdentity, [three], earlier),
      keep: [expiredIdentity],
    },
  ),
  'list-missing': judge(
    'a list that is asked for is not offered',
    'lists-asked-for',
    'a list could be taken away with its denials',
    { ...since, offered: [[one], []], lists: ['tier-3'] },
    stale('lock/list-missing'),
  ),
  'list-gone': judge(
    'a list that was accepted is no longer offered; another one is, and is accepted',
    'lists-asked-for',
    'deleting a file needs no key, and its denials would go with it',
    { ...since, offered: [[one], [['tier-2', tierTwo(1)]]] },
    {
      status: 'stale',
      problems: ['lock/list-missing'],
      lock: element(one, [tierTwo(1), three], earlier),
      keep: [tierTwo(1)],
    },
  ),
  'list-not-asked-for': judge(
    'what is not asked for is not looked at, and what was accepted of it stays in the lock',
    'lists-asked-for',
    twin,
    {
      before: element(one, [tierTwo(1), three], earlier),
      kept: [one, tierTwo(1), three],
      offered: [[one], four],
      lists: ['tier-3'],
    },
    { status: 'accepted', lock: element(one, [tierTwo(1), four]), keep: [four] },
  ),
  'no-list': judge(
    'a publisher that offers no list says nothing',
    'lists-asked-for',
    'an emptied repository could pass for one without denials',
    { offered: [[one], []] },
    { status: 'stale', problems: ['lock/no-list'] },
  ),
  'too-many-lists': judge(
    'more lists than a lock holds',
    'lists-asked-for',
    'a lock could be written that no reader takes',
    { offered: [[one], []], lists: Array.from({ length: 257 }, (_, index) => `list-${index}`) },
    { status: 'stale', problems: ['lock/too-many-lists'] },
  ),
  'another-list': judge(
    'a list under the name of another one is refused',
    'judging-a-list',
    'a list for one purpose could be passed off as another',
    { ...since, offered: [[one], tierTwo(4)] },
    stale('seal/other-list'),
  ),
  'edited-list': judge(
    'a list with another subject than was signed is refused, and proves nothing',
    'judging-a-list',
    'a mirror could bring a publisher into quarantine, or change its list',
    { ...since, offered: [[one], edit(four, 'pkg:pypi/numpy', 'pkg:pypi/numpz')] },
    stale('seal/subject-digest'),
  ),
  'edited-but-kept': judge(
    'of the accepted version the subject that is kept serves, whatever the source shows',
    'judging-a-list',
    twin,
    { ...since, offered: [[one], edit(three, 'pkg:pypi/numpy', 'pkg:pypi/numpz')] },
    { status: 'accepted', lock: element(one, [three]) },
  ),
  'lost-from-the-store': judge(
    'the accepted version goes back into the store from the source',
    'judging-a-list',
    twin,
    { before: since.before, kept: [one], offered: [[one], three] },
    { status: 'accepted', lock: element(one, [three]), keep: [three] },
  ),
  'version-before-lost': judge(
    'a new version is not accepted where the one before is lost: nobody could say which denials vanish',
    'judging-a-list',
    'denials would be lost with the store',
    { before: since.before, kept: [one], offered: [[one], four] },
    stale('lock/document-missing'),
  ),
  'signed-again': judge(
    'the same version signed by one more key is kept with all its signatures',
    'judging-a-list',
    'it would no longer verify once the other keys are removed',
    {
      before: element(one, [four], earlier),
      kept: [one, four],
      offered: [[one], signedByThird],
    },
    { status: 'accepted', lock: element(one, [four]), keep: [signedByThird] },
  ),
  rollback: judge(
    'an older version than was accepted is a rollback',
    'compare-with-the-accepted-version',
    'a source could take back a denial by showing the list of last month',
    {
      before: element(one, [four], earlier),
      kept: [one, four],
      offered: [[one], three],
    },
    {
      status: 'quarantined',
      problems: ['lock/rollback'],
      lock: element(one, [four], { ...earlier, ...quarantined(faultOf('rollback', three)) }),
      proof: [three, four],
    },
  ),
  'rollback-of-an-expired-version': judge(
    'an older version is a rollback also where it has expired',
    'judging-a-list',
    'the older the list, the harmless it would look',
    {
      before: element(one, [four], earlier),
      kept: [one, four],
      offered: [[one], tier(2, expired)],
    },
    {
      status: 'quarantined',
      problems: ['lock/rollback'],
      lock: element(one, [four], { ...earlier, ...quarantined(faultOf('rollback', tier(2, expired))) }),
      proof: [tier(2, expired), four],
    },
  ),
  'rollback-of-the-epoch': judge(
    'a list of an earlier epoch, signed as it should have been then, is a rollback',
    'compare-with-the-accepted-version',
    'a list that was revoked could be shown again',
    {
      before: element(newEpoch, [tier(1, { head: { epoch: 2 } })], earlier),
      kept: [one, newEpoch, tier(1, { head: { epoch: 2 } })],
      offered: [[one, newEpoch], four],
    },
    {
      status: 'quarantined',
      problems: ['lock/rollback'],
      lock: element(newEpoch, [tier(1, { head: { epoch: 2 } })], {
        ...earlier,
        ...quarantined(faultOf('rollback', four)),
      }),
      proof: [four, tier(1, { head: { epoch: 2 } })],
    },
  ),
  'epoch-forged': judge(
    'a list of an earlier epoch that nobody signed is refused, and proves nothing',
    'compare-with-the-accepted-version',
    'anybody on the way could bring a publisher into quarantine',
    {
      before: element(newEpoch, [tier(1, { head: { epoch: 2 } })], earlier),
      kept: [one, newEpoch, tier(1, { head: { epoch: 2 } })],
      offered: [[one, newEpoch], tier(3, { by: [] })],
    },
    stale('seal/epoch-revoked'),
  ),
  'rollback-to-removed-keys': judge(
    'an older version by keys that were removed since is a rollback',
    'compare-with-the-accepted-version',
    'removed keys would make a rollback look harmless',
    {
      before: element(newKeys, [after(three, 4, { by: [5, 6] })], earlier),
      kept: [one, newKeys, after(three, 4, { by: [5, 6] })],
      offered: [[one, newKeys], three],
    },
    {
      status: 'quarantined',
      problems: ['lock/rollback'],
      lock: element(newKeys, [after(three, 4, { by: [5, 6] })], {
        ...earlier,
        ...quarantined(faultOf('rollback', three)),
      }),
      proof: [three, after(three, 4, { by: [5, 6] })],
    },
  ),
  'higher-epoch-lower-version': judge(
    'a higher epoch with a lower version goes forward',
    'compare-with-the-accepted-version',
    'a thief who signed the highest version there is would stop the list for ever',
    { ...since, offered: [[one, newEpoch], tier(1, { head: { epoch: 2 } })] },
    {
      status: 'accepted',
      lock: element(newEpoch, [tier(1, { head: { epoch: 2 } })]),
      keep: [newEpoch, tier(1, { head: { epoch: 2 } })],
    },
  ),
  equivocation: judge(
    'two lists of one position are proven, and both heads are kept',
    'compare-with-the-accepted-version',
    'a publisher could show different lists to different readers',
    { ...since, offered: [[one], otherThree] },
    {
      status: 'quarantined',
      problems: ['lock/equivocation'],
      lock: element(one, [three], { ...earlier, ...quarantined(faultOf('equivocation', otherThree)) }),
      proof: [three, otherThree],
    },
  ),
  fork: judge(
    'the next version that names another one before it is a fork',
    'compare-with-the-accepted-version',
    'a publisher that showed another list in between would go on as if nothing had been',
    { ...since, offered: [[one], after(otherThree, 4)] },
    {
      status: 'quarantined',
      problems: ['lock/fork'],
      lock: element(one, [three], { ...earlier, ...quarantined(faultOf('fork', after(otherThree, 4))) }),
      proof: [three, after(otherThree, 4)],
    },
  ),
  'fork-without-previous': judge(
    'the next version that names none before it is a fork',
    'compare-with-the-accepted-version',
    'leaving a member out would get around the rule',
    { ...since, offered: [[one], tier(4)] },
    {
      status: 'quarantined',
      problems: ['lock/fork'],
      lock: element(one, [three], { ...earlier, ...quarantined(faultOf('fork', tier(4))) }),
      proof: [three, tier(4)],
    },
  ),
  'versions-left-out': judge(
    'a later version than the next is accepted, whatever it names',
    'compare-with-the-accepted-version',
    'a reader who was away could not come back',
    { ...since, offered: [[one], after(otherThree, 6)] },
    { status: 'accepted', lock: element(one, [after(otherThree, 6)]), keep: [after(otherThree, 6)] },
  ),
  'list-expired': judge(
    'a list that has expired is refused, and the one before serves',
    'dates',
    'a source that withholds later versions freezes the list',
    { ...since, offered: [[one], after(three, 4, expired)] },
    stale('seal/expired'),
  ),
  'list-too-old': judge(
    'a list issued longer ago than the operator takes is refused',
    'dates',
    'a publisher that gives its lists no end could be frozen for ever',
    { ...since, offered: [[one], four], maxAgeDays: 20 },
    stale('lock/too-old'),
  ),
  'list-just-not-too-old': judge(
    'a list of exactly the age that the operator takes is accepted',
    'dates',
    twin,
    { ...since, offered: [[one], four], maxAgeDays: 21 },
    { status: 'accepted', lock: element(one, [four]), keep: [four] },
  ),
  'revoked-by-keys': judge(
    'the accepted version loses the keys that signed it: it is revoked at once',
    'revoked',
    'what a thief signed would go on serving until the list is signed again',
    { ...since, offered: [[one, newKeys], three] },
    {
      status: 'quarantined',
      problems: ['key/threshold-not-met', 'key/unknown-keyid', 'lock/revoked'],
      lock: element(newKeys, [listIn(three, { identity: identityIn(one) })], {
        ...earlier,
        ...quarantined(faultOf('revoked', three)),
      }),
      keep: [newKeys],
      proof: [three, newKeys],
    },
  ),
  'revoked-by-epoch': judge(
    'the epoch is raised and the list not signed again: it is revoked at once',
    'revoked',
    'an epoch that was raised would stop nothing',
    { ...since, offered: [[one, newEpoch], three] },
    {
      status: 'quarantined',
      problems: ['lock/revoked', 'seal/epoch-revoked'],
      lock: element(newEpoch, [listIn(three, { identity: identityIn(one) })], {
        ...earlier,
        ...quarantined(faultOf('revoked', three)),
      }),
      keep: [newEpoch],
      proof: [three, newEpoch],
    },
  ),
  'rotated-and-signed-again': judge(
    'keys change and the list is signed by the new ones: it is accepted',
    'revoked',
    twin,
    { ...since, offered: [[one, newKeys], after(three, 4, { by: [5, 6] })] },
    {
      status: 'accepted',
      lock: element(newKeys, [after(three, 4, { by: [5, 6] })]),
      keep: [newKeys, after(three, 4, { by: [5, 6] })],
    },
  ),
  'each-list-by-itself': judge(
    'one list is refused, and the new denials of another are accepted all the same',
    'the-verdict',
    'a list that cannot be read would hold back the denials of another',
    {
      before: element(one, [tierTwo(1), three], earlier),
      kept: [one, tierTwo(1), three],
      offered: [
        [one],
        [
          ['tier-2', tierTwo(3, expired)],
          ['tier-3', after(three, 4, { entries: [deny('evil')] })],
        ],
      ],
    },
    {
      status: 'stale',
      problems: ['seal/expired'],
      lock: element(one, [tierTwo(1), after(three, 4, { entries: [deny('evil')] })], earlier),
      keep: [after(three, 4, { entries: [deny('evil')] })],
    },
  ),
  'nothing-of-a-wrong-offer': judge(
    'where one list is proven wrong, none of the publisher is accepted',
    'the-verdict',
    'whoever signs two lists of one number is not believed in another',
    {
      before: element(one, [tierTwo(1), three], earlier),
      kept: [one, tierTwo(1), three],
      offered: [
        [one],
        [
          ['tier-2', tierTwo(3)],
          ['tier-3', otherThree],
        ],
      ],
    },
    {
      status: 'quarantined',
      problems: ['lock/equivocation'],
      lock: element(one, [tierTwo(1), three], {
        ...earlier,
        ...quarantined(faultOf('equivocation', otherThree)),
      }),
      proof: [three, otherThree],
    },
  ),
  'first-meeting-in-part': judge(
    'at the first meeting all is accepted or nothing',
    'the-verdict',
    'nobody would notice the denials of a list that was never there',
    {
      offered: [
        [one],
        [
          ['tier-2', tierTwo(1, expired)],
          ['tier-3', three],
        ],
      ],
    },
    { status: 'stale', problems: ['seal/expired'] },
  ),
  'identity-first': judge(
    'the identity goes forward although a list is refused',
    'the-verdict',
    'a rotation that was seen once could be hidden again',
    { ...since, offered: [[one, two], after(three, 4, expired)] },
    {
      status: 'stale',
      problems: ['seal/expired'],
      lock: element(two, [three], earlier),
      keep: [two],
    },
  ),
  'denial-vanished': judge(
    'a denial that the new version says nothing of is kept',
    'the-verdict',
    'a denial could be lost in a list of thousands',
    {
      before: element(one, [denying], earlier),
      kept: [one, denying],
      offered: [[one], after(denying, 4)],
    },
    {
      status: 'accepted',
      lock: element(one, [after(denying, 4)], { keptDenials: [keptDenial] }),
      keep: [after(denying, 4)],
      vanished: [keptDenial],
    },
  ),
  'denial-unreadable': judge(
    'an unreadable denial and an unknown decision are kept, in a lock that is read',
    'the-verdict',
    'a publisher could damage the lock of whoever hears it, or lose what an old reader does not understand',
    {
      before: element(one, [novel], earlier),
      kept: [one, novel],
      offered: [[one], after(novel, 4)],
    },
    {
      status: 'accepted',
      lock: element(one, [after(novel, 4)], { keptDenials: novelKept }),
      keep: [after(novel, 4)],
      vanished: novelKept,
    },
  ),
  'denial-withdrawn': judge(
    'a denial that the new version withdraws is not kept',
    'the-verdict',
    twin,
    {
      before: element(one, [denying], earlier),
      kept: [one, denying],
      offered: [[one], after(denying, 4, { entries: [withdrawn('evil')] })],
    },
    {
      status: 'accepted',
      lock: element(one, [after(denying, 4, { entries: [withdrawn('evil')] })]),
      keep: [after(denying, 4, { entries: [withdrawn('evil')] })],
    },
  ),
  'denial-acknowledged': judge(
    'a kept denial that the operator acknowledged goes when all is accepted',
    'the-verdict',
    twin,
    {
      before: element(one, [three], { ...earlier, keptDenials: [keptDenial] }),
      kept: [one, three],
      offered: [[one], three],
      acknowledged: [
        { publisher, package: 'pkg:pypi/evil', versions: 'vers:pypi/*', reason: 'was a typo', by: 'us' },
      ],
    },
    { status: 'accepted', lock: element(one, [three]) },
  ),
  'rollback-ends': judge(
    'a source that comes back to the accepted version ends the quarantine of a rollback',
    'the-end-of-a-quarantine',
    'a mirror that was behind for a day would stop its publisher for months',
    {
      before: element(one, [three], { ...earlier, ...quarantined(faultOf('rollback', tier(2))) }),
      kept: [one, three],
      offered: [[one], three],
    },
    { status: 'accepted', lock: element(one, [three]) },
  ),
  'equivocation-stays': judge(
    'showing the first of two lists again does not end the quarantine',
    'the-end-of-a-quarantine',
    'who signed twice would be believed again by showing what was known already',
    {
      before: element(one, [three], { ...earlier, ...quarantined(faultOf('equivocation', otherThree)) }),
      kept: [one, three],
      offered: [[one], three],
    },
    stale('lock/equivocation', { status: 'quarantined' }),
  ),
  'equivocation-ends': judge(
    'a later version ends it',
    'the-end-of-a-quarantine',
    twin,
    {
      before: element(one, [three], { ...earlier, ...quarantined(faultOf('equivocation', otherThree)) }),
      kept: [one, three],
      offered: [[one], four],
    },
    { status: 'accepted', lock: element(one, [four]), keep: [four] },
  ),
  'fork-stays': judge(
    'after a fork the contested position is not enough',
    'the-end-of-a-quarantine',
    'both branches have that version',
    {
      before: element(one, [three], { ...earlier, ...quarantined(faultOf('fork', after(otherThree, 4))) }),
      kept: [one, three],
      offered: [[one], four],
    },
    stale('lock/fork', { status: 'quarantined' }),
  ),
  'identity-equivocation-ends': judge(
    'a later identity says which of two the publisher stands by',
    'the-end-of-a-quarantine',
    twin,
    {
      before: element(two, [three], {
        ...earlier,
        ...quarantined(faultOf('identity-equivocation', otherTwo, null)),
      }),
      kept: [two, three],
      offered: [[one, two, version(3)], three],
    },
    { status: 'accepted', lock: element(version(3), [three]), keep: [version(3)] },
  ),
  'identity-equivocation-stays': judge(
    'the first of two identities again does not end it',
    'the-end-of-a-quarantine',
    'who signed twice would be believed again by showing what was known already',
    {
      before: element(two, [three], {
        ...earlier,
        ...quarantined(faultOf('identity-equivocation', otherTwo, null)),
      }),
      kept: [two, three],
      offered: [[one, two], three],
    },
    stale('lock/identity-equivocation', { status: 'quarantined' }),
  ),
  'quarantine-unjudged': judge(
    'a publisher in quarantine that cannot be judged stays there',
    'the-end-of-a-quarantine',
    'a quarantine could be ended by breaking the source',
    {
      before: element(one, [three], { ...earlier, ...quarantined(faultOf('equivocation', otherThree)) }),
      kept: [one, three],
      offered: [[one], four],
      timeFloor: '2027-01-01T00:00:00Z',
    },
    stale(['lock/clock-behind', 'lock/equivocation'], { status: 'quarantined' }),
  ),
  'revoked-ends': judge(
    'a list that was revoked and is signed again ends the quarantine',
    'the-end-of-a-quarantine',
    twin,
    {
      before: element(newEpoch, [listIn(three, { identity: identityIn(one) })], {
        ...earlier,
        ...quarantined(faultOf('revoked', three)),
      }),
      kept: [one, newEpoch, three],
      offered: [[one, newEpoch], tier(4, { head: { epoch: 2 } })],
    },
    {
      status: 'accepted',
      lock: element(newEpoch, [tier(4, { head: { epoch: 2 } })]),
      keep: [tier(4, { head: { epoch: 2 } })],
    },
  ),
}

const unsigned = {
  keptDenials: [],
  lastRefreshed: now,
  lists: [{ digest: digestOf(one), list: 'osv' }],
  publisher: 'osv',
}
/** One publisher on a line, as documents.mjs writes entries. */
const text = (lock) =>
  `{"publishers":[\n${lock.publishers.map(toCanonical).join(',\n')}\n],"timeFloor":"${lock.timeFloor}","trustlist":"1.0"}\n`
function toCanonical(value) {
  if (Array.isArray(value)) return `[${value.map(toCanonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${toCanonical(value[name])}`).join(',')}}`
}
const lockOf = (...publishers) => ({ publishers, timeFloor: '2026-11-01T00:00:00Z', trustlist: '1.0' })
const full = lockOf(
  element(one, [tierTwo(1), three], {
    keptDenials: [keptDenial],
    ...quarantined(faultOf('equivocation', otherThree), faultOf('rollback', tierTwo(1), 'tier-2')),
  }),
  unsigned,
)
const readLock = (title, why, lock, expect) => ({
  title,
  rule: 'freshness#the-lock',
  operation: 'read-lock',
  why,
  input: { text: typeof lock === 'string' ? lock : text(lock) },
  expect: expect ?? { refused: ['lock/damaged'] },
})
const locks = {
  lock: readLock('a lock as it is written', twin, full, { accepted: text(full) }),
  'lock-unreadable-denial': readLock(
    'a lock may keep denials that this reader cannot read',
    'a publisher could damage the lock of whoever hears it',
    lockOf(element(one, [after(novel, 4)], { keptDenials: novelKept })),
    { accepted: text(lockOf(element(one, [after(novel, 4)], { keptDenials: novelKept }))) },
  ),
  'lock-spaces': readLock(
    'a lock that a program has laid out anew is damaged',
    'what is not written by one program may have been edited by any',
    JSON.stringify(full, null, 2),
  ),
  'lock-conflict': readLock(
    'a lock with the marks of a merge conflict is damaged',
    'of two states of the memory one would be taken by chance',
    `<<<<<<< ours\n${text(full)}`,
  ),
  'lock-empty': readLock(
    'an empty lock is damaged, and not an absent one',
    'whoever cuts the file off would make the operator forget',
    '',
  ),
  'lock-shape': readLock(
    'a lock without a time floor is damaged',
    'the clock would no longer be checked',
    text(full).replace('"timeFloor":"2026-11-01T00:00:00Z",', ''),
  ),
  'lock-unsorted': readLock(
    'publishers out of order are damage',
    'one state would have two texts',
    lockOf(unsigned, full.publishers[0]),
  ),
  'lock-publisher-twice': readLock(
    'a publisher that stands twice is damage',
    'two readers would take two different states',
    lockOf(full.publishers[0], full.publishers[0]),
  ),
  'lock-half-signed': readLock(
    'a list without position under an identity is damage',
    'there would be nothing to compare the next version with',
    lockOf(element(one, [{ digest: digestOf(three), list: 'tier-3' }])),
  ),
  'lock-no-such-day': readLock(
    'a day that does not exist is damage',
    'dates compare as text',
    text(full).replace('"timeFloor":"2026-11-01', '"timeFloor":"2026-11-31'),
  ),
  'lock-unsorted-faults': readLock(
    'faults out of order are damage',
    'one state would have two texts',
    lockOf({
      ...full.publishers[0],
      quarantine: {
        ...full.publishers[0].quarantine,
        faults: [...full.publishers[0].quarantine.faults].reverse(),
      },
    }),
  ),
}
const update = (title, why, lock, changes, expected) => ({
  title,
  rule: 'freshness#the-new-lock',
  operation: 'update-lock',
  why,
  input: { ...(lock === undefined ? {} : { lock }), changes },
  expect: { accepted: expected },
})
const updates = {
  'new-lock': update(
    'a first lock has the publishers that were accepted, sorted, and the latest date',
    twin,
    undefined,
    [{ lock: unsigned }, { lock: element(one, [three]), newestIssued: '2026-11-01T00:00:00Z' }],
    lockOf(element(one, [three]), unsigned),
  ),
  'new-lock-floor-stays': update(
    'the time floor does not fall, and who was not judged stays',
    'a publisher that shows old documents could move the floor back',
    { ...full, timeFloor: '2026-11-20T00:00:00Z' },
    [{ lock: element(one, [four]), newestIssued: '2026-11-01T00:00:00Z' }],
    { ...lockOf(element(one, [four]), unsigned), timeFloor: '2026-11-20T00:00:00Z' },
  ),
}

const seen = (document, more = {}) => ({ ...listIn(document), publisher, ...more })
const witness = (id, ...observed) => ({
  publisher: id,
  list: 'main',
  digest: digestOf(tier(90 + id.length)),
  observed,
})
const compare = (title, why, witnesses, known, disagreements) => ({
  title,
  rule: 'freshness#compare-with-what-others-saw',
  operation: 'find-disagreements',
  why,
  input: { witnesses, known },
  expect: { accepted: disagreements },
})
const tell = (document, ...tales) => ({
  publisher,
  list: 'tier-3',
  ...listPosition(document),
  seen: tales
    .map(([seenDocument, ...by]) => ({ digest: digestOf(seenDocument), by }))
    .sort((a, b) => (a.digest < b.digest ? -1 : 1)),
})
const comparisons = {
  'seen-alike': compare(
    'two who saw the same agree',
    twin,
    [witness('a-tre', seen(three))],
    [seen(three)],
    [],
  ),
  'seen-differently': compare(
    'a peer saw another list under the position that was accepted here',
    'who shows two lists to two readers is found out by neither alone',
    [witness('a-tre', seen(otherThree))],
    [seen(three)],
    [tell(three, [otherThree, 'a-tre, list main'], [three, 'here'])],
  ),
  'seen-differently-by-two-peers': compare(
    'two peers saw different lists of a third whom the operator has never met',
    'the same, before it reaches the operator',
    [witness('a-tre', seen(three)), witness('bb-tre', seen(otherThree))],
    [],
    [tell(three, [three, 'a-tre, list main'], [otherThree, 'bb-tre, list main'])],
  ),
  'seen-another-version': compare(
    'other versions, epochs and lists are no contradiction',
    'peers that are ahead or behind would be reported every day',
    [witness('a-tre', seen(four), seen(tier(3, { head: { epoch: 2 } })), seen(tierTwo(3)))],
    [seen(three)],
    [],
  ),
}
const observed = {
  'to-observed': {
    title: 'a publisher writes the heads of its lock, its own and unsigned ones apart',
    rule: 'freshness#what-a-publisher-writes',
    operation: 'to-observed',
    why: 'nobody could compare what was shown to whom',
    input: {
      lock: lockOf(element(one, [tierTwo(1), three]), unsigned, {
        ...element(one, [four]),
        publisher: 'own-tre',
      }),
      publisher: 'own-tre',
    },
    expect: { accepted: [seen(tierTwo(1)), seen(three)] },
  },
}

const reopen = (
  title,
  rule,
  why,
  { accepted = element(one, [three]), kept = [one, three], at = now, ...rest },
  expected,
) => ({
  title,
  rule: `freshness#${rule}`,
  operation: 'reopen-publisher',
  why,
  input: { pin: pinOf(one), accepted, kept, at, timeFloor: '2026-11-01T00:00:00Z', ...rest },
  expect:
    typeof expected === 'string'
      ? { refused: [expected] }
      : {
          accepted: {
            status: 'fresh',
            lastRefreshed: now,
            lists: [{ list: 'tier-3', version: 3 }],
            keptDenials: 0,
            proof: [],
            ...expected,
          },
        },
})
const early = version(1, { head: { expires: '2026-11-21T00:00:00Z' } })
const reopened = {
  reopen: reopen('the last accepted state, verified again', 'reopening', twin, {}, {}),
  'reopen-a-day-later': reopen('is fresh for a day', 'reopening', twin, { at: '2026-11-23T00:00:00Z' }, {}),
  'reopen-later': reopen(
    'and then stale',
    'reopening',
    'a publisher that is no longer fetched would look as if it were',
    { at: '2026-11-23T00:00:01Z' },
    { status: 'stale' },
  ),
  'reopen-expired-list': reopen(
    'a list that has expired since comes back: its denials are wanted',
    'reopening',
    'denials would end with the list that holds them',
    { at: '2027-12-01T00:00:00Z' },
    { status: 'stale' },
  ),
  'reopen-expired-identity': reopen(
    'the days of grace count from where the identity expired',
    'reopening',
    'a frozen identity would serve longer than a publisher that cannot be reached',
    {
      pin: pinOf(early),
      accepted: element(early, [three], { pin: pinOf(early) }),
      kept: [early, three],
    },
    { status: 'stale', lastRefreshed: '2026-11-21T00:00:00Z' },
  ),
  'reopen-quarantined': reopen(
    'what the lock holds against a publisher goes with its state',
    'reopening',
    'a quarantine would end with the run that found the fault',
    { accepted: element(one, [three], quarantined(faultOf('equivocation', otherThree))) },
    { status: 'quarantined', proof: ['lock/equivocation'] },
  ),
  'reopen-revoked': reopen(
    'a list that the newest identity no longer vouches for is revoked',
    'reopening',
    'what was revoked while nobody asked for it would serve again',
    {
      accepted: element(newEpoch, [listIn(three, { identity: identityIn(one) })]),
      kept: [one, newEpoch, three],
    },
    { status: 'quarantined', proof: ['lock/revoked'] },
  ),
  'reopen-some': reopen(
    'only what is asked for, as far as it was accepted',
    'reopening',
    twin,
    { accepted: element(one, [tierTwo(1), three]), lists: ['tier-3', 'tier-4'] },
    {},
  ),
  'reopen-before-the-floor': reopen(
    'an instant before the time floor needs the lock of that day',
    'reopening',
    'a clock that was set back makes expired documents valid',
    { at: '2026-10-30T23:59:59Z' },
    'lock/clock-behind',
  ),
  'reopen-before-the-refresh': reopen(
    'and so does one before the publisher was refreshed',
    'reopening',
    'a clock that was ahead for one run would lengthen the days of grace',
    { at: '2026-11-20T23:59:59Z' },
    'lock/clock-behind',
  ),
  'reopen-another-pin': reopen(
    'with another pin there is nothing to reopen before the next run',
    'reopening',
    'an operator who pins anew because a root was stolen would be served the old state',
    { pin: pinOf(strangers) },
    'lock/pin-changed',
  ),
  'reopen-unsigned': reopen(
    'a source that never signed has no signed state',
    'reopening',
    'it would be shown as if somebody had signed it',
    { accepted: { ...unsigned, publisher } },
    'lock/unsigned-before',
  ),
  'reopen-lost': reopen(
    'a list that the store has lost is an error and not an absence',
    'reopening',
    'a lost file would be a lost denial',
    { kept: [one] },
    'lock/document-missing',
  ),
  'reopen-edited': reopen(
    'a list that was edited in the store is refused',
    'reopening',
    'who writes into the store would sign for everybody',
    { kept: [one, edit(three, 'pkg:pypi/numpy', 'pkg:pypi/numpz')] },
    'lock/document-missing',
  ),
  'reopen-unsigned-copy': reopen(
    'a list that has lost its signatures in the store is refused',
    'reopening',
    'the digest alone says nothing about who signed',
    { kept: [one, tier(3, { by: [1] })] },
    'lock/document-missing',
  ),
}

const past = (title, why, documents, at, expected, more = {}) => ({
  title,
  rule: 'freshness#past-states',
  operation: 'find-past-state',
  why,
  input: { publisher, pin: pinOf(one), documents, at, ...more },
  expect: typeof expected === 'string' ? { refused: [expected] } : { accepted: expected },
})
const days = (n, from, to, parts = {}) =>
  tier(n, { ...parts, head: { issued: from, expires: to, ...parts.head } })
const march = days(1, '2026-11-02T00:00:00Z', '2026-11-12T00:00:00Z')
const april = days(2, '2026-11-08T00:00:00Z', '2026-11-20T00:00:00Z')
const late = version(2, { head: { issued: '2026-11-15T00:00:00Z', epoch: 2 }, by: [4] })
const lateList = days(3, '2026-11-15T00:00:00Z', '2027-01-01T00:00:00Z', {
  head: { epoch: 2, publisherVersion: 2 },
})
const all = [lateList, march, one, april, late]
const pasts = {
  past: past('the newest of then', twin, all, '2026-11-09T00:00:00Z', {
    identity: 1,
    lists: [{ list: 'tier-3', epoch: 1, version: 2 }],
  }),
  'past-earlier': past(
    'what was issued later was not there yet',
    'a later list would be passed off as what was known then',
    all,
    '2026-11-07T00:00:00Z',
    { identity: 1, lists: [{ list: 'tier-3', epoch: 1, version: 1 }] },
  ),
  'past-identity': past(
    'the identity of then judges',
    'a list that was revoked later would be denied to have been in force',
    all,
    '2026-11-16T00:00:00Z',
    { identity: 2, lists: [{ list: 'tier-3', epoch: 2, version: 3 }] },
  ),
  'past-unsigned': past(
    'what does not verify is passed over: anybody may have put it there',
    'one planted file would hide what was in force',
    [...all, days(3, '2026-11-08T00:00:00Z', '2027-11-08T00:00:00Z', { by: [9] })],
    '2026-11-09T00:00:00Z',
    { identity: 1, lists: [{ list: 'tier-3', epoch: 1, version: 2 }] },
  ),
  'past-none': past(
    'a list that is asked for and had no version then is refused',
    'an absence would pass for an empty list',
    all,
    '2026-11-09T00:00:00Z',
    'lock/list-missing',
    { lists: ['tier-2', 'tier-3'] },
  ),
  'past-twice': past(
    'two versions of one number cannot be told apart',
    'an audit would show one of them by chance',
    [...all, days(2, '2026-11-08T00:00:00Z', '2026-11-20T00:00:00Z', { entries: [entry('evil')] })],
    '2026-11-09T00:00:00Z',
    'lock/equivocation',
  ),
  'past-identity-twice': past(
    'two identities of one number that both follow cannot be told apart',
    'an audit would show one of them by chance',
    [...all, version(2, { head: { issued: '2026-11-15T00:00:00Z' }, by: [4] })],
    '2026-11-16T00:00:00Z',
    'lock/identity-equivocation',
  ),
  'past-before-the-identity': past(
    'before its identity was issued a publisher had said nothing',
    'a backdated list would be in force before its publisher was',
    all,
    '2026-10-31T00:00:00Z',
    'lock/identity-lost',
  ),
  'past-identity-expired': past(
    'under an identity that had ended nothing was in force',
    'a frozen state would pass for one in force',
    [version(1, { head: { expires: '2026-11-05T00:00:00Z' } }), march],
    '2026-11-09T00:00:00Z',
    'seal/identity-expired',
    { pin: pinOf(version(1, { head: { expires: '2026-11-05T00:00:00Z' } })) },
  ),
}

export const freshnessVectors = {
  ...accepting,
  ...locks,
  ...updates,
  ...comparisons,
  ...observed,
  ...reopened,
  ...pasts,
}
export const lockExample = text(full)
