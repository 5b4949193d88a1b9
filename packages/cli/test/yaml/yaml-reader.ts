import process from 'node:process'
import { maxYamlBytes, parseYaml } from '../../src/yaml/parse-yaml.js'

// Reads a text that is nested in the shape and depth of the arguments, and tells the outcome and the milliseconds.
const [shape = '', depth = ''] = process.argv.slice(2)

function nested(count: number): string {
  const [how, piece] = [shape.slice(0, shape.indexOf(' ')), shape.slice(shape.indexOf(' ') + 1)]
  if (how === 'repeat') return piece.repeat(count)
  if (how === 'stairs') {
    const rows: string[] = []
    // No further than the limit on size needs.
    for (let row = 0, length = 0; row < count && length <= maxYamlBytes; row++) {
      rows.push(`${' '.repeat(row)}${piece}\n`)
      length += row + piece.length + 1
    }
    return `${rows.join('')}${' '.repeat(count)}x\n`
  }
  if (shape === '[') return '['.repeat(count) + ']'.repeat(count)
  if (shape === '- ') return `${'- '.repeat(count)}x`
  return shape.replaceAll('\\n', '\n').repeat(count)
}

const bytes = new TextEncoder().encode(nested(Number(depth)))
const started = performance.now()
const read = parseYaml(bytes, 'a.yaml')
process.stdout.write(
  `${read.ok ? 'taken' : read.problems[0].code} ${String(Math.round(performance.now() - started))}\n`,
)
