import type { Command } from '../command.js'
import { aboutSigning, publicKeyOption, raiseEpochOption } from './identity-change-options.js'
import { sealingOptions } from './sealing-options.js'

export const identityRotateCommand = {
  name: 'identity rotate',
  group: 'publish',
  says: 'make the next version of an identity, with other keys',
  operands: [{ name: 'FOLDER', says: "the publisher's folder, with identity.yaml", completes: 'folder' }],
  options: {
    replace: { value: 'NAME', says: 'put another key in the place of this one, which is revoked' },
    ...publicKeyOption,
    ...raiseEpochOption,
    ...sealingOptions,
  },
  more: [
    'Signs FOLDER/identity.yaml as it stands, and says what that changes. With --replace it changes one key, in the draft too, whose comments stay.',
    aboutSigning,
  ],
  examples: [
    ['trustlist identity rotate example-tre --key root.key', 'sign what was changed in identity.yaml'],
    [
      'trustlist identity rotate example-tre --replace ci --public 3d40… --key root.key',
      'a new key for CI; the old one is revoked',
    ],
    [
      'trustlist identity rotate example-tre --key old-root.key --key new-root.key',
      'a new root key: the old and the new one sign',
    ],
  ],
} as const satisfies Command
