import { describe, expect, test } from 'vitest'
import {
  encodeUtf8,
  isUnsignedList,
  matchUnsigned,
  openUnsignedList,
  sha256,
  type JsonValue,
  type UnsignedFile,
  type UnsignedList,
} from '@trustlist/core'
import { entry, verdict } from '../seal/make-documents.js'

const draft = {
  trustlist: '1.0',
  publisher: 'osv',
  list: 'advisories',
  about: { title: 'Advisories' },
  entries: [entry('pandas'), entry('numpy')],
} as unknown as JsonValue
const bytes = encodeUtf8(JSON.stringify(draft))

function openOsv(): UnsignedList {
  const file = matchUnsigned(bytes, `sha256:${sha256(bytes)}`)
  if (!file.ok) throw new Error(verdict(file))
  const list = openUnsignedList(file.value, draft, 'osv')
  if (!list.ok) throw new Error(verdict(list))
  return list.value
}

describe('a list that nobody signed', () => {
  test('holds the sorted entries of the file that was reviewed', () => {
    const list = openOsv()
    expect(list.entries.map((each) => each.package)).toEqual(['pkg:pypi/numpy', 'pkg:pypi/pandas'])
    expect([list.publisher, list.name, list.digest]).toEqual(['osv', 'advisories', sha256(bytes)])
  })

  test('is made of nothing but a file with the reviewed digest', () => {
    const list = openOsv()
    expect(isUnsignedList(list)).toBe(true)
    // eslint-disable-next-line @typescript-eslint/no-misused-spread -- what a forger would write
    expect(isUnsignedList({ ...list })).toBe(false)
    expect(isUnsignedList(Object.create(Object.getPrototypeOf(list) as object))).toBe(false)
    const forged = { bytes, digest: sha256(bytes), source: undefined } as unknown as UnsignedFile
    expect(() => openUnsignedList(forged, draft, 'osv')).toThrow('matchUnsigned did not make')
    // @ts-expect-error the constructor is private
    expect(() => new (list.constructor as typeof UnsignedList)(Symbol(), 'x', {})).toThrow(
      'only openUnsignedList',
    )
  })

  test('cannot be changed afterwards', () => {
    const list = openOsv()
    expect(() => (list.entries as unknown[]).push(entry('evil'))).toThrow(TypeError)
    expect(() => Object.defineProperty(list, 'entries', { value: [] })).toThrow(TypeError)
  })

  test('points into its file where the draft is wrong', () => {
    const file = matchUnsigned(bytes, `sha256:${sha256(bytes)}`, 'osv.yaml')
    const list = openUnsignedList((file.ok ? file.value : undefined) as UnsignedFile, draft, 'other')
    expect(!list.ok && list.problems[0].at).toEqual({ source: 'osv.yaml', pointer: '/publisher' })
  })
})
