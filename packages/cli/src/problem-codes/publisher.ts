import type { CliCodeTable } from './entry.js'

/** What those who publish run into. */
export const publisherCodes = {
  'cli/signer-key-unknown': {
    severity: 'error',
    exit: 2,
    spec: 'keys#other-programs-and-hardware',
    title: 'It is not clear which key of the role signs',
    mend: 'name one of the keyids that trustlist identity show prints',
  },
  'cli/identity-missing': {
    severity: 'error',
    exit: 4,
    spec: 'command-line#publishing',
    title: "There is no identity of the publisher to work with",
    mend: 'make one with trustlist identity create, or name its folder with --identity',
  },
  'cli/identity-exists': {
    severity: 'error',
    exit: 1,
    spec: 'command-line#publishing',
    title: 'The publisher has an identity already',
    mend: 'keep it: an identity is changed by a new version, never replaced',
  },
  'cli/identity-draft': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#publishing',
    title: 'An identity draft is not of the form that identity create compiles',
    mend: 'write the draft as trustlist init shows it',
  },
  'cli/identity-version': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#publishing',
    title: 'An identity document stands under the number of another version',
    mend: 'restore the identity folder from its repository',
  },
  'cli/not-pinned': {
    severity: 'notice',
    exit: 0,
    spec: 'command-line#verifying',
    title: 'The signatures fit the identity, but nobody has said whose identity that is',
    mend: 'compare the fingerprint with what the publisher told you, then use --pin',
  },
  'cli/other-place': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#publishing',
    title: 'A draft names another publisher or list than the place where it stands',
    mend: 'keep a list as <publisher>/<list>.yaml, with the same two names in it',
  },
  'cli/not-a-draft': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#publishing',
    title: 'The file is neither a draft nor a sealed list',
    mend: 'name LIST.yaml, LIST.json or LIST.list.json',
  },
  'cli/not-a-document': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#publishing',
    title: 'The file is not a sealed document in any spelling',
    mend: 'name a list, an identity or a policy',
  },
  'cli/nothing-prepared': {
    severity: 'error',
    exit: 1,
    spec: 'command-line#publishing',
    title: 'There is no prepared document that the signature could be added to',
    mend: 'run the command with --prepare first',
  },
  'cli/previous-unusable': {
    severity: 'error',
    exit: 3,
    spec: 'command-line#publishing',
    title: 'The version before cannot be read, so the next one cannot follow it',
    mend: 'restore the file from its repository',
  },
  'cli/other-layout': {
    severity: 'error',
    exit: 1,
    spec: 'command-line#publishing',
    title: 'The document is not in the one layout',
    mend: 'trustlist fmt FILE',
  },
} as const satisfies CliCodeTable
