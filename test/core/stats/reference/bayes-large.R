# Reference values of the beta-binomial block where both shapes exceed 1e5: R dbeta and pbeta, Simpson on +-10 sd.
# Run: Rscript test/core/stats/reference/bayes-large.R > test/core/stats/reference/bayes-large.json
one <- function(x, n) {
  a <- x + 1; b <- n - x + 1
  mean <- a / (a + b); sd <- sqrt(mean * (1 - mean) / (a + b + 1))
  p <- seq(max(0, min(mean - 10 * sd)), min(1, max(mean + 10 * sd)), length.out = 400001)
  h <- p[2] - p[1]; w <- c(1, rep(c(4, 2), length.out = length(p) - 2), 1) * h / 3
  F <- sapply(seq_along(x), function(j) pbeta(p, a[j], b[j]))
  f <- sapply(seq_along(x), function(j) dbeta(p, a[j], b[j]))
  others <- sapply(seq_along(x), function(j) apply(F[, -j, drop = FALSE], 1, prod))
  list_of <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ","), "]")
  sprintf('{"x":%s,"n":%s,"probabilityBest":%s,"expectedLoss":%s}', list_of(x), list_of(n), list_of(colSums(w * f * others)), list_of(colSums(w * F * (1 - others))))
}
sets <- list(list(c(1500000, 1501000), c(6e7, 6e7)), list(c(400000, 401000, 400500), c(1e6, 1e6, 1e6)), list(c(90000, 250000), c(4e6, 1.1e7)))
cat("[\n", paste(sapply(sets, function(s) one(s[[1]], s[[2]])), collapse = ",\n"), "\n]\n", sep = "")
