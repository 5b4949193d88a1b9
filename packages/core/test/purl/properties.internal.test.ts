import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildPurl } from '../../src/purl/build-purl.js'
import { checkPackage, isFolded, parsePattern } from '../../src/purl/check-package.js'
import { foldIdentity, foldPackage } from '../../src/purl/fold-package.js'
import { isPlainlyFolded } from '../../src/purl/folded-scan.js'
import { parsePurl, readPurl } from '../../src/purl/parse-purl.js'
import { PatternIndex } from '../../src/purl/pattern-index.js'
import { covers, meetOf, rankOf } from '../../src/purl/pattern.js'
import { PurlFaults } from '../../src/purl/purl-fault.js'
import { toPurlText } from '../../src/purl/purl.js'
import {
  everyPackage,
  everyPattern,
  nearlyPlainText,
  pattern,
  patterns,
  purlParts,
} from './arbitrary-purl.js'

const runs = 1000
const many = { numRuns: runs }
const few = { numRuns: 300 }

describe('the canonical form', () => {
  test('is read as what it was built of', () => {
    let built = 0
    fc.assert(
      fc.property(purlParts, (parts) => {
        const purl = buildPurl(parts)
        if (!purl.ok) return
        built++
        const again = parsePurl(toPurlText(purl.value))
        expect(again).toEqual(purl)
      }),
      many,
    )
    expect(built / runs).toBeGreaterThan(0.3)
  })

  test('is ASCII without space, and the only spelling that checkPackage takes', () => {
    fc.assert(
      fc.property(purlParts, (parts) => {
        const purl = buildPurl(parts)
        if (purl.ok) expect(toPurlText(purl.value)).toMatch(/^[!-~]+$/)
      }),
      many,
    )
  })
})

describe('folding', () => {
  test('is idempotent, and what it gives is folded', () => {
    let folded = 0
    fc.assert(
      fc.property(purlParts, (parts) => {
        const purl = buildPurl({ ...parts, version: undefined, subpath: undefined })
        const once = purl.ok ? foldPackage(purl.value) : purl
        if (!once.ok) return
        folded++
        expect(parsePattern(once.value)).toEqual({ ok: true, value: once.value, findings: [] })
        expect(isFolded(once.value)).toBe(true)
      }),
      many,
    )
    expect(folded / runs).toBeGreaterThan(0.03)
  })

  test('merges two spellings exactly if they fold to one string', () => {
    const spelling = fc.stringMatching(/^[aA][-_.aA]{0,3}[aA]$/)
    const idOf = (name: string) => {
      const purl = buildPurl({ type: 'pypi', name })
      const id = purl.ok ? foldPackage(purl.value) : purl
      return id.ok ? id.value : undefined
    }
    fc.assert(
      fc.property(spelling, spelling, (a, b) => {
        const pep503 = (name: string) => name.replace(/[-_.]+/g, '-').toLowerCase()
        expect(idOf(a) === idOf(b)).toBe(pep503(a) === pep503(b))
      }),
      many,
    )
  })
})

describe('the one-pass recogniser', () => {
  test('recognises nothing that the full reader would refuse or fold otherwise', () => {
    const tries = 10_000
    let recognised = 0
    fc.assert(
      fc.property(nearlyPlainText, (text) => {
        if (!isPlainlyFolded(text)) return
        recognised++
        const read = readPurl(text, false)
        if (read instanceof PurlFaults) throw new Error(`the full reader refuses ${text}`)
        expect(foldIdentity(read, false)).toBe(text)
        expect(parsePurl(text)).toEqual({ ok: true, value: read, findings: [] })
      }),
      { numRuns: tries },
    )
    expect(recognised / tries).toBeGreaterThan(0.005)
  })

  test.each([
    'pkg:cran/data.table',
    'pkg:pypi/zope-interface',
    'pkg:conda/numpy?channel=conda-forge',
    'pkg:npm/%40types/node',
    'pkg:deb/debian/libc6?distro=bookworm',
    'pkg:maven/org.apache.commons/commons-io',
    'pkg:rpm/fedora/ImageMagick',
  ])('recognises %s', (text) => expect(isPlainlyFolded(text)).toBe(true))

  test.each([
    'pkg:cran/data.table.',
    'pkg:pypi/zope--interface',
    'pkg:conda/numpy?channel=-forge',
    'pkg:npm/types/node',
    'pkg:deb/debian/libc6?arch=amd64',
    'pkg:maven/../commons-io',
    'pkg:rpm/Fedora/ImageMagick',
    `pkg:pypi/${'a'.repeat(256)}`,
  ])('leaves %s to the full reader', (text) => expect(isPlainlyFolded(text)).toBe(false))

  test('leaves whatever text to a reader that never throws', () => {
    const anyText = fc.uint16Array({ maxLength: 40 }).map((units) => String.fromCharCode(...units))
    const piece = fc.constantFrom(
      'pypi/',
      'npm/%40',
      'git/',
      'a',
      'F',
      '2',
      '/',
      '@',
      '?',
      '#',
      '&',
      '=',
      '%',
      '%2F',
      '*',
      '.',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.array(piece, { maxLength: 12 }).map((all) => `pkg:${all.join('')}`),
        ),
        (text) => {
          const checked = checkPackage(text)
          expect(checked.ok ? checked.value : text).toBe(text)
          parsePurl(text)
        },
      ),
      many,
    )
  })
})

