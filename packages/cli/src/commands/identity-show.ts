import { join } from 'node:path'
import {
  compareIdentities,
  openIdentity,
  toHex,
  type Instant,
  type KeyRole,
  type PublisherIdentity,
} from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { identityShowCommand } from '../command/table/identity-show.js'
import { succeed, type Result } from '../failure.js'
import { readInput } from '../files/read-input.js'
import { readIdentityChain, type ReadChainOptions } from '../publisher/identity-folder.js'
import { sayChanges } from '../publisher/say-changes.js'
import { findStale } from '../publisher/verify-identity.js'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'

/** Shows what others need to pin a publisher, and how it came to its present keys. */
export async function run(
  { operands, options, at, isAtGiven }: Invocation<typeof identityShowCommand>,
  world: World,
): Promise<Answer> {
  const versions = await read(operands[0]!, { at, isPast: isAtGiven, pin: options.pin }, world)
  if (!versions.ok) return refusal(versions.problems)
  return summary(factsOf(versions.value, at), show, { problems: versions.findings })
}

/** @returns Versions, oldest first; a document that was named alone is the only one. */
async function read(
  path: string,
  options: ReadChainOptions,
  world: World,
): Promise<Result<readonly PublisherIdentity[]>> {
  if (!path.endsWith('.json')) {
    const chain = readIdentityChain(join(path, 'identity'), options, world)
    return chain.ok ? succeed(chain.value.versions, chain.findings) : chain
  }
  const bytes = await readInput(world, path, 1024 * 1024)
  if (!bytes.ok) return bytes
  const { pin } = options
  const identity = openIdentity(bytes.value, { source: path, ...(pin === undefined ? {} : { pin }) })
  return identity.ok ? succeed([identity.value], identity.findings) : identity
}

function factsOf(versions: readonly PublisherIdentity[], at: Instant) {
  const newest = versions.at(-1)!
  const role = ({ keys, threshold }: KeyRole) => ({
    threshold,
    keys: [...keys].map(([keyid, publicKey]) => ({ keyid, public: toHex(publicKey) })),
  })
  return {
    publisher: newest.publisher,
    title: newest.about.title,
    contact: newest.about.contact ?? null,
    version: newest.version,
    epoch: newest.epoch,
    issued: newest.issued,
    expires: newest.expires,
    inForce: findStale(newest, at, newest.publisher) === undefined,
    at,
    fingerprint: newest.fingerprint,
    roles: { root: role(newest.roles.root), list: role(newest.roles.list) },
    /** Every version that was followed to this one, and what each changed. */
    versions: versions.map((each, index) => ({
      version: each.version,
      fingerprint: each.fingerprint,
      issued: each.issued,
      expires: each.expires,
      epoch: each.epoch,
      thresholds: { root: each.roles.root.threshold, list: each.roles.list.threshold },
      changes: index === 0 ? [] : compareIdentities(versions[index - 1]!, each),
    })),
  }
}

type Facts = ReturnType<typeof factsOf>

function termOf({ inForce, issued, expires, at }: Facts): string {
  if (inForce) return `in force until ${expires}`
  return at < issued ? `NOT in force; it begins ${issued}` : `NOT in force; it ended ${expires}`
}

function show(facts: Facts): Shown {
  const role = (name: string, { threshold, keys }: Facts['roles']['root']) =>
    lines([
      say`  ${name}, ${threshold} of ${keys.length} must sign`,
      ...keys.map((each) => say`    keyid ${each.keyid}  public ${each.public}`),
    ])
  return lines([
    say`${facts.publisher}: ${facts.title}`,
    say`  fingerprint ${facts.fingerprint}`,
    say`  version ${facts.version}, epoch ${facts.epoch}, issued ${facts.issued}`,
    say`  ${termOf(facts)}`,
    facts.contact === null ? nothing : say`  contact ${facts.contact}`,
    role('root', facts.roles.root),
    role('list', facts.roles.list),
    facts.versions.length === 1 ? nothing : history(facts.versions),
  ])
}

function history(versions: Facts['versions']): Shown {
  return lines(
    versions.map(({ version, fingerprint, issued, expires, changes }, index) =>
      lines([
        say`  version ${version}, ${fingerprint}, issued ${issued}, expires ${expires}`,
        ...sayChanges(changes).map((each) => say`    ${each}`),
        index > 0 && changes.every(({ kind }) => kind === 'expires')
          ? say`    the same keys, thresholds, epoch and words`
          : nothing,
      ]),
    ),
  )
}
