// What goes wrong in a federation, by name. A damage changes the plan of a case and says whether it could.
import { drawEntry, entryDamages } from './draw-entry.mjs'
import { keyDamages, signatureDamages } from './sign-badly.mjs'
import { textDamages } from './damage-text.mjs'
import { addDays, addSeconds } from './time.mjs'
import { drawBrokenName, drawBrokenRange, drawType } from './worlds.mjs'

const signed = ({ publishers }) => publishers.filter(({ chain }) => chain !== undefined)
const unsigned = ({ publishers }) => publishers.filter((each) => each.unsigned !== undefined)
const met = (plan) => signed(plan).filter(({ element }) => element !== undefined)
const peersOf = ({ publishers, operator }) => [...publishers.map(({ id }) => id), operator]

/** Does something to one of some, where there is any. */
function on(random, candidates, change) {
  if (candidates.length === 0) return false
  return change(random.pick(candidates)) !== false
}

const offeredList = (random, plan) => {
  const all = signed(plan).flatMap((publisher) =>
    publisher.lists.filter(({ offered }) => offered !== undefined).map((list) => ({ publisher, list })),
  )
  if (all.length === 0) return undefined
  const { publisher, list } = random.pick(all)
  return { publisher, list, version: list.versions.find(({ name }) => name === list.offered) }
}
/** A list that was accepted before, with the version that was. */
const acceptedList = (random, plan) => {
  const all = met(plan).flatMap((publisher) =>
    publisher.lists.filter(({ accepted }) => accepted !== undefined).map((list) => ({ publisher, list })),
  )
  if (all.length === 0) return undefined
  const { publisher, list } = random.pick(all)
  return { publisher, list, version: list.versions.find(({ name }) => name === list.accepted) }
}

const onList = (change) => (random, plan) => {
  const found = offeredList(random, plan)
  return found !== undefined && change(found, random, plan) !== false
}
const onAccepted = (change) => (random, plan) => {
  const found = acceptedList(random, plan)
  return found !== undefined && change(found, random, plan) !== false
}
const onIdentity = (change) => (random, plan) =>
  on(random, signed(plan), (publisher) => change(publisher, random.pick(publisher.chain), random, plan))
const onMet = (change) => (random, plan) =>
  on(random, met(plan), (publisher) => change(publisher, random, plan))
const onUnsigned = (change) => (random, plan) =>
  on(random, unsigned(plan), (publisher) => change(publisher, random, plan))

const head = (members) => (document) => {
  document.change = { ...document.change, head: { ...document.change?.head, ...members } }
}
const subject = (members) => (document) => {
  document.change = { ...document.change, subject: { ...document.change?.subject, ...members } }
}

/** Another document of the same position: the twin of a version that exists. */
function twinOf(list, version, random, plan, publisher) {
  const twin = {
    ...structuredClone(version),
    name: `${version.name}-twin`,
    entries: [...version.entries.slice(1), drawEntry(random, publisher.id, peersOf(plan), plan.at)],
  }
  list.versions.push(twin)
  return twin
}

const onText = (random) => ({ name: random.pick(Object.keys(textDamages)), at: random.next() })

