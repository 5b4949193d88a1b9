import type { Instant } from '@trustlist/core'
import { done, draftOf, identityDraft, workshop, type Workshop } from '../../commands/workshop.js'
import { gitIn } from '../sources/git-repository.js'

/** A federation of three in folders: two that review, one that only warns; and an operator with its lock. */
export interface OperatorShop extends Workshop {
  /** Stops the clock at another instant. */
  readonly setTime: (instant: Instant) => void
  /** Signs what a publisher says from now on, at the present instant. */
  readonly say: (publisher: string, entries: string) => Promise<void>
  /** git in the folder of the operator. */
  readonly git: (...words: readonly string[]) => string
}

export const allow = (name: string, versions = 'vers:pypi/*', more = ''): string =>
  `  - { package: pkg:pypi/${name}, versions: "${versions}"${more} }\n`
export const deny = (name: string, versions = 'vers:pypi/*', more = ''): string =>
  allow(name, versions, `, decision: deny, reason: It is broken.${more}`)

export const day = (dayOfMonth: number): Instant => `2026-11-${String(dayOfMonth).padStart(2, '0')}T12:00:00Z`

export const turing = 'turing-dsh'
export const safely = 'opensafely'
export const listOf = (publisher: string): string => `${publisher}/tier-3.list.json`

/** Two publishers that are believed by half, and a lock. `more` is added to `trust.yaml`. */
export async function operatorShop(more = ''): Promise<OperatorShop> {
  let time = day(1)
  const shop = workshop({
    now: () => time,
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', XDG_CACHE_HOME: '' },
  })
  const whole: OperatorShop = {
    ...shop,
    setTime: (instant) => (time = instant),
    git: (...words) => gitIn(shop.folder, words),
    say: async (publisher, entries) => {
      shop.put(`${publisher}/tier-3.yaml`, draftOf(entries, publisher))
      await done(shop, 'sign', `${publisher}/tier-3.yaml`, '--key', shop.key('jane'))
    },
  }
  for (const publisher of [turing, safely]) {
    const draft = identityDraft(['jane'], 1).replace('example-tre', publisher)
    shop.put(`${publisher}/identity.yaml`, draft)
    await done(shop, 'identity', 'create', publisher, '--key', shop.key('jane'))
  }
  await whole.say(turing, allow('numpy') + allow('pandas') + deny('evil'))
  await whole.say(safely, allow('numpy', 'vers:pypi/>=1.26.0') + allow('scipy'))
  await done(shop, 'trust', 'init', '--operator', 'op-tre')
  shop.put('trust.yaml', shop.take('trust.yaml').replace(/ {2}tier-3: .*\n/, '') + more)
  for (const publisher of [turing, safely]) {
    const shown = (await done(shop, 'identity', 'show', publisher, '--json')).json()
    const fingerprint = String(shown.result!['fingerprint'])
    await done(shop, 'trust', 'add', `./${publisher}`, '--trust', 'half', '--fingerprint', fingerprint)
  }
  return whole
}

export const policy = 'policy.tier-2.json'

/** What a policy says of packages, each with its version. */
export async function decisionsOf(
  shop: Workshop,
  purls: readonly string[],
  path = policy,
): Promise<Readonly<Record<string, string>>> {
  const ran = await shop.run('check', ...purls.map((each) => `pkg:pypi/${each}`), '--policy', path, '--json')
  const { packages } = ran.json().result as {
    packages: readonly { readonly purl: string; readonly decision: string }[]
  }
  return Object.fromEntries(packages.map(({ purl, decision }) => [purl.replace('pkg:pypi/', ''), decision]))
}
