import {
  canonical,
  digestOf,
  headOf,
  keyObject,
  keyid,
  pae,
  seal,
  sha256,
  subjectLines,
} from '../scripts/vectors/documents.mjs'
import { damageText } from './damage-text.mjs'
import { clean } from './draw-entry.mjs'
import { keyDamages, signatureDamages } from './sign-badly.mjs'

/** What a damage says is null is not there. */
const withChange = (members, change = {}) =>
  Object.fromEntries(Object.entries({ ...members, ...change }).filter(([, value]) => value !== null))

const compareText = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

/** The one order of entries, each once. */
function sortEntries(entries) {
  const texts = new Map(entries.map((each) => [canonical(each), each]))
  return [...texts]
    .sort(
      ([a, left], [b, right]) =>
        compareText(left.package ?? '', right.package ?? '') ||
        compareText(left.versions ?? '', right.versions ?? '') ||
        compareText(a, b),
    )
    .map(([, each]) => each)
}

/** Seals what the plan says, with all that is wrong with it: the text, and the digest that it was sealed under. */
function sealAs(type, head, subject, by, plan) {
  const { signatureDamage = [], subjectDamage, textDamage, signAs } = plan
  const text = subjectLines(subject)
  const subjectText = subjectDamage === undefined ? text : damageText(text, subjectDamage)
  const parts = { type, head, subject, subjectText, ...(signAs === undefined ? {} : { signAs }) }
  const sound = seal({ ...parts, by })
  const digest = digestOf(sound)
  if (signatureDamage.length === 0) return { digest, text: damageText(sound, textDamage) }
  const signed = headOf(sound)
  const message = pae(type, signed)
  const signatures = signatureDamage.reduce(
    (all, name) => (all.length === 0 ? all : signatureDamages[name](all, message)),
    JSON.parse(sound.slice(sound.indexOf('['), sound.indexOf(']') + 1)),
  )
  return { digest, text: damageText(seal({ ...parts, by: [], signatures }), textDamage) }
}

const roleOf = ({ keys, threshold }) => ({ keyids: keys.map(keyid).sort(), threshold })

/** The documents of a plan, made when they are asked for, each once. */
class Documents {
  #plan
  #made = new Map()

  constructor(plan) {
    this.#plan = plan
  }

  #publisher(id) {
    return this.#plan.publishers.find((each) => each.id === id)
  }

  #once(key, make) {
    if (!this.#made.has(key)) {
      this.#made.set(key, undefined)
      this.#made.set(key, make())
    }
    return this.#made.get(key)
  }

  identityPlan(id, name) {
    const found = this.#publisher(id).chain.find((each) => each.name === name)
    if (found === undefined) throw new Error(`no identity ${name}`)
    return found
  }

  listPlan(id, list, name) {
    const found = this.#publisher(id)
      .lists.find((each) => each.name === list)
      ?.versions.find((each) => each.name === name)
    if (found === undefined) throw new Error(`no version ${name}`)
    return found
  }

  identity(id, name) {
    return this.#once(`${id} ${name}`, () => {
      const plan = this.identityPlan(id, name)
      const { version, epoch, issued, expires, root, list, by, change = {} } = plan
      const keys = [...new Set([...root.keys, ...list.keys])].sort((a, b) => a - b)
      const subject = {
        about: { title: id },
        keys: keys.map(keyObject),
        roles: { list: roleOf(list), root: roleOf(root) },
      }
      const damaged = plan.keyDamage === undefined ? subject : keyDamages[plan.keyDamage](subject)
      const head = withChange({ epoch, expires, issued, publisher: id, version }, change.head)
      return sealAs(plan.type ?? 'publisher', head, withChange(damaged, change.subject), by, plan)
    })
  }

  list(id, list, name) {
    return this.#once(`${id} ${list} ${name}`, () => {
      const plan = this.listPlan(id, list, name)
      const { about, before, by, change = {}, criteria, entries, observed } = plan
      const { epoch, expires, issued, publisherVersion, version } = plan
      const previous = before === undefined ? undefined : this.list(id, list, before)
      const head = withChange(
        clean({
          epoch,
          expires,
          issued,
          list,
          publisher: id,
          publisherVersion,
          version,
          previousSha256: previous?.digest,
        }),
        change.head,
      )
      const seen = observed.map((each) => this.#observed(each))
      const subject = clean({
        about,
        criteria,
        entries: plan.isUnsorted ? entries : sortEntries(entries),
        observed: seen.length === 0 ? undefined : seen,
      })
      return sealAs(plan.type ?? 'list', head, withChange(subject, change.subject), by, plan)
    })
  }

  /** A head that was seen: of a list of the plan, or one that somebody made up. */
  #observed({ publisher, list, name, ...head }) {
    const document = name === undefined ? undefined : this.list(publisher, list, name)
    if (document === undefined) return { publisher, list, ...head }
    const { epoch, version } = this.listPlan(publisher, list, name)
    return { digest: document.digest, epoch, list, publisher, version }
  }
}

const unsignedText = (draft) => `${JSON.stringify(draft, null, 1)}\n`