const lists = {
  'list-text': onList(({ version }, random) => void (version.textDamage = [onText(random)])),
  'list-subject-text': onList(({ version }, random) => void (version.subjectDamage = [onText(random)])),
  'list-offered-text': onList(({ list }, random) => void (list.offeredText = [onText(random)])),
  'list-signatures': onList(({ version }, random) => {
    version.signatureDamage = [random.pick(Object.keys(signatureDamages))]
  }),
  'list-signed-as-another-type': onList(({ version }) => void (version.signAs = 'policy')),
  'list-of-another-type': onList(
    ({ version }, random) => void (version.type = random.pick(['publisher', 'policy', 'letter'])),
  ),
  'list-under-threshold': onList(({ version }) => void (version.by = version.by.slice(1))),
  'list-expired': onList(({ version }, random, { at }) => {
    version.expires = random.pick([at, addSeconds(at, -1), addDays(at, -10)])
    version.issued = addDays(at, -50)
  }),
  'list-in-its-last-second': onList(
    ({ version }, random, { at }) => void (version.expires = addSeconds(at, 1)),
  ),
  'list-expires-before-issued': onList(({ version }) => void (version.expires = version.issued)),
  'list-issued-ahead': onList(({ version }, random, { at }) => {
    version.issued = addSeconds(at, random.pick([86_399, 86_400, 86_401, 200_000]))
  }),
  'list-of-another-publisher': onList(({ version }) => head({ publisher: 'somebody-else' })(version)),
  'list-of-another-name': onList(({ version }) => head({ list: 'another' })(version)),
  'list-of-another-version': onList(({ version }) => head({ version: 99 })(version)),
  'list-of-another-epoch': onList(({ version }, random) => void (version.epoch += random.pick([1, 2]))),
  'list-of-a-later-identity': onList(({ version }) => void (version.publisherVersion += 1)),
  'list-of-another-major': onList(({ version }) => head({ spec: '2.0' })(version)),
  'list-of-a-later-minor': onList(({ version }) => head({ spec: '1.7' })(version)),
  'list-of-no-version': onList(({ version }) => head({ spec: 'x' })(version)),
  'list-head-more': onList(({ version }) => head({ novel: 1 })(version)),
  'list-head-less': onList(({ version }) => head({ publisherVersion: null })(version)),
  'list-head-no-such-day': onList(({ version }) => head({ issued: '2026-02-30T00:00:00Z' })(version)),
  'list-head-no-such-hour': onList(({ version }) => head({ expires: '2027-02-01T24:00:00Z' })(version)),
  'list-head-instant-form': onList(({ version }) => head({ expires: '2027-02-01T00:00:00.0Z' })(version)),
  'list-head-too-long': onList(({ version }) => head({ publisher: 'a'.repeat(65) })(version)),
  'list-head-version-zero': onList(({ version }) => head({ version: 0 })(version)),
  'list-subject-more': onList(({ version }) => subject({ novel: [] })(version)),
  'list-about-lost': onList(({ version }) => subject({ about: null })(version)),
  'list-about-more': onList(({ version }) => subject({ about: { title: 'x', novel: 1 } })(version)),
  'list-entries-lost': onList(({ version }) => subject({ entries: null })(version)),
  'list-unsorted': onList(({ version }) => {
    if (version.entries.length < 2) return false
    version.isUnsorted = true
    version.entries = [...version.entries].reverse()
  }),
  'list-entry-twice': onList(({ version }) => {
    const [first] = version.entries
    if (first === undefined) return false
    version.isUnsorted = true
    version.entries = [first, first]
  }),
  'list-foreign-criterion': onList(
    ({ version }) => void (version.criteria = [{ id: 'x-nobody-scan', text: 'x' }]),
  ),
  'list-criterion-twice': onList(({ publisher, version }) => {
    const each = { id: `x-${publisher.id}-scan`, text: 'x' }
    version.criteria = [each, { ...each, text: 'y' }]
  }),
  'list-observed-more': onList(({ version }) => {
    version.observed = [
      { publisher: 'a', list: 'main', epoch: 1, version: 1, digest: '0'.repeat(64), novel: 1 },
    ]
  }),
  'list-missing': onList(({ list }) => void delete list.offered),
  ...Object.fromEntries(
    Object.entries(entryDamages).map(([name, damage]) => [
      name,
      onList(({ publisher, version }, random) => {
        const index = random.int(0, version.entries.length - 1)
        const entry = version.entries[index]
        const damaged = entry && damage(entry, random, publisher.id)
        if (damaged === undefined) return false
        version.entries = version.entries.with(index, damaged)
      }),
    ]),
  ),
}

