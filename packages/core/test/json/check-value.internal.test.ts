import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toCanonicalText, type JsonValue } from '../../src/json/canonical.js'
import { findValueProblem } from '../../src/json/check-value.js'
import { findGateFault } from '../../src/json/gate.js'
import { encodeUtf8 } from '../../src/text/utf8.js'

describe('whether a value can be written', () => {
  test('is answered as the gate answers of what is written', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme-ascii', maxLength: 5 }),
      fc.string({ unit: 'binary', maxLength: 3 }).filter((each) => each.isWellFormed()),
    )
    const name = fc.oneof(
      fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.:-]{0,4}$/),
      fc.constantFrom('', '1', 'é', 'a b'),
    )
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(
          text,
          fc.integer(),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.boolean(),
          fc.constant(null),
        ),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(name, tie('value'), { maxKeys: 3 }),
      ),
    }))
    let refused = 0
    fc.assert(
      fc.property(value, (each) => {
        const found = findValueProblem(each)
        expect(found === undefined).toBe(findGateFault(encodeUtf8(toCanonicalText(each))) === undefined)
        if (found !== undefined) refused++
      }),
      { numRuns: 3000, seed: 1 },
    )
    expect(refused).toBeGreaterThan(200)
    expect(refused).toBeLessThan(2800)
  })

  test('names the place of the fault', () => {
    const found = findValueProblem({ a: [{ b: 1 }, { c: 'x\u200b' }] }, { pointer: '/subject', source: 'f' })
    expect(found?.at).toEqual({ pointer: '/subject/a/1/c', source: 'f' })
    expect(found?.code).toBe('json/invisible-character')
  })

  test('counts absent members as absent', () => expect(findValueProblem({ a: undefined })).toBeUndefined())

  test('does not follow a circle for ever', () => {
    const circle: unknown[] = []
    circle.push(circle)
    expect(findValueProblem(circle)?.code).toBe('json/too-deep')
  })
})
