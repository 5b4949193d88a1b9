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

const lists = ['example-tre/tier-3', 'derived-debian/stable', 'derived-pyodide/packages']
trustlist(['verify', '--quiet', ...lists.map((list) => `lists/${list}.list.json`)])
trustlist(['merge', '--trust', 'lists/trust.yaml'])
trustlist(['check', '--policy', 'lists/policy.tier-3.json', 'pkg:pypi/numpy@2.4.6', 'pkg:cran/dplyr@1.1.4'])
process.stdout.write(
  '\nBoth are permitted at tier 3: two publishers vouch for these versions. One of them alone does not suffice:\n',
)
trustlist(
  ['check', '--policy', 'lists/policy.tier-3.json', 'pkg:pypi/polars@1.33.1', 'pkg:pypi/requests@2.31.0'],
  1,
)
process.stdout.write('\nThe policies are lists/policy.tier-2.json and lists/policy.tier-3.json.\n')
