import { registeredTypes } from './types.js'

/**
 * How one ecosystem spells the identity of its packages.
 *
 * An *open* qualifier narrows: absent means any value. A *closed* one names another place of origin: absent means the
 * ecosystem's own, and never matches one that is present.
 *
 * @spec package#identity-qualifiers
 */
export interface FoldRule {
  /** What happens to the canonical name; `pep503` also joins runs of `-`, `_` and `.`. */
  readonly name: 'exact' | 'lower' | 'pep503'
  readonly open: readonly string[]
  readonly closed: readonly string[]
  /** The open qualifiers that an allow must name, since without them it would speak for any origin. */
  readonly neededByAllow: readonly string[]
}

const usual: FoldRule = { name: 'exact', open: [], closed: ['repository_url'], neededByAllow: [] }
const distribution: FoldRule = { ...usual, open: ['distro'] }
const hosted: FoldRule = {
  name: 'exact',
  open: ['repository_url'],
  closed: [],
  neededByAllow: ['repository_url'],
}

/** Everything not named here folds by the usual rule: the canonical name as it is, and a closed `repository_url`. */
const foldRules: ReadonlyMap<string, FoldRule> = new Map([
  ['apk', distribution],
  ['bitnami', distribution],
  ['conan', { ...usual, closed: ['channel', 'repository_url', 'user'] }],
  ['conda', { name: 'lower', open: ['channel'], closed: [], neededByAllow: ['channel'] }],
  ['cpan', { ...usual, open: ['author'] }],
  ['deb', distribution],
  ['docker', { ...usual, name: 'lower' }],
  ['gitlab', { ...usual, name: 'lower' }],
  ['julia', { ...usual, open: ['uuid'] }],
  ['mlflow', hosted],
  ['nuget', { ...usual, name: 'lower' }],
  ['oci', hosted],
  ['pypi', { ...usual, name: 'pep503' }],
  ['rpm', distribution],
  ['swid', { ...usual, open: ['tag_id'] }],
])

export function foldRuleOf(type: string): FoldRule {
  return foldRules.get(type) ?? usual
}

const unicodeNames: ReadonlySet<string> = new Set(['generic', 'git', 'swid'])
const unregisteredWithAsciiNames: ReadonlySet<string> = new Set([
  'bioconductor',
  'easybuild',
  'gitlab',
  'spack',
])

/** Whether the ecosystem's names are ASCII. Of unregistered types only those listed are known to be. */
export function hasAsciiNames(type: string): boolean {
  return registeredTypes.has(type) ? !unicodeNames.has(type) : unregisteredWithAsciiNames.has(type)
}
