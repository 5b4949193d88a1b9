import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readHead } from '@trustlist/core'
import {
  edit,
  entry,
  identityBytes,
  keyid,
  listBytes,
  seal,
  signatureBy,
  textOf,
  type IdentityParts,
} from '../../../../core/test/seal/make-documents.js'
import { withoutGit } from '../sources/git-repository.js'
import {
  after,
  attacked,
  digestOf,
  honest,
  honestIdentity,
  SyncBench,
  tier,
  type Shown,
} from './sync-bench.js'

// The rows of the attack table, each mounted on a real repository and brought by `sync`, and each with its twin that is
// none. Keys 1, 2, 3 sign lists, two of them needed; key 4 is the root; keys from 5 on are other people's.

const version = (n: number, parts: IdentityParts = {}) =>
  identityBytes({ ...parts, signed: { version: n, ...parts.signed } })

const one = version(1)
const three = tier(3)
const four = after(three, 4)
const accepted: Shown = { identities: [one], lists: { 'tier-3': three } }
const next: Shown = { identities: [one], lists: { 'tier-3': four } }
const showing = (list: Uint8Array | string, ...identities: readonly Uint8Array[]): Shown => ({
  identities: [one, ...identities],
  lists: { 'tier-3': list },
})

interface Attack {
  /** What was accepted before; undefined: version 3 of the list. Null: nothing, they meet for the first time. */
  readonly before?: Shown | null
  /** The identity that is pinned, where it is not version 1. */
  readonly pinned?: Uint8Array
  readonly options?: string
  readonly attack: Shown
  readonly at?: string
  readonly status: 'stale' | 'quarantined' | 'unreachable'
  readonly code: string
  /** The same without the attack. */
  readonly twin: Shown
  readonly twinAt?: string
}

const root2of3 = { root: { keys: [4, 5, 6], threshold: 2 } }
const strangers = { list: { keys: [7, 8], threshold: 2 }, root: { keys: [9], threshold: 1 } }
const rotated = version(2, { list: { keys: [2, 3, 5], threshold: 2 }, by: [4] })
const newRoot = version(2, { root: { keys: [9], threshold: 1 }, by: [4, 9] })
const newEpoch = version(2, { signed: { epoch: 2 }, by: [4] })
const smallOrder = `01${'0'.repeat(62)}`
/** The number three, written as three more than the order of the field. */
const notCanonical = `f0${'f'.repeat(60)}7f`

/** An identity with one key more, which nobody needs. */
const withKey = (key: string) =>
  version(2, {
    subject: {
      keys: [
        ...(JSON.parse(textOf(one)) as { subject: { keys: readonly unknown[] } }).subject.keys,
        { keytype: 'ed25519', public: key, scheme: 'ed25519' },
      ],
    },
    by: [4],
  })

/** What somebody signed with a tool that signs the text as it is, and says of no kind of document what it is. */
function signedByOtherTool(bytes: Uint8Array): Uint8Array {
  const head = readHead(bytes)
  if (!head.ok) throw new Error(JSON.stringify(head.problems))
  return after(three, 4, { by: [], signatures: [1, 2].map((n) => signatureBy(n, head.value.payload)) })
}

/** A second signature of the same head by the same key, made without it: S plus the order of the group. */
function malleated(bytes: Uint8Array): string {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n
  return textOf(bytes).replace(/"sig":"([^"]+)"/, (_, sig: string) => {
    const raw = Buffer.from(sig, 'base64')
    let s = BigInt(`0x${Buffer.from(raw.subarray(32)).reverse().toString('hex')}`) + order
    for (let index = 32; index < 64; index++) {
      raw[index] = Number(s & 0xffn)
      s >>= 8n
    }
    return `"sig":"${raw.toString('base64')}"`
  })
}

function deep(levels: number): string {
  const nested = `${'['.repeat(levels)}${']'.repeat(levels)}`
  return `{"about":{"licence":"CC0-1.0","title":"Tier 3"},"entries":[],"extra":${nested}}`
}

const versions = (count: number) =>
  Array.from({ length: count }, (_, index) => (index === 0 ? one : version(index + 1, { by: [4] })))

