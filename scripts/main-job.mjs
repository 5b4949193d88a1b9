// The README's first command ends here: verify and merge the lists in lists/, then ask the policy about two packages.
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const program = join(root, 'packages/cli/dist/bin.cjs')

/** Runs one command as a person would, and stops where it ends otherwise than expected. */
function trustlist(words, expected = 0) {
  process.stdout.write(`\n$ trustlist ${words.join(' ')}\n`)
  const run = spawnSync(process.execPath, [program, ...words], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (run.status === expected) return
  process.stdout.write(`expected exit ${expected}, found ${run.status}\n`)
  process.exit(1)
}

trustlist(['verify', '--quiet', 'lists/example-tre/tier-3.list.json', 'lists/example-hub/core.list.json'])
trustlist(['merge', '--trust', 'lists/trust.yaml'])
trustlist([
  'check',
  '--policy',
  'lists/policy.tier-3.json',
  'pkg:pypi/numpy@1.26.4',
  'pkg:cran/data.table@1.15.4',
])
process.stdout.write(
  '\nBoth are permitted at tier 3: two publishers vouch for these versions. One of them alone does not suffice:\n',
)
trustlist(
  ['check', '--policy', 'lists/policy.tier-3.json', 'pkg:pypi/pandas@2.2.3', 'pkg:pypi/numpy@2.0.0'],
  1,
)
process.stdout.write('\nThe policies are lists/policy.tier-2.json and lists/policy.tier-3.json.\n')
