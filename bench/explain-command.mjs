import { statSync } from 'node:fs'
import { ratioOf } from './harness/compare.mjs'
import { compareProcesses } from './harness/processes.mjs'
import { nameOfSize, shown } from './harness/report.mjs'
import { policyOfSize } from './lists/policy-file.mjs'
import { now } from './lists/sealed-list.mjs'

export const about = 'the command trustlist explain against a policy, whole processes'

export const limits = {
  'explain-20k': { what: 'trustlist explain, 20,000 rules / node -e 0', atMost: 2.2 },
  'explain-400k': { what: 'trustlist explain, 400,000 rules / node -e 0', atMost: 6 },
}

const program = new URL('../packages/cli/dist/bin.cjs', import.meta.url).pathname
const sizes = { 'explain-20k': 20_000, 'explain-400k': 400_000 }

export function run({ rounds = 25, report }) {
  for (const [name, size] of Object.entries(sizes)) {
    const { path, packages } = policyOfSize(size)
    const asked = packages[7]
    const explain = (what) => ({ args: [program, 'explain', what, '--policy', path, '--at', now] })
    const bare = asked.slice(asked.lastIndexOf('/') + 1)
    const timings = compareProcesses(
      {
        node: { args: ['-e', '0'] },
        explain: explain(`${asked}@1.0.0`),
        name: explain(bare),
      },
      Math.max(20, rounds),
    )
    report.heading(`${nameOfSize(size)} rules, ${shown(statSync(path).size / 1e6)} MB`)
    report.note(`floor: node -e 0 ${shown(timings.node.medianMs)} ms`)
    report.figure({ name, size, ...ratioOf(timings.explain, timings.node), limits })
    const { value, least } = ratioOf(timings.name, timings.node)
    report.note(`a bare name: ${shown(value)} (least ${shown(least)})`)
  }
}
