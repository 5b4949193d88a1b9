import type { Command } from '../command.js'
import { aboutSigning, publicKeyOption, roleOption, thresholdOptions } from './identity-change-options.js'
import { sealingOptions } from './sealing-options.js'

export const identityAddKeyCommand = {
  name: 'identity add-key',
  group: 'publish',
  says: 'make the next version of an identity, with one key more',
  operands: [
    { name: 'FOLDER', says: "the publisher's folder", completes: 'folder' },
    { name: 'NAME', says: 'what the draft is to call the key', completes: 'nothing' },
  ],
  options: { ...publicKeyOption, ...roleOption, ...thresholdOptions, ...sealingOptions },
  more: [
    'Adds the key to FOLDER/identity.yaml too and leaves everything else there as it is. A draft that says more than the identity and this key is refused: identity rotate signs that.',
    aboutSigning,
  ],
  examples: [
    [
      'trustlist identity add-key example-tre ann --public 11ed… --role list --key root.key',
      'one more who may sign lists',
    ],
    [
      'trustlist identity add-key example-tre joe --public joe.pub --role root --root-threshold 2 --key root.key --key joe.key',
      'a second root key, and both must sign from now on',
    ],
  ],
} as const satisfies Command
