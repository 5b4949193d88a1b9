import { describe, expect, test } from 'vitest'
import { bothForms, done, refused, workshop, type Workshop } from './workshop.js'
import { publish, trustText, worked, type Stage } from './worked-example.js'

const policy = 'policy.tier.json'

const merged = (stage: Stage) => async (shop: Workshop) => {
  await worked(shop, stage)
  await done(shop, 'merge')
}

/** One publisher that names some packages of one name, and a pattern. */
async function namesakes(shop: Workshop): Promise<void> {
  const line = await publish(
    shop,
    'a',
    'main',
    [
      '{ package: "pkg:conda/numpy?channel=conda-forge", versions: "vers:conda/1.26.4", basis: reviewed, decided: 2026-06-01 }',
      '{ package: "pkg:cran/*", versions: "vers:cran/*", basis: curated, decided: 2026-06-01, asOf: 2026-04-01 }',
      '{ package: pkg:npm/%40types/node, versions: "vers:npm/*", basis: reviewed, decided: 2026-06-01 }',
      '{ package: pkg:pypi/numpy, versions: "vers:pypi/*", decision: deny, basis: reviewed, decided: 2026-06-01, reason: "a *reason* `with` <marks>" }',
    ],
    100,
  )
  shop.put('trust.yaml', trustText([line], '{ allowAt: 100 }'))
  await done(shop, 'merge')
}

describe('explain of the worked example', () => {
  const stages: readonly (readonly [string, Stage, string])[] = [
    ['two judge and one repeats', 'adopted', '1.26.4'],
    ['one is not enough', 'adopted', '2.0.0'],
    ['a review settles it', 'reviewed', '2.0.0'],
    ['a denial', 'denied', '2.0.0'],
  ]

  test.each(stages)('%s: by the lists', async (_title, stage, version) => {
    const words = ['explain', `pkg:pypi/numpy@${version}`, '--trust', 'trust.yaml']
    expect(
      await bothForms(
        (shop) => worked(shop, stage),
        () => words,
      ),
    ).toMatchSnapshot()
  })

  test.each(stages)('%s: by the policy alone', async (_title, stage, version) => {
    const words = ['explain', `pkg:pypi/numpy@${version}`, '--policy', policy]
    expect(await bothForms(merged(stage), () => words)).toMatchSnapshot()
  })

  test('without a version tells the whole line', async () => {
    expect(await bothForms(merged('denied'), () => ['explain', 'pkg:pypi/numpy'])).toMatchSnapshot()
  })
})

