// Public lists of research environments and their neighbours. They are not in this repository: what is counted of them is.

/** @param folder - Where the lists are. The first of each three is the one that an appetite may trust more. */
export function realLists(folder) {
  const turing = (kind) => `${folder}/turing-dsh/v4.2.2.allowlist-full-${kind}-tier3.list`
  return {
    pypi: [
      ['turing-dsh', { format: 'names', type: 'pypi', path: turing('python-pypi') }],
      [
        'opensafely-python',
        { format: 'requirements', type: 'pypi', path: `${folder}/opensafely-python/v2.requirements.txt` },
      ],
      ['sheffield-dsh', { format: 'names', type: 'pypi', path: `${folder}/sheffield-dsh/pypi.allowlist` }],
    ],
    cran: [
      ['turing-dsh', { format: 'names', type: 'cran', path: turing('r-cran') }],
      [
        'opensafely-r',
        { format: 'table', type: 'cran', path: `${folder}/_normalised/opensafely-r-v2.cran.tsv` },
      ],
      [
        'easybuild',
        // Name and version, without the digest in the third column: it binds the source archive.
        {
          format: 'table',
          type: 'cran',
          columns: 2,
          path: `${folder}/easybuild/R-bundle-CRAN-2024.11-foss-2024a.tsv`,
        },
      ],
    ],
  }
}
