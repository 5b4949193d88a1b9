import type { Command } from '../command.js'
import { sealingOptions } from './sealing-options.js'

export const signCommand = {
  name: 'sign',
  group: 'publish',
  says: 'compile a draft and sign it as a list',
  operands: [
    {
      name: 'FILE',
      says: 'a draft, LIST.yaml or .json, or a list to sign again, LIST.list.json',
      completes: 'file',
    },
  ],
  options: {
    ...sealingOptions,
    observed: {
      value: 'LOCK',
      says: 'write what this lock says of the lists of peers into the list',
      completes: 'file',
    },
    renew: { says: 'sign again although nothing has changed, with a new expiry' },
  },
  more: [
    'Writes LIST.list.json beside the draft: sorted, checked, one entry a line, with the next version, the digest of the version before, and an expiry of 400 days. The identity is read from the folder identity beside the draft. Content that has not changed is not signed again.',
    'Until as many keys have signed as the identity asks for, the new version waits as LIST.list.json.prepared and the published one stays as it is.',
    'With --observed the list carries the heads of the lists that its publisher, as an operator, has accepted last: a peer that shows different lists to different readers is found out by it. That these heads alone have changed makes no new version.',
  ],
  examples: [
    ['trustlist sign example-tre/tier-3.yaml --key ci.key', 'the next version of the list'],
    [
      'trustlist sign example-tre/tier-3.yaml --key ci.key --observed trust.lock.json',
      'with what was seen of peers',
    ],
    ['trustlist sign example-tre/tier-3.yaml --prepare to-sign.tbs', 'for a machine that is offline'],
    ['trustlist sign example-tre/tier-3.yaml --attach to-sign.sig --keyid 5f0c…', 'what came back from it'],
  ],
} as const satisfies Command
