import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { countSignatures, followIdentities, openIdentity, readHead } from '@trustlist/core'
import { identity, identityBytes, listBytes, now } from '../seal/make-documents.js'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'

/** `sigs` are the keys that sign; `res` is the verdict of this step. */
interface Step {
  readonly keys: readonly number[]
  readonly threshold: number
  readonly sigs: readonly number[]
  readonly res: boolean
}
interface Cases {
  readonly root: Readonly<Record<string, readonly Step[]>>
  readonly non_root: Readonly<Record<string, Step>>
}

/** Their keys count from 0, ours from 1. */
const ours = (keys: readonly number[]) => keys.map((each) => each + 1)
const roleOf = ({ keys, threshold }: Step) => ({ keys: ours(keys), threshold })
const versionOf = (step: Step, version: number) =>
  identityBytes({
    signed: { version },
    root: roleOf(step),
    list: { keys: [20], threshold: 1 },
    by: ours(step.sigs),
  })

/** The verdict of each step after the first, which is trusted; a chain stops where it is refused. */
function verdictsOf(steps: readonly Step[]): readonly boolean[] {
  const opened = openIdentity(versionOf(steps[0]!, 1))
  if (!opened.ok) return [false]
  const verdicts = [true]
  for (let last = 2; last <= steps.length; last++) {
    const offered = (version: number) =>
      version > last ? undefined : versionOf(steps[version - 1]!, version)
    const followed = followIdentities(opened.value, offered, { now })
    verdicts.push(followed.ok && followed.value.identity.version === last)
    if (!verdicts.at(-1)!) break
  }
  return verdicts
}

describe.skipIf(!hasShared)(
  `thresholds and rotations of TUF's conformance suite (skipped where ${absent})`,
  () => {
    const cases = JSON.parse(
      hasShared ? readFileSync(`${sharedFolder}vectors/tuf-rotation/rotation-cases.json`, 'utf8') : '{}',
    ) as Cases

    test('15 of 15 chains of identities', () => {
      const wrong = Object.entries(cases.root).filter(
        ([, steps]) => String(verdictsOf(steps)) !== String(steps.map((each) => each.res)),
      )
      expect({ wrong, ran: Object.keys(cases.root).length }).toEqual({ wrong: [], ran: 15 })
      expect(Object.values(cases.root).filter((steps) => steps.some((each) => !each.res))).toHaveLength(6)
    })

    test('10 of 10 documents of another role', () => {
      const isAccepted = (step: Step) => {
        const head = readHead(listBytes({ by: ours(step.sigs) }))
        return (
          head.ok &&
          countSignatures(
            head.value,
            identity({ list: roleOf(step), root: { keys: [20], threshold: 1 } }).roles.list,
          ).ok
        )
      }
      const wrong = Object.entries(cases.non_root).filter(([, step]) => isAccepted(step) !== step.res)
      expect({ wrong, ran: Object.keys(cases.non_root).length }).toEqual({ wrong: [], ran: 10 })
      expect(Object.values(cases.non_root).filter((step) => !step.res)).toHaveLength(3)
    })
  },
)
