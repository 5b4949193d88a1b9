// The README's first command: installs, builds, verifies and merges the lists in lists/, explains one package and checks two
// lockfiles. Every command is shown as a person would type it.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { forgetPrepared, isPrepared, rememberPrepared, runStep, steps } from './main-job/prepare.mjs'

const root = resolve(import.meta.dirname, '..')
const program = 'packages/cli/dist/bin.cjs'
const begun = performance.now()

// Whoever pipes this into head has seen enough.
process.stdout.on('error', ({ code }) => process.exit(code === 'EPIPE' ? 0 : 1))

say('trustlist: three example lists of three publishers become one policy, which answers two lockfiles.')

heading('1. Install and build')
const preparing = performance.now()
if (isPrepared(root)) {
  say('Done before, and nothing changed since.')
} else {
  forgetPrepared(root)
  for (const step of steps) {
    say(`$ ${step.join(' ')}`)
    if (!runStep(root, step)) stop(`This failed: ${step.join(' ')}`)
  }
  rememberPrepared(root)
}
const prepared = performance.now()
say(`From here on, trustlist stands for: node ${program}`)

heading('2. Verify: is each list what its publisher signed?')
const publishers = foldersIn('lists')
const lists = publishers.flatMap((name) => filesIn(`lists/${name}`, /\.list\.json$/))
trustlist(['verify', '--quiet', ...lists], { typed: 'verify --quiet lists/*/*.list.json' })
say(`Yes, all ${lists.length}. Had one byte changed, this would have ended here.`)

heading('3. Merge: what do they permit together, by how far lists/trust.yaml believes each?')
trustlist(['merge', '--trust', 'lists/trust.yaml'])

heading('4. Explain: may numpy 2.4.6 be used at tier 3, and on whose word?')
const policy = 'lists/policy.tier-3.json'
trustlist(['explain', 'pkg:pypi/numpy@2.4.6', '--policy', policy, '--trust', 'lists/trust.yaml'])

heading('5. Check: what two researchers would like to use')
// That not all of it is permitted is the right answer, and its exit is 1.
trustlist(['check', '--policy', policy, 'lists/requirements.txt', 'lists/renv.lock'], { exit: 1 })

heading('Where things are')
for (const path of filesIn('lists', /^policy\..*\.json$/)) say(`policy   ${path}`)
say('lists    lists/README.md says what the three are and how they came to be')
say('next     README.md: publish a list of your own, merge those of others')
say(`\n${seconds(performance.now() - begun)}, of which ${seconds(prepared - preparing)} for step 1.`)

function heading(text) {
  say(`\n== ${text}`)
}

function say(text) {
  process.stdout.write(`${text}\n`)
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

function stop(why) {
  say(`\n${why}`)
  process.exit(1)
}

/** Runs one command as a person would type it, and stops where it ends otherwise than expected. */
function trustlist(words, { exit = 0, typed = words.join(' ') } = {}) {
  say(`$ trustlist ${typed}`)
  const run = spawnSync(process.execPath, [join(root, program), ...words], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (run.status !== exit) stop(`Expected exit ${exit}, found ${run.status ?? run.signal}.`)
}

function foldersIn(folder) {
  const all = readdirSync(join(root, folder), { withFileTypes: true })
  return all.flatMap((each) => (each.isDirectory() ? [each.name] : [])).sort()
}

function filesIn(folder, named) {
  const all = readdirSync(join(root, folder)).filter((name) => named.test(name))
  return all.sort().map((name) => `${folder}/${name}`)
}
