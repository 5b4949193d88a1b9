import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import next from 'ajv/dist/vocabularies/next.js'

/** What only people and messages need. */
const annotations = ['$schema', 'x-expects', 'x-because', 'x-grows', 'x-tells', 'title', 'description']

/** Drops such members of every schema within; a member of a document that happens to be named like one stays. */
export function without(dropped, schema, ofNames = false) {
  if (Array.isArray(schema)) return schema.map((each) => without(dropped, each))
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name]) => ofNames || !dropped.includes(name))
      .map(([name, each]) => [
        name,
        without(dropped, each, !ofNames && ['properties', '$defs', 'dependentSchemas'].includes(name)),
      ]),
  )
}

/** Where the bracket that opens at `from` closes; strings are stepped over. */
function closing(code, from) {
  let depth = 0
  for (let at = from; at < code.length; at++) {
    const char = code[at]
    if (char === '"') while (code[++at] !== '"') if (code[at] === '\\') at++
    if (char === '{') depth++
    if (char === '}' && --depth === 0) return at
  }
  throw new Error('a bracket does not close')
}

/** Puts `next(text)` in place of every bracketed text that begins with `start`. */
function replaceBraced(code, start, next) {
  let out = ''
  let from = 0
  for (let at = code.indexOf(start); at >= 0; at = code.indexOf(start, from)) {
    const open = code.indexOf('{', at)
    const end = closing(code, open) + 1
    out += code.slice(from, at) + next(code.slice(at, end))
    from = end
  }
  return out + code.slice(from)
}

/**
 * Leaves only the verdict: error objects become 0, and nobody hands on the paths that they needed. The messages are
 * made elsewhere, for refused values alone; this is a tenth of the code, and faster.
 */
function verdictOnly(code) {
  let slim = replaceBraced(code, ', {instancePath="', () => '')
  slim = slim.replace(/(function validate\d+\(data)=\{\}/g, '$1')
  slim = replaceBraced(slim, ', {instancePath', () => '')
  slim = replaceBraced(slim, '{instancePath', (text) => (text.includes('schemaPath:') ? '0' : text))
  for (const [from, to] of [
    [/const err\d+ = (?:0|\{\});/g, ''],
    [/if\(vErrors === null\)\{vErrors = \[err\d+\];\}else \{vErrors\.push\(err\d+\);\}/g, ''],
    [/if\(vErrors !== null\)\{if\((_errs\d+)\)\{vErrors\.length = \1;\}else \{vErrors = null;\}\}/g, ''],
    [
      /vErrors = vErrors === null \? validate\d+\.errors : vErrors\.concat\(validate\d+\.errors\);errors = vErrors\.length;/g,
      'errors++;',
    ],
    [/validate\d+\.errors = (?:\[0\]|vErrors);/g, ''],
    [/let vErrors = null;/g, ''],
    [/ && \(missing\d+ = "\w+"\)/g, ''],
    [/let missing\d+;/g, ''],
  ]) {
    slim = slim.replace(from, to)
  }
  const literals = new Map()
  slim = replaceBraced(slim, '\nconst schema', (text) => {
    literals.set(/schema\d+/.exec(text)[0], text.slice(text.indexOf('{')))
    return ''
  })
  // The names that an object knows, as comparisons with interned strings rather than a look-up in its schema.
  return slim.replace(/!\(func\d+\.call\((schema\d+)\.properties, (\w+)\)\)/g, (_, schema, key) => {
    const names = Object.keys(JSON.parse(literals.get(schema)).properties)
    return `!(${names.map((name) => `${key} === ${JSON.stringify(name)}`).join(' || ')})`
  })
}

const lengthOf = `
/** The number of code points, which is what JSON Schema counts. */
function lengthOf(text) {
  let length = 0
  for (let index = 0; index < text.length; index++, length++) {
    const unit = text.charCodeAt(index)
    if (unit < 0xd800 || unit > 0xdbff || index + 1 === text.length) continue
    if ((text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) index++
  }
  return length
}
`

/**
 * Compiles schemas into one module of plain functions that imports nothing.
 *
 * ajv standalone names its run-time helpers by `require`, which plain Node refuses in a module. The one helper that
 * these schemas need counts code points; it is written into the module, and called only for a text whose UTF-16
 * length, an upper bound, is over the limit. A schema that needs another helper stops the generator.
 */
export function toValidators(schemas, targets) {
  const ajv = new Ajv({
    strict: true,
    strictRequired: false,
    strictTypes: false,
    validateSchema: false,
    validateFormats: false,
    messages: false,
    unicodeRegExp: false,
    code: { source: true, esm: true, optimize: 2 },
  })
  ajv.addVocabulary(next.default)
  for (const schema of schemas) ajv.addSchema(without(annotations, schema))
  let code = standalone.default(ajv, targets).replace(/^"use strict";/, '')
  code = code.replace(
    /[;}](?=(?:const (?:schema|pattern|func)\d+ =|export const |function validate))/g,
    '$&\n',
  )
  code = verdictOnly(code)
  code = code.replace(
    /const func\d+ = (?:Object\.prototype\.hasOwnProperty|require\("ajv\/dist\/runtime\/ucs2length"\)\.default);/g,
    '',
  )
  code = code.replace(/func\d+\((\w+)\) > (\d+)/g, '($1.length > $2 && lengthOf($1) > $2)')
  code = code.replace(/;+\n[;\n]*/g, ';\n')
  const left =
    /require\(|\bfunc\d+\b|\bschema\d+\b|\beval\b|new Function|instancePath|vErrors|\bmissing\d/.exec(code)
  if (left !== null) {
    throw new Error(
      `the compiled validators would need this at run time: ${code.slice(left.index - 80, left.index + 80)}`,
    )
  }
  const banner = '// Generated by scripts/generate.mjs from schemas/ with ajv. Do not edit.\n'
  const types = Object.keys(targets).map(
    (name) => `export declare const ${name}: (value: unknown) => boolean\n`,
  )
  return { code: `${banner}${lengthOf}${code}\n`, types: `${banner}${types.join('')}` }
}
