/** One name in a folder of a git repository. */
export interface TreeEntry {
  /** `link` and `submodule` are what their names say; nothing is read through them. */
  readonly kind: 'file' | 'folder' | 'link' | 'submodule'
  /** Of the object, in hexadecimal. */
  readonly id: string
}

const kinds: Readonly<Record<string, TreeEntry['kind']>> = {
  '100644': 'file',
  '100755': 'file',
  '100664': 'file', // written by git before 2005
  '40000': 'folder',
  '120000': 'link',
  '160000': 'submodule',
}

/**
 * Reads a tree object. Names that are not UTF-8 are left out: no document has one.
 *
 * @param idBytes - 20 or 32, by the repository's hash.
 * @returns By name; undefined for what no git writes: another form, an unknown mode, a name twice or with a `/`.
 */
export function parseTree(bytes: Uint8Array, idBytes: number): ReadonlyMap<string, TreeEntry> | undefined {
  const entries = new Map<string, TreeEntry>()
  const names = new Set<string>()
  const tree = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 0
  while (at < tree.length) {
    const blank = tree.indexOf(0x20, at)
    const nul = tree.indexOf(0, at)
    if (blank < 0 || nul < blank + 2 || nul + 1 + idBytes > tree.length) return undefined
    const kind = kinds[tree.toString('latin1', at, blank)]
    const raw = tree.subarray(blank + 1, nul)
    const spelling = raw.toString('latin1')
    if (kind === undefined || names.has(spelling) || spelling.includes('/')) return undefined
    names.add(spelling)
    const name = raw.toString('utf8')
    if (Buffer.from(name, 'utf8').equals(raw)) {
      entries.set(name, { kind, id: tree.toString('hex', nul + 1, nul + 1 + idBytes) })
    }
    at = nul + 1 + idBytes
  }
  return entries
}
