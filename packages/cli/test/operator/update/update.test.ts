import { renameSync, rmSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { done, refused, type Told } from '../../commands/workshop.js'
import {
  allow,
  day,
  decisionsOf,
  deny,
  operatorShop,
  policy,
  safely,
  turing,
  type OperatorShop,
} from '../merging/operator-shop.js'

let shop: OperatorShop
const codesOf = (told: Told) => told.problems.map(({ code }) => code)
interface Updated {
  readonly policies: readonly {
    readonly profile: string
    readonly digest: string
    readonly held: readonly { readonly package: string }[]
    readonly changes: readonly { readonly package: string; readonly after: { readonly decision: string } }[]
  }[]
}
async function update(...words: readonly string[]): Promise<Told> {
  return (await shop.run('update', ...words, '--json')).json()
}
const updated = (told: Told) => (told.result as unknown as Updated).policies
const digestOf = (told: Told) => updated(told)[0]!.digest

beforeEach(async () => {
  shop = await operatorShop()
})

describe('update', () => {
  beforeEach(async () => {
    await done(shop, 'merge')
    shop.setTime(day(2))
  })

  test('puts denials into force at once, and holds what widens until it is accepted', async () => {
    await shop.say(turing, allow('numpy') + allow('scipy') + deny('evil') + deny('worse'))
    const told = await update()
    expect([told.exit, codesOf(told)]).toEqual([0, ['cli/widening-held']])
    const asked = ['numpy@1.26.4', 'scipy@1.0', 'evil@1', 'worse@1']
    expect(Object.values(await decisionsOf(shop, asked))).toEqual(['allow', 'undecided', 'deny', 'deny'])
    expect(updated(told)[0]!.held.map((each) => each.package)).toEqual(['pkg:pypi/scipy'])
    shop.setTime(day(3))
    const again = await update()
    expect([digestOf(again), codesOf(again)]).toEqual([digestOf(told), ['cli/widening-held']])
    const mend = again.problems[0]!.mend
    expect(mend).toContain(`trustlist update --locked --accept ${digestOf(told)}`)
    const accepted = await update('--locked', '--accept', digestOf(told))
    expect([accepted.exit, codesOf(accepted)]).toEqual([0, []])
    expect(Object.values(await decisionsOf(shop, asked))).toEqual(['allow', 'allow', 'deny', 'deny'])
    shop.setTime(day(4))
    expect(codesOf(await update())).toEqual([])
    expect(Object.values(await decisionsOf(shop, ['scipy@1.0']))).toEqual(['allow'])
  })

  test('accepts one content: what came since is held', async () => {
    await shop.say(turing, allow('numpy') + allow('scipy') + deny('evil'))
    const first = await update()
    await shop.say(safely, allow('numpy', 'vers:pypi/>=1.26.0') + allow('scipy') + allow('pandas'))
    await shop.say(turing, allow('numpy') + allow('scipy') + allow('pandas') + deny('evil'))
    const told = await update('--accept', digestOf(first))
    expect([told.exit, codesOf(told)]).toEqual([1, ['cli/not-what-was-told', 'cli/widening-held']])
    expect(await decisionsOf(shop, ['scipy@1.0', 'pandas@1.0'])).toEqual({
      'scipy@1.0': 'undecided',
      'pandas@1.0': 'undecided',
    })
  })

  test('of a held package explain and suggest say that it waits', async () => {
    await shop.say(turing, allow('numpy') + allow('scipy') + deny('evil'))
    await update()
    expect((await done(shop, 'explain', 'pkg:pypi/scipy@1.0', '--policy', policy)).out).toContain('accepted')
    expect((await done(shop, 'suggest', '--policy', policy)).out).not.toContain('scipy')
  })

  test('stops loudly where too much would be lost, and writes no policy', async () => {
    const before = shop.take(policy)
    await shop.say(turing, deny('evil') + allow('pandas'))
    const told = await update()
    expect([told.exit, codesOf(told), told.result]).toEqual([1, ['cli/too-much-lost'], null])
    expect(told.problems[0]!.what).toBe(
      'tier-2 would lose 1 of 1 that it allows, more than 20 %; no policy was written',
    )
    expect(shop.take(policy)).toBe(before)
    const [digest] = /sha256:[0-9a-f]{64}/.exec(told.problems[0]!.mend)!
    expect((await update('--locked', '--accept', digest)).exit).toBe(0)
    expect(await decisionsOf(shop, ['numpy@1.26.4'])).toEqual({ 'numpy@1.26.4': 'undecided' })
  })

  test('a loss of a fifth is no stop, of more it is', async () => {
    const names = ['a1', 'a2', 'a3', 'a4', 'a5']
    const all = `${deny('evil')}${names.map((name) => allow(name)).join('')}`
    await shop.say(turing, all)
    await shop.say(safely, names.map((name) => allow(name)).join(''))
    const first = await update()
    // numpy was all that was allowed.
    const [digest] = /sha256:[0-9a-f]{64}/.exec(first.problems[0]!.mend)!
    expect((await update('--locked', '--accept', digest)).exit).toBe(0)
    await shop.say(
      turing,
      deny('evil') +
        names
          .slice(0, 4)
          .map((name) => allow(name))
          .join(''),
    )
    expect((await update()).exit).toBe(0)
    expect(await decisionsOf(shop, ['a4@1', 'a5@1'])).toEqual({ 'a4@1': 'allow', 'a5@1': 'undecided' })
    await shop.say(
      turing,
      deny('evil') +
        names
          .slice(0, 3)
          .map((name) => allow(name))
          .join(''),
    )
    expect(codesOf(await update())).toEqual(['cli/too-much-lost'])
  })

  test('one profile that loses too much stops all, one without a policy only itself', async () => {
    shop.put('trust.yaml', `${shop.take('trust.yaml')}  tier-4: { allowAt: 50 }\n`)
    await shop.say(turing, allow('numpy') + deny('evil') + deny('worse'))
    const told = await update()
    expect([told.exit, codesOf(told)]).toEqual([1, ['cli/no-policy-yet']])
    expect(await decisionsOf(shop, ['worse@1'])).toEqual({ 'worse@1': 'deny' })
    expect(shop.files()['policy.tier-4.json']).toBeUndefined()
    await done(shop, 'merge', '--locked', '--profile', 'tier-4')
    await shop.say(turing, deny('evil') + deny('worse'))
    const before = shop.files()
    expect(codesOf(await update())).toEqual(['cli/too-much-lost'])
    for (const path of [policy, 'policy.tier-4.json']) expect(shop.files()[path]).toBe(before[path])
  })

  test('hears who is away as accepted last, and stops where its grace is over', async () => {
    renameSync(shop.at(turing), shop.at('away'))
    const told = await update()
    expect([told.exit, codesOf(told)]).toEqual([0, ['cli/not-refreshed']])
    shop.setTime(day(20))
    const before = shop.take(policy)
    const late = await update()
    expect([late.exit, codesOf(late)]).toEqual([1, ['merge/publisher-lost', 'cli/not-refreshed']])
    expect(shop.take(policy)).toBe(before)
  })

  test('a policy that has ended since still says what was accepted', async () => {
    shop.setTime('2027-01-15T12:00:00Z')
    expect(await update()).toMatchObject({ exit: 0, problems: [] })
    expect(await decisionsOf(shop, ['numpy@1.26.4'], policy)).toEqual({ 'numpy@1.26.4': 'allow' })
  })

  test('is refused what is not about now or is no digest, and a policy that was changed', async () => {
    await refused(shop, ['update', '--at', day(2)], { exit: 2, code: 'cli/option-value' })
    await refused(shop, ['update', '--accept', 'abc'], { exit: 2, code: 'cli/option-value' })
    await refused(shop, ['update', '--timeout', '0'], { exit: 2, code: 'cli/timeout-malformed' })
    await refused(shop, ['update', '--trust', 'none.yaml'], { exit: 4, code: 'cli/trust-missing' })
    const kept = shop.take(policy)
    shop.put(policy, kept.replace('evil', 'good'))
    await refused(shop, ['update', '--locked'], { exit: 1, code: 'seal/subject-digest' })
    shop.put(policy, 'no policy')
    expect((await shop.run('update', '--locked')).exit).toBe(3)
    rmSync(shop.at('trust.lock.json'))
    await refused(shop, ['update', '--locked'], { exit: 4, code: 'cli/lock-needed' })
    await refused(shop, ['update'], { exit: 4, code: 'cli/lock-needed' })
  })

  test('two at once leave one whole policy, and both succeed', async () => {
    await shop.say(turing, allow('numpy') + deny('evil') + deny('worse'))
    const both = await Promise.all([update(), update(), done(shop, 'merge', '--locked', '--json')])
    expect(both.map(({ exit }) => exit)).toEqual([0, 0, 0])
    expect(await decisionsOf(shop, ['numpy@1.26.4', 'evil@1'])).toEqual({
      'numpy@1.26.4': 'allow',
      'evil@1': 'deny',
    })
    expect(Object.keys(shop.files()).filter((name) => name.includes('hold') || name.includes('tmp'))).toEqual(
      [],
    )
  })

  test('tells people and programs the same', async () => {
    const tell = async (...words: readonly string[]) => {
      const human = await shop.run('update', ...words)
      return `${human.out}${human.err}exit ${human.exit}\n`.replaceAll(/[0-9a-f]{64}/g, 'DIGEST')
    }
    await shop.say(turing, allow('numpy') + allow('scipy') + deny('evil') + deny('numpy', 'vers:pypi/1.27.0'))
    expect(await tell()).toMatchSnapshot()
    expect(await tell('--json')).toMatchSnapshot()
    expect(await tell('--quiet')).toMatchSnapshot()
    await shop.say(turing, deny('evil'))
    expect(await tell()).toMatchSnapshot()
    expect(await tell('--json')).toMatchSnapshot()
  })
})

test('begins with a policy that a person made, or whose digest a person gives', async () => {
  rmSync(shop.at('trust.lock.json'))
  rmSync(shop.at('trust.store'), { recursive: true })
  const told = await update()
  expect([told.exit, codesOf(told)]).toEqual([1, ['cli/no-policy-yet']])
  expect(shop.files()['trust.lock.json']).toBeDefined()
  expect(shop.files()[policy]).toBeUndefined()
  const [digest] = /sha256:[0-9a-f]{64}/.exec(told.problems[0]!.what)!
  expect((await update('--locked', '--accept', digest)).exit).toBe(0)
  expect((await update()).exit).toBe(0)
})
