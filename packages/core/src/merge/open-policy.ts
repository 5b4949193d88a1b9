import { checkShape, type PolicyRule, type PolicySubject } from '@trustlist/schema'
import { expectType, readHead, type DocumentHead } from '../document/document-head.js'
import { findSubject, parseSubject, type SubjectBytes } from '../document/subject.js'
import { accept, problem, refuse, type Outcome, type Place, type Problem } from '../problem/problem.js'
import { toPatternParts, type Pattern } from '../purl/pattern.js'
import { VerifiedDocument } from '../seal/verify-document.js'
import { sha256WithoutLayout } from '../text/digest.js'
import type { Instant } from '../text/instant.js'
import { pathsAbove } from './entries-about.js'
import { findRules } from './find-rules.js'
import { mintPolicyPart, type PolicyPart } from './policy-part.js'
import { mintPolicy, type Policy } from './policy.js'

export interface OpenPolicyOptions {
  /** The instant to judge the policy at. */
  readonly at: Instant
  readonly source?: string
}

/** The bytes of a policy, its subject's digest checked, nothing of it read. */
interface CheckedPolicy {
  readonly head: DocumentHead<'policy'>
  readonly subject: SubjectBytes
}

/**
 * Opens a policy: a verified one, or the bytes of one that nobody signed, which is as good as the place it was kept in.
 *
 * @spec policy#opening
 * @returns The policy; with `merge/policy-expired` where it is not in force and so permits nothing. Or `document/…`,
 *   `json/…`, `seal/subject-digest`, `merge/policy-shape`.
 */
export function openPolicy(
  policy: VerifiedDocument<'policy'> | Uint8Array,
  options: OpenPolicyOptions,
): Outcome<Policy> {
  const checked = checkPolicy(policy, options.source)
  return checked.ok ? readPolicy(checked.value, options) : checked
}

/**
 * Opens what of a policy answers for some packages, found in its bytes by binary search: as {@link openPolicy}, at a fraction
 * of its cost, and with the same answers.
 *
 * Not checked: rules that are not needed. Where the policy is not laid out as writers lay it out, it is read as a whole.
 *
 * @spec policy#answering-one-question
 * @param packages - Folded packages, or patterns; with any qualifiers.
 * @returns The part, with the findings and problems of {@link openPolicy}.
 * @example
 * const part = openPolicyPart(bytes, ['pkg:pypi/numpy'], { at })
 * if (part.ok) decide(part.value, { package: 'pkg:pypi/numpy', version: '1.26.4' })
 */
export function openPolicyPart(
  policy: VerifiedDocument<'policy'> | Uint8Array,
  packages: readonly Pattern[],
  options: OpenPolicyOptions,
): Outcome<PolicyPart> {
  const checked = checkPolicy(policy, options.source)
  if (!checked.ok) return checked
  const { head, subject } = checked.value
  const paths = new Set(packages.map((each) => toPatternParts(each).path))
  const needed = new Set([...paths].flatMap(pathsAbove))
  const found = findRules(subject, needed)
  if (found !== undefined) {
    const part = judge(head, found, options)
    if (part.ok) return accept(mintPolicyPart(part.value, paths), part.findings)
  }
  // Read as a whole, it also says where a fault is.
  const whole = readPolicy(checked.value, options)
  if (!whole.ok) return whole
  const { inputs, profile, rules } = whole.value
  const isNeeded = (rule: PolicyRule) => needed.has(toPatternParts(rule.package).path)
  const part = mintPolicy(fieldsOf(head), { inputs, profile, rules: rules.filter(isNeeded) }, options.at)
  return accept(mintPolicyPart(part, paths), whole.findings)
}

function checkPolicy(
  policy: VerifiedDocument<'policy'> | Uint8Array,
  source: string | undefined,
): Outcome<CheckedPolicy> {
  if (policy instanceof VerifiedDocument) return accept({ head: policy.head, subject: policy.subject })
  const read = readHead(policy, source)
  if (!read.ok) return read
  const head = expectType(read.value, 'policy')
  if (!head.ok) return head
  const subject = findSubject(policy, head.value)
  if (!subject.ok) return subject
  const digest = sha256WithoutLayout(policy, subject.value.start, subject.value.end)
  if (digest !== head.value.signed.subjectSha256) {
    const what = `expected a subject with the digest ${head.value.signed.subjectSha256}, found ${digest}`
    return refuse(problem('seal/subject-digest', what, { ...placeOf(source), pointer: '/subject' }))
  }
  return accept({ head: head.value, subject: subject.value })
}

function readPolicy({ head, subject }: CheckedPolicy, options: OpenPolicyOptions): Outcome<Policy> {
  const parsed = parseSubject(subject, options.source)
  return parsed.ok ? judge(head, parsed.value as unknown as PolicySubject, options) : parsed
}

/** Checks the shape of a subject and judges the policy at its instant. */
function judge(
  head: DocumentHead<'policy'>,
  subject: PolicySubject,
  options: OpenPolicyOptions,
): Outcome<Policy> {
  const at = placeOf(options.source)
  const faults = checkShape('policy-subject', subject).map((fault) =>
    problem('merge/policy-shape', fault.what, { ...at, pointer: `/subject${fault.pointer}` }),
  )
  const [first, ...rest] = faults.length > 0 ? faults : findRuleFaults(subject, at)
  if (first !== undefined) return refuse(first, ...rest)

  const policy = mintPolicy(fieldsOf(head), subject, options.at)
  if (policy.isInForce) return accept(policy)
  const { expires, issued } = policy
  const what = `in force from ${issued} until ${expires}, now it is ${options.at}`
  return accept(policy, [problem('merge/policy-expired', what, at)])
}

function fieldsOf({ signed: { expires, issued, operator, policy } }: DocumentHead<'policy'>) {
  return { expires, issued, operator, policy }
}

/** What a schema cannot say: the order of the rules, and that segments point to inputs. */
function findRuleFaults({ inputs, rules }: PolicySubject, at: Place): readonly Problem[] {
  const faults: Problem[] = []
  const fault = (what: string, pointer: string) =>
    faults.push(problem('merge/policy-shape', what, { ...at, pointer }))
  for (let index = 0; index < rules.length && faults.length < maxFaults; index++) {
    const rule = rules[index]!
    if (index > 0 && rules[index - 1]!.package >= rule.package) {
      fault(`expected ${rule.package} before ${rules[index - 1]!.package}`, `/subject/rules/${index}`)
    }
    rule.segments.forEach((segment, place) => {
      const isKnown = (input: number) => input < inputs.length
      if (segment.for.every(isKnown) && segment.against.every(isKnown)) return
      fault(`expected indexes below ${inputs.length}`, `/subject/rules/${index}/segments/${place}`)
    })
  }
  return faults
}

const maxFaults = 100

function placeOf(source: string | undefined): Place {
  return source === undefined ? {} : { source }
}
