import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readHead, type Lock } from '@trustlist/core'
import { run } from '../../../src/run.js'
import type { World } from '../../../src/world.js'
import { identityBytes, listBytes, now, type ListParts } from '../../../../core/test/seal/make-documents.js'
import { newFolder, testWorld, type Circumstances } from '../../world/test-world.js'
import { newRepository, type Repository } from '../sources/git-repository.js'

/** What a source shows: identities from version 1 on, or with their numbers; lists by name. */
export interface Shown {
  readonly identities: readonly (Uint8Array | readonly [number, Uint8Array])[]
  readonly lists: Readonly<Record<string, Uint8Array | string>>
}

export interface Told {
  readonly exit: number
  readonly codes: readonly string[]
  /** What each problem says, by its code. */
  readonly what: Readonly<Record<string, string>>
  readonly status: Readonly<Record<string, string>>
  readonly result: { readonly publishers: readonly PublisherTold[] } | null
}

interface PublisherTold {
  readonly publisher: string
  readonly status: string
  readonly commit: string | null
  readonly lastRefreshed: string | null
  readonly keptDenials: number
  readonly identity: { readonly version: number } | null
  readonly lists: readonly { readonly list: string; readonly version: number; readonly digest: string }[]
  readonly changes: {
    readonly identity: unknown
    readonly lists: readonly { readonly list: string }[]
  }
}

export const attacked = 'example-tre'
export const honest = 'honest-tre'

export function digestOf(bytes: Uint8Array | string): string {
  const head = readHead(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
  if (!head.ok) throw new Error(JSON.stringify(head.problems))
  return head.value.digest
}

const late = '2040-01-01T00:00:00Z'
export const honestIdentity = identityBytes({ signed: { publisher: honest, expires: late } })
const honestList = (version: number, before?: Uint8Array) =>
  listBytes({
    signed: {
      publisher: honest,
      list: 'core',
      expires: late,
      version,
      ...(before === undefined ? {} : { previousSha256: digestOf(before) }),
    },
  })

/** An operator of two publishers, each with a repository: one is attacked, the other goes on. */
export class SyncBench {
  readonly folder = newFolder()
  readonly cache = join(this.folder, 'cache')
  readonly repositories: Readonly<Record<string, Repository>>
  #honestVersion = 1
  #honestList = honestList(1)

  constructor(
    readonly pinned: Uint8Array,
    readonly publisherOptions = '',
    readonly circumstances: Circumstances = {},
  ) {
    const repository = (name: string) => newRepository(join(this.folder, 'peers', name))
    this.repositories = { [attacked]: repository(attacked), [honest]: repository(honest) }
    this.writeTrust(this.entryOf(attacked, pinned, publisherOptions), this.entryOf(honest, honestIdentity))
  }

  at(path: string): string {
    return join(this.folder, path)
  }

  entryOf(publisher: string, pinned: Uint8Array, options = '', from?: string): string {
    const source = from ?? `${this.repositories[publisher]!.url}#main:${publisher}`
    return `{ id: ${publisher}, from: "${source}", pin: "sha256:${digestOf(pinned)}", trust: half${options} }`
  }

  writeTrust(...entries: readonly string[]): void {
    const text = `trustlist: "1.0"
operator: op-tre
contact: software@tre.example
publishers:
${entries.map((each) => `  - ${each}\n`).join('')}profiles:
  tier-3: { allowAt: 100 }
`
    mkdirSync(this.at('op'), { recursive: true })
    writeFileSync(this.at('op/trust.yaml'), text)
  }

  /** Makes a repository show exactly this; gives the commit. */
  show(shown: Shown, publisher = attacked): string {
    const repository = this.repositories[publisher]!
    if (existsSync(repository.at(publisher))) rmSync(repository.at(publisher), { recursive: true })
    shown.identities.forEach((each, index) => {
      const [number, bytes] = each instanceof Uint8Array ? [index + 1, each] : each
      repository.put(`${publisher}/identity/${String(number)}.json`, bytes)
    })
    for (const [name, bytes] of Object.entries(shown.lists)) {
      repository.put(`${publisher}/${name}.list.json`, bytes)
    }
    return repository.commit()
  }

  /** Both publishers have something new; gives what came of it. */
  async syncAfter(shown: Shown, ...words: readonly string[]): Promise<Told> {
    this.show(shown)
    this.#honestList = honestList(++this.#honestVersion, this.#honestList)
    this.show({ identities: [honestIdentity], lists: { core: this.#honestList } }, honest)
    return this.sync(...words)
  }

  /** Keeps everything as it is; gives what brings it back. */
  keep(): () => void {
    const kept = newFolder()
    const version = this.#honestVersion
    const list = this.#honestList
    cpSync(this.folder, kept, { recursive: true })
    return () => {
      for (const name of readdirSync(this.folder)) rmSync(this.at(name), { recursive: true })
      cpSync(kept, this.folder, { recursive: true })
      this.#honestVersion = version
      this.#honestList = list
    }
  }

  get honestVersion(): number {
    return this.#honestVersion
  }

  async sync(...words: readonly string[]): Promise<Told> {
    const given = ['sync', '--json', '--trust', 'op/trust.yaml', '--cache', 'cache', ...words]
    const { world, out } = this.world()
    const exit = await run(words.includes('--at') ? given : [...given, '--at', now], world)
    const told = JSON.parse(out()) as {
      readonly result: Told['result']
      readonly problems: readonly { readonly code: string; readonly what: string }[]
    }
    return {
      exit,
      codes: told.problems.map(({ code }) => code),
      what: Object.fromEntries(told.problems.map(({ code, what }) => [code, what])),
      status: Object.fromEntries(
        (told.result?.publishers ?? []).map((each) => [each.publisher, each.status]),
      ),
      result: told.result,
    }
  }

  world(): { readonly world: World; readonly out: () => string; readonly err: () => string } {
    const env = { PATH: process.env['PATH']!, HOME: this.folder, ...this.circumstances.env }
    return testWorld({ ...this.circumstances, folder: this.folder, env })
  }

  get lock(): Lock {
    if (!existsSync(this.at('op/trust.lock.json')))
      return { publishers: [], timeFloor: now, trustlist: '1.0' }
    return JSON.parse(readFileSync(this.at('op/trust.lock.json'), 'utf8')) as Lock
  }

  element(publisher = attacked): Lock['publishers'][number] | undefined {
    return this.lock.publishers.find((each) => each.publisher === publisher)
  }

  /** The digests of what is in force, by list. */
  accepted(publisher = attacked): Readonly<Record<string, string>> {
    return Object.fromEntries((this.element(publisher)?.lists ?? []).map((each) => [each.list, each.digest]))
  }
}

/** A list as make-documents makes it, in this version. */
export const tier = (version: number, parts: ListParts = {}): Uint8Array =>
  listBytes({ ...parts, signed: { version, ...parts.signed } })

/** The version that follows another one. */
export const after = (before: Uint8Array, version: number, parts: ListParts = {}): Uint8Array =>
  tier(version, { ...parts, signed: { previousSha256: digestOf(before), ...parts.signed } })