const attacks: Readonly<Record<string, Attack>> = {
  'an entry is edited in transit': {
    attack: showing(edit(four, 'numpy', 'numpx')),
    status: 'stale',
    code: 'seal/subject-digest',
    twin: next,
  },
  'the host forges a list': {
    attack: showing(after(three, 4, { by: [7, 8] })),
    status: 'stale',
    code: 'key/threshold-not-met',
    twin: next,
  },
  'the host forges an identity and all that hangs on it, at the first meeting': {
    before: null,
    attack: { identities: [version(1, strangers)], lists: { 'tier-3': tier(3, { by: [7, 8] }) } },
    status: 'stale',
    code: 'lock/identity-lost',
    twin: accepted,
  },
  'a document of one kind is passed off as another': {
    attack: showing(version(4)),
    status: 'stale',
    code: 'document/other-type',
    twin: next,
  },
  'a signature over a head of another kind is used for a list': {
    attack: showing(
      edit(
        seal({
          type: 'policy',
          signed: {
            epoch: 1,
            expires: '2027-11-01T00:00:00Z',
            issued: '2026-11-01T00:00:00Z',
            list: 'tier-3',
            publisher: attacked,
            publisherVersion: 1,
            version: 4,
          },
          subject: { about: { licence: 'CC0-1.0', title: 'Tier 3' }, entries: [entry('evil')] },
          by: [1, 2],
        }),
        '"type":"policy"',
        '"type":"list"',
      ),
    ),
    status: 'stale',
    code: 'key/threshold-not-met',
    twin: next,
  },
  'a signature that another tool made over the same text is used': {
    attack: showing(signedByOtherTool(four)),
    status: 'stale',
    code: 'key/threshold-not-met',
    twin: next,
  },
  'the list of one publisher is offered as another’s': {
    attack: showing(listBytes({ signed: { publisher: honest, version: 4 } })),
    status: 'stale',
    code: 'seal/other-publisher',
    twin: next,
  },
  'a list is offered under the name of another list': {
    attack: showing(tier(4, { signed: { list: 'tier-2' } })),
    status: 'stale',
    code: 'seal/other-list',
    twin: next,
  },
  'an identity of another publisher is pinned under this id': {
    before: null,
    pinned: version(1, { signed: { publisher: 'third-tre' } }),
    attack: {
      identities: [version(1, { signed: { publisher: 'third-tre' } })],
      lists: { 'tier-3': listBytes({ signed: { publisher: 'third-tre' } }) },
    },
    status: 'stale',
    code: 'key/other-publisher',
    twin: accepted,
  },
  'a stolen list key signs after the owner has rotated': {
    attack: showing(after(three, 4, { by: [1, 2] }), rotated),
    status: 'quarantined',
    code: 'key/threshold-not-met',
    twin: showing(after(three, 4, { by: [2, 3], signed: { publisherVersion: 2 } }), rotated),
  },
  'what a stolen list key signed together with others is shown after the epoch was raised': {
    attack: showing(after(three, 4, { signed: { publisherVersion: 2 } }), newEpoch),
    status: 'quarantined',
    code: 'seal/epoch-revoked',
    twin: showing(tier(1, { signed: { epoch: 2, publisherVersion: 2 } }), newEpoch),
  },
  'what was accepted is revoked and nothing takes its place': {
    attack: showing(three, version(2, { list: { keys: [5, 6, 7], threshold: 2 }, by: [4] })),
    status: 'quarantined',
    code: 'lock/revoked',
    twin: showing(
      after(three, 4, { by: [5, 6], signed: { publisherVersion: 2 } }),
      version(2, { list: { keys: [5, 6, 7], threshold: 2 }, by: [4] }),
    ),
  },
  'stolen root keys below the threshold write the next identity': {
    before: { identities: [version(1, root2of3)], lists: { 'tier-3': three } },
    pinned: version(1, root2of3),
    attack: {
      identities: [version(1, root2of3), version(2, { ...strangers, by: [5, 9] })],
      lists: { 'tier-3': after(three, 4, { by: [7, 8], signed: { publisherVersion: 2 } }) },
    },
    status: 'stale',
    code: 'key/previous-threshold-not-met',
    twin: {
      identities: [version(1, root2of3), version(2, { ...strangers, by: [5, 6, 9] })],
      lists: { 'tier-3': after(three, 4, { by: [7, 8], signed: { publisherVersion: 2 } }) },
    },
  },
  'somebody places the next identity with keys of his own': {
    attack: showing(
      after(three, 4, { by: [7, 8], signed: { publisherVersion: 2 } }),
      version(2, { ...strangers, by: [9] }),
    ),
    status: 'stale',
    code: 'key/previous-threshold-not-met',
    twin: next,
  },
  'the list goes back to an older version': {
    before: next,
    attack: accepted,
    status: 'quarantined',
    code: 'lock/rollback',
    twin: showing(after(four, 5)),
  },
  'the identity goes back to an older version': {
    before: showing(after(three, 4, { by: [2, 3], signed: { publisherVersion: 2 } }), rotated),
    attack: accepted,
    status: 'quarantined',
    code: 'lock/rollback',
    twin: showing(
      after(after(three, 4, { by: [2, 3], signed: { publisherVersion: 2 } }), 5, {
        by: [2, 3],
        signed: { publisherVersion: 2 },
      }),
      rotated,
    ),
  },
  'the newest identity is withheld, and the lists stay': {
    before: showing(after(three, 4, { by: [2, 3], signed: { publisherVersion: 2 } }), rotated),
    attack: showing(after(three, 4, { by: [2, 3], signed: { publisherVersion: 2 } })),
    status: 'stale',
    code: 'lock/identity-not-offered',
    twin: showing(after(three, 4, { by: [2, 3], signed: { publisherVersion: 2 } }), rotated),
  },
  'a new list is mixed with an old identity': {
    attack: showing(after(three, 4, { by: [2, 3], signed: { publisherVersion: 2 } })),
    status: 'stale',
    code: 'seal/identity-withheld',
    twin: showing(after(three, 4, { by: [2, 3], signed: { publisherVersion: 2 } }), rotated),
  },
  'everything is frozen until the list has ended': {
    attack: accepted,
    at: '2027-11-02T00:00:00Z',
    status: 'stale',
    code: 'seal/identity-expired',
    twin: accepted,
    twinAt: '2027-10-31T00:00:00Z',
  },
  'the list alone is frozen': {
    before: showing(three, version(2, { signed: { expires: '2030-01-01T00:00:00Z' }, by: [4] })),
    attack: showing(three, version(2, { signed: { expires: '2030-01-01T00:00:00Z' }, by: [4] })),
    at: '2027-11-02T00:00:00Z',
    status: 'stale',
    code: 'seal/expired',
    twin: showing(
      after(three, 4, { signed: { expires: '2028-06-01T00:00:00Z', issued: '2027-10-01T00:00:00Z' } }),
      version(2, { signed: { expires: '2030-01-01T00:00:00Z' }, by: [4] }),
    ),
    twinAt: '2027-11-02T00:00:00Z',
  },
  'a list is frozen for longer than the operator takes': {
    options: ', maxAgeDays: 100',
    attack: accepted,
    at: '2027-02-10T00:00:00Z',
    status: 'stale',
    code: 'lock/too-old',
    twin: accepted,
    twinAt: '2027-02-09T00:00:00Z',
  },
  'a version that goes back after a fast-forward, without a new epoch': {
    before: showing(tier(Number.MAX_SAFE_INTEGER)),
    attack: showing(tier(4)),
    status: 'quarantined',
    code: 'lock/rollback',
    twin: showing(tier(4, { signed: { epoch: 2, publisherVersion: 2 } }), newEpoch),
  },
  'other content is shown under the same version': {
    attack: showing(tier(3, { entries: [entry('evil')] })),
    status: 'quarantined',
    code: 'lock/equivocation',
    twin: next,
  },
  'the next version follows another one than was shown here': {
    attack: showing(after(tier(3, { entries: [entry('evil')] }), 4)),
    status: 'quarantined',
    code: 'lock/fork',
    twin: next,
  },
  'a second identity of the same version is shown': {
    before: showing(after(three, 4, { by: [2, 3], signed: { publisherVersion: 2 } }), rotated),
    attack: showing(
      after(three, 4, { by: [2, 3], signed: { publisherVersion: 2 } }),
      version(2, { list: { keys: [2, 3, 6], threshold: 2 }, by: [4] }),
    ),
    status: 'quarantined',
    code: 'lock/identity-equivocation',
    twin: showing(after(three, 4, { by: [2, 3], signed: { publisherVersion: 2 } }), rotated),
  },
  'another identity is put in the place of the accepted one': {
    attack: { identities: [version(1, strangers)], lists: { 'tier-3': after(three, 4, { by: [7, 8] }) } },
    status: 'stale',
    code: 'lock/identity-replaced',
    twin: next,
  },
  'one key signs twice': {
    attack: showing(after(three, 4, { by: [1, 1] })),
    status: 'stale',
    code: 'key/duplicate-keyid',
    twin: next,
  },
  'one key signs under two ids': {
    attack: showing(
      after(three, 4, {
        by: [1],
        signatures: [{ keyid: keyid(2), sig: /"sig":"([^"]+)"/.exec(textOf(after(three, 4)))![1]! }],
      }),
    ),
    status: 'stale',
    code: 'key/threshold-not-met',
    twin: next,
  },
  'one key is in the identity twice': {
    attack: showing(four, version(2, { keys: [1, 1, 2, 3, 4], by: [4] })),
    status: 'stale',
    code: 'key/duplicate-key',
    twin: showing(four, version(2, { keys: [1, 2, 3, 4], by: [4] })),
  },
  'another key takes a trusted keyid': {
    attack: showing(four, version(2, { keys: [2, 3, 4, 7], by: [4] })),
    status: 'stale',
    code: 'key/keyid-without-key',
    twin: showing(four, version(2, { keys: [1, 2, 3, 4, 7], by: [4] })),
  },
  'a signature is made again without its key': {
    attack: showing(malleated(four)),
    status: 'stale',
    code: 'key/threshold-not-met',
    twin: next,
  },
  'a key is one under which anybody can sign': {
    attack: showing(four, withKey(smallOrder)),
    status: 'stale',
    code: 'key/small-order',
    twin: showing(four, version(2, { keys: [1, 2, 3, 4, 7], by: [4] })),
  },
  'a key is written in a way that verifiers read differently': {
    attack: showing(four, withKey(notCanonical)),
    status: 'stale',
    code: 'key/not-canonical',
    twin: showing(four, version(2, { keys: [1, 2, 3, 4, 8], by: [4] })),
  },
  'a member stands twice, for two readers': {
    attack: showing(
      after(three, 4, {
        subjectText: `{"about":{"licence":"CC0-1.0","title":"Tier 3"},"entries":[],"entries":[]}`,
      }),
    ),
    status: 'stale',
    code: 'json/duplicate-member',
    twin: showing(
      after(three, 4, { subjectText: `{"about":{"licence":"CC0-1.0","title":"Tier 3"},"entries":[]}` }),
    ),
  },
  'a number is spelled in a way that other readers take for another one': {
    attack: showing(edit(four, '"version":4', '"version":4.0')),
    status: 'stale',
    code: 'json/number',
    twin: next,
  },
  'a name is spelled with an escape, so that a search does not find it': {
    attack: showing(edit(four, 'pkg:pypi/numpy', 'pkg:pypi/n\\u0075mpy')),
    status: 'stale',
    code: 'seal/subject-digest',
    twin: next,
  },
  'a line feed in a string hides from a reviewer what the machine reads': {
    attack: showing(edit(four, 'pkg:pypi/numpy', 'pkg:pypi/num\npy')),
    status: 'stale',
    code: 'json/syntax',
    twin: showing(edit(four, ',\n"signed"', ',\r\n\t"signed"')),
  },
  'text is hidden by characters that turn it around': {
    attack: showing(after(three, 4, { subject: { about: { licence: 'CC0-1.0', title: 'Tier \u202e3' } } })),
    status: 'stale',
    code: 'json/invisible-character',
    twin: showing(after(three, 4, { subject: { about: { licence: 'CC0-1.0', title: 'Tier – 3' } } })),
  },
  'the clock was set back, so that what has ended seems in force': {
    before: showing(tier(4, { signed: { issued: '2026-11-20T00:00:00Z' } })),
    attack: showing(tier(4, { signed: { issued: '2026-11-20T00:00:00Z' } })),
    at: '2026-11-18T23:59:59Z',
    status: 'stale',
    code: 'lock/clock-behind',
    twin: showing(tier(4, { signed: { issued: '2026-11-20T00:00:00Z' } })),
    twinAt: '2026-11-19T00:00:01Z',
  },
  'a list from the future would poison the time floor': {
    attack: showing(after(three, 4, { signed: { issued: '2026-11-23T00:00:01Z' } })),
    status: 'stale',
    code: 'seal/issued-in-future',
    twin: showing(after(three, 4, { signed: { issued: '2026-11-22T23:59:59Z' } })),
  },
  'an identity from the future would': {
    attack: showing(four, version(2, { signed: { issued: '2026-11-23T00:00:01Z' }, by: [4] })),
    status: 'stale',
    code: 'key/issued-in-future',
    twin: showing(four, version(2, { signed: { issued: '2026-11-22T23:59:59Z' }, by: [4] })),
  },
  'the head is larger than a reader takes': {
    attack: showing(
      after(three, 4, {
        signatures: Array.from({ length: 600 }, () => ({ keyid: keyid(9), sig: `${'A'.repeat(86)}==` })),
      }),
    ),
    status: 'stale',
    code: 'document/head-too-large',
    twin: showing(after(three, 4, { signatures: [{ keyid: keyid(9), sig: `${'A'.repeat(86)}==` }] })),
  },
  'the content is nested without end': {
    attack: showing(after(three, 4, { subjectText: deep(100_000) })),
    status: 'stale',
    code: 'json/too-deep',
    twin: next,
  },
  'the chain of identities has no end': {
    attack: { identities: versions(1026), lists: { 'tier-3': four } },
    status: 'stale',
    code: 'key/too-many-rotations',
    twin: { identities: versions(1025), lists: { 'tier-3': four } },
  },
  'an identity file is missing in the middle': {
    attack: {
      identities: [one, [3, version(3, { by: [4] })]],
      lists: { 'tier-3': after(three, 4, { signed: { publisherVersion: 3 } }) },
    },
    status: 'stale',
    code: 'key/identity-missing',
    twin: {
      identities: [one, version(2, { by: [4] }), version(3, { by: [4] })],
      lists: { 'tier-3': after(three, 4, { signed: { publisherVersion: 3 } }) },
    },
  },
  'another number is put in the place of the next identity': {
    attack: showing(four, version(3, { by: [4] })),
    status: 'stale',
    code: 'key/other-version',
    twin: showing(four, version(2, { by: [4] })),
  },
  'an identity goes back to an earlier epoch': {
    before: showing(tier(1, { signed: { epoch: 2, publisherVersion: 2 } }), newEpoch),
    attack: showing(
      tier(1, { signed: { epoch: 2, publisherVersion: 2 } }),
      newEpoch,
      version(3, { by: [4] }),
    ),
    status: 'stale',
    code: 'key/epoch-lowered',
    twin: showing(
      tier(1, { signed: { epoch: 2, publisherVersion: 2 } }),
      newEpoch,
      version(3, { signed: { epoch: 2 }, by: [4] }),
    ),
  },
  'an identity has keys that nobody holds': {
    attack: showing(four, version(2, { root: { keys: [9], threshold: 1 }, by: [4] })),
    status: 'stale',
    code: 'key/threshold-not-met',
    twin: showing(four, version(2, { root: { keys: [9], threshold: 1 }, by: [4, 9] })),
  },
  'a root key of the past signs another successor of an old version': {
    before: showing(four, newRoot, version(3, { root: { keys: [9], threshold: 1 }, by: [9] })),
    attack: showing(four, version(2, { ...strangers, by: [4, 9] })),
    status: 'stale',
    code: 'lock/identity-not-offered',
    twin: showing(four, newRoot, version(3, { root: { keys: [9], threshold: 1 }, by: [9] })),
  },
  'rubbish under the publisher’s name is to bring it into quarantine': {
    attack: showing(tier(2, { by: [7, 8] })),
    status: 'stale',
    code: 'key/threshold-not-met',
    twin: next,
  },
  'a list that was accepted is withheld': {
    before: { identities: [one], lists: { core: tier(1, { signed: { list: 'core' } }), 'tier-3': three } },
    attack: accepted,
    status: 'stale',
    code: 'lock/list-missing',
    twin: { identities: [one], lists: { core: tier(1, { signed: { list: 'core' } }), 'tier-3': four } },
  },
}

