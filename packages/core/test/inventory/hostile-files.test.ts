import {
  encodeUtf8,
  formatNames,
  parseYamlText,
  readInventory,
  type FormatName,
  type Inventory,
} from '@trustlist/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const formats: readonly FormatName[] = formatNames

const read = (format: FormatName, bytes: Uint8Array | string) =>
  readInventory(typeof bytes === 'string' ? encodeUtf8(bytes) : bytes, {
    format,
    type: 'pypi',
    yaml: parseYamlText,
  })

function codesOf(format: FormatName, bytes: Uint8Array | string): readonly string[] {
  const inventory = read(format, bytes)
  return inventory.ok ? [] : inventory.problems.map(({ code }) => code)
}

function inventoryOf(format: FormatName, text: string): Inventory {
  const inventory = read(format, text)
  if (!inventory.ok) throw new Error(inventory.problems[0].what)
  return inventory.value
}

describe('files that somebody made to break the reader', () => {
  test.each(formats)('in the encoding of another system are refused as %s', (format) => {
    expect(codesOf(format, new Uint8Array([0xff, 0xfe, 0x6e, 0x00]))).toEqual(['text/not-utf8'])
    // One mark of UTF-8 is passed over, and only at the start.
    expect(codesOf(format, '\ufeff\ufeffnumpy\n')).toEqual(['text/byte-order-mark'])
  })

  test.each(formats)('are read with a byte order mark as without one, as %s', (format) => {
    for (const text of ['numpy\n', '{}', '[]', 'Package: a\nVersion: 1\n', ''])
      expect(read(format, `\ufeff${text}`)).toEqual(read(format, text))
  })

  test.each([
    ['{"R":{},"Packages":{"a":{"Package":"a"', 'inventory/not-json', '1:39'],
    ['{"R":{},"Packages":{}}x', 'inventory/not-json', '1:23'],
    ['{"R":{},\n"Packages":{"a":\u0001}}', 'inventory/not-json', '2:17'],
    ['{"R":{},"Packages":{"a":01}}', 'inventory/not-json', '1:26'],
    ['{"R":{},"Packages":{"a":"\\x"}}', 'inventory/not-json', '1:25'],
    ['{"R":{},"Packages":{"a":"\n"}}', 'inventory/not-json', '1:26'],
    ['{"R":{},"Packages":{"__proto__":{}}}', 'inventory/not-json', '1:21'],
    ['{"R":{},"Packages":{},"\\u0050ackages":{}}', 'inventory/member-twice', '1:23'],
    ['[]', 'inventory/other-form', '1:1'],
    ['{"R":[],"Packages":{}}', 'inventory/other-form', '1:1'],
    ['{"R":{"Repositories":[{"Name":"CRAN"}]},"Packages":{}}', 'inventory/other-form', '1:1'],
    ['', 'inventory/not-json', '1:1'],
    ['<<<<<<< ours\n{}', 'inventory/not-json', '1:1'],
  ])('%j is refused with its place', (text, code, place) => {
    const inventory = readInventory(encodeUtf8(text), { format: 'renv', source: 'renv.lock' })
    expect(inventory.ok).toBe(false)
    if (inventory.ok) return
    const { at, ...problem } = inventory.problems[0]
    expect([problem.code, `${at.line}:${at.column}`, at.source]).toEqual([code, place, 'renv.lock'])
  })

  test('deep nesting of each bracket is refused without running out of stack', () => {
    for (const open of ['[', '{"a":', '[{"a":']) {
      expect(codesOf('renv', open.repeat(500_000))).toEqual(['inventory/too-deep'])
    }
    expect(codesOf('renv', `{"R":{},"x":${'['.repeat(63)}${']'.repeat(63)},"Packages":{}}`)).toEqual([])
  })

  test('a file with more garbage than any of the format is refused', () => {
    expect(codesOf('requirements', '!!\n'.repeat(10_001))).toEqual(['inventory/other-form'])
    expect(inventoryOf('requirements', '!!\n'.repeat(10_000)).unreadable).toHaveLength(10_000)
  })

  test('a file larger than the limit is refused before it is decoded', () => {
    expect(codesOf('names', new Uint8Array(256 * 1024 * 1024 + 1))).toEqual(['inventory/too-large'])
  })

  test('what is unreadable is kept short, well formed and in the order of the file', () => {
    const { unreadable } = inventoryOf('requirements', `=${'😀'.repeat(500)}\n--nonsense\n=x\n`)
    expect(unreadable.map(({ problem }) => problem.at.line)).toEqual([1, 2, 3])
    expect(unreadable[0]!.text.length).toBeLessThan(210)
    expect(unreadable[0]!.text.isWellFormed()).toBe(true)
  })

  test.each([
    'numpy\u00a0==1.0',
    'numpy==1.0,',
    'numpy==1.0 ==2.0',
    'numpy[==1.0',
    'numpy;',
    '-r',
    '--hash=sha256:00',
    '${PACKAGE}==1.0',
    'numpy==1.0 --hash=sha256:zz',
    'numpy --index-url https://evil.example',
    'numpy==1.0 \\',
    'ünïcode==1.0',
  ])('the requirement %j is a package or unreadable, never nothing', (line) => {
    const { packages, unreadable, includes } = inventoryOf('requirements', `${line}\n`)
    expect(packages.length + unreadable.length + includes.length).toBe(1)
  })

  test('a secret in an index URL is not repeated', () => {
    const { packages } = inventoryOf('requirements', '-i https://jane:hunter2@nexus.example/simple\nnumpy\n')
    expect(packages).toHaveLength(1)
  })

  test('whatever the bytes, reading ends with an answer, and loses no line', () => {
    const pieces = fc.constantFrom(
      ...[
        'numpy',
        '==1.0',
        '>=2',
        '\n',
        '\r\n',
        ' ',
        '#',
        '\\\n',
        '-r ',
        '--hash=',
        'sha256:',
        '# via ',
        '@',
      ],
      ...[
        '{',
        '}',
        '[',
        ']',
        '"',
        ':',
        ',',
        '"Packages"',
        '"R"',
        '\t',
        'Package: ',
        'Version: 1',
        ';',
        '\\',
        '.',
      ],
    )
    const text = fc.array(pieces, { maxLength: 40 }).map((all) => all.join(''))
    fc.assert(
      fc.property(text, fc.constantFrom(...formats), (each, format) => {
        const inventory = read(format, each)
        if (!inventory.ok) return inventory.problems.length > 0
        const { packages, unreadable } = inventory.value
        if (format !== 'names') return true
        const named = each.split(/\r?\n/).filter((line) => line.replace(/(?:^|[ \t])#.*$/, '').trim() !== '')
        return packages.length + unreadable.length === named.length
      }),
      { numRuns: 3000 },
    )
  })
})