describe('what two patterns have in common', () => {
  test('does not depend on their order, nor on how three are joined, and of one and the same is itself', () => {
    const meet = (a: string | undefined, b: string | undefined) =>
      a === undefined || b === undefined ? undefined : meetOf(a, b)
    fc.assert(
      fc.property(pattern, pattern, pattern, (a, b, c) => {
        expect(meetOf(a, b)).toBe(meetOf(b, a))
        expect(meet(meetOf(a, b), c)).toBe(meet(a, meetOf(b, c)))
        expect(meetOf(a, a)).toBe(a)
      }),
      many,
    )
  })

  test('is matched by exactly what both match, in the whole of a small world', () => {
    const matched = new Map(everyPattern.map((each) => [each, everyPackage.filter((id) => covers(each, id))]))
    let crossing = 0
    const wrong: unknown[] = []
    for (const a of everyPattern) {
      for (const b of everyPattern) {
        const meet = meetOf(a, b)
        if (meet !== undefined && meet !== a && meet !== b) crossing++
        const both = matched.get(a)!.filter((id) => matched.get(b)!.includes(id))
        const found = meet === undefined ? [] : matched.get(meet)!
        if (both.length !== found.length || both.some((id) => !found.includes(id))) wrong.push([a, b, meet])
      }
    }
    expect(wrong).toEqual([])
    expect(crossing).toBeGreaterThan(50)
  })

  test('is one of them exactly if it is covered by the other', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        expect(covers(a, b)).toBe(meetOf(a, b) === b)
      }),
      many,
    )
  })
})

describe('covering', () => {
  test('is an order, and what is strictly covered ranks higher', () => {
    fc.assert(
      fc.property(pattern, pattern, pattern, (a, b, c) => {
        if (covers(a, b) && covers(b, c)) expect(covers(a, c)).toBe(true)
        if (covers(a, b) && covers(b, a)) expect(a).toBe(b)
        if (covers(a, b) && a !== b) expect(rankOf(b)).toBeGreaterThan(rankOf(a))
      }),
      many,
    )
  })
})

describe('the specificity tree', () => {
  test('finds what trying every pattern finds, most specific first', () => {
    let found = 0
    fc.assert(
      fc.property(patterns, pattern, (all, subject) => {
        const index = new PatternIndex<string>()
        for (const each of all) index.add(each, each)
        const rows = index.matching(subject)
        found += rows.length
        const expected = [...new Set(all.filter((each) => covers(each, subject)))]
        expect(rows.map((row) => row.pattern).sort()).toEqual(expected.sort())
        const ranks = rows.map((row) => rankOf(row.pattern))
        expect(ranks).toEqual([...ranks].sort((a, b) => b - a))
        for (const row of rows) expect(row.values).toEqual(all.filter((each) => each === row.pattern))
      }),
      few,
    )
    expect(found / few.numRuns).toBeGreaterThan(0.3)
  })

  test('finds what trying every pattern finds, in the whole of a small world', () => {
    const index = new PatternIndex<string>()
    for (const each of everyPattern) index.add(each, each)
    for (const subject of [...everyPackage, ...everyPattern]) {
      const found = index.matching(subject).map((row) => row.pattern)
      expect([...found].sort()).toEqual(everyPattern.filter((each) => covers(each, subject)).sort())
    }
  })

  test('does not depend on the order in which patterns were added', () => {
    fc.assert(
      fc.property(fc.uniqueArray(pattern, { maxLength: 20 }), pattern, (all, subject) => {
        const [forth, back] = [new PatternIndex<string>(), new PatternIndex<string>()]
        for (const each of all) forth.add(each, each)
        for (const each of [...all].reverse()) back.add(each, each)
        expect(forth.matching(subject)).toEqual(back.matching(subject))
        expect(forth.refinements(subject)).toEqual(back.refinements(subject))
      }),
      few,
    )
  })

  test('refines a subject by what it has in common with patterns whose path covers its own', () => {
    let refined = 0
    fc.assert(
      fc.property(patterns, pattern, (all, subject) => {
        const index = new PatternIndex<string>()
        for (const each of all) index.add(each, each)
        const pathOf = (each: string) => each.split('?')[0]!
        const expected = all
          .filter((each) => covers(pathOf(each), pathOf(subject)))
          .map((each) => meetOf(each, subject))
          .filter((each) => each !== undefined && each !== subject)
        refined += expected.length
        expect(index.refinements(subject)).toEqual([...new Set(expected)].sort())
      }),
      few,
    )
    expect(refined / few.numRuns).toBeGreaterThan(0.08)
  })
})
