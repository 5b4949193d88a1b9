import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import type { PastState } from '@trustlist/core'
import { edit, entry, identityBytes } from '../../../../core/test/seal/make-documents.js'
import type { Result } from '../../../src/failure.js'
import { pastFinder } from '../../../src/operator/past/past-finder.js'
import { openStore } from '../../../src/operator/store.js'
import { toTrustPlace } from '../../../src/operator/trust-place.js'
import type { Program } from '../../../src/world.js'
import { gitIn, withoutGit } from '../sources/git-repository.js'
import { after, attacked, digestOf, SyncBench, tier, type Shown } from '../sync/sync-bench.js'

const one = identityBytes()
const two = identityBytes({
  list: { keys: [2, 3, 5], threshold: 2 },
  signed: { issued: '2026-11-10T00:00:00Z', version: 2 },
  by: [4],
})
const issued = (day: number) => `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`
const three = tier(3)
const four = after(three, 4, { signed: { issued: issued(5) }, entries: [entry('scipy')] })
const five = after(four, 5, { by: [2, 3], signed: { issued: issued(12), publisherVersion: 2 } })
const showing = (list: Uint8Array, ...identities: readonly Uint8Array[]): Shown => ({
  identities: [one, ...identities],
  lists: { 'tier-3': list },
})

