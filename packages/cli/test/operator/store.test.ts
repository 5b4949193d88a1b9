import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareDocument, sha256, toPreparedBytes } from '@trustlist/core'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../src/operator/store.js'
import { newFolder, testWorld } from '../world/test-world.js'

const encode = (text: string) => new TextEncoder().encode(text)

function document(title: string) {
  const prepared = prepareDocument(
    'list',
    {
      epoch: 1,
      expires: '2027-11-01T00:00:00Z',
      issued: '2026-11-01T00:00:00Z',
      list: 'tier-3',
      publisher: 'example-tre',
      publisherVersion: 1,
      version: 1,
    },
    { about: { title }, entries: [] },
  )
  if (!prepared.ok) throw new Error(prepared.problems[0].what)
  return { digest: prepared.value.head.digest, bytes: toPreparedBytes(prepared.value) }
}

function fresh() {
  const folder = newFolder()
  const path = join(folder, 'trust.store')
  const store = openStore('trust.store', testWorld({ folder }).world)
  return { store, path, codes: () => store.findings().map((each) => each.code) }
}

describe('the store', () => {
  test('gives back what it was given, and writes it once', () => {
    const { store, path } = fresh()
    const { digest, bytes } = document('Tier 3')
    expect(store.read(digest)).toBeUndefined()
    expect(store.keep(digest, bytes)).toMatchObject({ ok: true, value: true })
    expect(store.keep(digest, bytes)).toMatchObject({ ok: true, value: false })
    expect(store.read(digest)).toEqual(bytes)
    expect(readdirSync(path)).toEqual([`${digest}.json`])
    expect(store.findings()).toEqual([])
  })

  test('keeps a file that nobody signed by its own digest', () => {
    const { store, path } = fresh()
    const bytes = encode('trustlist: "1.0"\n')
    store.keep(sha256(bytes), bytes)
    expect(readdirSync(path)).toEqual([`${sha256(bytes)}.unsigned`])
    expect(store.read(sha256(bytes))).toEqual(bytes)
  })

  test('takes another layout of a document for the document', () => {
    const { store } = fresh()
    const { digest, bytes } = document('Tier 3')
    const crlf = encode(new TextDecoder().decode(bytes).replaceAll('\n', '\r\n'))
    store.keep(digest, crlf)
    expect(store.read(digest)).toEqual(crlf)
  })

  test.each([
    ['edited', (text: string) => text.replace('Tier 3', 'Tier 4')],
    ['cut short', (text: string) => text.slice(0, -20)],
    ['emptied', () => ''],
  ])('reports a file that was %s, takes it for absent, and replaces it', (_, damage) => {
    const { store, path, codes } = fresh()
    const { digest, bytes } = document('Tier 3')
    store.keep(digest, bytes)
    const file = join(path, `${digest}.json`)
    writeFileSync(file, damage(readFileSync(file, 'utf8')))
    expect(store.read(digest)).toBeUndefined()
    expect(store.read(digest)).toBeUndefined()
    expect(codes()).toEqual(['cli/store-damaged'])
    expect(store.findings()[0]!.at).toEqual({ source: `trust.store/${digest}.json` })
    expect(store.keep(digest, bytes)).toMatchObject({ ok: true, value: true })
    expect(store.read(digest)).toEqual(bytes)
  })

  test('does not take one document for another', () => {
    const { store, path } = fresh()
    const one = document('One')
    const two = document('Two')
    store.keep(one.digest, one.bytes)
    writeFileSync(join(path, `${two.digest}.json`), one.bytes)
    expect(store.read(two.digest)).toBeUndefined()
    expect(() => store.keep(two.digest, one.bytes)).toThrow('with other content')
  })

  test('reads nothing under a name that is no digest', () => {
    const { store, path } = fresh()
    const { digest, bytes } = document('Tier 3')
    store.keep(digest, bytes)
    writeFileSync(join(path, '../outside.json'), bytes)
    expect(store.read('../outside')).toBeUndefined()
    expect(store.findings()).toEqual([])
  })

  test('keeps a proof once', () => {
    const { store, path } = fresh()
    const { digest } = document('Tier 3')
    expect(store.keepProof(digest, encode('{}'))).toMatchObject({ ok: true, value: true })
    expect(store.keepProof(digest, encode('{"other":1}'))).toMatchObject({ ok: true, value: false })
    expect(readFileSync(join(path, `${digest}.dsse.json`), 'utf8')).toBe('{}')
  })

  test('tells where it cannot be made', () => {
    const { store, path } = fresh()
    writeFileSync(path, 'a file')
    const { digest, bytes } = document('Tier 3')
    const kept = store.keep(digest, bytes)
    expect(!kept.ok && kept.problems[0].what).toContain('something else stands there')
    rmSync(path)
    expect(store.keep(digest, bytes).ok).toBe(true)
  })
})
