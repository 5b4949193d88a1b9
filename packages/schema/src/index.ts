// Replaced by branch schema.
export interface ShapeFault {
  readonly pointer: string
  readonly what: string
  readonly member?: string
}
export type ShapeKind =
  | 'signatures'
  | 'list-head'
  | 'list-subject'
  | 'list-subject-read'
  | 'publisher-head'
  | 'publisher-subject'
  | 'policy-head'
  | 'policy-subject'
  | 'trust'
export function checkShape(_kind: ShapeKind, _value: unknown): readonly ShapeFault[] {
  return []
}
export interface ListHead {
  type: 'list'
  epoch: number
  expires: string
  issued: string
  list: string
  publisher: string
  publisherVersion: number
  previousSha256?: string
  spec: string
  subjectSha256: string
  version: number
}
export interface PublisherHead {
  type: 'publisher'
  epoch: number
  expires: string
  issued: string
  publisher: string
  spec: string
  subjectSha256: string
  version: number
}
export interface PolicyHead {
  type: 'policy'
  expires: string
  issued: string
  operator: string
  policy: string
  spec: string
  subjectSha256: string
}
export interface Check {
  criterion: string
  result: 'pass' | 'fail' | 'accepted-risk' | 'not-applicable'
  by?: string
  on?: string
  evidence?: string
  note?: string
}
export interface Entry {
  package: string
  versions: string
  decision: 'allow' | 'deny' | 'withdrawn'
  decided: string
  basis: 'reviewed' | 'curated' | 'dependency' | 'inherited' | 'adopted' | 'legacy'
  origins?: string[]
  reason?: string
  until?: string
  asOf?: string
  checks?: Check[]
  digests?: { file: string; sha256: string }[]
  reviewers?: string[]
  references?: string[]
  dependencyOf?: string[]
}
export interface ListSubject {
  about: { title: string; licence?: string; homepage?: string; contact?: string }
  criteria?: { id: string; text: string }[]
  entries: Entry[]
  observed?: { publisher: string; list: string; epoch: number; version: number; digest: string }[]
}
export interface PublisherKey {
  keytype: 'ed25519'
  public: string
  scheme: 'ed25519'
}
export interface PublisherRole {
  keyids: string[]
  threshold: number
}
export interface PublisherSubject {
  about: { title: string; homepage?: string; contact?: string }
  keys: PublisherKey[]
  roles: { list: PublisherRole; root: PublisherRole }
}
export type PolicySubject = Record<string, unknown>