describe('explain', () => {
  test('of a bare name lists the packages of that name', async () => {
    expect(await bothForms(namesakes, () => ['explain', 'NumPy', '--policy', policy])).toMatchSnapshot()
    expect(
      await bothForms(namesakes, () => ['explain', 'numpy@1.26.4', '--policy', policy]),
    ).toMatchSnapshot()
  })

  test('of a bare name that one package has explains that one', async () => {
    const shop = workshop()
    await namesakes(shop)
    for (const source of [['--policy', policy], []]) {
      const { result } = (await done(shop, 'explain', '@types/node@20.1.0', ...source, '--json')).json()
      expect(result).toMatchObject({
        candidates: [{ package: 'pkg:npm/%40types/node', decision: 'allow' }],
        explanation: { query: { package: 'pkg:npm/%40types/node', version: '20.1.0' }, decision: 'allow' },
      })
    }
  })

  test('gives a next command that can be typed as it stands', async () => {
    const shop = workshop()
    await namesakes(shop)
    const { result } = (await done(shop, 'explain', 'numpy@1.0', '--policy', policy, '--json')).json()
    expect(result!['next']).toBe(
      `trustlist explain 'pkg:conda/numpy@1.0?channel=conda-forge' --policy ${policy}`,
    )
    const next = await done(
      shop,
      'explain',
      'pkg:conda/numpy@1.0?channel=conda-forge',
      '--policy',
      policy,
      '--json',
    )
    expect(next.json().result!['next']).toBe(
      `trustlist explain 'pkg:conda/numpy@1.0?channel=conda-forge' --trust trust.yaml --profile tier`,
    )
  })

  test('of what nobody names tells what is named alike, in whatever case and ecosystem', async () => {
    const shop = workshop()
    await namesakes(shop)
    const ask = async (asked: string, ...words: readonly string[]) =>
      (await done(shop, 'explain', asked, ...words, '--json')).json().result!['alike']
    for (const source of [['--policy', policy], [], ['--policy', policy, '--trust', 'trust.yaml']]) {
      expect(await ask('pkg:cran/NumPy@1.0', ...source)).toEqual([
        'pkg:conda/numpy?channel=conda-forge',
        'pkg:pypi/numpy',
      ])
      expect(await ask('pkg:pypi/numpy@1.0', ...source)).toBeUndefined()
      expect(await ask('pkg:npm/pandas@1.0.0', ...source)).toBeUndefined()
    }
    const { out } = await done(shop, 'explain', 'pkg:cran/NumPy@1.0')
    expect(out).toContain('named alike: pkg:conda/numpy?channel=conda-forge or pkg:pypi/numpy\n')
  })

  test('answers for one snapshot and for one file', async () => {
    const shop = workshop()
    await namesakes(shop)
    const ask = async (...words: readonly string[]) =>
      (await done(shop, 'explain', 'pkg:cran/ggplot2@3.5.0', '--policy', policy, '--json', ...words)).json()
        .result
    expect(await ask()).toMatchObject({ explanation: { decision: 'undecided' } })
    expect(await ask('--snapshot', '2026-04-01')).toMatchObject({ explanation: { decision: 'allow' } })
    expect(await ask('--digest', 'ab'.repeat(32))).toMatchObject({
      explanation: { query: { digest: 'ab'.repeat(32) } },
    })
  })

  test('says where a policy was merged from other lists than those at hand', async () => {
    const shop = workshop()
    await merged('adopted')(shop)
    const asked = ['explain', 'pkg:pypi/numpy@2.0.0', '--policy', policy, '--trust', 'trust.yaml', '--json']
    const same = (await done(shop, ...asked)).json()
    expect(same.problems).toEqual([])
    expect(same.result).toMatchObject({ explanation: { from: 'lists', decision: 'undecided' } })
    shop.put('trust.yaml', shop.take('trust.yaml').replace('weight: 50', 'weight: 40'))
    const other = (await done(shop, ...asked)).json()
    expect(other.problems.map(({ code, what }) => [code, what])).toEqual([
      ['cli/policy-of-other-lists', 'the policy and the lists at hand differ in sheffield-dsh, list main'],
    ])
  })

  test('hears the lists as on the day of the merge', async () => {
    const shop = workshop()
    await merged('adopted')(shop)
    const late = await shop.run(
      ...['explain', 'pkg:pypi/numpy@1.26.4', '--policy', policy, '--trust', 'trust.yaml'],
      ...['--at', '2027-06-01T00:00:00Z', '--json'],
    )
    expect(late.json().problems.map(({ code }) => code)).toEqual(['merge/policy-expired'])
    expect(late.json().result).toMatchObject({ explanation: { decision: 'undecided', cause: 'expired' } })
  })

  test('shows what was typed and what publishers wrote escaped', async () => {
    const shop = workshop()
    await namesakes(shop)
    const told = await shop.run('explain', 'x\u001b[31mred', '--policy', policy)
    expect([told.exit, told.out]).toEqual([1, expect.stringContaining('x\\u{1b}[31mred: 0 packages')])
    expect(told.out + told.err).not.toContain('\u001b')
    const { out } = await done(shop, 'explain', 'pkg:pypi/numpy@1', '--trust', 'trust.yaml')
    expect(out).toContain('reason: a *reason* `with` <marks>')
  })

  test('is refused what it cannot read or find', async () => {
    const shop = workshop()
    await namesakes(shop)
    const as = (words: readonly string[], exit: number, code: string) =>
      refused(shop, ['explain', ...words], { exit, code })
    await as([], 2, 'cli/operands')
    await as(['pkg:pypi/numpy@1', 'pkg:pypi/pandas@1'], 2, 'cli/operands')
    await as(['pkg:pypi', '--policy', policy], 3, 'purl/name-missing')
    await as(['pandas', '--policy', policy], 1, 'cli/nobody-names')
    await as(['pandas'], 1, 'cli/nobody-names')
    await as(['numpy', '--policy', 'none.json'], 4, 'cli/file-missing')
    await as(['numpy', '--policy', 'a/main.list.json'], 3, 'document/other-type')
    await as(['numpy', '--trust', 'none.yaml'], 4, 'cli/trust-missing')
    await as(['numpy', '--trust', 'trust.yaml', '--profile', 'none'], 3, 'merge/unknown-profile')
    await as(['numpy', '--policy', policy, '--digest', 'ab'], 2, 'cli/option-value')
    await as(['numpy', '--policy', policy, '--snapshot', '2026-02-30'], 2, 'cli/option-value')
    shop.put('trust.yaml', `${shop.take('trust.yaml')}  tier-2: {}\n`)
    await as(['numpy'], 2, 'cli/profile-unsaid')
    await done(shop, 'explain', 'pkg:pypi/numpy', '--profile', 'tier-2')
    shop.put(policy, shop.take(policy).replace('"deny"', '"allow"'))
    await as(['pkg:pypi/numpy', '--policy', policy], 1, 'seal/subject-digest')
  })
})
