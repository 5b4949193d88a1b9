import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { done, draftOf, workshop, type Told, type Workshop } from './workshop.js'

/** Public lists of research environments: read from beside the checkout, never copied into it. */
const folder = new URL('../../../../../shared/lists/', import.meta.url).pathname
const hasLists = existsSync(folder)
const absent = 'real lists: they are not beside this checkout'

type Words = readonly string[]

const turing = (kind: string) => `${folder}turing-dsh/v4.2.2.allowlist-full-${kind}-tier3.list`
const sheffield = (name: string) => `${folder}sheffield-dsh/${name}.allowlist`
const easybuild = `${folder}easybuild/R-bundle-CRAN-2024.11-foss-2024a.tsv`

/** A publisher with a list of what was imported by these words, believed by half. */
async function believe(shop: Workshop, publisher: string, words: Words): Promise<void> {
  await done(shop, 'import', ...words, '--decided', '2026-10-01', '-o', `${publisher}/tier-3.yaml`)
  await sign(shop, publisher)
}

async function sign(shop: Workshop, publisher: string): Promise<void> {
  const key = ['--key', shop.key('jane')]
  shop.put(
    `${publisher}/identity.yaml`,
    `trustlist: "1.0"\npublisher: ${publisher}\nabout: { title: "${publisher}" }\n`,
  )
  await done(shop, 'identity', 'create', publisher, ...key)
  await done(shop, 'sign', `${publisher}/tier-3.yaml`, ...key)
  const { result } = (await done(shop, 'identity', 'show', publisher, '--json')).json()
  const fingerprint = String(result!['fingerprint'])
  await done(shop, 'trust', 'add', publisher, '--trust', 'half', '--fingerprint', fingerprint)
}

async function operator(): Promise<Workshop> {
  const shop = workshop()
  await done(shop, 'trust', 'init', '--operator', 'op-tre')
  return shop
}

describe.skipIf(!hasLists)(
  hasLists ? 'real lists, as trust init and half for each merge them' : absent,
  () => {
    const names = ['--any-version']
    const lists: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
      pypi: {
        'turing-dsh': ['names', '--pypi', turing('python-pypi')],
        'opensafely-python': ['requirements', `${folder}opensafely-python/v2.requirements.txt`],
        'sheffield-dsh': ['names', '--pypi', sheffield('pypi')],
      },
      cran: {
        'turing-dsh': ['names', '--cran', turing('r-cran')],
        'opensafely-r': ['table', '--cran', `${folder}_normalised/opensafely-r-v2.cran.tsv`],
        easybuild: ['table', '--cran', easybuild],
      },
    }

    test.each([
      ['pypi', 173],
      ['cran', 572],
    ] as const)('three lists of %s by name permit %i packages at either tier', async (type, count) => {
      const shop = await operator()
      for (const [publisher, words] of Object.entries(lists[type]!))
        await believe(shop, publisher, [...words, ...names])
      await done(shop, 'merge')
      for (const tier of ['tier-2', 'tier-3']) {
        const { subject } = JSON.parse(readFileSync(shop.at(`policy.${tier}.json`), 'utf8')) as {
          readonly subject: {
            readonly rules: readonly { readonly segments: readonly { readonly decision: string }[] }[]
          }
        }
        const isAllowed = ({ segments }: (typeof subject.rules)[number]) =>
          segments.some(({ decision }) => decision === 'allow')
        expect(subject.rules.filter(isAllowed), tier).toHaveLength(count)
      }
    })
  },
)

