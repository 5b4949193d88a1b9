// Writes spec/vectors/{json,document,key,identity,seal,list,freshness,federation} and the examples in the pages of the specification from scripts/vectors.
// The verdicts there are written by hand; only bytes, digests and signatures are computed, and not by the code under test.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { documentVectors, examples } from './vectors/document.mjs'
import { federationVectors } from './vectors/federation.mjs'
import { freshnessVectors, lockExample } from './vectors/freshness.mjs'
import { identityVectors } from './vectors/identity.mjs'
import { jsonVectors } from './vectors/json.mjs'
import { keyVectors } from './vectors/key.mjs'
import { listVectors } from './vectors/list.mjs'
import { sealVectors } from './vectors/seal.mjs'

const root = new URL('../spec/', import.meta.url)
const stages = {
  json: jsonVectors,
  document: documentVectors,
  key: keyVectors,
  identity: identityVectors,
  seal: sealVectors,
  list: listVectors,
  freshness: freshnessVectors,
  federation: federationVectors,
}
const allExamples = { ...examples, lock: lockExample }
let written = 0
for (const [stage, vectors] of Object.entries(stages)) {
  const folder = new URL(`vectors/${stage}/`, root)
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder))
    if (!(name.replace('.json', '') in vectors)) rmSync(new URL(name, folder))
  for (const [name, vector] of Object.entries(vectors)) {
    writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(vector, null, 2)}\n`)
    written++
  }
}

// An example stands in a page between its comment and the end of the code block.
for (const page of readdirSync(root).filter((name) => name.endsWith('.md'))) {
  const before = readFileSync(new URL(page, root), 'utf8')
  const after = before.replaceAll(
    /(<!-- example ([a-z-]+) -->\n```json\n)[^`]*(```)/g,
    (_, start, name, end) => `${start}${allExamples[name]}${end}`,
  )
  if (after !== before) writeFileSync(new URL(page, root), after)
}
process.stdout.write(`${written} vectors written\n`)
