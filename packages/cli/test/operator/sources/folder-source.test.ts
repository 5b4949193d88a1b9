import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSource } from '../../../src/operator/sources/open-source.js'
import type { Wanted } from '../../../src/operator/sources/publisher-source.js'
import { newFolder, testWorld } from '../../world/test-world.js'

function publisherFolder() {
  const folder = newFolder()
  mkdirSync(join(folder, 'a/identity'), { recursive: true })
  const put = (path: string, text: string) => writeFileSync(join(folder, 'a', path), text)
  put('identity/1.json', 'one')
  put('identity/2.json', 'two')
  put('identity/10.json', 'ten')
  for (const name of ['01.json', '1.json.prepared', 'x.json', '-1.json']) put(`identity/${name}`, 'no')
  put('tier-3.list.json', 'tier-3')
  put('core.list.json', 'core')
  for (const name of ['Tier-2.list.json', '.list.json', 'tier-3.yaml', 'a_b.list.json', '-x.list.json'])
    put(name, 'no')
  const open = async (wanted: Wanted = { lists: undefined }, from = './a') => {
    const settings = { base: folder, cache: undefined, isOffline: false }
    const offered = await openSource(from, wanted, settings, testWorld({ folder: '/' }).world)
    if (!offered.ok) return offered.problems[0].code
    const text = <K>(map: ReadonlyMap<K, Uint8Array>) =>
      [...map].map(([key, bytes]) => [key, Buffer.from(bytes).toString()])
    return { identities: text(offered.value.identities), lists: text(offered.value.lists) }
  }
  return { folder, put, open, at: (path: string) => join(folder, 'a', path) }
}

describe('a plain folder', () => {
  test('offers its identity versions by number and its lists by name, and nothing else', async () => {
    const { open } = publisherFolder()
    expect(await open()).toEqual({
      identities: [
        [1, 'one'],
        [2, 'two'],
        [10, 'ten'],
      ],
      lists: [
        ['core', 'core'],
        ['tier-3', 'tier-3'],
      ],
    })
    expect(await open({ lists: ['tier-3', 'none'] })).toMatchObject({
      lists: [['tier-3', 'tier-3']],
    })
  })

  test('may lack identity and lists, but not itself', async () => {
    const { folder, open } = publisherFolder()
    mkdirSync(join(folder, 'empty'))
    expect(await open({ lists: undefined }, './empty')).toEqual({ identities: [], lists: [] })
    expect(await open({ lists: undefined }, './none')).toBe('cli/source-unreachable')
  })

  test.each(['tier-2.list.json', 'identity/3.json'])('a link as %s is refused', async (name) => {
    const { folder, open, at } = publisherFolder()
    writeFileSync(join(folder, 'secret'), 'secret')
    symlinkSync(join(folder, 'secret'), at(name))
    expect(await open()).toBe('cli/source-not-a-file')
    rmSync(at(name))
    writeFileSync(at(name), 'a file')
    expect(await open({ lists: ['core'] })).toMatchObject({ lists: [['core', 'core']] })
  })

  test('a link to the folder is followed: that one is the operator’s own', async () => {
    const { folder, open, at } = publisherFolder()
    symlinkSync(at(''), join(folder, 'link'))
    expect(await open({ lists: ['core'] }, './link')).toMatchObject({ lists: [['core', 'core']] })
  })

  test('a folder in place of a document is refused, as is a file that is too large', async () => {
    const { open, at, put } = publisherFolder()
    mkdirSync(at('tier-2.list.json'))
    expect(await open()).toBe('cli/not-a-file')
    expect(await open({ lists: ['core'] })).toMatchObject({ lists: [['core', 'core']] })
    put('identity/11.json', 'x')
    truncateSync(at('identity/11.json'), 1024 * 1024 + 1)
    expect(await open({ lists: ['core'] })).toBe('cli/file-too-large')
    truncateSync(at('identity/11.json'), 1024 * 1024)
    expect(await open({ lists: ['core'] })).toMatchObject({ lists: [['core', 'core']] })
  })

  test('more identity versions or lists than any publisher has are refused', async () => {
    const { open, put } = publisherFolder()
    for (let count = 0; count < 255; count++) put(`l${String(count)}.list.json`, 'x')
    expect(await open()).toBe('cli/source-too-large')
    expect(await open({ lists: ['core'] })).toMatchObject({ lists: [['core', 'core']] })
    for (let count = 11; count < 10_008; count++) put(`identity/${String(count)}.json`, 'x')
    expect(await open({ lists: ['core'] })).toMatchObject({ lists: [['core', 'core']] })
    put('identity/10008.json', 'x')
    expect(await open({ lists: ['core'] })).toBe('cli/source-too-large')
  }, 120_000)
})
