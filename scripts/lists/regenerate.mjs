// Makes the derived lists in lists/ anew from what Debian and Pyodide publish, and signs them.
//
//   pnpm run build
//   node scripts/lists/regenerate.mjs --keys DIR [--debian URL] [--pyodide VERSION]
//
// DIR holds <publisher>.key for each publisher, as `trustlist keygen --plain -o` makes them; it is not in this repository.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { deriveDebian } from './derive-debian.mjs'
import { derivePyodide } from './derive-pyodide.mjs'
import { fetchDebian, fetchPyodide } from './fetch-metadata.mjs'
import { readStanzas } from './read-stanzas.mjs'
import { toDraft } from './to-draft.mjs'

const root = resolve(import.meta.dirname, '../..')
const program = join(root, 'packages/cli/dist/bin.cjs')
const { values } = parseArgs({
  options: {
    keys: { type: 'string' },
    debian: { type: 'string' },
    pyodide: { type: 'string', default: '314.0.7' },
  },
})
const dayOf = (date) => date.toISOString().slice(0, 10)
const notice =
  'Derived by the trustlist project from what is published; endorsed by nobody, neither by its source nor by us.'

const debian = await fetchDebian(values.debian)
const pyodide = fetchPyodide(values.pyodide)
const drafts = [
  {
    publisher: 'derived-debian',
    list: 'stable',
    title: `R and science Python packages that Debian ${debian.version} carries (derived, endorsed by nobody)`,
    comment: [
      notice,
      `From the package index of Debian ${debian.version}, amd64, of ${dayOf(debian.date)}.`,
      'r-cran-* as pkg:deb, and as pkg:cran by the name in the Homepage field and the upstream version; python3-* of the',
      'blends Debian Science and Debian Med with what they depend on. Debian may have patched what it carries.',
    ],
    decided: dayOf(debian.date),
    ...deriveDebian(readStanzas(debian.text), { decided: dayOf(debian.date) }),
  },
  {
    publisher: 'derived-pyodide',
    list: 'packages',
    title: `Python packages that Pyodide ${values.pyodide} carries (derived, endorsed by nobody)`,
    comment: [
      notice,
      `From the lock file of the npm package pyodide ${values.pyodide}, of ${dayOf(pyodide.date)}.`,
    ],
    decided: dayOf(pyodide.date),
    ...derivePyodide(pyodide.lock, { decided: dayOf(pyodide.date) }),
  },
]
for (const draft of drafts) {
  const path = join('lists', draft.publisher, `${draft.list}.yaml`)
  writeFileSync(join(root, path), toDraft(draft))
  process.stdout.write(`${path}: ${draft.entries.length} entries, ${draft.left.length} left out\n`)
  for (const each of draft.left) process.stdout.write(`  ${each}\n`)
  if (values.keys === undefined) continue
  const words = ['sign', path, '--key', resolve(values.keys, `${draft.publisher}.key`)]
  const { status } = spawnSync(process.execPath, [program, ...words], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}
