import { compareCpu } from './harness/cpu-time.mjs'
import { nameOfSize, shown } from './harness/report.mjs'
import { formatsInYaml, parseYamlText, readInventory } from '../packages/core/dist/index.js'

export const about = 'readers of files of packages, without what asks about them'

/** 20 MB/s are 50 ms for a megabyte. */
const atMost = 50
const digest = 'ab'.repeat(32)

/** A file of each format with so many packages. */
const makers = {
  requirements: (count) => lines(count, (n) => `package-${n}==1.${n}.0 --hash=sha256:${digest}\n`),
  'uv-lock': (count) =>
    `version = 1\n${lines(count, (n) => `\n[[package]]\nname = "package-${n}"\nversion = "1.${n}.0"\nsource = { registry = "https://pypi.registry.example/simple" }\ndependencies = [\n    { name = "package-0" },\n]\nwheels = [\n    { url = "https://files.registry.example/package_${n}-1.${n}.0-py3-none-any.whl", hash = "sha256:${digest}", size = 1000 },\n]\n`)}`,
  pylock: (count) =>
    `lock-version = "1.0"\n${lines(count, (n) => `\n[[packages]]\nname = "package-${n}"\nversion = "1.${n}.0"\nindex = "https://pypi.registry.example/simple"\nwheels = [{ url = "https://files.registry.example/package_${n}-1.${n}.0-py3-none-any.whl", size = 1000, hashes = { sha256 = "${digest}" } }]\n`)}`,
  'poetry-lock': (count) =>
    `${lines(count, (n) => `[[package]]\nname = "package-${n}"\nversion = "1.${n}.0"\noptional = false\npython-versions = ">=3.9"\nfiles = [\n    {file = "package_${n}-1.${n}.0-py3-none-any.whl", hash = "sha256:${digest}"},\n]\n\n`)}[metadata]\nlock-version = "2.1"\n`,
  'pipfile-lock': (count) =>
    JSON.stringify({
      _meta: { 'pipfile-spec': 6, sources: [{ name: 'pypi', url: 'https://pypi.registry.example/simple' }] },
      default: Object.fromEntries(
        numbers(count).map((n) => [
          `package-${n}`,
          { hashes: [`sha256:${digest}`], index: 'pypi', version: `==1.${n}.0` },
        ]),
      ),
    }),
  'conda-explicit': (count) =>
    `@EXPLICIT\n${lines(count, (n) => `https://conda.registry.example/conda-forge/linux-64/package-${n}-1.${n}.0-py311_0.conda#${digest}\n`)}`,
  'conda-list': (count) =>
    JSON.stringify(
      numbers(count).map((n) => ({
        base_url: 'https://conda.registry.example/conda-forge',
        build_number: 0,
        build_string: 'py311_0',
        channel: 'conda-forge',
        dist_name: `package-${n}-1.${n}.0-py311_0`,
        name: `package-${n}`,
        platform: 'linux-64',
        version: `1.${n}.0`,
      })),
      null,
      2,
    ),
  'r-installed': (count) =>
    `"","Package","LibPath","Version","Priority","Depends","Imports","LinkingTo"\n${lines(count, (n) => `"package${n}","package${n}","/usr/lib/R/library","1.${n}.0",NA,"R (>= 3.5)","cli, rlang (>= 1.0)",NA\n`)}`,
  'package-lock': (count) =>
    JSON.stringify(
      {
        lockfileVersion: 3,
        packages: Object.fromEntries(
          numbers(count).map((n) => [
            `node_modules/package-${n}`,
            {
              version: `1.${n}.0`,
              resolved: `https://npm.registry.example/package-${n}/-/package-${n}-1.${n}.0.tgz`,
              integrity: `sha512-${digest}`,
              license: 'MIT',
              dependencies: { 'package-0': '^1.0.0' },
            },
          ]),
        ),
      },
      null,
      2,
    ),
  'cargo-lock': (count) =>
    `version = 4\n${lines(count, (n) => `\n[[package]]\nname = "package-${n}"\nversion = "1.${n}.0"\nsource = "registry+https://cargo.registry.example/index"\nchecksum = "${digest}"\ndependencies = [\n "package-0",\n]\n`)}`,
  'go-mod': (count) =>
    `module example.org/study\n\ngo 1.21\n\nrequire (\n${lines(count, (n) => `\texample.org/group/package-${n} v1.${n}.0 // indirect\n`)})\n`,
  'go-sum': (count) =>
    lines(
      count,
      (n) =>
        `example.org/group/package-${n} v1.${n}.0 h1:FEBLx1zS214owpjy7qsBeixbURkuhQAwrK5UwLGTwt4=\nexample.org/group/package-${n} v1.${n}.0/go.mod h1:FEBLx1zS214owpjy7qsBeixbURkuhQAwrK5UwLGTwt4=\n`,
    ),
  easybuild: (count) =>
    `easyblock = 'Bundle'\nname = 'bundle'\nversion = '1'\ntoolchain = SYSTEM\nexts_defaultclass = 'RPackage'\nexts_list = [\n${lines(count, (n) => `    ('package${n}', '1.${n}.0', {\n        'checksums': ['${digest}'],\n    }),\n`)}]\n`,
  'spack-lock': (count) =>
    JSON.stringify({
      _meta: { 'file-type': 'spack-lockfile' },
      roots: [],
      concrete_specs: Object.fromEntries(
        numbers(count).map((n) => [
          `hash${n}`,
          {
            name: `package-${n}`,
            version: `1.${n}.0`,
            namespace: 'builtin',
            parameters: { build_system: 'generic', cflags: [], cppflags: [] },
            dependencies: [{ name: 'package-0', hash: 'hash0' }],
          },
        ]),
      ),
    }),
  'debian-status': (count) =>
    lines(
      count,
      (n) =>
        `Package: package-${n}\nStatus: install ok installed\nPriority: optional\nSection: libs\nArchitecture: amd64\nVersion: 1.${n}.0-1\nDepends: package-0 (>= 1.0)\nDescription: a package\n made up for a bench\n\n`,
    ),
  'dpkg-list': (count) =>
    `+++-${'='.repeat(30)}-${'='.repeat(20)}-============-====\n${lines(count, (n) => `ii  ${`package-${n}:amd64`.padEnd(30)} ${`1.${n}.0-1`.padEnd(20)} amd64        a package made up for a bench\n`)}`,
  cyclonedx: (count) =>
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: numbers(count).map((n) => ({
        'bom-ref': `ref-${n}`,
        type: 'library',
        name: `package-${n}`,
        version: `1.${n}.0`,
        purl: `pkg:pypi/package-${n}@1.${n}.0`,
        hashes: [{ alg: 'SHA-256', content: digest }],
      })),
    }),
  spdx: (count) =>
    JSON.stringify({
      spdxVersion: 'SPDX-2.3',
      packages: numbers(count).map((n) => ({
        SPDXID: `SPDXRef-${n}`,
        name: `package-${n}`,
        versionInfo: `1.${n}.0`,
        downloadLocation: 'NOASSERTION',
        externalRefs: [
          {
            referenceCategory: 'PACKAGE-MANAGER',
            referenceType: 'purl',
            referenceLocator: `pkg:pypi/package-${n}@1.${n}.0`,
          },
        ],
      })),
    }),
  'pnpm-lock': (count) =>
    `lockfileVersion: '9.0'\n\npackages:\n\n${lines(count, (n) => `  package-${n}@1.${n}.0:\n    resolution: {integrity: sha512-${digest}}\n\n`)}`,
}

