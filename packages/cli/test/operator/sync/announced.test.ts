import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { identityBytes } from '../../../../core/test/seal/make-documents.js'
import { withoutGit, type Repository } from '../sources/git-repository.js'
import { attacked, digestOf, SyncBench, tier } from './sync-bench.js'

// What a pack announces is not what it holds: a few bytes may say of themselves that they are ten gigabytes.

const kinds = { commit: 1, tree: 2, blob: 3 } as const
type Kind = keyof typeof kinds
const tenGigabytes = 10 * 1024 ** 3

/** The kind and the size of an object, as they stand before its content in a pack. @see gitformat-pack(5) */
function objectHeader(kind: Kind, byteCount: number): Buffer {
  const bytes: number[] = []
  let rest = BigInt(byteCount)
  let byte = (kinds[kind] << 4) | Number(rest & 15n)
  rest >>= 4n
  while (rest > 0n) {
    bytes.push(byte | 0x80)
    byte = Number(rest & 127n)
    rest >>= 7n
  }
  return Buffer.from([...bytes, byte])
}

/** A bundle of everything in a repository. Objects of one kind say of themselves that they have so many bytes. */
function announce(repository: Repository, kind: Kind | undefined, byteCount: number): Buffer {
  const ids = repository
    .git('rev-list', '--objects', '--all')
    .split('\n')
    .map((line) => line.split(' ')[0]!)
  const objects = ids.map((id) => {
    const own = repository.git('cat-file', '-t', id) as Kind
    const content = execFileSync('git', ['cat-file', own, id], { cwd: repository.folder })
    const header = objectHeader(own, own === kind ? byteCount : content.length)
    return Buffer.concat([header, deflateSync(content)])
  })
  const head = Buffer.alloc(12)
  head.write('PACK')
  head.writeUInt32BE(2, 4)
  head.writeUInt32BE(ids.length, 8)
  const pack = Buffer.concat([head, ...objects])
  const text = `# v2 git bundle\n${repository.git('rev-parse', 'HEAD')} refs/heads/main\n\n`
  return Buffer.concat([Buffer.from(text), pack, createHash('sha1').update(pack).digest()])
}

const one = identityBytes()
const three = tier(3)

describe.skipIf(withoutGit !== undefined)(`a bundle that announces${withoutGit ?? ''}`, () => {
  let b: SyncBench
  beforeEach(() => {
    b = new SyncBench(one)
    b.show({ identities: [one], lists: { 'tier-3': three } })
    b.writeTrust(b.entryOf(attacked, one, '', `peer.bundle#main:${attacked}`))
  })
  const carry = (kind: Kind | undefined, byteCount = 0) =>
    writeFileSync(b.at('op/peer.bundle'), announce(b.repositories[attacked]!, kind, byteCount))

  test.each([
    ['a list of 10 GB', 'blob', 'cli/source-damaged'],
    ['a folder of 10 GB', 'tree', 'cli/source-too-large'],
    ['a commit of 10 GB', 'commit', 'cli/source-too-large'],
  ] as const)('%s is refused at once, and what was accepted stays', async (_, kind, code) => {
    carry(kind, tenGigabytes)
    const met = await b.sync()
    expect([met.status, met.codes]).toEqual([{ [attacked]: 'unreachable' }, [code]])
    // The twin says of each object what it is.
    carry(undefined)
    expect((await b.sync()).status).toEqual({ [attacked]: 'fresh' })
    expect(b.accepted()).toEqual({ 'tier-3': digestOf(three) })
    const lock = readFileSync(b.at('op/trust.lock.json'))
    b.show({
      identities: [one],
      lists: { 'tier-3': tier(4, { signed: { previousSha256: digestOf(three) } }) },
    })
    carry(kind, tenGigabytes)
    expect((await b.sync()).codes).toEqual([code])
    expect(readFileSync(b.at('op/trust.lock.json'))).toEqual(lock)
  })
})
