import { describe, expect, test } from 'vitest'
import { registeredTypes } from '../../src/purl/types.js'
import { readDefinitions, toTypesSource } from '../../scripts/generate-purl-types.mjs'
import { readFileSync } from 'node:fs'
import { absent, hasShared } from '../shared/shared.js'

test('42 types are registered', () => {
  expect(registeredTypes.size).toBe(42)
  expect([...registeredTypes.keys()]).toEqual([...registeredTypes.keys()].sort())
})

describe.skipIf(!hasShared)(hasShared ? 'the table of types' : absent, () => {
  test('is what the generator makes of the definitions; else run node packages/core/scripts/generate-purl-types.mjs', () => {
    const source = readFileSync(new URL('../../src/purl/types.ts', import.meta.url), 'utf8')
    expect(source).toBe(toTypesSource(readDefinitions()))
  })
})
