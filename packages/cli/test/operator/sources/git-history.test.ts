import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readHistory, type HistoryLimits } from '../../../src/operator/sources/git-history.js'
import { mirrorPath } from '../../../src/operator/sources/git-mirror.js'
import { sourceFinder } from '../../../src/operator/sources/open-source.js'
import type { Fetched } from '../../../src/operator/sources/read-objects.js'
import { newFolder, testWorld } from '../../world/test-world.js'
import { newRepository, withoutGit } from './git-repository.js'

describe.skipIf(withoutGit !== undefined)(`the history of a mirror${withoutGit ?? ''}`, () => {
  const folder = newFolder()
  const { world } = testWorld({ folder, env: { PATH: process.env['PATH']!, HOME: folder } })
  const cache = join(folder, 'cache')
  let fetched: Fetched
  beforeAll(async () => {
    const repository = newRepository(join(folder, 'peer'))
    repository.put('a/identity/1.json', 'identity one')
    for (const text of ['one', 'two', 'three']) {
      repository.put('a/core.list.json', text)
      repository.put('a/readme', `no document ${text}`)
      repository.put('b/core.list.json', `another publisher ${text}`)
      repository.commit()
    }
    const find = sourceFinder({ base: folder, cache, isOffline: false, isWhole: true }, world)
    const source = await find(`${repository.url}#main:a`)
    expect(source.ok && (await source.value.bring()).ok).toBe(true)
    fetched = {
      repository: mirrorPath(join(cache, 'git'), repository.url),
      ref: 'refs/heads/main',
      folder: 'a',
      source: repository.url,
    }
  })
  const all: HistoryLimits = { commits: 3, documents: 4, bytes: 23, keptBytes: 23 }
  const read = async (limits: HistoryLimits, wanted?: readonly string[]) => {
    const found = await readHistory(fetched, { lists: wanted }, (prefix) => prefix, world, limits)
    return found.ok
      ? found.value.map(({ prefix }) => Buffer.from(prefix).toString()).sort()
      : found.problems[0].what
  }

  test('is every version of the documents in the folder, each once, and of nothing else', async () => {
    expect(await read(all)).toEqual(['identity one', 'one', 'three', 'two'])
    expect(await read(all, ['other'])).toEqual(['identity one'])
  })

  test.each([
    ['commits', 'expected at most 2 commits in the history of a publisher, found more'],
    ['documents', 'expected at most 3 versions of documents in the history of a publisher, found more'],
    ['bytes', 'expected at most 22 bytes in all versions in the history of a publisher, found more'],
    ['keptBytes', 'expected at most 22 bytes of heads in the history of a publisher, found more'],
  ] as const)('of more %s than there may be is refused', async (limit, what) => {
    expect(await read({ ...all, [limit]: all[limit] - 1 })).toBe(what)
  })
})
