import { problem, refuse, type Outcome } from '../../problem/problem.js'
import type { PackageId } from '../../purl/fold-package.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory, InventoryDigest } from '../inventory.js'
import { isObject, objectsMember, textMember, textsMember } from '../json-record.js'
import { parseJson, type JsonObject } from '../parse-json.js'
import { Records } from '../records.js'
import { readSbomPurl } from '../sbom-purl.js'
import { SbomEdges } from '../sbom-edges.js'

/**
 * SPDX 2.2 and 2.3 in JSON: each package with a reference of the type `purl`. The one package that the document describes is no
 * package here; what it depends on is direct. Files and snippets are parts of packages.
 *
 * @spec inventory#spdx
 */
export function readSpdx(text: InventoryText): Outcome<Inventory> {
  const json = parseJson(text)
  if (!json.ok) return json
  const document = json.value.value
  const version = isObject(document) ? textMember(document, 'spdxVersion') : undefined
  const packages = isObject(document) ? objectsMember(document, 'packages') : false
  if (!isObject(document) || (version !== 'SPDX-2.2' && version !== 'SPDX-2.3') || packages === false) {
    const what = 'expected spdxVersion SPDX-2.3 and a list of packages'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const records = new Records('spdx', text, json.value)
  const edges = edgesOf(document)
  const subject = subjectOf(document, edges)
  const ids = new Map<string, PackageId>()
  for (const each of packages) {
    const [purl, ...more] = purlsOf(each)
    const found = purl === undefined || more.length > 0 ? undefined : readSbomPurl(purl)
    if (found !== undefined && !('what' in found)) ids.set(textMember(each, 'SPDXID') || '', found.package)
  }
  packages.forEach((record, index) => {
    const pointer = `/packages/${index}`
    const id = textMember(record, 'SPDXID') || ''
    const name = textMember(record, 'name') || 'a package without a name'
    const version = textMember(record, 'versionInfo')
    if (id === subject) {
      records.addOther(record, pointer, name)
      return
    }
    records.addOneOfPurls(record, pointer, version ? `${name} ${version}` : name, purlsOf(record), {
      digests: digestsOf(record),
      isDirect:
        subject === undefined || edges.needsOf(subject).length === 0
          ? undefined
          : edges.isNeededBy(subject, id),
      needs: edges.needsOf(id).flatMap((each) => ids.get(each) ?? []),
    })
  })
  return records.finish()
}

/** What the document describes, where that is one thing. */
function subjectOf(document: JsonObject, edges: SbomEdges): string | undefined {
  const described = new Set([...(textsMember(document, 'documentDescribes') || []), ...edges.described])
  const [only] = described
  return described.size === 1 ? only : undefined
}

/** Relationships that say who needs whom, and in which direction. */
const forward: ReadonlySet<string> = new Set(['DEPENDS_ON', 'CONTAINS'])
const backward: ReadonlySet<string> = new Set([
  ...['DEPENDENCY_OF', 'CONTAINED_BY', 'BUILD_DEPENDENCY_OF', 'DEV_DEPENDENCY_OF', 'OPTIONAL_DEPENDENCY_OF'],
  ...['PROVIDED_DEPENDENCY_OF', 'RUNTIME_DEPENDENCY_OF', 'TEST_DEPENDENCY_OF'],
])

function edgesOf(document: JsonObject): SbomEdges {
  const edges = new SbomEdges()
  for (const each of objectsMember(document, 'relationships') || []) {
    const from = textMember(each, 'spdxElementId') || ''
    const to = textMember(each, 'relatedSpdxElement') || ''
    const kind = textMember(each, 'relationshipType') || ''
    if (kind === 'DESCRIBES') edges.described.add(to)
    else if (kind === 'DESCRIBED_BY') edges.described.add(from)
    else if (forward.has(kind)) edges.add(from, to)
    else if (backward.has(kind)) edges.add(to, from)
  }
  return edges
}

function purlsOf(record: JsonObject): readonly string[] {
  const purls = (objectsMember(record, 'externalRefs') || [])
    .filter((each) => each['referenceType'] === 'purl')
    .flatMap((each) => textMember(each, 'referenceLocator') || [])
  return [...new Set(purls)]
}

function digestsOf(record: JsonObject): readonly InventoryDigest[] {
  return (objectsMember(record, 'checksums') || []).flatMap((each) => {
    const sha256 = textMember(each, 'checksumValue') || ''
    const isKnown = each['algorithm'] === 'SHA256' && /^[0-9a-f]{64}$/i.test(sha256)
    const file = textMember(record, 'packageFileName') || undefined
    return isKnown ? [{ file, sha256: sha256.toLowerCase() }] : []
  })
}
