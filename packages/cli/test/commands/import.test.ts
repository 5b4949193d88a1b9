import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { bothForms, done, draftOf, published, refused, workshop, type Workshop } from './workshop.js'

const draft = 'example-tre/tier-3.yaml'
const numpyEntry = '  - { package: pkg:pypi/numpy, versions: "vers:pypi/*", basis: legacy }\n'
const pins = 'numpy==1.26.2\n    # via -r requirements.in\nsix==1.16.0\n    # via numpy\n'

/** A history of one file, each commit dated as it is told. */
function commit(shop: Workshop, path: string, text: string, date: string): void {
  shop.put(path, text)
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=jane', '-c', 'user.email=jane@tre.example', ...words], {
      cwd: shop.folder,
      env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
      stdio: 'pipe',
    })
  git('init', '-q', '.')
  git('add', '--', path)
  git('commit', '-q', '-m', path)
}

describe('import', () => {
  test('writes a draft that sign takes, and tells what it folded', async () => {
    const setup = (shop: Workshop) => shop.put('pypi.allowlist', 'PuLP\npulp\nnumpy\nnot a name\n')
    const words = () => ['import', 'names', '--pypi', 'pypi.allowlist', '-o', draft]
    expect(await bothForms(setup, words)).toMatchSnapshot()
    const shop = workshop()
    await published(shop)
    setup(shop)
    await done(shop, 'import', 'names', '--pypi', 'pypi.allowlist', '-o', 'example-tre/names.yaml')
    await done(shop, 'sign', 'example-tre/names.yaml', '--key', shop.key('jane'))
    expect(shop.take('example-tre/names.list.json')).toContain('"package":"pkg:pypi/pulp"')
  })

  test('writes YAML that is pleasant to edit', async () => {
    const shop = workshop()
    shop.put('requirements.txt', pins)
    await done(shop, 'import', 'requirements', 'requirements.txt', '-o', draft)
    expect(shop.take(draft)).toMatchSnapshot()
  })

  test('gives the draft to standard output where no output is named', async () => {
    const shop = workshop()
    shop.put('requirements.txt', pins)
    const words = ['import', 'requirements', 'requirements.txt', '--publisher', 'example-tre', '--list', 'x']
    expect((await done(shop, ...words)).out).toContain('list: x\n')
  })

  test('takes in what the file takes in, from its own folder alone', async () => {
    const shop = workshop()
    shop.put('p/requirements.txt', '-r base.txt\n-c limits.txt\n-r ../outside.txt\n-r base.txt\nsix\n')
    shop.put('p/base.txt', '-r requirements.txt\nnumpy>=1.26\n')
    shop.put('p/limits.txt', 'numpy<2\npandas==2.2.0\n')
    shop.put('outside.txt', 'secret\n')
    const ran = await done(shop, 'import', 'requirements', 'p/requirements.txt', '-o', draft, '--json')
    expect(ran.json().problems.map(({ code }) => code)).toEqual(['inventory/file-not-read'])
    const text = shop.take(draft)
    expect(text).toContain('vers:pypi/>=1.26|<2')
    expect(text).not.toContain('pandas')
    expect(text).not.toContain('secret')
  })

  test('never writes over a file, and writes nothing where it is refused', async () => {
    const shop = workshop()
    shop.put('names', 'numpy\n')
    shop.put('empty', '# nothing\n')
    shop.put(draft, 'mine\n')
    const names = ['import', 'names', '--pypi', 'names']
    await refused(shop, [...names, '-o', draft], { exit: 4, code: 'cli/file-exists' })
    await refused(shop, ['import', 'names', 'names', '-o', 'a/b.yaml'], { exit: 2, code: 'cli/operands' })
    await refused(shop, ['import', 'zip', 'names'], { exit: 2, code: 'cli/operands' })
    await refused(shop, ['import', 'names', '--pypi', 'empty', '-o', 'a/b.yaml'], {
      exit: 3,
      code: 'cli/nothing-imported',
    })
    await refused(shop, [...names, '-o', 'A B/c.yaml'], { exit: 2, code: 'cli/option-value' })
    await refused(shop, [...names, '--started-from', 'names'], { exit: 2, code: 'cli/option-value' })
    await refused(shop, [...names, '--decided', '2026-02-30', '-o', 'a/b.yaml'], {
      exit: 2,
      code: 'cli/option-value',
    })
    await refused(shop, [...names, '--decided', 'git', '-o', 'a/b.yaml'], {
      exit: 4,
      code: 'cli/history-missing',
    })
  })

  test('dates every entry by the day that it is told', async () => {
    const shop = workshop()
    shop.put('names', 'numpy\npandas\n')
    const words = ['import', 'names', '--pypi', 'names', '-o', 'a/b.yaml', '--decided']
    await refused(shop, [...words, 'yesterday'], { exit: 2, code: 'cli/option-value', what: /git or a day/ })
    await refused(shop, [...words, '2026-11-02'], { exit: 2, code: 'cli/option-value', what: /has come/ })
    await done(shop, ...words.map((word) => word.replace('a/b', 'a/today')), '2026-11-01')
    await done(shop, ...words, '2024-07-01')
    const text = shop.take('a/b.yaml')
    expect(text).toContain('defaults: { decision: allow, decided: 2024-07-01, basis: legacy }')
    expect(text.match(/decided:/g)).toHaveLength(1)
  })

  test('dates each line by its history, lines that are not committed by the day of the import', async () => {
    const shop = workshop()
    commit(shop, 'names', 'numpy\n', '2024-07-01T23:30:00-02:00')
    commit(shop, 'names', 'numpy\nNumPy\npandas\n', '2025-03-05T12:00:00Z')
    shop.put('names', 'numpy\nNumPy\npandas\nscipy\n')
    await done(shop, 'import', 'names', '--pypi', 'names', '--decided', 'git', '-o', 'a/b.json')
    const { entries } = JSON.parse(shop.take('a/b.json')) as {
      readonly entries: readonly { readonly package: string; readonly decided: string }[]
    }
    expect(entries.map((each) => [each.package, each.decided])).toEqual([
      ['pkg:pypi/numpy', '2024-07-02'],
      ['pkg:pypi/pandas', '2025-03-05'],
      ['pkg:pypi/scipy', '2026-11-01'],
    ])
  })

  test('marks what was copied from elsewhere', async () => {
    const shop = workshop()
    shop.put('names', 'numpy\npandas\n')
    shop.put('theirs', 'NumPy\n')
    const words = ['import', 'names', '--pypi', 'names', '--started-from', 'theirs', '--origin', 'turing-dsh']
    await done(shop, ...words, '-o', draft)
    expect(shop.take(draft)).toContain(
      '- { package: pkg:pypi/numpy, versions: "vers:pypi/*", basis: adopted, origins: [turing-dsh] }',
    )
    expect(shop.take(draft)).toContain('- { package: pkg:pypi/pandas, versions: "vers:pypi/*" }')
  })
})

