import { mkdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  bothForms,
  done,
  draftOf,
  draftPath,
  listPath,
  numpy,
  published,
  refused,
  signed,
  workshop,
  type Workshop,
} from './workshop.js'

const identity = 'example-tre/identity/1.json'

async function fingerprint(shop: Workshop): Promise<string> {
  const { result } = (await done(shop, 'identity', 'show', 'example-tre', '--json')).json()
  return String(result?.['fingerprint'])
}

function change(shop: Workshop, path: string, from: string, to: string): void {
  const text = shop.take(path)
  expect(text).toContain(from)
  shop.put(path, text.replace(from, to))
}

describe('verify says every step and the verdict, for people and for programs,', () => {
  const words = () => ['verify', listPath]
  test('of a list that is valid', async () => {
    const told = await bothForms(signed, words)
    expect(told).toContain('-- exit 0')
    expect(told).toMatchSnapshot()
  })

  test('of a list with one character changed: exit 1', async () => {
    const told = await bothForms(async (shop) => {
      await signed(shop)
      change(shop, listPath, 'numpy', 'numpx')
    }, words)
    expect(told).toContain('-- exit 1')
    expect(told).toMatchSnapshot()
  })

  test('of a list that is no JSON any more: exit 3', async () => {
    const told = await bothForms(async (shop) => {
      await signed(shop)
      change(shop, listPath, '"entries":[', '"entries":[[')
    }, words)
    expect(told).toContain('-- exit 3')
    expect(told).toMatchSnapshot()
  })

  test('of an identity', async () => {
    expect(await bothForms(signed, () => ['verify', identity])).toMatchSnapshot()
  })

  test('of two documents of which one is bad: each its own verdict, the exit of the worse', async () => {
    const told = await bothForms(signed, () => ['verify', listPath, 'example-tre/none.list.json', identity])
    expect(told).toContain('-- exit 4')
    expect(told).toMatchSnapshot()
  })
})

describe('verify takes', () => {
  test('a list whose layout another program changed, in line ends and tabs', async () => {
    const shop = workshop()
    await signed(shop)
    for (const text of [
      shop.take(listPath).replaceAll('\n', '\r\n'),
      shop.take(listPath).replaceAll('\n', '\n\t'),
      shop.take(listPath).trimEnd(),
    ]) {
      shop.put(listPath, text)
      await done(shop, 'verify', listPath)
    }
  })

  test('a list with the pin of its identity, and then says nothing of pinning', async () => {
    const shop = workshop()
    await signed(shop)
    const ran = await done(
      shop,
      'verify',
      listPath,
      '--pin',
      await fingerprint(shop),
      '--list',
      'tier-3',
      '--json',
    )
    expect(ran.json().problems).toEqual([])
    const unpinned = (await done(shop, 'verify', listPath, '--json')).json().problems
    expect(unpinned.map(({ code, severity }) => [code, severity])).toEqual([['cli/not-pinned', 'notice']])
  })

  test('an identity from another folder', async () => {
    const shop = workshop()
    await signed(shop)
    shop.put('elsewhere/tier-3.list.json', shop.take(listPath))
    await done(shop, 'verify', 'elsewhere/tier-3.list.json', '--identity', 'example-tre/identity')
    await refused(shop, ['verify', 'elsewhere/tier-3.list.json'], {
      exit: 4,
      code: 'cli/identity-missing',
      place: 'elsewhere/identity',
    })
  })

  test('a policy that nobody signed, and says that nobody did', async () => {
    const shop = workshop()
    await signed(shop)
    shop.put(
      'trust.yaml',
      `trustlist: "1.0"\noperator: op-tre\ncontact: a@tre.example\npublishers:\n  - { id: example-tre, from: ./example-tre, pin: "${await fingerprint(shop)}", trust: full }\nprofiles:\n  tier-3: { allowAt: 100 }\n`,
    )
    await done(shop, 'merge')
    const policy = 'policy.tier-3.json'
    const { problems, result } = (await done(shop, 'verify', policy, '--json')).json()
    expect(problems.map(({ code }) => code)).toEqual(['cli/policy-unsigned'])
    expect(result).toMatchObject({ documents: [{ valid: true }] })
    expect((await shop.run('verify', policy)).out.replace(/[0-9a-f]{64}/g, 'DIGEST')).toMatchSnapshot()
    await refused(shop, ['verify', policy, '--at', '2027-11-01T00:00:00Z'], {
      exit: 1,
      code: 'seal/expired',
      place: 'policy.tier-3.json:2:21',
    })
    await refused(shop, ['verify', policy, '--at', '2026-01-01T00:00:00Z'], {
      exit: 1,
      code: 'seal/issued-in-future',
    })
    // Who names an identity wants a signature.
    await refused(shop, ['verify', policy, '--identity', 'example-tre/identity'], {
      exit: 1,
      code: 'seal/other-publisher',
    })
    change(shop, policy, 'numpy', 'numpx')
    await refused(shop, ['verify', policy], { exit: 1, code: 'seal/subject-digest' })
  })
})

