// Draws federations and asks two implementations about each: the library, and the one that was written from the text of the
// specification alone. Prints the first difference, as small as it can be made. See README.md.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadCatalogues } from '../scripts/catalogue.mjs'
import { buildCase } from './build-case.mjs'
import { findDifference } from './compare.mjs'
import { Coverage } from './coverage.mjs'
import { drawRun } from './draw-run.mjs'
import { findPython, startPython } from './python-side.mjs'
import { shrink } from './shrink.mjs'
import { loadTypescript } from './typescript-side.mjs'

const root = resolve(import.meta.dirname, '..')
const atOnce = 40

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '500' },
    seed: { type: 'string' },
    from: { type: 'string', default: '0' },
    operation: { type: 'string', multiple: true },
    all: { type: 'boolean', default: false },
    coverage: { type: 'boolean', default: false },
    'no-shrinking': { type: 'boolean', default: false },
  },
})
const runs = Number(values.runs)
const first = Number(values.from)
// A seed is drawn here and printed, so that what one run finds another can look at.
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 32))
const say = (line) => process.stdout.write(`${line}\n`)

const { python, skipped } = findPython()
if (skipped !== undefined) {
  say(`skipped: ${skipped}`)
  process.exit(0)
}
say(`seed ${seed}, ${runs} federations: pnpm differential --runs ${runs} --seed ${seed}`)
const library = await loadTypescript()
const other = startPython(python)
const counts = {
  federations: 0,
  damaged: 0,
  refused: 0,
  withoutPolicy: 0,
  cases: 0,
  unsupported: {},
  differences: 0,
}
const coverage = new Coverage()

const compareBoth = async (question) => {
  const ours = library(question)
  const theirs = await other.answer(question)
  if (theirs.unsupported !== undefined) return { ours, unsupported: true }
  return {
    ours,
    theirs,
    difference: ours.threw === undefined ? findDifference(ours, theirs) : { path: '', a: ours, b: theirs },
  }
}

/** What kind of difference it is: a smaller case has to show the same. */
const kindOf = ({ ours, theirs, difference: { path, a, b } }) => {
  const short = [a, b].map((value) => (typeof value === 'string' && value.length < 50 ? value : typeof value))
  return [Object.keys(ours), Object.keys(theirs), path.replaceAll(/\d+/g, ''), ...short].join()
}

/** The smallest case that still shows the difference, as a vector that waits for its verdict. */
async function shrinkCase({ operation, input, plan }) {
  if (values['no-shrinking']) return input
  const kind = kindOf(await compareBoth({ operation, input }))
  const shows = (toInput) => async (candidate) => {
    try {
      const compared = await compareBoth({ operation, input: toInput(candidate) })
      return compared.difference !== undefined && kindOf(compared) === kind
    } catch {
      // What is no case any more shows nothing.
      return false
    }
  }
  if (plan !== undefined) return buildCase(await shrink(plan, shows(buildCase)))
  const isText = Object.values(input).every(
    (value) => typeof value === 'string' && !value.startsWith('{"signatures"'),
  )
  return shrink(
    input,
    shows((value) => value),
    { isText },
  )
}

async function tell(question, number) {
  const input = await shrinkCase(question)
  const { operation } = question
  const { ours, difference } = await compareBoth({ operation, input })
  const show = (value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'))
  say(`\ndifference in run ${number}: ${operation}, at ${difference?.path || 'the answer'}`)
  say(`  library:     ${show(difference?.a)}`)
  say(`  from the text: ${show(difference?.b)}`)
  const folder = join(root, '.cache/differential')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `difference-${seed}-${number}-${operation}.json`)
  const vector = {
    title: 'What happens, as a sentence',
    rule: 'page#anchor',
    operation,
    why: 'what an attacker or a careless file would gain',
    input,
    expect: ours,
  }
  writeFileSync(file, `${JSON.stringify(vector, null, 2)}\n`)
  say(`  the case, with the library's answer: ${relative(root, file)}`)
  say(`  again: pnpm differential --seed ${seed} --from ${number} --runs 1`)
}

function count(questions, answers) {
  counts.federations++
  counts.cases += questions.length
  if (questions[0].plan.damages.length > 0) counts.damaged++
  const { ours } = answers[0]
  if (ours.refused !== undefined) counts.refused++
  else if (ours.accepted?.policy.refused !== undefined) counts.withoutPolicy++
  for (const [index, { unsupported }] of answers.entries()) {
    const { operation } = questions[index]
    if (unsupported) counts.unsupported[operation] = (counts.unsupported[operation] ?? 0) + 1
  }
}

let isFound = false
const told = new Map()
for (let number = first; number < first + runs && !(isFound && !values.all); number += atOnce) {
  const batch = Array.from({ length: Math.min(atOnce, first + runs - number) }, (_, index) => number + index)
  const drawn = batch.map((each) =>
    drawRun(seed, each).filter(
      ({ operation }) => values.operation === undefined || values.operation.includes(operation),
    ),
  )
  const answered = await Promise.all(drawn.map((questions) => Promise.all(questions.map(compareBoth))))
  for (const [place, questions] of drawn.entries()) {
    const answers = answered[place]
    if (values.operation === undefined || values.operation.includes('judge-federation'))
      count(questions, answers)
    else counts.cases += questions.length
    for (const [index, question] of questions.entries()) {
      coverage.add(question, answers[index].ours)
      if (answers[index].difference === undefined) continue
      counts.differences++
      isFound = true
      const already = told.get(question.operation) ?? 0
      told.set(question.operation, already + 1)
      if (values.all ? already < 2 : counts.differences === 1) await tell(question, batch[place])
    }
  }
}
other.close()

const percent = (part) => `${Math.round((100 * part) / Math.max(1, counts.federations))} %`
say('')
if (values.coverage) say(`${coverage.toTable(Object.keys((await loadCatalogues()).core))}\n`)
say(
  `${counts.federations} federations (${percent(counts.damaged)} damaged or hostile), ${counts.cases} cases in all`,
)
say(`${percent(counts.refused)} refused as a whole, ${percent(counts.withoutPolicy)} judged without a policy`)
const unsupported = Object.entries(counts.unsupported)
say(
  unsupported.length === 0
    ? 'every case was answered by both'
    : `not answered by the other one: ${unsupported.map(([name, many]) => `${many} ${name}`).join(', ')}`,
)
if (told.size > 1 || values.all)
  say(`by operation: ${[...told].map(([name, many]) => `${many} ${name}`).join(', ')}`)
say(`${counts.differences} differences; seed ${seed}`)
process.exitCode = counts.differences === 0 && unsupported.length === 0 ? 0 : 1
