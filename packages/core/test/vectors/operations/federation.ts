import {
  accept,
  acceptPublisher,
  acceptUnsigned,
  decide,
  encodeUtf8,
  findDisagreements,
  judgePolicyAt,
  matchSubject,
  matchUnsigned,
  mergeLists,
  openUnsignedList,
  parseLock,
  preparePolicy,
  problem,
  readTrust,
  refuse,
  reopenPublisher,
  sha256,
  toLockText,
  toObserved,
  toPreparedBytes,
  updateLock,
  type Instant,
  type JsonValue,
  type Lock,
  type LockChange,
  type LockPublisher,
  type Outcome,
  type Problem,
  type PublisherState,
  type Query,
  type Trust,
  type TrustPublisher,
  type UnsignedList,
} from '@trustlist/core'
import { describeDecision } from './describe-decision.js'
import type { Operations } from './operation.js'

/** Everything that one run over a federation depends on; spec/vectors/README.md says where the files stand. */
interface Run {
  readonly files: Readonly<Record<string, string>>
  readonly trust: JsonValue
  readonly lock?: string
  readonly at: Instant
  readonly profile: string
  readonly ask?: readonly Query[]
}

/** What came of one publisher. */
interface Judged {
  readonly told: object
  readonly change: LockChange
}

const codesOf = (problems: readonly Problem[]) => [...new Set(problems.map(({ code }) => code))].sort()
const nameOf = (choice: NonNullable<TrustPublisher['lists']>[number]) =>
  typeof choice === 'string' ? choice : choice.name

class Store {
  readonly #documents = new Map<string, Uint8Array>()
  readonly #unsigned = new Map<string, string>()

  constructor(files: Run['files']) {
    for (const [path, text] of Object.entries(files)) {
      const [, name, ending] = /^trust\.store\/([0-9a-f]{64})\.(json|unsigned)$/.exec(path) ?? []
      if (name === undefined) continue
      if (ending === 'unsigned') this.#unsigned.set(name, text)
      else this.#documents.set(name, encodeUtf8(text))
    }
  }
  /** What lies under a digest, where it is the document of that digest. */
  readonly read = (digest: string): Uint8Array | undefined => {
    const bytes = this.#documents.get(digest)
    const whole = bytes === undefined ? undefined : matchSubject(bytes)
    return whole?.ok === true && whole.value.head.digest === digest ? bytes : undefined
  }
  readonly keep = (digest: string, bytes: Uint8Array) => void this.#documents.set(digest, bytes)
  readonly keepUnsigned = (digest: string, text: string) => void this.#unsigned.set(digest, text)
  readonly readUnsigned = (digest: string, publisher: string): UnsignedList | undefined => {
    const text = this.#unsigned.get(digest)
    if (text === undefined) return undefined
    const opened = openUnsigned(text, `sha256:${digest}`, publisher)
    return opened.ok ? opened.value : undefined
  }
}

function openUnsigned(text: string, unsigned: string, publisher: string): Outcome<UnsignedList> {
  const file = matchUnsigned(encodeUtf8(text), unsigned)
  return file.ok ? openUnsignedList(file.value, JSON.parse(text) as JsonValue, publisher) : file
}

function offeredBy(publisher: string, files: Run['files']) {
  const identities = new Map<number, Uint8Array>()
  const lists = new Map<string, Uint8Array>()
  for (const [path, text] of Object.entries(files)) {
    if (!path.startsWith(`${publisher}/`)) continue
    const name = path.slice(publisher.length + 1)
    const [, version] = /^identity\/([1-9]\d*)\.json$/.exec(name) ?? []
    const [, list] = /^([^/]+)\.list\.json$/.exec(name) ?? []
    if (version !== undefined) identities.set(Number(version), encodeUtf8(text))
    if (list !== undefined) lists.set(list, encodeUtf8(text))
  }
  return { identities, lists }
}

function judgeSigned(
  { id, pin, lists, maxAgeDays }: TrustPublisher,
  accepted: LockPublisher | undefined,
  store: Store,
  { files, at }: Run,
  { acknowledged = [] }: Trust,
  timeFloor: Instant | undefined,
): Judged {
  const verdict = acceptPublisher({
    publisher: id,
    pin: pin!,
    accepted,
    offered: offeredBy(id, files),
    kept: store.read,
    lists: lists?.map(nameOf),
    now: at,
    timeFloor,
    ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
    acknowledged,
  })
  for (const { digest, bytes } of verdict.keep) store.keep(digest, bytes)
  return {
    told: {
      publisher: id,
      status: verdict.status,
      problems: verdict.status === 'accepted' ? [] : codesOf(verdict.problems),
      findings: codesOf(verdict.findings),
      keep: verdict.keep.map(({ digest }) => digest).sort(),
      proof: verdict.proof.map(({ digest }) => digest).sort(),
    },
    change: verdict,
  }
}

