import { beforeEach, describe, expect, test } from 'vitest'
import { done, refused } from '../../commands/workshop.js'
import { allow, day, deny, operatorShop, policy, safely, turing, type OperatorShop } from './operator-shop.js'

let shop: OperatorShop
beforeEach(async () => {
  shop = await operatorShop()
  await done(shop, 'merge')
  shop.put('old.json', shop.take(policy))
})
interface Compared {
  readonly changes: readonly {
    readonly package: string
    readonly before: { readonly decision: string }
    readonly after: { readonly decision: string }
  }[]
  readonly isInForce: boolean
}
const compare = async (...words: readonly string[]): Promise<Compared> =>
  (await done(shop, 'merge', ...words, '--json')).json().result!['compared'] as Compared
const changesOf = ({ changes }: Compared) =>
  changes.map((each) => `${each.package} ${each.before.decision} ${each.after.decision}`)

describe('merge --compare', () => {
  test('tells what is decided otherwise, the most dangerous first, also by the file that is written over', async () => {
    await shop.say(turing, allow('scipy') + deny('evil') + deny('numpy', 'vers:pypi/<1.0') + allow('pandas'))
    await shop.say(safely, allow('numpy', 'vers:pypi/>=1.26.0') + allow('scipy') + deny('worse'))
    expect(changesOf(await compare('--compare', policy))).toEqual([
      'pkg:pypi/scipy undecided allow',
      'pkg:pypi/numpy allow undecided',
      'pkg:pypi/numpy undecided deny',
      'pkg:pypi/worse undecided deny',
    ])
    expect(changesOf(await compare('--compare', policy))).toEqual([])
    const told = async (...words: readonly string[]) =>
      (await done(shop, 'merge', '--compare', 'old.json', ...words)).out.replaceAll(/[0-9a-f]{64}/g, 'DIGEST')
    expect(await told()).toMatchSnapshot()
    expect(await told('--json')).toMatchSnapshot()
  })

  test('takes a policy that has ended as it was', async () => {
    shop.setTime('2027-01-15T12:00:00Z')
    await done(shop, 'sync')
    const compared = await compare('--locked', '--compare', 'old.json')
    expect([compared.isInForce, changesOf(compared)]).toEqual([false, []])
  })

  test('takes one of a git revision', async () => {
    shop.git('init', '-q')
    shop.git('add', policy)
    shop.git('commit', '-qm', 'one')
    await shop.say(turing, allow('numpy') + allow('scipy') + deny('evil'))
    expect(changesOf(await compare('--compare', `HEAD:${policy}`))).toEqual([
      'pkg:pypi/scipy undecided allow',
    ])
  })

  test('compares the profile of its name, or the only one', async () => {
    shop.put('trust.yaml', `${shop.take('trust.yaml')}  tier-4: { allowAt: 50 }\n`)
    expect(changesOf(await compare('--locked', '--compare', 'old.json'))).toEqual([])
    expect(
      (await compare('--locked', '--profile', 'tier-4', '--compare', 'old.json')).changes.length,
    ).toBeGreaterThan(0)
    shop.put('other.json', shop.take('policy.tier-4.json'))
    shop.put('trust.yaml', shop.take('trust.yaml').replace('tier-4:', 'tier-5: { allowAt: 200 }\n  tier-6:'))
    await refused(shop, ['merge', '--locked', '--compare', 'other.json'], {
      exit: 2,
      code: 'cli/several-profiles',
    })
  })

  test('refuses what is no policy, before anything is merged', async () => {
    const refuse = (path: string, exit: number, code: string) =>
      refused(shop, ['merge', '--compare', path], { exit, code })
    await refuse('none.json', 4, 'cli/file-missing')
    await refuse('trust.yaml', 3, 'json/syntax')
    await refuse(`${turing}/tier-3.list.json`, 3, 'document/other-type')
    shop.put('old.json', shop.take('old.json').replace('evil', 'good'))
    await refuse('old.json', 1, 'seal/subject-digest')
  })
})

