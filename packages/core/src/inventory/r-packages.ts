/** What comes with R itself (its priority is `base`) and stands on no registry; and R, which dependencies name like a package. */
export const rBase: ReadonlySet<string> = new Set([
  ...['R', 'base', 'compiler', 'datasets', 'graphics', 'grDevices', 'grid', 'methods', 'parallel', 'splines'],
  ...['stats', 'stats4', 'tcltk', 'tools', 'translations', 'utils'],
])

/** What comes with R and stands on CRAN too (its priority is `recommended`). */
export const rRecommended: ReadonlySet<string> = new Set([
  ...['boot', 'class', 'cluster', 'codetools', 'foreign', 'KernSmooth', 'lattice', 'MASS', 'Matrix', 'mgcv'],
  ...['nlme', 'nnet', 'rpart', 'spatial', 'survival'],
])
