# Reads lines "constraints<TAB>version", writes whether R, by its own reading of a DESCRIPTION's dependencies, is satisfied.
if ("--version" %in% commandArgs(TRUE)) {
  cat(R.version$major, ".", R.version$minor, "\n", sep = "")
  quit()
}
known <- c(">=", "<=", ">", "<", "==", "!=")
holds <- function(one, version) {
  stopifnot(!is.null(one$op), one$op %in% known)
  do.call(one$op, list(version, one$version))
}
judge <- function(line) {
  parts <- strsplit(line, "\t", fixed = TRUE)[[1]]
  constraints <- tryCatch(
    {
      found <- lapply(strsplit(parts[1], ",", fixed = TRUE)[[1]], function(each) {
        tools:::.split_op_version(paste0("name (", each, ")"))
      })
      stopifnot(vapply(found, function(one) isTRUE(one$op %in% known), TRUE))
      found
    },
    error = function(e) NULL
  )
  if (is.null(constraints)) return("invalid-range")
  version <- tryCatch(package_version(parts[2]), error = function(e) NULL)
  if (is.null(version)) return("invalid-version")
  if (all(vapply(constraints, holds, TRUE, version = version))) "in" else "out"
}
lines <- readLines(file("stdin"))
writeLines(vapply(lines, judge, "", USE.NAMES = FALSE))
