# Reads lines "a<TAB>b", writes how R orders them: by numeric_version, and by package_version wherever that takes both.
if ("--version" %in% commandArgs(TRUE)) {
  cat(as.character(getRversion()), "\n")
  quit()
}
pairs <- strsplit(readLines(file("stdin")), "\t", fixed = TRUE)
a <- vapply(pairs, `[`, "", 1)
b <- vapply(pairs, `[`, "", 2)
# A number that R cannot hold becomes NA, with a warning: that version is refused.
read <- function(text, reader) {
  read <- suppressWarnings(reader(text, strict = FALSE))
  valid <- vapply(unclass(read), function(numbers) length(numbers) > 0 && !anyNA(numbers), NA)
  list(read = read, valid = valid)
}
verdicts <- function(reader) {
  x <- read(a, reader)
  y <- read(b, reader)
  valid <- x$valid & y$valid
  verdict <- rep("invalid", length(a))
  left <- x$read[valid]
  right <- y$read[valid]
  verdict[valid] <- ifelse(left < right, "<", ifelse(left > right, ">", "="))
  verdict
}
verdict <- verdicts(numeric_version)
stricter <- verdicts(package_version)
differ <- stricter != "invalid" & stricter != verdict
verdict[differ] <- "numeric_version and package_version differ"
writeLines(verdict)