const identities = {
  'identity-text': onIdentity((publisher, each, random) => void (each.textDamage = [onText(random)])),
  'identity-subject-text': onIdentity(
    (publisher, each, random) => void (each.subjectDamage = [onText(random)]),
  ),
  'identity-signatures': onIdentity((publisher, each, random) => {
    each.signatureDamage = [random.pick(Object.keys(signatureDamages))]
  }),
  'identity-keys': onIdentity(
    (publisher, each, random) => void (each.keyDamage = random.pick(Object.keys(keyDamages))),
  ),
  'identity-missing': onIdentity(({ shown }, { version }) => void delete shown[version]),
  'identity-without-old-keys': onIdentity((publisher, each) => {
    each.by = each.root.keys.slice(0, each.root.threshold)
  }),
  'identity-without-new-keys': onIdentity((publisher, each) => {
    const before = publisher.chain.find(({ version }) => version === each.version - 1)
    if (before === undefined) return false
    each.by = before.root.keys
  }),
  'identity-epoch-lowered': onIdentity((publisher, each) => {
    if (each.version === 1) return false
    each.epoch = Math.max(1, each.epoch - 1)
    for (const other of publisher.chain) if (other.version < each.version) other.epoch += 1
  }),
  'identity-of-another-publisher': onIdentity((publisher, each) =>
    head({ publisher: 'somebody-else' })(each),
  ),
  'identity-of-another-version': onIdentity((publisher, each, random) =>
    head({ version: random.pick([1, 2, 3, 9]) })(each),
  ),
  'identity-of-another-type': onIdentity((publisher, each) => void (each.type = 'list')),
  'identity-ahead': onIdentity((publisher, each, random, { at }) => {
    each.issued = addSeconds(at, random.pick([86_399, 86_400, 86_401]))
  }),
  'identity-expired': onIdentity((publisher, each, random, { at }) => {
    each.expires = random.pick([at, addSeconds(at, 1), addDays(at, -3)])
  }),
  'identity-expires-before-issued': onIdentity((publisher, each) => void (each.expires = each.issued)),
  'identity-head-more': onIdentity((publisher, each) => head({ novel: 1 })(each)),
  'identity-of-another-major': onIdentity((publisher, each) => head({ spec: '2.0' })(each)),
  'identity-about-lost': onIdentity((publisher, each) => subject({ about: null })(each)),
  'identity-under-another-number': onIdentity(({ shown }, { name, version }) => {
    delete shown[version]
    shown[version + 1] = name
  }),
  'identity-shown-by-a-stranger': onIdentity((publisher, each) => {
    const name = `${each.name}-other`
    publisher.chain.push({
      ...structuredClone(each),
      name,
      change: { subject: { about: { title: 'another' } } },
      by: [251],
    })
    publisher.shown[each.version] = name
  }),
  'identity-signed-twice': onIdentity((publisher, each) => {
    const name = `${each.name}-other`
    publisher.chain.push({
      ...structuredClone(each),
      name,
      change: { subject: { about: { title: 'another' } } },
    })
    publisher.shown[each.version] = name
  }),
  'no-identity': onIdentity((publisher) => void (publisher.shown = {})),
}

