import type { Command } from '../command.js'
import { aboutSigning, raiseEpochOption, roleOption, thresholdOptions } from './identity-change-options.js'
import { sealingOptions } from './sealing-options.js'

export const identityRemoveKeyCommand = {
  name: 'identity remove-key',
  group: 'publish',
  says: 'make the next version of an identity, with one key less',
  operands: [
    { name: 'FOLDER', says: "the publisher's folder", completes: 'folder' },
    {
      name: 'NAME',
      says: 'the key, as the draft calls it, or the beginning of its keyid',
      completes: 'nothing',
    },
  ],
  options: { ...roleOption, ...thresholdOptions, ...raiseEpochOption, ...sealingOptions },
  more: [
    'Removing a key revokes it: lists that need its signature are refused at once, and are named here. Without --role it leaves every role. In FOLDER/identity.yaml its lines stay as comments.',
    'Refused is what would shut the publisher out: a role without a key, a threshold that cannot be met.',
    aboutSigning,
  ],
  examples: [
    ['trustlist identity remove-key example-tre joe --key root.key', 'joe has left'],
    [
      'trustlist identity remove-key example-tre ci --raise-epoch --key root.key',
      'the key was stolen: every list must be signed again',
    ],
  ],
} as const satisfies Command
