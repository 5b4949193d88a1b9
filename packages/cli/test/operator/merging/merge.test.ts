import { createHash } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { bothForms, done, refused } from '../../commands/workshop.js'
import { newRepository, withoutGit } from '../sources/git-repository.js'
import {
  allow,
  day,
  decisionsOf,
  deny,
  listOf,
  operatorShop,
  policy,
  safely,
  turing,
  type OperatorShop,
} from './operator-shop.js'

let shop: OperatorShop
beforeEach(async () => {
  shop = await operatorShop()
})
const codesOf = (told: { readonly problems: readonly { readonly code: string }[] }) =>
  told.problems.map(({ code }) => code)
const merge = async (...words: readonly string[]) => (await done(shop, 'merge', ...words, '--json')).json()

describe('merge, where there is a lock', () => {
  test('brings what is new before it merges', async () => {
    await merge()
    expect(await decisionsOf(shop, ['numpy@1.26.4', 'scipy@1.0', 'evil@1'])).toEqual({
      'numpy@1.26.4': 'allow',
      'scipy@1.0': 'undecided',
      'evil@1': 'deny',
    })
    await shop.say(turing, allow('numpy') + allow('scipy') + deny('evil'))
    const lock = shop.take('trust.lock.json')
    await merge()
    expect(await decisionsOf(shop, ['scipy@1.0'])).toEqual({ 'scipy@1.0': 'allow' })
    expect(shop.take('trust.lock.json')).not.toBe(lock)
  })

  test('--locked takes exactly what the lock says, and writes no lock', async () => {
    await merge()
    const first = shop.take(policy)
    await shop.say(turing, allow('numpy') + allow('scipy') + deny('evil'))
    const lock = shop.take('trust.lock.json')
    expect((await merge('--locked')).result).toMatchObject({ from: 'lock', lock: 'trust.lock.json' })
    expect([shop.take(policy), shop.take('trust.lock.json')]).toEqual([first, lock])
  })

  test('an older list stops the merge, with the proof; without a lock nobody could know', async () => {
    const older = shop.take(listOf(turing))
    await shop.say(turing, allow('numpy') + deny('evil'))
    await merge()
    const before = shop.take(policy)
    shop.put(listOf(turing), older)
    const ran = await shop.run('merge', '--json')
    expect([ran.exit, codesOf(ran.json())]).toEqual([1, ['merge/publisher-quarantined']])
    expect(ran.json().problems[0]!.what).toContain('version 1')
    expect(shop.take(policy)).toBe(before)
    rmSync(shop.at('trust.lock.json'))
    rmSync(shop.at('trust.store'), { recursive: true })
    expect((await merge()).result).toMatchObject({ from: 'sources', lock: null })
  })

  test('who cannot be reached is heard for its days of grace, then stops the merge', async () => {
    renameSync(shop.at(turing), shop.at('away'))
    const told = await merge()
    expect(codesOf(told)).toEqual(['cli/not-refreshed'])
    shop.setTime(day(10))
    expect(codesOf(await merge())).toEqual(['cli/not-refreshed', 'merge/publisher-stale'])
    expect(await decisionsOf(shop, ['numpy@1.26.4', 'evil@1'])).toEqual({
      'numpy@1.26.4': 'allow',
      'evil@1': 'deny',
    })
    shop.setTime(day(16))
    const before = shop.take(policy)
    const ran = await shop.run('merge', '--json')
    expect([ran.exit, codesOf(ran.json())]).toEqual([1, ['merge/publisher-lost', 'cli/not-refreshed']])
    expect(shop.take(policy)).toBe(before)
  })

  test('of an optional one the denials stay, and its allows weigh nothing', async () => {
    await done(shop, 'trust', 'weigh', turing, '--optional', 'yes')
    renameSync(shop.at(turing), shop.at('away'))
    shop.setTime(day(16))
    expect(codesOf(await merge())).toEqual(['cli/not-refreshed', 'merge/quarantined'])
    expect(await decisionsOf(shop, ['numpy@1.26.4', 'evil@1'])).toEqual({
      'numpy@1.26.4': 'undecided',
      'evil@1': 'deny',
    })
  })

  test('a denial that vanished stays until it is acknowledged', async () => {
    await shop.say(turing, allow('numpy') + allow('evil'))
    await shop.say(safely, allow('numpy') + allow('evil'))
    // The allows are as old as the denial was: they do not answer it.
    expect(codesOf(await merge())).toEqual(['merge/denial-vanished'])
    expect(await decisionsOf(shop, ['evil@1'])).toEqual({ 'evil@1': 'deny' })
    shop.put(
      'trust.yaml',
      `${shop.take('trust.yaml')}acknowledged:\n  - { publisher: turing-dsh, package: pkg:pypi/evil, versions: "vers:pypi/*", reason: It was renamed., by: jane }\n`,
    )
    expect(codesOf(await merge('--locked'))).toEqual([])
    expect(await decisionsOf(shop, ['evil@1'])).toEqual({ 'evil@1': 'allow' })
  })

  test('hears a source that never signs as it was reviewed', async () => {
    const osv = (name: string) =>
      `trustlist: "1.0"\npublisher: osv\nlist: osv\nabout: { title: Advisories, licence: CC0-1.0 }\ndefaults: { decision: deny, decided: 2026-10-01, basis: curated }\nentries:\n  - { package: pkg:pypi/${name}, versions: "vers:pypi/*", reason: An advisory. }\n`
    shop.put('osv.yaml', osv('numpy'))
    const digest = `sha256:${createHash('sha256').update(osv('numpy')).digest('hex')}`
    const asOsv = ['--unsigned', '--as', 'osv', '--trust', 'advice', '--fingerprint', digest]
    await done(shop, 'trust', 'add', 'osv.yaml', ...asOsv)
    await merge()
    expect(await decisionsOf(shop, ['numpy@1.26.4'])).toEqual({ 'numpy@1.26.4': 'deny' })
    shop.put('osv.yaml', osv('scipy'))
    expect(codesOf(await merge())).toEqual(['cli/unsigned-changed'])
    expect(codesOf(await merge('--locked'))).toEqual([])
    expect(await decisionsOf(shop, ['numpy@1.26.4'])).toEqual({ 'numpy@1.26.4': 'deny' })
    shop.put('trust.yaml', shop.take('trust.yaml').replace(digest, `sha256:${'0'.repeat(64)}`))
    await refused(shop, ['merge', '--locked'], { exit: 1, code: 'lock/pin-changed' })
  })

  test('says once what the merges of several profiles come upon', async () => {
    shop.put('trust.yaml', `${shop.take('trust.yaml')}  tier-4: { allowAt: 150 }\n`)
    await shop.say(turing, allow('numpy'))
    expect(codesOf(await merge())).toEqual(['merge/denial-vanished'])
  })

  test('needs it: where it is gone or asked for, nothing is merged on what was forgotten', async () => {
    await merge()
    const lock = shop.take('trust.lock.json')
    rmSync(shop.at('trust.lock.json'))
    await refused(shop, ['merge'], { exit: 4, code: 'cli/lock-needed', place: 'trust.lock.json' })
    await refused(shop, ['merge', '--locked'], { exit: 4, code: 'cli/lock-needed' })
    rmSync(shop.at('trust.store'), { recursive: true })
    await refused(shop, ['merge', '--locked'], { exit: 4, code: 'cli/lock-needed', place: 'trust.lock.json' })
    await refused(shop, ['merge', '--lock', 'none.json', '-o', 'p.json'], {
      exit: 4,
      code: 'cli/file-missing',
    })
    await done(shop, 'merge')
    shop.put('trust.lock.json', lock)
    // The store is gone: what the lock names is not there.
    await refused(shop, ['merge', '--locked'], { exit: 1, code: 'lock/document-missing' })
    await done(shop, 'sync')
    await done(shop, 'merge', '--locked')
    shop.put('trust.lock.json', lock.slice(0, -9))
    await refused(shop, ['merge', '--locked'], {
      exit: 3,
      code: 'lock/damaged',
      place: 'trust.lock.json:4:48',
    })
    shop.put('trust.lock.json', '')
    await refused(shop, ['merge'], { exit: 3, code: 'lock/damaged' })
  })

  test('of a publisher that was never accepted says why, and merges nothing', async () => {
    const text = shop.take('trust.yaml')
    shop.put(
      'trust.yaml',
      text.replace(
        'publishers:',
        `publishers:\n  - { id: far-tre, from: ./far-tre, pin: "sha256:${'0'.repeat(64)}", trust: full }`,
      ),
    )
    const ran = await shop.run('merge', '--json')
    expect([ran.exit, codesOf(ran.json())]).toEqual([4, ['cli/source-unreachable']])
    await refused(shop, ['merge', '--locked'], { exit: 1, code: 'merge/publisher-missing' })
    expect(shop.files()[policy]).toBeUndefined()
  })

  test('tells people and programs the same', async () => {
    const told = async (...words: readonly string[]) => {
      const human = await shop.run('merge', ...words)
      const json = await shop.run('merge', ...words, '--json')
      const text = `$ trustlist merge ${words.join(' ')}\n${human.out}${human.err}exit ${human.exit}\n${json.out}`
      return text.replaceAll(shop.folder, 'DIR').replaceAll(/[0-9a-f]{64}/g, 'DIGEST')
    }
    await shop.say(
      safely,
      deny('numpy', 'vers:pypi/<1.20.0') + allow('numpy', 'vers:pypi/>=1.26.0') + allow('scipy'),
    )
    expect(await told()).toMatchSnapshot()
    renameSync(shop.at(turing), shop.at('away'))
    shop.setTime(day(10))
    expect(await told()).toMatchSnapshot()
    shop.setTime(day(30))
    expect(await told()).toMatchSnapshot()
  })
})

