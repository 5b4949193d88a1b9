import type { Command } from '../command.js'
import { askingOptions } from './asking-options.js'

export const updateCommand = {
  name: 'update',
  group: 'consume',
  says: 'the one line for cron: sync, merge every profile, and hold what widens',
  operands: [],
  options: {
    trust: { value: 'FILE', says: 'the trust configuration; trust.yaml where absent', completes: 'file' },
    accept: {
      value: 'DIGEST',
      many: true,
      says: 'accept what is held, or lost: exactly the content with this digest, as the last run told it',
      completes: 'nothing',
    },
    locked: { says: 'bring nothing: take exactly what the lock says' },
    ...askingOptions,
  },
  more: [
    'Brings what the publishers offer, merges it for every profile, and compares that with the policies in place. What is denied now is denied at once. What would newly be allowed stays undecided, held, until a person has looked at it and accepts it. Where more than 20 % of what was allowed would be lost, no policy is written and the exit is 1.',
    'Publishers that cannot be reached are heard as accepted last, for their days of grace. Where nothing can be merged, the policies in place stay as they are.',
    'A profile begins with a policy that a person made: trustlist merge.',
  ],
  examples: [
    ['trustlist update --quiet', 'for cron: says nothing but what somebody should look at'],
    ['trustlist update --locked --accept sha256:9f2c…', 'put in force what was held, as it was told'],
  ],
} as const satisfies Command
