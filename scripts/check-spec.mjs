// The specification, the code and the vectors must agree: every rule that is cited exists, every section with a MUST has a vector,
// every refusal of the format has a vector that expects it.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { filesIn, loadCatalogues, root } from './catalogue.mjs'

/** Errors that no vector can show, each with its reason. */
const withoutVector = {
  'key/too-many-rotations':
    'a vector would hold 1,025 identities; test/key/identity-chain.test.ts makes them',
  'document/too-large':
    'a vector would be a file of 400 MiB; test/document/read-head.test.ts makes one in memory',
  'document/signed-bytes-too-long': 'no head of the types of 1.0 is so long; the limit is for those to come',
  'lock/too-many-vanished':
    'a vector would be a list of 100,001 denials; test/lock/accept-publisher.test.ts makes one in memory',
  'json/not-json-value':
    'no JSON text holds such a value; test/seal/sign-document.test.ts and test/list/compile-list.test.ts do',
}
/** Layers whose every error has a vector. */
const vectorLayers = ['text', 'json', 'document', 'key', 'seal', 'list', 'lock']
/** Pages without rules of their own. */
const plainPages = ['README', 'terms', 'threats', 'CHANGELOG']

const faults = []
const fault = (text) => faults.push(text)

/** Anchors as GitHub makes them, each with the text of its section. */
function sectionsOf(file) {
  const sections = new Map()
  let current
  let isCode = false
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('```')) isCode = !isCode
    const heading = isCode ? null : /^#{1,6} +(.*?) *$/.exec(line)
    if (heading) {
      const slug = heading[1]
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-')
      if (sections.has(slug)) fault(`${relative(root, file)}: two headings make the anchor ${slug}`)
      sections.set(slug, (current = { text: '' }))
    } else if (current !== undefined) current.text += `${line}\n`
  }
  return sections
}

const pagesIn = (folder) =>
  new Map(
    (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [])
      .filter((name) => name.endsWith('.md'))
      .map((name) => [basename(name, '.md'), sectionsOf(join(root, folder, name))]),
  )
const spec = pagesIn('spec')
const docs = pagesIn('docs')

let cited = 0
function cite(rule, where, pages = [spec]) {
  cited++
  const [page, anchor] = rule.split('#')
  if (!pages.some((each) => each.get(page)?.has(anchor))) fault(`${where}: no heading for ${rule}`)
}

const sources = filesIn(join(root, 'packages'), '.ts').filter((file) =>
  /\/packages\/[a-z]+\/src\//.test(file),
)
for (const file of sources) {
  for (const [, rule] of readFileSync(file, 'utf8').matchAll(/@spec ([a-z-]+#[a-z0-9_-]+)/g))
    cite(rule, relative(root, file))
}
const { core, cli } = await loadCatalogues()
for (const [code, entry] of Object.entries(core)) cite(entry.spec, code)
for (const [code, entry] of Object.entries(cli)) cite(entry.spec, code, [docs, spec])

const vectors = filesIn(join(root, 'spec/vectors'), '.json')
const shown = new Set()
const refused = new Set()
for (const file of vectors) {
  const text = readFileSync(file, 'utf8')
  const vector = JSON.parse(text)
  const name = relative(root, file)
  if (text !== `${JSON.stringify(vector, null, 2)}\n`) fault(`${name}: not in its one layout`)
  cite(vector.rule, name)
  shown.add(vector.rule)
  // A verdict that goes on, such as that of accepting a publisher, names its problems in what it gives.
  for (const code of vector.expect.refused ?? vector.expect.accepted?.problems ?? []) {
    if (!(code in core)) fault(`${name}: expects ${code}, which is not in the catalogue`)
    refused.add(code)
  }
}

let musts = 0
for (const [page, sections] of spec) {
  if (plainPages.includes(page)) continue
  for (const [anchor, { text }] of sections) {
    // The sentence that explains the word is no rule.
    if (!/\bMUST\b/.test(text.replaceAll(/key words MUST[^.]*\./g, ''))) continue
    musts++
    if (!shown.has(`${page}#${anchor}`)) fault(`spec/${page}.md#${anchor} says MUST and has no vector`)
  }
}

let shownCodes = 0
for (const [code, entry] of Object.entries(core)) {
  if (entry.severity !== 'error' || !vectorLayers.includes(code.split('/')[0])) continue
  if (refused.has(code) === code in withoutVector) {
    fault(
      refused.has(code)
        ? `${code} has a vector, though it is said to have none`
        : `no vector expects ${code}`,
    )
  } else shownCodes++
}

process.stdout.write(faults.map((each) => `${each}\n`).join(''))
process.stdout.write(
  `${cited} citations of rules, ${musts} sections with a MUST, ${vectors.length} vectors, ` +
    `${shownCodes} refusals shown or excused: ${faults.length} faults\n`,
)
process.exit(faults.length === 0 ? 0 : 1)
