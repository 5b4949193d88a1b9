import { formatNames } from '@trustlist/core'
import type { Command } from '../command.js'

export const suggestCommand = {
  name: 'suggest',
  group: 'consume',
  says: 'tell which few reviews would settle what is undecided',
  operands: [
    {
      name: 'FILE',
      says: 'a lockfile: only what it needs; everything that is named and undecided where absent',
      times: 'optional',
      completes: 'file',
    },
  ],
  options: {
    policy: {
      value: 'FILE',
      says: 'the policy to ask; where absent the one that merge --locked would give now',
      completes: 'file',
    },
    trust: {
      value: 'FILE',
      says: 'the trust configuration; trust.yaml, beside the policy where one is given; or REV:path',
      completes: 'file',
    },
    lock: {
      value: 'FILE',
      says: 'the lock to take the lists by; the one beside the trust configuration where absent',
      completes: 'file',
    },
    profile: { value: 'NAME', says: 'the profile to ask for, where the trust configuration has several' },
    as: {
      value: 'FORMAT',
      says: `the format of FILE, where it does not show: ${formatNames.join(', ')}; where it does not say the ecosystem, as pypi:names`,
      completes: 'nothing',
    },
  },
  more: [
    'Who of the publishers that you hear would have to say what, so that undecided packages become allowed: the fewest publishers and the least work first, together with everything that the same work settles. Each way was tried by the sums of the merge. Nothing is brought and nothing is written.',
  ],
  examples: [
    ['trustlist suggest --profile tier-3', 'the reviews that settle most'],
    ['trustlist suggest renv.lock --profile tier-3', 'what this project waits for'],
  ],
} as const satisfies Command
