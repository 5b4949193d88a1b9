/** A match spec of conda as environment files have it. */
export interface CondaSpec {
  readonly channel: string | undefined
  readonly name: string
  /** One version, where the spec names a build of it. */
  readonly version: string | undefined
  /** A native range; undefined where there is a version, or any will do. */
  readonly range: string | undefined
  readonly build: string | undefined
}

const operator = /[=<>!~]/

/**
 * Reads `channel::name`, `name=1.26`, `name=1.26.4=py311_0`, `name >=1.2,<2`, `name 1.26.* py311_0`.
 *
 * With a build behind it `=1.26.4` is that version, and without one what begins so (conda/models/match_spec.py, `_parse_spec_str`).
 *
 * @returns Undefined where it has brackets, which may say anything, or is no match spec.
 */
export function parseCondaSpec(text: string): CondaSpec | undefined {
  const trimmed = text.trim()
  const colons = trimmed.indexOf('::')
  const channel = colons < 0 ? undefined : withoutSubdir(trimmed.slice(0, colons))
  const spec = colons < 0 ? trimmed : trimmed.slice(colons + 2)
  const name = /^[A-Za-z0-9_.-]+/.exec(spec)?.[0]
  const rest = spec.slice(name?.length ?? 0).trim()
  if (name === undefined || channel === '' || /[[\]\\]/.test(spec)) return undefined
  if (rest === '') return { channel, name, version: undefined, range: undefined, build: undefined }
  const { versions, build } = splitBuild(rest)
  const bare = versions.replace(/^==?/, '')
  const isOne = /^[A-Za-z0-9_.+!-]+$/.test(bare)
  const isPin = isOne && (build !== undefined || versions.startsWith('==') || bare === versions)
  return {
    channel,
    name,
    version: isPin ? bare : undefined,
    range: isPin ? undefined : versions,
    build: build === '*' ? undefined : build,
  }
}

/** A build stands behind a second `=`, or behind a blank that no comma and no operator stands beside. */
function splitBuild(rest: string): { readonly versions: string; readonly build: string | undefined } {
  const [, byEquals, behindEquals] = /^(==?[^=<>!~,|\s]+)=([^=<>!~,|\s]+)$/.exec(rest) ?? []
  if (byEquals !== undefined) return { versions: byEquals, build: behindEquals }
  const blank = rest.search(/\s+\S+$/)
  const [before, after] = blank < 0 ? [rest, ''] : [rest.slice(0, blank), rest.slice(blank).trim()]
  const isBuild =
    after !== '' && !/[,|=<>!~]$/.test(before) && !operator.test(after[0]!) && !/^[,|]/.test(after)
  return isBuild ? { versions: before, build: after } : { versions: rest, build: undefined }
}

/** `conda-forge/linux-64::` names a channel and its folder for a platform. */
function withoutSubdir(channel: string): string {
  return channel.replace(/\/(?:noarch|(?:linux|osx|win|emscripten|wasi|zos|freebsd)-[a-z0-9_]+)$/, '')
}