const memory = {
  rollback: onAccepted(({ list, version }, random) => {
    const older = list.versions.filter((each) => each.version < version.version || each.epoch < version.epoch)
    if (older.length === 0) return false
    list.offered = random.pick(older).name
  }),
  'rollback-of-the-version': onAccepted(({ list, version }) => {
    list.offered = version.name
    version.version += 3
    list.versions.push({ ...structuredClone(version), name: 'older', version: version.version - 2 })
    list.offered = 'older'
  }),
  equivocation: onAccepted(({ publisher, list, version }, random, plan) => {
    list.offered = twinOf(list, version, random, plan, publisher).name
  }),
  fork: onAccepted(({ publisher, list, version }, random, plan) => {
    const twin = twinOf(list, version, random, plan, publisher)
    const next = {
      ...structuredClone(version),
      name: 'next',
      version: version.version + 1,
      before: random.pick([twin.name, undefined]),
    }
    list.versions.push(next)
    list.offered = next.name
  }),
  'list-same-again': onAccepted(({ list, version }) => void (list.offered = version.name)),
  'list-skips-versions': onAccepted(({ list, version }) => {
    list.versions.push({
      ...structuredClone(version),
      name: 'later',
      version: version.version + 5,
      before: undefined,
    })
    list.offered = 'later'
  }),
  'list-no-longer-offered': onAccepted(({ list }) => void delete list.offered),
  'denials-dropped': onAccepted(({ publisher, list, version }, random, plan) => {
    const deny = {
      ...drawEntry(random, publisher.id, peersOf(plan), plan.at, true),
      decision: 'deny',
      reason: 'because',
      until: undefined,
    }
    delete deny.asOf
    delete deny.until
    version.entries = [...version.entries, deny]
    const next = {
      ...structuredClone(version),
      name: 'lifted',
      version: version.version + 1,
      before: version.name,
      entries: version.entries
        .slice(0, -1)
        .filter(({ decision }) => decision !== 'deny' || random.chance(50)),
    }
    list.versions.push(next)
    list.offered = next.name
  }),
  'list-lost-from-store': onAccepted(({ publisher, version }) => void publisher.lost.push(version.name)),
  'list-damaged-in-store': onAccepted(({ publisher, version }, random) => {
    publisher.keptDamage = { [version.name]: [onText(random)] }
  }),
  'identity-lost-from-store': onMet((publisher) => void publisher.lost.push(publisher.element.identity)),
  'identity-damaged-in-store': onMet((publisher, random) => {
    publisher.keptDamage = { [publisher.element.identity]: [onText(random)] }
  }),
  'everything-lost-from-store': onMet((publisher) => {
    publisher.lost.push(
      ...publisher.chain.map(({ name }) => name),
      ...publisher.lists.flatMap(({ accepted }) => accepted ?? []),
    )
  }),
  'accepted-under-an-earlier-identity': onAccepted(({ publisher, list, version }) => {
    if (version.under === publisher.element.identity) return false
    list.acceptedUnder = version.under
  }),
  'pinned-later': onMet((publisher, random) => void (publisher.pin = random.pick(publisher.chain).name)),
  'pinned-anew': onMet((publisher) => {
    const [first] = publisher.chain
    const name = 'anew'
    publisher.chain.push({
      ...structuredClone(first),
      name,
      change: { subject: { about: { title: 'anew' } } },
    })
    publisher.pin = name
    publisher.shown = { [first.version]: name }
  }),
  quarantined: onMet((publisher, random, { at }) => {
    const { lists: all, element } = publisher
    const faults = random.some(
      ['lock/equivocation', 'lock/fork', 'lock/identity-equivocation', 'lock/revoked', 'lock/rollback'],
      1,
      2,
    )
    const list = random.pick(all)
    element.quarantine = {
      since: addDays(at, -3),
      faults: faults.map((code) => {
        const position = {
          epoch: list.versions[0].epoch,
          version: list.versions[0].version + random.int(-1, 2),
        }
        if (position.version < 1) position.version = 1
        return code === 'lock/identity-equivocation'
          ? { code, name: publisher.chain[0].name, epoch: 1, version: random.int(1, 2) }
          : { code, list: list.name, name: list.versions[0].name, ...position }
      }),
    }
  }),
  'element-of-an-unsigned-source': onMet(
    ({ element }) => void (element.change = { identity: null, pin: null }),
  ),
  'element-with-another-identity': onMet(({ element }) => {
    element.change = { identity: { digest: '0'.repeat(64), version: 1 } }
  }),
  'clock-behind': (random, plan) => {
    plan.lock ??= {}
    plan.lock.timeFloor = addSeconds(plan.at, random.pick([86_400, 86_401, 100_000]))
  },
  'refreshed-later': onMet(({ element }, random, { at }) => {
    element.lastRefreshed = addSeconds(at, random.pick([86_400, 86_401]))
  }),
  'lock-text': (random, plan) => {
    if (plan.lock === undefined) return false
    plan.lock.textDamage = [onText(random)]
  },
  'lock-more': (random, plan) => {
    if (plan.lock === undefined) return false
    plan.lock.change = { novel: 1 }
  },
  'lock-no-such-day': onMet(({ element }) => void (element.lastRefreshed = '2026-02-30T00:00:00Z')),
  'lock-twice': (random, plan) => {
    const [first] = met(plan)
    if (first === undefined || plan.lock === undefined) return false
    plan.lock.others = [
      ...(plan.lock.others ?? []),
      { keptDenials: [], lastRefreshed: plan.at, lists: [], publisher: first.id },
    ]
  },
}