describe('verify refuses', () => {
  const base = async () => {
    const shop = workshop()
    await signed(shop)
    return shop
  }

  test('what has expired or lies in the future, with the place of the date', async () => {
    const shop = await base()
    await refused(shop, ['verify', listPath, '--at', '2027-12-06T12:00:00Z'], {
      exit: 1,
      code: 'seal/expired',
      place: `${listPath}:4:31`,
      mend: 'fetch the current document; the publisher signs it again with trustlist sign --renew',
    })
    await done(shop, 'verify', listPath, '--at', '2027-12-06T11:59:59Z')
    await refused(shop, ['verify', listPath, '--at', '2026-10-31T11:59:59Z'], {
      exit: 1,
      code: 'seal/issued-in-future',
    })
    await done(shop, 'verify', listPath, '--at', '2026-10-31T12:00:00Z')
    await refused(shop, ['verify', identity, '--at', '2029-11-01T12:00:00Z'], {
      exit: 1,
      code: 'seal/expired',
    })
    await refused(shop, ['verify', identity, '--at', '2026-10-31T11:59:59Z'], {
      exit: 1,
      code: 'seal/issued-in-future',
    })
    await refused(shop, ['verify', listPath, '--at', '2029-11-01T12:00:00Z'], {
      exit: 1,
      code: 'seal/identity-expired',
    })
  })

  test('another list than the one asked for', async () => {
    const shop = await base()
    await refused(shop, ['verify', listPath, '--list', 'tier-2'], {
      exit: 1,
      code: 'seal/other-list',
      place: `${listPath}:4:93`,
    })
    await refused(shop, ['verify', identity, '--list', 'tier-3'], { exit: 3, code: 'document/other-type' })
  })

  test('another pin, and a pin of another form', async () => {
    const shop = await base()
    const other = `sha256:${'0'.repeat(64)}`
    await refused(shop, ['verify', listPath, '--pin', other], {
      exit: 1,
      code: 'key/pin-mismatch',
      place: identity,
    })
    await refused(shop, ['verify', identity, '--pin', other], {
      exit: 1,
      code: 'key/pin-mismatch',
      place: identity,
    })
    await refused(shop, ['verify', listPath, '--pin', 'sha256:12'], { exit: 3, code: 'key/pin-form' })
  })

  test('a list under the identity of another publisher, or of another with the same name', async () => {
    const shop = await base()
    const other = workshop()
    await published(other, ['joe'])
    shop.put('namesake/1.json', other.take(identity))
    await refused(shop, ['verify', listPath, '--identity', 'namesake'], {
      exit: 1,
      code: 'key/threshold-not-met',
    })
    shop.put('hub/identity.yaml', shop.take('example-tre/identity.yaml').replace('example-tre', 'hub'))
    await done(shop, 'identity', 'create', 'hub', '--key', shop.key('jane'))
    await refused(shop, ['verify', listPath, '--identity', 'hub/identity'], {
      exit: 1,
      code: 'seal/other-publisher',
    })
  })

  test('a signature that does not verify', async () => {
    const shop = await base()
    const list = shop.take(listPath)
    const sig = /"sig":"(.)/.exec(list)![1]!
    shop.put(listPath, list.replace(`"sig":"${sig}`, `"sig":"${sig === 'A' ? 'B' : 'A'}`))
    const { result } = await refused(shop, ['verify', listPath], { exit: 1, code: 'key/threshold-not-met' })
    expect(result).toMatchObject({
      documents: [{ valid: false, refused: [{ code: 'key/threshold-not-met' }] }],
    })
  })

  test('a head that says more than was signed', async () => {
    const shop = await base()
    change(shop, listPath, '"version":1}', '"version":2}')
    await refused(shop, ['verify', listPath], { exit: 1, code: 'key/threshold-not-met' })
  })

  test('what is no file, has no bytes, or is not there', async () => {
    const shop = await base()
    mkdirSync(shop.at('folder'))
    shop.put('empty.list.json', '')
    await refused(shop, ['verify', 'folder'], { exit: 3, code: 'cli/not-a-file', place: 'folder' })
    await refused(shop, ['verify', 'empty.list.json'], { exit: 3, code: 'cli/file-empty' })
    const { result } = await refused(shop, ['verify', 'none'], {
      exit: 4,
      code: 'cli/file-missing',
      place: 'none',
    })
    expect(result).toMatchObject({ documents: [{ valid: null }] })
    await refused(shop, ['verify', draftPath], { exit: 3, code: 'json/syntax', place: `${draftPath}:1:4` })
  })

  test('the text of foreign files only ever escaped', async () => {
    const shop = await base()
    change(shop, listPath, '"list":"tier-3"', '"list":"\u001b[31mtier"')
    const { out, err } = await shop.run('verify', listPath)
    expect(out + err).not.toContain('\u001b')
  })
})