/** What was met, to go back to: most attacks begin alike, and git takes its time. */
const met = new Map<unknown, { readonly bench: SyncBench; readonly goBack: () => void }[]>()

async function meet({ before = accepted, pinned = one, options = '' }: Attack): Promise<SyncBench> {
  const known = met
    .get(before)
    ?.find(({ bench }) => bench.pinned === pinned && bench.publisherOptions === options)
  if (known !== undefined) {
    known.goBack()
    return known.bench
  }
  const bench = new SyncBench(pinned, options)
  if (before !== null) {
    const told = await bench.syncAfter(before)
    expect(told.status).toEqual({ [attacked]: 'fresh', [honest]: 'fresh' })
  }
  met.set(before, [...(met.get(before) ?? []), { bench, goBack: bench.keep() }])
  return bench
}

const atOf = (at: string | undefined) => (at === undefined ? [] : ['--at', at])

describe.skipIf(withoutGit !== undefined)(`an attack, brought by git${withoutGit ?? ''}:`, () => {
  test.each(Object.entries(attacks))(
    '%s',
    async (_, each) => {
      const bench = await meet(each)
      const held = each.before === null ? {} : bench.accepted()
      const told = await bench.syncAfter(each.attack, ...atOf(each.at))
      expect([told.status[attacked], told.codes]).toEqual([each.status, expect.arrayContaining([each.code])])
      expect([1, 3]).toContain(told.exit)
      // Nothing is taken from the attacker, and the others go on.
      if (each.before !== null) expect(bench.accepted()).toEqual(held)
      else expect(bench.element()).toBeUndefined()
      if (each.at === undefined) {
        expect(told.status[honest]).toBe('fresh')
        expect(bench.element(honest)!.lists).toMatchObject([{ version: bench.honestVersion }])
      }
      if (each.status === 'quarantined') expect(bench.element()!.quarantine).toBeDefined()

      const other = await meet(
        each.pinned !== undefined && each.before === null ? { ...each, pinned: one } : each,
      )
      const twin = await other.syncAfter(each.twin, ...atOf(each.twinAt))
      expect([twin.status[attacked], twin.codes.filter((code) => code !== 'key/unknown-keyid')]).toEqual([
        'fresh',
        [],
      ])
      expect(twin.exit).toBe(0)
      expect(other.element()!.lists.map(({ digest }) => digest)).toContain(
        digestOf(each.twin.lists['tier-3']!),
      )
    },
    120_000,
  )
})