const files = {
  'file-changed': onUnsigned(
    ({ unsigned: file }) => void (file.shown = { ...file.draft, about: { title: 'changed' } }),
  ),
  'file-missing': onUnsigned(({ unsigned: file }) => void (file.isMissing = true)),
  'file-other-review': onUnsigned((publisher, random) => {
    const { unsigned: file } = publisher
    if (file.before === undefined) return false
    file.reviewed = file.before
    if (random.chance(50)) file.shown = file.before
  }),
  'file-lost-from-store': onUnsigned((publisher) => void (publisher.lost = ['file'])),
  'file-of-another-publisher': onUnsigned(
    ({ unsigned: file }) => void (file.draft = { ...file.draft, publisher: 'somebody' }),
  ),
  'file-more': onUnsigned(({ unsigned: file }) => void (file.draft = { ...file.draft, novel: 1 })),
  'file-less': onUnsigned(({ unsigned: file }) => {
    file.draft = { ...file.draft }
    delete file.draft.about
  }),
  'file-defaults': onUnsigned(({ unsigned: file }, random) => {
    const entries = file.draft.entries.map((entry) => {
      const rest = { ...entry }
      if (random.chance(50)) delete rest.decided
      return rest
    })
    file.draft = { ...file.draft, defaults: { decided: '2026-05-05' }, entries }
  }),
  'file-default-package': onUnsigned(({ unsigned: file }) => {
    file.draft = { ...file.draft, defaults: { package: 'pkg:npm/a' } }
  }),
  'file-unfolded': onUnsigned(({ unsigned: file }, random) => {
    const entry = { ...drawEntry(random, 'x', [], '2026-11-22T00:00:00Z', true) }
    const type = /^pkg:([a-z]+)/.exec(entry.package)[1]
    file.draft = {
      ...file.draft,
      entries: [...file.draft.entries, { ...entry, package: drawBrokenName(random, type) }],
    }
  }),
  'file-no-such-day': onUnsigned(({ unsigned: file }) => {
    if (file.draft.entries.length === 0) return false
    file.draft = {
      ...file.draft,
      entries: file.draft.entries.map((each) => ({ ...each, decided: '2026-04-31' })),
    }
  }),
  'file-signed-before': onUnsigned((publisher) => {
    if (publisher.element === undefined) return false
    publisher.element.change = {
      identity: { digest: '0'.repeat(64), version: 1 },
      pin: `sha256:${'0'.repeat(64)}`,
    }
  }),
}

const onTrust = (change) => (random, plan) => change(plan.trust, random, plan) !== false
/** Another damage may have taken the profiles away. */
const onTier = (change) => (random, plan) =>
  plan.trust.profiles.tier !== undefined && change(plan.trust.profiles.tier) !== false
const onConfig = (change) => (random, plan) =>
  on(random, plan.trust.publishers, (config) => change(config, random, plan))
const add = (member, value) =>
  onTrust((trust, random) => {
    trust[member] = [...(trust[member] ?? []), typeof value === 'function' ? value(random) : value]
  })
const who = { by: 'Anna', reason: 'r', until: '2027-01-01' }

