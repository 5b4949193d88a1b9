/** Names of what a package needs, without alternatives (Debian Policy 7.1): `libc6 (>= 2.4)`, `python3:any`. */
export function debianNeedsOf(fields: ReadonlyMap<string, string>): readonly string[] {
  return ['Pre-Depends', 'Depends'].flatMap((field) => namesIn(fields.get(field) ?? ''))
}

function namesIn(relations: string): readonly string[] {
  return relations
    .split(',')
    .filter((relation) => !relation.includes('|'))
    .map((relation) => relation.trim().split(/[\s(:[<]/, 1)[0]!)
    .filter((name) => name !== '')
}
