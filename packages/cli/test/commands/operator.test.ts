import { describe, expect, test } from 'vitest'
import {
  bothForms,
  done,
  draftOf,
  draftPath,
  listPath,
  numpy,
  pandas,
  published,
  refused,
  signed,
  workshop,
  type Workshop,
} from './workshop.js'

const deny =
  '  - { package: pkg:pypi/reqeusts, versions: "vers:pypi/*", decision: deny, reason: A look-alike. }\n'

async function trustOf(shop: Workshop, more = '', trust = 'full'): Promise<string> {
  const { result } = (await done(shop, 'identity', 'show', 'example-tre', '--json')).json()
  return `trustlist: "1.0"
operator: op-tre
contact: software@tre.example
publishers:
  - { id: example-tre, from: ./example-tre, pin: "${String(result!['fingerprint'])}", trust: ${trust} }
profiles:
  tier-3: { allowAt: 100 }
${more}`
}

async function trusted(shop: Workshop): Promise<void> {
  await published(shop)
  shop.put(draftPath, draftOf(numpy + pandas + deny))
  await done(shop, 'sign', draftPath, '--key', shop.key('jane'))
  shop.put('trust.yaml', await trustOf(shop))
}

async function merged(shop: Workshop): Promise<void> {
  await trusted(shop)
  await done(shop, 'merge')
}

const policy = 'policy.tier-3.json'

describe('merge', () => {
  test('tells what came of it', async () => {
    expect(await bothForms(trusted, () => ['merge'])).toMatchSnapshot()
  })

  test('writes the same bytes each time, from wherever it is run', async () => {
    const shop = workshop()
    await merged(shop)
    const first = shop.take(policy)
    await done(shop, 'merge', '--trust', shop.at('trust.yaml'))
    expect(shop.take(policy)).toBe(first)
    await done(shop, 'merge', '--profile', 'tier-3', '-o', 'other.json')
    expect(shop.take('other.json')).toBe(first)
  })

  test('reads folders beside trust.yaml, also where that is named by its whole path', async () => {
    const shop = workshop()
    await trusted(shop)
    shop.put('op/trust.yaml', (await trustOf(shop)).replace('./example-tre', '../example-tre'))
    await done(shop, 'merge', '--trust', shop.at('op/trust.yaml'))
    await done(shop, 'merge', '--trust', 'op/trust.yaml')
    shop.put('op/trust.yaml', (await trustOf(shop)).replace('./example-tre', shop.at('example-tre')))
    await done(shop, 'merge', '--trust', 'op/trust.yaml')
  })

  test('writes nothing where anything is wrong, and over nothing but a policy', async () => {
    const shop = workshop()
    await trusted(shop)
    await refused(shop, ['merge', '-o', 'trust.yaml'], {
      exit: 4,
      code: 'cli/not-a-policy',
      place: 'trust.yaml',
    })
    await refused(shop, ['merge', '-o', listPath], { exit: 4, code: 'cli/not-a-policy', place: listPath })
    await refused(shop, ['merge', '-o', 'none/p.json'], { exit: 4, code: 'cli/file-not-written' })
    await refused(shop, ['merge', '--trust', 'none.yaml'], {
      exit: 4,
      code: 'cli/trust-missing',
      place: 'none.yaml',
    })
    const trust = shop.take('trust.yaml')
    const list = shop.take(listPath)
    const as = async (text: string, exit: number, code: string, ...words: readonly string[]) => {
      shop.put('trust.yaml', text)
      await refused(shop, ['merge', ...words], { exit, code })
    }
    await as(`${trust}  tier-2: { allowAt: 100 }\n`, 2, 'cli/several-profiles', '-o', 'p.json')
    await as(trust.replace('./example-tre', 'http://git.tre.example/x.git'), 3, 'cli/source-refused')
    await as(trust.replace(/sha256:./, 'sha256:g'), 3, 'merge/trust-shape')
    await as(trust.replace(/sha256:[0-9a-f]{64}/, `sha256:${'0'.repeat(64)}`), 1, 'lock/identity-lost')
    await as(trust.replace('id: example-tre', 'id: example-hub'), 1, 'key/other-publisher')
    await as(trust.replace('trust: full', 'trust: much'), 3, 'merge/trust-shape')
    await as(trust.replace('{ id', '{ lists: [none], id'), 1, 'lock/list-missing')
    shop.put('trust.yaml', trust)
    shop.put(listPath, list.replace('numpy', 'numpx'))
    await refused(shop, ['merge'], { exit: 1, code: 'seal/subject-digest' })
    shop.put(listPath, list)
    await refused(shop, ['merge', '--at', '2028-11-01T00:00:00Z', '-o', 'p.json'], {
      exit: 1,
      code: 'seal/expired',
    })
    await refused(shop, ['merge', '--at', '2026-11-02T00:00:00Z'], { exit: 2, code: 'cli/output-needed' })
    await done(shop, 'merge', '--at', '2026-11-02T00:00:00Z', '-o', 'p.json')
    await done(shop, 'merge')
  })
})

