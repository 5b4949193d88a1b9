import type { Command } from '../command.js'
import { configOption, weightOptions } from './trust-options.js'

const yesOrNo = ['yes', 'no'] as const

export const trustWeighCommand = {
  name: 'trust weigh',
  group: 'consume',
  says: 'change how far a publisher is believed',
  operands: [{ name: 'ID', says: "the publisher's id", completes: 'nothing' }],
  options: {
    ...weightOptions,
    veto: { value: 'ANSWER', says: 'whether its denial is enough by itself', completes: yesOrNo },
    optional: {
      value: 'ANSWER',
      says: 'whether merging goes on without it, keeping its denials',
      completes: yesOrNo,
    },
    group: {
      value: 'NAME',
      says: 'publishers of one group count once; default: its own',
      completes: 'nothing',
    },
    'max-age-days': {
      value: 'DAYS',
      says: 'allows decided longer ago do not count; default: no limit',
      completes: 'nothing',
    },
    'grace-days': {
      value: 'DAYS',
      says: 'how long its last good state serves; default: 14',
      completes: 'nothing',
    },
    ...configOption,
  },
  more: [
    'Changes what is named and nothing else. The word default takes --deny-weight, --group, --max-age-days or --grace-days out again.',
  ],
  examples: [
    ['trustlist trust weigh turing-dsh --trust full', 'its word alone is enough'],
    ['trustlist trust weigh osv --deny-weight 50 --veto no', 'its denials weigh less'],
  ],
} as const satisfies Command
