import { foldRegistry, liesUnder } from './registry-url.js'

/** Where the files of packages of one ecosystem lie, beside its registries. */
export interface FileHosts {
  /** Whether all files of a package lie where those of its registry do. */
  readonly holds: (urls: readonly string[], registry: string | undefined) => boolean
  /** The one host that is believed because nobody named any. */
  readonly believed: string | undefined
}

/** Files lie under a registry that the operator named: an index of pypi ends in `/simple`, its files stand beside that. */
export function namedFileHosts(named: readonly string[]): FileHosts {
  const bases = named.map((each) => each.replace(/\/simple\/*$/, ''))
  return { holds: (urls) => urls.every((url) => liesUnder(foldRegistry(url), bases)), believed: undefined }
}

/**
 * Where nobody named registries: files lie on the host of their registry, or on the one other host that all packages share that
 * come from the usual registry. Of several nobody knows which is right.
 */
export function believedFileHosts(
  all: Iterable<{ readonly urls: readonly string[]; readonly registry: string | undefined }>,
): FileHosts {
  const others = new Set<string>()
  for (const { urls, registry } of all) {
    const own = hostOf(registry)
    for (const url of urls) {
      const host = hostOf(url)
      if (host !== own || host === undefined) others.add(host ?? url)
    }
  }
  const [believed] = others.size === 1 ? others : []
  return {
    believed,
    holds: (urls, registry) => {
      const own = hostOf(registry)
      return urls.every((url) => {
        const host = hostOf(url)
        return host !== undefined && (host === own || host === believed)
      })
    },
  }
}

/** Files of what comes from another registry than the ecosystem's own lie on the host of that. */
export function liesOnHostOf(urls: readonly string[], registry: string): boolean {
  const host = hostOf(registry)
  return host !== undefined && urls.every((url) => hostOf(url) === host)
}

/** Scheme and host of an address, folded; `https` is left out. */
function hostOf(url: string | undefined): string | undefined {
  const folded = url === undefined ? undefined : foldRegistry(url)
  return folded === undefined ? undefined : /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/]*/.exec(folded)![0]
}