const trust = {
  'trust-id-twice': onConfig((config, random, plan) => void plan.trust.publishers.push({ ...config })),
  'trust-pin-twice': onTrust((all) => {
    const pin = `sha256:${'a'.repeat(64)}`
    if (all.publishers.length < 2) return false
    for (const each of all.publishers.slice(0, 2)) each.pin = pin
  }),
  'trust-both-bindings': onConfig((config) => {
    config.pin = `sha256:${'a'.repeat(64)}`
    config.unsigned = `sha256:${'b'.repeat(64)}`
  }),
  'trust-pin-form': onConfig((config) => void (config.pin = `sha256:${'A'.repeat(64)}`)),
  'trust-group-of-another': onConfig(
    (config, random, plan) => void (config.group = random.pick(peersOf(plan))),
  ),
  'trust-list-twice': onConfig((config) => void (config.lists = ['main', { name: 'main' }])),
  'trust-list-unknown': onConfig((config) => void (config.lists = ['main', 'nowhere'])),
  'trust-list-of-another-profile': onConfig(
    (config) => void (config.lists = [{ name: 'main', profiles: ['other'] }]),
  ),
  'trust-two-weights': onConfig((config) => {
    config.trust = 'full'
    config.weight = 3
  }),
  'trust-no-weight': onConfig((config) => {
    delete config.trust
    delete config.weight
  }),
  'trust-weight-above': onConfig((config) => {
    delete config.trust
    config.weight = 101
  }),
  'trust-weight-fraction': onConfig((config) => {
    delete config.trust
    config.weight = 0.5
  }),
  'trust-more': onConfig((config) => void (config.novel = 1)),
  'trust-map-to-nothing': onConfig((config) => void (config.criteria = { 'x-a-b': 'nothing' })),
  'trust-map-of-a-standard': onConfig((config) => void (config.criteria = { licence: 'licence' })),
  'trust-scope-unfolded': onConfig(
    (config, random) => void (config.scope = [drawBrokenName(random, drawType(random))]),
  ),
  'trust-no-profiles': onTrust((all) => void (all.profiles = {})),
  'trust-no-publishers': onTrust((all) => void (all.publishers = [])),
  'trust-allow-at-0': onTier((tier) => void (tier.allowAt = 0)),
  'trust-profile-criterion': onTier((tier) => void (tier.criteria = ['x-a-scan'])),
  'trust-accepted-risk-unmapped': onTier((tier) => void (tier.acceptedRisk = ['x-nobody-scan'])),
  'trust-basis-unknown': onTier((tier) => void (tier.basis = { novel: 50 })),
  'trust-unknown-profile': add('repositories', { package: 'pkg:npm/*', weight: 1, profiles: ['nowhere'] }),
  'trust-row-too-wide': add('repositories', { package: 'pkg:conda/*', weight: 1 }),
  'trust-row-criterion': add('repositories', { package: 'pkg:npm/*', weight: 1, criteria: ['nothing'] }),
  'trust-row-unfolded': add('repositories', (random) => ({
    package: drawBrokenName(random, drawType(random)),
    weight: 1,
  })),
  'trust-override-range': add('overrides', (random) => {
    const type = drawType(random)
    return { package: `pkg:${type}/x/y`, decision: 'deny', versions: drawBrokenRange(random, type) }
  }),
  'trust-override-other-type': add('overrides', {
    package: 'pkg:npm/a',
    decision: 'deny',
    versions: 'vers:gem/*',
  }),
  'trust-override-too-wide': add('overrides', {
    package: 'pkg:conda/a',
    decision: 'allow',
    versions: 'vers:conda/*',
    ...who,
  }),
  'trust-override-without-end': add('overrides', {
    package: 'pkg:npm/a',
    decision: 'allow',
    versions: 'vers:npm/*',
    by: 'A',
    reason: 'r',
  }),
  'trust-override-no-such-day': add('overrides', {
    package: 'pkg:npm/a',
    decision: 'allow',
    versions: 'vers:npm/*',
    ...who,
    until: '2026-02-29',
  }),
  'trust-override-overlap': onTrust((all) => {
    const each = { package: 'pkg:npm/left-pad', versions: 'vers:npm/>=1.0.0', ...who }
    all.overrides = [
      { ...each, decision: 'allow' },
      { ...each, decision: 'deny', versions: 'vers:npm/1.2.0' },
    ]
  }),
  'trust-disregard-unknown': add('overrides', { package: 'pkg:npm/a', disregard: 'nobody', ...who }),
  'trust-acknowledged-other-type': add('acknowledged', {
    publisher: 'a',
    package: 'pkg:npm/a',
    versions: 'vers:gem/1',
    by: 'A',
    reason: 'r',
  }),
  'trust-acknowledged-unfolded': add('acknowledged', {
    publisher: 'a',
    package: 'pkg:pypi/A_b',
    versions: 'vers:pypi/*',
    by: 'A',
    reason: 'r',
  }),
  'trust-other-version': onTrust((all) => void (all.trustlist = '2.0')),
  'trust-operator-form': onTrust((all) => void (all.operator = 'An Operator')),
  'profile-nowhere': (random, plan) => void (plan.profile = 'nowhere'),
}

/** Others of the plan, by what they are about: in each group all are about as likely. */
export const damageGroups = { lists, identities, memory, files, trust }

/** Damages a plan in one way. @returns The name of what was done, or undefined where it could not be. */
export function damagePlan(random, plan) {
  const group = damageGroups[random.weighted({ lists: 7, identities: 5, memory: 7, files: 2, trust: 2 })]
  const name = random.pick(Object.keys(group))
  return group[name](random, plan) === false ? undefined : name
}
