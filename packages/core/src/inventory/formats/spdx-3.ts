import { problem, refuse, type Outcome } from '../../problem/problem.js'
import type { PackageId } from '../../purl/fold-package.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory, InventoryDigest } from '../inventory.js'
import { isObject, objectsMember, textMember, textsMember } from '../json-record.js'
import { parseJson, type JsonObject } from '../parse-json.js'
import { Records } from '../records.js'
import { SbomEdges } from '../sbom-edges.js'
import { readSbomPurl } from '../sbom-purl.js'

/**
 * SPDX 3.0 in JSON: the elements `software_Package` of a graph, with a package URL. The one that is the root of the document or of its
 * SBOM is no package here.
 *
 * @spec inventory#spdx-3
 */
export function readSpdx3(text: InventoryText): Outcome<Inventory> {
  const json = parseJson(text)
  if (!json.ok) return json
  const document = json.value.value
  const graph = isObject(document) ? objectsMember(document, '@graph') : false
  if (!isObject(document) || graph === false || !isSpdx3(document)) {
    const what = 'expected @context of SPDX 3.0 and an @graph of elements'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const records = new Records('spdx-3', text, json.value)
  const edges = edgesOf(graph)
  const [only, ...several] = edges.described
  const subject = several.length === 0 ? only : undefined
  const ids = new Map<string, PackageId>()
  for (const each of graph) {
    const [purl, ...more] = purlsOf(each)
    const found = purl === undefined || more.length > 0 ? undefined : readSbomPurl(purl)
    if (found !== undefined && !('what' in found)) ids.set(idOf(each), found.package)
  }
  graph.forEach((record, index) => {
    if (typeOf(record) !== 'software_Package') return
    const pointer = `/@graph/${index}`
    const id = idOf(record)
    const name = textMember(record, 'name') || 'a package without a name'
    const version = textMember(record, 'software_packageVersion')
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

function isSpdx3(document: JsonObject): boolean {
  const context = document['@context']
  const texts = typeof context === 'string' ? [context] : textsMember(document, '@context') || []
  return texts.some((each) => /\/rdf\/3\.0(?:\.[0-9]+)?\//.test(each))
}

function typeOf(record: JsonObject): string {
  return textMember(record, 'type') || textMember(record, '@type') || ''
}

function idOf(record: JsonObject): string {
  return textMember(record, 'spdxId') || textMember(record, '@id') || ''
}

const needing: ReadonlySet<string> = new Set(['dependsOn', 'contains', 'hasDynamicLink', 'hasStaticLink'])

function edgesOf(graph: readonly JsonObject[]): SbomEdges {
  const edges = new SbomEdges()
  const collections = new Set(graph.filter((each) => rootTypes.has(typeOf(each))).map(idOf))
  for (const each of graph) {
    const type = typeOf(each)
    if (rootTypes.has(type)) {
      for (const root of textsMember(each, 'rootElement') || [])
        if (!collections.has(root)) edges.described.add(root)
    }
    const kind = textMember(each, 'relationshipType') || ''
    const from = textMember(each, 'from') || ''
    const targets = textsMember(each, 'to') || []
    if (kind === 'describes') for (const to of targets) if (!collections.has(to)) edges.described.add(to)
    if (needing.has(kind)) for (const to of targets) edges.add(from, to)
  }
  return edges
}

const rootTypes: ReadonlySet<string> = new Set(['SpdxDocument', 'software_Sbom', 'Bom', 'Bundle'])

function purlsOf(record: JsonObject): readonly string[] {
  if (typeOf(record) !== 'software_Package') return []
  const own = textMember(record, 'software_packageUrl')
  const others = (objectsMember(record, 'externalIdentifier') || [])
    .filter((each) => each['externalIdentifierType'] === 'packageUrl')
    .flatMap((each) => textMember(each, 'identifier') || [])
  return [...new Set([...(own ? [own] : []), ...others])]
}

function digestsOf(record: JsonObject): readonly InventoryDigest[] {
  return (objectsMember(record, 'verifiedUsing') || []).flatMap((each) => {
    const sha256 = textMember(each, 'hashValue') || ''
    const isKnown = each['algorithm'] === 'sha256' && /^[0-9a-f]{64}$/i.test(sha256)
    return isKnown ? [{ file: undefined, sha256: sha256.toLowerCase() }] : []
  })
}
