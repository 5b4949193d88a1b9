import { done, publicHexOf, type Workshop } from './workshop.js'

/** The worked example of merge.md: three publishers with real folders and signatures, in four stages. */
export type Stage = 'adopted' | 'reviewed' | 'denied'

const entries: Readonly<Record<string, readonly string[]>> = {
  turing: ['{ package: pkg:pypi/numpy, versions: "vers:pypi/*", basis: legacy, decided: 2024-07-01 }'],
  opensafely: [
    '{ package: pkg:pypi/numpy, versions: "vers:pypi/1.26.4", basis: reviewed, decided: 2026-06-01, reviewers: [jane], references: ["https://tre.example/reviews/12"] }',
  ],
  broken: [
    '{ package: pkg:pypi/numpy, versions: "vers:pypi/2.0.0", decision: deny, basis: reviewed, decided: 2026-10-20, reason: broken wheel }',
  ],
  adopted: [
    '{ package: pkg:pypi/numpy, versions: "vers:pypi/*", basis: adopted, origins: [turing-dsh], decided: 2026-06-01 }',
  ],
  reviewed: [
    '{ package: pkg:pypi/numpy, versions: "vers:pypi/>=2.0.0|<2.1.0", basis: reviewed, decided: 2026-10-01 }',
  ],
}

const saysAt: Readonly<Record<Stage, Readonly<Record<string, readonly string[]>>>> = {
  adopted: { 'turing-dsh': ['turing'], opensafely: ['opensafely'], 'sheffield-dsh': ['adopted'] },
  reviewed: { 'turing-dsh': ['turing'], opensafely: ['opensafely'], 'sheffield-dsh': ['reviewed'] },
  denied: { 'turing-dsh': ['turing'], opensafely: ['broken', 'opensafely'], 'sheffield-dsh': ['reviewed'] },
}

export const weights: Readonly<Record<string, number>> = {
  'turing-dsh': 60,
  opensafely: 60,
  'sheffield-dsh': 50,
}

/** Writes and signs everything of a stage, and `trust.yaml`. */
export async function worked(shop: Workshop, stage: Stage): Promise<void> {
  const publishers: string[] = []
  for (const [id, names] of Object.entries(saysAt[stage])) {
    publishers.push(
      await publish(
        shop,
        id,
        'main',
        names.flatMap((name) => entries[name]!),
        weights[id]!,
      ),
    )
  }
  shop.put('trust.yaml', trustText(publishers))
}

/** Makes a publisher with one signed list. @returns Its line for trust.yaml. */
export async function publish(
  shop: Workshop,
  id: string,
  list: string,
  lines: readonly string[],
  weight: number,
  more = '',
): Promise<string> {
  shop.put(
    `${id}/identity.yaml`,
    `trustlist: "1.0"
publisher: ${id}
about: { title: ${id}, contact: software@tre.example }
keys:
  - { name: jane, public: "${publicHexOf('jane')}" }
roles:
  root: { keys: [jane], threshold: 1 }
  list: { keys: [jane], threshold: 1 }
`,
  )
  shop.put(
    `${id}/${list}.yaml`,
    `trustlist: "1.0"
publisher: ${id}
list: ${list}
about: { title: ${list}, licence: CC0-1.0 }
defaults: { decision: allow }
entries:
${lines.map((line) => `  - ${line}\n`).join('')}`,
  )
  await done(shop, 'identity', 'create', id, '--key', shop.key('jane'))
  await done(shop, 'sign', `${id}/${list}.yaml`, '--key', shop.key('jane'))
  const { result } = (await done(shop, 'identity', 'show', id, '--json')).json()
  return `  - { id: ${id}, from: ./${id}, pin: "${String(result!['fingerprint'])}", weight: ${weight}${more} }\n`
}

export function trustText(
  publishers: readonly string[],
  profile = '{ allowAt: 100, minVoices: 2 }',
  more = '',
): string {
  return `trustlist: "1.0"
operator: example-tre
contact: software@tre.example
publishers:
${publishers.join('')}profiles:
  tier: ${profile}
${more}`
}
