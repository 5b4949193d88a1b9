import { damageGroups } from './damage-plan.mjs'

const entryMembers = [
  'asOf',
  'basis',
  'checks',
  'dependencyOf',
  'digests',
  'novel',
  'origins',
  'package',
  'reason',
  'references',
  'reviewers',
  'until',
  'versions',
]
const publisherMembers = [
  'criteria',
  'denyWeight',
  'graceDays',
  'group',
  'lists',
  'maxAgeDays',
  'optional',
  'pin',
  'scope',
  'trust',
  'unsigned',
  'veto',
  'weight',
]
const profileMembers = [
  'acceptedRisk',
  'allowAt',
  'basis',
  'criteria',
  'denyAt',
  'maxAgeDays',
  'minReviewed',
  'minVoices',
  'policyDays',
  'preReleases',
]
const trustMembers = ['acknowledged', 'comesWith', 'contact', 'overrides', 'registries', 'repositories']

/** What a run should reach, by what it is. A line that stays at 0 is a hole in the generator. */
const expected = {
  decision: ['allow', 'deny', 'withdrawn', 'novel'],
  basis: ['adopted', 'curated', 'dependency', 'inherited', 'legacy', 'novel', 'reviewed'],
  result: ['accepted-risk', 'fail', 'not-applicable', 'novel', 'pass'],
  'member of an entry': entryMembers,
  'member of a publisher': publisherMembers,
  'member of a profile': profileMembers,
  'member of the configuration': trustMembers,
  override: ['allow', 'deny', 'disregard'],
  status: ['accepted', 'stale', 'quarantined'],
  'decision of a segment': ['allow', 'deny', 'undecided'],
  'member of a segment': ['asOf', 'files', 'until'],
  input: ['disregard', 'kept-denial', 'list', 'override', 'repository', 'unsigned'],
  'status of an input': ['fresh', 'stale', 'quarantined'],
  dropped: ['disregarded', 'echo', 'lapsed', 'not-understood', 'not-yet', 'scope', 'too-old'],
  answer: ['expired', 'file', 'pre-release', 'segment', 'unlisted', 'version-unreadable'],
  damage: Object.values(damageGroups).flatMap((group) => Object.keys(group)),
}

/** Layers whose codes a case may be answered with. */
const layers = ['text', 'json', 'document', 'key', 'seal', 'list', 'lock', 'merge', 'purl', 'version']

/** Codes that no case of this size can have, each with the reason. */
const outOfReach = {
  'document/too-large': 'a file of 400 MiB',
  'document/signed-bytes-too-long': 'no head of 1.0 is so long',
  'json/not-json-value': 'no JSON text holds such a value',
  'key/too-many-rotations': '1,025 identities',
  'lock/too-many-vanished': '100,001 denials',
  'merge/too-many-rules': '4,000,001 rules',
}

/** What of the format and of the rules the cases of a run have reached. */
export class Coverage {
  #counts = new Map()

  #count(kind, what, by = 1) {
    const key = `${kind} ${what}`
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + by)
  }

  /** @param answer - What the library gave. */
  add({ operation, input, plan }, answer) {
    this.#codes(answer)
    if (operation !== 'judge-federation') return
    for (const damage of plan.damages) this.#count('damage', damage)
    for (const { lists = [], unsigned } of plan.publishers) {
      for (const { versions } of lists) for (const { entries } of versions) this.#entries(entries)
      if (unsigned !== undefined) this.#entries(unsigned.draft.entries)
    }
    this.#configuration(input.trust)
    if (answer.accepted !== undefined) this.#answer(answer.accepted)
  }

  /** Every problem code, wherever it stands in an answer. */
  #codes(value) {
    if (typeof value === 'string') {
      if (/^[a-z]+\/[a-z0-9-]+$/.test(value)) this.#count('code', value)
    } else if (Array.isArray(value)) for (const each of value) this.#codes(each)
    else if (typeof value === 'object' && value !== null)
      for (const each of Object.values(value)) this.#codes(each)
  }

  #entries(entries) {
    for (const entry of entries) {
      this.#count('decision', entry.decision)
      this.#count('basis', entry.basis)
      for (const { result } of entry.checks ?? []) this.#count('result', result)
      for (const member of Object.keys(entry)) this.#count('member of an entry', member)
    }
  }

  #configuration(trust) {
    for (const member of Object.keys(trust)) this.#count('member of the configuration', member)
    for (const each of trust.publishers ?? [])
      for (const member of Object.keys(each)) this.#count('member of a publisher', member)
    for (const each of Object.values(trust.profiles ?? {}))
      for (const member of Object.keys(each)) this.#count('member of a profile', member)
    for (const each of trust.overrides ?? [])
      this.#count('override', each.disregard === undefined ? each.decision : 'disregard')
  }

  #answer({ publishers, policy }) {
    for (const { status } of publishers) this.#count('status', status)
    if (policy.text === undefined) return
    for (const { reason } of policy.dropped) this.#count('dropped', reason)
    for (const { cause } of policy.answers) this.#count('answer', cause)
    const { inputs, rules } = JSON.parse(policy.text).subject
    for (const { kind, status, unsigned } of inputs) {
      this.#count('input', unsigned ? 'unsigned' : kind)
      if (status !== undefined) this.#count('status of an input', status)
    }
    for (const { segments } of rules)
      for (const segment of segments) {
        this.#count('decision of a segment', segment.decision)
        for (const member of Object.keys(segment)) this.#count('member of a segment', member)
      }
  }

  /** @param codes - Of the catalogue, every problem code. */
  toTable(codes) {
    const reachable = codes.filter(
      (code) =>
        layers.includes(code.split('/')[0]) && !code.startsWith('version/native-') && !(code in outOfReach),
    )
    const lines = []
    let missed = 0
    for (const [kind, all] of Object.entries({ ...expected, code: reachable })) {
      lines.push(`${kind}:`)
      for (const what of all) {
        const count = this.#counts.get(`${kind} ${what}`) ?? 0
        if (count === 0) missed++
        lines.push(`  ${String(count).padStart(7)}  ${what}${count === 0 ? '  NOT REACHED' : ''}`)
      }
    }
    for (const [code, reason] of Object.entries(outOfReach)) lines.push(`  out of reach  ${code}: ${reason}`)
    lines.push(`${missed} not reached`)
    return lines.join('\n')
  }
}