/** By the name of the threat: the attacks above, or the test that shows what only another way of running can show. */
const threats: Readonly<Record<string, readonly string[]>> = {
  'Edited content': ['an entry is edited in transit'],
  'Forged document': [
    'the host forges a list',
    'the host forges an identity and all that hangs on it, at the first meeting',
  ],
  'Another kind of document': [
    'a document of one kind is passed off as another',
    'a signature over a head of another kind is used for a list',
    'a signature that another tool made over the same text is used',
  ],
  'Another list': [
    'the list of one publisher is offered as another’s',
    'a list is offered under the name of another list',
    'an identity of another publisher is pinned under this id',
  ],
  'Two readings': [
    'a member stands twice, for two readers',
    'a number is spelled in a way that other readers take for another one',
    'a name is spelled with an escape, so that a search does not find it',
    'a line feed in a string hides from a reviewer what the machine reads',
  ],
  'Hidden text': ['text is hidden by characters that turn it around'],
  'Read before verified': ['core/test/seal/verify-list.test.ts'],
  Bomb: ['the head is larger than a reader takes', 'the content is nested without end'],
  'Tomorrow’s meaning': ['core/test/list/read-list.test.ts'],
  'Faked threshold': [
    'one key signs twice',
    'one key signs under two ids',
    'one key is in the identity twice',
  ],
  'Colliding keyid': ['another key takes a trusted keyid'],
  'Everybody’s key': ['a key is one under which anybody can sign'],
  'Disagreeing verifiers': ['a key is written in a way that verifiers read differently'],
  'Malleable signature': ['a signature is made again without its key'],
  'Stolen list key': [
    'a stolen list key signs after the owner has rotated',
    'what a stolen list key signed together with others is shown after the epoch was raised',
  ],
  'Stolen root keys below the threshold': ['stolen root keys below the threshold write the next identity'],
  'Taken over': ['somebody places the next identity with keys of his own'],
  'Key of the past': ['a root key of the past signs another successor of an old version'],
  'Version left out': [
    'an identity file is missing in the middle',
    'another number is put in the place of the next identity',
  ],
  'Revocation undone': ['an identity goes back to an earlier epoch'],
  'Handed to nobody': ['an identity has keys that nobody holds'],
  'Identities without end': ['the chain of identities has no end'],
  'Leaked by a fault while signing': ['core/test/seal/sign-document.test.ts'],
  Rollback: [
    'the list goes back to an older version',
    'the identity goes back to an older version',
    'another identity is put in the place of the accepted one',
  ],
  Mix: ['a new list is mixed with an old identity'],
  Freeze: [
    'everything is frozen until the list has ended',
    'the list alone is frozen',
    'a list is frozen for longer than the operator takes',
  ],
  'Fast-forward': ['a version that goes back after a fast-forward, without a new epoch'],
  'Two faces, one reader': ['other content is shown under the same version'],
  'Two faces, two readers': ['the next version follows another one than was shown here'],
  'Two identities': ['a second identity of the same version is shown'],
  'Revoked and still serving': ['what was accepted is revoked and nothing takes its place'],
  'Rotation hidden again': ['the newest identity is withheld, and the lists stay'],
  'Forgiven by showing the known': ['cli/test/operator/sync/attacks.test.ts'],
  'Deleted list': ['a list that was accepted is withheld'],
  'Lost denial': ['cli/test/operator/sync/sync.test.ts'],
  'Framed publisher': ['rubbish under the publisher’s name is to bring it into quarantine'],
  'One for all': ['cli/test/operator/sync/sync.test.ts'],
  'Clock set back': ['the clock was set back, so that what has ended seems in force'],
  'Poisoned time floor': [
    'a list from the future would poison the time floor',
    'an identity from the future would',
  ],
  'Clock ahead for one run': ['cli/test/operator/sync/sync.test.ts'],
  'Two lists to compare for hours': ['core/test/lock/vanished-limits.internal.test.ts'],
  'Edited store': ['cli/test/operator/store.test.ts'],
}

