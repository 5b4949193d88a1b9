import type { Options } from '../command.js'

/** A key that is named in an identity, and how it is given. */
export const publicKeyOption = {
  public: {
    value: 'PUBLIC',
    says: 'the public key: 64 hex digits as keygen prints them, or a file in PEM or of ssh-keygen',
    completes: 'file',
  },
} as const satisfies Options

export const raiseEpochOption = {
  'raise-epoch': { says: 'revoke every list signed so far as well, as where a key was stolen' },
} as const satisfies Options

export const thresholdOptions = {
  'root-threshold': { value: 'N', says: 'how many root keys must sign from now on' },
  'list-threshold': { value: 'N', says: 'how many list keys must sign from now on' },
} as const satisfies Options

export const roleOption = {
  role: {
    value: 'ROLE',
    many: true,
    says: 'root, which changes the identity, or list, which signs lists',
    completes: ['root', 'list'],
  },
} as const satisfies Options

/** What every command that makes a next identity says of signing it. */
export const aboutSigning =
  'The next version is signed by the root threshold of the version before and by its own. Until both have signed it waits beside its place as N.json.prepared, and the identity stays as it is; each holder of a root key runs the command in turn, here or elsewhere with --prepare and --attach. A version that exists is never overwritten.'