describe('--dsse', () => {
  test('writes the head as an envelope, and only of a document that is valid', async () => {
    const shop = workshop()
    await signed(shop)
    await done(shop, 'verify', listPath, '--dsse', 'head.dsse')
    const envelope = JSON.parse(shop.take('head.dsse')) as {
      payload: string
      payloadType: string
      signatures: unknown[]
    }
    const list = JSON.parse(shop.take(listPath)) as { signed: unknown; signatures: unknown[] }
    expect(JSON.parse(Buffer.from(envelope.payload, 'base64').toString())).toEqual(list.signed)
    expect(envelope.payloadType).toBe('application/vnd.trustlist.list.v1+json')
    expect(envelope.signatures).toEqual(list.signatures)
    await done(shop, 'verify', listPath, '--dsse', 'head.dsse')
    change(shop, listPath, 'numpy', 'numpx')
    await refused(shop, ['verify', listPath, '--dsse', 'other.dsse'], {
      exit: 1,
      code: 'seal/subject-digest',
    })
  })

  test('writes over nothing else, the list itself least of all, and takes one document', async () => {
    const shop = workshop()
    await signed(shop)
    await refused(shop, ['verify', listPath, '--dsse', listPath], {
      exit: 4,
      code: 'cli/file-exists',
      place: listPath,
    })
    await refused(shop, ['verify', listPath, identity, '--dsse', 'x'], { exit: 2, code: 'cli/option-value' })
    await refused(shop, ['verify', listPath, '--dsse', 'none/x'], {
      exit: 4,
      code: 'cli/file-not-written',
      place: 'none/x',
    })
  })
})

test('a draft is not mistaken for a change: verify reads the sealed list alone', async () => {
  const shop = workshop()
  await signed(shop)
  shop.put(draftPath, draftOf(numpy.replace('numpy', 'other')))
  await done(shop, 'verify', listPath)
})