describe('the threats of the specification', () => {
  const page = readFileSync(new URL('../../../../../spec/threats.md', import.meta.url), 'utf8')
  const named = [...page.matchAll(/^\| \*\*(.+?)\.\*\*/gm)].map(([, name]) => name!.replaceAll("'", '’'))

  test('are each mounted here, or shown by a test that is named', () => {
    expect(Object.keys(threats).sort()).toEqual(named.sort())
    expect(named.length).toBeGreaterThan(40)
    const shown = Object.values(threats).flat()
    const files = shown.filter((each) => each.endsWith('.test.ts'))
    for (const path of files)
      expect(existsSync(new URL(`../../../../${path}`, import.meta.url)), path).toBe(true)
    expect(shown.filter((each) => !files.includes(each)).sort()).toEqual(Object.keys(attacks).sort())
  })
})

describe.skipIf(withoutGit !== undefined)(`what was proven${withoutGit ?? ''}`, () => {
  test('is kept as proof, held until something newer is accepted, and forgotten then', async () => {
    const bench = await meet({ ...attacks['other content is shown under the same version']! })
    const other = tier(3, { entries: [entry('evil')] })
    await bench.syncAfter(showing(other))
    const proofs = readdirSync(bench.at('op/trust.store')).filter((name) => name.endsWith('.dsse.json'))
    expect(proofs.sort()).toEqual([`${digestOf(other)}.dsse.json`, `${digestOf(three)}.dsse.json`].sort())
    // Showing the old one again does not undo it.
    const again = await bench.syncAfter(accepted)
    expect([again.status[attacked], again.codes]).toEqual(['quarantined', ['lock/equivocation']])
    const forward = await bench.syncAfter(next)
    expect([forward.status[attacked], forward.exit]).toEqual(['fresh', 0])
    expect(bench.element()!.quarantine).toBeUndefined()
  })

  test('by comparing what two publishers saw is told: different lists for different readers', async () => {
    const other = tier(4, { entries: [entry('evil')] })
    const bench = await meet({ ...attacks['other content is shown under the same version']! })
    bench.show(next)
    const saw = { digest: digestOf(other), epoch: 1, list: 'tier-3', publisher: attacked, version: 4 }
    const identity = honestIdentity
    const nine = listBytes({
      signed: { publisher: honest, version: 9, list: 'core' },
      subject: { observed: [saw] },
    })
    bench.show({ identities: [identity], lists: { core: nine } }, honest)
    const told = await bench.sync()
    expect([told.exit, told.codes]).toEqual([0, ['lock/seen-differently']])
    // The twin saw what is accepted here.
    const ten = listBytes({
      signed: { publisher: honest, version: 10, list: 'core', previousSha256: digestOf(nine) },
      subject: { observed: [{ ...saw, digest: digestOf(four) }] },
    })
    bench.show({ identities: [identity], lists: { core: ten } }, honest)
    expect((await bench.sync()).codes).toEqual([])
  })

  test('is told of a version that was accepted long ago, both lists are in the store, and nobody is quarantined', async () => {
    const bench = await meet({ ...attacks['other content is shown under the same version']! })
    for (const list of [four, after(four, 5), after(after(four, 5), 6)]) await bench.syncAfter(showing(list))
    const other = tier(3, { entries: [entry('evil')] })
    const saw = { digest: digestOf(other), epoch: 1, list: 'tier-3', publisher: attacked, version: 3 }
    const witness = listBytes({
      signed: { publisher: honest, version: 9, list: 'core' },
      subject: { observed: [saw] },
    })
    bench.show({ identities: [honestIdentity], lists: { core: witness } }, honest)
    const told = await bench.sync()
    expect([told.exit, told.codes, Object.values(told.status)]).toEqual([
      0,
      ['lock/seen-differently'],
      ['fresh', 'fresh'],
    ])
    const what = told.what['lock/seen-differently']!
    for (const each of [attacked, honest, digestOf(other), digestOf(three)]) expect(what).toContain(each)
    for (const each of [witness, three])
      expect(existsSync(bench.at(`op/trust.store/${digestOf(each)}.json`))).toBe(true)
    // When the other one is shown here too, its own signatures prove it.
    const shown = await bench.syncAfter(showing(other))
    expect(shown.codes).toContain('lock/rollback')
    const proofs = readdirSync(bench.at('op/trust.store')).filter((name) => name.endsWith('.dsse.json'))
    expect(proofs).toContain(`${digestOf(other)}.dsse.json`)
  })
})