test.skipIf(withoutGit !== undefined)(
  '--offline asks no repository, and says of whom it cannot hear',
  async () => {
    const { git } = newRepository(shop.at('peers'))
    for (const publisher of [turing, safely]) renameSync(shop.at(publisher), shop.at(`peers/${publisher}`))
    git('add', '-A')
    git('commit', '-qm', 'one')
    const from = (publisher: string) => `file://${shop.folder}/peers#main:${publisher}`
    const text = shop.take('trust.yaml')
    shop.put('trust.yaml', text.replace(`./${turing}`, from(turing)).replace(`./${safely}`, from(safely)))
    const words = ['--cache', shop.at('cache')]
    expect(codesOf(await merge(...words))).toEqual([])
    const before = shop.take(policy)
    renameSync(shop.at('peers'), shop.at('gone'))
    expect(codesOf(await merge('--offline', ...words))).toEqual([])
    // Also where nothing was ever fetched: what was accepted is in the store.
    expect(codesOf(await merge('--offline', '--cache', shop.at('other')))).toEqual([])
    expect(shop.take(policy)).toBe(before)
    const { problems } = await merge(...words)
    expect(problems.map(({ code, at }) => [code, at.source])).toEqual([
      ['cli/not-refreshed', turing],
      ['cli/not-refreshed', safely],
    ])
  },
)

