import { dayOf, type Instant } from '@trustlist/core'

/** The files of a new lists repository: name and text. */
export function scaffold(publisher: string, at: Instant): readonly (readonly [name: string, text: string])[] {
  return [
    ['README.md', readme(publisher)],
    ['.gitattributes', gitattributes],
    ['.gitignore', gitignore],
    ['.github/workflows/verify.yml', workflow],
    ['REVIEWING.md', reviewing],
    [`${publisher}/identity.yaml`, identity(publisher)],
    [`${publisher}/tier-3.yaml`, list(publisher, dayOf(at))],
  ]
}

const readme = (publisher: string) => `# Package lists of ${publisher}

Which software ${publisher} permits, as signed lists that anyone can check and merge. Made with trustlist.

| file | |
|---|---|
| \`${publisher}/identity.yaml\` | who we are and whose keys sign, in our own words; the signed forms are \`identity/1.json\`, \`2.json\` and so on |
| \`${publisher}/tier-3.yaml\` | the list as we edit it |
| \`${publisher}/tier-3.list.json\` | the signed list, which others read |

## The first time

\`\`\`sh
trustlist keygen -o ../${publisher}.key          # keep it out of this repository
trustlist identity create ${publisher} --key ../${publisher}.key
trustlist sign ${publisher}/tier-3.yaml --key ../${publisher}.key
trustlist verify ${publisher}/tier-3.list.json
\`\`\`

Tell your peers the fingerprint that \`trustlist identity show ${publisher}\` prints, by another way than this repository.

## Every change

Edit the YAML, sign it, commit both files, open a pull request. REVIEWING.md says what a reviewer looks at.

Signed lists are one entry a line, so \`git diff\` shows what changed as they stand. Where an editor has indented one,
\`trustlist fmt ${publisher}/tier-3.list.json\` brings the layout back; the signature is as good as before.
`

const gitattributes = `# Signed documents are text, one entry a line. Other line ends would break no signature, only the diff.
*.list.json text eol=lf diff=trustlist
**/identity/*.json text eol=lf diff=trustlist
`

const gitignore = `# Private keys never belong here.
*.key
*.pem
# What a killed run can leave behind.
.trustlist-*.tmp
`

const workflow = `name: verify
on: [push, pull_request]
permissions: { contents: read }
jobs:
  verify:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 24 }
      - run: npm install --global @trustlist/cli
      - run: find . -path '*/identity/*.json' -exec trustlist verify {} +
      - run: find . -name '*.list.json' -exec trustlist verify {} +
      - run: find . -name '*.list.json' -exec trustlist fmt --check {} +
`

const reviewing = `# Reviewing a change to a list

1. Does the signed list say what the draft says? \`trustlist verify\` is green in CI, and both files are in the pull request.
2. What becomes permitted that was not? Read every added or changed line with \`"decision":"allow"\`.
3. Is it the right package? The name is spelt as its own project spells it, and it is not a look-alike of a known one.
4. Are the versions meant? An upper bound such as \`<2.0.0\` lets pre-releases of 2.0.0 in.
5. Is the basis honest? \`reviewed\` means that somebody looked; \`legacy\` and \`dependency\` are no shame.
6. What is no longer denied? A denial that disappears needs a reason.
7. Thank the one who wrote it.
`

const identity = (
  publisher: string,
) => `# Who publishes here. Compiled and signed by: trustlist identity create ${publisher} --key KEY
trustlist: "1.0"
publisher: "${publisher}"
about:
  title: "${publisher}"
  # homepage: https://tre.example
  # contact: software@tre.example

# Without keys and roles, the key that signs gets both roles. With more people or a key for CI, name them here:
# keys:
#   - { name: jane, public: "<64 hex digits that trustlist keygen prints>" }
#   - { name: joe, public: "…" }
#   - { name: ci, public: "…" }
# roles:
#   root: { keys: [jane, joe], threshold: 2 }   # changes this identity
#   list: { keys: [ci], threshold: 1 }          # signs the lists
`

const list = (
  publisher: string,
  today: string,
) => `# A list as people edit it. Compiled and signed by: trustlist sign ${publisher}/tier-3.yaml --key KEY
trustlist: "1.0"
publisher: "${publisher}"
list: tier-3
about:
  title: Packages permitted at tier 3
  licence: CC0-1.0

# Said once for every entry below that does not say otherwise.
defaults: { decision: allow, decided: ${today}, basis: reviewed }

entries:
  # Any version.
  - { package: pkg:pypi/numpy, versions: "vers:pypi/*" }

  # A range: from 2.2.0 up to, but not including, any pre-release of 3.0.0.
  - package: pkg:pypi/pandas
    versions: "vers:pypi/>=2.2.0|<3.0.0.dev0"
    reviewers: [Jane Doe]
    checks:
      - { criterion: vulnerabilities, result: pass, by: Jane Doe, on: ${today}, evidence: "https://tre.example/reviews/17" }

  # R packages keep their exact spelling.
  - { package: pkg:cran/data.table, versions: "vers:cran/>=1.15.0", basis: legacy }

  # What must not come in, and why.
  - package: pkg:pypi/reqeusts
    versions: "vers:pypi/*"
    decision: deny
    reason: "A look-alike of requests."
`