describe.skipIf(withoutGit !== undefined)(`a history${withoutGit ?? ''}`, () => {
  test('that was written anew, by force, is as good as any, as long as the list goes forward', async () => {
    const bench = await meet({ ...attacks['an entry is edited in transit']! })
    const { git } = bench.repositories[attacked]!
    git('checkout', '-q', '--orphan', 'anew')
    git('branch', '-q', '-D', 'main')
    git('branch', '-q', '-m', 'main')
    const told = await bench.syncAfter(next)
    expect([told.exit, told.status[attacked], bench.accepted()]).toEqual([
      0,
      'fresh',
      { 'tier-3': digestOf(four) },
    ])
  })

  test('whose branch moved back is a rollback, and none where it moves forward again', async () => {
    const bench = await meet({ ...attacks['an entry is edited in transit']! })
    expect((await bench.syncAfter(next)).status[attacked]).toBe('fresh')
    const { git } = bench.repositories[attacked]!
    git('branch', 'newest')
    git('reset', '-q', '--hard', 'HEAD~1')
    const told = await bench.sync()
    expect([told.status[attacked], told.codes]).toEqual(['quarantined', ['lock/rollback']])
    expect(bench.accepted()).toEqual({ 'tier-3': digestOf(four) })
    git('reset', '-q', '--hard', 'newest')
    expect((await bench.sync()).status[attacked]).toBe('fresh')
  })
})