function judgeUnsigned(
  { id, unsigned }: TrustPublisher,
  accepted: LockPublisher | undefined,
  store: Store,
  { files, at }: Run,
  { acknowledged = [] }: Trust,
): Judged {
  const text = files[`${id}.json`] ?? ''
  const list = openUnsigned(text, unsigned!, id)
  const judged = list.ok
    ? acceptUnsigned({
        list: list.value,
        accepted,
        before: (digest) => store.readUnsigned(digest, id),
        now: at,
        acknowledged,
      })
    : list
  const told = { publisher: id, proof: [], findings: codesOf(list.ok ? list.findings : []) }
  if (!judged.ok) {
    return {
      told: { ...told, status: 'stale', problems: codesOf(judged.problems), findings: [], keep: [] },
      change: { lock: accepted, newestIssued: undefined },
    }
  }
  const digest = sha256(encodeUtf8(text))
  store.keepUnsigned(digest, text)
  return { told: { ...told, status: 'accepted', problems: [], keep: [digest] }, change: judged.value }
}

function reopen(
  { id, pin, lists }: TrustPublisher,
  lock: Lock,
  store: Store,
  at: Instant,
): Outcome<PublisherState | undefined> {
  const accepted = lock.publishers.find(({ publisher }) => publisher === id)
  if (accepted === undefined) return accept(undefined)
  if (pin !== undefined) {
    const { timeFloor } = lock
    return reopenPublisher({ pin, accepted, kept: store.read, lists: lists?.map(nameOf), at, timeFloor })
  }
  const { keptDenials, lastRefreshed, lists: locked } = accepted
  const opened = locked.map(({ digest }) => store.readUnsigned(digest, id))
  if (opened.includes(undefined)) {
    return refuse(problem('lock/document-missing', `expected the file of ${id} in the store, found none`))
  }
  const all = opened.filter((each) => each !== undefined)
  return accept({ publisher: id, lists: all, status: 'fresh', lastRefreshed, keptDenials })
}

function compareHeads(lock: Lock, before: Lock | undefined, states: readonly PublisherState[]): unknown {
  const witnesses = states
    .flatMap(({ lists }) => lists)
    .flatMap((list) => ('observed' in list && list.observed.length > 0 ? [list] : []))
  const known = [...toObserved(lock), ...(before === undefined ? [] : toObserved(before))]
  return findDisagreements(witnesses, known).map(({ publisher, list, epoch, version, seen }) => ({
    publisher,
    list,
    epoch,
    version,
    seen,
  }))
}

function makePolicy(
  states: readonly PublisherState[],
  trust: Trust,
  { at, profile, ask = [] }: Run,
): Outcome<object> {
  const merged = mergeLists(states, trust, profile, at)
  if (!merged.ok) return merged
  const { dropped, policy } = merged.value
  const prepared = preparePolicy(policy)
  if (!prepared.ok) return prepared
  const asked = judgePolicyAt(policy, at)
  return accept({
    text: new TextDecoder().decode(toPreparedBytes(prepared.value)),
    findings: codesOf(merged.findings),
    dropped: dropped.map(({ publisher, list, index, reason }) => ({ publisher, list, index, reason })),
    answers: ask.map((query) => describeDecision(decide(asked, query))),
  })
}

/** What an implementation does to answer the vectors of federation. */
export const federationOperations = {
  'judge-federation': (run: Run) => {
    const trust = readTrust(run.trust)
    if (!trust.ok) return trust
    const before = run.lock === undefined ? undefined : parseLock(encodeUtf8(run.lock))
    if (before?.ok === false) return before
    const { publishers } = trust.value
    const store = new Store(run.files)
    const elements = new Map(before?.value.publishers.map((each) => [each.publisher, each]))
    const judged = publishers.map((config) => {
      const element = elements.get(config.id)
      return config.pin === undefined
        ? judgeUnsigned(config, element, store, run, trust.value)
        : judgeSigned(config, element, store, run, trust.value, before?.value.timeFloor)
    })
    const lock = updateLock(
      before?.value,
      judged.map(({ change }) => change),
    )
    const reopened = publishers.map((config) => reopen(config, lock, store, run.at))
    const states = reopened.flatMap((each) => (each.ok && each.value !== undefined ? [each.value] : []))
    const problems = reopened.flatMap((each) => (each.ok ? [] : each.problems))
    const policy =
      problems.length > 0 ? { refused: codesOf(problems) } : toPolicy(makePolicy(states, trust.value, run))
    return accept({
      publishers: judged.map(({ told }) => told),
      lock: toLockText(lock),
      disagreements: compareHeads(lock, before?.value, states),
      policy,
    })
  },
} satisfies Operations

function toPolicy(made: Outcome<object>): object {
  return made.ok ? made.value : { refused: codesOf(made.problems) }
}
