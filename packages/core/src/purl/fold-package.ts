import { accept, type Outcome } from '../problem/problem.js'
import { foldChannel, foldRepositoryUrl } from './fold-repository.js'
import { foldRuleOf, type FoldRule } from './fold-rule.js'
import { purlLimits } from './limits.js'
import { isInAlphabet, isInForm, isPlainAscii, nameFormOf } from './name-form.js'
import { PurlFault, PurlFaults, quoted, refuseFaults } from './purl-fault.js'
import { toPathText, toQualifiersText, type Purl } from './purl.js'

/**
 * What a package is, as text: canonical, without version and subpath, spelt as its ecosystem folds names, with the
 * qualifiers that bear identity and no others. Two packages are the same if and only if their ids are the same string.
 */
export type PackageId = string & { readonly __packageId?: never }

/**
 * Folds a package to its identity. Version, subpath and qualifiers that do not bear identity are refused, since a list
 * that carried them would say less than its author thinks; {@link identifyPackage} is for packages found in use.
 *
 * @spec package#folding
 * @returns The id, or `purl/version-in-identity`, `purl/subpath-in-identity`, `purl/qualifier-in-identity`,
 *   `purl/qualifier-value-refused`, `purl/qualifier-twice`, `purl/name-refused`, `purl/too-long`.
 */
export function foldPackage(purl: Purl): Outcome<PackageId> {
  const folded = foldIdentity(purl, false)
  return folded instanceof PurlFaults ? refuseFaults(folded) : accept(folded)
}

/**
 * @param wildcard - Folds a pattern: the name is left out and `*` written for it.
 */
export function foldIdentity(purl: Purl, wildcard: boolean): PackageId | PurlFaults {
  const faults: PurlFault[] = []
  if (purl.version !== undefined) {
    const what = `no version was expected, and ${quoted(purl.version)} was found`
    faults.push(new PurlFault('purl/version-in-identity', what))
  }
  if (purl.subpath !== undefined) {
    const what = `no subpath was expected, and ${quoted(purl.subpath)} was found`
    faults.push(new PurlFault('purl/subpath-in-identity', what))
  }
  return foldInto(purl, wildcard, faults)
}

/** The folding itself: version and subpath are not looked at. */
export function foldInto(purl: Purl, wildcard: boolean, faults: PurlFault[]): PackageId | PurlFaults {
  const rule = foldRuleOf(purl.type)
  const inAuthor = findAuthorFault(purl)
  if (inAuthor !== undefined) faults.push(inAuthor)
  const moved = moveOrigin(purl, wildcard)
  const namespace = foldNamespace(moved, rule)
  const inNamespace = namespace === undefined ? undefined : findNamespaceFault(moved.type, namespace)
  const name = wildcard ? '*' : foldName(moved.name, rule)
  const inName = wildcard ? undefined : findNameFault(moved.type, name)
  if (inNamespace !== undefined) faults.push(inNamespace)
  if (inName !== undefined) faults.push(inName)
  const qualifiers = foldQualifiers(moved, rule, faults)
  const path = toPathText(moved.type, namespace, name)
  const id = (wildcard ? path.slice(0, -3) + '*' : path) + toQualifiersText(qualifiers) // * was encoded as %2A
  if (id.length > purlLimits.text) {
    faults.push(new PurlFault('purl/too-long', `the identity is longer than ${purlLimits.text} characters`))
  }
  return PurlFaults.of(faults) ?? id
}

/**
 * Origins that have two spellings. Docker and Homebrew fill in their own default namespace, so that a pattern of that
 * namespace speaks of the same packages; CPAN's author is a qualifier by preference and was a namespace before.
 */