describe.skipIf(!hasLists)(hasLists ? 'a real allowlist becomes a signed list' : absent, () => {
  const list = 'sheffield-dsh/tier-3.list.json'

  test('whose duplicates are told, which verifies, and which a second run leaves as it is', async () => {
    const shop = await operator()
    const names = ['import', 'names', '--pypi', sheffield('pypi')]
    const told = (await done(shop, ...names, '-o', 'sheffield-dsh/tier-3.yaml', '--json')).json()
    expect(told.result).toMatchObject({ read: 168, entries: 155, bases: { legacy: 155 } })
    expect(told.result!['folded']).toHaveLength(13)
    await sign(shop, 'sheffield-dsh')
    await done(shop, 'verify', list)

    const [draft, signed] = [shop.take('sheffield-dsh/tier-3.yaml'), shop.take(list)]
    const again = await done(shop, ...names, '--publisher', 'sheffield-dsh', '--list', 'tier-3')
    // The first lines say where to sign it.
    expect(again.out.slice(again.out.indexOf('trustlist:'))).toBe(draft.slice(draft.indexOf('trustlist:')))
    await done(shop, ...names, '--update', 'sheffield-dsh/tier-3.yaml')
    await done(shop, 'sign', 'sheffield-dsh/tier-3.yaml', '--key', shop.key('jane'))
    expect([shop.take('sheffield-dsh/tier-3.yaml'), shop.take(list)]).toEqual([draft, signed])
    shop.put(list, signed.replace('pkg:pypi/numpy', 'pkg:pypi/numpx'))
    expect((await shop.run('verify', list)).exit).toBe(1)
  })

  test('whose updates from day to day add and report, and touch nothing that people wrote', async () => {
    const shop = workshop()
    const draft = 'sheffield-dsh/tier-3.yaml'
    const of = (name: string) => [
      'import',
      'names',
      '--pypi',
      `${folder}sheffield-dsh/history/${name}.pypi.allowlist`,
    ]
    await done(shop, ...of('2026-03-25.7352d90'), '-o', draft)
    const looked =
      '  - { package: pkg:pypi/numpy, versions: "vers:pypi/>=1.26|<3", basis: reviewed } # by Jane'
    shop.put(draft, shop.take(draft).replace(/^ {2}- \{ package: pkg:pypi\/numpy,.*$/m, looked))
    const { result } = (await done(shop, ...of('2026-04-13.39ccd0a'), '--update', draft, '--json')).json()
    // 85 of 86 names are as they were, the reviewed one is people's, and 69 make 155.
    expect([(result!['added'] as unknown[]).length, result!['gone'], result!['unchanged']]).toEqual([
      69,
      [],
      85,
    ])
    expect(result!['kept']).toEqual([{ package: 'pkg:pypi/numpy', why: 'narrower' }])
    expect(shop.take(draft)).toContain(looked)
    const back = (await done(shop, ...of('2026-03-25.7352d90'), '--update', draft, '--json')).json()
    expect(back.result!['gone']).toHaveLength(69)
  })
})

describe.skipIf(!hasLists)(hasLists ? 'explain, of the merge of real lists' : absent, () => {
  let shop: Workshop
  beforeAll(async () => {
    shop = await operator()
    await believe(shop, 'turing-dsh', ['names', '--pypi', turing('python-pypi'), '--cran', turing('r-cran')])
    await believe(shop, 'opensafely-python', [
      'requirements',
      `${folder}opensafely-python/v2.requirements.txt`,
    ])
    await believe(shop, 'opensafely-r', ['pak', `${folder}opensafely-r/v2.pkg.lock`])
    await believe(shop, 'sheffield-dsh', ['names', '--pypi', sheffield('pypi'), '--cran', sheffield('cran')])
    await believe(shop, 'easybuild', ['table', '--cran', easybuild])
    // None of them denies anything, or says that anybody looked.
    const entries = `  - { package: pkg:pypi/numpy, versions: "vers:pypi/>=1.26|<3", reviewers: [Jane Doe] }
  - package: pkg:pypi/requests
    versions: "vers:pypi/<2.32.4"
    decision: deny
    reason: Sends credentials for one host to another.
    references: [CVE-2024-47081]
`
    shop.put('example-tre/tier-3.yaml', draftOf(entries))
    await sign(shop, 'example-tre')
    await done(shop, 'merge')
  })

  test.each([
    ['pkg:pypi/numpy@1.26.4', 'a review and two lists that permit any version'],
    ['pkg:pypi/pandas@2.1.3', 'the version that one of three pins'],
    ['pkg:pypi/scipy', 'no version asked for'],
    ['pkg:pypi/torch@2.4.1', 'named by one alone'],
    ['pkg:pypi/requests@2.31.0', 'denied'],
    ['pkg:cran/data.table@1.16.4', 'between two pins'],
    ['pkg:cran/ggplot2@3.5.1', 'one file beside any'],
    ['pkg:cran/MASS', 'pinned by two, at different versions'],
    ['threejs@0.3.3', 'a bare name; by digest alone'],
    ['pkg:cran/threeJS@0.3.3', 'the wrong case, of an ecosystem where case matters'],
  ])('%s: %s', async (asked) => {
    const words = ['explain', asked, '--trust', 'trust.yaml', '--profile', 'tier-3']
    const human = await done(shop, ...words)
    const told = (await done(shop, ...words, '--json')).json()
    expect(`$ trustlist ${words.join(' ')}\n${human.out}${human.err}\n${inLines(told)}`).toMatchSnapshot()
  })
})

/** The JSON with a line for each reason, each part of the version line and each change. */
function inLines({ exit, result, problems }: Told): string {
  const { explanation, ...rest } = result as {
    readonly explanation: Readonly<Record<'reasons' | 'line' | 'wouldChange', readonly unknown[]>>
  }
  const { reasons, line, wouldChange, ...answer } = explanation
  const all = [{ exit, problems }, rest, answer, ...reasons, ...line, ...wouldChange]
  return `${all.map((each) => JSON.stringify(each)).join('\n')}\n`
}
