// Takes away one rule after the other, of one implementation at a time, and shows that the comparison notices each. A rule that
// nothing notices is one that a wrong implementation could leave out. See README.md.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findDifference } from './compare.mjs'
import { drawRun } from './draw-run.mjs'
import { pythonMutations } from './mutations-of-python.mjs'
import { typescriptMutations } from './mutations-of-typescript.mjs'
import { findPython, startPython } from './python-side.mjs'
import { loadTypescript, replaceOnce } from './typescript-side.mjs'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1500' },
    seed: { type: 'string', default: 'mutations' },
    side: { type: 'string' },
    only: { type: 'string' },
  },
})
const say = (line) => process.stdout.write(`${line}\n`)
const { python, skipped } = findPython()
if (skipped !== undefined) {
  say(`skipped: ${skipped}`)
  process.exit(0)
}

/** Every case of the runs with the answer that both give. They must be of one mind before anything is taken away. */
async function answerAll(runs, seed) {
  const library = await loadTypescript()
  const other = startPython(python)
  const known = []
  for (let number = 0; number < runs; number++) {
    const questions = drawRun(seed, number)
    const answers = await Promise.all(questions.map(other.answer))
    for (const [index, question] of questions.entries()) {
      const theirs = answers[index]
      if (theirs.unsupported !== undefined) continue
      const { operation, input } = question
      if (findDifference(library({ operation, input }), theirs) !== undefined)
        throw new Error(`run ${number}, ${operation}: the two differ before anything is taken away`)
      known.push({ number, operation, input, answer: theirs })
    }
  }
  other.close()
  return known
}

/** @returns The first case that another answer than the known one was given to. */
async function findNoticed(known, answer) {
  for (let from = 0; from < known.length; from += 200) {
    const part = known.slice(from, from + 200)
    const answers = await Promise.all(part.map(answer))
    const index = part.findIndex((each, place) => findDifference(each.answer, answers[place]) !== undefined)
    if (index >= 0) return { ...part[index], place: from + index }
  }
  return undefined
}

async function withMutatedPython({ file, from, to }, use) {
  // With the schemas, which it reads.
  const folder = mkdtempSync(join(tmpdir(), 'trustlist-mutation-'))
  try {
    cpSync(join(root, 'spec/conformance'), join(folder, 'spec/conformance'), { recursive: true })
    cpSync(join(root, 'packages/schema/schemas'), join(folder, 'packages/schema/schemas'), {
      recursive: true,
    })
    const path = join(folder, file)
    writeFileSync(path, replaceOnce(readFileSync(path, 'utf8'), from, to, file))
    const process = startPython(python, join(folder, 'spec/conformance'))
    try {
      return await use(process.answer)
    } finally {
      process.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const sides = {
  library: {
    mutations: typescriptMutations,
    async ask(mutation, known) {
      const answer = await loadTypescript(mutation)
      return findNoticed(known, ({ operation, input }) => answer({ operation, input }))
    },
  },
  'from the text': {
    mutations: pythonMutations,
    ask: (mutation, known) => withMutatedPython(mutation, (answer) => findNoticed(known, answer)),
  },
}

const known = await answerAll(Number(values.runs), values.seed)
say(`${known.length} cases of ${values.runs} federations, seed ${values.seed}, answered alike by both\n`)
let unnoticed = 0
let tried = 0
for (const [side, { mutations, ask }] of Object.entries(sides)) {
  if (values.side !== undefined && values.side !== side) continue
  for (const mutation of mutations) {
    if (values.only !== undefined && !mutation.name.includes(values.only)) continue
    tried++
    try {
      const noticed = await ask(mutation, known)
      if (noticed === undefined) unnoticed++
      const where = noticed === undefined ? 'NOT NOTICED' : `case ${noticed.place}, ${noticed.operation}`
      say(`${side}: ${mutation.name}: ${where}`)
    } catch (error) {
      unnoticed++
      say(`${side}: ${mutation.name}: ${error.message}`)
    }
  }
}
say(`\n${tried} rules taken away, ${tried - unnoticed} noticed, ${unnoticed} not`)
process.exitCode = unnoticed === 0 ? 0 : 1
