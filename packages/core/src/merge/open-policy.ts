import { checkShape, type PolicySubject } from '@trustlist/schema'
import { expectType, readHead, type DocumentHead } from '../document/document-head.js'
import { findSubject, parseSubject, type SubjectBytes } from '../document/subject.js'
import { accept, problem, refuse, type Outcome, type Place, type Problem } from '../problem/problem.js'
import { VerifiedDocument } from '../seal/verify-document.js'
import { sha256WithoutLayout } from '../text/digest.js'
import type { Instant } from '../text/instant.js'
import { mintPolicy, type Policy } from './policy.js'

export interface OpenPolicyOptions {
  /** The instant to judge the policy at. */
  readonly at: Instant
  readonly source?: string
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
  if (policy instanceof VerifiedDocument) return readPolicy(policy.head, policy.subject, options)
  const { source } = options
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
  return readPolicy(head.value, subject.value, options)
}

function readPolicy(
  head: DocumentHead<'policy'>,
  bytes: SubjectBytes,
  options: OpenPolicyOptions,
): Outcome<Policy> {
  const at = placeOf(options.source)
  const parsed = parseSubject(bytes, options.source)
  if (!parsed.ok) return parsed
  const faults = checkShape('policy-subject', parsed.value).map((fault) =>
    problem('merge/policy-shape', fault.what, { ...at, pointer: `/subject${fault.pointer}` }),
  )
  const subject = parsed.value as unknown as PolicySubject
  const [first, ...rest] = faults.length > 0 ? faults : findRuleFaults(subject, at)
  if (first !== undefined) return refuse(first, ...rest)

  const { expires, issued, operator, policy: name } = head.signed
  const policy = mintPolicy({ expires, issued, operator, policy: name }, subject, options.at)
  if (policy.isInForce) return accept(policy)
  const what = `in force from ${issued} until ${expires}, now it is ${options.at}`
  return accept(policy, [problem('merge/policy-expired', what, at)])
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