describe('import --update', () => {
  const update = (...more: readonly string[]) => [
    'import',
    'requirements',
    'requirements.txt',
    '--update',
    draft,
    ...more,
  ]
  const entries = `  # the array package
  - { package: pkg:pypi/numpy, versions: "vers:pypi/1.26.2", basis: legacy } # pinned
  - package: pkg:pypi/old
    versions: "vers:pypi/1.0"
    basis: legacy   # nobody remembers

  - { package: pkg:pypi/pandas, versions: "vers:pypi/2.2.0", reviewers: [Jane Doe] }
  # a look-alike
  - { package: pkg:pypi/reqeusts, versions: "vers:pypi/*", decision: deny, reason: A look-alike. }
`
  const setup = (shop: Workshop) => {
    shop.put(draft, draftOf(entries))
    shop.put('requirements.txt', 'numpy==1.26.4\npandas==2.2.0\nreqeusts==1\nscipy==1.12.0\n')
  }

  test('changes what it must, and keeps comments and what people decided', async () => {
    expect(await bothForms(setup, () => update())).toMatchSnapshot()
    const shop = workshop()
    setup(shop)
    await done(shop, ...update())
    expect(shop.take(draft)).toMatchSnapshot()
    const first = shop.take(draft)
    await done(shop, ...update())
    expect(shop.take(draft)).toBe(first)
  })

  test('drops or withdraws what went, where it is told to', async () => {
    for (const removed of ['drop', 'withdraw']) {
      const shop = workshop()
      setup(shop)
      await done(shop, ...update('--removed', removed))
      const text = shop.take(draft)
      expect(text.includes('pkg:pypi/old')).toBe(removed === 'withdraw')
      expect(text.includes('decision: withdrawn')).toBe(removed === 'withdraw')
      expect(text).toContain('# a look-alike')
    }
  })

  test('tells where it is from, on a line for each file, and changes the line of a file that changed', async () => {
    const shop = workshop()
    const from = (text: string) => {
      const lines = text.slice(text.indexOf('  provenance:'), text.indexOf('\n\n#')).split('\n').slice(1)
      return lines.map((line) => line.replace(/sha256: (.{4}).{60}/, '$1').trim())
    }
    const importing = (file: string, ...more: readonly string[]) =>
      done(shop, 'import', 'names', '--pypi', file, ...more)
    shop.put('a', 'numpy\n')
    shop.put('b', 'numpy\npandas\n')
    await importing('a', '-o', draft)
    shop.put(draft, shop.take(draft).replace(/^( +- \{ from: a.*)$/m, '    # the first\n$1 # looked at'))
    await importing('b', '--update', draft)
    const both = ['# the first', /from: a.* # looked at/, /^- \{ from: b,/].map((each) =>
      typeof each === 'string' ? each : (expect.stringMatching(each) as string),
    )
    expect(from(shop.take(draft))).toEqual(both)
    const before = shop.take(draft)
    // The same file on another day is nothing new.
    await importing('a', '--update', draft, '--at', '2027-03-01T00:00:00Z')
    expect(shop.take(draft)).toBe(before)
    shop.put('a', 'numpy\npandas\n# more\n')
    await importing('a', '--update', draft)
    expect(from(shop.take(draft))).toEqual(both)
    expect(from(shop.take(draft))).not.toEqual(from(before))

    shop.put(draft, draftOf(numpyEntry))
    await importing('b', '--update', draft)
    // What is in brackets stays so.
    expect(shop.take(draft)).toMatch(/^about: \{ .*provenance: \[\{ from: b, .*\}\] \}$/m)
    shop.put(draft, draftOf(numpyEntry).replace(/^about: .*$/m, 'about:\n  title: x'))
    await importing('b', '--update', draft)
    expect(shop.take(draft)).toMatch(/^about:\n {2}title: x\n {2}provenance:\n {4}- \{ from: b, .*\}$/m)
  })

  test('begins with an empty draft, and leaves alone what it cannot change in place', async () => {
    const shop = workshop()
    setup(shop)
    shop.put(draft, draftOf('').replace('entries:\n', 'entries: []\n'))
    await done(shop, ...update())
    expect(shop.take(draft)).toContain('pkg:pypi/scipy')
    shop.put(
      draft,
      draftOf('').replace('entries:\n', 'entries: [{ package: pkg:pypi/a, versions: "vers:pypi/*" }]\n'),
    )
    await refused(shop, update(), { exit: 3, code: 'cli/draft-not-editable' })
    shop.put(draft, draftOf('  - { package: pkg:pypi/a }\n'))
    await refused(shop, update(), { exit: 3, code: 'list/shape' })
  })
})