function lockedList(documents, id, { name, accepted, acceptedUnder }) {
  const { epoch, version } = documents.listPlan(id, name, accepted)
  return clean({
    digest: documents.list(id, name, accepted).digest,
    epoch,
    list: name,
    version,
    identity: acceptedUnder === undefined ? undefined : identityIn(documents, id, acceptedUnder),
  })
}

const identityIn = (documents, id, name) => ({
  digest: documents.identity(id, name).digest,
  version: documents.identityPlan(id, name).version,
})

function toFault(documents, id, { code, list, name, ...position }) {
  const document = list === undefined ? documents.identity(id, name) : documents.list(id, list, name)
  return clean({ code, digest: document.digest, list, ...position })
}

/** A kept denial's one order is by list, package and canonical text. */
const sortKept = (kept) =>
  [...new Map(kept.map((each) => [`${each.list} ${each.package} ${canonical(each)}`, each]))]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, each]) => each)

function toElement(documents, { id, element, lists = [], unsigned }) {
  const { lastRefreshed, keptDenials, quarantine, pin, identity } = element
  const common = { keptDenials: sortKept(keptDenials), lastRefreshed, publisher: id }
  if (unsigned !== undefined) {
    const file = unsignedText(unsigned.before ?? unsigned.draft)
    const digest = sha256(file)
    return { ...common, lists: [{ digest, list: 'file' }], ...(element.change ?? {}) }
  }
  const accepted = lists.filter((each) => each.accepted !== undefined)
  const locked = accepted.map((each) => lockedList(documents, id, each))
  return clean({
    ...common,
    identity: identityIn(documents, id, identity),
    lists: locked.sort((a, b) => compareText(a.list, b.list)),
    pin: `sha256:${documents.identity(id, pin).digest}`,
    quarantine: quarantine && {
      faults: quarantine.faults
        .map((each) => toFault(documents, id, each))
        .sort((a, b) => compareText(`${a.code} ${a.list ?? ''}`, `${b.code} ${b.list ?? ''}`)),
      since: quarantine.since,
    },
    ...withoutNulls(element.change),
  })
}

const withoutNulls = (change = {}) =>
  Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value ?? undefined]))

/** What the source of a publisher shows, and what lies in the store of it. */
function filesOf(documents, publisher) {
  const { id, chain, element, lists, lost = [], shown, unsigned } = publisher
  const files = {}
  if (unsigned !== undefined) {
    if (!unsigned.isMissing) files[`${id}.json`] = unsignedText(unsigned.shown ?? unsigned.draft)
    if (element !== undefined && !lost.includes('file')) {
      const text = unsignedText(unsigned.before ?? unsigned.draft)
      files[`trust.store/${sha256(text)}.unsigned`] = text
    }
    return files
  }
  for (const [number, name] of Object.entries(shown))
    files[`${id}/identity/${number}.json`] = documents.identity(id, name).text
  for (const { name, offered, offeredText } of lists)
    if (offered !== undefined)
      files[`${id}/${name}.list.json`] = damageText(documents.list(id, name, offered).text, offeredText)
  if (element === undefined) return files
  const keep = ({ digest, text }, name, damage) => {
    if (!lost.includes(name)) files[`trust.store/${digest}.json`] = damageText(text, damage)
  }
  // Every version up to the accepted one was kept as it was passed.
  const upTo = chain.findIndex(({ name }) => name === element.identity)
  for (const { name } of chain.slice(0, upTo + 1))
    keep(documents.identity(id, name), name, publisher.keptDamage?.[name])
  for (const { name, accepted } of lists)
    if (accepted !== undefined) keep(documents.list(id, name, accepted), name, publisher.keptDamage?.[name])
  return files
}

function toTrust(documents, { publishers, trust }) {
  const configs = trust.publishers.map((config) => {
    const publisher = publishers.find(({ id }) => id === config.id)
    if (publisher === undefined || config.pin !== undefined || config.unsigned !== undefined) return config
    if (publisher.unsigned !== undefined) {
      const reviewed = publisher.unsigned.reviewed ?? publisher.unsigned.draft
      return { ...config, unsigned: `sha256:${sha256(unsignedText(reviewed))}` }
    }
    return { ...config, pin: `sha256:${documents.identity(publisher.id, publisher.pin).digest}` }
  })
  return { ...trust, publishers: configs }
}

/** The case that a plan stands for: the input of `judge-federation`. The same plan gives the same bytes. */
export function buildCase(plan) {
  const documents = new Documents(plan)
  const { at, ask, lock, profile, publishers } = plan
  const known = publishers.filter(({ element }) => element !== undefined)
  const elements = [...known.map((each) => toElement(documents, each)), ...(lock?.others ?? [])]
  const value =
    lock === undefined
      ? undefined
      : withChange(
          {
            publishers: elements.sort((a, b) => compareText(a.publisher, b.publisher)),
            timeFloor: lock.timeFloor,
            trustlist: '1.0',
          },
          lock.change,
        )
  return clean({
    files: Object.assign({}, ...publishers.map((each) => filesOf(documents, each))),
    trust: toTrust(documents, plan),
    lock: value && damageText(`${subjectLines(value)}\n`, lock.textDamage),
    at,
    profile,
    ask: ask.length === 0 ? undefined : ask,
  })
}
