import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { parseControlFile, type ControlParagraph } from '../control-file.js'
import { debianNeedsOf } from '../debian-needs.js'
import { exactVersions, InventoryBuilder, isReason } from '../inventory-builder.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory, InventoryDigest } from '../inventory.js'

/**
 * The index `Packages` of a Debian repository. Of what a package needs (`Depends`, `Pre-Depends`) the alternatives are left out, and
 * so is what no package of the index is called: it may be provided by one of another name.
 *
 * @spec inventory#debian-packages
 * @param vendor - The namespace of the packages, `debian` or that of a distribution made from it.
 */
export function readDebianPackages(text: InventoryText, vendor: string): Outcome<Inventory> {
  const paragraphs = parseControlFile(text)
  if (!paragraphs.ok) return paragraphs
  const [first] = paragraphs.value
  if (first !== undefined && !isPackage(first)) {
    const what = 'expected paragraphs with the fields Package, Version and Architecture'
    const at = { ...(text.source === undefined ? {} : { source: text.source }), line: first.line }
    return refuse(problem('inventory/other-form', what, at))
  }
  const builder = new InventoryBuilder('debian-packages', text.source)
  const named = new Set(paragraphs.value.map(({ fields }) => fields.get('Package')))
  for (const paragraph of paragraphs.value) takePackage(builder, paragraph, vendor, named)
  return builder.finish()
}

function isPackage({ fields }: ControlParagraph): boolean {
  return fields.has('Package') && fields.has('Version') && fields.has('Architecture')
}

function takePackage(
  builder: InventoryBuilder,
  paragraph: ControlParagraph,
  vendor: string,
  named: ReadonlySet<string | undefined>,
): void {
  const { fields, line, lastLine } = paragraph
  const at = builder.at(line)
  const name = fields.get('Package') ?? ''
  const version = fields.get('Version') ?? ''
  const text = `${name} ${version}`
  if (!isPackage(paragraph)) {
    builder.addUnreadable(text, 'inventory/line-unread', 'expected Package, Version and Architecture', at)
    return
  }
  const id = builder.identify('deb', name, vendor)
  if (isReason(id)) {
    builder.addUnreadable(text, 'inventory/name-unread', id.what, at)
    return
  }
  const versions = exactVersions('deb', version)
  if (typeof versions !== 'string') {
    builder.addUnreadable(text, 'inventory/version-unread', versions.what, at)
    return
  }
  const needed = debianNeedsOf(fields).filter((each) => named.has(each))
  const needs = builder.identifyAll('deb', needed, vendor)
  builder.addPackage({
    package: id,
    name,
    version,
    versions,
    digests: digestsOf(fields),
    needs,
    at,
    lastLine,
  })
}

function digestsOf(fields: ReadonlyMap<string, string>): readonly InventoryDigest[] {
  const sha256 = fields.get('SHA256')
  if (sha256 === undefined || !/^[0-9a-f]{64}$/.test(sha256)) return []
  const path = fields.get('Filename')
  return [{ file: path?.slice(path.lastIndexOf('/') + 1), sha256 }]
}