describe.skipIf(withoutGit !== undefined)(
  `past states${withoutGit === undefined ? '' : `: ${withoutGit}`}`,
  () => {
    let b: SyncBench
    /** What git was asked. */
    let commands: string[]
    beforeEach(() => {
      b = new SyncBench(one)
      commands = []
    })

    interface Asked {
      readonly at: string
      readonly from?: string
      readonly lists?: readonly string[]
    }

    const ask = async ({ at, from, lists }: Asked): Promise<Result<PastState>> => {
      const { world } = b.world()
      const spying = {
        ...world,
        spawn: (program: Program) => {
          commands.push(program.words.find((word) => /^(version|ls-remote|fetch|cat-file|fsck)$/.test(word))!)
          return world.spawn(program)
        },
      }
      const place = toTrustPlace(b.at('op/trust.yaml'))
      const store = openStore(place.store, spying)
      const find = pastFinder({ place, store, cache: b.cache }, spying)
      const publisher = {
        id: attacked,
        from: from ?? `${b.repositories[attacked]!.url}#main:${attacked}`,
        pin: `sha256:${digestOf(one)}`,
        trust: 'half' as const,
        ...(lists === undefined ? {} : { lists: lists as [string, ...string[]] }),
      }
      return find(publisher, at)
    }

    const told = async (asked: Asked) => {
      const state = await ask(asked)
      if (!state.ok) return state.problems.map(({ code }) => code)
      const { identity, lists } = state.value
      return {
        identity: identity.version,
        lists: Object.fromEntries(lists.map((each) => [each.name, each.digest])),
      }
    }

    test('come from the store, when the cache is gone and the source too', async () => {
      await b.syncAfter(showing(three))
      await b.syncAfter(showing(four))
      await b.syncAfter(showing(five, two))
      rmSync(b.cache, { recursive: true })
      rmSync(b.repositories[attacked]!.folder, { recursive: true })
      expect(await told({ at: issued(4) })).toEqual({ identity: 1, lists: { 'tier-3': digestOf(three) } })
      expect(await told({ at: issued(5) })).toEqual({ identity: 1, lists: { 'tier-3': digestOf(four) } })
      // The newest identity of then no longer knows one of the keys that signed version 4.
      expect(await told({ at: issued(11) })).toEqual({ identity: 2, lists: {} })
      expect(await told({ at: issued(11), lists: ['tier-3'] })).toEqual(['lock/list-missing'])
      expect(await told({ at: issued(12) })).toEqual({ identity: 2, lists: { 'tier-3': digestOf(five) } })
      expect(await told({ at: '2026-10-31T00:00:00Z' })).toEqual(['lock/identity-lost'])
      expect(commands).toEqual([])
    })

    test('come from what the mirror saw, accepted or not, when the store is gone', async () => {
      await b.syncAfter(showing(three))
      await b.syncAfter(showing(four))
      await b.syncAfter(showing(five, two))
      rmSync(b.at('op/trust.store'), { recursive: true })
      expect(await told({ at: issued(4) })).toEqual({ identity: 1, lists: { 'tier-3': digestOf(three) } })
      expect(await told({ at: issued(6) })).toEqual({ identity: 1, lists: { 'tier-3': digestOf(four) } })
      expect(await told({ at: issued(12) })).toEqual({ identity: 2, lists: { 'tier-3': digestOf(five) } })
      expect(commands.every((command) => command === 'cat-file')).toBe(true)
      const opened = await ask({ at: issued(6) })
      expect(opened.ok && opened.value.lists[0]!.entries.map((each) => each.package)).toEqual([
        'pkg:pypi/scipy',
      ])
    })

    test('between two runs are known from a history that was fetched whole, and only then', async () => {
      b.show(showing(three))
      b.show(showing(four))
      b.show(showing(five, two))
      expect((await b.sync(attacked)).exit).toBe(0)
      expect(await told({ at: issued(6) })).toEqual({ identity: 1, lists: {} })
      expect((await b.sync(attacked, '--history')).exit).toBe(0)
      expect(await told({ at: issued(4) })).toEqual({ identity: 1, lists: { 'tier-3': digestOf(three) } })
      expect(await told({ at: issued(6) })).toEqual({ identity: 1, lists: { 'tier-3': digestOf(four) } })
      // What has its history keeps it: the next runs fetch on.
      const six = after(five, 6, { by: [2, 3], signed: { issued: issued(14), publisherVersion: 2 } })
      const seven = after(six, 7, { by: [2, 3], signed: { issued: issued(16), publisherVersion: 2 } })
      b.show(showing(six, two))
      b.show(showing(seven, two))
      expect((await b.sync(attacked)).exit).toBe(0)
      expect(await told({ at: issued(15) })).toEqual({ identity: 2, lists: { 'tier-3': digestOf(six) } })
    })

    test('are found in the history of a bundle', async () => {
      b.show(showing(three))
      b.show(showing(four))
      gitIn(b.repositories[attacked]!.folder, ['bundle', 'create', '-q', b.at('op/peer.bundle'), 'main'])
      b.writeTrust(b.entryOf(attacked, one, '', `peer.bundle#main:${attacked}`))
      expect((await b.sync()).exit).toBe(0)
      const from = `peer.bundle#main:${attacked}`
      expect(await told({ at: issued(4), from })).toEqual({
        identity: 1,
        lists: { 'tier-3': digestOf(three) },
      })
    })

    test('are found on a branch that was forced elsewhere', async () => {
      await b.syncAfter(showing(three))
      const { git } = b.repositories[attacked]!
      git('checkout', '-q', '--orphan', 'other')
      git('branch', '-q', '-D', 'main')
      git('branch', '-q', '-m', 'main')
      await b.syncAfter(showing(four))
      rmSync(b.at('op/trust.store'), { recursive: true })
      expect(await told({ at: issued(4) })).toEqual({ identity: 1, lists: { 'tier-3': digestOf(three) } })
    })

    test('pass over what is forged, cut or foreign in the history', async () => {
      b.repositories[attacked]!.commitTree([{ mode: '120000', name: attacked, text: '/etc' }])
      b.show(showing(three))
      b.show(showing(edit(four, 'scipy', 'scipx')))
      b.show({
        identities: [one, [2, identityBytes({ signed: { version: 2 }, by: [9] })]],
        lists: { 'tier-3': 'no list' },
      })
      b.show(showing(after(three, 9, { by: [7, 8], signed: { issued: issued(5) } })))
      b.show(showing(after(three, 9, { signed: { issued: issued(5), publisher: 'other-tre' } })))
      b.show(showing(four))
      b.show(showing(five, two))
      await b.sync(attacked, '--history')
      rmSync(b.at('op/trust.store'), { recursive: true })
      expect(await told({ at: issued(4) })).toEqual({ identity: 1, lists: { 'tier-3': digestOf(three) } })
      expect(await told({ at: issued(6) })).toEqual({ identity: 1, lists: { 'tier-3': digestOf(four) } })
    })

    test('tell of two lists with one version, and of nothing else in the history', async () => {
      await b.syncAfter(showing(three))
      await b.syncAfter(showing(tier(3, { entries: [entry('evil')] })))
      expect(await told({ at: issued(4) })).toEqual(['lock/equivocation'])
    })

    test('of a damaged document in the store are told, and taken from the mirror where it has the same one', async () => {
      await b.syncAfter(showing(three))
      const path = b.at(`op/trust.store/${digestOf(three)}.json`)
      writeFileSync(path, edit(three, 'pkg:pypi/', 'pkg:pypj/'))
      expect(await told({ at: issued(4) })).toEqual({ identity: 1, lists: { 'tier-3': digestOf(three) } })
      rmSync(b.cache, { recursive: true })
      expect(await told({ at: issued(4) })).toEqual(['lock/document-missing'])
    })

    test('follow a long chain of identities with as many processes as a short one', async () => {
      const chain = Array.from({ length: 40 }, (_, index) =>
        index === 0 ? one : identityBytes({ signed: { version: index + 1 }, by: [4] }),
      )
      b.show({ identities: chain, lists: { 'tier-3': three } })
      expect((await b.sync(attacked)).exit).toBe(0)
      rmSync(b.at('op/trust.store'), { recursive: true })
      expect(await told({ at: issued(4) })).toEqual({ identity: 40, lists: { 'tier-3': digestOf(three) } })
      expect(commands).toHaveLength(5)
    })

    test('write nothing', async () => {
      await b.syncAfter(showing(three))
      const all = () => (readdirSync(b.folder, { recursive: true }) as string[]).sort()
      const before = all()
      await ask({ at: issued(4) })
      expect(all()).toEqual(before)
    })
  },
)
