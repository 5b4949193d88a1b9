// What a Debian release carries for research, as a list draft: its R packages, and the Python packages of its science blends.
import { isFolded, parseVersion, schemeOf } from '../../packages/core/dist/index.js'

/** R packages: name, Debian's package name with it, in one. */
const debianR = 'r-cran-'
const ofCran = 'pkg:cran/'
/** The metapackages of Debian Science and Debian Med name what a field of research needs. */
const blend = /^(?:science|med)-/
const fieldsOfNeed = ['Depends', 'Pre-Depends']
const fieldsOfBlend = [...fieldsOfNeed, 'Recommends', 'Suggests']

/**
 * @param {readonly Readonly<Record<string, string>>[]} stanzas - Of one `Packages` file.
 * @param {{ decided: string }} release - The day of the release that the file belongs to.
 * @returns {{ entries: { package: string, version: string, decided: string, dependencyOf?: string[] }[], left: string[] }} Entries, sorted; and what could not be expressed, each with its reason.
 */
export function deriveDebian(stanzas, { decided }) {
  const byName = new Map(stanzas.map((stanza) => [stanza.Package, stanza]))
  const left = []
  const entries = []
  const add = (found, extra = {}) => {
    const fault = findFault(found)
    if (fault === undefined) entries.push({ ...found, decided, ...extra })
    else left.push(`${found.package} ${found.version}: ${fault}`)
  }
  const ofR = [...byName.keys()].filter((name) => name.startsWith(debianR))
  for (const name of ofR) {
    const stanza = byName.get(name)
    add({ package: `pkg:deb/debian/${name}`, version: stanza.Version })
    const upstream = upstreamVersion(stanza.Version)
    const project = projectOf(stanza.Homepage ?? '')
    if (project === undefined || `${debianR}${project.toLowerCase()}` !== name) {
      left.push(`${name}: its Homepage does not say which CRAN package it is`)
    } else if (upstream === undefined) {
      left.push(`${name} ${stanza.Version}: not a version that upstream released`)
    } else {
      const needs = needsOf(stanza).filter((need) => need.startsWith(debianR))
      add({ package: `${ofCran}${project}`, version: upstream }, { needs })
    }
  }
  for (const name of pythonOfScience(byName)) {
    const stanza = byName.get(name)
    add({ package: `pkg:deb/debian/${name}`, version: stanza.Version })
    const project = pythonProjectOf(stanza.Homepage ?? '', name)
    const upstream = upstreamVersion(stanza.Version)
    if (project !== undefined && upstream !== undefined) {
      add({ package: `pkg:pypi/${project}`, version: upstream })
    }
  }
  return { entries: withDependents(entries), left }
}

/** `needs` of each CRAN entry, the other way round: which entries need it. */
function withDependents(found) {
  const dependents = new Map()
  for (const { package: name, needs = [] } of found) {
    for (const need of needs) dependents.set(need, [...(dependents.get(need) ?? []), name])
  }
  return found.map((each) => {
    const entry = { package: each.package, version: each.version, decided: each.decided }
    if (!entry.package.startsWith(ofCran)) return entry
    const of = dependents.get(`${debianR}${entry.package.slice(ofCran.length).toLowerCase()}`)
    return of === undefined ? entry : { ...entry, dependencyOf: of.sort() }
  })
}

function findFault({ package: name, version }) {
  if (!isFolded(name)) return 'not a name of its ecosystem'
  const type = name.slice('pkg:'.length, name.indexOf('/'))
  const parsed = parseVersion(schemeOf(type), version)
  return parsed.ok ? undefined : parsed.problems[0].what
}

/** `https://…/package=NAME` and `https://…/web/packages/NAME/…`, wherever CRAN or a mirror of it stands. */
function projectOf(homepage) {
  return /(?:[?/]package=|\/web\/packages\/)([A-Za-z][A-Za-z0-9.]*)/.exec(homepage)?.[1]
}

/** `https://…/project/NAME/`, where NAME is also Debian's name of the package: then it is the same project on the index. */
function pythonProjectOf(homepage, name) {
  const found = /^https?:\/\/pypi[^/]*\/(?:project|pypi)\/([A-Za-z0-9._-]+)\/?$/.exec(homepage)?.[1]
  const folded = found?.toLowerCase().replaceAll(/[-_.]+/g, '-')
  return folded !== undefined && `python3-${folded}` === name ? folded : undefined
}

/**
 * The version that upstream released: without epoch and Debian revision, and without the mark of a repacked archive.
 * Undefined for snapshots and whatever else Debian put together itself.
 */
function upstreamVersion(version) {
  const bare = version.replace(/^\d+:/, '').replace(/-[^-]*$/, '')
  const released = bare.replace(/[+~.](?:dfsg|ds|repack)[0-9.]*$/, '')
  return /^[0-9][0-9A-Za-z.-]*$/.test(released) ? released : undefined
}

function needsOf(stanza, fields = fieldsOfNeed) {
  return fields.flatMap((field) =>
    (stanza[field] ?? '')
      .split(/[,|]/)
      .map((relation) => /^\s*([a-z0-9][a-z0-9+.-]*)/.exec(relation)?.[1])
      .filter((name) => name !== undefined),
  )
}

/** The python3-* packages that a blend names, and the python3-* packages that these depend on. */
function pythonOfScience(byName) {
  const found = new Set()
  const waiting = []
  const take = (name) => {
    if (!name.startsWith('python3-') || found.has(name) || !byName.has(name)) return
    found.add(name)
    waiting.push(name)
  }
  for (const [name, stanza] of byName) {
    if (blend.test(name)) needsOf(stanza, fieldsOfBlend).forEach(take)
  }
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    needsOf(byName.get(name)).forEach(take)
  }
  return [...found].sort()
}
