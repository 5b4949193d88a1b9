import type { Command } from '../command.js'
import { sealingOptions } from './sealing-options.js'

export const identityCreateCommand = {
  name: 'identity create',
  group: 'publish',
  says: "make version 1 of a publisher's identity",
  operands: [{ name: 'FOLDER', says: "the publisher's folder, with identity.yaml", completes: 'folder' }],
  options: sealingOptions,
  more: [
    'Compiles FOLDER/identity.yaml to FOLDER/identity/1.json, signs it and prints the fingerprint that others pin. Where the draft names no keys, the key that signs gets both roles. An identity that exists is never overwritten.',
    'Where the root role needs several keys, each holder runs the command in turn; until enough have signed, the document waits beside its place under the name 1.json.prepared.',
  ],
  examples: [['trustlist identity create example-tre --key root.key', 'one key in both roles']],
} as const satisfies Command
