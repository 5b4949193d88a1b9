import { condaScheme } from './schemes/conda.js'
import { cranScheme } from './schemes/cran.js'
import { datetimeScheme } from './schemes/datetime.js'
import { debScheme } from './schemes/deb.js'
import { exactScheme } from './schemes/exact.js'
import { gemScheme } from './schemes/gem.js'
import { golangScheme } from './schemes/golang.js'
import { intdotScheme } from './schemes/intdot.js'
import { lexicographicScheme } from './schemes/lexicographic.js'
import { mavenScheme } from './schemes/maven.js'
import { nugetScheme } from './schemes/nuget.js'
import { pubScheme } from './schemes/pub.js'
import { pypiScheme } from './schemes/pypi.js'
import { rpmScheme } from './schemes/rpm.js'
import { semverScheme } from './schemes/semver.js'
import { spackScheme } from './schemes/spack.js'
import { everyVersion, type VersionRange } from './range.js'
import type { VersionScheme } from './scheme.js'
import { TypeTable } from '../text/type-table.js'

/** Types whose versions are tags, digests or commits: equal or not. */
const withoutOrder = ['bitbucket', 'docker', 'git', 'github', 'gitlab', 'huggingface', 'oci']

const known: readonly VersionScheme[] = [
  ...withoutOrder.map(exactScheme),
  renamed(cranScheme, 'bioconductor'),
  condaScheme,
  cranScheme,
  datetimeScheme,
  debScheme,
  gemScheme,
  golangScheme,
  intdotScheme('generic'),
  intdotScheme('intdot'),
  lexicographicScheme,
  mavenScheme,
  nugetScheme,
  pubScheme,
  pypiScheme,
  rpmScheme,
  semverScheme('cargo'),
  semverScheme('hex'),
  semverScheme('npm'),
  semverScheme('semver'),
  spackScheme,
]

/** The closed table of types. A VERS type is the purl type of the package it speaks of, so one table serves both. */
const schemes: ReadonlyMap<string, VersionScheme> = new Map(known.map((scheme) => [scheme.id, scheme]))

/** How versions of a purl or VERS type are read and ordered, or undefined where nothing is known of the type. */
export function findScheme(type: string): VersionScheme | undefined {
  return schemes.get(type)
}

/** A type with all its versions as a range: what every second entry of a list says, made once. */
export interface KnownType {
  readonly scheme: VersionScheme
  readonly every: VersionRange
}

const table = new TypeTable(known.map((scheme) => [scheme.id, { scheme, every: everyVersion(scheme) }]))

/** The type that stands in a text at `from`, followed by a slash; undefined where nothing is known of it. */
export function findTypeAt(text: string, from: number): KnownType | undefined {
  return table.find(text, from)
}

/** As {@link findScheme}; a type that is not known has no order, only equality. */
export function schemeOf(type: string): VersionScheme {
  return schemes.get(type) ?? exactScheme(type)
}

/** Every type in the table, sorted. */
export const knownTypes: readonly string[] = [...schemes.keys()].sort()

/** The rules of one type under the name of another that follows them. */
function renamed(scheme: VersionScheme, id: string): VersionScheme {
  return { ...scheme, id }
}
