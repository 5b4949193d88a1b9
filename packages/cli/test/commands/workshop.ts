import { keyIdOf, publicKeyOf, toHex } from '@trustlist/core'
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import type { Terminal } from '../../src/keys/ask-without-echo.js'
import { toPlainPkcs8 } from '../../src/keys/pkcs8.js'
import { run } from '../../src/run.js'
import { newFolder, testWorld, type Circumstances } from '../world/test-world.js'

/** People of the tests. Their keys are made from their names, so that every signature and digest is the same each time. */
export type Person = 'jane' | 'joe' | 'ann' | 'eve'

export function seedOf(person: Person): Uint8Array {
  return new Uint8Array(createHash('sha256').update(`a key for tests: ${person}`).digest())
}
export const publicHexOf = (person: Person): string => toHex(publicKeyOf(seedOf(person)))
export const keyidOf = (person: Person): string => keyIdOf(publicKeyOf(seedOf(person)))

export interface Ran {
  readonly exit: number
  readonly out: string
  readonly err: string
  /** Of `--json`. */
  readonly json: () => Told
}

export interface Told {
  readonly exit: number
  readonly result: Readonly<Record<string, unknown>> | null
  readonly problems: readonly {
    readonly code: string
    readonly severity: string
    readonly what: string
    readonly mend: string
    readonly see: string
    readonly at: {
      readonly source?: string
      readonly pointer?: string
      readonly line?: number
      readonly column?: number
    }
  }[]
}

export interface Workshop {
  readonly folder: string
  readonly at: (path: string) => string
  readonly put: (path: string, text: string | Uint8Array) => void
  readonly take: (path: string) => string
  /** The path of a person's key file, made when it is first asked for. */
  readonly key: (person: Person) => string
  readonly run: (...words: readonly string[]) => Promise<Ran>
  /** Every file, and the digest of what it holds. */
  readonly files: () => Readonly<Record<string, string>>
}

export interface WorkshopOptions extends Circumstances {
  readonly terminal?: () => Terminal | undefined
}

/** A folder with the program in it: real files, a clock that stands still at 2026-11-01T12:00:00Z. */
export function workshop(options: WorkshopOptions = {}): Workshop {
  const folder = newFolder()
  const at = (path: string) => join(folder, path)
  const put = (path: string, text: string | Uint8Array) => {
    mkdirSync(dirname(at(path)), { recursive: true })
    writeFileSync(at(path), text, { mode: 0o600 })
  }
  const key = (person: Person) => {
    put(`keys/${person}.key`, toPlainPkcs8(seedOf(person)))
    return at(`keys/${person}.key`)
  }
  return {
    folder,
    at,
    put,
    key,
    take: (path) => readFileSync(at(path), 'utf8'),
    files: () => filesIn(folder, ''),
    run: async (...words) => {
      const { world, out, err } = testWorld({ ...options, folder })
      const exit = await run(words, { ...world, terminal: options.terminal ?? (() => undefined) })
      return { exit, out: out(), err: err(), json: () => JSON.parse(out()) as Told }
    },
  }
}

function filesIn(folder: string, prefix: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    const facts = lstatSync(path)
    if (facts.isDirectory())
      Object.assign(found, { [`${prefix}${name}/`]: 'folder' }, filesIn(path, `${prefix}${name}/`))
    else if (facts.isFile()) {
      found[prefix + name] = createHash('sha256').update(readFileSync(path)).digest('hex')
    } else found[prefix + name] = 'no file'
  }
  return found
}

export const draftOf = (entries: string, publisher = 'example-tre', list = 'tier-3'): string =>
  `trustlist: "1.0"
publisher: ${publisher}
list: ${list}
about: { title: Tier 3, licence: CC0-1.0 }
defaults: { decision: allow, decided: 2026-10-01, basis: reviewed }
entries:
${entries}`

