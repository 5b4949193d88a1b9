// Derived entries as a draft that a person can read: one entry a line.
import { oneVersion, parseVersion, schemeOf, toRangeText } from '../../packages/core/dist/index.js'

/** @returns {string} YAML. Every entry is an allow with the basis `curated` and the day of the release. */
export function toDraft({ publisher, list, title, comment, decided, entries }) {
  const lines = entries
    .map(({ package: name, version, dependencyOf }) => {
      const needed =
        dependencyOf === undefined ? '' : `, dependencyOf: [${dependencyOf.map(quoted).join(', ')}]`
      return `  - { package: ${quoted(name)}, versions: ${quoted(toVersions(name, version))}${needed} }`
    })
    .sort()
  return `${comment.map((line) => `# ${line}\n`).join('')}trustlist: "1.0"
publisher: ${publisher}
list: ${list}
about:
  title: ${quoted(title)}
  licence: CC0-1.0

defaults: { decision: allow, basis: curated, decided: ${quoted(decided)} }

entries:
${lines.join('\n')}
`
}

const quoted = (text) => JSON.stringify(text)

function toVersions(name, text) {
  const version = parseVersion(schemeOf(name.slice('pkg:'.length, name.indexOf('/'))), text)
  if (!version.ok) throw new Error(`${name} ${text} passed before: ${version.problems[0].what}`)
  return toRangeText(oneVersion(version.value))
}
