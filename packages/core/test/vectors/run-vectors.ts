import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toAnswer, type Operations } from './operations/operation.js'

/** One scenario under spec/vectors; its shape is packages/schema/schemas/vector-1.0.schema.json. */
export interface Vector {
  readonly title: string
  readonly rule: string
  readonly operation: string
  readonly why: string
  readonly input: Record<string, unknown>
  readonly expect: { readonly accepted: unknown } | { readonly refused: readonly string[] }
}

const root = new URL('../../../../spec/vectors/', import.meta.url).pathname

/** Runs every vector of one stage; an operation nobody implements fails, and so does an empty folder. */
export function runVectors(stage: string, operations: Operations): void {
  describe(`spec/vectors/${stage}`, () => {
    const files = readdirSync(join(root, stage)).filter((name) => name.endsWith('.json'))
    test('there are vectors to run', () => expect(files.length).toBeGreaterThan(0))
    for (const file of files) {
      const vector = JSON.parse(readFileSync(join(root, stage, file), 'utf8')) as Vector
      test(`${file}: ${vector.title}`, () => {
        const operation = operations[vector.operation]
        if (operation === undefined) throw new Error(`no test runs the operation ${vector.operation}`)
        const actual = toAnswer(operation(vector.input as never))
        expect(actual).toEqual(
          'refused' in vector.expect ? { refused: [...vector.expect.refused].sort() } : vector.expect,
        )
      })
    }
  })
}