export const numpy = '  - { package: pkg:pypi/numpy, versions: "vers:pypi/*" }\n'
export const pandas = '  - { package: pkg:pypi/pandas, versions: "vers:pypi/>=2.2.0" }\n'

/** An identity draft: the people of the list role and how many of them sign; jane alone is the root. */
export function identityDraft(
  list: readonly Person[],
  threshold: number,
  root: readonly Person[] = ['jane'],
): string {
  const keys = [...new Set([...root, ...list])].map(
    (name) => `  - { name: ${name}, public: "${publicHexOf(name)}" }\n`,
  )
  return `trustlist: "1.0"
publisher: example-tre
about: { title: An example TRE, contact: software@tre.example }
keys:
${keys.join('')}roles:
  root: { keys: [${root.join(', ')}], threshold: ${root.length} }
  list: { keys: [${list.join(', ')}], threshold: ${threshold} }
`
}

export const listPath = 'example-tre/tier-3.list.json'
export const draftPath = 'example-tre/tier-3.yaml'

/** A publisher of jane's, with an identity and an unsigned draft of one entry. */
export async function published(
  shop: Workshop,
  list: readonly Person[] = ['jane'],
  threshold = 1,
): Promise<void> {
  shop.put('example-tre/identity.yaml', identityDraft(list, threshold))
  shop.put(draftPath, draftOf(numpy))
  await done(shop, 'identity', 'create', 'example-tre', '--key', shop.key('jane'))
}

/** A publisher with version 1 of a list, signed by jane. */
export async function signed(shop: Workshop): Promise<void> {
  await published(shop)
  await done(shop, 'sign', draftPath, '--key', shop.key('jane'))
}

/** Runs a command that must succeed. */
export async function done(shop: Workshop, ...words: readonly string[]): Promise<Ran> {
  const ran = await shop.run(...words)
  expect(`${words.join(' ')}: ${ran.exit} ${ran.err}`).toContain(`${words.join(' ')}: 0`)
  return ran
}

type Setup = (shop: Workshop) => Promise<void> | void
type Words = (shop: Workshop) => readonly string[]

/** What a command tells a person and a program, from two equal beginnings: what a snapshot holds. */
export async function bothForms(setup: Setup, words: Words, options: WorkshopOptions = {}): Promise<string> {
  const told = []
  for (const form of [[], ['--json']]) {
    const shop = workshop(options)
    await setup(shop)
    const given = [...words(shop), ...form]
    const { exit, out, err } = await shop.run(...given)
    told.push(
      `$ trustlist ${given.join(' ')}\n-- stdout\n${out}-- stderr\n${err}-- exit ${exit}\n`.replaceAll(
        shop.folder,
        'DIR',
      ),
    )
  }
  return told.join('')
}

export interface Expected {
  readonly exit: number
  readonly code: string
  readonly what?: string | RegExp
  /** As `source:line:column`, with what there is of them; the folder stands as DIR. */
  readonly place?: string
  readonly mend?: string
}

/** Runs a command that must be refused so, and must leave every file as it was and no other beside them. */
export async function refused(shop: Workshop, words: readonly string[], expected: Expected): Promise<Told> {
  const before = shop.files()
  const ran = await shop.run(...words, '--json')
  const told = ran.json()
  const [first] = told.problems.filter(({ severity }) => severity === 'error')
  expect([ran.exit, first?.code]).toEqual([expected.exit, expected.code])
  if (expected.what !== undefined) expect(first?.what).toMatch(expected.what)
  if (expected.place !== undefined) {
    const { source, line, column } = first?.at ?? {}
    const place = [source, line, column].filter((each) => each !== undefined).join(':')
    expect(place.replaceAll(shop.folder, 'DIR')).toBe(expected.place)
  }
  if (expected.mend !== undefined) expect(first?.mend.replaceAll(shop.folder, 'DIR')).toBe(expected.mend)
  expect(first?.mend.length).toBeGreaterThan(5)
  expect(shop.files()).toEqual(before)
  return told
}
