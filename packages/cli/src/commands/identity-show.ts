import { join } from 'node:path'
import { openIdentity, toHex, type KeyRole, type PublisherIdentity } from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { identityShowCommand } from '../command/table/identity-show.js'
import { succeed, type Result } from '../failure.js'
import { readInput } from '../files/read-input.js'
import { readIdentity } from '../publisher/identity-folder.js'
import { findStale } from '../publisher/verify-identity.js'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'

/** Shows what others need to pin a publisher. */
export async function run(
  { operands, options, at }: Invocation<typeof identityShowCommand>,
  world: World,
): Promise<Answer> {
  const identity = await read(operands[0]!, options.pin, world)
  if (!identity.ok) return refusal(identity.problems)
  return summary(factsOf(identity.value, at), show, { problems: identity.findings })
}

async function read(path: string, pin: string | undefined, world: World): Promise<Result<PublisherIdentity>> {
  if (!path.endsWith('.json')) return readIdentity(join(path, 'identity'), pin, world)
  const bytes = await readInput(world, path, 1024 * 1024)
  if (!bytes.ok) return bytes
  const identity = openIdentity(bytes.value, { source: path, ...(pin === undefined ? {} : { pin }) })
  return identity.ok ? succeed(identity.value, identity.findings) : identity
}

function factsOf(identity: PublisherIdentity, at: string) {
  const role = ({ keys, threshold }: KeyRole) => ({
    threshold,
    keys: [...keys].map(([keyid, publicKey]) => ({ keyid, public: toHex(publicKey) })),
  })
  return {
    publisher: identity.publisher,
    title: identity.about.title,
    contact: identity.about.contact ?? null,
    version: identity.version,
    epoch: identity.epoch,
    issued: identity.issued,
    expires: identity.expires,
    inForce: findStale(identity, at, identity.publisher) === undefined,
    at,
    fingerprint: identity.fingerprint,
    roles: { root: role(identity.roles.root), list: role(identity.roles.list) },
  }
}

function termOf({ inForce, issued, expires, at }: ReturnType<typeof factsOf>): string {
  if (inForce) return `in force until ${expires}`
  return at < issued ? `NOT in force; it begins ${issued}` : `NOT in force; it ended ${expires}`
}

function show(facts: ReturnType<typeof factsOf>): Shown {
  const role = (name: string, { threshold, keys }: (typeof facts)['roles']['root']) =>
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
  ])
}