describe('suggest', () => {
  const suggestions = async (...words: readonly string[]) => {
    const { result } = (await done(shop, 'suggest', ...words, '--json')).json()
    const {
      undecided,
      suggestions: ways,
      unsettled,
    } = result as unknown as {
      undecided: number
      suggestions: {
        by: { publisher: string; does: string }[]
        settles: { package: string; versions: string }[]
      }[]
      unsettled: { package: string }[]
    }
    const told = ways.map(({ by, settles }) => [
      by.map(({ publisher, does }) => `${publisher} ${does}`).join(),
      ...settles.map((each) => `${each.package} ${each.versions}`),
    ])
    return { undecided, ways: told, unsettled: unsettled.map((each) => each.package) }
  }

  test('tells who would have to say what, and what that settles', async () => {
    expect(await suggestions()).toEqual({
      undecided: 2,
      ways: [
        ['opensafely reviews', 'pkg:pypi/pandas vers:pypi/*'],
        ['turing-dsh reviews', 'pkg:pypi/scipy vers:pypi/*'],
      ],
      unsettled: [],
    })
    const told = async (...words: readonly string[]) => (await done(shop, 'suggest', ...words)).out
    expect(await told()).toMatchSnapshot()
    expect(await told('--json')).toMatchSnapshot()
  })

  test('publishing what it says settles it', async () => {
    await shop.say(safely, allow('numpy', 'vers:pypi/>=1.26.0') + allow('scipy') + allow('pandas'))
    await done(shop, 'merge')
    expect((await suggestions()).ways).toEqual([['turing-dsh reviews', 'pkg:pypi/scipy vers:pypi/*']])
  })

  test('of a lockfile tells what it waits for', async () => {
    shop.put('requirements.txt', 'numpy==1.20.0\nscipy==1.11.0\nevil==1.0\nunheard-of==2.0\n')
    const told = await suggestions('requirements.txt')
    expect(told.undecided).toBe(3)
    expect(told.ways).toEqual([
      ['opensafely extends', 'pkg:pypi/numpy vers:pypi/1.20.0'],
      ['turing-dsh reviews', 'pkg:pypi/scipy vers:pypi/1.11.0'],
      ['opensafely reviews,turing-dsh reviews', 'pkg:pypi/unheard-of vers:pypi/2.0'],
    ])
    shop.put('requirements.txt', 'numpy==1.26.4\n')
    expect((await done(shop, 'suggest', 'requirements.txt')).out).toBe(
      'tier-2, requirements.txt: nothing is undecided\n',
    )
  })

  test('asks a policy that is given, with what it was merged from, and brings nothing', async () => {
    await shop.say(turing, allow('numpy') + allow('scipy') + allow('pandas') + deny('evil'))
    const before = shop.files()
    expect((await suggestions('--policy', policy)).undecided).toBe(2)
    expect((await suggestions()).undecided).toBe(2)
    expect(shop.files()).toEqual(before)
    shop.setTime(day(2))
    await done(shop, 'sync')
    const { problems } = (await done(shop, 'suggest', '--policy', policy, '--json')).json()
    expect(problems.map(({ code }) => code)).toEqual(['cli/policy-of-other-lists'])
  })

  test('is refused what it cannot read', async () => {
    const refuse = (words: readonly string[], exit: number, code: string) =>
      refused(shop, ['suggest', ...words], { exit, code })
    await refuse(['none.txt'], 4, 'cli/file-missing')
    await refuse(['trust.yaml'], 3, 'inventory/unknown-format')
    await refuse(['trust.yaml', '--as', 'no-format'], 2, 'cli/option-value')
    await refuse(['--policy', 'none.json'], 4, 'cli/file-missing')
    await refuse(['--trust', 'none.yaml'], 4, 'cli/trust-missing')
    await refuse(['--profile', 'none'], 3, 'merge/unknown-profile')
    await refuse(['a', 'b'], 2, 'cli/operands')
  })
})
