import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { commandNames } from '../../src/command/table.js'
import { cliProblem, pageOf } from '../../src/failure.js'
import { cliCodes, type CliCode } from '../../src/problem-codes.js'
import { maxYamlBytes } from '../../src/yaml/parse-yaml.js'
import { done, draftOf, numpy, refused, seedOf, workshop } from './workshop.js'

const pages = ['airgap', 'command-line', 'drafts', 'import', 'keys', 'merging', 'trust']
const guide = (name: string) => readFileSync(new URL(`../../../../docs/${name}.md`, import.meta.url), 'utf8')

/** Anchors as a forge makes them of headings. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#{1,6} (.+)$/gm)].map((each) =>
    each[1]!
      .toLowerCase()
      .replace(/[^a-z0-9 _-]/g, '')
      .replaceAll(' ', '-'),
  )

describe('the guides', () => {
  const codes = Object.keys(cliCodes) as CliCode[]

  test('have a place for every problem of the command line', () => {
    expect(codes.length).toBeGreaterThan(60)
    for (const code of codes) {
      const [page = '', anchor = ''] = cliCodes[code].spec.split('#')
      expect(pages, code).toContain(page)
      expect(anchorsOf(guide(page)), `${code} names ${page}#${anchor}`).toContain(anchor)
      expect(pageOf(cliProblem(code, 'x'))).toBe(`docs/${page}.md#${anchor}`)
    }
  })

  test('have links among them that lead somewhere', () => {
    let count = 0
    for (const name of pages) {
      for (const [, page = '', anchor] of guide(name).matchAll(
        /\]\((?!http)([a-z-]+)\.md(?:#([a-z-]+))?\)/g,
      )) {
        count++
        if (anchor !== undefined) expect(anchorsOf(guide(page))).toContain(anchor)
        else expect(guide(page)).not.toBe('')
      }
    }
    expect(count).toBeGreaterThan(2)
  })

  test('name every command that publishes or uses lists', () => {
    const told = guide('command-line')
    for (const name of commandNames.filter((each) => each !== 'completion'))
      expect(told).toContain(`\`${name}\``)
  })
})

describe('the guide to drafts', () => {
  const blocks = [...guide('drafts').matchAll(/```yaml\n([^`]*)```/g)].map((each) => each[1]!)

  test('has an identity and a list that compile, without a finding', async () => {
    expect(blocks).toHaveLength(2)
    const shop = workshop()
    const [list, identity] = blocks as [string, string]
    shop.put('example-tre/identity.yaml', identity)
    shop.put('example-tre/tier-3.yaml', list)
    const { problems } = (
      await done(shop, 'identity', 'create', 'example-tre', '--key', shop.key('jane'), '--json')
    ).json()
    expect(problems).toEqual([])
    const prepared = (
      await done(shop, 'sign', 'example-tre/tier-3.yaml', '--prepare', 'a.tbs', '--json')
    ).json()
    expect(prepared).toMatchObject({ problems: [], result: { entries: 3, version: 1 } })
    expect(seedOf('jane')).toHaveLength(32)
  })

  test('tells the truth about values in quotes', async () => {
    const shop = workshop()
    shop.put('example-tre/identity.yaml', blocks[1]!)
    await done(shop, 'identity', 'create', 'example-tre', '--key', shop.key('jane'))
    const titled = (title: string) => {
      shop.put('example-tre/tier-3.yaml', draftOf(numpy).replace('title: Tier 3', `title: ${title}`))
      return ['sign', 'example-tre/tier-3.yaml', '--prepare', `${String(titles++)}.tbs`]
    }
    let titles = 0
    for (const value of ['no', '1e2', '0o17', '12:30']) {
      expect(guide('drafts')).toContain(`\`${value}\``)
      await refused(shop, titled(value), { exit: 3, code: 'yaml/ambiguous-scalar' })
      await done(shop, ...titled(`"${value}"`))
    }
    await refused(shop, titled('9007199254740993'), { exit: 3, code: 'yaml/number-too-large' })
    await done(shop, ...titled('2026-11-01'))
    await done(shop, ...titled('vers:pypi/>=1.0|<2.0'))
  })

  test('tells the limits that hold', () => {
    expect(guide('drafts')).toContain(`${String(maxYamlBytes / 1024 / 1024)} MiB and 64 levels`)
  })
})
