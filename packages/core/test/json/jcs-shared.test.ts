import { readFileSync, readdirSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { toCanonicalText, type JsonValue } from '@trustlist/core'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'

const folder = `${sharedFolder}vectors/jcs/`

describe.skipIf(!hasShared)(`the vectors of RFC 8785 (skipped where ${absent})`, () => {
  const names = hasShared ? readdirSync(`${folder}input`).sort() : []

  test('are six', () => expect(names).toHaveLength(6))

  test.each(names)('%s', (name) => {
    const value = JSON.parse(readFileSync(`${folder}input/${name}`, 'utf8')) as JsonValue
    const text = toCanonicalText(value)
    expect(text).toBe(readFileSync(`${folder}output/${name}`, 'utf8'))
    const hex = readFileSync(`${folder}outhex/${name.replace('.json', '.txt')}`, 'utf8').replaceAll(/\s/g, '')
    expect(Buffer.from(text).toString('hex')).toBe(hex)
  })

  test('the first 100 000 numbers of the ES6 sequence have the published digest', () => {
    const statics = readFileSync(`${folder}es6-static-doubles.txt`, 'utf8').trim().split('\n')
    expect(statics).toHaveLength(168)
    const hash = createHash('sha256')
    let lines = 0
    for (const bits of doubles(statics.map((line) => BigInt(`0x${line}`)))) {
      hash.update(`${bits.toString(16)},${toCanonicalText(numberOf(bits))}\n`)
      if (++lines === 100_000) break
    }
    expect(hash.digest('hex')).toBe('22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7')
  })
})

const scratch = new DataView(new ArrayBuffer(8))

function numberOf(bits: bigint): number {
  scratch.setBigUint64(0, bits)
  return scratch.getFloat64(0)
}

/** The ES6 number sequence of RFC 8785, appendix B: fixed doubles, subnormals' neighbours, then a chain of digests. */
function* doubles(statics: readonly bigint[]): Generator<bigint> {
  yield* statics
  for (let index = 0n; index < 2000n; index++) yield 0x0010_0000_0000_0000n + index
  let block = Buffer.alloc(32)
  for (;;) {
    block = createHash('sha256').update(block).digest()
    for (let at = 0; at < 32; at += 8) {
      const bits = block.readBigUInt64LE(at)
      const value = numberOf(bits)
      if (value !== 0 && Number.isFinite(value)) yield bits
    }
  }
}
