import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { checkShape } from '@trustlist/schema'
import { compileList, encodeUtf8, openIdentity, verifyList, type JsonValue } from '@trustlist/core'

const spec = new URL('../../../../spec/', import.meta.url)

/** The code block that follows the comment of an example. */
function example(page: string, name: string): string {
  const text = readFileSync(new URL(`${page}.md`, spec), 'utf8')
  const found = new RegExp(`<!-- example ${name} -->\n\`\`\`[a-z]+\n([^\`]*)\`\`\``).exec(text)?.[1]
  if (found === undefined) throw new Error(`spec/${page}.md has no example ${name}`)
  return found
}

describe('the examples of the specification', () => {
  const identity = openIdentity(encodeUtf8(example('key', 'identity')))
  if (!identity.ok) throw new Error(JSON.stringify(identity.problems))
  const list = verifyList(encodeUtf8(example('document', 'list')), identity.value, {
    now: '2026-11-22T00:00:00Z',
    list: 'tier-3',
  })
  if (!list.ok) throw new Error(JSON.stringify(list.problems))

  test('verify: the list under the identity, by keys 1 and 2', () => {
    expect(list.findings).toEqual([])
    expect([
      list.value.signers.keyids.length,
      list.value.signers.threshold,
      list.value.entries.length,
    ]).toEqual([2, 2, 3])
  })

  test('the draft compiles to the entries of the list', () => {
    // YAML is the command line's business: core takes what it parses to.
    const require = createRequire(new URL('../../../cli/package.json', import.meta.url))
    const { parse } = require('yaml') as { readonly parse: (text: string) => JsonValue }
    const compiled = compileList(parse(example('list', 'draft')))
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
    expect(compiled.value.subject).toEqual({ about: list.value.about, entries: list.value.entries })
    expect(compiled.findings.map((each) => each.code)).toEqual(['list/folded'])
  })

  test('an entry edited in the page is refused', () => {
    const edited = example('document', 'list').replace('broken wheel', 'broken whale')
    const refused = verifyList(encodeUtf8(edited), identity.value, { now: '2026-11-22T00:00:00Z' })
    expect(refused.ok ? '' : refused.problems[0].code).toBe('seal/subject-digest')
  })
})

describe('the vectors', () => {
  test('all have the shape of a vector', () => {
    const files = readdirSync(new URL('vectors/', spec), { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.json'),
    )
    const wrong = files.filter(
      (name) =>
        checkShape('vector', JSON.parse(readFileSync(new URL(`vectors/${name}`, spec), 'utf8'))).length > 0,
    )
    expect(wrong).toEqual([])
    expect(files.length).toBeGreaterThan(200)
  })
})
