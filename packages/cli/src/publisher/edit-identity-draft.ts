import { keyIdOf, toHex, type JsonValue, type SubjectOf } from '@trustlist/core'
import { editYaml, toScalarText, type YamlEdit } from '../yaml/edit-yaml.js'
import { publicKeysOf, type KeyChange, type RoleName, type Thresholds } from './identity-change.js'

/** What a draft says of keys, read loosely: it was compiled before. */
interface DraftKeys {
  readonly keys?: readonly { readonly name: string; readonly public: string }[]
  readonly roles?: Readonly<
    Record<RoleName, { readonly keys: readonly string[]; readonly threshold: number }>
  >
}

/**
 * Makes the same change in an identity draft, as text, that {@link changeKey} makes in an identity. What the draft says
 * already is not said again; comments and everything else stay as they are.
 *
 * @param name - What the draft calls the key, or is to call it.
 * @param subject - The identity as it is to become: what a draft without keys is completed from.
 * @returns The text; undefined where the draft is laid out in a way that cannot be edited.
 */
export function editIdentityDraft(
  text: string,
  value: JsonValue,
  { change, thresholds }: { readonly change: KeyChange | undefined; readonly thresholds: Thresholds },
  name: string,
  subject: SubjectOf['publisher'],
): string | undefined {
  const draft = value as DraftKeys
  const { keys = [], roles } = draft
  if (keys.length === 0 || roles === undefined) {
    return editYaml(text, [{ kind: 'member', pointer: '', text: keysAndRoles(subject, change, name) }])
  }
  const edits: YamlEdit[] = change === undefined ? [] : editsOf(change, name, { keys, roles })
  for (const role of ['root', 'list'] as const) {
    const threshold = thresholds[role]
    if (threshold === undefined || threshold === roles[role].threshold) continue
    edits.push({ kind: 'replace', pointer: `/roles/${role}/threshold`, value: String(threshold) })
  }
  return editYaml(text, edits)
}

function editsOf(change: KeyChange, name: string, { keys, roles }: Required<DraftKeys>): YamlEdit[] {
  const index = keys.findIndex((each) => each.name === name)
  switch (change.kind) {
    case 'add': {
      const edits: YamlEdit[] = []
      if (index < 0) edits.push({ kind: 'append', pointer: '/keys', item: keyText(name, change.publicKey) })
      for (const role of change.roles) {
        if (roles[role].keys.includes(name)) continue
        edits.push({ kind: 'append', pointer: `/roles/${role}/keys`, item: toScalarText(name) })
      }
      return edits
    }
    case 'remove': {
      const isOf = (role: RoleName) => roles[role].keys.includes(name)
      const leaves = (role: RoleName) => isOf(role) && change.roles.includes(role)
      const stays = (['root', 'list'] as const).some((role) => isOf(role) && !leaves(role))
      const edits: YamlEdit[] = (['root', 'list'] as const).filter(leaves).map((role) => ({
        kind: 'remove',
        pointer: `/roles/${role}/keys/${roles[role].keys.indexOf(name)}`,
        why: 'removed',
      }))
      if (index >= 0 && !stays) edits.push({ kind: 'remove', pointer: `/keys/${index}`, why: 'removed' })
      return edits
    }
    case 'replace':
      return [{ kind: 'replace', pointer: `/keys/${index}/public`, value: JSON.stringify(toHex(change.by)) }]
  }
}

function keyText(name: string, publicKey: Uint8Array): string {
  return `{ name: ${toScalarText(name)}, public: ${JSON.stringify(toHex(publicKey))} }`
}

/** For a draft that left the keys to the first signer: now they have to be told apart. */
function keysAndRoles(subject: SubjectOf['publisher'], change: KeyChange | undefined, name: string): string {
  const publicKeys = publicKeysOf(subject)
  const named =
    change === undefined ? undefined : keyIdOf(change.kind === 'replace' ? change.by : change.publicKey)
  const names = new Map<string, string>(named === undefined ? [] : [[named, name]])
  let count = 0
  for (const keyid of publicKeys.keys()) {
    if (keyid === named) continue
    do count++
    while (name === `key-${count}`)
    names.set(keyid, `key-${count}`)
  }
  const keys = [...publicKeys].map(([keyid, publicKey]) => `  - ${keyText(names.get(keyid)!, publicKey)}`)
  const role = (of: RoleName) => {
    const { keyids, threshold } = subject.roles[of]
    return `  ${of}: { keys: [${keyids.map((each) => toScalarText(names.get(each)!)).join(', ')}], threshold: ${threshold} }`
  }
  return ['', 'keys:', ...keys, 'roles:', role('root'), role('list')].join('\n')
}
