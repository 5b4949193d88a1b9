import type { Command } from '../command.js'

export const mergeCommand = {
  name: 'merge',
  group: 'consume',
  says: 'merge the lists that you trust into one policy',
  operands: [],
  options: {
    trust: { value: 'FILE', says: 'the trust configuration; trust.yaml where absent', completes: 'file' },
    profile: { value: 'NAME', says: 'the profile to merge for; every one where absent' },
    output: {
      short: 'o',
      value: 'FILE',
      says: 'where to write the policy; policy.<profile>.json beside the trust configuration',
      completes: 'file',
    },
  },
  more: [
    'Reads the publishers that trust.yaml names, checks each against its pin, and merges what they say by how far you trust them. What nobody names, or too few vouch for, is undecided and so not permitted.',
  ],
  examples: [['trustlist merge --trust lists/trust.yaml', 'a policy for every profile']],
} as const satisfies Command
