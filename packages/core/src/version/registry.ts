import { exactScheme } from './schemes/exact.js'
import { semverScheme } from './schemes/semver.js'
import type { VersionScheme } from './scheme.js'

/** Types whose versions are tags, digests or commits: equal or not. */
const withoutOrder = ['bitbucket', 'docker', 'git', 'github', 'gitlab', 'huggingface', 'oci']

const known: readonly VersionScheme[] = [
  ...withoutOrder.map(exactScheme),
  semverScheme('semver'),
  semverScheme('npm'),
  semverScheme('cargo'),
  semverScheme('hex'),
]

/** The closed table of types. A VERS type is the purl type of the package it speaks of, so one table serves both. */
const schemes: ReadonlyMap<string, VersionScheme> = new Map(known.map((scheme) => [scheme.id, scheme]))

/** How versions of a purl or VERS type are read and ordered, or undefined where nothing is known of the type. */
export function findScheme(type: string): VersionScheme | undefined {
  return schemes.get(type)
}

/** As {@link findScheme}; a type that is not known has no order, only equality. */
export function schemeOf(type: string): VersionScheme {
  return schemes.get(type) ?? exactScheme(type)
}

/** Every type in the table, sorted. */
export const knownTypes: readonly string[] = [...schemes.keys()].sort()
