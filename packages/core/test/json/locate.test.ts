import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeUtf8, locatePointer, placeOfOffset } from '@trustlist/core'

const text = '{"a":[\n{"b":"x,]}\\"","c":-1},\r\n[]\n],"ab":{"c":{}},"d":null}\n'
const bytes = encodeUtf8(text)
const at = (pointer: string) => text.slice(locatePointer(bytes, 0, pointer))

describe('where the value of a pointer stands', () => {
  test.each([
    ['', '{"a"'],
    ['/a', '[\n{"b"'],
    ['/a/0', '{"b"'],
    ['/a/0/b', '"x,]}'],
    ['/a/0/c', '-1}'],
    ['/a/1', '[]'],
    ['/ab', '{"c":{}}'],
    ['/ab/c', '{}}'],
    ['/d', 'null'],
  ])('%s', (pointer, start) => expect(at(pointer).startsWith(start)).toBe(true))

  test.each([
    ['/z', '{"a"'],
    ['/a/2', '[\n{"b"'],
    ['/a/x', '[\n{"b"'],
    ['/a/00', '[\n{"b"'],
    ['/a/1/0', '[]'],
    ['/d/e', 'null'],
    ['/a/0/b/c', '"x,]}'],
  ])('%s, which is not there: the deepest part that is', (pointer, start) =>
    expect(at(pointer).startsWith(start)).toBe(true),
  )

  test('is found for every value of any text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const written = JSON.stringify(value)
        const all = encodeUtf8(written)
        const visit = (each: unknown, pointer: string) => {
          const rest = new TextDecoder().decode(all.slice(locatePointer(all, 0, pointer)))
          expect(rest.startsWith(JSON.stringify(each))).toBe(true)
          if (typeof each !== 'object' || each === null) return
          for (const [name, member] of Object.entries(each)) {
            if (Array.isArray(each) || /^[A-Za-z_]+$/.test(name)) visit(member, `${pointer}/${name}`)
          }
        }
        visit(value, '')
      }),
      { numRuns: 300, seed: 1 },
    )
  })
})

describe('line and column of a byte', () => {
  test.each([
    ['ab', 1, 1, 2],
    ['a\nb', 2, 2, 1],
    ['a\r\nb', 3, 2, 1],
    ['a\rb', 2, 2, 1],
    ['é\nb', 2, 1, 3],
    ['a\n\n', 3, 3, 1],
    ['a', 9, 1, 2],
    ['', 0, 1, 1],
  ])('%j at %i: %i:%i', (written, offset, line, column) => {
    expect(placeOfOffset(encodeUtf8(written), offset)).toEqual({ line, column })
  })
})
