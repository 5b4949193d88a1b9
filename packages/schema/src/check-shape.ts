import { explainShape } from './explain-shape.js'
import * as local from './generated/local-validators.js'
import * as validators from './generated/validators.js'
import type { ShapeFault } from './shape-fault.js'

/** What a value is to be: a whole local file, or a part of a sealed document. `-read` takes later minors too. */
export type ShapeKind =
  | 'signatures'
  | 'list-head'
  | 'list-subject'
  | 'list-subject-read'
  | 'entry'
  | 'entry-read'
  | 'publisher-head'
  | 'publisher-subject'
  | 'policy-head'
  | 'policy-subject'
  | 'trust'
  | 'lock'
  | 'vector'

interface Shape {
  readonly accepts: (value: unknown) => boolean
  readonly ref: string
}

const shape = (name: string, definition: string, accepts: (value: unknown) => boolean): Shape => ({
  accepts,
  ref: `urn:trustlist:schema:${name}:1.0${definition === '' ? '' : `#/$defs/${definition}`}`,
})

const shapes: Readonly<Record<ShapeKind, Shape>> = {
  signatures: shape('common', 'signatures', validators.signatures),
  'list-head': shape('list', 'head', validators.listHead),
  'list-subject': shape('list', 'subject', validators.listSubject),
  'list-subject-read': shape('list-read', 'subject', local.listSubjectRead),
  entry: shape('list', 'entry', local.entry),
  'entry-read': shape('list-read', 'entry', local.entryRead),
  'publisher-head': shape('publisher', 'head', validators.publisherHead),
  'publisher-subject': shape('publisher', 'subject', validators.publisherSubject),
  'policy-head': shape('policy', 'head', validators.policyHead),
  'policy-subject': shape('policy', 'subject', local.policySubject),
  trust: shape('trust', '', local.trust),
  lock: shape('lock', '', local.lock),
  vector: shape('vector', '', local.vector),
}

/** What there may be millions of: items that the compiled validator accepts are not walked for a message. */
const many: readonly Shape[] = [shapes.entry, shapes['entry-read'], shape('policy', 'rule', local.policyRule)]

/**
 * Compares a value, as JSON.parse or a YAML reader gives it, with the shape that its document asks for.
 *
 * Not checked, since a schema cannot say it: that days exist, that package URLs and version ranges are well formed in
 * their ecosystem, order, duplicates, and what refers to something elsewhere.
 *
 * @returns Nothing where the shape is right; otherwise every fault, at most {@link mostFaults}.
 */
export function checkShape(kind: ShapeKind, value: unknown): readonly ShapeFault[] {
  const { accepts, ref } = shapes[kind]
  if (accepts(value)) return []
  return explainShape(kind, ref, value, (item, each) => {
    return many.find((known) => known.ref === item)?.accepts(each)
  })
}
