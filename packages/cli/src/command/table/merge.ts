import type { Command } from '../command.js'
import { askingOptions } from './asking-options.js'

export const mergeCommand = {
  name: 'merge',
  group: 'consume',
  says: 'merge the lists that you trust into one policy',
  operands: [],
  options: {
    trust: {
      value: 'FILE',
      says: 'the trust configuration, trust.yaml where absent; REV:path takes it from git as it was then',
      completes: 'file',
    },
    profile: { value: 'NAME', says: 'the profile to merge for; every one where absent' },
    output: {
      short: 'o',
      value: 'FILE',
      says: 'where to write the policy; policy.<profile>.json beside the trust configuration',
      completes: 'file',
    },
    compare: {
      value: 'FILE',
      says: 'tell what is decided otherwise than by this older policy; or REV:path',
      completes: 'file',
    },
    locked: { says: 'bring nothing: take exactly what the lock says' },
    lock: {
      value: 'FILE',
      says: 'the lock to take as it is, in place of the one beside the trust configuration; or REV:path',
      completes: 'file',
    },
    ...askingOptions,
  },
  more: [
    'Brings what the publishers of trust.yaml offer, as sync does, and merges what was accepted of it by how far you trust each. What nobody names, or too few vouch for, is undecided and so not permitted. Who cannot be reached is heard as accepted last, for the days of grace.',
    'Where there is no trust.lock.json beside trust.yaml, the lists are taken as they are offered now, each checked against its pin, and nothing is remembered.',
    'With --at the past is merged: the lists that were in force then, as far as they were ever accepted, by the trust configuration of today. With --trust REV:trust.yaml that day’s configuration and lock are taken, and the policy is the one that was made then. What is not about now needs -o.',
  ],
  examples: [
    ['trustlist merge --trust lists/trust.yaml', 'a policy for every profile'],
    ['trustlist merge --locked --profile tier-3', 'from what was accepted, with nothing new'],
    ['trustlist merge --locked --compare HEAD:policy.tier-3.json', 'and what that changes for tier-3'],
    [
      'trustlist merge --trust v7:trust.yaml --at 2026-04-01T06:00:00Z --profile tier-3 -o then.json',
      'the policy of that day, from the tag v7 of your repository',
    ],
  ],
} as const satisfies Command