describe('check', () => {
  const ask = (...purls: readonly string[]) => ['check', ...purls, '--policy', policy]

  test('tells for each package what the policy says, and on whose word', async () => {
    const purls = [
      'pkg:pypi/numpy@1.26.4',
      'pkg:pypi/pandas@1.0',
      'pkg:pypi/reqeusts@1',
      'pkg:pypi/unheard-of@1',
    ]
    expect(await bothForms(merged, () => ask(...purls))).toMatchSnapshot()
  })

  test('ends with 0 where all are permitted, with 1 where one is not', async () => {
    const shop = workshop()
    await merged(shop)
    await done(shop, ...ask('pkg:pypi/numpy@1.26.4', 'pkg:pypi/pandas@2.2.0'))
    expect((await shop.run(...ask('pkg:pypi/numpy@1.26.4', 'pkg:pypi/pandas@2.1.9'))).exit).toBe(1)
    expect((await shop.run(...ask('pkg:pypi/reqeusts@1'))).exit).toBe(1)
    expect((await shop.run(...ask('pkg:pypi/NumPy@1.26.4'))).exit).toBe(0)
  })

  test('permits nothing under a policy that has expired, and says so', async () => {
    const shop = workshop()
    await merged(shop)
    const late = (
      await shop.run(...ask('pkg:pypi/numpy@1.26.4'), '--at', '2027-11-01T00:00:00Z', '--json')
    ).json()
    expect(late.exit).toBe(1)
    expect(late.problems.map(({ code }) => code)).toEqual(['merge/policy-expired'])
  })

  test('answers for a lockfile: summary first, then what needs attention', async () => {
    const setup = async (shop: Workshop) => {
      await merged(shop)
      shop.put('requirements.txt', 'numpy==1.26.4\npandas==1.0\nreqeusts==1\nunheard-of==1\n./own\n')
    }
    expect(await bothForms(setup, () => ask('requirements.txt'))).toMatchSnapshot()
  })

  test('tells how many voices there are, where the profile asks for several', async () => {
    const shop = workshop()
    await trusted(shop)
    const trust = shop.take('trust.yaml')
    shop.put('requirements.txt', 'numpy==1.26.4\n')
    const told = async (profile: string) => {
      shop.put('trust.yaml', trust.replace('{ allowAt: 100 }', profile))
      await done(shop, 'merge')
      const { out } = await shop.run(...ask('pkg:pypi/numpy@1.26.4', 'requirements.txt'))
      return out.split('\n').filter((line) => line.includes('support'))
    }
    const both = expect.stringContaining('support 100 of 100, 1 of 2 voices, 1 of 2 reviewed')
    expect(await told('{ allowAt: 100, minVoices: 2, minReviewed: 2 }')).toEqual([both, both])
    const only = expect.stringMatching(/support 100 of 150[;,] on the word of/)
    expect(await told('{ allowAt: 150 }')).toEqual([only, only])
  })

  test('ends with 0 for a file that is permitted, with 1 for one that names nothing', async () => {
    const shop = workshop()
    await merged(shop)
    shop.put('requirements.txt', 'numpy==1.26.4\npandas>=2.2\n')
    await done(shop, ...ask('requirements.txt', 'pkg:pypi/numpy@2'))
    shop.put('requirements.txt', '# nothing\n')
    expect((await shop.run(...ask('requirements.txt'))).exit).toBe(1)
    shop.put('names.txt', 'numpy\n')
    await refused(shop, ask('names.txt'), { exit: 3, code: 'inventory/unknown-format' })
    await done(shop, ...ask('names.txt', '--as', 'pypi:names'))
    await refused(shop, ask('names.txt', '--as', 'names'), { exit: 3, code: 'inventory/ecosystem-missing' })
  })

  test('takes no package of another registry for the one that was reviewed', async () => {
    const shop = workshop()
    await merged(shop)
    shop.put('requirements.txt', '--index-url https://jane:hunter2@evil.example/simple\nnumpy==1.26.4\n')
    await done(shop, ...ask('requirements.txt'))
    const own = 'registries: { pypi: [https://nexus.tre.example/simple] }\n'
    shop.put('trust.yaml', shop.take('trust.yaml') + own)
    const ran = await shop.run(...ask('requirements.txt'))
    expect([ran.exit, ran.out.includes('unreadable')]).toEqual([1, true])
    expect(ran.out + ran.err).not.toContain('hunter2')
  })

  test('is refused what it cannot read', async () => {
    const shop = workshop()
    await merged(shop)
    await refused(shop, ['check', 'pkg:pypi/numpy@1'], { exit: 2, code: 'cli/option-missing' })
    await refused(shop, ['check', '--policy', policy], { exit: 2, code: 'cli/operands' })
    await refused(shop, ask('numpy'), { exit: 4, code: 'cli/file-missing', place: 'numpy' })
    await refused(shop, ask('pkg:pypi/'), { exit: 3, code: 'purl/name-missing' })
    await refused(shop, ask('pkg:pypi/numpy'), { exit: 3, code: 'cli/no-version' })
    await refused(shop, ['check', 'pkg:pypi/numpy@1', '--policy', 'none'], {
      exit: 4,
      code: 'cli/file-missing',
    })
    await refused(shop, ['check', 'pkg:pypi/numpy@1', '--policy', listPath], {
      exit: 3,
      code: 'document/other-type',
    })
    shop.put(policy, shop.take(policy).replace('numpy', 'numpx'))
    await refused(shop, ask('pkg:pypi/numpx@1'), { exit: 1, code: 'seal/subject-digest' })
  })
})

test('a publisher whose list is signed anew is merged anew', async () => {
  const shop = workshop()
  await signed(shop)
  shop.put('trust.yaml', await trustOf(shop))
  await done(shop, 'merge')
  expect((await shop.run('check', 'pkg:pypi/pandas@2.2.0', '--policy', policy)).exit).toBe(1)
  shop.put(draftPath, draftOf(numpy + pandas))
  await done(shop, 'sign', draftPath, '--key', shop.key('jane'))
  await done(shop, 'merge')
  await done(shop, 'check', 'pkg:pypi/pandas@2.2.0', '--policy', policy)
})