describe.skipIf(withoutGit !== undefined)('merge of another time', () => {
  const then = ['--profile', 'tier-2', '-o', 'then.json']
  const commit = (tag: string) => {
    shop.git('add', '-A', '--', 'trust.yaml', 'trust.lock.json', 'trust.store', policy)
    shop.git('commit', '-q', '-m', tag)
    shop.git('tag', tag)
  }

  beforeEach(async () => {
    shop.git('init', '-q', '-b', 'main')
    await merge()
    commit('first')
    shop.setTime(day(5))
    await shop.say(turing, allow('numpy') + allow('scipy') + deny('evil') + deny('pandas'))
    await done(shop, 'trust', 'weigh', safely, '--trust', 'full')
    await merge()
    commit('second')
    shop.setTime(day(9))
    await shop.say(turing, allow('numpy'))
    await merge()
  })

  test('by the trust configuration and the lock of a day it is the policy made then', async () => {
    await merge('--trust', 'first:trust.yaml', '--at', day(1), ...then)
    expect(shop.take('then.json')).toBe(shop.git('show', `first:${policy}`))
    await merge('--trust', 'second:trust.yaml', '--at', day(5), ...then)
    expect(shop.take('then.json')).toBe(shop.git('show', `second:${policy}`))
    await merge('--trust', 'first:./trust.yaml', '--lock', 'first:trust.lock.json', '--at', day(1), ...then)
    expect(shop.take('then.json')).toBe(shop.git('show', `first:${policy}`))
  })

  test('with --at alone it hears what was in force then, by the trust configuration of today', async () => {
    expect((await merge('--at', day(2), ...then)).result).toMatchObject({ from: 'past' })
    // opensafely is believed fully today; turing-dsh denied no pandas then.
    const asked = ['scipy@1.0', 'pandas@1.0', 'evil@1']
    const ask = () => decisionsOf(shop, asked, 'then.json')
    const at = async (instant: string) => {
      await merge('--at', instant, ...then)
      const ran = await shop.run(
        'check',
        ...asked.map((each) => `pkg:pypi/${each}`),
        '--policy',
        'then.json',
        '--at',
        instant,
        '--json',
      )
      const { packages } = ran.json().result as { packages: readonly { decision: string }[] }
      return packages.map(({ decision }) => decision)
    }
    expect(Object.values(await ask())).toEqual(['allow', 'undecided', 'deny'])
    expect(await at(day(2))).toEqual(['allow', 'undecided', 'deny'])
    expect(await at(day(6))).toEqual(['allow', 'deny', 'deny'])
    // Both vanished by then, and are kept.
    expect(await at(day(9))).toEqual(['allow', 'deny', 'deny'])
    expect((await shop.run('merge', '--at', '2026-10-01T00:00:00Z', ...then)).exit).toBe(1)
  })

  test('writes no lock, and over nothing that is in force', async () => {
    const before = shop.files()
    for (const words of [
      ['--at', day(2)],
      ['--trust', 'first:trust.yaml'],
      ['--lock', 'first:trust.lock.json'],
    ]) {
      await refused(shop, ['merge', ...words], { exit: 2, code: 'cli/output-needed' })
      await shop.run('merge', ...words, ...then)
      const left = Object.fromEntries(Object.entries(shop.files()).filter(([name]) => name !== 'then.json'))
      expect(left).toEqual(before)
    }
  })

  test('refuses a revision that is none, and takes a file of such a name for a file', async () => {
    const refuse = (trust: string, exit: number, code: string) =>
      refused(shop, ['merge', '--trust', trust, ...then], { exit, code })
    await refuse('third:trust.yaml', 4, 'cli/revision-missing')
    await refuse('first:none.yaml', 4, 'cli/revision-missing')
    await refuse('first:trust.store', 4, 'cli/revision-missing')
    await refuse('--upload-pack=x:trust.yaml', 2, 'cli/option-value')
    await refused(shop, ['merge', '--trust=-x:trust.yaml', ...then], {
      exit: 4,
      code: 'cli/revision-missing',
    })
    await refused(shop, ['merge', '--lock', 'third:trust.lock.json', ...then], {
      exit: 4,
      code: 'cli/revision-missing',
    })
    shop.put('first:own.yaml', shop.take('trust.yaml').replaceAll('./', `${shop.folder}/`))
    expect((await merge('--trust', 'first:own.yaml', ...then)).result).toMatchObject({ from: 'sources' })
  })

  test('tells people and programs the same', async () => {
    const words = ['--trust', 'first:trust.yaml', '--at', day(1), ...then]
    const human = await shop.run('merge', ...words)
    const json = await shop.run('merge', ...words, '--json')
    expect(`${human.out}${human.err}${json.out}`.replaceAll(/[0-9a-f]{64}/g, 'DIGEST')).toMatchSnapshot()
  })
})

test('an empty merge says so and ends in 1', async () => {
  const setup = async ({ run }: { readonly run: (...words: readonly string[]) => Promise<unknown> }) => {
    await run('trust', 'init', '--operator', 'op-tre')
  }
  expect(await bothForms(setup, () => ['merge'])).toMatchSnapshot()
})
