import { formatNames } from '@trustlist/core'
import type { Command } from '../command.js'

export const checkCommand = {
  name: 'check',
  group: 'consume',
  says: 'ask a policy whether packages are permitted',
  operands: [
    {
      name: 'FILE',
      says: 'a lockfile, an environment, an SBOM, a Dockerfile; or a package and its version, as pkg:pypi/numpy@1.26.4',
      times: 'some',
      completes: 'file',
    },
  ],
  options: {
    policy: { value: 'FILE', says: 'the policy to ask', completes: 'file' },
    trust: {
      value: 'FILE',
      says: 'the trust configuration, for its registries and what the platform brings; trust.yaml beside the policy where absent',
      completes: 'file',
    },
    as: {
      value: 'FORMAT',
      says: `the format of the files, where it does not show: ${formatNames.join(', ')}; where it does not say the ecosystem, as pypi:names`,
      completes: 'nothing',
    },
  },
  more: [
    'Answers for each package: allowed, denied, undecided (named, but not enough vouch for it), unlisted (nobody names it), unreadable (nobody can tell what it is). Tells the nearest permitted version, and what packages need that is not there or not permitted.',
  ],
  examples: [
    ['trustlist check renv.lock --policy policy.tier-3.json', 'exit 0 where everything in it is permitted'],
    ['trustlist check pkg:pypi/numpy@1.26.4 --policy policy.tier-3.json', 'a single package'],
  ],
} as const satisfies Command
