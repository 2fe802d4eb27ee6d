# Reference values of pooling: R metafor, DerSimonian-Laird with Hartung-Knapp, never narrower than plain; and qt.
# Run: Rscript test/core/stats/reference/random-effects.R > test/core/stats/reference/random-effects.json
suppressMessages(library(metafor))
list_of <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ","), "]")
one <- function(y, v) {
  r <- rma(y, v, method = "DL", test = if (length(y) > 1) "adhoc" else "z")
  sprintf('{"y":%s,"v":%s,"estimate":%.17g,"lower":%.17g,"upper":%.17g,"tauSquared":%.17g,"iSquared":%.17g,"q":%.17g}',
    list_of(y), list_of(v), as.numeric(r$b), r$ci.lb, r$ci.ub, r$tau2, r$I2 / 100, r$QE)
}
sets <- list(
  list(c(0.1, 0.2, 0.02), c(4e-4, 9e-4, 1e-3)), list(c(0.1, 0.11), c(4e-4, 9e-4)), list(c(0.3, -0.2), c(1e-4, 1e-2)), list(0.07, 2e-3),
  list(c(0.01, 0.012, 0.009, 0.0105), c(1, 2, 1.5, 3) * 1e-4), list(c(-0.4, 0.1, 0.9, 0.3, 0.25, -0.1), c(0.04, 0.01, 0.09, 0.002, 0.0004, 0.03)),
  list(c(1e-6, 2e-6, 1.5e-6), c(1e-14, 4e-14, 2e-14))
)
t_rows <- apply(expand.grid(tail = c(0.05, 0.01, 0.2), df = c(1, 2, 3, 7, 30, 1000)), 1, function(r)
  sprintf('{"tail":%.17g,"df":%d,"t":%.17g}', r[1], r[2], qt(r[1] / 2, r[2], lower.tail = FALSE)))
cat('{"pooled":[\n', paste(sapply(sets, function(s) one(s[[1]], s[[2]])), collapse = ",\n"), '\n],"student":[\n', paste(t_rows, collapse = ",\n"), "\n]}\n", sep = "")
