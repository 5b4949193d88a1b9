import { isMap, isScalar, type ParsedNode } from 'yaml'
import { appendItem, removeItem, type SequenceMember } from '../yaml/edit-items.js'
import { editMembers, type MemberEdit } from '../yaml/edit-members.js'
import type { YamlDraft } from '../yaml/parse-yaml.js'
import type { EditMembers } from '../yaml/scalar-text.js'
import { applySplices, isFlow } from '../yaml/splice.js'

/** One change of the publishers of a trust configuration. */
export type TrustChange =
  | { readonly kind: 'add'; readonly members: EditMembers }
  | { readonly kind: 'remove'; readonly index: number }
  | { readonly kind: 'edit'; readonly index: number; readonly edits: readonly MemberEdit[] }

/**
 * The text of a trust configuration with one change of its publishers. The caller reads it again and compares.
 *
 * @returns The text, or undefined where it is written in a way that is not edited.
 */
export function editPublishers(draft: YamlDraft, change: TrustChange): string | undefined {
  const root = draft.nodeOf('')
  const member = findMember(root, 'publishers')
  if (member === undefined) return undefined
  const spelling = { isJson: isFlow(root) }
  const splices =
    change.kind === 'add'
      ? appendItem(draft.text, member, change.members, spelling)
      : change.kind === 'remove'
        ? removeItem(draft.text, member, change.index)
        : editMembers(draft.text, draft.nodeOf(`/publishers/${String(change.index)}`), change.edits, spelling)
  return splices === undefined ? undefined : applySplices(draft.text, splices)
}

function findMember(root: ParsedNode, name: string): SequenceMember | undefined {
  if (!isMap<ParsedNode, ParsedNode | null>(root)) return undefined
  const pair = root.items.find(({ key }) => isScalar(key) && String(key.value) === name)
  return pair?.value === undefined || pair.value === null ? undefined : { key: pair.key, value: pair.value }
}
