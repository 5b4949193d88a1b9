import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { parseControlFile } from '../control-file.js'
import { InventoryBuilder } from '../inventory-builder.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { rBase } from '../r-packages.js'

/** Fields that name packages, and what that means of them; nothing where they are needed. */
const fieldsOfPackages = new Map([
  ['Depends', undefined],
  ['Imports', undefined],
  ['LinkingTo', undefined],
  ['Suggests', 'suggested, not needed'],
  ['Enhances', 'named as enhanced, not needed'],
])

/**
 * DESCRIPTION of an R package or project: what it needs, in ranges. R and what comes with it are left out. What `Remotes` takes from
 * elsewhere is unreadable, and so is the package of its name.
 *
 * @spec inventory#description
 */
export function readDescription(text: InventoryText): Outcome<Inventory> {
  const paragraphs = parseControlFile(text)
  if (!paragraphs.ok) return paragraphs
  const [description, ...more] = paragraphs.value
  if (description === undefined || more.length > 0 || !isDescription(description.fields)) {
    const what = 'expected one paragraph with Package or with Depends, Imports, LinkingTo, Suggests'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const { fields, line, lastLine } = description
  const builder = new InventoryBuilder('description', text.source)
  const at = builder.at(line)
  const own = fields.get('Package')
  if (own !== undefined) builder.addOther(own, at)
  const others = textsOf(fields.get('Additional_repositories'))
  const registries = others.length === 0 ? [] : [undefined, ...others]
  const remotes = textsOf(fields.get('Remotes'))
  const elsewhere = new Set(remotes.map(nameOfRemote))
  for (const remote of remotes) {
    const what = 'it comes from a repository of source code or a URL, not from a registry'
    const [id] = builder.identifyAll('cran', [nameOfRemote(remote)])
    builder.addUnreadable(remote, 'inventory/source-elsewhere', what, at, id)
  }
  for (const [field, remark] of fieldsOfPackages) {
    for (const relation of textsOf(fields.get(field))) {
      const [, name, range] = /^([^\s(]+)\s*(\(.*\))?$/s.exec(relation) ?? []
      if (name === undefined) {
        builder.addUnreadable(
          relation,
          'inventory/line-unread',
          'expected a package such as cli (>= 3.6.0)',
          at,
        )
      } else if (!rBase.has(name) && !elsewhere.has(name)) {
        builder.addNamed({
          type: 'cran',
          name,
          range: range?.slice(1, -1).replaceAll(/\s+/g, ' '),
          isDirect: true,
          registries,
          remarks: remark === undefined ? [] : [remark],
          at,
          lastLine,
        })
      }
    }
  }
  return builder.finish()
}

function isDescription(fields: ReadonlyMap<string, string>): boolean {
  return fields.has('Package') || [...fieldsOfPackages.keys()].some((field) => fields.has(field))
}

function textsOf(field: string | undefined): readonly string[] {
  return (field ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

/** `github::owner/repo@ref`, `url::https://…/pkg_1.0.tar.gz`, `pkg=owner/repo`: the name that the package most likely has. */
function nameOfRemote(remote: string): string {
  const named = /^([A-Za-z][A-Za-z0-9.]*)=/.exec(remote)?.[1]
  if (named !== undefined) return named
  const path = remote.replace(/^[a-z]+::/, '').split(/[@#?]/, 1)[0]!
  const [last = ''] = path.split('/').slice(-1)
  return last.replace(/(?:_[0-9].*)?(?:\.tar\.gz|\.zip|\.git)?$/, '')
}
