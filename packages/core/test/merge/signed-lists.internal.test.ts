import { expect, test } from 'vitest'
import { decide } from '../../src/ask/decide.js'
import { signWithSeed } from '../../src/key/ed25519.js'
import { verifyList } from '../../src/list/verified-list.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import { openPolicy } from '../../src/merge/open-policy.js'
import { preparePolicy } from '../../src/merge/policy.js'
import type { Outcome } from '../../src/problem/problem.js'
import { toPreparedBytes } from '../../src/seal/prepare-document.js'
import { addSignature } from '../../src/seal/sign-document.js'
import { verifyDocument } from '../../src/seal/verify-document.js'
import { entry, identity, listBytes, now, publicKey, seedOf } from '../seal/make-documents.js'
import { toTrust } from './federation.js'

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ code, what }) => `${code}: ${what}`).join('\n'))
  return outcome.value
}

test('bytes to list to policy to signed policy to answer', () => {
  const peer = identity()
  const entries = [entry('numpy'), entry('pandas', { novel: 'a member of a later version' })]
  const list = valueOf(verifyList(listBytes({ entries }), peer, { now, list: 'tier-3' }))
  const state = {
    publisher: 'example-tre',
    lists: [list],
    status: 'fresh' as const,
    lastRefreshed: now,
    keptDenials: [],
  }
  const trust = toTrust({ operator: 'operator-tre', publishers: [{ id: 'example-tre' }] })
  const { policy, dropped } = valueOf(mergeLists([state], trust, 'tier', now))
  expect(policy.inputs).toMatchObject([
    { publisher: 'example-tre', list: 'tier-3', version: 3, digest: list.digest },
  ])
  expect(dropped).toMatchObject([{ reason: 'not-understood', entry: { package: 'pkg:pypi/pandas' } }])

  const operator = identity({ signed: { publisher: 'operator-tre' } })
  let document = valueOf(preparePolicy(policy))
  for (const key of [1, 2]) {
    const signature = signWithSeed(seedOf(key), document.head.signedBytes)!
    document = valueOf(addSignature(document, operator.roles.list, publicKey(key), signature))
  }
  const bytes = toPreparedBytes(document)
  const opened = valueOf(
    openPolicy(valueOf(verifyDocument(bytes, 'policy', operator, { now, list: 'tier' })), { at: now }),
  )
  expect(decide(opened, { package: 'pkg:pypi/numpy', version: '1.26.4' })).toMatchObject({
    decision: 'allow',
    support: 100,
  })
  expect(decide(opened, { package: 'pkg:pypi/pandas', version: '2.0' })).toMatchObject({
    decision: 'undecided',
    support: 0,
  })
})
