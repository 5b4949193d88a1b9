import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { parseControlFile, type ControlParagraph } from '../control-file.js'
import { debianNeedsOf } from '../debian-needs.js'
import { InventoryBuilder } from '../inventory-builder.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'

/** States (dpkg(1)) of packages of which nothing but settings is left. */
const gone: ReadonlySet<string> = new Set(['not-installed', 'config-files'])

/**
 * `/var/lib/dpkg/status`: what is installed on a machine of Debian or of one made from it. It has no digests, and does not say
 * where a package came from.
 *
 * @spec inventory#debian-status
 * @param vendor - The namespace of the packages.
 */
export function readDebianStatus(text: InventoryText, vendor: string): Outcome<Inventory> {
  const paragraphs = parseControlFile(text)
  if (!paragraphs.ok) return paragraphs
  const [first] = paragraphs.value
  if (first !== undefined && !(first.fields.has('Package') && first.fields.has('Status'))) {
    const at = { ...(text.source === undefined ? {} : { source: text.source }), line: first.line }
    return refuse(
      problem('inventory/other-form', 'expected paragraphs with the fields Package and Status', at),
    )
  }
  const builder = new InventoryBuilder('debian-status', text.source)
  const named = new Set(paragraphs.value.map(({ fields }) => fields.get('Package')))
  for (const paragraph of paragraphs.value) take(builder, paragraph, vendor, named)
  return builder.finish()
}

function take(
  builder: InventoryBuilder,
  { fields, line, lastLine }: ControlParagraph,
  vendor: string,
  named: ReadonlySet<string | undefined>,
): void {
  const at = builder.at(line)
  const name = fields.get('Package')
  const version = fields.get('Version')
  const words = fields.get('Status')?.split(/\s+/)
  const state = words?.at(-1)
  if (state !== undefined && words?.length === 3 && gone.has(state)) {
    builder.addOther(name ?? '', at)
    return
  }
  if (name === undefined || version === undefined || words?.length !== 3) {
    const what = 'expected Package, Version and a Status of three words'
    builder.addUnreadable(`${name ?? ''} ${version ?? ''}`.trim(), 'inventory/line-unread', what, at)
    return
  }
  const ids = debianNeedsOf(fields).filter((each) => named.has(each))
  builder.addNamed({
    type: 'deb',
    namespace: vendor,
    name,
    spelt: name,
    version,
    needs: builder.identifyAll('deb', ids, vendor),
    at,
    lastLine,
  })
}
