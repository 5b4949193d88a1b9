import fc from 'fast-check'
import type { Pattern } from '../../src/purl/pattern.js'

const segment = fc.stringMatching(/^[A-Za-z0-9._+@ é*-]{1,6}$/)
const type = fc.constantFrom(
  'pypi',
  'cran',
  'conda',
  'npm',
  'deb',
  'maven',
  'docker',
  'golang',
  'nuget',
  'generic',
  'spack',
  'cpan',
)

/** Parts that a purl may be built of; some are refused by their type. */
export const purlParts = fc.record({
  type,
  namespace: fc.option(
    fc.array(segment, { minLength: 1, maxLength: 3 }).map((all) => all.join('/')),
    {
      nil: undefined,
    },
  ),
  name: segment,
  version: fc.option(segment, { nil: undefined }),
  qualifiers: fc
    .dictionary(fc.constantFrom('channel', 'distro', 'repository_url', 'arch', 'author'), segment, {
      maxKeys: 2,
    })
    .map((all) => new Map(Object.entries(all))),
  subpath: fc.option(segment, { nil: undefined }),
})

/** Texts near the plain ones: a type, a path of few characters, perhaps a qualifier. */
export const nearlyPlainText = fc
  .tuple(
    fc.constantFrom(
      'pypi',
      'cran',
      'conda',
      'npm',
      'deb',
      'rpm',
      'maven',
      'golang',
      'nuget',
      'hex',
      'yocto',
      'composer',
    ),
    fc.stringMatching(/^(?:%40)?[a-cA0._~:/-]{1,8}$/),
    fc.constantFrom(
      '',
      '',
      '?channel=a',
      '?distro=b-1',
      '?distro=B',
      '?channel=',
      '?channel=-',
      '?arch=a',
      '#a',
      '@1',
    ),
  )
  .map(([of, path, rest]) => `pkg:${of}/${path}${rest}`)

const paths = ['x', '*', 'a/x', 'a/*', 'a/b/x', 'a/b/*', 'b/*']
const values = ['', '1', '2']

function patternsOf(type: string, [first, second]: readonly [string, string]): Pattern[] {
  const texts = paths.flatMap((path) =>
    values.flatMap((one) => values.map((two) => [path, one, two] as const)),
  )
  return texts.map(([path, one, two]) => {
    const pairs = [one && `${first}=${one}`, two && `${second}=${two}`].filter((pair) => pair !== '')
    return `pkg:${type}/${path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`
  })
}

/** All folded patterns of a small world: conan's qualifiers are closed, one of apk's is open. */
export const everyPattern: readonly Pattern[] = [
  ...patternsOf('apk', ['distro', 'repository_url']),
  ...patternsOf('conan', ['channel', 'user']),
]

export const everyPackage: readonly Pattern[] = everyPattern
  .flatMap((each) => [each, each.replace('*', 'z')])
  .filter((each) => !each.includes('*'))

export const pattern: fc.Arbitrary<Pattern> = fc.constantFrom(...everyPattern)

/** Enough of them that many match. */
export const patterns: fc.Arbitrary<readonly Pattern[]> = fc.array(pattern, { minLength: 20, maxLength: 60 })