describe.skipIf(withoutGit !== undefined)(`not stopped, as spec/threats.md says${withoutGit ?? ''}:`, () => {
  test('a publisher that signs a bad list', async () => {
    const bench = await meet({ ...attacks['an entry is edited in transit']! })
    const bad = after(three, 4, { entries: [entry('malware')] })
    expect((await bench.syncAfter(showing(bad))).status[attacked]).toBe('fresh')
    expect(bench.accepted()).toEqual({ 'tier-3': digestOf(bad) })
  })

  test('a wrong fingerprint at the first pin', async () => {
    const wrong = version(1, strangers)
    const bench = new SyncBench(wrong)
    const told = await bench.syncAfter({ identities: [wrong], lists: { 'tier-3': tier(1, { by: [7, 8] }) } })
    expect(told.status[attacked]).toBe('fresh')
  })

  test('updates that are withheld, which show as their age alone', async () => {
    const bench = await meet({ ...attacks['an entry is edited in transit']! })
    const told = await bench.syncAfter(accepted, '--at', '2027-06-01T00:00:00Z')
    expect([told.status[attacked], bench.element()!.lists[0]!.version]).toEqual(['fresh', 3])
  })

  test('identities that are withheld from the end of the chain', async () => {
    const bench = await meet({ ...attacks['an entry is edited in transit']! })
    // The owner has taken key 1 out, but the host does not show it.
    expect((await bench.syncAfter(showing(after(three, 4, { by: [1, 2] })))).status[attacked]).toBe('fresh')
  })

  test('quarantine by a source that shows what the publisher did sign earlier', async () => {
    const bench = await meet({ ...attacks['the list goes back to an older version']! })
    expect((await bench.syncAfter(accepted)).status[attacked]).toBe('quarantined')
    expect((await bench.syncAfter(next)).status[attacked]).toBe('fresh')
  })

  test('the theft of a root threshold', async () => {
    const bench = await meet({ ...attacks['an entry is edited in transit']! })
    const stolen = version(2, { ...strangers, by: [4, 9] })
    const told = await bench.syncAfter(
      showing(after(three, 4, { by: [7, 8], signed: { publisherVersion: 2 } }), stolen),
    )
    expect(told.status[attacked]).toBe('fresh')
    // It can be seen: the change of keys is told.
    expect(JSON.stringify(told.result!.publishers[0]!.changes.identity)).toContain('key-removed')
  })

  test('a freeze shorter than the expiry', async () => {
    const bench = await meet({ ...attacks['an entry is edited in transit']! })
    expect((await bench.syncAfter(accepted, '--at', '2027-10-31T00:00:00Z')).status[attacked]).toBe('fresh')
  })

  test('a rollback after the lock was lost, which is told', async () => {
    const bench = await meet({ ...attacks['the list goes back to an older version']! })
    rmSync(bench.at('op/trust.lock.json'))
    const told = await bench.syncAfter(accepted)
    expect([told.status[attacked], told.codes]).toEqual(['fresh', ['cli/lock-missing']])
    expect(told.what['cli/lock-missing']).toContain('older versions of lists would be taken again')
  })

  test('a clock that is set back, but not behind what is known', async () => {
    const bench = await meet({ ...attacks['an entry is edited in transit']! })
    expect((await bench.syncAfter(accepted, '--at', '2026-11-21T00:00:00Z')).status[attacked]).toBe('fresh')
  })
})
