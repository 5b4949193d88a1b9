import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { format } from 'prettier'
import { bothForms, done, draftPath, listPath, refused, signed, workshop, type Workshop } from './workshop.js'

const identity = 'example-tre/identity/1.json'

async function indented(shop: Workshop): Promise<void> {
  await signed(shop)
  shop.put(listPath, await format(shop.take(listPath), { parser: 'json', printWidth: 40 }))
}

describe('fmt', () => {
  test('says which files it brought into the layout', async () => {
    expect(await bothForms(indented, () => ['fmt', listPath, identity])).toMatchSnapshot()
  })

  test('--check says which are not, and writes nothing', async () => {
    const told = await bothForms(indented, () => ['fmt', '--check', listPath, identity])
    expect(told).toContain('-- exit 1')
    expect(told).toContain('mend: trustlist fmt example-tre/tier-3.list.json')
    expect(told).toMatchSnapshot()
    const shop = workshop()
    await indented(shop)
    await refused(shop, ['fmt', '--check', listPath], { exit: 1, code: 'cli/other-layout', place: listPath })
  })

  test('gives back the very bytes that were signed, whatever an editor or a formatter did to the layout', async () => {
    const shop = workshop()
    await signed(shop)
    const list = shop.take(listPath)
    const value = JSON.parse(list) as Record<string, unknown>
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(value).reverse()))
    for (const text of [
      await format(list, { parser: 'json' }),
      JSON.stringify(value),
      JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n'),
      reversed,
      list
        .replace('numpy', '\\u006eumpy')
        .replace('"version":1}', '"version":1.0}')
        .replace('numpy', 'numpy'),
    ]) {
      shop.put(listPath, text)
      const { result } = (await done(shop, 'fmt', listPath, '--json')).json()
      expect(result).toEqual({ files: [{ path: listPath, changed: true }] })
      expect(shop.take(listPath)).toBe(list)
      await done(shop, 'verify', listPath)
      await done(shop, 'fmt', '--check', listPath)
    }
  })

  test('formats the good ones of several, and ends as the worst', async () => {
    const shop = workshop()
    await indented(shop)
    shop.put('bad.list.json', '{}')
    const ran = await shop.run('fmt', 'bad.list.json', listPath, '--json')
    expect(ran.exit).toBe(3)
    expect(ran.json().result).toEqual({ files: [{ path: listPath, changed: true }] })
    await done(shop, 'verify', listPath)
  })

  const list = 'example-tre/tier-3.list.json'
  const changes: readonly (readonly [string, string, (text: string) => string | Uint8Array])[] = [
    ['changed content', 'seal/subject-digest', (text) => text.replace('numpy', 'numpx')],
    ['a dropped entry', 'seal/subject-digest', (text) => text.replace(/\n\{"basis.*\n/, '\n')],
    [
      'a member twice, the same',
      'cli/not-a-document',
      (text) => text.replace('"decision":"allow"', '"decision":"allow","decision":"allow"'),
    ],
    [
      'a member twice, the last as signed',
      'cli/not-a-document',
      (text) => text.replace('"decision":"allow"', '"decision":"deny","decision":"allow"'),
    ],
    [
      'a member twice, once escaped',
      'cli/not-a-document',
      (text) => text.replace('"decision":"allow"', '"d\\u0065cision":"deny","decision":"allow"'),
    ],
    [
      'a subject twice',
      'cli/not-a-document',
      (text) => text.replace('"subject":', '"subject":{},"subject":'),
    ],
    [
      'a member of __proto__',
      'cli/not-a-document',
      (text) => text.replace('{"signatures"', '{"__proto__":{},"signatures"'),
    ],
    [
      '__proto__ deeper',
      'json/member-name',
      (text) => text.replace('"decision"', '"__proto__":1,"decision"'),
    ],
    ['half a surrogate pair', 'cli/not-a-document', (text) => text.replace('numpy', 'numpy\\ud800')],
    [
      'a number beyond all bounds',
      'cli/not-a-document',
      (text) => text.replace('"version":1}', '"version":1e999}'),
    ],
    [
      'a number that rounds',
      'json/number',
      (text) => text.replace('"version":1}', '"version":9007199254740993}'),
    ],
    [
      'depth',
      'cli/not-a-document',
      (text) => text.replace('"subject":', `"subject":${'['.repeat(1_000_000)}`),
    ],
    ['a byte order mark', 'text/byte-order-mark', (text) => `\ufeff${text}`],
    ['bad UTF-8', 'text/not-utf8', (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff])])],
    ['no JSON', 'json/syntax', (text) => text.slice(0, -2)],
    ['more behind it', 'json/syntax', (text) => `${text}x`],
    ['another member', 'cli/not-a-document', (text) => text.replace('{"signatures"', '{"a":1,"signatures"')],
    ['no object', 'cli/not-a-document', () => '[]'],
    ['a bidi control', 'json/invisible-character', (text) => text.replace('Tier 3', 'Tier\u202e3')],
    ['nothing', 'cli/file-empty', () => ''],
  ]
  test.each(changes)('refuses %s, and leaves the file as it is', async (_, code, change) => {
    const shop = workshop()
    await signed(shop)
    shop.put(list, change(shop.take(list)))
    const exit = code === 'seal/subject-digest' ? 1 : 3
    const told = await refused(shop, ['fmt', list], { exit, code })
    expect(told.problems[0]!.at.source).toBe(list)
  })

  test('refuses a draft, a folder, a pipe and what is not there', async () => {
    const shop = workshop()
    await signed(shop)
    mkdirSync(shop.at('folder'))
    execFileSync('mkfifo', [shop.at('pipe')])
    await refused(shop, ['fmt', draftPath], { exit: 3, code: 'json/syntax', place: `${draftPath}:1:4` })
    await refused(shop, ['fmt', 'folder'], { exit: 3, code: 'cli/not-a-file', place: 'folder' })
    await refused(shop, ['fmt', 'pipe'], { exit: 3, code: 'cli/not-a-file', place: 'pipe' })
    await refused(shop, ['fmt', '-'], { exit: 2, code: 'cli/operands' })
    await refused(shop, ['fmt', 'none'], { exit: 4, code: 'cli/file-missing', place: 'none' })
  })
})