function moveOrigin(purl: Purl, wildcard: boolean): Purl {
  const isOwn = purl.namespace === undefined && !purl.qualifiers.has('repository_url') && !wildcard
  if (isOwn && purl.type === 'docker') return { ...purl, namespace: 'library' }
  if (isOwn && purl.type === 'brew') return { ...purl, namespace: 'homebrew/core' }
  if (purl.type === 'cpan' && purl.namespace !== undefined && findAuthorFault(purl) === undefined) {
    const others = [...purl.qualifiers].filter(([key]) => key !== 'author')
    const qualifiers = [...others, ['author', purl.namespace] as const]
    return {
      ...purl,
      namespace: undefined,
      qualifiers: new Map(qualifiers.sort(([a], [b]) => (a < b ? -1 : 1))),
    }
  }
  return purl
}

/** An author said twice is one author, and two are none. */
function findAuthorFault({ type, namespace, qualifiers }: Purl): PurlFault | undefined {
  const author = qualifiers.get('author')
  if (type !== 'cpan' || namespace === undefined || author === undefined) return undefined
  if (author.toUpperCase() === namespace) return undefined
  const what = `the author ${quoted(author)} is another one than the namespace ${quoted(namespace)}`
  return new PurlFault('purl/qualifier-twice', what)
}

function foldNamespace(purl: Purl, rule: FoldRule): string | undefined {
  return rule.name === 'lower' ? purl.namespace?.toLowerCase() : purl.namespace
}

function foldName(name: string, rule: FoldRule): string {
  if (rule.name === 'exact') return name
  return rule.name === 'lower' ? name.toLowerCase() : name.toLowerCase().replace(/[-_.]+/g, '-') // PEP 503
}

function findNameFault(type: string, folded: string): PurlFault | undefined {
  // A path in place of a name would read as another package wherever a URL or a file name is made of it.
  if (type !== 'git' && folded.includes('/')) {
    return new PurlFault(
      'purl/name-refused',
      `a name without slashes was expected, and ${quoted(folded)} was found`,
    )
  }
  const form = nameFormOf(type)
  if (form === undefined || isInForm(form, folded)) return findAlphabetFault(type, folded)
  return new PurlFault('purl/name-refused', `${quoted(folded)} is no name of the type ${type}`)
}

function findNamespaceFault(type: string, namespace: string): PurlFault | undefined {
  const isScope = namespace.startsWith('@') && namespace.length > 1 && !namespace.includes('/')
  if (type === 'npm' && !isScope) {
    const what = `an npm scope starts with @ and is one segment, and ${quoted(namespace)} was found`
    return new PurlFault('purl/name-refused', what, undefined, 'write the scope as %40scope')
  }
  return findAlphabetFault(type, namespace)
}

function findAlphabetFault(type: string, text: string): PurlFault | undefined {
  if (isInAlphabet(type, text)) return undefined
  const what = `no name of the type ${type} has all the characters of ${quoted(text)}`
  return new PurlFault('purl/name-refused', what)
}

function foldQualifiers(purl: Purl, rule: FoldRule, faults: PurlFault[]): ReadonlyMap<string, string> {
  const folded = new Map<string, string>()
  for (const [key, value] of purl.qualifiers) {
    if (!rule.open.includes(key) && !rule.closed.includes(key)) {
      const bearing = [...rule.open, ...rule.closed].join(', ') || 'none'
      const what = `${key} does not bear the identity of the type ${purl.type} (these do: ${bearing})`
      faults.push(new PurlFault('purl/qualifier-in-identity', what))
      continue
    }
    const spelling = foldValue(purl.type, key, value)
    if (spelling !== undefined) folded.set(key, spelling)
    else {
      const what = `the ${key} ${quoted(value)} cannot be folded to one spelling`
      faults.push(new PurlFault('purl/qualifier-value-refused', what))
    }
  }
  return folded
}

/** One spelling of the value of an identity qualifier; undefined where it has none. */
function foldValue(type: string, key: string, value: string): string | undefined {
  if (key === 'repository_url') return foldRepositoryUrl(value)
  if (key === 'channel' && type === 'conda') return foldChannel(value)
  if (!isPlainAscii(value)) return undefined
  if (key === 'distro' || key === 'uuid') return value.toLowerCase()
  return key === 'author' ? value.toUpperCase() : value
}