/** Those in YAML are told without a limit: the library decides. */
export const limits = Object.fromEntries(
  Object.keys(makers).map((format) => [
    format,
    {
      what: `read a megabyte of ${format}`,
      ...(formatsInYaml.has(format) ? {} : { atMost, from: 10_000 }),
    },
  ]),
)

export function run({ sizes, report, rounds = 7 }) {
  for (const size of sizes.filter((each) => each <= 100_000)) {
    report.heading(`${nameOfSize(size)} packages`)
    for (const [format, make] of Object.entries(makers)) {
      if (formatsInYaml.has(format) && size > 10_000) continue
      const bytes = new TextEncoder().encode(make(size))
      const timings = compareCpu({ read: () => readAll(format, bytes, size) }, rounds)
      const megabytes = bytes.length / 1e6
      const { medianMs, leastMs } = timings.read
      const value = leastMs / megabytes
      report.figure({ name: format, size, value, unit: 'ms', limits })
      report.note(`      ${shown(1000 / value)} MB/s, ${shown((megabytes * 1000) / medianMs)} in the median`)
    }
  }
}

function readAll(format, bytes, count) {
  const inventory = readInventory(bytes, { format, yaml: parseYamlText })
  if (!inventory.ok) throw new Error(`${format}: ${inventory.problems[0].what}`)
  if (inventory.value.packages.length < count)
    throw new Error(`${format}: ${inventory.value.packages.length}`)
  return inventory.value.packages.length
}

function numbers(count) {
  return Array.from({ length: count }, (_none, index) => index)
}

function lines(count, line) {
  return numbers(count).map(line).join('')
}
